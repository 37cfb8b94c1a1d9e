/// Small tables, exactly: every integer table that agrees with what a reader knows.
#pragma once

#include <sdc/attack/leaf_facts.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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
namespace detail {

/// Backtracking over the leaves in order; each fact over a leaf narrows the values that it can still take.
class table_search {
public:
    [[nodiscard]] static result<table_search> make(const knowledge& reader) {
        auto known = leaf_facts::make(reader);
        if (!known) return known.error();
        table_search made(std::move(*known));
        made.cases_ = reader.cases();
        made.cube_ = reader.shared_cube();
        return made;
    }

    /// f() at every complete table while it returns true; false if the limit came first.
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
                if (agrees() && !f()) return true;
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
    /// `rest_*[i]` bound the sum of the terms after the i-th.
    struct open_fact : linear_fact {
        std::vector<wide_sum> rest_low = {}, rest_high = {};
        wide_sum sum = 0; // of the terms that are set
    };

    explicit table_search(leaf_facts known)
        : leaves_(std::move(known.leaves)), low_(std::move(known.low)), high_(std::move(known.high)), value_(leaves_.size()),
          next_(leaves_.size()), last_(leaves_.size()), facts_of_(leaves_.size()), impossible_(known.impossible) {
        for (auto& fact : known.facts) facts_.push_back({std::move(fact)});
        complete_facts();
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

    /// Of each union of cases an alternative holds.
    [[nodiscard]] bool agrees() {
        if (cases_.empty()) return true;
        fill(*cube_, scratch_);
        return std::ranges::all_of(cases_, [&](const one_of& cases) {
            return find_alternative(cases, [&](cell_index cell) { return scratch_[cell]; }) < cases.size();
        });
    }

    void set(std::size_t k, std::int64_t value) noexcept {
        for (const auto& [i, t] : facts_of_[k]) facts_[i].sum += facts_[i].terms[t].second * (value - value_[k]);
        value_[k] = value;
    }

    std::vector<cell_index> leaves_;
    std::vector<std::int64_t> low_, high_, value_, next_, last_;
    std::vector<open_fact> facts_;
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> facts_of_; // for each leaf (fact, its term)
    bool impossible_ = false;
    std::vector<one_of> cases_;
    std::shared_ptr<const cube> cube_;
    std::vector<std::int64_t> scratch_;
};
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
        return true;
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

} // namespace sdc::inline v0
