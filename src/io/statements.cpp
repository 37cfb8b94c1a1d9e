#include <sdc/io/statements.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/io/file.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include "json_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <tuple>
#include <utility>

namespace sdc::inline v0 {
namespace {

using json = nlohmann::ordered_json;

/// The value that a statement gives, by its key.
constexpr std::array<std::string_view, 3> limits{"equals", "at_least", "at_most"};
constexpr std::array<std::string_view, 5> ratios{"percent", "at_least_percent", "at_most_percent",
                                                 "rate", "mean"};
constexpr std::array<std::string_view, 3> percentages{"percent", "at_least_percent",
                                                      "at_most_percent"};
constexpr std::array<std::string_view, 5> others{"equals_cell", "most_of", "none", "some",
                                                 "median"};
constexpr std::array<std::string_view, 6> statement_keys{"text",  "cell", "cells",
                                                         "minus", "of",   "per"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& keys, std::string_view key) {
    return std::ranges::find(keys, key) != keys.end();
}

/// Reads one statement after the other; errors carry the number of the statement.
class statement_reader {
public:
    statement_reader(const linked_tables& all, std::string source)
        : all_(all), source_(std::move(source)) {}

    /// A ratio or a median is two statements.
    result<std::vector<statement>> read(const json& from, std::size_t number) {
        number_ = number;
        if (!from.is_object())
            return refuse("a statement that is no object", from.type_name(),
                          "an object such as {\"cell\": {}, \"at_least\": 3}");
        const auto key = find_key(from);
        if (!key) return key.error();
        const auto sum = read_sum(from);
        if (!sum) return sum.error();
        std::string text;
        if (from.contains("text")) {
            if (!from["text"].is_string())
                return refuse("\"text\" is no text", from["text"].type_name(), "a string");
            text = from["text"].get<std::string>();
        }
        auto said = *key == "median"          ? read_median(from, *sum)
                    : is_one_of(ratios, *key) ? read_ratio(from, *key, *sum)
                                              : read_one(from, *key, *sum);
        if (!said) return said;
        for (auto& s : *said) s.text = text.empty() ? "statement " + std::to_string(number_) : text;
        return said;
    }

private:
    sdc::error refuse(const std::string& message, std::string found, std::string wanted,
                      errc code = errc::bad_syntax) const {
        return {.code = code,
                .message = fmt::format("statement {}: {}", number_, message),
                .where = {.file = source_},
                .found = std::move(found),
                .wanted = std::move(wanted)};
    }
    sdc::error refuse(const sdc::error& e) const {
        return refuse(e.message, e.found, e.wanted, e.code);
    }

    /// The key with the value; of limits the first. Others stand alone.
    result<std::string> find_key(const json& from) const {
        constexpr auto sayings = "equals_cell, equals, at_least, at_most, most_of, none, some, "
                                 "percent, at_least_percent, at_most_percent, rate, mean or median";
        std::string says;
        bool limited = false;
        for (const auto& [key, value] : from.items()) {
            if (is_one_of(statement_keys, key)) continue;
            const bool is_limit = is_one_of(limits, key);
            if (!is_limit && !is_one_of(ratios, key) && !is_one_of(others, key))
                return refuse("unknown key", detail::quoted(key),
                              std::string("text, cell, cells, minus, of, per, ") + sayings);
            if (!says.empty() && !(limited && is_limit))
                return refuse(
                    (limited || is_limit ? "a limit together with " : says + " together with ") +
                        (limited || !is_limit ? key : says),
                    "", "two statements");
            if (says.empty()) says = key;
            limited = is_limit;
        }
        if (!from.contains("cell") && !from.contains("cells"))
            return refuse("no cell", "", "\"cell\": {...}; {} is the grand total");
        if (says.empty()) return refuse("nothing is stated about the cell", "", sayings);
        if (auto ok = check_whole(from, says); !ok) return ok.error();
        if (from.contains("per") != (says == "rate"))
            return refuse(from.contains("per") ? "\"per\" together with " + says
                                               : "rate without \"per\"",
                          "", "\"per\": 1000 only with a rate");
        return says;
    }

