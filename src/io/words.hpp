/// Words of reports for people: nothing in them acts on a terminal, and numbers ask no locale.
#pragma once

#include <sdc/detail/utf8.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// On one line, and without a word to the terminal: what is not seen but acts (controls, marks of
/// direction, characters without width) and bytes that are not UTF-8 become "?", one each.
[[nodiscard]] inline std::string printable(std::string_view text) {
    std::string safe;
    for_each_character(text, [&](char32_t c, std::string_view bytes) {
        const bool ill_formed = c == 0xFFFD && bytes.size() == 1;
        if (ill_formed || is_unseen(c))
            safe += '?';
        else
            safe += bytes;
    });
    return safe;
}
[[nodiscard]] inline std::vector<std::string> printable(std::vector<std::string> texts) {
    for (auto& text : texts) text = printable(text);
    return texts;
}

/// As a shell takes it for one word; what is not seen but acts as bash writes it: $'\x1b'.
[[nodiscard]] inline std::string as_word(const std::string& text) {
    const bool plain = std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
               c == '=' || c == '.' || c == '/';
    });
    if (plain) return text;
    bool unseen = false;
    for_each_character(text, [&](char32_t c, std::string_view) {
        unseen = unseen || c == 0xFFFD || is_unseen(c);
    });
    std::string quoted = unseen ? "$'" : "'";
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (unseen && (byte < 0x20 || byte >= 0x7F))
            quoted += std::string("\\x") + digits[byte / 16U] + digits[byte % 16U];
        else if (unseen && (c == '\'' || c == '\\'))
            quoted += std::string("\\") + c;
        else
            quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

/// "a, b and c"
[[nodiscard]] inline std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

/// 0.1234 with 4 digits.
[[nodiscard]] inline std::string decimal(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}
/// "12.3 %"
[[nodiscard]] inline std::string percent(double share) { return decimal(100 * share, 1) + " %"; }

inline void add_part(std::string& to, std::string_view text) { to += text; }
void add_part(std::string& to, std::integral auto n) { to += std::to_string(n); }
/// Texts and whole numbers, one after the other.
template <class... Part>
void add(std::string& to, const Part&... parts) {
    (add_part(to, parts), ...);
}

} // namespace sdc::inline v0::detail
