#include <sdc/knowledge/announced_rule.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace sdc::inline v0::detail {

std::vector<total_range> ranges_of_total(std::span<const rule> rules) {
    std::vector<std::int64_t> limits{0, 1};
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit == nullptr) continue;
        for (const auto n : {limit->hide_zeros_below_total, limit->min_total_for_breakdown}) {
            if (n > 1) limits.push_back(n);
        }
    }
    std::ranges::sort(limits);
    const auto repeated = std::ranges::unique(limits);
    limits.erase(repeated.begin(), repeated.end());
    std::vector<total_range> ranges;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        total_range made{.low = limits[i],
                         .high = i + 1 < limits.size() ? limits[i + 1] - 1 : unlimited};
        for (const auto& r : rules) {
            const auto* limit = std::get_if<threshold>(&r);
            if (limit == nullptr) continue;
            const auto zeros = zeros_in(*limit, made.low);
            made.breakdown = made.breakdown || suppresses_breakdown(*limit, made.low);
            made.hides_zeros = made.hides_zeros || zeros == zero_policy::hide;
            made.unsafe_zeros = made.unsafe_zeros || zeros == zero_policy::unsafe;
            made.may_suppress_zeros = made.may_suppress_zeros || zeros != zero_policy::show;
        }
        ranges.push_back(made);
    }
    return ranges;
}

bool fits(const total_range& r, const release_outline& seen, std::span<const rule> rules) {
    if (r.high < seen.total_low || r.low > seen.total_high) return false;
    if (r.breakdown && seen.inner_number) return false;
    if ((r.hides_zeros || r.unsafe_zeros) && seen.inner_zero) return false;
    if (seen.suppresses_total && announces_total(rules)) return false;
    if (r.high > 0 || !seen.suppresses) return true;
    return seen.suppresses_total ? r.unsafe_zeros : r.unsafe_zeros || r.hides_zeros;
}

} // namespace sdc::inline v0::detail
