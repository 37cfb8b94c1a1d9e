#include <sdc/detail/stage.hpp>
#include <sdc/enumerate/enumerate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace sdc::inline v0::detail {

sdc::error no_table() {
    return {.code = errc::contradiction,
            .message = "no table agrees with everything that is said to be known"};
}

void report_limit(const enumerate_options& options) {
    write_log(options.run, log_level::warning, "enumeration: the limit of ", options.limit,
              " steps came first");
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<enumeration> enumerate(const knowledge& known, std::span<const cell_index> asked,
                              const enumerate_options& options) {
    for (const auto cell : asked) {
        if (cell >= known.cube().size())
            return error{.code = errc::bad_argument,
                         .message = "a cell outside the table",
                         .field = "asked",
                         .found = std::to_string(cell)};
    }
    enumeration found;
    found.values.resize(asked.size());
    const auto complete = for_each_table(
        known,
        [&](std::span<const std::int64_t> values) {
            ++found.tables;
            for (std::size_t i = 0; i < asked.size(); ++i) {
                auto& seen = found.values[i];
                const auto at = std::ranges::lower_bound(seen, values[asked[i]]);
                if (at == seen.end() || *at != values[asked[i]]) seen.insert(at, values[asked[i]]);
            }
        },
        options);
    if (!complete) return complete.error();
    found.complete = *complete;
    if (found.tables == 0 && found.complete) return detail::no_table();
    return found;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<table_search> table_search::make(const knowledge& known) {
    auto facts = leaf_facts::make(known);
    if (!facts) return facts.error();
    table_search made(std::move(*facts));
    made.cases_ = known.cases();
    made.cube_ = known.shared_cube();
    return made;
}

void table_search::fill(const cube& c, std::vector<std::int64_t>& values) const {
    values.assign(c.size(), 0);
    for (std::size_t k = 0; k < leaves_.size(); ++k) values[leaves_[k]] = value_[k];
    add_margins(c, values);
}

void table_search::complete_facts() {
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

void table_search::open(std::size_t k) noexcept {
    wide_sum low = low_[k], high = impossible_ ? wide_sum{low_[k]} - 1 : wide_sum{high_[k]};
    for (const auto& [i, t] : facts_of_[k]) {
        const auto& fact = facts_[i];
        const auto coefficient = fact.terms[t].second;
        const auto at_least = fact.low - fact.sum - fact.rest_high[t]; // coefficient x value
        narrow(coefficient, at_least, low, high);
        if (fact.high) narrow(-coefficient, -(*fact.high - fact.sum - fact.rest_low[t]), low, high);
    }
    next_[k] = static_cast<std::int64_t>(std::min(low, wide_sum{unlimited}));
    last_[k] =
        static_cast<std::int64_t>(std::max(std::min(high, wide_sum{high_[k]}), wide_sum{-1}));
}

bool table_search::agrees() {
    if (cases_.empty()) return true;
    fill(*cube_, scratch_);
    return std::ranges::all_of(cases_, [&](const one_of& cases) {
        return find_alternative(cases, [&](cell_index cell) { return scratch_[cell]; }) <
               cases.size();
    });
}

void table_search::set(std::size_t k, std::int64_t value) noexcept {
    for (const auto& [i, t] : facts_of_[k])
        facts_[i].sum += facts_[i].terms[t].second * (value - value_[k]);
    value_[k] = value;
}

} // namespace sdc::inline v0::detail
