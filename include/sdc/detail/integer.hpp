/// Exact integers: 128-bit sums, and 64-bit additions that say when they overflow.
#pragma once

#include <sdc/config.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sdc::inline v0::detail {

__extension__ typedef __int128 wide_sum;

[[nodiscard]] inline std::string to_string(wide_sum n) {
    if (n < 0) return "-" + to_string(-n);
    std::string digits;
    do {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(n % 10)));
        n /= 10;
    } while (n != 0);
    return digits;
}

/// a + b, or nothing if it does not fit.
[[nodiscard]] inline std::optional<std::int64_t> add(std::int64_t a, std::int64_t b) noexcept {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
}

} // namespace sdc::inline v0::detail
