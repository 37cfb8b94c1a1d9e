/// Of each cell of a table, how many people of the population have its codes.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

/// `population` counts people by some or all dimensions of the table, or by none of them (then it
/// has one with its total alone): of a cell it is the count at the cell's codes of those.
/// Dimensions are found by name, and have the same codes in both. For
/// `cell_risk_options::population`. It does not say that the people of the population could be
/// counted in the table, which is for the user. Errors: bad_argument for a dimension that the table
/// does not have, or codes that differ. O(cells x dimensions).
[[nodiscard]] SDCKIT_API result<std::vector<std::int64_t>>
population_of_cells(const cube& c, const table& population);

/// The same of rows with a column `population` and a column for each of some dimensions. Errors:
/// bad_argument if there is no such dimension; those of `tabulate`.
[[nodiscard]] SDCKIT_API result<std::vector<std::int64_t>>
population_of_cells(const cube& c, const records& population);

} // namespace sdc::inline v0
