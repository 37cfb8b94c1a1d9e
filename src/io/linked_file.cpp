#include <sdc/io/linked_file.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/hierarchy_file.hpp>
#include <sdc/table/doubtful_rows.hpp>
#include <sdc/table/similar_codes.hpp>
#include <sdc/table/tabulate.hpp>

#include "json_fields.hpp"
#include "json_text.hpp"
#include "linked_options.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {
namespace {

using json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 22> table_keys{"name",          "public",
                                                      "dimensions",    "total",
                                                      "measure",       "where",
                                                      "value",         "markers",
                                                      "rounding",      "suppressed_minimum",
                                                      "decimals",      "input",
                                                      "count",         "output",
                                                      "released_on",   "escaped_formulas",
                                                      "not_total",     "records",
                                                      "merge_similar", "sum_duplicates",
                                                      "empty",         "decimal"};

/// What settles an error about rows in doubt, as a key of the table.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> remedies{
    {{"row_confirmations.not_totals", "in \"total\" or \"not_total\""},
     {"row_confirmations.rows_are_records", "\"count\" or \"records\": true"},
     {"row_confirmations.merge_similar", "\"merge_similar\": true"},
     {"row_confirmations.sum_duplicates", "\"sum_duplicates\": true"},
     {"count_format.empty_is_zero", "\"empty\": \"zero\""},
     {"count_format.decimal", "\"decimal\": \"point\" or \"comma\""}}};

error name_remedy(error e) {
    const auto known =
        std::ranges::find(remedies, e.field, &std::pair<std::string_view, std::string_view>::first);
    if (known != remedies.end()) e.wanted += ": " + std::string(known->second);
    e.field.clear(); // the program would name its own option
    return e;
}

/// YYYY-MM-DD of the calendar.
bool is_day(std::string_view text) {
    constexpr std::string_view form = "0000-00-00";
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    }
    const auto number = [text](std::size_t at, std::size_t digits) {
        unsigned n = 0;
        for (const auto c : text.substr(at, digits)) n = 10 * n + static_cast<unsigned>(c - '0');
        return n;
    };
    return std::chrono::year_month_day(std::chrono::year(static_cast<int>(number(0, 4))),
                                       std::chrono::month(number(5, 2)),
                                       std::chrono::day(number(8, 2)))
        .ok();
}

/// Reads one description after the other; errors carry the number of the table.
class linked_reader : public detail::json_fields {
public:
    linked_reader(std::string source, const cube* first, linked_reading what)
        : json_fields(std::move(source)), first_(first), what_(what) {}

    result<linked_release> read(const json& from, std::size_t number) {
        set_table(number);
        if (!from.is_object())
            return refuse("a table that is no object", from.type_name(),
                          "an object such as {\"name\": \"2023 release\", ...}");
        if (from.contains("withheld_minimum"))
            return refuse("\"withheld_minimum\" is now called \"suppressed_minimum\"",
                          "\"withheld_minimum\"", "\"suppressed_minimum\"");
        if (auto ok = check_keys(from, table_keys); !ok) return ok.error();
        auto table = read_names(from);
        if (!table) return table.error();
        auto options = detail::read_public_options(*this, from);
        if (!options) return options.error();
        table->decimals = options->decimals;
        const auto output = read_text(from, "output");
        if (!output) return output.error();
        auto day = read_day(from);
        if (!day) return day.error();
        if (auto ok = check_dimensions(from); !ok) return ok.error();
        const auto is_public =
            from.contains("public") || (what_ == linked_reading::attack && from.contains("output"));
        const auto rows = is_public ? read_rows(from, from.contains("public") ? "public" : "output")
                                    : std::optional<records>();
        if (!rows) return rows.error();
        auto input =
            what_ == linked_reading::protect ? read_rows(from, "input") : std::optional<records>();
        if (!input) return input.error();
        if (*input) {
            if (auto ok = settle_similar_codes(from, **input); !ok) return ok.error();
        }
        auto by = read_dimensions(from, *input ? *input : *rows);
        if (!by) return by.error();
        auto c = cube::make(*by);
        if (!c) return refuse(c.error());
        table->cube = *c;
        linked_release made{.table = std::move(*table),
                            .facts = {.known = knowledge(*c)},
                            .is_public = rows->has_value(),
                            .output = output->empty() ? "" : place_of(*output),
                            .reads = name_files(from),
                            .released_on = std::move(*day)};
        if (*input) {
            if (auto ok = take_counts(from, **std::move(input), *by, made); !ok) return ok.error();
        }
        if (!*rows) return made;
        auto facts = read_public(**rows, made.table.cube, *options);
        if (!facts) return facts.error().where.file.empty() ? refuse(facts.error()) : facts.error();
        made.facts = std::move(*facts);
        return made;
    }

private:
    [[nodiscard]] result<std::string> read_day(const json& from) const {
        auto day = read_text(from, "released_on");
        if (day && !day->empty() && !is_day(*day))
            return refuse("\"released_on\"", detail::quoted(*day), "a day such as 2024-10-24");
        return day;
    }

