/// Small tables, exactly: every integer table that agrees with what a reader knows, and how often a release rule gives the table away.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct enumerate_options {
    std::uint64_t limit = 10'000'000; ///< Steps: values tried, over all leaves. A table takes at most one for each leaf.
};

/// What the enumeration found.
struct enumeration {
    std::uint64_t tables = 0;                           ///< All consistent tables, or those found before the limit.
    bool complete = true;                               ///< False: the limit came first, and `tables` and `values` are lower bounds.
    std::vector<std::vector<std::int64_t>> values = {}; ///< For each asked cell the values it takes, ascending.

    /// What a reader does not know yet, in bits, if all tables are equally likely.
    [[nodiscard]] double bits() const noexcept { return std::log2(static_cast<double>(tables)); }
};

/// Calls f(values) for every integer table that agrees with `reader`; `values` holds all cells of the cube, margins included, and is
/// valid during the call. Returns true if all tables were visited, false if the limit came first. Order: leaves counted up, the last one
/// fastest. Errors: bad_argument if nothing that is known bounds a leaf from above.
/// Complexity: O(steps x facts over a leaf + tables x dimensions x cells); under one known total no step is lost.
template <class F>
[[nodiscard]] result<bool> for_each_table(const knowledge& reader, F&& f, const enumerate_options& options = {});

/// Counts the tables that agree with `reader` and collects the values of the asked cells. Errors: bad_argument as above or a cell outside
/// the cube; contradiction if no table agrees. Complexity: as `for_each_table`.
[[nodiscard]] result<enumeration> enumerate(const knowledge& reader, std::span<const cell_index> asked = {},
                                            const enumerate_options& options = {});

/// What a release shows of each cell of a table: its number, or `starred`.
using table_face = std::vector<std::int64_t>;
inline constexpr std::int64_t starred = -1;

/// The release rule of stars alone: cells that the rules flag are starred, and nothing is done to protect them.
class stars_alone {
public:
    stars_alone(std::shared_ptr<const cube> c, std::vector<rule> rules) : cube_(std::move(c)), rules_(std::move(rules)) {}

    /// Precondition: `values` is additive over the cube and the rules are in range. O(cells x dimensions x depth).
    [[nodiscard]] table_face operator()(std::span<const std::int64_t> values) const {
        const auto t = table::make(cube_, {.values = {values.begin(), values.end()}}).value();
        const auto flagged = evaluate(t, rules_).value();
        table_face face(values.begin(), values.end());
        for (const auto cell : flagged.cells()) face[cell] = starred;
        return face;
    }

private:
    std::shared_ptr<const cube> cube_;
    std::vector<rule> rules_;
};

struct recover_options {
    std::vector<std::uint32_t> weights = {}; ///< Prior: a unit is in the i-th leaf with probability proportional to this; empty: uniform.
    enumerate_options search = {};
};

struct fraction {
    std::uint64_t numerator = 0;
    std::uint64_t denominator = 1;

    bool operator==(const fraction&) const = default;
};

/// How much a release rule gives away, over all tables that are possible beforehand.
struct recovery {
    std::uint64_t tables = 0;            ///< Possible beforehand.
    std::uint64_t recovered = 0;         ///< Those whose public face no other table has.
    std::uint64_t starred_leaves = 0;    ///< Starred leaves, summed over all tables.
    std::uint64_t recovered_leaves = 0;  ///< Those of them that have one value in all tables of the same face.
    double probability = 0;              ///< That the whole table is recovered, given what is known beforehand.
    std::optional<fraction> exact = {};  ///< The same, reduced, where the sums fit 128 bits and the result 64.
};

/// Enumerates what is possible given `known` (the total, side statements), applies `face` (callable: all values of a table to its
/// `table_face`) and counts the faces that only one table has. The prior is multinomial: each unit falls into a leaf independently.
/// Errors: as `enumerate`; not_proved if the limit came first; bad_argument if the number of weights is not that of the leaves, all
/// possible tables have weight 0, or the total is not known (then the prior says nothing about it).
/// Complexity: O(tables x (face + cells + log faces)) time, O(faces x cells) memory.
template <class Face>
[[nodiscard]] result<recovery> recover(const knowledge& known, Face&& face, const recover_options& options = {});

namespace detail {

__extension__ typedef unsigned __int128 wide_count;

[[nodiscard]] inline std::vector<cell_index> leaves_of(const cube& c) {
    std::vector<cell_index> leaves;
    for (const auto& cell : cells(c)) {
        if (!cell.is_margin()) leaves.push_back(cell.index());
    }
    return leaves;
}

/// Calls f(leaf) for every leaf under a cell.
template <class F>
void for_each_leaf_under(const cube& c, cell_index cell, F&& f) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        relation(c, d, cell).for_each_part([&](cell_index part) { for_each_leaf_under(c, part, f); });
        return;
    }
    f(cell);
}

