#include <sdc/io/statements.hpp>

#include <sdc/io/file.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include "text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace sdc::inline v0 {
namespace {

using json = nlohmann::ordered_json;

/// The library keeps the last of two equal keys; two facts under one key are a mistake that must be told.
class key_watch {
public:
    bool operator()(int, json::parse_event_t event, const json& parsed) {
        if (event == json::parse_event_t::object_start) open_.emplace_back();
        if (event == json::parse_event_t::object_end) open_.pop_back();
        if (event == json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second && !repeated_)
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
    return {.file = std::move(source), .line = static_cast<std::uint64_t>(1 + std::ranges::count(before, '\n')), .column = before.size() - line_start + 1};
}

result<json> parse_json(std::string_view text, const std::string& source) {
    try {
        key_watch watch;
        auto parsed = json::parse(text, std::ref(watch));
        if (!watch.repeated()) return parsed;
        return error{.code = errc::duplicate, .message = "a key given twice", .where = {.file = source}, .found = "\"" + *watch.repeated() + "\""};
    } catch (const json::parse_error& e) {
        return error{.code = errc::bad_syntax, .message = "not JSON", .where = locate(text, e.byte, source), .wanted = "JSON in UTF-8"};
    } catch (const json::exception&) {
        return error{.code = errc::bad_syntax, .message = "a number out of range", .where = {.file = source}, .wanted = "whole numbers"};
    }
}

/// Where each element of the list starts. The text is JSON: an object that holds nothing but one list.
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

/// Reads one statement after the other; errors carry the number of the statement.
class statement_reader {
public:
    statement_reader(const cube& c, std::string source) : cube_(c), source_(std::move(source)) {}

    result<statement> read(const json& from, std::size_t number) {
        number_ = number;
        if (!from.is_object()) return refuse("a statement that is no object", from.type_name(), "an object such as {\"cell\": {}, \"at_least\": 3}");
        if (auto ok = check_keys(from); !ok) return ok.error();
        const auto cell = read_cell(from["cell"]);
        if (!cell) return cell.error();
        statement s{.terms = {{*cell, 1}}};
        if (from.contains("text")) {
            if (!from["text"].is_string()) return refuse("\"text\" is no text", from["text"].type_name(), "a string");
            s.text = from["text"].get<std::string>();
        }
        if (from.contains("equals_cell")) return read_equal(from, std::move(s));
        return read_limits(from, std::move(s));
    }

private:
    sdc::error refuse(std::string message, std::string found, std::string wanted, errc code = errc::bad_syntax) const {
        return {.code = code, .message = "statement " + std::to_string(number_) + ": " + std::move(message), .where = {.file = source_},
                .found = std::move(found), .wanted = std::move(wanted)};
    }

    result<void> check_keys(const json& from) const {
        constexpr std::array<std::string_view, 6> known{"text", "cell", "equals_cell", "equals", "at_least", "at_most"};
        bool says = false;
        for (const auto& [key, value] : from.items()) {
            if (std::ranges::find(known, key) == known.end())
                return refuse("unknown key", "\"" + key + "\"", "text, cell, equals_cell, equals, at_least or at_most");
            says = says || (key != "text" && key != "cell");
        }
        if (!from.contains("cell")) return refuse("no cell", "", "\"cell\": {...}; {} is the grand total");
        if (!says) return refuse("nothing is said of the cell", "", "equals_cell, equals, at_least or at_most");
        return {};
    }

    result<cell_index> read_cell(const json& from) const {
        if (!from.is_object()) return refuse("a cell that is no object", from.type_name(), "an object such as {\"month\": \"2024-05\"}");
        cell_index cell = 0;
        for (const auto& [name, code] : from.items()) {
            const auto d = cube_.find_dimension(name);
            if (!d) return refuse("unknown dimension", "\"" + name + "\"", "a dimension of the table");
            if (!code.is_string()) return refuse("a code that is no text", code.type_name(), "a string");
            const auto i = detail::require_code(cube_.dimensions()[*d], code.get<std::string>());
            if (!i) return refuse(i.error().message, i.error().found, i.error().wanted, errc::unknown_code);
            cell += *i * cube_.shape().stride(*d);
        }
        return cell;
    }

    result<statement> read_equal(const json& from, statement s) const {
        const auto other = read_cell(from["equals_cell"]);
        if (!other) return other.error();
        if (from.contains("equals") || from.contains("at_least") || from.contains("at_most"))
            return refuse("a limit beside equals_cell", "", "two statements");
        s.terms.emplace_back(*other, -1);
        s.high = 0;
        return s;
    }

    result<statement> read_limits(const json& from, statement s) const {
        for (const auto& [key, low, high] : {std::tuple("equals", true, true), std::tuple("at_least", true, false), std::tuple("at_most", false, true)}) {
            if (!from.contains(key)) continue;
            const auto n = read_number(from[key]);
            if (!n) return n.error();
            if (low) s.low = std::max(s.low, *n);
            if (high) s.high = std::min(s.high, *n);
        }
        if (s.low > s.high) return refuse("limits that no number meets", "", "", errc::contradiction);
        return s;
    }

    result<std::int64_t> read_number(const json& from) const {
        constexpr auto largest = static_cast<std::uint64_t>(unlimited);
        if (!from.is_number_unsigned() || from.get<std::uint64_t>() >= largest) return refuse("not a whole number", from.dump(), "digits only, such as 3");
        return static_cast<std::int64_t>(from.get<std::uint64_t>());
    }

    const cube& cube_;
    std::string source_;
    std::size_t number_ = 0;
};

} // namespace

result<std::vector<statement>> parse_statements(std::string_view text, std::string source, const cube& c) {
    const auto parsed = parse_json(text, source);
    if (!parsed) return parsed.error();
    const auto refuse = [&](std::string found) {
        return error{.code = errc::bad_syntax, .message = "not a list of statements", .where = {.file = source}, .found = std::move(found),
                     .wanted = "{\"statements\": [...]}"};
    };
    if (!parsed->is_object()) return refuse(parsed->type_name());
    if (parsed->size() != 1 || !parsed->contains("statements")) return refuse(parsed->empty() ? "{}" : "key \"" + parsed->items().begin().key() + "\"");
    const auto& list = (*parsed)["statements"];
    if (!list.is_array()) return refuse(list.type_name());
    statement_reader reader(c, source);
    std::vector<statement> all;
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto s = reader.read(list[i], i + 1);
        if (!s) {
            auto e = std::move(s).error();
            const auto starts = find_elements(text);
            if (i < starts.size()) e.where.line = locate(text, starts[i] + 1, source).line;
            return e;
        }
        all.push_back(std::move(*s));
    }
    return all;
}

result<std::vector<statement>> read_statements(const std::string& file, const cube& c) {
    const auto text = read_file(file);
    if (!text) return text.error();
    return parse_statements(*text, file, c);
}

} // namespace sdc::inline v0
