#include <sdc/io/csv_file.hpp>

#include "sections.hpp"

#include "workbook/header_row.hpp"

#include <sdc/detail/trim.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/decode_text.hpp>
#include <sdc/io/detail/record_builder.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/io/file.hpp>

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// The row of the header: the first that names all columns; else the first row after those to skip.
std::vector<sheet_row>::const_iterator find_header(const std::vector<sheet_row>& rows,
                                                   const csv_format& format) {
    const auto skip = format.skip.value_or(0);
    const auto first =
        std::ranges::find_if(rows, [skip](const sheet_row& row) { return row.line > skip; });
    if (format.skip || format.columns.empty()) return first;
    const auto named = std::find_if(first, rows.end(), [&](const sheet_row& row) {
        return detail::holds_names(row, format.columns);
    });
    return named == rows.end() ? first : named;
}

/// Rows of a sheet are as wide as their last field; those without content are not there.
result<records> rows_of_sheet(const sheet& from, const std::string& source,
                              const csv_format& format) {
    const auto header = find_header(from.rows, format);
    if (header == from.rows.end())
        return error{.code = errc::bad_syntax,
                     .message = "an empty sheet",
                     .where = {.file = source},
                     .found = from.name,
                     .wanted = "a header and rows"};
    detail::record_builder builder(source, format.until);
    std::vector<std::string_view> fields;
    auto next_line = header->line;
    for (auto row = header; row != from.rows.end() && !builder.is_ended(); ++row) {
        if (row->line != next_line) {
            if (auto ok = builder.add_empty_row(next_line); !ok) return ok.error();
        }
        next_line = row->line + 1;
        fields.assign(row->fields.begin(), row->fields.end());
        if (row == header) std::ranges::transform(fields, fields.begin(), detail::trim);
        if (row != header && fields.size() > 1)
            fields.resize(std::max(fields.size(), header->fields.size()));
        if (auto ok = builder.add(fields, row->line); !ok) return ok.error();
    }
    auto rows = builder.finish();
    if (header->line > 1 && !format.skip && header != from.rows.begin())
        rows.notes.insert(rows.notes.begin(), "the rows above row " + std::to_string(header->line) +
                                                  " are taken for a title and not read");
    return rows;
}

/// An option that would do nothing is about another kind of file.
result<void> check_kind(const std::string& file, const table_file_format& format,
                        bool is_workbook) {
    const auto& [rows, encoding, sheet, section] = format;
    const bool of_text = rows.separator != '\0' || !encoding.empty();
    const bool of_sheet =
        !sheet.name.empty() || !sheet.range.empty() || sheet.hidden != hidden_content::refuse;
    if (is_workbook ? !of_text : !of_sheet) return {};
    return error{.code = errc::bad_argument,
                 .message = is_workbook ? "a workbook has no separator and no encoding"
                                        : "a file of text has no sheets",
                 .where = {.file = file},
                 .wanted = is_workbook ? "a file of text with them"
                                       : "a workbook with a sheet, a range or hidden content"};
}

std::vector<detail::section_line> lines_of_sheet(const std::vector<sheet_row>& rows) {
    std::vector<detail::section_line> lines;
    for (const auto& row : rows) {
        if (!lines.empty() && row.line > lines.back().line + 1)
            lines.push_back({.line = lines.back().line + 1}); // empty
        const auto fields = std::ranges::count_if(
            row.fields, [](const auto& field) { return !detail::trim(field).empty(); });
        lines.push_back(
            {.line = row.line, .end = row.line, .fields = static_cast<std::size_t>(fields)});
    }
    return lines;
}

result<records> read_chosen_sheet(sheet chosen, const std::string& file,
                                  const table_file_format& format) {
    auto rows = format.rows;
    if (format.section) {
        const auto found = detail::choose_section(
            detail::find_sections(lines_of_sheet(chosen.rows)), *format.section, file);
        if (!found) return found.error();
        std::erase_if(chosen.rows, [&](const sheet_row& row) { return row.line > found->end; });
        rows.skip = found->first - 1;
    }
    return rows_of_sheet(chosen, file, rows);
}

result<records> read_text(std::string_view text, const std::string& file,
                          const table_file_format& format) {
    auto rows = format.rows;
    if (format.section) {
        const auto found =
            detail::choose_section(detail::find_sections(text), *format.section, file);
        if (!found) return found.error();
        text = text.substr(0, found->end);
        rows.skip = found->first - 1;
    }
    return parse_csv(text, file, rows);
}

} // namespace

result<records> read_csv(const std::string& file, const table_file_format& format) {
    try {
        auto bytes = read_file(file);
        if (!bytes) return bytes.error();
        const bool is_workbook = find_workbook_kind(*bytes) != workbook_kind::none;
        if (auto ok = check_kind(file, format, is_workbook); !ok) return ok.error();
        if (format.section && format.rows.skip)
            return error{.code = errc::bad_argument,
                         .message = "a section and lines to skip",
                         .where = {.file = file},
                         .wanted = "one of them"};
        if (is_workbook) {
            auto choice = format.sheet;
            if (choice.columns.empty()) choice.columns = format.rows.columns;
            auto chosen = read_sheet(*bytes, file, choice);
            if (!chosen) return chosen.error();
            return read_chosen_sheet(*std::move(chosen), file, format);
        }
        const auto text = decode_text(*std::move(bytes), file, format.encoding);
        if (!text) return text.error();
        return read_text(*text, file, format);
    } catch (const std::bad_alloc&) {
        return detail::too_large(file);
    }
}

} // namespace sdc::inline v0
