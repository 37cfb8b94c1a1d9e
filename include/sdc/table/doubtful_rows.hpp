/// Rows that could be meant otherwise than they would be counted.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/tabulate.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What the user says about rows in doubt.
struct row_confirmations {
    bool rows_are_records = false; ///< One row is one record, whatever columns hold numbers.
    bool merge_similar = false;    ///< Codes that differ by blanks, case or look alone are one, and
                                   ///< the rows of one cell are added.
    bool sum_duplicates = false;   ///< Rows of one cell are added.
    std::vector<std::pair<std::string, std::string>> not_totals =
        {}; ///< Column and code: a category, though it looks like a total.
};

/// Looks for what would make a wrong table without any error: a code that is the total of others,
/// in a dimension or in a column that is summed over; a column of counts that is not named; a cell
/// that stands twice. Codes under a hierarchy that was given are not doubted. Returns a sentence
/// for each doubt that does not suffice for an error. Errors: bad_argument, duplicate; `field` is
/// the confirmation that would settle it, `cell` the column and code as COLUMN=CODE. O(rows x
/// columns), expected.
[[nodiscard]] SDCKIT_API result<std::vector<std::string>>
check_rows(const records& rows, const tabulate_options& how, const row_confirmations& said);

} // namespace sdc::inline v0
