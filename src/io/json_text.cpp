#include "json_text.hpp"

#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

using json = nlohmann::ordered_json;

/// The library keeps the last of two equal keys; two facts under one key are a mistake that must be
/// told.
class key_watch {
public:
    bool operator()(int, json::parse_event_t event, const json& parsed) {
        if (event == json::parse_event_t::object_start) open_.emplace_back();
        if (event == json::parse_event_t::object_end) open_.pop_back();
        if (event == json::parse_event_t::key &&
            !open_.back().insert(parsed.get<std::string>()).second && !repeated_)
            repeated_ = parsed.get<std::string>();
        return true;
    }
    [[nodiscard]] const std::optional<std::string>& repeated() const noexcept { return repeated_; }

private:
    std::vector<std::set<std::string>> open_;
    std::optional<std::string> repeated_;
};

place locate(std::string_view text, std::size_t byte, std::string source) {
    const auto before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
    const auto line_start = before.rfind('\n') + 1; // 0 if there is none
    return {.file = std::move(source),
            .line = static_cast<std::uint64_t>(1 + std::ranges::count(before, '\n')),
            .column = before.size() - line_start + 1};
}

/// Where each element of the list starts. The text is JSON: an object that holds nothing but one
/// list.
std::vector<std::size_t> find_elements(std::string_view text) {
    std::vector<std::size_t> starts;
    int depth = 0;
    bool in_string = false, wanted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_string) {
            if (c == '\\') ++at;
            in_string = c != '"';
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        if (wanted && depth == 2 && c != ']') starts.push_back(at);
        wanted = (c == ',' && depth == 2) || (c == '[' && depth == 1);
        in_string = c == '"';
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    }
    return starts;
}

} // namespace

result<json> parse_json(std::string_view text, const std::string& source) {
    try {
        key_watch watch;
        auto parsed = json::parse(text, std::ref(watch));
        if (!watch.repeated()) return parsed;
        return error{.code = errc::duplicate,
                     .message = "a key given twice",
                     .where = {.file = source},
                     .found = detail::quoted(*watch.repeated())};
    } catch (const json::parse_error& e) {
        return error{.code = errc::bad_syntax,
                     .message = "not JSON",
                     .where = locate(text, e.byte, source),
                     .wanted = "JSON in UTF-8"};
    } catch (const json::exception&) {
        return error{.code = errc::bad_syntax,
                     .message = "a number out of range",
                     .where = {.file = source},
                     .wanted = "whole numbers"};
    }
}

result<json> parse_list(std::string_view text, const std::string& source, const std::string& key) {
    auto parsed = parse_json(text, source);
    if (!parsed) return parsed.error();
    const auto refuse = [&](std::string found) {
        return error{.code = errc::bad_syntax,
                     .message = "not a list of " + key,
                     .where = {.file = source},
                     .found = std::move(found),
                     .wanted = "{" + detail::quoted(key) + ": [...]}"};
    };
    if (!parsed->is_object()) return refuse(parsed->type_name());
    if (parsed->size() != 1 || !parsed->contains(key))
        return refuse(parsed->empty() ? "{}"
                                      : "key " + detail::quoted(parsed->items().begin().key()));
    auto list = std::move((*parsed)[key]);
    if (!list.is_array()) return refuse(list.type_name());
    return list;
}

std::uint64_t find_line(std::string_view text, std::size_t element) {
    const auto starts = find_elements(text);
    return element < starts.size() ? locate(text, starts[element] + 1, "").line : 0;
}

} // namespace sdc::inline v0::detail
