#include <sdc/io/linked_file.hpp>

#include <sdc/io/csv.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/hierarchy_file.hpp>
#include <sdc/table/tabulate.hpp>

#include "json_text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {
namespace {

using json = nlohmann::ordered_json;
using keys = std::span<const std::string_view>;

constexpr std::array<std::string_view, 14> table_keys{"name", "public", "dimensions", "total", "measure", "where", "value", "markers", "rounding", "withheld_minimum",
                                                      "decimals", "input", "count", "output"};
constexpr std::array<std::string_view, 4> nearest_keys{"method", "base", "ties", "redact_to"};
constexpr std::array<std::string_view, 2> base_keys{"method", "base"};
constexpr std::array<std::string_view, 1> graduated_keys{"method"};
constexpr std::array<std::string_view, 3> controlled_keys{"method", "base", "steps"};
constexpr std::array<std::string_view, 5> noise_keys{"method", "deviation", "zeros_stay", "positives_stay", "never_shown"};

/// Reads one description after the other; errors carry the number of the table.
class linked_reader {
public:
    linked_reader(std::string source, const cube* first, linked_reading what) : source_(std::move(source)), first_(first), what_(what) {}

    result<linked_release> read(const json& from, std::size_t number) {
        number_ = number;
        if (!from.is_object()) return refuse("a table that is no object", from.type_name(), "an object such as {\"name\": \"2023 release\", ...}");
        if (auto ok = check_keys(from, table_keys); !ok) return ok.error();
        auto table = read_names(from);
        if (!table) return table.error();
        auto options = read_options(from);
        if (!options) return options.error();
        table->decimals = options->decimals;
        const auto output = read_text(from, "output");
        if (!output) return output.error();
        const auto is_public = from.contains("public") || (what_ == linked_reading::attack && from.contains("output"));
        const auto rows = is_public ? read_rows(from, from.contains("public") ? "public" : "output") : std::optional<records>();
        if (!rows) return rows.error();
        const auto input = what_ == linked_reading::protect ? read_rows(from, "input") : std::optional<records>();
        if (!input) return input.error();
        auto by = read_dimensions(from, *input ? *input : *rows);
        if (!by) return by.error();
        auto c = cube::make(*by);
        if (!c) return refuse(c.error());
        table->cube = *c;
        linked_release made{.table = std::move(*table), .facts = {.reader = knowledge(*c)}, .is_public = rows->has_value(), .output = output->empty() ? "" : beside(*output),
                            .reads = name_files(from)};
        if (*input) {
            if (auto ok = take_counts(from, **input, *by, made); !ok) return ok.error();
        }
        if (!*rows) return made;
        auto facts = read_public(**rows, made.table.cube, *options);
        if (!facts) return facts.error().where.file.empty() ? refuse(facts.error()) : facts.error();
        made.facts = std::move(*facts);
        return made;
    }

private:
    sdc::error refuse(std::string message, std::string found, std::string wanted, errc code = errc::bad_syntax) const {
        return {.code = code, .message = "table " + std::to_string(number_) + ": " + std::move(message), .where = {.file = source_},
                .found = std::move(found), .wanted = std::move(wanted)};
    }
    sdc::error refuse(const sdc::error& e) const { return refuse(e.message, e.found, e.wanted, e.code); }

    result<void> check_keys(const json& from, keys known) const {
        for (const auto& [key, value] : from.items()) {
            if (std::ranges::find(known, key) != known.end()) continue;
            std::string all;
            for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
            return refuse("unknown key", "\"" + key + "\"", std::move(all));
        }
        return {};
    }

    /// A text that may be left out.
    result<std::string> read_text(const json& from, const std::string& key, std::string otherwise = "") const {
        if (!from.contains(key)) return otherwise;
        if (!from[key].is_string()) return refuse("\"" + key + "\" is no text", from[key].type_name(), "a string");
        return from[key].get<std::string>();
    }
    result<std::int64_t> read_number(const json& from, const std::string& key, std::optional<std::int64_t> otherwise, std::int64_t most = unlimited - 1) const {
        if (!from.contains(key) && otherwise) return *otherwise;
        if (!from.contains(key)) return refuse("no \"" + key + "\"", "", "a whole number");
        const auto& n = from[key];
        if (!n.is_number_unsigned() || n.get<std::uint64_t>() > static_cast<std::uint64_t>(most))
            return refuse("\"" + key + "\" is no whole number in range", n.dump(), "0 to " + std::to_string(most));
        return n.get<std::int64_t>();
    }
    result<bool> read_flag(const json& from, const std::string& key, bool otherwise) const {
        if (!from.contains(key)) return otherwise;
        if (!from[key].is_boolean()) return refuse("\"" + key + "\" is not true or false", from[key].dump(), "true or false");
        return from[key].get<bool>();
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
        if (!where.is_object()) return refuse("\"where\" is no object", where.type_name(), "an object such as {\"region\": \"North\"}");
        for (const auto& [dimension, code] : where.items()) {
            if (!code.is_string()) return refuse("a code that is no text", code.type_name(), "a string");
            made.where.emplace_back(dimension, code.get<std::string>());
        }
        return made;
    }

