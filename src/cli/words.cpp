#include "words.hpp"

#include <sdc/detail/utf8.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>

namespace sdc::cli {

result<std::int64_t> parse_whole(const std::string& option, std::string_view text) {
    std::int64_t n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc() || end != text.data() + text.size() || n < 0)
        return bad_option(option, text, "a whole number, digits only");
    return n;
}

std::string as_word(const std::string& text) {
    const bool plain = std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
               c == '=' || c == '.' || c == '/';
    });
    if (plain) return text;
    bool unseen = false;
    sdc::detail::for_each_character(text, [&](char32_t c, std::string_view) {
        unseen = unseen || c == 0xFFFD || sdc::detail::is_unseen(c);
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

std::string decimal(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string percent(double share) { return decimal(100 * share, 1) + " %"; }

} // namespace sdc::cli
