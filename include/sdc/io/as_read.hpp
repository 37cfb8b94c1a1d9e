/// A release in the shape of the file that it was made of.
#pragma once

#include <sdc/io/csv.hpp>
#include <sdc/table/residual.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// Which columns of the file the table was made of.
struct read_columns {
    std::string count = {}; ///< Empty for a cross-table.
    std::string wide = {};  ///< The dimension whose codes are columns; empty if there is none.
    std::vector<residual_code> residuals = {}; ///< Codes without rows, which nobody takes for zero.
};

/// The rows of `rows`, which the release was tabulated from, in their order, as CSV with their
/// separator: the columns of the dimensions and of the counts, in their order and with their names,
/// each count as the release shows it. Other columns are left out: percentages and notes could give
/// a count away; those of `write_options::percent` are computed, in place of a column of that name.
/// Of rounded counts the name of the column ends in the method's suffix. Errors: missing_column,
/// unknown_code; duplicate (two rows of one cell); not_available (a suppressed cell without a row
/// would be taken for zero; rounded counts of a cross-table, which no column names). Nothing is
/// written then. O(fields + cells).
[[nodiscard]] SDCKIT_API result<void> write_as_read(std::ostream& out, const published& release,
                                                    const records& rows,
                                                    const read_columns& columns,
                                                    const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
result<void> write_as_read(std::ostream& out, const table&, const records&, const read_columns&,
                           const write_options& = {}) = delete;
result<void> write_as_read(std::ostream& out, const plan&, const records&, const read_columns&,
                           const write_options& = {}) = delete;
result<void> write_as_read(std::ostream& out, const audited&, const records&, const read_columns&,
                           const write_options& = {}) = delete;

} // namespace sdc::inline v0
