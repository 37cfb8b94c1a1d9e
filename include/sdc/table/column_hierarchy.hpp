/// A hierarchy whose levels are columns of the rows: region, force, district.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/hierarchy.hpp>
#include <sdc/table/records.hpp>

#include <span>
#include <string>

namespace sdc::inline v0 {

/// The codes that stand in `columns`, the highest level first, under `total`; in order of first
/// appearance. A text that names one code is its code; one that stands under two parents, or on two
/// levels, is told apart by its path: "North/Newport" and "South/Newport". Columns that are empty,
/// or hold `total`, from some level on are a margin. Errors: missing_column, bad_argument (fewer
/// than two columns; a code that looks like the row of a total), bad_syntax (a code below an empty
/// one), duplicate (a text that is the path of another code); with the file. O(rows x columns),
/// expected.
[[nodiscard]] SDCKIT_API result<hierarchy>
hierarchy_of_columns(const records& rows, std::span<const std::string> columns,
                     const std::string& total = "Total");

/// Adds the column `name` with the code of each row in that hierarchy. Errors: the same; duplicate,
/// if there is such a column.
SDCKIT_API result<void> add_hierarchy_column(records& rows, const std::string& name,
                                             std::span<const std::string> columns,
                                             const std::string& total = "Total");

} // namespace sdc::inline v0
