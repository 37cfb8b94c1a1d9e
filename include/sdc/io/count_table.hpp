/// Tables of counts from several files: dimensions from the columns of all, structural zeros from a
/// list of cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>
#include <sdc/table/tabulate.hpp>

#include <span>
#include <string>

namespace sdc::inline v0 {

/// As `flat_dimension` of the rows of all files one after the other, each of which has the column.
/// Errors: those of `flat_dimension` with the file.
[[nodiscard]] SDCKIT_API result<dimension> flat_dimension(std::span<const records> files,
                                                          const std::string& name,
                                                          const std::string& total = "Total");

/// As `tabulate`, with `structural_zeros` as `read_cells` reads them; rows without columns are no
/// list. Errors: as both; of a structural zero that is not an empty leaf with its line.
[[nodiscard]] SDCKIT_API result<table>
tabulate_with_zeros(const records& rows, tabulate_options options, const records& structural_zeros);

} // namespace sdc::inline v0