    result<public_options> read_options(const json& from) const {
        public_options options;
        auto value = read_text(from, "value");
        if (!value) return value.error();
        options.value = std::move(*value);
        const auto minimum = read_number(from, "withheld_minimum", 0);
        if (!minimum) return minimum.error();
        options.withheld_minimum = *minimum;
        const auto decimals = read_number(from, "decimals", 0, 6);
        if (!decimals) return decimals.error();
        options.decimals = static_cast<int>(*decimals);
        if (from.contains("markers")) {
            const auto& markers = from["markers"];
            if (!markers.is_array()) return refuse("\"markers\" is no list", markers.type_name(), "a list of strings");
            for (const auto& m : markers) {
                if (!m.is_string()) return refuse("a marker that is no text", m.type_name(), "a string");
                options.markers.push_back(m.get<std::string>());
            }
        }
        if (!from.contains("rounding")) return options;
        if (auto ok = read_rounding(from["rounding"], options); !ok) return ok.error();
        return options;
    }

    result<void> read_rounding(const json& from, public_options& to) const {
        if (!from.is_object()) return refuse("\"rounding\" is no object", from.type_name(), "an object such as {\"method\": \"nearest\", \"base\": 5}");
        const auto method = read_text(from, "method");
        if (!method) return method.error();
        if (*method == "nearest") return read_nearest(from, to);
        if (*method == "midpoint") return read_midpoint(from, to);
        if (*method == "noise") return read_noise(from, to);
        if (*method == "graduated") {
            if (auto ok = check_keys(from, graduated_keys); !ok) return ok;
            return take(graduated_random_rounding(), to);
        }
        if (*method != "random" && *method != "controlled")
            return refuse("unknown method of rounding", "\"" + *method + "\"", "nearest, midpoint, random, graduated, controlled or noise");
        const bool random = *method == "random";
        if (auto ok = check_keys(from, random ? keys(base_keys) : keys(controlled_keys)); !ok) return ok;
        const auto base = read_number(from, "base", std::nullopt);
        if (!base) return base.error();
        const auto steps = read_number(from, "steps", 0);
        if (!steps) return steps.error();
        return random ? take(random_rounding{.bands = {{.base = *base}}}, to) : take(controlled_rounding{.base = *base, .steps = *steps}, to);
    }

    result<void> take(perturbation method, public_options& to) const {
        if (auto ok = check(method); !ok) return refuse(ok.error());
        to.perturbed = std::move(method);
        return {};
    }
    result<void> take(banding bands, public_options& to) const {
        if (auto ok = check(bands); !ok) return refuse(ok.error());
        to.bands = std::move(bands);
        return {};
    }

    result<void> read_nearest(const json& from, public_options& to) const {
        if (auto ok = check_keys(from, nearest_keys); !ok) return ok;
        const auto base = read_number(from, "base", std::nullopt);
        if (!base) return base.error();
        const auto redact_to = read_number(from, "redact_to", 0);
        if (!redact_to) return redact_to.error();
        const auto ties = read_text(from, "ties", "half_up");
        if (!ties) return ties.error();
        constexpr std::array<std::pair<std::string_view, tie_rule>, 3> rules{
            {{"half_up", tie_rule::half_up}, {"half_even", tie_rule::half_even}, {"half_down", tie_rule::half_down}}};
        const auto rule = std::ranges::find(rules, *ties, &std::pair<std::string_view, tie_rule>::first);
        if (rule == rules.end()) return refuse("unknown ties", "\"" + *ties + "\"", "half_up, half_even or half_down");
        return take(redact_and_round(*redact_to, *base, rule->second), to);
    }

    result<void> read_midpoint(const json& from, public_options& to) const {
        if (auto ok = check_keys(from, base_keys); !ok) return ok;
        const auto base = read_number(from, "base", std::nullopt);
        if (!base) return base.error();
        return take(midpoint(*base), to);
    }

    result<void> read_noise(const json& from, public_options& to) const {
        if (auto ok = check_keys(from, noise_keys); !ok) return ok;
        bounded_noise method;
        const auto deviation = read_number(from, "deviation", std::nullopt);
        if (!deviation) return deviation.error();
        const auto never_shown = read_number(from, "never_shown", 0);
        if (!never_shown) return never_shown.error();
        const auto zeros_stay = read_flag(from, "zeros_stay", method.zeros_stay);
        if (!zeros_stay) return zeros_stay.error();
        const auto positives_stay = read_flag(from, "positives_stay", method.positives_stay);
        if (!positives_stay) return positives_stay.error();
        return take(bounded_noise{.deviation = *deviation, .zeros_stay = *zeros_stay, .positives_stay = *positives_stay, .never_shown = *never_shown}, to);
    }

