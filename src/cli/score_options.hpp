/// The population that score and coarsen ask for, and the points that score does.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace sdc::cli {

/// --population: a number of all people, or a table of them by some dimensions with the column
/// "population"; of each cell, or nothing.
[[nodiscard]] result<std::vector<std::int64_t>> read_population(const arguments& a, const cube& c);

/// The points of the criteria of --period; nothing if they are not asked for. `residents`: of the
/// smallest place.
[[nodiscard]] result<std::optional<calhhs_score>>
read_points(const arguments& a, const table& counts, std::int64_t residents);

} // namespace sdc::cli
