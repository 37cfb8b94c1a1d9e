/// Reading what a list of cells holds for each cell: protection levels, costs, groups.
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

/// Protection levels, as docs/formats.md documents them, by ascending cell. Errors: missing_column,
/// unknown_code, bad_syntax (not a whole number; a row of zeros), duplicate (a cell twice); with
/// file, line and column.
[[nodiscard]] SDCKIT_API result<std::vector<protection_level>> read_levels(const records& rows,
                                                                           const cube& c);

/// Costs, as docs/formats.md documents them, in the order of the rows. Errors: as `read_levels`.
[[nodiscard]] SDCKIT_API result<std::vector<std::pair<cell_index, std::int64_t>>>
read_costs(const records& rows, const cube& c);

/// Suppression groups, as docs/formats.md documents them, in the order in which they first appear.
/// Errors: as `read_levels`; a group without a name; a group of one cell; a cell twice in one
/// group.
[[nodiscard]] SDCKIT_API result<std::vector<std::vector<cell_index>>>
read_groups(const records& rows, const cube& c);

} // namespace sdc::inline v0
