/// Blanks around a text.
#pragma once

#include <sdc/config.hpp>

#include <string_view>

namespace sdc::inline v0::detail {

/// The text without blanks, tabs and no-break blanks at its ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view blanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto blank : blanks) {
            if (text.starts_with(blank))
                text.remove_prefix(blank.size());
            else if (text.ends_with(blank))
                text.remove_suffix(blank.size());
            else
                continue;
            changed = true;
        }
    }
    return text;
}

} // namespace sdc::inline v0::detail
