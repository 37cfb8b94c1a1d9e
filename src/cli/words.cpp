#include "words.hpp"

#include "options.hpp"

#include <sdc/rule/largest_limit.hpp>

#include <charconv>

namespace sdc::cli {
namespace {

/// The words of the option, of any command, that the text names.
std::vector<std::string_view> words_in(std::string_view text, std::string_view option) {
    std::vector<std::string_view> words;
    for (const auto& c : list_commands()) {
        for (const auto& group : c.groups) {
            for (const auto& o : group.options) {
                if (o.name != option) continue;
                for (const auto word : candidates_of(o)) {
                    if (text.find(word) != std::string_view::npos) words.push_back(word);
                }
            }
        }
    }
    return words;
}

} // namespace

std::string propose(std::string_view found, const std::vector<std::string_view>& among) {
    const auto nearest = find_nearest(found, among);
    // What is one of the words is wrong for another reason.
    if (nearest.empty() || found.starts_with(nearest)) return "";
    return "; did you mean " + std::string(nearest) + "?";
}

error bad_option(std::string option, std::string_view found, std::string wanted) {
    wanted += propose(found, words_in(wanted, option));
    return {.code = errc::bad_argument,
            .message = std::move(option),
            .found = sdc::detail::quoted(found),
            .wanted = std::move(wanted)};
}

result<std::int64_t> parse_whole(const std::string& option, std::string_view text) {
    std::int64_t n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (is_number(text) && failure == std::errc::result_out_of_range) {
        auto e = bad_option(option, text, "at most " + std::to_string(largest_limit));
        e.explanation = "too large";
        return e;
    }
    if (failure != std::errc() || end != text.data() + text.size() || n < 0)
        return bad_option(option, text, "a whole number, digits only");
    return n;
}

} // namespace sdc::cli
