/// Words of reports for people: nothing in them acts on a terminal, and numbers ask no locale.
#pragma once

#include <sdc/detail/append.hpp>
#include <sdc/detail/as_word.hpp>
#include <sdc/detail/printable.hpp>

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// 0.1234 with 4 digits, whatever the locale.
[[nodiscard]] inline std::string fixed(double n, int digits) {
    std::array<char, 400> text{}; // any double
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), n,
                                       std::chars_format::fixed, digits)
                             .ptr};
}
/// "12.3 %"
[[nodiscard]] inline std::string percent(double share) { return fixed(100 * share, 1) + " %"; }

inline constexpr std::string_view totals_of_shown =
    "totals are sums of the cells that are shown: they do not limit suppressed ones\n";

} // namespace sdc::inline v0::detail