    result<linked_table> read_names(const json& from) const {
        linked_table made;
        auto name = read_text(from, "name");
        if (!name) return name.error();
        if (name->empty()) return refuse("no name", "", "\"name\", as reports name the table");
        auto measure = read_text(from, "measure");
        if (!measure) return measure.error();
        made.name = std::move(*name);
        made.measure = std::move(*measure);
        if (!from.contains("where")) return made;
        const auto& where = from["where"];
        if (!where.is_object())
            return refuse("\"where\" is no object", where.type_name(),
                          "an object such as {\"region\": \"North\"}");
        for (const auto& [dimension, code] : where.items()) {
            if (!code.is_string())
                return refuse("a code that is no text", code.type_name(), "a string");
            made.where.emplace_back(dimension, code.get<std::string>());
        }
        return made;
    }

    [[nodiscard]] std::string place_of(const std::string& file) const {
        return (std::filesystem::path(source()).parent_path() / file).string();
    }

    [[nodiscard]] std::vector<std::string> name_files(const json& from) const {
        std::vector<std::string> names;
        const auto take = [&](const json& file) {
            if (file.is_string()) names.push_back(place_of(file.get<std::string>()));
        };
        for (const auto* key : {"public", "input"}) {
            if (from.contains(key)) take(from[key]);
        }
        for (const auto& [name, file] : from["dimensions"].items()) take(file);
        return names;
    }

    result<count_format> read_count_format(const json& from) const {
        count_format made;
        const auto empty = read_text(from, "empty");
        if (!empty) return empty.error();
        if (!empty->empty() && *empty != "zero")
            return refuse("\"empty\"", detail::quoted(*empty), "\"zero\"");
        made.empty_is_zero = !empty->empty();
        const auto mark = read_text(from, "decimal");
        if (!mark) return mark.error();
        if (*mark == "point") made.decimal = decimal_mark::point;
        if (*mark == "comma") made.decimal = decimal_mark::comma;
        if (!mark->empty() && made.decimal == decimal_mark::unknown)
            return refuse("\"decimal\"", detail::quoted(*mark), "\"point\" or \"comma\"");
        return made;
    }

    result<row_confirmations> read_confirmations(const json& from) const {
        row_confirmations said;
        for (const auto& [key, to] : {std::pair("records", &said.rows_are_records),
                                      {"merge_similar", &said.merge_similar},
                                      {"sum_duplicates", &said.sum_duplicates}}) {
            const auto flag = read_flag(from, key, false);
            if (!flag) return flag.error();
            *to = *flag;
        }
        if (!from.contains("not_total")) return said;
        if (!from["not_total"].is_object())
            return refuse("\"not_total\" is no object", from["not_total"].type_name(),
                          "an object such as {\"sex\": \"All\"}");
        for (const auto& [dimension, code] : from["not_total"].items()) {
            if (!code.is_string())
                return refuse("a code that is no text", code.type_name(), "a string");
            said.not_totals.emplace_back(dimension, code.get<std::string>());
        }
        return said;
    }

    /// The codes of an input that a person takes for one: merged, or refused.
    result<void> settle_similar_codes(const json& from, records& rows) const {
        const auto merge = read_flag(from, "merge_similar", false);
        if (!merge) return merge.error();
        for (const auto& [name, file] : from["dimensions"].items()) {
            const auto column = rows.find_column(name);
            if (!column || !file.is_null()) continue;
            if (*merge)
                static_cast<void>(merge_similar_codes(rows, *column));
            else if (auto ok = check_similar_codes(rows, *column); !ok)
                return name_remedy(ok.error());
        }
        return {};
    }

    /// Of all dimensions, or of each by its name.
    [[nodiscard]] result<std::string> read_total(const json& from,
                                                 const std::string& dimension) const {
        if (!from.contains("total") || !from["total"].is_object())
            return read_text(from, "total", "Total");
        return read_text(from["total"], dimension, "Total");
    }