    [[nodiscard]] std::string beside(const std::string& file) const { return (std::filesystem::path(source_).parent_path() / file).string(); }

    [[nodiscard]] std::vector<std::string> name_files(const json& from) const {
        std::vector<std::string> names;
        const auto take = [&](const json& file) {
            if (file.is_string()) names.push_back(beside(file.get<std::string>()));
        };
        for (const auto* key : {"public", "input"}) {
            if (from.contains(key)) take(from[key]);
        }
        for (const auto& [name, file] : from["dimensions"].items()) take(file);
        return names;
    }

    /// The table of the input has a cube of its own.
    result<void> take_counts(const json& from, const records& rows, const std::vector<dimension>& by, linked_release& to) const {
        const auto count = read_text(from, "count");
        if (!count) return count.error();
        if (std::ranges::find(by, *count, &dimension::name) != by.end()) return refuse("\"count\" is a dimension", "\"" + *count + "\"", "a column of counts");
        auto counts = tabulate(rows, {.by = by, .count = *count});
        if (!counts) return counts.error().where.file.empty() ? refuse(counts.error()) : counts.error();
        to.counts = std::make_shared<const sdc::table>(std::move(*counts));
        to.table.cube = to.counts->shared_cube();
        return {};
    }

    result<std::optional<records>> read_rows(const json& from, const std::string& key) const {
        const auto file = read_text(from, key);
        if (!file) return file.error();
        if (file->empty()) return std::optional<records>();
        auto rows = read_csv(beside(*file));
        if (!rows) return rows.error();
        return std::optional(std::move(*rows));
    }

    result<std::vector<dimension>> read_dimensions(const json& from, const std::optional<records>& rows) const {
        const auto total = read_text(from, "total", "Total");
        if (!total) return total.error();
        if (!from.contains("dimensions") || !from["dimensions"].is_object() || from["dimensions"].empty())
            return refuse("no dimensions", from.contains("dimensions") ? from["dimensions"].type_name() : "", "\"dimensions\": {\"month\": \"months.csv\", \"sex\": null}");
        std::vector<dimension> by;
        for (const auto& [name, file] : from["dimensions"].items()) {
            const auto own = first_ == nullptr || !file.is_null() ? std::nullopt : first_->find_dimension(name);
            if (own) {
                by.push_back(first_->dimensions()[*own]);
                by.back().codes_from_data = false; // which codes occur is said of the first table alone
                continue;
            }
            if (file.is_null() && !rows) return refuse("a dimension without codes", "\"" + name + "\"", "its hierarchy, as there is no table to take them from");
            if (!file.is_null() && !file.is_string()) return refuse("a hierarchy that is no file", file.type_name(), "the name of a file, or null");
            if (file.is_null()) {
                auto flat = flat_dimension(*rows, name, *total);
                if (!flat) return flat.error();
                by.push_back(std::move(*flat));
                continue;
            }
            auto codes = read_hierarchy(beside(file.get<std::string>()), *total);
            if (!codes) return codes.error();
            by.push_back({.name = name, .codes = std::move(*codes)});
        }
        return by;
    }

    std::string source_;
    const cube* first_;
    linked_reading what_;
    std::size_t number_ = 0;
};

} // namespace

result<std::vector<linked_release>> read_linked(const std::string& file, const cube* first, linked_reading what) {
    const auto text = read_file(file);
    if (!text) return text.error();
    const auto list = detail::parse_list(*text, file, "tables");
    if (!list) return list.error();
    linked_reader reader(file, first, what);
    std::vector<linked_release> all;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto one = reader.read((*list)[i], i + 1);
        if (!one) {
            auto e = std::move(one).error();
            if (e.where.file == file) e.where.line = detail::find_line(*text, i);
            return e;
        }
        const auto named = [&](const linked_release& other) { return other.table.name == one->table.name; };
        if (std::ranges::any_of(all, named))
            return error{.code = errc::duplicate, .message = "two tables of one name", .where = {.file = file, .line = detail::find_line(*text, i)}, .found = "\"" + one->table.name + "\""};
        all.push_back(std::move(*one));
    }
    return all;
}

result<void> learn_table(knowledge& reader, std::size_t k, const public_table& facts) {
    const auto first = reader.tables().first(k);
    const auto& name = reader.tables().tables()[k].name;
    if (!name.empty()) reader.set_source(name);
    for (cell_index cell = 0; cell < facts.reader.size(); ++cell) {
        reader.learn(first + cell, facts.reader.low(cell), facts.reader.high(cell));
        if (reader.low(first + cell) > reader.high(first + cell))
            return error{.code = errc::contradiction, .message = "public tables that cannot all be true", .cell = describe(reader.tables(), first + cell)};
    }
    for (auto s : facts.reader.statements()) {
        for (auto& [cell, coefficient] : s.terms) cell += first;
        reader.learn(std::move(s));
    }
    return {};
}

} // namespace sdc::inline v0
