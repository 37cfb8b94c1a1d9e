/// What texts look like before it is known how their numbers are written.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// With plain blanks for those that group digits: no-break and thin ones.
[[nodiscard]] inline std::string with_plain_blanks(std::string_view text) {
    constexpr std::array<std::string_view, 3> blanks{"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    std::string plain(text);
    for (const auto blank : blanks) {
        for (auto at = plain.find(blank); at != std::string::npos; at = plain.find(blank, at))
            plain.replace(at, blank.size(), " ");
    }
    return plain;
}

/// 1234, 1,234 and 1234.0 in any style.
[[nodiscard]] inline bool looks_whole(std::string_view as_read) {
    const auto plain = with_plain_blanks(as_read);
    const std::string_view text = plain;
    if (text.empty() || text.find_first_not_of("0123456789,. '") != std::string_view::npos ||
        text.find_first_of("0123456789") != 0)
        return false;
    const auto mark = text.find_last_of(",. '");
    const auto last = mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
    return mark == std::string_view::npos || last.size() == 3 ||
           (!last.empty() && last.find_first_not_of('0') == std::string_view::npos);
}

/// 12.5, 12.5%, -3: what is measured, not what names a category; nothing and a dash, too.
[[nodiscard]] inline bool looks_measured(std::string_view as_read) {
    const auto plain = with_plain_blanks(as_read);
    const std::string_view text = plain;
    return text.empty() || text == "-" ||
           (text.find_first_not_of("0123456789,.+-% ") == std::string_view::npos &&
            text.find_first_of("0123456789") != std::string_view::npos);
}

} // namespace sdc::inline v0::detail
