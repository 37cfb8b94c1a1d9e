/// Cross-tables: the codes of one dimension are columns.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <span>
#include <string>

namespace sdc::inline v0 {

/// One row for each number of a cross-table: the columns `kept`, then `dimension` with the name of
/// the column that held the number, then `count`. A row keeps its line. Errors: missing_column,
/// bad_argument (a name that a column has; no column of numbers). O(fields).
[[nodiscard]] SDCKIT_API result<records> rows_of_wide_table(const records& wide,
                                                            std::span<const std::string> kept,
                                                            const std::string& dimension,
                                                            const std::string& count);

} // namespace sdc::inline v0
