#include "content.hpp"

#include "../release_notes.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/utf8.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/plan/published_value.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr const char* table_sheet = "Table";
constexpr const char* shorthand_sheet = "Shorthand";
constexpr const char* codes_sheet = "Codes";
constexpr const char* not_applicable = "[z]"; // the shorthand of the same guidance
constexpr const char* one_table = "This worksheet has one table.";

/// Of a column, in characters: what is longer is wrapped.
std::size_t column_width(std::size_t longest) {
    return std::clamp<std::size_t>(longest + 2, 10, 60);
}

struct text_writer {
    bool escapes;
    std::string operator()(const std::string& text) const {
        return escapes ? escape_csv_text(text) : text;
    }
};

/// Rows that are held as texts.
written_sheet sheet_of_texts(std::string name, std::vector<std::string> lines, std::string table,
                             std::vector<std::vector<std::string>> rows) {
    written_sheet made{.name = std::move(name),
                       .lines = std::move(lines),
                       .table = std::move(table),
                       .header = rows.front(),
                       .rows = rows.size() - 1};
    for (std::size_t column = 0; column < made.header.size(); ++column) {
        std::size_t longest = 0;
        for (const auto& row : rows) longest = std::max(longest, count_characters(row[column]));
        made.widths.push_back(column_width(longest));
    }
    made.for_each_row = [rows = std::move(rows)](const written_sheet::row_sink& sink) {
        std::vector<written_cell> cells;
        for (std::size_t row = 1; row < rows.size(); ++row) {
            cells.clear();
            for (const auto& text : rows[row]) cells.push_back({.text = text});
            sink(cells);
        }
    };
    return made;
}

bool has_levels_or_labels(const cube& c) {
    return std::ranges::any_of(c.dimensions(), [](const dimension& d) {
        for (code_index i = 0; i < d.codes.size(); ++i) {
            if (!d.codes[i].label.empty() || d.codes.depth(i) > 1) return true;
        }
        return false;
    });
}

/// No cell of it is empty: a code without a label is its own.
written_sheet describe_codes(const cube& c, const text_writer& written) {
    std::vector<std::vector<std::string>> rows{{"Column", "Code", "Label", "Part of"}};
    for (const auto& d : c.dimensions()) {
        for (code_index i = 0; i < d.codes.size(); ++i)
            rows.push_back({written(d.name), written(d.codes[i].id), written(d.codes[i].text()),
                            i == 0 ? not_applicable : written(d.codes[d.codes.parent(i)].id)});
    }
    return sheet_of_texts(codes_sheet, {"Codes", one_table}, "codes", std::move(rows));
}

written_sheet describe_shorthand(const std::string& marker, bool has_codes) {
    std::vector<std::vector<std::string>> rows{{"Shorthand", "Meaning"},
                                               {marker, std::string(marker_meaning)}};
    if (has_codes) rows.push_back({not_applicable, "not applicable"});
    return sheet_of_texts(shorthand_sheet, {"Shorthand", one_table}, "shorthand", std::move(rows));
}

written_sheet describe_cover(const published& release, const write_options& options,
                             bool has_codes) {
    auto lines = notes_of(release, options);
    lines.insert(lines.begin(), title_of(release, options));
    lines.push_back(std::string("Worksheet ") + table_sheet + ": the table.");
    lines.push_back(std::string("Worksheet ") + shorthand_sheet +
                    ": what stands in place of numbers.");
    if (has_codes)
        lines.push_back(std::string("Worksheet ") + codes_sheet +
                        ": the codes with their labels, and which are parts of which.");
    return {.name = "Cover", .lines = std::move(lines), .widths = {80}};
}

