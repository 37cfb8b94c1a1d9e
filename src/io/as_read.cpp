#include <sdc/io/as_read.hpp>

#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <optional>
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
result<std::vector<cell_index>> find_cells_of_rows(std::span<const released_measure> measures,
                                                   const records& rows,
                                                   std::span<const residual_code> residuals) {
    const auto& c = measures.front().release->cube();
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
        const bool suppressed = std::ranges::any_of(measures, [cell](const auto& m) {
            return (*m.release)[cell].shows == public_cell::kind::suppressed;
        });
        if (!listed[cell] && !c.is_margin(cell) && suppressed)
            return not_in_shape("a suppressed cell has no row in the file, and would be taken for "
                                "a zero",
                                describe(c, cell), "a row for each cell, or the usual shape");
    }
    return of_row;
}

/// Columns that are written, in their order, by their numbers in the file.
struct shape {
    std::vector<std::size_t> columns = {};
    std::vector<const released_measure*> measure = {}; ///< One of each column of the file; nullptr
                                                       ///< if it does not hold counts.
    std::optional<std::size_t> percent = {}; ///< Where the file has them, else behind its columns.
};

result<shape> find_shape(std::span<const released_measure> measures, const records& rows,
                         const percent_column& percent) {
    const auto width = rows.names.size();
    shape made{.columns = {}, .measure = std::vector<const released_measure*>(width)};
    for (const auto& m : measures) {
        const auto column = rows.find_column(m.name);
        if (!column)
            return not_in_shape("a file without a column of counts", {}, "the usual shape");
        made.measure[*column] = &m;
    }
    if (percent.is_given()) made.percent = rows.find_column(percent.name).value_or(width);
    for (std::size_t i = 0; i < width; ++i) {
        if (made.measure[i] != nullptr || made.percent == i ||
            measures.front().release->cube().find_dimension(rows.names[i]))
            made.columns.push_back(i);
    }
    if (made.percent == width) made.columns.push_back(width);
    return made;
}

/// They are of one column of counts, beside it.
result<void> check_percent(const percent_column& percent,
                           std::span<const released_measure> measures, bool is_wide) {
    if (auto ok = check(percent, *measures.front().release); !ok || !percent.is_given()) return ok;
    if (is_wide || measures.size() > 1 || percent.name == measures.front().name)
        return not_in_shape("percentages without a column of their own, as in a cross-table or "
                            "beside several measures",
                            {}, "another name of the column, or the usual shape");
    return {};
}

std::vector<std::string> names_without(const cube& c, std::span<const wide_dimension> wide) {
    std::vector<std::string> kept;
    for (const auto& d : c.dimensions()) {
        if (std::ranges::find(wide, d.name, &wide_dimension::name) == wide.end())
            kept.push_back(d.name);
    }
    return kept;
}

result<shape> find_wide_shape(const released_measure& alone, const file_rows& file,
                              std::span<const wide_dimension> wide) {
    if (!alone.release->method().suffix.empty())
        return not_in_shape("rounded counts of a cross-table, in which no column could say so", {},
                            "the usual shape");
    const auto columns = read_wide_header(file, names_without(alone.release->cube(), wide), wide);
    if (!columns) return columns.error();
    const auto width = file.rows.names.size();
    shape made{.columns = {}, .measure = std::vector<const released_measure*>(width)};
    for (std::size_t i = 0; i < width; ++i) made.columns.push_back(i);
    for (const auto& counts : columns->counts) made.measure[counts.column] = &alone;
    return made;
}

