/// Words of reports for people: nothing in them acts on a terminal, and numbers ask no locale.
#pragma once

#include <sdc/detail/as_word.hpp>
#include <sdc/detail/printable.hpp>

#include <array>
#include <charconv>
#include <concepts>
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

inline void add_part(std::string& to, std::string_view text) { to += text; }
void add_part(std::string& to, std::integral auto n) { to += std::to_string(n); }
/// Texts and whole numbers, one after the other.
template <class... Part>
void add(std::string& to, const Part&... parts) {
    (add_part(to, parts), ...);
}

} // namespace sdc::inline v0::detail
