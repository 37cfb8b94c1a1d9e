/// Writing a release as an accessible workbook.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// OpenDocument 1.2 (.ods). A worksheet with the rows of `write_csv` as a marked table under its
/// heading; a cover with the method and its guarantee, the shorthand and, where codes have labels
/// or levels, the codes on others. Numbers are numbers, all else is text; a suppressed cell holds
/// the marker and nothing else. Nothing is hidden, merged, calculated or dated. Errors: overflow
/// (more than 1048576 rows, a text of more than 32767 bytes), duplicate (columns whose names differ
/// by case alone), io_failure. Reference: "Making spreadsheets accessible" (Analysis Function).
[[nodiscard]] SDCKIT_API result<void> write_ods(std::ostream& out, const published& release,
                                                const write_options& options = {});

/// The same in Office Open XML (.xlsx).
[[nodiscard]] SDCKIT_API result<void> write_xlsx(std::ostream& out, const published& release,
                                                 const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
result<void> write_ods(std::ostream& out, const table&, const write_options& = {}) = delete;
result<void> write_ods(std::ostream& out, const plan&, const write_options& = {}) = delete;
result<void> write_ods(std::ostream& out, const audited&, const write_options& = {}) = delete;
result<void> write_xlsx(std::ostream& out, const table&, const write_options& = {}) = delete;
result<void> write_xlsx(std::ostream& out, const plan&, const write_options& = {}) = delete;
result<void> write_xlsx(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
