#include <sdc/io/already_published.hpp>

#include <sdc/io/cell_list.hpp>
#include <sdc/io/csv_escapes.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// A number of an earlier table, and its row.
struct earlier_number {
    cell_index cell = 0;
    std::int64_t number = 0;
    std::size_t row = 0;
};

/// Those that the rows show; nothing if they are a list of cells.
result<std::vector<earlier_number>> read_numbers(const records& rows,
                                                 const std::shared_ptr<const cube>& c,
                                                 const std::vector<cell_index>& cells,
                                                 const public_options& options) {
    const auto earlier = read_public(rows, c, options);
    if (!earlier) return earlier.error();
    std::vector<earlier_number> shown;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const auto low = earlier->known.low(cells[row]);
        const bool is_number = low == earlier->known.high(cells[row]); // not one that is rounded
        if (is_number && !std::ranges::binary_search(earlier->suppressed, cells[row]))
            shown.push_back({cells[row], low, row});
    }
    return shown;
}

bool is_list(const records& rows, const cube& c) {
    return std::ranges::all_of(
        rows.names, [&](const std::string& name) { return c.find_dimension(name).has_value(); });
}

records unescape(records rows, const cube& c) {
    std::vector<std::string> names;
    for (const auto& d : c.dimensions()) names.push_back(d.name);
    return unescape_csv_rows(std::move(rows), names);
}

already_published_cells make_ascending(std::string source, std::vector<cell_index> cells) {
    std::ranges::sort(cells);
    return {.source = std::move(source), .cells = std::move(cells)};
}

} // namespace

result<already_published_cells> read_already_published(records rows,
                                                       const std::shared_ptr<const cube>& c,
                                                       const public_options& options,
                                                       bool escaped) {
    if (c == nullptr) return detail::none_given("cube");
    const bool lists = is_list(rows, *c);
    if (!lists && escaped) rows = unescape(std::move(rows), *c);
    auto cells = read_cells(rows, *c);
    if (!cells) return cells.error();
    if (lists) return make_ascending(rows.source, *std::move(cells));
    const auto shown = read_numbers(rows, c, *cells, options);
    if (!shown) return shown.error();
    cells->clear();
    std::vector<std::pair<cell_index, std::int64_t>> numbers;
    for (const auto& one : *shown) {
        cells->push_back(one.cell);
        numbers.emplace_back(one.cell, one.number);
    }
    auto made = make_ascending(rows.source, *std::move(cells));
    made.numbers = std::move(numbers);
    return made;
}

result<already_published_cells> read_already_published(records rows, const table& counts,
                                                       const public_options& options,
                                                       bool escaped) {
    const bool lists = is_list(rows, counts.cube());
    if (!lists && escaped) rows = unescape(std::move(rows), counts.cube());
    auto cells = read_cells(rows, counts.cube());
    if (!cells) return cells.error();
    if (!lists) {
        const auto shown = read_numbers(rows, counts.shared_cube(), *cells, options);
        if (!shown) return shown.error();
        cells->clear();
        for (const auto& one : *shown) {
            cells->push_back(one.cell);
            if (one.number == counts.value(one.cell)) continue;
            auto where = rows.where(one.row, 0);
            where.column = 0;
            // The number of the counts may be one to suppress, so the error does not hold it.
            return error{.code = errc::contradiction,
                         .message = "an already published number is not that of the input",
                         .where = where,
                         .cell = describe(counts.cube(), one.cell),
                         .found = std::to_string(one.number)};
        }
    }
    auto made = make_ascending(rows.source, *std::move(cells));
    for (const auto cell : made.cells) made.numbers.emplace_back(cell, counts.value(cell));
    return made;
}

} // namespace sdc::inline v0
