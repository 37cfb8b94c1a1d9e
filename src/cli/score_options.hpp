/// What score and coarsen ask alike: who looks, what the table tells of its people, and among how
/// many.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace sdc::cli {

[[nodiscard]] result<sensitivity> read_sensitivity(const arguments& a);
/// --population: a number of all people, or a table of them by some dimensions with the column
/// "population"; of each cell, or nothing.
[[nodiscard]] result<std::vector<std::int64_t>> read_population(const arguments& a, const cube& c);

/// The table as the criteria of --period see it, with the least of its counts; nothing if they are
/// not asked for. `residents`: of the smallest place.
[[nodiscard]] result<std::optional<calhhs_table>>
read_criteria(const arguments& a, const table& counts, std::int64_t residents);

} // namespace sdc::cli
