/// Cells that the disclosure officer names unsafe, whatever other rules say: known persons,
/// contracts, cells with protection levels of their own.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/threshold.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// `protection` has their width. The list is private: that a cell is on it discloses something
/// about the cell.
struct listed_cells {
    std::vector<cell_index> cells = {}; ///< Ascending, each once.

    bool operator==(const listed_cells&) const = default;
};

/// Errors: bad_argument if the cells do not ascend. O(cells listed).
[[nodiscard]] SDCKIT_API result<void> check(const listed_cells& rule);

/// The list fits the table and what else is announced. Errors: bad_argument if a cell is outside
/// the table, or one that is promised to be shown: by the rules in `v`, as a structural zero, or as
/// the total where `total_is_announced`. O(cells listed x log).
[[nodiscard]] SDCKIT_API result<void> check(const listed_cells& rule, const table& t,
                                            const verdicts& v, bool total_is_announced);

/// Calls f(reason) if the cell is listed. O(log listed).
template <class F>
void for_each_reason(const listed_cells& rule, const table& t, const cell_view& cell, F&& f) {
    if (std::ranges::binary_search(rule.cells, cell.index()))
        f(reason{.rule = rule_id::listed, .found = t.contributors(cell.index())});
}

/// The list is private: any suppressed cell may be on it, whatever its value.
template <class View, class F>
void for_each_flagged_case(const listed_cells&, const View&, const cell_view&, F&& f) {
    f(std::span<const condition>());
}
[[nodiscard]] inline bool published_cells_tell_nothing(const listed_cells&) noexcept {
    return true;
}
template <class View, class F>
void for_each_published_fact(const listed_cells&, const View&, const cell_view&, F&&) {}

} // namespace sdc::inline v0
