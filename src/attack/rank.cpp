#include <sdc/attack/rank.hpp>

#include "modular_elimination.hpp"
#include "rows.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

namespace sdc::inline v0 {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using detail::elimination;
using detail::prime_field;
using index = elimination::index;

constexpr index no_column = std::numeric_limits<index>::max();
constexpr std::uint64_t first_prime = (std::uint64_t{1} << 61) - 1;
/// Values of columns without a pivot in moves that are to be confirmed: small, so that sums of them
/// are.
constexpr std::uint64_t small_values = 1'000;

/// splitmix64 (Steele, Lea and Flood 2014) of one number.
std::uint64_t mix(std::uint64_t n) {
    n += 0x9E3779B97F4A7C15U;
    n = (n ^ (n >> 30U)) * 0xBF58476D1CE4E5B9U;
    n = (n ^ (n >> 27U)) * 0x94D049BB133111EBU;
    return n ^ (n >> 31U);
}

/// In lowest terms, the denominator above 0.
struct exact_fraction {
    cpp_int numerator, denominator = 1;
};

/// Fractions by their remainders modulo a number; those of one solution often have one denominator.
class reconstruction {
public:
    explicit reconstruction(const cpp_int& modulus)
        : modulus_(modulus), bound_(sqrt(cpp_int((modulus - 1) / 2))) {}

    /// The one fraction that is `a` and has no part above the root of half the modulus, if any.
    std::optional<exact_fraction> find(const cpp_int& a) {
        cpp_int n = denominator_ == 1 ? a : a * denominator_ % modulus_;
        if (modulus_ - n <= bound_) n -= modulus_;
        if (n > bound_) return find_by_division(a);
        if (denominator_ == 1) return exact_fraction{.numerator = std::move(n)};
        const cpp_int common = gcd(n, denominator_);
        return exact_fraction{n / common, denominator_ / common};
    }

private:
    /// Euclid's algorithm, stopped half way.
    std::optional<exact_fraction> find_by_division(const cpp_int& a) {
        cpp_int r0 = modulus_, r1 = a, t0 = 0, t1 = 1;
        while (r1 > bound_) {
            const cpp_int q = r0 / r1;
            r0 = std::exchange(r1, cpp_int(r0 - q * r1));
            t0 = std::exchange(t1, cpp_int(t0 - q * t1));
        }
        if (abs(t1) > bound_ || gcd(r1, t1) != 1) return std::nullopt;
        if (t1 < 0) r1 = -r1, t1 = -t1;
        cpp_int common = lcm(denominator_, t1);
        denominator_ = common <= bound_ ? std::move(common) : t1;
        return exact_fraction{std::move(r1), std::move(t1)};
    }

    const cpp_int& modulus_;
    cpp_int bound_, denominator_ = 1; // the latter of those found so far
};

/// The cells that are not known, and the rows over them. Some relations follow from others; with
/// all of them derivations are shortest.
struct open_rows {
    std::vector<cell_index> cells;  // ascending; one a column
    std::vector<index> column_of;   // by unknown
    std::vector<std::uint64_t> ids; // numbers in the row source
    std::vector<std::size_t> first{0};
    std::vector<std::pair<index, std::int64_t>>
        entries; // (column, coefficient), ascending in a row

    [[nodiscard]] std::span<const std::pair<index, std::int64_t>> row(std::size_t r) const {
        return std::span(entries).subspan(first[r], first[r + 1] - first[r]);
    }
};

open_rows collect(const knowledge& known, const detail::row_source& rows) {
    open_rows open;
    open.column_of.assign(known.size(), no_column);
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (known.tables().variable_of(cell) != cell || known.low(cell) >= known.high(cell))
            continue;
        open.column_of[cell] = static_cast<index>(open.cells.size());
        open.cells.push_back(cell);
    }
    detail::linear_row row;
    for (std::uint64_t id = 0; id < rows.size(); ++id) {
        if (!rows.exists(id)) continue;
        rows.fill(id, row);
        if (row.low != row.high) continue;
        std::map<index, std::int64_t> own; // links can name one unknown twice
        for (const auto& t : row.terms) {
            if (open.column_of[t.cell] != no_column) own[open.column_of[t.cell]] += t.coefficient;
        }
        std::erase_if(own, [](const auto& e) { return e.second == 0; });
        if (own.empty()) continue;
        open.entries.insert(open.entries.end(), own.begin(), own.end());
        open.first.push_back(open.entries.size());
        open.ids.push_back(id);
    }
    return open;
}

/// The open system modulo a power of a prime, solved digit by digit (Dixon 1982): the more digits,
/// the larger the fractions that are found.
class modular_system {
public:
    modular_system(const open_rows& open, std::uint64_t prime, std::size_t digits)
        : open_(open), prime_(prime), digits_(digits), field_(prime),
          modulus_(pow(cpp_int(prime), static_cast<unsigned>(digits))),
          solved_(field_, convert(), static_cast<index>(open.cells.size())),
          move_(solved_.find_move(
              [&](index j) { return field_.from(static_cast<std::int64_t>(mix(j) >> 2U)); })) {}

