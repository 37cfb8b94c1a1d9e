/// Applies rules to a table.
#pragma once

#include <sdc/rule/group_disclosure.hpp>
#include <sdc/rule/threshold.hpp>

#include <span>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

using rule = std::variant<threshold, group_disclosure>;

/// True if some threshold rule lets zeros be withheld; then a withheld cell may be 0.
[[nodiscard]] inline bool may_withhold_zeros(std::span<const rule> rules, const table& t) noexcept {
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit != nullptr && zeros_in(*limit, t) != zero_policy::show) return true;
    }
    return false;
}

/// Every reason of every cell. Errors: an option outside its range, no rule. Complexity: O(cells x dimensions x depth).
[[nodiscard]] inline result<verdicts> evaluate(const table& t, std::span<const rule> rules) {
    if (rules.empty()) return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "at least one, such as a threshold"};
    for (const auto& r : rules) {
        if (auto ok = std::visit([](const auto& one) { return check(one); }, r); !ok) return ok.error();
    }
    verdicts found;
    found.set_withheld_minimum(may_withhold_zeros(rules, t) ? 0 : 1);
    for (const auto& cell : cells(t)) {
        for (const auto& r : rules) {
            std::visit([&](const auto& one) { for_each_reason(one, t, cell, [&](const reason& why) { found.add(cell.index(), why); }); }, r);
        }
    }
    return found;
}

} // namespace sdc::inline v0
