#include "words.hpp"

#include <charconv>

namespace sdc::cli {

result<std::int64_t> parse_whole(const std::string& option, std::string_view text) {
    std::int64_t n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc() || end != text.data() + text.size() || n < 0)
        return bad_option(option, text, "a whole number, digits only");
    return n;
}

} // namespace sdc::cli
