/// The whole numbers from low to high.
#pragma once

#include <sdc/fwd.hpp>

#include <cstdint>

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

} // namespace sdc::inline v0
