/// Whole counts and fixed-point decimals from text, exactly. The errors have no place: the caller
/// knows it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

inline bool is_digits(std::string_view text) noexcept {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; });
}

/// False if the number no longer fits.
SDCKIT_API bool append_digits(std::int64_t& n, std::string_view digits) noexcept;

SDCKIT_API sdc::error number_error(errc code, std::string message, std::string_view text,
                                   std::string wanted);

/// Digits only: no sign, no blank, no point, so that nothing is rounded or guessed. Errors:
/// bad_syntax, overflow.
SDCKIT_API result<std::int64_t> parse_count(std::string_view text);

/// [sign]digits[.digits] times 10^decimals. Errors: bad_syntax (also for more than `decimals`
/// digits after the point), overflow.
SDCKIT_API result<std::int64_t> parse_decimal(std::string_view text, int decimals);

} // namespace sdc::inline v0::detail
