/// Texts of what cells hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// "1E3" -> "1000", "-0.50" -> "-0.5": the same number, exactly, as its shortest decimal. Nothing
/// if it is no number, or one of more than 400 digits.
[[nodiscard]] std::optional<std::string> plain_decimal(std::string_view text);

/// What a number format makes of a number.
enum class number_shape : unsigned char { number, date, time, duration };

/// Of a format code such as "dd/mm/yyyy", "h:mm" or "[h]:mm:ss".
[[nodiscard]] number_shape shape_of_format(std::string_view code);
/// Of the formats that have a number and no code in the file.
[[nodiscard]] number_shape shape_of_format(std::uint32_t number);
/// True for a format that shows nothing: ";;;" or blanks between.
[[nodiscard]] bool shows_nothing(std::string_view code);

/// A day number of a spreadsheet as ISO 8601: a date, a date with a time, a time of day below 1, or
/// a duration. `from_1904`: the other calendar. Nothing if it is no such day: below 0, beyond the
/// year 9999, or the 29th of February 1900, which some programs count.
[[nodiscard]] std::optional<std::string> iso_date(std::string_view number, number_shape shape,
                                                  bool from_1904);

/// "PT12H30M00S" of OpenDocument as "12:30:00"; other texts stay.
[[nodiscard]] std::string time_of_day(std::string_view duration);

/// "_x000D_" -> a carriage return, as Office Open XML writes what XML cannot hold.
[[nodiscard]] std::string unescape_ooxml(std::string text);

/// "B7"
[[nodiscard]] std::string cell_name(std::uint32_t row, std::uint32_t column);

struct sheet_range {
    std::uint32_t first_row = 1, first_column = 1, last_row = 0, last_column = 0;
    [[nodiscard]] bool contains(std::uint32_t row, std::uint32_t column) const noexcept {
        return first_row <= row && row <= last_row && first_column <= column &&
               column <= last_column;
    }
};

inline constexpr std::uint32_t most_rows = 1U << 20U, most_columns = 1U << 14U;

/// "B7", "$B$7", "B3:F40". Nothing if it is none, or not within a sheet.
[[nodiscard]] std::optional<sheet_range> parse_range(std::string_view text);

} // namespace sdc::inline v0::detail
