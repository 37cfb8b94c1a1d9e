#include "cases.hpp"

#include <algorithm>
#include <optional>

namespace sdc::inline v0::detail {

bool case_check::holds(const condition& c, std::span<const std::int64_t> point) const {
    const auto value_of = [&](cell_index cell) -> std::optional<std::int64_t> {
        const auto home = what_.system.component_of[cell];
        if (home == index_) return point[what_.system.column_of[cell]];
        if (home == no_component) return what_.system.low[cell];
        if (!what_.start.empty()) return what_.start[cell];
        if (what_.starts[home].point.empty()) return std::nullopt;
        return what_.value(home, what_.starts[home].point, cell);
    };
    const auto x = value_of(c.cell), less = c.minus == no_cell ? 0 : value_of(c.minus);
    return x && less && sdc::holds(condition{.low = c.low, .high = c.high}, [&](cell_index) {
               return *x - *less;
           });
}

bool case_check::allows(std::span<const std::int64_t> point) {
    for (std::size_t k = 0; k < what_.cases.size(); ++k) {
        const auto& cases = what_.cases[k];
        std::size_t tried = 0;
        for (; tried < cases.size(); ++tried) {
            const auto i = (hints_[k] + tried) % cases.size();
            if (!std::ranges::all_of(cases[i], [&](const condition& c) { return holds(c, point); }))
                continue;
            hints_[k] = i;
            break;
        }
        if (tried == cases.size()) return false;
    }
    return true;
}

bool for_each_alternative(const knowledge& known, const std::function<bool(const knowledge&)>& f) {
    const auto& cases = known.cases().front();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (i == most_alternatives) return false;
        if (f(known.with_alternative(0, i))) return true;
    }
    return true;
}

std::size_t find_broken_cases(const knowledge& known, std::span<const std::int64_t> values) {
    const auto& all = known.cases();
    const auto is_broken = [&](const one_of& cases) {
        return find_alternative(cases, [&](cell_index cell) { return values[cell]; }) ==
               cases.size();
    };
    return static_cast<std::size_t>(std::ranges::find_if(all, is_broken) - all.begin());
}

sdc::error no_alternative() {
    return {.code = errc::contradiction,
            .message = "in no table that agrees with what is public would the rule have suppressed "
                       "these cells"};
}

} // namespace sdc::inline v0::detail
