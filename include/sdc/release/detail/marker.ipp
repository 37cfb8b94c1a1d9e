#include <sdc/release/marker.hpp>

#include <sdc/detail/utf8.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {

bool reads_as_number(std::string_view text) {
    if (text.find_first_not_of("+-.,0123456789eE \t") == std::string_view::npos) return true;
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != '+' && c != '-')
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return word == "inf" || word == "infinity" || word == "nan";
}

bool reads_as_range(std::string_view text) {
    std::string rest(text);
    // En dash, at most, at least; then words.
    for (const std::string_view word :
         {"\xE2\x80\x93", "\xE2\x89\xA4", "\xE2\x89\xA5", "fewer", "Fewer", "less", "Less", "more",
          "More", "than", " or ", " to "}) {
        for (auto at = rest.find(word); at != std::string::npos; at = rest.find(word))
            rest.replace(at, word.size(), " ");
    }
    return rest.find_first_of("0123456789") != std::string::npos &&
           rest.find_first_not_of("<>=+-.,0123456789 ") == std::string::npos;
}

bool has_unseen_character(std::string_view text) {
    bool found = false;
    for_each_character(
        text, [&](char32_t c, std::string_view) { found = found || c == 0xFFFD || is_unseen(c); });
    return found;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<marker> find_marker(std::string_view dialect) {
    for (const auto& d : marker_dialects) {
        if (d.name == dialect) return marker{std::string(d.text)};
    }
    const auto refuse = [&](std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = "marker",
                     .field = "marker",
                     .found = detail::quoted(dialect),
                     .wanted = std::move(wanted)};
    };
    constexpr std::string_view prefix = "text=";
    if (!dialect.starts_with(prefix)) {
        const bool fits = !dialect.empty() && dialect.find('=') == std::string_view::npos &&
                          !detail::has_unseen_character(dialect) &&
                          !detail::reads_as_number(dialect) && !detail::reads_as_range(dialect);
        return refuse("gss, dfe, nhs, aihw, statcan or text=..." +
                      (fits ? ", such as text=" + detail::shorten(dialect) : ""));
    }
    const auto text = dialect.substr(prefix.size());
    if (detail::find_not_text(text) != text.size())
        return error{.code = errc::bad_argument,
                     .message = "marker",
                     .field = "marker",
                     .wanted = "a text in UTF-8"};
    if (detail::has_unseen_character(text))
        return refuse("a text of one line, without control characters and marks of direction");
    if (detail::reads_as_number(text))
        return refuse("a text that is not empty and cannot be read as a number");
    if (detail::reads_as_range(text))
        return refuse("a text that cannot be read as a range of numbers, which would be false of "
                      "some suppressed cells");
    return marker{std::string(text)};
}

result<marker_to_read> find_marker_to_read(std::string_view words) {
    constexpr std::array<std::pair<std::string_view, shorthand>, 5> meanings{
        {{"=withheld", shorthand::withheld},
         {"=nil", shorthand::nil},
         {"=not-applicable", shorthand::not_applicable},
         {"=unknown", shorthand::unknown},
         {"=low", shorthand::low}}};
    constexpr std::string_view prefix = "text=";
    const bool by_text = words.starts_with(prefix);
    auto text = words.substr(by_text ? prefix.size() : 0);
    auto means = shorthand::withheld;
    bool says_meaning = false;
    for (const auto& [ending, meaning] : meanings) {
        if (!text.ends_with(ending) || text.size() == ending.size()) continue;
        text.remove_suffix(ending.size());
        means = meaning;
        says_meaning = true;
        break;
    }
    const auto dialect = std::ranges::find(marker_dialects, text, &marker_dialect::name);
    if (!by_text && dialect != marker_dialects.end())
        return marker_to_read(std::string(dialect->text), means);
    if ((by_text || says_meaning) && !text.empty() && detail::find_not_text(text) == text.size())
        return marker_to_read(std::string(text), means);
    auto e = find_marker(words).error();
    e.wanted += "; or TEXT=withheld, nil, not-applicable, unknown or low";
    return e;
}

} // namespace sdc::inline v0
