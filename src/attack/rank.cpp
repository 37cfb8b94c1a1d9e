#include <sdc/attack/rank.hpp>

#include "modular_elimination.hpp"
#include "rows.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace sdc::inline v0 {
namespace {

using detail::elimination;
using detail::prime_field;
using detail::signed_fraction;
using detail::wide_sum;
using index = elimination::index;

constexpr index no_column = std::numeric_limits<index>::max();
constexpr std::uint64_t first_prime = (std::uint64_t{1} << 61) - 1,
                        second_prime = (std::uint64_t{1} << 61) - 31;
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

/// False if the product or the sum does not fit.
bool add_product(wide_sum& sum, wide_sum a, wide_sum b) {
    wide_sum product = 0;
    return !__builtin_mul_overflow(a, b, &product) && !__builtin_add_overflow(sum, product, &sum);
}

bool fits(wide_sum n) { return -unlimited < n && n < unlimited; }

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

/// The open system modulo one prime.
class modular_system {
public:
    modular_system(const open_rows& open, std::uint64_t prime)
        : open_(open), field_(prime),
          solved_(field_, convert(), static_cast<index>(open.cells.size())),
          move_(solved_.find_move(
              [&](index j) { return field_.from(static_cast<std::int64_t>(mix(j) >> 2U)); })) {}

    /// False: not determined, or so unlikely that exact addition decides.
    [[nodiscard]] bool is_fixed(index column) const { return move_[column] == 0; }

    /// For each column whether an exact move changes it.
    [[nodiscard]] std::vector<bool> confirm_open(std::uint64_t seed) const {
        const auto move =
            solved_.find_move([&](index j) { return 1 + mix(seed + j) % small_values; });
        std::vector<std::optional<signed_fraction>> exact;
        for (const auto n : move) exact.push_back(field_.reconstruct(n));
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

    /// Multipliers over a common divisor, still to be checked; nothing if they are not small.
    [[nodiscard]] std::optional<
        std::pair<std::int64_t, std::vector<std::pair<index, std::int64_t>>>>
    find_multipliers(index column) const {
        std::int64_t divisor = 1;
        std::vector<std::pair<index, signed_fraction>> parts;
        for (const auto& m : solved_.find_multipliers(column)) {
            const auto exact = field_.reconstruct(m.value);
            if (!exact) return std::nullopt;
            const auto common =
                wide_sum{divisor} / std::gcd(divisor, exact->denominator) * exact->denominator;
            if (!fits(common)) return std::nullopt;
            divisor = static_cast<std::int64_t>(common);
            parts.emplace_back(m.at, *exact);
        }
        std::vector<std::pair<index, std::int64_t>> multipliers;
        for (const auto& [row, part] : parts) {
            const auto n = wide_sum{divisor / part.denominator} * part.numerator;
            if (!fits(n)) return std::nullopt;
            multipliers.emplace_back(row, static_cast<std::int64_t>(n));
        }
        std::ranges::sort(multipliers);
        return std::pair(divisor, std::move(multipliers));
    }

private:
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
    /// Exactly: over the common denominator of the row.
    static bool must_be_published(std::span<const std::pair<index, std::int64_t>> row,
                                  const std::vector<std::optional<signed_fraction>>& move) {
        std::int64_t divisor = 1;
        for (const auto& [column, coefficient] : row) {
            if (!move[column]) return false;
            const auto common = wide_sum{divisor} / std::gcd(divisor, move[column]->denominator) *
                                move[column]->denominator;
            if (!fits(common)) return false;
            divisor = static_cast<std::int64_t>(common);
        }
        wide_sum sum = 0;
        for (const auto& [column, coefficient] : row) {
            if (!add_product(
                    sum, wide_sum{divisor / move[column]->denominator} * move[column]->numerator,
                    coefficient))
                return false;
        }
        return sum == 0;
    }

    const open_rows& open_;
    prime_field field_;
    elimination solved_;
    std::vector<prime_field::number> move_;
};

class rank_check {
public:
    explicit rank_check(const knowledge& known)
        : known_(known), rows_(known), open_(collect(known, rows_)) {}

    std::vector<rank_answer> run(std::span<const cell_index> cells) {
        std::vector<rank_answer> answers(cells.size());
        std::vector<std::size_t> asked;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (column(cells[i]) == no_column)
                answers[i].verdict = derivability::published;
            else
                asked.push_back(i);
        }
        for (const auto prime : {first_prime, second_prime}) {
            if (asked.empty()) break;
            const modular_system system(open_, prime);
            const auto moved = system.confirm_open(prime),
                       moved_again = system.confirm_open(prime / 2);
            std::erase_if(asked, [&](std::size_t i) {
                const auto j = column(cells[i]);
                if (moved[j] || moved_again[j])
                    answers[i].verdict = derivability::not_derivable;
                else if (system.is_fixed(j))
                    derive(system, j, answers[i]);
                return answers[i].verdict != derivability::unconfirmed;
            });
        }
        return answers;
    }

private:
    [[nodiscard]] index column(cell_index cell) const {
        return open_.column_of[known_.tables().variable_of(cell)];
    }

    void derive(const modular_system& system, index j, rank_answer& answer) const {
        const auto found = system.find_multipliers(j);
        if (!found) return;
        derivation how{.divisor = found->first};
        std::map<cell_index, wide_sum> sum;
        wide_sum constant = 0;
        detail::linear_row row;
        for (const auto& [r, multiplier] : found->second) {
            const auto id = open_.ids[r];
            rows_.fill(id, row);
            bool exact = add_product(constant, multiplier, row.low);
            for (const auto& t : row.terms)
                exact = add_product(sum[t.cell], multiplier, t.coefficient) && exact;
            if (!exact) return;
            how.steps.push_back(make_step(id, multiplier));
        }
        if (!fits(constant)) return;
        how.constant = static_cast<std::int64_t>(constant);
        for (const auto& [cell, coefficient] : sum) {
            const bool is_known = open_.column_of[cell] == no_column;
            if (!fits(coefficient) ||
                (!is_known && coefficient != (open_.column_of[cell] == j ? how.divisor : 0)))
                return;
            if (is_known && coefficient != 0)
                how.known.emplace_back(cell, static_cast<std::int64_t>(-coefficient));
        }
        answer = {.verdict = derivability::derivable, .how = std::move(how)};
    }

    [[nodiscard]] derivation_step make_step(std::uint64_t id, std::int64_t multiplier) const {
        const auto relations = rows_.size() - known_.statements().size();
        if (id >= relations)
            return {.multiplier = multiplier,
                    .statement = static_cast<std::size_t>(id - relations)};
        const auto at = rows_.locate(id);
        return {.multiplier = multiplier,
                .total = known_.tables().offset(at.table) + at.total,
                .dimension = at.dimension};
    }

    const knowledge& known_;
    detail::row_source rows_;
    open_rows open_;
};

std::string term_text(std::int64_t coefficient, const std::string& what, bool first) {
    const auto size = coefficient < 0 ? -coefficient : coefficient;
    return (coefficient < 0 ? (first ? "-" : " - ") : (first ? "" : " + ")) +
           (size == 1 ? "" : std::to_string(size) + " x ") + what;
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
    if (how.constant == 0 && !first) return text;
    return text +
           (first              ? ""
            : how.constant < 0 ? " - "
                               : " + ") +
           std::to_string(first || how.constant > 0 ? how.constant : -how.constant);
}

} // namespace sdc::inline v0
