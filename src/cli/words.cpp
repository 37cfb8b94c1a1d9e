#include "words.hpp"

#include <charconv>

namespace sdc::cli {

result<std::int64_t> parse_whole(const std::string& option, std::string_view text) {
    std::int64_t n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc() || end != text.data() + text.size() || n < 0) return bad_option(option, text, "a whole number, digits only");
    return n;
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

} // namespace sdc::cli