    /// False: not determined, or so unlikely that exact addition decides.
    [[nodiscard]] bool is_fixed(index column) const { return move_[column] == 0; }

    /// For each column whether an exact move changes it.
    [[nodiscard]] std::vector<bool> confirm_open(std::uint64_t seed) const {
        std::vector<std::optional<exact_fraction>> exact;
        exact.reserve(open_.cells.size());
        reconstruction fractions(modulus_);
        for (const auto& n : lift_move(seed)) exact.push_back(fractions.find(n));
        auto parent = connect();
        std::vector<bool> broken(open_.cells.size(), false), moved(open_.cells.size(), false);
        for (std::size_t r = 0; r < open_.ids.size(); ++r) {
            if (!must_be_published(open_.row(r), exact))
                broken[find_root(parent, open_.row(r).front().first)] = true;
        }
        for (index j = 0; j < moved.size(); ++j)
            moved[j] = exact[j] && exact[j]->numerator != 0 && !broken[find_root(parent, j)];
        return moved;
    }

    /// Multipliers over a common divisor, still to be checked; nothing if they need more digits.
    [[nodiscard]] std::optional<std::pair<cpp_int, std::map<index, cpp_int>>>
    find_multipliers(index column) const {
        cpp_int divisor = 1;
        std::map<index, exact_fraction> parts;
        reconstruction fractions(modulus_);
        for (const auto& [row, n] : lift_multipliers(column)) {
            auto exact = fractions.find(n);
            if (!exact) return std::nullopt;
            divisor = lcm(divisor, exact->denominator);
            parts.emplace(row, std::move(*exact));
        }
        std::map<index, cpp_int> multipliers;
        for (const auto& [row, part] : parts)
            multipliers.emplace(row, divisor / part.denominator * part.numerator);
        return std::pair(std::move(divisor), std::move(multipliers));
    }

private:
    [[nodiscard]] prime_field::number digit_of(const cpp_int& n) const {
        const auto rest = static_cast<prime_field::number>(abs(n) % prime_);
        return n < 0 ? field_.negate(rest) : rest;
    }

    [[nodiscard]] std::vector<cpp_int> lift_move(std::uint64_t seed) const {
        auto digit = solved_.find_move(
            [&](index j) { return 1 + mix(seed + j) % (small_values * digits_); });
        std::vector<cpp_int> move(digit.begin(), digit.end());
        std::vector<cpp_int> sums(digits_ > 1 ? open_.ids.size() : 0);
        cpp_int place = 1;
        for (std::size_t i = 1; i < digits_; ++i) {
            std::vector<prime_field::number> wanted(sums.size());
            for (const auto& pivot : solved_.rows_and_columns()) {
                auto& sum = sums[pivot.first];
                for (const auto& [column, coefficient] : open_.row(pivot.first))
                    sum -= cpp_int(coefficient) * digit[column];
                sum /= prime_;
                wanted[pivot.first] = digit_of(sum);
            }
            digit = solved_.find_move([](index) { return 0U; }, std::move(wanted));
            place *= prime_;
            for (index j = 0; j < move.size(); ++j) move[j] += place * digit[j];
        }
        return move;
    }

    [[nodiscard]] std::map<index, cpp_int> lift_multipliers(index column) const {
        std::map<index, cpp_int> multipliers, sums{{column, 1}};
        cpp_int place = 1;
        for (std::size_t i = 0; i < digits_; ++i, place *= prime_) {
            elimination::sparse wanted;
            for (const auto& [j, sum] : sums) wanted.push_back({j, digit_of(sum)});
            for (const auto& digit : solved_.find_multipliers(wanted)) {
                multipliers[digit.at] += place * digit.value;
                for (const auto& [j, coefficient] : open_.row(digit.at))
                    sums[j] -= cpp_int(coefficient) * digit.value;
            }
            for (auto& [j, sum] : sums) sum /= prime_; // exactly, where there is a pivot
        }
        return multipliers;
    }

    static index find_root(std::vector<index>& parent, index i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
    [[nodiscard]] std::vector<index> connect() const {
        std::vector<index> parent(open_.cells.size());
        std::iota(parent.begin(), parent.end(), index{0});
        for (std::size_t r = 0; r < open_.ids.size(); ++r) {
            for (const auto& [column, coefficient] : open_.row(r))
                parent[find_root(parent, column)] = find_root(parent, open_.row(r).front().first);
        }
        return parent;
    }
    [[nodiscard]] std::vector<elimination::sparse> convert() const {
        std::vector<elimination::sparse> rows(open_.ids.size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (const auto& [column, coefficient] : open_.row(r)) {
                const auto n = field_.from(coefficient);
                if (n != 0) rows[r].push_back({column, n});
            }
        }
        return rows;
    }
    static bool must_be_published(std::span<const std::pair<index, std::int64_t>> row,
                                  const std::vector<std::optional<exact_fraction>>& move) {
        cpp_int sum;
        cpp_rational fractions;
        for (const auto& [column, coefficient] : row) {
            const auto& n = move[column];
            if (!n) return false;
            if (n->denominator == 1)
                sum += n->numerator * coefficient;
            else
                fractions += cpp_rational(n->numerator * coefficient, n->denominator);
        }
        return fractions == -sum;
    }

    const open_rows& open_;
    std::uint64_t prime_;
    std::size_t digits_;
    prime_field field_;
    cpp_int modulus_;
    elimination solved_;
    std::vector<prime_field::number> move_;
};

class rank_check {
public:
    explicit rank_check(const knowledge& known)
        : known_(known), rows_(known), open_(collect(known, rows_)) {}