    /// "of" and "minus" are allowed with the keys that use them only.
    result<void> check_whole(const json& from, const std::string& says) const {
        const bool percentage = is_one_of(percentages, says), change = from.contains("minus");
        if (change && !percentage && !is_one_of(limits, says) && says != "equals_cell")
            return refuse("\"minus\" together with " + says, "",
                          "\"minus\" only with a limit, a percentage or equals_cell");
        if (change && percentage && !from.contains("of") && from["minus"].is_object())
            return {}; // of what it was before
        if (from.contains("of") != (is_one_of(ratios, says) || says == "median"))
            return refuse(from.contains("of") ? "\"of\" together with " + says
                                              : says + " without \"of\"",
                          "", "\"of\": {...}, the whole, only with a ratio or a median");
        return {};
    }

    /// The cell, the sum of cells or the change that the statement is about.
    result<linear_form> read_sum(const json& from) const {
        if (from.contains("cells") && from.contains("cell"))
            return refuse("\"cell\" together with \"cells\"", "", "one of them");
        if (from.contains("cells") && !from["cells"].is_array())
            return refuse("\"cells\" is no list of cells", from["cells"].type_name(),
                          "[{...}, {...}]");
        if (from.contains("cell") && from["cell"].is_array())
            return refuse("a cell that is no object", "array",
                          "\"cells\": [{...}, {...}], or one object");
        const auto cells = from.contains("cells") ? read_cells(from["cells"], "cells")
                                                  : read_cells(from["cell"], "cell");
        if (!cells) return cells.error();
        auto sum = sum_of(*cells);
        if (!from.contains("minus")) return sum;
        const auto less = read_cells(from["minus"], "minus");
        if (!less) return less.error();
        for (const auto cell : *less) sum.emplace_back(cell, -1);
        return sum;
    }

    /// One cell, or a list of different ones.
    result<std::vector<cell_index>> read_cells(const json& from, const char* key) const {
        if (!from.is_array()) {
            const auto cell = read_cell(from);
            if (!cell) return cell.error();
            return std::vector{*cell};
        }
        if (from.empty())
            return refuse("\"" + std::string(key) + "\" is no list of cells", "[]",
                          "[{...}, {...}]");
        std::vector<cell_index> cells;
        for (const auto& one : from) {
            const auto cell = read_cell(one);
            if (!cell) return cell.error();
            const auto meant = all_.variable_of(*cell);
            if (std::ranges::find(cells, meant) != cells.end())
                return refuse("a cell given twice", describe(all_, *cell), "each cell once",
                              errc::duplicate);
            cells.push_back(meant);
        }
        return cells;
    }

    /// "table" names a linked table, unless the first table has a dimension of that name.
    result<std::size_t> find_table(const json& from) const {
        if (!from.contains("table") || all_.cube(0).find_dimension("table")) return std::size_t{0};
        if (!from["table"].is_string())
            return refuse("a table that is no text", from["table"].type_name(),
                          "the name of a table");
        const auto name = from["table"].get<std::string>();
        const auto tables = all_.tables();
        const auto found = std::ranges::find(tables, name, &linked_table::name);
        if (found != tables.end()) return static_cast<std::size_t>(found - tables.begin());
        return refuse("unknown table", detail::quoted(name), "the name of a table");
    }

    result<cell_index> read_cell(const json& from) const {
        if (!from.is_object())
            return refuse("a cell that is no object", from.type_name(),
                          "an object such as {\"month\": \"2024-05\"}");
        const auto k = find_table(from);
        if (!k) return k.error();
        const auto& c = all_.cube(*k);
        auto cell = all_.offset(*k);
        for (const auto& [name, code] : from.items()) {
            const auto d = c.find_dimension(name);
            if (!d && name == "table") continue;
            if (!d)
                return refuse("unknown dimension", detail::quoted(name),
                              "a dimension of the table");
            if (!code.is_string())
                return refuse("a code that is no text", code.type_name(), "a string");
            const auto i = detail::require_code(c.dimensions()[*d], code.get<std::string>());
            if (!i) return refuse(i.error());
            cell += *i * c.shape().stride(*d);
        }
        return cell;
    }

