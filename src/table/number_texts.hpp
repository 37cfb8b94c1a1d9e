/// What texts look like before it is known how their numbers are written.
#pragma once

#include <string_view>

namespace sdc::inline v0::detail {

/// 1234, 1,234 and 1234.0 in any style.
[[nodiscard]] inline bool looks_whole(std::string_view text) {
    if (text.empty() || text.find_first_not_of("0123456789,. '") != std::string_view::npos ||
        text.find_first_of("0123456789") != 0)
        return false;
    const auto mark = text.find_last_of(",. '");
    const auto last = mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
    return mark == std::string_view::npos || last.size() == 3 ||
           (!last.empty() && last.find_first_not_of('0') == std::string_view::npos);
}

/// 12.5, 12.5%, -3: what is measured, not what names a category; nothing and a dash, too.
[[nodiscard]] inline bool looks_measured(std::string_view text) {
    return text.empty() || text == "-" ||
           (text.find_first_not_of("0123456789,.+-% ") == std::string_view::npos &&
            text.find_first_of("0123456789") != std::string_view::npos);
}

} // namespace sdc::inline v0::detail
