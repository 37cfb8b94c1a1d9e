/// The whole numbers from low to high.
#pragma once

#include <sdc/fwd.hpp>

#include <cstdint>
#include <string>

namespace sdc::inline v0 {

/// As a feasibility interval: the values of a cell that agree with everything public.
struct interval {
    std::int64_t low = 0;
    std::int64_t high = unlimited;
    /// Both ends are attained by an integer table; false: the search limit came first and this is
    /// an outer bound.
    bool exact = true;

    [[nodiscard]] constexpr bool is_single_value() const noexcept { return low == high; }
    [[nodiscard]] constexpr bool contains(std::int64_t value) const noexcept {
        return low <= value && value <= high;
    }
    bool operator==(const interval&) const = default;
};

/// "3", "1 to 9", "8 and more"; of an outer bound "within 1 to 9".
[[nodiscard]] inline std::string to_string(const interval& i) {
    auto text = (i.exact ? "" : "within ") + std::to_string(i.low);
    if (i.is_single_value()) return text;
    return text += i.high == unlimited ? " and more" : " to " + std::to_string(i.high);
}

} // namespace sdc::inline v0
