#include "words.hpp"

#include <array>
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

std::string decimal(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string percent(double share) { return decimal(100 * share, 1) + " %"; }

} // namespace sdc::cli