    result<std::vector<statement>> read_one(const json& from, const std::string& key,
                                            const linear_form& sum) const {
        if (is_one_of(limits, key)) return read_limits(from, sum);
        if (key == "none" || key == "some") {
            if (from[key] != true)
                return refuse(detail::quoted(key) + " says nothing but true",
                              detail::shorten(from[key].dump()), "true, or another statement");
            return std::vector{key == "none" ? statement{.terms = sum, .high = 0}
                                             : statement{.terms = sum, .low = 1}};
        }
        const auto other = read_cell(from[key]);
        if (!other) return other.error();
        if (key == "most_of") return std::vector{majority_statement(sum, *other)};
        statement s{.terms = sum, .high = 0};
        s.terms.emplace_back(*other, -1);
        return std::vector{std::move(s)};
    }

    result<std::vector<statement>> read_limits(const json& from, linear_form sum) const {
        const bool change = from.contains("minus");
        std::int64_t least = change ? -unlimited : 0, most = unlimited;
        for (const auto& [key, low, high] :
             {std::tuple("equals", true, true), std::tuple("at_least", true, false),
              std::tuple("at_most", false, true)}) {
            if (!from.contains(key)) continue;
            const auto n = read_number(from[key], change);
            if (!n) return n.error();
            if (low) least = std::max(least, *n);
            if (high) most = std::min(most, *n);
        }
        if (least > most) return refuse("limits that no number meets", "", "", errc::contradiction);
        if (least > -unlimited)
            return std::vector{statement{.terms = std::move(sum), .low = least, .high = most}};
        for (auto& term : sum) term.second = -term.second;
        return std::vector{statement{.terms = std::move(sum), .low = -most}};
    }

    /// Groups in ascending order: those before the one that holds the median person, that one, and
    /// all.
    struct ordered_groups {
        std::vector<cell_index> before = {}, all = {};
    };

    /// The persons of `whole` that come before `cell`: codes of one dimension, in the order of its
    /// list.
    result<ordered_groups> find_before(cell_index whole, cell_index cell) const {
        const auto k = all_.table_of(whole);
        const auto apart = [&] {
            return refuse(
                "\"of\" is no group above the cell", describe(all_, whole),
                "a cell that is above it along one dimension, or a list of groups in their order");
        };
        if (all_.table_of(cell) != k) return apart();
        const auto& c = all_.cube(k);
        ordered_groups found{.all = {whole}};
        std::size_t differ = 0;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            const auto& codes = c.codes(d);
            const auto top = c.shape().coordinate(whole - all_.offset(k), d),
                       at = c.shape().coordinate(cell - all_.offset(k), d);
            if (top == at) continue;
            if (!codes.contains(top, at) || ++differ > 1) return apart();
            for (auto i = at; i != top; i = codes.parent(i)) {
                for (const auto sibling : codes.children(codes.parent(i))) {
                    if (sibling < i)
                        found.before.push_back(cell - (at - sibling) * c.shape().stride(d));
                }
            }
        }
        return differ == 1 ? result<ordered_groups>(std::move(found)) : apart();
    }

    result<ordered_groups> read_groups(const json& of, cell_index cell) const {
        if (!of.is_array()) {
            const auto whole = read_cell(of);
            if (!whole) return whole.error();
            return find_before(*whole, cell);
        }
        auto all = read_cells(of, "of");
        if (!all) return all.error();
        const auto at = std::ranges::find(*all, all_.variable_of(cell));
        if (at == all->end())
            return refuse("the cell is none of the groups of \"of\"", describe(all_, cell),
                          "one of them");
        return ordered_groups{.before = {all->begin(), at}, .all = *all};
    }