    /// The table of the input has a cube of its own.
    result<void> take_counts(const json& from, records rows, const std::vector<dimension>& by,
                             linked_release& to) const {
        const auto count = read_text(from, "count");
        if (!count) return count.error();
        if (std::ranges::find(by, *count, &dimension::name) != by.end())
            return refuse("\"count\" is a dimension", detail::quoted(*count), "a column of counts");
        const auto numbers = read_count_format(from);
        if (!numbers) return numbers.error();
        const auto said = read_confirmations(from);
        if (!said) return said.error();
        const tabulate_options how{.by = by, .count = *count, .counts = *numbers};
        if (auto ok = check_rows(rows, how, *said); !ok) return name_remedy(ok.error());
        auto counts = tabulate(rows, how);
        if (!counts)
            return counts.error().where.file.empty() ? refuse(counts.error())
                                                     : name_remedy(counts.error());
        to.counts = std::make_shared<const sdc::table>(std::move(*counts));
        to.input = std::move(rows);
        to.count = *count;
        to.table.cube = to.counts->shared_cube();
        return {};
    }

    result<std::optional<records>> read_rows(const json& from, const std::string& key) const {
        const auto file = read_text(from, key);
        if (!file) return file.error();
        if (file->empty()) return std::optional<records>();
        std::vector<std::string> names;
        for (const auto& [name, hierarchy] : from["dimensions"].items()) names.push_back(name);
        table_file_format layout;
        if (key == "public") layout.rows.columns = names; // workbooks that we write have headings
        auto rows = read_csv(place_of(*file), layout);
        if (!rows) return rows.error();
        const auto escaped = read_flag(from, "escaped_formulas", true);
        if (!escaped) return escaped.error();
        if (key == "input" || !*escaped) return std::optional(std::move(*rows));
        return std::optional(unescape_csv_rows(std::move(*rows), names));
    }

    [[nodiscard]] result<void> check_dimensions(const json& from) const {
        if (from.contains("dimensions") && from["dimensions"].is_object() &&
            !from["dimensions"].empty())
            return {};
        return refuse("no dimensions",
                      from.contains("dimensions") ? from["dimensions"].type_name() : "",
                      "\"dimensions\": {\"month\": \"months.csv\", \"sex\": null}");
    }

    result<std::vector<dimension>> read_dimensions(const json& from,
                                                   const std::optional<records>& rows) const {
        std::vector<dimension> by;
        for (const auto& [name, file] : from["dimensions"].items()) {
            const auto total = read_total(from, name);
            if (!total) return total.error();
            const auto own =
                first_ == nullptr || !file.is_null() ? std::nullopt : first_->find_dimension(name);
            if (own) {
                by.push_back(first_->dimensions()[*own]);
                by.back().codes_from_data =
                    false; // which codes occur is said of the first table alone
                continue;
            }
            if (file.is_null() && !rows)
                return refuse("a dimension without codes", detail::quoted(name),
                              "its hierarchy, as there is no table to take them from");
            if (!file.is_null() && !file.is_string())
                return refuse("a hierarchy that is no file", file.type_name(),
                              "the name of a file, or null");
            if (file.is_null()) {
                auto flat = flat_dimension(*rows, name, *total);
                if (!flat) return flat.error();
                by.push_back(std::move(*flat));
                continue;
            }
            auto codes = read_hierarchy(place_of(file.get<std::string>()), *total);
            if (!codes) return codes.error();
            by.push_back({.name = name, .codes = std::move(*codes)});
        }
        return by;
    }

    const cube* first_;
    linked_reading what_;
};

} // namespace

result<std::vector<linked_release>> read_linked(const std::string& file, const cube* first,
                                                linked_reading what) {
    const auto text = read_file(file);
    if (!text) return text.error();
    const auto list = detail::parse_list(*text, file, "tables");
    if (!list) return list.error();
    linked_reader known(file, first, what);
    std::vector<linked_release> all;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto one = known.read((*list)[i], i + 1);
        if (!one) {
            auto e = std::move(one).error();
            if (e.where.file == file) e.where.line = detail::find_line(*text, i);
            return e;
        }
        const auto named = [&](const linked_release& other) {
            return other.table.name == one->table.name;
        };
        if (std::ranges::any_of(all, named))
            return error{.code = errc::duplicate,
                         .message = "two tables of one name",
                         .where = {.file = file, .line = detail::find_line(*text, i)},
                         .found = detail::quoted(one->table.name)};
        all.push_back(std::move(*one));
    }
    return all;
}

} // namespace sdc::inline v0
