/// Reading lists of cells, and bands, from records.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/records.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0 {

/// One cell a row, by the columns named as the dimensions; further columns are ignored. In the
/// order of the rows. Errors: missing_column, unknown_code; with file, line and column.
[[nodiscard]] SDCKIT_API result<std::vector<cell_index>> read_cells(const records& rows,
                                                                    const cube& c);

/// One band a row: columns `low`, `high` (empty: unlimited), `action` (keep, suppress, label,
/// round, midpoint, significant), and where the action needs them `base`, `label` and `ties`
/// (half_up, half_even, half_down). Errors: missing_column, bad_syntax; with file, line and column;
/// what `check` finds (a gap, an overlap).
[[nodiscard]] SDCKIT_API result<banding> read_bands(const records& rows,
                                                    std::string name = "bands");

} // namespace sdc::inline v0
