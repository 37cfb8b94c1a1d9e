/// Texts of the input in messages: quoted, and cut where they are long.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// Characters of a found text that a message shows.
inline constexpr std::size_t longest_quote = 80;

/// The first `most` characters, with "..." if there are more. A character of UTF-8 is kept whole or not at all. O(most).
[[nodiscard]] inline std::string shorten(std::string_view text, std::size_t most = longest_quote) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (starts && ++characters > most) return std::string(text.substr(0, at)) + "...";
        // Bytes that are not UTF-8 start no character.
        if (at >= 4 * most) return std::string(text.substr(0, at)) + "...";
    }
    return std::string(text);
}

/// In quotes, cut at `longest_quote` characters.
[[nodiscard]] inline std::string quoted(std::string_view text) { return "\"" + shorten(text) + "\""; }

} // namespace sdc::inline v0::detail
