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

/// A list of cells, as docs/formats.md documents it, in the order of the rows. Errors:
/// missing_column, unknown_code; with file, line and column.
[[nodiscard]] SDCKIT_API result<std::vector<cell_index>> read_cells(const records& rows,
                                                                    const cube& c);

/// A list of bands, as docs/formats.md documents it. Errors: missing_column, bad_syntax; with file,
/// line and column; what `check` finds (a gap, an overlap).
[[nodiscard]] SDCKIT_API result<banding> read_bands(const records& rows,
                                                    std::string name = "bands");

} // namespace sdc::inline v0
