/// The largest whole number that a rule, a width or an intruder may name.
#pragma once

#include <sdc/error.hpp>

#include <cstdint>
#include <string>

namespace sdc::inline v0 {

/// 10^15: far beyond every count of people, and a thousandth of what would leave sums and one more
/// or less without room in 64 bits.
inline constexpr std::int64_t largest_limit = 1'000'000'000'000'000;

namespace detail {

/// For the `wanted` of an error.
[[nodiscard]] inline std::string wanted_limit(std::int64_t least) {
    return "at least " + std::to_string(least) + ", at most " + std::to_string(largest_limit);
}

[[nodiscard]] constexpr bool is_limit(std::int64_t n, std::int64_t least) noexcept {
    return least <= n && n <= largest_limit;
}

} // namespace detail
} // namespace sdc::inline v0
