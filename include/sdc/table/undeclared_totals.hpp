/// Totals that nobody named: a code that holds the others would be counted as a category.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/records.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// A code that looks like the total of the other codes of its column.
struct undeclared_total {
    std::string column;
    std::string code;
    std::size_t sums = 0;    ///< Lines in which it is the sum of the others, which are not all 0.
    bool is_certain = false; ///< By its name, or by three lines or more; else it may be chance.

    bool operator==(const undeclared_total&) const = default;
};

/// What is compared.
struct total_search {
    std::vector<std::size_t> dimensions = {};  ///< Columns of the rows whose codes make a line.
    std::vector<std::size_t> columns = {};     ///< Columns that are looked at; a dimension or not.
    std::span<const std::int64_t> counts = {}; ///< One of each row.
    std::vector<std::string> declared = {};    ///< Of each column the code of its total, or "".
};

/// True of words for a total alone, in English and the languages of the peers' users: Total, All,
/// Grand total, Insgesamt.
[[nodiscard]] SDCKIT_API bool is_name_of_total(std::string_view code);

/// Codes that are, in every line in which they stand beside others, the sum of these, be it that
/// several codes are (each of them is found), and codes with the name of a total. A line holds the
/// rows that agree in all dimensions but the column. In a column that is no dimension the rows of
/// a line are those of one cell. O(rows x columns), expected.
[[nodiscard]] SDCKIT_API std::vector<undeclared_total>
find_undeclared_totals(const records& rows, const total_search& search);

} // namespace sdc::inline v0
