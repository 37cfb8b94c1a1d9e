#include <sdc/detail/as_word.hpp>

#include <sdc/detail/utf8.hpp>

#include <algorithm>
#include <cctype>

namespace sdc::inline v0::detail {

std::string as_word(std::string_view text) {
    const bool plain = std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
               c == '=' || c == '.' || c == '/';
    });
    if (plain) return std::string(text);
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

} // namespace sdc::inline v0::detail
