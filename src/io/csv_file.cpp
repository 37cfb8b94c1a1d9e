#include <sdc/io/csv_file.hpp>

#include "header_rows.hpp"
#include "sections.hpp"

#include "workbook/header_row.hpp"

#include <sdc/detail/trim.hpp>
#include <sdc/detail/utf8.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/decode_text.hpp>
#include <sdc/io/detail/csv_layout.hpp>
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

/// Where names of columns are looked for.
detail::header_choice choose_header(const csv_format& format, bool in_section, std::size_t rows) {
    return {.rows = rows,
            .columns = format.columns,
            .from = format.skip.value_or(0) + 1,
            .is_first = format.skip && !in_section};
}

/// Under the header that was found: each column has its number for a name until it is parsed.
result<file_rows> name_rows(result<records> parsed, std::span<const detail::header_line> header,
                            bool notes_title, const char* line) {
    if (!parsed) return parsed.error();
    file_rows made{.rows = *std::move(parsed), .header = detail::header_texts(header)};
    made.rows.names = detail::name_header_columns(made.header);
    const auto above = header.front().first - 1;
    if (notes_title && above > 0)
        made.rows.notes.insert(made.rows.notes.begin(), std::string("the ") + line + "s above " +
                                                            line + " " + std::to_string(above + 1) +
                                                            " are taken for a title and not read");
    return made;
}

/// One for each column of the header, then blanks up to the longest header row.
std::vector<std::string> number_columns(std::span<const detail::header_line> header) {
    std::size_t width = 0;
    for (const auto& row : header) width = std::max(width, row.fields.size());
    std::vector<std::string> names(width);
    for (std::size_t i = 0; i < detail::header_texts(header).front().size(); ++i)
        names[i] = std::to_string(i + 1);
    return names;
}

result<file_rows> read_under_header(sheet chosen, const std::string& file, csv_format format,
                                    const detail::header_choice& choice, bool notes_title) {
    std::vector<detail::header_line> lines;
    for (const auto& row : chosen.rows) {
        auto& line = lines.emplace_back(detail::header_line{.first = row.line, .last = row.line});
        for (const auto& field : row.fields) line.fields.emplace_back(detail::trim(field));
        if (lines.size() == detail::most_header_lines) break;
    }
    const auto header = detail::find_header_lines(lines, choice, file);
    if (!header) return header.error();
    const auto last = header->back().last;
    std::erase_if(chosen.rows, [last](const sheet_row& row) { return row.line <= last; });
    chosen.rows.insert(chosen.rows.begin(), {.line = last, .fields = number_columns(*header)});
    format.skip = last - 1;
    return name_rows(rows_of_sheet(chosen, file, format), *header, notes_title, "row");
}

result<file_rows> read_under_header(std::string_view text, const std::string& file,
                                    csv_format format, const detail::header_choice& choice,
                                    bool notes_title) {
    if (text.starts_with(detail::byte_order_mark))
        text.remove_prefix(detail::byte_order_mark.size());
    const auto layout = detail::find_layout(text, file, format);
    if (!layout) return layout.error();
    const auto lines = detail::split_header_lines(text, layout->separator);
    const auto header = detail::find_header_lines(lines, choice, file);
    if (!header) return header.error();
    const auto last = header->back();
    std::string one_header(last.last - 1, '\n'); // so that each row keeps its line
    for (const auto& name : number_columns(*header))
        one_header +=
            (one_header.ends_with('\n') || one_header.empty() ? ""
                                                              : std::string(1, layout->separator)) +
            name;
    one_header += '\n';
    one_header += text.substr(last.end);
    format.skip = last.last - 1;
    format.separator = layout->separator;
    return name_rows(parse_csv(one_header, file, format), *header, notes_title, "line");
}

result<file_rows> read_chosen_sheet(sheet chosen, const std::string& file,
                                    const table_file_format& format, std::size_t header) {
    auto rows = format.rows;
    if (format.section) {
        const auto found = detail::choose_section(
            detail::find_sections(lines_of_sheet(chosen.rows)), *format.section, file);
        if (!found) return found.error();
        std::erase_if(chosen.rows, [&](const sheet_row& row) { return row.line > found->end; });
        rows.skip = found->first - 1;
    }
    if (header > 1)
        return read_under_header(std::move(chosen), file, rows,
                                 choose_header(rows, format.section.has_value(), header),
                                 !rows.skip);
    auto read = rows_of_sheet(chosen, file, rows);
    if (!read) return read.error();
    return file_rows{.rows = *std::move(read)};
}

result<file_rows> read_text(std::string_view text, const std::string& file,
                            const table_file_format& format, std::size_t header) {
    auto rows = format.rows;
    if (format.section) {
        const auto found =
            detail::choose_section(detail::find_sections(text), *format.section, file);
        if (!found) return found.error();
        text = text.substr(0, found->end);
        rows.skip = found->first - 1;
    }
    if (header > 1)
        return read_under_header(
            text, file, rows, choose_header(rows, format.section.has_value(), header), !rows.skip);
    auto read = parse_csv(text, file, rows);
    if (!read) return read.error();
    return file_rows{.rows = *std::move(read)};
}

} // namespace

result<file_rows> read_csv(const std::string& file, const table_file_format& format,
                           std::size_t header) {
    if (header == 0)
        return error{.code = errc::bad_argument, .message = "no header row", .wanted = "1 or more"};
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
            return read_chosen_sheet(*std::move(chosen), file, format, header);
        }
        const auto text = decode_text(*std::move(bytes), file, format.encoding);
        if (!text) return text.error();
        return read_text(*text, file, format, header);
    } catch (const std::bad_alloc&) {
        return detail::too_large(file);
    }
}

result<records> read_csv(const std::string& file, const table_file_format& format) {
    auto read = read_csv(file, format, 1);
    if (!read) return read.error();
    return std::move(read->rows);
}

} // namespace sdc::inline v0
