#include <sdc/io/recorded_cells.hpp>

#include "json_text.hpp"

#include <sdc/io/detail/text.hpp>

#include <utility>

namespace sdc::inline v0 {
namespace {

using json = nlohmann::ordered_json;

/// Nothing of the record goes into an error: it holds true values.
error refuse_record(const std::string& source) {
    return {.code = errc::bad_argument,
            .message = "not a private record",
            .where = {.file = source},
            .wanted = "what `suppress --private` wrote"};
}

bool read_recorded_cell(const json& from, int decimals, recorded_table& to) {
    if (!from.is_object() || !from.contains("codes") || !from["codes"].is_object() ||
        !from.contains("status") || !from["status"].is_string() || !from.contains("value") ||
        !from["value"].is_number_integer())
        return false;
    recorded_cell made{.value = detail::format_number(from["value"].get<std::int64_t>(), decimals),
                       .is_suppressed = from["status"] != "published"};
    std::vector<std::string> dimensions;
    for (const auto& [name, code] : from["codes"].items()) {
        if (!code.is_string()) return false;
        dimensions.push_back(name);
        made.codes.push_back(code.get<std::string>());
    }
    if (to.cells.empty()) to.dimensions = dimensions;
    if (to.dimensions != dimensions) return false;
    to.cells.push_back(std::move(made));
    return true;
}

bool read_table(const json& from, recorded_table& to) {
    if (!from.is_object() || !from.contains("cells") || !from["cells"].is_array()) return false;
    int decimals = 0;
    if (from.contains("measure") && from["measure"].is_object() &&
        from["measure"].contains("decimals") && from["measure"]["decimals"].is_number_integer())
        decimals = from["measure"]["decimals"].get<int>();
    if (decimals < 0 || decimals > 18) return false;
    for (const auto& cell : from["cells"]) {
        if (!read_recorded_cell(cell, decimals, to)) return false;
    }
    return !to.cells.empty();
}

} // namespace

result<std::vector<recorded_table>> parse_private_record(std::string_view text,
                                                         const std::string& source) {
    const auto parsed = detail::parse_json(text, source);
    if (!parsed) return parsed.error();
    const auto& all = *parsed;
    if (!all.is_object() || !all.contains("format") || all["format"] != "sdckit private record")
        return refuse_record(source);
    std::vector<recorded_table> tables;
    if (!all.contains("tables")) {
        if (!read_table(all, tables.emplace_back())) return refuse_record(source);
        return tables;
    }
    if (!all["tables"].is_array()) return refuse_record(source);
    for (const auto& one : all["tables"]) {
        if (!one.is_object() || !one.contains("name") || !one["name"].is_string() ||
            !one.contains("record"))
            return refuse_record(source);
        auto& made = tables.emplace_back();
        made.name = one["name"].get<std::string>();
        if (!read_table(one["record"], made)) return refuse_record(source);
    }
    return tables;
}

} // namespace sdc::inline v0
