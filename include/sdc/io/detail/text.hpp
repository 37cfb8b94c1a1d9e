/// Pieces of text that readers and writers share.
#pragma once

#include <sdc/error.hpp>
#include <sdc/release/published.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// 1250 with 2 decimals is "12.50"; no locale is asked.
[[nodiscard]] std::string format_number(std::int64_t n, int decimals);

/// What stands in a cell of the release; nothing if it does not have the cell.
[[nodiscard]] std::string format_cell(const published& release, cell_index cell,
                                      const std::string& marker);

/// A field of CSV, in quotes where RFC 4180 or spreadsheets need them.
[[nodiscard]] std::string quote_csv(const std::string& field);

/// "suppression": what a suppressed cell means, in words for the notes of a release.
inline constexpr std::string_view marker_meaning = "suppressed to protect confidentiality";

/// What is said of a cell that the release does not have, in formats that have all.
inline constexpr std::string_view not_published = "not published";

/// The error for a byte that is not text.
[[nodiscard]] sdc::error not_text(std::string_view text, std::size_t at, place where);

/// The error for a file that memory does not hold.
[[nodiscard]] sdc::error too_large(std::string source);

} // namespace sdc::inline v0::detail
