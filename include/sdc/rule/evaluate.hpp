/// Applies rules to a table.
#pragma once

#include <sdc/rule/group_disclosure.hpp>
#include <sdc/rule/listed_cells.hpp>
#include <sdc/rule/threshold.hpp>

#include <span>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

using rule = std::variant<threshold, group_disclosure, listed_cells>;

/// True if some threshold rule lets zeros be withheld; then a withheld cell may be 0.
[[nodiscard]] inline bool may_withhold_zeros(std::span<const rule> rules, const table& t) noexcept {
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit != nullptr && zeros_in(*limit, t) != zero_policy::show) return true;
    }
    return false;
}

namespace detail {

/// The limit of a policy that depends on the total tells a reader, who sees which way it went, the side that the total is on.
inline cell_fact fact_of_limit(std::int64_t total, std::int64_t limit) {
    if (limit == 0 || total == 0) return {};
    return total < limit ? cell_fact{.low = 1, .high = limit - 1} : cell_fact{.low = limit};
}

inline void add_facts(const threshold& rule, const table& t, verdicts& found) {
    const auto total = t.contributors(0);
    if (rule.zeros == zero_policy::unsafe) {
        // A total of 0 would be withheld, too; but what is shown beside a withheld total says that there is somebody.
        if (total >= rule.min_total_for_breakdown) found.add_fact(fact_of_limit(total, rule.min_total_for_breakdown));
        return;
    }
    if (total > 0) found.add_fact({.cell = 0, .low = 1}); // a total of 0 is never withheld
    if (rule.zeros != zero_policy::hide) found.add_fact(fact_of_limit(total, rule.hide_zeros_below_total));
    found.add_fact(fact_of_limit(total, rule.min_total_for_breakdown));
}

/// Codes that were taken from the data all occur: each holds at least 1, and the total at least as many as there are. If some code
/// holds 0, the list cannot have come from what occurs, and tells nothing.
inline void add_code_facts(const table& t, verdicts& found) {
    const auto& c = t.cube();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (!c.dimensions()[d].codes_from_data) continue;
        std::vector<cell_fact> facts;
        bool all = true;
        for (code_index i = 1; i < c.codes(d).size(); ++i) {
            if (!c.codes(d).is_leaf(i)) continue;
            all = all && t.contributors(i * c.shape().stride(d)) > 0;
            facts.push_back({.cell = i * c.shape().stride(d), .low = 1});
        }
        if (!all) continue;
        found.add_fact({.cell = 0, .low = static_cast<std::int64_t>(facts.size())});
        for (const auto& fact : facts) found.add_fact(fact);
    }
}

inline bool announces_total(std::span<const rule> rules) noexcept {
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit != nullptr && limit->publish_total) return true;
    }
    return false;
}

} // namespace detail

/// Every reason of every cell, and what the rules and the code lists tell a reader of withheld cells.
/// Errors: an option outside its range, no rule, a listed cell that is promised to be shown. Complexity: O(cells x dimensions x depth).
[[nodiscard]] inline result<verdicts> evaluate(const table& t, std::span<const rule> rules) {
    if (rules.empty()) return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "at least one, such as a threshold"};
    for (const auto& r : rules) {
        if (auto ok = std::visit([](const auto& one) { return check(one); }, r); !ok) return ok.error();
    }
    verdicts found;
    found.set_withheld_minimum(may_withhold_zeros(rules, t) ? 0 : 1);
    for (const auto& r : rules) {
        if (const auto* limit = std::get_if<threshold>(&r)) detail::add_facts(*limit, t, found);
    }
    detail::add_code_facts(t, found);
    for (const auto& r : rules) {
        const auto* listed = std::get_if<listed_cells>(&r);
        if (listed == nullptr) continue;
        if (auto ok = check(*listed, t, found, detail::announces_total(rules)); !ok) return ok.error();
    }
    for (const auto& cell : cells(t)) {
        for (const auto& r : rules) {
            std::visit([&](const auto& one) { for_each_reason(one, t, cell, [&](const reason& why) { found.add(cell.index(), why); }); }, r);
        }
    }
    return found;
}

} // namespace sdc::inline v0