/// low <= sum of coefficient x leaf <= high. `rest_*[i]` bound the sum of the terms after the i-th.
struct linear_fact {
    wide_sum low = 0;
    std::optional<wide_sum> high = {};
    std::vector<std::pair<std::size_t, wide_sum>> terms = {}; // (position among the leaves, coefficient), ascending positions
    std::vector<wide_sum> rest_low = {}, rest_high = {};
    wide_sum sum = 0; // of the terms that are set
};

/// Backtracking over the leaves in order; each fact over a leaf narrows the values that it can still take.
class table_search {
public:
    [[nodiscard]] static result<table_search> make(const knowledge& reader) {
        table_search s(reader);
        if (auto ok = s.bound_leaves(reader); !ok) return ok.error();
        s.add_cell_facts(reader);
        for (const auto& said : reader.statements()) {
            if (auto ok = check(reader.cube(), said); !ok) return ok.error();
            s.add_statement(said);
        }
        s.complete_facts();
        return s;
    }

    /// f() at every complete table; false if the limit came first.
    template <class F>
    bool run(std::uint64_t limit, F&& f) {
        const auto n = leaves_.size();
        std::size_t k = 0;
        open(0);
        for (std::uint64_t steps = 0;;) {
            if (next_[k] > last_[k]) {
                if (k == 0) return true;
                set(--k, 0); // take back the value of the leaf before
                continue;
            }
            if (steps++ == limit) return false;
            set(k, next_[k]++);
            if (k + 1 < n) {
                open(++k);
            } else {
                f();
                set(k, 0);
            }
        }
    }

    /// Values of all cells of the table that is set now.
    void fill(const cube& c, std::vector<std::int64_t>& values) const {
        values.assign(c.size(), 0);
        for (std::size_t k = 0; k < leaves_.size(); ++k) values[leaves_[k]] = value_[k];
        add_margins(c, values);
    }

private:
    explicit table_search(const knowledge& reader)
        : cube_(&reader.cube()), leaves_(leaves_of(reader.cube())), low_(leaves_.size()), high_(leaves_.size()), value_(leaves_.size()),
          next_(leaves_.size()), last_(leaves_.size()), facts_of_(leaves_.size()) {}

    [[nodiscard]] std::size_t position(cell_index leaf) const noexcept {
        return static_cast<std::size_t>(std::ranges::lower_bound(leaves_, leaf) - leaves_.begin());
    }