    /// A round settles all but what needs larger fractions than its own, and what one prime hides:
    /// so each has another prime, other moves and more digits. Few take more than one.
    std::vector<rank_answer> run(std::span<const cell_index> cells) {
        std::vector<rank_answer> answers(cells.size());
        std::vector<std::size_t> asked;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (column(cells[i]) != no_column) asked.push_back(i);
        }
        auto prime = first_prime;
        for (std::size_t digits = 1; !asked.empty(); digits *= 2) {
            const modular_system system(open_, prime, digits);
            const auto is_fixed = [&](std::size_t i) { return system.is_fixed(column(cells[i])); };
            for (const auto seed : {prime, prime / 2}) {
                if (std::ranges::all_of(asked, is_fixed)) break;
                const auto moved = system.confirm_open(seed);
                std::erase_if(asked, [&](std::size_t i) {
                    if (!moved[column(cells[i])]) return false;
                    answers[i].verdict = derivability::not_derivable;
                    return true;
                });
            }
            std::erase_if(asked, [&](std::size_t i) {
                return is_fixed(i) && derive(system, column(cells[i]), answers[i]);
            });
            prime = detail::prime_below(prime);
        }
        return answers;
    }

private:
    [[nodiscard]] index column(cell_index cell) const {
        return open_.column_of[known_.tables().variable_of(cell)];
    }

    /// False if that takes more digits.
    bool derive(const modular_system& system, index j, rank_answer& answer) const {
        const auto found = system.find_multipliers(j);
        if (!found) return false;
        const auto& [divisor, multipliers] = *found;
        derivation how{.divisor = decimal(divisor.str())};
        std::map<cell_index, cpp_int> sum;
        cpp_int constant = 0;
        detail::linear_row row;
        for (const auto& [r, multiplier] : multipliers) {
            const auto id = open_.ids[r];
            rows_.fill(id, row);
            constant += multiplier * row.low;
            for (const auto& t : row.terms) sum[t.cell] += multiplier * t.coefficient;
            how.steps.push_back(make_step(id, decimal(multiplier.str())));
        }
        how.constant = decimal(constant.str());
        for (const auto& [cell, coefficient] : sum) {
            const bool is_known = open_.column_of[cell] == no_column;
            if (!is_known && coefficient != (open_.column_of[cell] == j ? divisor : 0))
                return false;
            if (is_known && coefficient != 0)
                how.known.emplace_back(cell, decimal(cpp_int(-coefficient).str()));
        }
        answer = {.verdict = derivability::derivable, .how = std::move(how)};
        return true;
    }

    [[nodiscard]] derivation_step make_step(std::uint64_t id, decimal multiplier) const {
        const auto relations = rows_.size() - known_.statements().size();
        if (id >= relations)
            return {.multiplier = std::move(multiplier),
                    .statement = static_cast<std::size_t>(id - relations)};
        const auto at = rows_.locate(id);
        return {.multiplier = std::move(multiplier),
                .total = known_.tables().offset(at.table) + at.total,
                .dimension = at.dimension};
    }

    const knowledge& known_;
    detail::row_source rows_;
    open_rows open_;
};

std::string term_text(const decimal& coefficient, const std::string& what, bool first) {
    return (coefficient.is_negative() ? (first ? "-" : " - ") : (first ? "" : " + ")) +
           (coefficient.digits() == "1" ? "" : std::string(coefficient.digits()) + " x ") + what;
}

} // namespace

result<std::vector<rank_answer>> find_derivable(const knowledge& known,
                                                std::span<const cell_index> cells) {
    if (known.size() >= no_column)
        return error{.code = errc::overflow,
                     .message = "too many cells to eliminate",
                     .found = std::to_string(known.size())};
    for (const auto cell : cells) {
        if (cell >= known.size())
            return error{.code = errc::bad_argument,
                         .message = "a cell outside the tables",
                         .field = "cells",
                         .found = std::to_string(cell)};
    }
    return rank_check(known).run(cells);
}

std::string to_string(const knowledge& known, cell_index cell, const derivation& how) {
    auto text = term_text(how.divisor, describe(known.tables(), cell), true) + " = ";
    // What is added comes before what is taken away.
    bool first = true;
    for (const bool added : {true, false}) {
        for (const auto& [used, coefficient] : how.known) {
            if ((coefficient > 0) != added) continue;
            text += term_text(coefficient, describe(known.tables(), used), first);
            first = false;
        }
    }
    if (first) return text + how.constant.to_string();
    if (how.constant == 0) return text;
    return text + (how.constant.is_negative() ? " - " : " + ") + std::string(how.constant.digits());
}

} // namespace sdc::inline v0
