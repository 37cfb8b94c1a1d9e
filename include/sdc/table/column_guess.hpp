/// What the columns of a file are about, as far as their names and texts tell: a proposal that a
/// person confirms, never a reading.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/wide.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sdc::inline v0 {

enum class column_use : unsigned char {
    category,   ///< Names what is counted: a dimension.
    count,      ///< Whole numbers of people or events.
    date,       ///< Of a record; its month can be a dimension.
    number,     ///< Of a record, such as an age; bands of it can be a dimension.
    measure,    ///< A percentage, rate or mean, or the people from which the counts arise.
    identifier, ///< Of a record: a text of its own for nearly each.
};

[[nodiscard]] constexpr const char* to_string(column_use use) noexcept {
    switch (use) {
    case column_use::category: return "dimension";
    case column_use::count: return "count";
    case column_use::date: return "date";
    case column_use::number: return "number";
    case column_use::measure: return "measure";
    case column_use::identifier: return "identifier";
    }
    return "";
}

struct guessed_column {
    std::string name = {};
    column_use use = column_use::category;
    std::size_t texts = 0; ///< Distinct ones.
};

struct guessed_columns {
    std::vector<guessed_column> columns = {}; ///< One a column of the file.
    bool is_wide = false; ///< A cross-table: the columns of counts are codes of one dimension.
};

/// Of several columns of counts one is taken if its name alone says so ("count", "n", "cases"); if
/// none does, or several do, the table is taken for a cross-table. Without a column of counts each
/// row is a record. O(rows x columns).
[[nodiscard]] SDCKIT_API guessed_columns guess_columns(const records& rows);

/// True of the first two rows of a cross-table under years and sexes: neither names the columns by
/// itself, the lower one repeats texts, none of which is a number, and both together tell all
/// columns apart. O(columns log columns).
[[nodiscard]] SDCKIT_API bool are_two_header_rows(const header_rows& rows);

} // namespace sdc::inline v0
