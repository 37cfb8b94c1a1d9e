/// A table of counts whose structural zeros are a list of cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>
#include <sdc/table/tabulate.hpp>

namespace sdc::inline v0 {

/// As `tabulate`, with `structural_zeros` as `read_cells` reads them; rows without columns are no
/// list. Errors: as both; of a structural zero that is not an empty leaf with its line.
[[nodiscard]] SDCKIT_API result<table>
tabulate_with_zeros(const records& rows, tabulate_options options, const records& structural_zeros);

} // namespace sdc::inline v0
