/// Texts of the input in messages: quoted, and cut where they are long.
#pragma once

#include <sdc/config.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// Characters of a found text that a message shows.
inline constexpr std::size_t longest_quote = 80;

/// The first `most` characters, with "..." if there are more. A character of UTF-8 is kept whole or
/// not at all. O(most).
[[nodiscard]] SDCKIT_API std::string shorten(std::string_view text,
                                             std::size_t most = longest_quote);

/// In quotes, cut at `longest_quote` characters.
[[nodiscard]] inline std::string quoted(std::string_view text) {
    return "\"" + shorten(text) + "\"";
}

} // namespace sdc::inline v0::detail
