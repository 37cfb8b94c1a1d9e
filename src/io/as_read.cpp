#include <sdc/io/as_read.hpp>

#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/table/detail/row_reader.hpp>
#include <sdc/table/wide.hpp>

#include <algorithm>
#include <ostream>
#include <span>
#include <utility>

namespace sdc::inline v0 {
namespace {

error not_in_shape(std::string message, std::string cell, std::string wanted) {
    return {.code = errc::not_available,
            .message = std::move(message),
            .field = "as_read",
            .cell = std::move(cell),
            .wanted = std::move(wanted)};
}

/// The cell of each row of one number.
result<std::vector<cell_index>> find_cells_of_rows(const published& release, const records& rows,
                                                   const std::vector<residual_code>& residuals) {
    const auto& c = release.cube();
    auto reader = detail::cell_reader::make(c, rows);
    if (!reader) return reader.error();
    std::vector<cell_index> of_row;
    std::vector<bool> listed(c.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read(row);
        if (!cell) return cell.error();
        if (listed[*cell])
            return error{.code = errc::duplicate,
                         .message = "two rows of one cell have no place in a release",
                         .field = "as_read",
                         .where = rows.where(row, 0),
                         .cell = describe(c, *cell),
                         .wanted = "one row for each cell, or the usual shape"};
        listed[*cell] = true;
        of_row.push_back(*cell);
    }
    for (const auto cell : cells_of_residuals(c, residuals)) listed[cell] = true;
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (!listed[cell] && !c.is_margin(cell) &&
            release[cell].shows == public_cell::kind::suppressed)
            return not_in_shape("a suppressed cell has no row in the file, and would be taken for "
                                "a zero",
                                describe(c, cell), "a row for each cell, or the usual shape");
    }
    return of_row;
}

enum class column_kind : std::uint8_t { other, dimension, count, percent };

/// Columns that are written, in their order. The percentages are where the file has theirs, else
/// behind all columns of the file.
struct shape {
    std::vector<std::size_t> columns;
    std::vector<column_kind> kinds; // one of each column of the file, and one more
};

column_kind kind_of(const published& release, const std::string& name, const read_columns& columns,
                    const percent_column& percent) {
    if (release.cube().find_dimension(name)) return column_kind::dimension;
    if (!columns.wide.empty() || name == columns.count) return column_kind::count;
    return percent.is_given() && name == percent.name ? column_kind::percent : column_kind::other;
}

result<shape> find_shape(const published& release, const records& rows, const read_columns& columns,
                         const percent_column& percent) {
    if (auto ok = check(percent, release); !ok) return ok.error();
    shape made;
    for (const auto& name : rows.names) {
        made.kinds.push_back(kind_of(release, name, columns, percent));
        if (made.kinds.back() != column_kind::other) made.columns.push_back(made.kinds.size() - 1);
    }
    const auto has = [&](column_kind kind) {
        return std::ranges::find(made.kinds, kind) != made.kinds.end();
    };
    made.kinds.push_back(column_kind::percent);
    if (percent.is_given() && std::ranges::count(made.kinds, column_kind::percent) == 1)
        made.columns.push_back(made.kinds.size() - 1);
    if (percent.is_given() && (!columns.wide.empty() || percent.name == columns.count))
        return not_in_shape("percentages without a column of their own, as in a cross-table", {},
                            "the usual shape, or another name of the column");
    if (!has(column_kind::count))
        return not_in_shape("a file without a column of counts", {}, "the usual shape");
    if (!columns.wide.empty() && !release.method().suffix.empty())
        return not_in_shape("rounded counts of a cross-table, in which no column could say so", {},
                            "the usual shape");
    return made;
}

result<records> one_number_a_row(const records& rows, const published& release,
                                 const read_columns& columns) {
    if (columns.wide.empty()) return rows;
    std::vector<std::string> kept;
    for (const auto& d : release.cube().dimensions()) {
        if (d.name != columns.wide) kept.push_back(d.name);
    }
    std::string count = "count"; // a name that no column has
    while (std::ranges::find(rows.names, count) != rows.names.end() || count == columns.wide)
        count += '_';
    return rows_of_wide_table(rows, kept, columns.wide, count);
}

/// A field that a separator, a quote or a line end would split, in quotes.
std::string quote_field(const std::string& text, char separator) {
    const bool blank_ends = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (text.find(separator) == std::string::npos && !blank_ends &&
        text.find_first_of("\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

} // namespace

result<void> write_as_read(std::ostream& out, const published& release, const records& rows,
                           const read_columns& columns, const write_options& options) {
    const auto form = find_shape(release, rows, columns, options.percent);
    if (!form) return form.error();
    const auto numbers = one_number_a_row(rows, release, columns);
    if (!numbers) return numbers.error();
    const auto of_row = find_cells_of_rows(release, *numbers, columns.residuals);
    if (!of_row) return of_row.error();
    const auto field = [&](const std::string& text) {
        return quote_field(options.escape_formulas ? escape_csv_text(text) : text, rows.separator);
    };
    const auto write_row = [&](auto&& text_of) {
        for (const auto column : form->columns)
            out << (column == form->columns.front() ? "" : std::string(1, rows.separator))
                << text_of(column);
        out << '\n';
    };
    const bool in_part =
        std::ranges::any_of(*of_row, [&](cell_index cell) { return !release.has(cell); });
    if (in_part && !columns.wide.empty())
        return not_in_shape("a cross-table with cells that are not published", {},
                            "the usual shape");
    if (std::ranges::none_of(*of_row, [&](cell_index cell) { return release.has(cell); }))
        return not_in_shape("the file has a row of no cell that is published", {},
                            "the usual shape");
    write_row([&](std::size_t column) {
        if (form->kinds[column] == column_kind::percent) return field(options.percent.name);
        const bool named = form->kinds[column] == column_kind::count && columns.wide.empty();
        return field(rows.names[column] + (named ? release.method().suffix : ""));
    });
    const auto of = release.cube().find_dimension(options.percent.of);
    auto next = of_row->begin();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cells_of_row =
            static_cast<std::ptrdiff_t>(of_row->size() / std::max<std::size_t>(rows.size(), 1));
        auto cell = std::exchange(next, next + cells_of_row);
        if (columns.wide.empty() && !release.has(*cell)) continue;
        const auto first = *cell; // of one number a row its only one
        write_row([&](std::size_t column) {
            if (form->kinds[column] == column_kind::dimension)
                return field(rows.field(row, column));
            if (form->kinds[column] == column_kind::percent)
                return quote_field(format_percent(release, first, *of, options.marker.text),
                                   rows.separator);
            const auto at = *cell++;
            const auto shown = detail::format_cell(release, at, options.marker.text);
            return release[at].shows == public_cell::kind::label
                       ? field(shown)
                       : quote_field(shown, rows.separator);
        });
    }
    return {};
}

} // namespace sdc::inline v0