/// Codes are texts, whatever they look like.
written_sheet describe_table(const published& release, const write_options& options,
                             const text_writer& written) {
    const auto& c = release.cube();
    written_sheet made{.name = table_sheet,
                       .lines = {title_of(release, options), std::string(one_table) + " " +
                                                                 options.marker.text + ": " +
                                                                 std::string(marker_meaning) + "."},
                       .table = "published_table"};
    auto codes = std::make_shared<std::vector<std::vector<std::string>>>();
    for (const auto& d : c.dimensions()) {
        auto longest = count_characters(made.header.emplace_back(written(d.name)));
        auto& ids = codes->emplace_back();
        for (code_index i = 0; i < d.codes.size(); ++i)
            longest = std::max(longest, count_characters(ids.emplace_back(written(d.codes[i].id))));
        made.widths.push_back(column_width(longest));
    }
    constexpr std::size_t digits = 12;
    made.header.push_back(written(release.column_name()));
    made.widths.push_back(column_width(std::max(digits, count_characters(made.header.back()))));
    for (cell_index cell = 0; cell < c.size(); ++cell) made.rows += release.has(cell);
    made.has_numbers = true;
    made.for_each_row = [&release, codes, written,
                         marker = options.marker.text](const written_sheet::row_sink& sink) {
        std::vector<written_cell> row(codes->size() + 1);
        for (const auto& cell : cells(release.cube())) {
            if (!release.has(cell.index())) continue;
            for (std::size_t d = 0; d < codes->size(); ++d) row[d].text = (*codes)[d][cell.at()[d]];
            const auto shows = release[cell.index()].shows;
            auto shown = format_cell(release, cell.index(), marker);
            if (shows == public_cell::kind::label) shown = written(shown);
            row.back() = {.text = shown,
                          .look = shows == public_cell::kind::number ? cell_look::number
                                                                     : cell_look::marker};
            sink(row);
        }
    };
    return made;
}

std::string small_ascii(std::string text) {
    for (auto& c : text) c = 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

result<void> check_sheet(const written_sheet& sheet, const sheet_limits& limits) {
    if (sheet.last_row() > limits.rows)
        return error{.code = errc::overflow,
                     .message = "the table has more rows than a worksheet",
                     .field = "release_output.format",
                     .found = std::to_string(sheet.last_row()) + " rows",
                     .wanted = "at most " + std::to_string(limits.rows) + ", or another format"};
    for (std::size_t i = 0; i < sheet.header.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (small_ascii(sheet.header[i]) == small_ascii(sheet.header[k]))
                return error{.code = errc::duplicate,
                             .message = "two columns of a worksheet whose names differ by case "
                                        "alone",
                             .found = detail::quoted(sheet.header[i]),
                             .wanted = "another name for one of them in the input"};
        }
    }
    std::size_t longest = 0;
    const auto measure = [&](std::string_view text) { longest = std::max(longest, text.size()); };
    for (const auto& text : sheet.lines) measure(text);
    for (const auto& text : sheet.header) measure(text);
    if (sheet.for_each_row)
        sheet.for_each_row([&](std::span<const written_cell> row) {
            for (const auto& cell : row) measure(cell.text);
        });
    if (longest > limits.text)
        return error{.code = errc::overflow,
                     .message = "a text is longer than a cell of a worksheet holds",
                     .field = "release_output.format",
                     .found = std::to_string(longest) + " bytes",
                     .wanted = "at most " + std::to_string(limits.text) + ", or another format"};
    return {};
}

} // namespace

result<written_workbook> describe_workbook(const published& release, const write_options& options,
                                           const sheet_limits& limits) {
    const text_writer written{options.escape_formulas};
    const bool has_codes = has_levels_or_labels(release.cube());
    written_workbook made{.title = title_of(release, options),
                          .decimals = release.measure().decimals};
    made.sheets.push_back(describe_cover(release, options, has_codes));
    made.sheets.push_back(describe_shorthand(options.marker.text, has_codes));
    if (has_codes) made.sheets.push_back(describe_codes(release.cube(), written));
    made.sheets.push_back(describe_table(release, options, written));
    for (const auto& sheet : made.sheets) {
        if (auto ok = check_sheet(sheet, limits); !ok) return ok.error();
    }
    return made;
}

} // namespace sdc::inline v0::detail
