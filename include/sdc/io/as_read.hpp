/// A release in the shape of the file that it was made of.
#pragma once

#include <sdc/io/csv.hpp>
#include <sdc/io/measures.hpp>
#include <sdc/table/residual.hpp>
#include <sdc/table/wide.hpp>

#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// Which columns of the file the table was made of.
struct read_columns {
    std::string count = {};                    ///< Empty for a cross-table.
    std::vector<wide_dimension> wide = {};     ///< Whose codes are columns; none in other files.
    std::vector<residual_code> residuals = {}; ///< Codes without rows, which nobody takes for zero.
};

/// The rows of `file`, which the release was tabulated from, in their order, as CSV with their
/// separator: its header rows, the columns of the dimensions and of the counts, in their order and
/// with their names, each count as the release shows it. Others are left out: they could give a
/// count away; those of `write_options::percent` are computed, in place of one of that name. Of
/// rounded counts the name of the column ends in the method's suffix. Errors: missing_column,
/// unknown_code; those of `read_wide_header` and `check` of percentages; duplicate (two rows of one
/// cell); not_available (a suppressed cell without a row reads as zero; rounded counts or
/// percentages of a cross-table). Nothing is written then. O(fields + cells).
[[nodiscard]] SDCKIT_API result<void> write_as_read(std::ostream& out, const published& release,
                                                    const file_rows& file,
                                                    const read_columns& columns,
                                                    const write_options& options = {});

/// The same of several measures, each by the name of its column of counts; `residuals` as above.
/// Further errors: not_available (percentages). Preconditions: those of `write_csv` of several.
[[nodiscard]] SDCKIT_API result<void>
write_as_read(std::ostream& out, std::span<const released_measure> measures, const file_rows& file,
              std::span<const residual_code> residuals, const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
result<void> write_as_read(std::ostream& out, const table&, const file_rows&, const read_columns&,
                           const write_options& = {}) = delete;
result<void> write_as_read(std::ostream& out, const plan&, const file_rows&, const read_columns&,
                           const write_options& = {}) = delete;
result<void> write_as_read(std::ostream& out, const audited&, const file_rows&, const read_columns&,
                           const write_options& = {}) = delete;

} // namespace sdc::inline v0