    /// No part exceeds the margin over it; without any such margin the tables are not finitely many.
    result<void> bound_leaves(const knowledge& reader) {
        for (std::size_t k = 0; k < leaves_.size(); ++k) {
            low_[k] = reader.low(leaves_[k]);
            high_[k] = reader.high(leaves_[k]);
        }
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            if (reader.high(cell) == unlimited) continue;
            for_each_leaf_under(*cube_, cell, [&](cell_index leaf) {
                auto& high = high_[position(leaf)];
                high = std::min(high, reader.high(cell));
            });
        }
        const auto open = std::ranges::find(high_, unlimited);
        if (open == high_.end()) return {};
        return error{.code = errc::bad_argument, .message = "nothing known bounds a cell from above, so the tables cannot be enumerated",
                     .cell = describe(*cube_, leaves_[static_cast<std::size_t>(open - high_.begin())]), .wanted = "a known total over it"};
    }

    /// The limit of 2^31 keeps every sum within 128 bits.
    static result<void> check(const sdc::cube& c, const statement& said) {
        for (const auto& [cell, coefficient] : said.terms) {
            if (cell < c.size() && std::abs(coefficient) <= std::numeric_limits<std::int32_t>::max()) continue;
            return error{.code = errc::bad_argument, .message = "a side statement: \"" + said.text + "\"",
                         .found = "coefficient " + std::to_string(coefficient) + " of cell " + std::to_string(cell),
                         .wanted = "a cell of the table, and at most 2147483647"};
        }
        return {};
    }

    void add_cell_facts(const knowledge& reader) {
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            if (!cube_->is_margin(cell) || (reader.low(cell) == 0 && reader.high(cell) == unlimited)) continue;
            add_statement({.terms = {{cell, 1}}, .low = reader.low(cell), .high = reader.high(cell)});
        }
    }

    void add_statement(const statement& said) {
        std::map<std::size_t, wide_sum> coefficients;
        for (const auto& [cell, coefficient] : said.terms) {
            for_each_leaf_under(*cube_, cell, [&, c = coefficient](cell_index leaf) { coefficients[position(leaf)] += c; });
        }
        linear_fact fact{.low = said.low};
        if (said.high != unlimited) fact.high = said.high;
        for (const auto& [k, coefficient] : coefficients) {
            if (coefficient != 0) fact.terms.emplace_back(k, coefficient);
        }
        if (fact.terms.empty() && (fact.low > 0 || (fact.high && *fact.high < 0))) impossible_ = true;
        facts_.push_back(std::move(fact));
    }

    void complete_facts() {
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            auto& fact = facts_[i];
            fact.rest_low.resize(fact.terms.size());
            fact.rest_high.resize(fact.terms.size());
            wide_sum low = 0, high = 0;
            for (auto t = fact.terms.size(); t-- > 0;) {
                const auto [k, coefficient] = fact.terms[t];
                fact.rest_low[t] = low;
                fact.rest_high[t] = high;
                low += coefficient * (coefficient > 0 ? low_[k] : high_[k]);
                high += coefficient * (coefficient > 0 ? high_[k] : low_[k]);
                facts_of_[k].emplace_back(i, t);
            }
        }
    }

    /// The values that leaf k can take, given the leaves before it.
    void open(std::size_t k) noexcept {
        wide_sum low = low_[k], high = impossible_ ? wide_sum{low_[k]} - 1 : wide_sum{high_[k]};
        for (const auto& [i, t] : facts_of_[k]) {
            const auto& fact = facts_[i];
            const auto coefficient = fact.terms[t].second;
            const auto at_least = fact.low - fact.sum - fact.rest_high[t]; // coefficient x value
            narrow(coefficient, at_least, low, high);
            if (fact.high) narrow(-coefficient, -(*fact.high - fact.sum - fact.rest_low[t]), low, high);
        }
        next_[k] = static_cast<std::int64_t>(std::min(low, wide_sum{unlimited}));
        last_[k] = static_cast<std::int64_t>(std::max(std::min(high, wide_sum{high_[k]}), wide_sum{-1}));
    }

    /// coefficient x value >= at_least
    static void narrow(wide_sum coefficient, wide_sum at_least, wide_sum& low, wide_sum& high) noexcept {
        const auto floor_of = [](wide_sum a, wide_sum b) { return a / b - ((a % b != 0) && ((a < 0) != (b < 0)) ? 1 : 0); };
        if (coefficient > 0) low = std::max(low, -floor_of(-at_least, coefficient));
        else high = std::min(high, floor_of(at_least, coefficient));
    }

    void set(std::size_t k, std::int64_t value) noexcept {
        for (const auto& [i, t] : facts_of_[k]) facts_[i].sum += facts_[i].terms[t].second * (value - value_[k]);
        value_[k] = value;
    }

    const cube* cube_;
    std::vector<cell_index> leaves_;
    std::vector<std::int64_t> low_, high_, value_, next_, last_;
    std::vector<linear_fact> facts_;
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> facts_of_; // for each leaf (fact, its term)
    bool impossible_ = false;
};

/// A multinomial weight: exact while it fits, and always as a probability.
struct table_weight {
    bool fits = true;
    wide_count exact = 0;
    double probability = 0;

    void add(const table_weight& other) noexcept {
        fits = fits && other.fits && !__builtin_add_overflow(exact, other.exact, &exact);
        probability += other.probability;
    }
};

/// n! / prod x! x prod weight^x, built unit by unit so that every step is an integer.
class multinomial {
public:
    multinomial(std::vector<cell_index> leaves, std::vector<std::uint32_t> weights)
        : leaves_(std::move(leaves)), weights_(std::move(weights)) {
        for (const auto w : weights_) sum_ += w;
    }

    [[nodiscard]] table_weight operator()(std::span<const std::int64_t> values) const noexcept {
        table_weight result{.exact = 1, .probability = 1};
        std::int64_t units = 0;
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            const std::uint32_t weight = weights_.empty() ? 1 : weights_[i];
            const double share = weights_.empty() ? 1 / static_cast<double>(leaves_.size()) : weight / static_cast<double>(sum_);
            for (std::int64_t k = 1; k <= values[leaves_[i]]; ++k) {
                ++units;
                result.probability *= static_cast<double>(units) / static_cast<double>(k) * share;
                // The weights so far are a common factor, so the division leaves no remainder.
                result.fits = result.fits && !__builtin_mul_overflow(result.exact, static_cast<wide_count>(units), &result.exact);
                result.exact /= static_cast<wide_count>(k);
                result.fits = result.fits && !__builtin_mul_overflow(result.exact, wide_count{weight}, &result.exact);
            }
        }
        return result;
    }

