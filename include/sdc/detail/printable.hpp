/// Texts for people, on one line of a terminal.
#pragma once

#include <sdc/detail/utf8.hpp>

#include <cstddef>
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

/// "a, b and c"
[[nodiscard]] inline std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

} // namespace sdc::inline v0::detail
