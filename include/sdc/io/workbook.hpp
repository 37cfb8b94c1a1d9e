/// Reading a sheet of an Office Open XML (.xlsx, .xlsm) or OpenDocument (.ods) workbook.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

enum class workbook_kind : unsigned char {
    none, ///< Not a zip file, nor an older workbook.
    xlsx, ///< With macros (.xlsm) or without.
    ods,
    excel_97, ///< .xls, or an encrypted .xlsx, which looks like one from outside.
    other_zip,
};

/// By the contents, never by a name. Reads the list of parts only.
[[nodiscard]] SDCKIT_API workbook_kind find_workbook_kind(std::string_view bytes);

struct sheet_row {
    std::uint64_t line = 0;               ///< 1-based row of the sheet, whatever the range.
    std::vector<std::string> fields = {}; ///< UTF-8; trailing empty fields are left out.
};

struct sheet {
    std::string name = {};
    bool is_hidden = false;
    std::vector<sheet_row> rows = {}; ///< Ascending; rows without content are left out.
};

/// Content that is not seen when the sheet is opened: in hidden, filtered or collapsed rows, in
/// hidden columns, under merged cells.
enum class hidden_content : unsigned char { refuse, read, leave_out };

struct sheet_choice {
    std::string name = {};                 ///< Empty: the only visible sheet with content.
    std::vector<std::string> columns = {}; ///< Of several, the only one with a row of these names.
    std::string range =
        {}; ///< Such as "B3:F40"; empty: all. Fields then start at its first column.
    hidden_content hidden = hidden_content::refuse;
};

/// The contents of one sheet as text. Numbers: the exact decimal that the file holds, without
/// exponent; dates and times: ISO 8601; truth values: TRUE, FALSE; text without formatting and
/// phonetic guides; formulas: the value that was saved; of merged cells the first alone.
/// Errors: bad_syntax (a damaged file, a formula without a saved value, an error such as \#REF!, a
/// date that is none), bad_argument (field "sheet", "range" or "hidden"; a workbook that is
/// encrypted or of another format), overflow (more parts, bytes, levels or cells than a workbook
/// needs); with file, row, column, sheet and cell. No external part is read, no entity expanded.
[[nodiscard]] SDCKIT_API result<sheet> read_sheet(std::string_view bytes, std::string source,
                                                  const sheet_choice& choice = {});

} // namespace sdc::inline v0
