/// Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <sdc/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// Bytes of the character that starts at `at`; 0 if it is not well-formed. RFC 3629, section 4.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4 || !is_tail(1)) return 0;
    if (lead < 0xE0) return 2;
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) || !is_tail(2))
        return 0;
    if (lead < 0xF0) return 3;
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F) || !is_tail(3))
        return 0;
    return 4;
}

/// Position of the first byte that is not text: ill-formed, or a NUL (which hints at UTF-16).
/// `text.size()` if there is none.
[[nodiscard]] constexpr std::size_t find_not_text(std::string_view text) noexcept {
    constexpr std::size_t block = 8;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto ahead = text.substr(at, block); // most text is ASCII
        if (ahead.size() == block &&
            std::ranges::all_of(ahead, [](char c) { return 0 < c && c < 0x7F; })) {
            at += block;
            continue;
        }
        const auto length = text[at] == '\0' ? 0 : utf8_length(text, at);
        if (length == 0) break;
        at += length;
    }
    return at;
}

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Characters, for alignment. Precondition: well-formed.
[[nodiscard]] constexpr std::size_t count_characters(std::string_view text) noexcept {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    return n;
}

/// The character that starts at `at`. Precondition: it is well-formed.
[[nodiscard]] constexpr char32_t character_at(std::string_view text, std::size_t at) noexcept {
    const auto length = utf8_length(text, at);
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
    };
    if (length < 2) return byte(0);
    auto c = byte(0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) c = c << 6U | (byte(i) & 0x3FU);
    return c;
}

/// True if a character is not seen but acts: on a terminal, on lines, on the direction of the text,
/// or by hiding that texts differ. Controls (C0 with tab and line ends, DEL, C1), marks and
/// overrides of direction, line and paragraph separators, what has no width, and the tag
/// characters.
[[nodiscard]] constexpr bool is_unseen(char32_t c) noexcept {
    const auto within = [c](char32_t low, char32_t high) { return low <= c && c <= high; };
    return c < 0x20 || within(0x7F, 0x9F) || c == 0xAD || c == 0x034F || c == 0x061C ||
           within(0x115F, 0x1160) || within(0x17B4, 0x17B5) || within(0x180B, 0x180F) ||
           within(0x200B, 0x200F) || within(0x2028, 0x202E) || within(0x2060, 0x206F) ||
           c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || within(0xFFF9, 0xFFFB) ||
           within(0xE0000, 0xE007F);
}

/// The controls but tab and line ends, the separators of lines and paragraphs, and the marks,
/// embeddings, overrides and isolates of direction.
[[nodiscard]] constexpr bool is_control_or_direction(char32_t c) noexcept {
    const auto within = [c](char32_t low, char32_t high) { return low <= c && c <= high; };
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || within(0x7F, 0x9F) || c == 0x061C ||
           within(0x200E, 0x200F) || within(0x2028, 0x202E) || within(0x2066, 0x2069);
}

/// "U+202E": at least four hexadecimal digits.
[[nodiscard]] SDCKIT_API std::string name_of(char32_t c);

/// Its bytes. Precondition: below U+10000.
[[nodiscard]] SDCKIT_API std::string to_utf8(char32_t c);

/// Calls f(character, bytes) for each character, with U+FFFD for a byte that is not UTF-8.
template <class F>
constexpr void for_each_character(std::string_view text, F&& f) {
    for (std::size_t at = 0; at < text.size();) {
        const auto length = utf8_length(text, at);
        const auto bytes = text.substr(at, length == 0 ? 1 : length);
        f(length == 0 ? char32_t{0xFFFD} : character_at(text, at), bytes);
        at += bytes.size();
    }
}

} // namespace sdc::inline v0::detail
