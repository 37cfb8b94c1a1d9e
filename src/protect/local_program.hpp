/// The search for one witness: the cheapest whole-number move among some cells that leaves every relation intact and meets a need.
#pragma once

#include <sdc/plan.hpp>
#include <sdc/solve/linear_program.hpp>
#include <sdc/table/relations.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// A cell that may change by -down .. up, at a cost for each unit of change.
struct movable {
    cell_index cell = 0;
    std::int64_t down = 0;
    std::int64_t up = 0;
    double cost = 0;
};

/// y(cell) - y(minus) >= amount, or its mirror image with `sign` -1.
struct wanted_change {
    cell_index cell = 0;
    cell_index minus = no_cell;
    std::int64_t sign = 1;
    std::int64_t amount = 1;
};

struct found_move {
    std::optional<witness> move = {};
    bool exhausted = false; ///< No move exists among these cells: proved (moves so large that doubles would not settle them are not sought). Neither: the search limit came first.
};

/// `cells` ascending. Minimises the sum of cost x |change| over real moves by dual simplex, then branches to whole numbers; the first
/// whole-number move found is taken, checked in integers. Deterministic; `search_limit` counts linear programs.
[[nodiscard]] found_move find_move(const cube& c, std::span<const movable> cells, const wanted_change& wanted, std::uint64_t search_limit);

} // namespace sdc::inline v0::detail
