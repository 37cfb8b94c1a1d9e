/// Cells that the officer names unsafe, whatever other rules say: known persons, contracts, cells with protection levels of their own.
#pragma once

#include <sdc/error.hpp>
#include <sdc/rule/threshold.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// How wide they are protected, `protection` says. The list is private: that a cell is on it tells of the cell.
struct listed_cells {
    std::vector<cell_index> cells = {}; ///< Ascending, each once.

    bool operator==(const listed_cells&) const = default;
};

/// Errors: bad_argument if the cells do not ascend. O(cells listed).
[[nodiscard]] inline result<void> check(const listed_cells& rule) {
    const auto at = std::ranges::adjacent_find(rule.cells, [](cell_index a, cell_index b) { return a >= b; });
    if (at == rule.cells.end()) return {};
    return error{.code = errc::bad_argument,
                 .message = "listed_cells.cells",
                 .rule = to_string(rule_id::listed),
                 .found = std::to_string(at[1]) + " after " + std::to_string(at[0]),
                 .wanted = "ascending cells, each once"};
}

/// The list fits the table and what else is announced. Errors: bad_argument if a cell is outside the table, or one that is promised to be
/// shown: by the rules in `v`, as a structural zero, or as the total where `total_is_announced`. O(cells listed x log).
[[nodiscard]] inline result<void> check(const listed_cells& rule, const table& t, const verdicts& v, bool total_is_announced) {
    const auto refuse = [&](const char* message, std::string cell, const char* wanted) {
        return error{.code = errc::bad_argument, .message = message, .cell = std::move(cell), .rule = to_string(rule_id::listed), .wanted = wanted};
    };
    for (const auto cell : rule.cells) {
        if (cell >= t.size()) return refuse("a listed cell is outside the table", std::to_string(cell), "a cell of the table");
        if (t.is_structural_zero(cell))
            return refuse("a listed cell is a structural zero, which every reader knows", describe(t, cell), "a cell that may be withheld");
        if (total_is_announced && equals_total(t.cube(), t.cube().shape().at(cell)))
            return refuse("a listed cell is the total, which is announced", describe(t, cell), "a cell that may be withheld");
        if (t.value(cell) < v.minimum(cell))
            return refuse("a listed cell is one that the zero rule always shows", describe(t, cell), "zeros that may be withheld");
    }
    return {};
}

/// Calls f(reason) if the cell is listed. O(log listed).
template <class F>
void for_each_reason(const listed_cells& rule, const table& t, const cell_view& cell, F&& f) {
    if (std::ranges::binary_search(rule.cells, cell.index())) f(reason{.rule = rule_id::listed, .found = t.contributors(cell.index())});
}

/// The list is private: any suppressed cell may be on it, whatever its value.
template <class View, class F>
void for_each_flagged_case(const listed_cells&, const View&, const cell_view&, F&& f) {
    f(std::span<const condition>());
}
[[nodiscard]] inline bool published_cells_tell_nothing(const listed_cells&) noexcept { return true; }
template <class View, class F>
void for_each_published_fact(const listed_cells&, const View&, const cell_view&, F&&) {}

} // namespace sdc::inline v0
