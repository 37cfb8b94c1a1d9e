/// CSV: texts that act, and suppressed values.
#include "csv.hpp"

#include "../workbook/values.hpp"
#include "grid_search.hpp"

#include <sdc/detail/utf8.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/csv_escapes.hpp>

namespace sdc::inline v0::detail {
namespace {

std::string place_of(std::uint64_t line, std::size_t column) {
    return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

void look_at(std::string_view text, const std::string& place, finding_list& findings) {
    bool unseen = false;
    for_each_character(text, [&](char32_t c, std::string_view) {
        unseen = unseen || (is_unseen(c) && c != '\n' && c != '\r' && c != '\t');
    });
    if (unseen) findings.add(finding_kind::unseen_characters, "", place);
    if (!text.starts_with('\'') && escape_csv_text(text).starts_with('\''))
        findings.add(finding_kind::formula, "", place, "a spreadsheet program would run it");
}

} // namespace

result<void> inspect_csv(std::string_view bytes, const std::string& source,
                         finding_list& findings) {
    const auto rows = parse_csv(bytes, source);
    if (!rows) return rows.error();
    const auto& names = rows->names;
    grid_search grid(findings, "", [&](std::uint32_t row, std::uint32_t column) {
        return place_of(row == 1 ? 1 : rows->lines[row - 2], column - 1);
    });
    const bool is_searched = !findings.search().is_empty();
    const auto cell = [&](std::uint32_t row, std::size_t column, const std::string& text) {
        if (!is_searched || text.empty()) return;
        grid.cell(row, static_cast<std::uint32_t>(column + 1), text,
                  row > 1 && plain_decimal(text).has_value());
    };
    for (std::size_t column = 0; column < names.size(); ++column) {
        look_at(names[column], place_of(1, column), findings);
        cell(1, column, names[column]);
    }
    for (std::size_t row = 0; row < rows->size(); ++row) {
        for (std::size_t column = 0; column < names.size(); ++column) {
            const auto& text = rows->field(row, column);
            look_at(text, place_of(rows->lines[row], column), findings);
            cell(static_cast<std::uint32_t>(row + 2), column, text);
        }
    }
    grid.end();
    return {};
}

} // namespace sdc::inline v0::detail