result<records> one_number_a_row(const file_rows& file, const published& release,
                                 std::span<const wide_dimension> wide) {
    if (wide.empty()) return file.rows;
    std::string count = "count"; // a name that no column has
    while (std::ranges::find(file.rows.names, count) != file.rows.names.end() ||
           release.cube().find_dimension(count))
        count += '_';
    return rows_of_wide_table(file, names_without(release.cube(), wide), wide, count);
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

/// Writes the rows of a file column by column.
class row_writer {
public:
    row_writer(std::ostream& out, const shape& form, char separator, const write_options& options)
        : out_(out), form_(form), separator_(separator), options_(options) {}

    template <class Text>
    void write(Text&& text_of) {
        for (const auto column : form_.columns) {
            if (column != form_.columns.front()) out_ << separator_;
            out_ << text_of(column);
        }
        out_ << '\n';
    }

    [[nodiscard]] std::string field(const std::string& text) const {
        return quote_field(options_.escape_formulas ? escape_csv_text(text) : text, separator_);
    }

    [[nodiscard]] std::string number(const published& release, cell_index cell) const {
        const auto shown = detail::format_cell(release, cell, options_.marker.text);
        return release[cell].shows == public_cell::kind::label ? field(shown)
                                                               : quote_field(shown, separator_);
    }

    [[nodiscard]] std::string percent(const published& release, cell_index cell,
                                      std::size_t of) const {
        return quote_field(format_percent(release, cell, of, options_.marker.text), separator_);
    }

private:
    std::ostream& out_;
    const shape& form_;
    char separator_;
    const write_options& options_;
};

void write_header(row_writer& to, const file_rows& file, const shape& form,
                  const percent_column& percent, bool is_wide) {
    for (const auto& row : file.header)
        to.write([&](std::size_t column) { return to.field(row[column]); });
    if (!file.header.empty()) return;
    to.write([&](std::size_t column) {
        if (column == form.percent) return to.field(percent.name);
        const auto* counts = is_wide ? nullptr : form.measure[column];
        return to.field(counts == nullptr ? file.rows.names[column] : counts->column_name());
    });
}

result<void> write_rows(std::ostream& out, std::span<const released_measure> measures,
                        const file_rows& file, const read_columns& read,
                        const write_options& options) {
    const auto& rows = file.rows;
    const bool is_wide = !read.wide.empty();
    const auto& release = *measures.front().release;
    if (auto ok = check_percent(options.percent, measures, is_wide); !ok) return ok;
    const auto form = is_wide ? find_wide_shape(measures.front(), file, read.wide)
                              : find_shape(measures, rows, options.percent);
    if (!form) return form.error();
    const auto numbers = one_number_a_row(file, release, read.wide);
    if (!numbers) return numbers.error();
    const auto of_row = find_cells_of_rows(measures, *numbers, read.residuals);
    if (!of_row) return of_row.error();
    const auto has = [&release](cell_index cell) { return release.has(cell); };
    if (is_wide && !std::ranges::all_of(*of_row, has))
        return not_in_shape("a cross-table with cells that are not published", {},
                            "the usual shape");
    if (std::ranges::none_of(*of_row, has))
        return not_in_shape("the file has a row of no cell that is published", {},
                            "the usual shape");
    row_writer to(out, *form, rows.separator, options);
    write_header(to, file, *form, options.percent, is_wide);
    const auto of = release.cube().find_dimension(options.percent.of);
    const auto cells_of_row =
        static_cast<std::ptrdiff_t>(of_row->size() / std::max<std::size_t>(rows.size(), 1));
    auto next = of_row->begin();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto cell = std::exchange(next, next + cells_of_row);
        if (!is_wide && !has(*cell)) continue;
        to.write([&](std::size_t column) {
            if (column == form->percent) return to.percent(release, *cell, *of);
            const auto* counts = form->measure[column];
            if (counts == nullptr) return to.field(rows.field(row, column));
            return to.number(*counts->release, is_wide ? *cell++ : *cell);
        });
    }
    return {};
}

} // namespace

result<void> write_as_read(std::ostream& out, const published& release, const file_rows& file,
                           const read_columns& columns, const write_options& options) {
    const released_measure alone{.name = columns.count, .release = &release};
    return write_rows(out, {&alone, 1}, file, columns, options);
}

result<void> write_as_read(std::ostream& out, std::span<const released_measure> measures,
                           const file_rows& file, std::span<const residual_code> residuals,
                           const write_options& options) {
    const read_columns columns{.residuals = {residuals.begin(), residuals.end()}};
    return write_rows(out, measures, file, columns, options);
}

} // namespace sdc::inline v0
