/// Texts that a spreadsheet would run as a formula: how CSV that we write makes them inert, and how they are read back.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/records.hpp>

#include <span>
#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// With an apostrophe before it if the text, less the apostrophes it begins with, starts with = + - @, their full-width forms, or a tab or
/// line end, and is no plain number such as -12.5; else unchanged. So `unescape_formula` finds every text again. O(text).
[[nodiscard]] SDCKIT_API std::string escape_formula(std::string_view text);

/// The inverse: one apostrophe less if the text is one that `escape_formula` makes; else unchanged. O(text).
[[nodiscard]] SDCKIT_API std::string unescape_formula(std::string_view text);

/// The column names, and the codes in the columns of these dimensions, as they were before a public table was written with
/// `write_options::escape_formulas`. Rows in which one of these texts is a bare formula were not escaped and stay as they are.
/// For public tables alone: inputs, lists of cells and hierarchies hold the codes themselves. O(fields).
[[nodiscard]] SDCKIT_API records unescape_formulas(records rows, std::span<const std::string> dimensions);

} // namespace sdc::inline v0
