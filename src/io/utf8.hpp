/// Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace sdc::inline v0::detail {

/// Bytes of the character that starts at `at`; 0 if it is not well-formed. RFC 3629, section 4.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4 || !is_tail(1)) return 0;
    if (lead < 0xE0) return 2;
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) || !is_tail(2)) return 0;
    if (lead < 0xF0) return 3;
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F) || !is_tail(3)) return 0;
    return 4;
}

/// Position of the first byte that is not text: ill-formed, or a NUL (which hints at UTF-16). `text.size()` if there is none.
[[nodiscard]] constexpr std::size_t find_not_text(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
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

} // namespace sdc::inline v0::detail
