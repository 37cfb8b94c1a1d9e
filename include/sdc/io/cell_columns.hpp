/// Reading what stands beside cells in a list: protection levels, costs, groups.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// Columns named as the dimensions, `lower`, `upper` and, if it is there, `sliding`; an empty field
/// is 0. Ascending cells. Errors: missing_column, unknown_code, bad_syntax (not a whole number; a
/// row of zeros), duplicate (a cell twice); with file, line and column.
[[nodiscard]] SDCKIT_API result<std::vector<protection_level>> read_levels(const records& rows,
                                                                           const cube& c);

/// Columns named as the dimensions and `cost`, 1 or more. In the order of the rows. Errors: as
/// `read_levels`.
[[nodiscard]] SDCKIT_API result<std::vector<std::pair<cell_index, std::int64_t>>>
read_costs(const records& rows, const cube& c);

/// Columns named as the dimensions and `group`: the cells of one name are one group, groups in the
/// order in which they first appear. Errors: as `read_levels`; a group without a name; a group of
/// one cell; a cell twice in one group.
[[nodiscard]] SDCKIT_API result<std::vector<std::vector<cell_index>>>
read_groups(const records& rows, const cube& c);

} // namespace sdc::inline v0