    /// Twice those before are at most all, and twice those up to the group's end at least. Of an
    /// even number either of the two in the middle, or their mean, may be meant: that is true of
    /// each.
    result<std::vector<statement>> read_median(const json& from, const linear_form& sum) const {
        if (from["median"] != true)
            return refuse("\"median\" says nothing but true", from["median"].dump(), "true");
        if (sum.size() != 1)
            return refuse("a median of several cells", "\"cells\"",
                          "\"cell\": the group that holds the median person");
        const auto groups = read_groups(from["of"], sum.front().first);
        if (!groups) return groups.error();
        statement low, high;
        for (const auto cell : groups->all)
            low.terms.emplace_back(cell, 1), high.terms.emplace_back(cell, -1);
        for (const auto cell : groups->before)
            low.terms.emplace_back(cell, -2), high.terms.emplace_back(cell, 2);
        high.terms.emplace_back(sum.front().first, 2);
        return std::vector{std::move(low), std::move(high)};
    }

    /// Ratios are texts, since 33.30 says more than 33.3.
    result<std::vector<statement>> read_ratio(const json& from, const std::string& key,
                                              const linear_form& part) const {
        const bool change = from.contains("minus");
        const auto whole = read_cell(change && !from.contains("of") ? from["minus"] : from["of"]);
        if (!whole) return whole.error();
        if (!from[key].is_string())
            return refuse(detail::quoted(key) + " is no text", detail::shorten(from[key].dump()),
                          "the number as it was printed, such as \"33.3\"");
        auto text = from[key].get<std::string>();
        const bool falls = change && text.starts_with('-');
        if (change && (falls || text.starts_with('+'))) text.erase(0, 1);
        auto shown = parse_printed(text);
        if (!shown) return refuse(shown.error());
        if (falls) shown->units = -shown->units;
        if (key == "percent")
            return change ? change_statements(part, *whole, *shown)
                          : rate_statements(part, *whole, 100, *shown);
        if (key == "at_least_percent")
            return std::vector{at_least_statement(part, *whole, 100, *shown)};
        if (key == "at_most_percent")
            return std::vector{at_most_statement(part, *whole, 100, *shown)};
        if (key == "mean")
            return mean_statements(part, *whole, *shown,
                                   all_.tables()[all_.table_of(part.front().first)].decimals);
        constexpr std::int64_t most = 1'000'000;
        const auto per = read_number(from["per"]);
        if (!per) return per.error();
        if (*per < 1 || *per > most)
            return refuse("\"per\" is out of range", std::to_string(*per), "1 to 1000000");
        return rate_statements(part, *whole, *per, *shown);
    }

    /// Of a change it may be negative.
    result<std::int64_t> read_number(const json& from, bool is_signed = false) const {
        constexpr auto largest = static_cast<std::uint64_t>(unlimited);
        if (from.is_number_unsigned() && from.get<std::uint64_t>() < largest)
            return static_cast<std::int64_t>(from.get<std::uint64_t>());
        if (is_signed && from.is_number_integer() && !from.is_number_unsigned() &&
            from.get<std::int64_t>() > -unlimited)
            return from.get<std::int64_t>();
        return refuse("not a whole number", detail::shorten(from.dump()), "digits only, such as 3");
    }

    const linked_tables& all_;
    std::string source_;
    std::size_t number_ = 0;
};

} // namespace

result<std::vector<statement>> parse_statements(std::string_view text, std::string source,
                                                const linked_tables& all) {
    const auto list = detail::parse_list(text, source, "statements");
    if (!list) return list.error();
    statement_reader reader(all, source);
    std::vector<statement> said;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto one = reader.read((*list)[i], i + 1);
        if (!one) {
            auto e = std::move(one).error();
            e.where.line = detail::find_line(text, i);
            return e;
        }
        std::ranges::move(*one, std::back_inserter(said));
    }
    return said;
}

result<std::vector<statement>> read_statements(const std::string& file, const linked_tables& all) {
    const auto text = read_file(file);
    if (!text) return text.error();
    return parse_statements(*text, file, all);
}

result<std::vector<statement>> parse_statements(std::string_view text, std::string source,
                                                const cube& c) {
    return parse_statements(text, std::move(source),
                            linked_tables(std::make_shared<const cube>(c)));
}

result<std::vector<statement>> read_statements(const std::string& file, const cube& c) {
    return read_statements(file, linked_tables(std::make_shared<const cube>(c)));
}

} // namespace sdc::inline v0
