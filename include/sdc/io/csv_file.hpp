/// Tables of text in files: CSV, and a sheet of a workbook.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/csv_format.hpp>
#include <sdc/io/workbook.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/wide.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sdc::inline v0 {

/// How a file of rows is laid out, where it does not say so itself.
struct table_file_format {
    csv_format rows = {};
    std::string encoding = {};                 ///< As `decode_text` takes it.
    sheet_choice sheet = {};                   ///< Of a workbook.
    std::optional<std::uint64_t> section = {}; ///< Of several tables with empty lines between them
                                               ///< the n-th, from 1; not together with `rows.skip`.
};

/// `parse_csv` of a file; of a workbook the rows of a sheet in the same way. "-" is standard input.
/// Errors: as `parse_csv`, `decode_text` and `read_sheet`; bad_argument for what the other kind of
/// file has, as a sheet of a text; io_failure.
[[nodiscard]] SDCKIT_API result<records> read_csv(const std::string& file,
                                                  const table_file_format& format = {});

/// The same of a table under `header` rows: those above or below the one that names
/// `format.rows.columns`, and which is blank there. With more than one, `file_rows::header` has
/// their texts, and the names of the rows are made of them. Errors: as above; bad_syntax (not as
/// many header rows, or in doubt which); bad_argument (no header row).
[[nodiscard]] SDCKIT_API result<file_rows>
read_csv(const std::string& file, const table_file_format& format, std::size_t header);

} // namespace sdc::inline v0