private:
    std::vector<cell_index> leaves_;
    std::vector<std::uint32_t> weights_;
    std::uint64_t sum_ = 0;
};

/// All tables of one public face.
struct face_group {
    std::uint64_t tables = 0;
    table_weight weight = {};
    std::vector<std::int64_t> first = {}; // the first table
    std::vector<bool> varies = {};        // cells with a second value

    void add(std::span<const std::int64_t> values, const table_weight& w) {
        if (tables++ == 0) {
            first.assign(values.begin(), values.end());
            varies.resize(values.size());
        }
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            if (values[cell] != first[cell]) varies[cell] = true;
        }
        weight.add(w);
    }
};

inline void set_probability(recovery& r, const table_weight& recovered, const table_weight& all) {
    r.probability = recovered.probability / all.probability;
    if (!recovered.fits || !all.fits) return;
    auto a = all.exact, b = recovered.exact;
    while (b != 0) std::swap(a %= b, b);
    const auto numerator = recovered.exact / a, denominator = all.exact / a;
    r.probability = static_cast<double>(numerator) / static_cast<double>(denominator);
    constexpr wide_count most = std::numeric_limits<std::uint64_t>::max();
    if (denominator <= most) r.exact = fraction{static_cast<std::uint64_t>(numerator), static_cast<std::uint64_t>(denominator)};
}

inline result<recovery> summarise(const std::map<table_face, face_group>& groups, std::span<const cell_index> leaves) {
    recovery r;
    table_weight all, recovered;
    for (const auto& [face, group] : groups) {
        r.tables += group.tables;
        all.add(group.weight);
        if (group.tables == 1) {
            ++r.recovered;
            recovered.add(group.weight);
        }
        for (const auto leaf : leaves) {
            if (face[leaf] != starred) continue;
            r.starred_leaves += group.tables;
            if (!group.varies[leaf]) r.recovered_leaves += group.tables;
        }
    }
    if (!(all.probability > 0)) return error{.code = errc::bad_argument, .message = "every possible table has weight 0"};
    set_probability(r, recovered, all);
    return r;
}

inline sdc::error no_table() {
    return {.code = errc::contradiction, .message = "no table agrees with everything that is said to be known"};
}

} // namespace detail

template <class F>
result<bool> for_each_table(const knowledge& reader, F&& f, const enumerate_options& options) {
    auto search = detail::table_search::make(reader);
    if (!search) return search.error();
    std::vector<std::int64_t> values;
    return search->run(options.limit, [&] {
        search->fill(reader.cube(), values);
        f(std::span<const std::int64_t>(values));
    });
}

inline result<enumeration> enumerate(const knowledge& reader, std::span<const cell_index> asked, const enumerate_options& options) {
    for (const auto cell : asked) {
        if (cell >= reader.cube().size())
            return error{.code = errc::bad_argument, .message = "a cell outside the table", .found = std::to_string(cell)};
    }
    enumeration found;
    found.values.resize(asked.size());
    const auto complete = for_each_table(reader, [&](std::span<const std::int64_t> values) {
        ++found.tables;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            auto& seen = found.values[i];
            const auto at = std::ranges::lower_bound(seen, values[asked[i]]);
            if (at == seen.end() || *at != values[asked[i]]) seen.insert(at, values[asked[i]]);
        }
    }, options);
    if (!complete) return complete.error();
    found.complete = *complete;
    if (found.tables == 0 && found.complete) return detail::no_table();
    return found;
}

template <class Face>
result<recovery> recover(const knowledge& known, Face&& face, const recover_options& options) {
    const auto leaves = detail::leaves_of(known.cube());
    if (!options.weights.empty() && options.weights.size() != leaves.size())
        return error{.code = errc::bad_argument, .message = "recover_options.weights", .found = std::to_string(options.weights.size()),
                     .wanted = std::to_string(leaves.size()) + " (one for each leaf)"};
    const detail::multinomial prior(leaves, options.weights);
    std::map<table_face, detail::face_group> groups;
    std::optional<std::int64_t> total;
    bool one_total = true;
    const auto complete = for_each_table(known, [&](std::span<const std::int64_t> values) {
        one_total = one_total && values[0] == total.value_or(values[0]);
        total = values[0];
        groups[face(values)].add(values, prior(values));
    }, options.search);
    if (!complete) return complete.error();
    if (!*complete)
        return error{.code = errc::not_proved, .message = "the possible tables are too many to enumerate",
                     .wanted = "at most " + std::to_string(options.search.limit) + " steps"};
    if (groups.empty()) return detail::no_table();
    if (!one_total) return error{.code = errc::bad_argument, .message = "the prior needs a known total"};
    return detail::summarise(groups, leaves);
}

} // namespace sdc::inline v0
