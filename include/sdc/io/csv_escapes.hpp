/// Texts that would act in a spreadsheet or on a terminal: how CSV that we write makes them inert,
/// and how they are read back.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/records.hpp>

#include <span>
#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// The text as CSV holds it. Control characters, but tab and line ends, and characters that change
/// the direction of text become their names: <U+001B>; so that none is made up, the < of a text
/// that reads like the beginning of such a name becomes <U+003C>. An apostrophe goes before a text
/// that, less the apostrophes it begins with, starts with = + - @, their full-width forms, or a tab
/// or line end, and is no plain number such as -12.5. So `unescape_csv_text` finds every text
/// again. O(text).
[[nodiscard]] SDCKIT_API std::string escape_csv_text(std::string_view text);

/// The inverse of `escape_csv_text`; a text that it does not make stays. O(text).
[[nodiscard]] SDCKIT_API std::string unescape_csv_text(std::string_view text);

/// The column names, and the codes in the columns of these dimensions, as they were before a public
/// table was written with `write_options::escape_formulas`. Rows in which one of these texts is a
/// bare formula or holds a bare control character were not escaped and stay as they are. For public
/// tables alone: inputs, lists of cells and hierarchies hold the codes themselves. O(fields).
[[nodiscard]] SDCKIT_API records unescape_csv_rows(records rows,
                                                   std::span<const std::string> dimensions);

} // namespace sdc::inline v0
