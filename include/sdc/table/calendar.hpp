/// Months, quarters and years of a column of dates.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <string>

namespace sdc::inline v0 {

enum class calendar_period : unsigned char { year, quarter, month };

enum class date_order : unsigned char { unknown, day_first, month_first };

/// "year", "quarter", "month": the name of the column that `add_period` makes.
[[nodiscard]] SDCKIT_API std::string name_of_period(calendar_period period);

/// Adds a column with the period of each date: "2024", "2024-Q1", "2024-03". Dates: 2024-03-31,
/// also with a time behind it, and 31/03/2024 with /, . or - between; whether the day or the month
/// comes first is found where some date shows it. A text without digits, such as "Not known",
/// stays. Errors: missing_column, duplicate (the column is there), bad_syntax (no date; dates that
/// can be read in two ways), with the line. O(fields).
SDCKIT_API result<void> add_period(records& rows, const std::string& column, calendar_period period,
                                   date_order order = date_order::unknown);

} // namespace sdc::inline v0
