/// From records or cells to an additive table with all margins.
#pragma once

#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0 {

struct tabulate_options {
    std::vector<dimension> by = {};                 ///< Each names a column of the records; its codes are looked up in the hierarchy.
    std::string count = {};                         ///< Column of whole-number counts; empty: each row is one record.
    std::string value = {};                         ///< Column of magnitudes; empty: a frequency table.
    int decimals = 0;                               ///< Digits kept after the decimal point of `value`, 0 to 9; more digits are an error.
    std::string contributor = {};                   ///< Column of contributor (holding) ids; empty: each row of a magnitude table is its own.
    std::size_t largest = 2;                        ///< How many of the largest contributions of each cell are kept (magnitude tables).
    std::vector<std::vector<std::string>> structural_zeros = {}; ///< Codes, one per dimension, of leaf cells that cannot hold anybody.
};

/// What: adds up rows into the cells of the full product of codes; rows of the same cell are summed; then all margins, one pass per
/// dimension. Rows that give margins (a code that is not a leaf) are checked against their parts and not added.
/// Errors: missing_column, unknown_code, bad_syntax (a count that is negative, fractional or not a number), overflow, not_additive;
/// each names file, line, column, what was found and wanted. A record (no count column) must have leaf codes.
/// Complexity: O(rows x (dimensions + log codes) + dimensions x cells); with contributors O(rows log rows + rows x product of depths).
[[nodiscard]] result<table> tabulate(const records& rows, const tabulate_options& options);

} // namespace sdc::inline v0
