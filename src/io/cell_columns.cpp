#include <sdc/io/cell_columns.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sdc::inline v0 {
namespace {

/// Cells of a list and the fields beside them.
class column_reader {
public:
    static result<column_reader> make(const records& rows, const cube& c) {
        auto cells = detail::cell_reader::make(c, rows);
        if (!cells) return cells.error();
        return column_reader(rows, c, *std::move(cells));
    }

    [[nodiscard]] result<std::size_t> require(std::string_view column) const {
        return detail::require_column(*rows_, column);
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const {
        return rows_->find_column(column);
    }
    [[nodiscard]] result<cell_index> read_cell(std::size_t row) { return cells_.read(row); }
    [[nodiscard]] const std::string& text(std::size_t row, std::size_t column) const {
        return rows_->field(row, column);
    }

    [[nodiscard]] result<std::int64_t> read_number(std::size_t row, std::size_t column) const {
        auto n = detail::parse_count(text(row, column));
        if (!n) return at(n.error(), row, column);
        return n;
    }
    /// 0 where there is no such column, or nothing in it.
    [[nodiscard]] result<std::int64_t> read_distance(std::size_t row,
                                                     std::optional<std::size_t> column) const {
        if (!column || text(row, *column).empty()) return std::int64_t{0};
        auto n = read_number(row, *column);
        if (n && *n > largest_limit)
            return at({.code = errc::bad_syntax,
                       .message = "a protection level out of range",
                       .found = std::to_string(*n),
                       .wanted = detail::wanted_limit(0)},
                      row, *column);
        return n;
    }

    [[nodiscard]] sdc::error at(sdc::error e, std::size_t row, std::size_t column) const {
        return cells_.at(std::move(e), row, column);
    }
    [[nodiscard]] sdc::error twice(std::size_t row, cell_index cell) const {
        return at({.code = errc::duplicate,
                   .message = "a cell given twice",
                   .cell = describe(*cube_, cell),
                   .wanted = "one row a cell"},
                  row, 0);
    }

private:
    column_reader(const records& rows, const cube& c, detail::cell_reader cells)
        : rows_(&rows), cube_(&c), cells_(std::move(cells)) {}

    const records* rows_;
    const cube* cube_;
    detail::cell_reader cells_;
};

/// The row that repeats the cell of an earlier one, of (cell, row).
std::optional<std::pair<cell_index, std::size_t>>
find_repeated(std::vector<std::pair<cell_index, std::size_t>> cells) {
    std::ranges::sort(cells);
    const auto same = std::ranges::adjacent_find(cells, {}, [](const auto& c) { return c.first; });
    if (same == cells.end()) return std::nullopt;
    return same[1];
}

} // namespace

result<std::vector<protection_level>> read_levels(const records& rows, const cube& c) {
    auto reader = column_reader::make(rows, c);
    if (!reader) return reader.error();
    const auto lower = reader->require("lower"), upper = reader->require("upper");
    if (!lower) return lower.error();
    if (!upper) return upper.error();
    const auto sliding = reader->find("sliding");
    std::vector<protection_level> levels;
    std::vector<std::pair<cell_index, std::size_t>> seen;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read_cell(row);
        if (!cell) return cell.error();
        const auto down = reader->read_distance(row, *lower),
                   up = reader->read_distance(row, *upper),
                   wide = reader->read_distance(row, sliding);
        for (const auto* n : {&down, &up, &wide}) {
            if (!*n) return n->error();
        }
        if (*down == 0 && *up == 0 && *wide == 0)
            return reader->at({.code = errc::bad_syntax,
                               .message = "a protection level of nothing",
                               .wanted = "a distance above 0 in one of lower, upper and sliding"},
                              row, *lower);
        levels.push_back({.cell = *cell, .lower = *down, .upper = *up, .sliding = *wide});
        seen.emplace_back(*cell, row);
    }
    if (const auto repeated = find_repeated(std::move(seen)))
        return reader->twice(repeated->second, repeated->first);
    std::ranges::sort(levels, {}, &protection_level::cell);
    return levels;
}

result<std::vector<std::pair<cell_index, std::int64_t>>> read_costs(const records& rows,
                                                                    const cube& c) {
    auto reader = column_reader::make(rows, c);
    if (!reader) return reader.error();
    const auto column = reader->require("cost");
    if (!column) return column.error();
    std::vector<std::pair<cell_index, std::int64_t>> costs;
    std::vector<std::pair<cell_index, std::size_t>> seen;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read_cell(row);
        if (!cell) return cell.error();
        const auto cost = reader->read_number(row, *column);
        if (!cost) return cost.error();
        if (*cost < 1)
            return reader->at({.code = errc::bad_syntax,
                               .message = "a cost below 1",
                               .found = detail::quoted(reader->text(row, *column)),
                               .wanted = "at least 1"},
                              row, *column);
        costs.emplace_back(*cell, *cost);
        seen.emplace_back(*cell, row);
    }
    if (const auto repeated = find_repeated(std::move(seen)))
        return reader->twice(repeated->second, repeated->first);
    return costs;
}

result<std::vector<std::vector<cell_index>>> read_groups(const records& rows, const cube& c) {
    auto reader = column_reader::make(rows, c);
    if (!reader) return reader.error();
    const auto column = reader->require("group");
    if (!column) return column.error();
    std::vector<std::vector<cell_index>> groups;
    std::vector<std::size_t> first_row;
    std::map<std::string, std::size_t, std::less<>> number;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read_cell(row);
        if (!cell) return cell.error();
        const auto& name = reader->text(row, *column);
        if (name.empty())
            return reader->at({.code = errc::bad_syntax,
                               .message = "a group without a name",
                               .wanted = "a name, the same for cells that go together"},
                              row, *column);
        const auto at = number.try_emplace(name, groups.size()).first->second;
        if (at == groups.size()) {
            groups.emplace_back();
            first_row.push_back(row);
        }
        if (std::ranges::find(groups[at], *cell) != groups[at].end())
            return reader->twice(row, *cell);
        groups[at].push_back(*cell);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].size() > 1) continue;
        return reader->at({.code = errc::bad_syntax,
                           .message = "a group of one cell",
                           .found = detail::quoted(reader->text(first_row[i], *column)),
                           .wanted = "two cells or more"},
                          first_row[i], *column);
    }
    return groups;
}

} // namespace sdc::inline v0
