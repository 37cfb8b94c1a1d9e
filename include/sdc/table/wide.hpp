/// Cross-tables: the codes of one dimension, or of several, are columns.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// The header of a cross-table from top to bottom: of each row a text for every column, "" where a
/// cell is blank.
using header_rows = std::vector<std::vector<std::string>>;

/// Rows of a file, with their header where it has several rows; else their names are the header.
struct file_rows {
    records rows = {};
    header_rows header = {};
};

/// A dimension whose codes are in a header row.
struct wide_dimension {
    std::string name = {};
    std::string total = "Total";
};

/// What the columns of a cross-table are.
struct wide_columns {
    struct coded {
        std::size_t column = 0;
        std::vector<std::string> codes = {}; ///< One of each dimension.
    };
    std::vector<std::size_t> kept = {};
    std::vector<coded> counts = {};
};

/// The names of the columns `kept` stand in the last header row or in the first, alone in their
/// columns. Each further column has a code in each row: a blank one above the last row has that of
/// the column at its left, under the same codes; where the cell above names the total, and all
/// below it are blank, each of these is the total, too. Errors: missing_column, bad_argument (not
/// a header row for each dimension; a text over a name; no code in a cell), duplicate (two columns
/// with the same codes). O(header x log columns).
[[nodiscard]] SDCKIT_API result<wide_columns>
read_wide_header(const file_rows& wide, std::span<const std::string> kept,
                 std::span<const wide_dimension> dimensions);

/// One row for each number of a cross-table: the columns `kept`, then `dimensions` with the codes
/// of the column that held the number, then `count`. A row keeps its line. Errors: those of
/// `read_wide_header`; bad_argument (a name twice, or that a column has; no column of numbers).
/// O(fields).
[[nodiscard]] SDCKIT_API result<records>
rows_of_wide_table(const file_rows& wide, std::span<const std::string> kept,
                   std::span<const wide_dimension> dimensions, const std::string& count);

/// The same of one dimension and one header row.
[[nodiscard]] SDCKIT_API result<records> rows_of_wide_table(const records& wide,
                                                            std::span<const std::string> kept,
                                                            const std::string& dimension,
                                                            const std::string& count);

} // namespace sdc::inline v0
