/// Several tables in one file, one below the other.
#pragma once

#include <sdc/error.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// From the header of a section to its last row.
struct file_section {
    std::uint64_t first = 0; ///< Line of the header, 1-based.
    std::uint64_t end = 0;   ///< `section_line::end` of the last row.
};

/// One line, or row of a sheet, as far as it tells sections apart.
struct section_line {
    std::uint64_t line = 0;
    std::uint64_t end = 0;  ///< Where it ends: a byte of the text, or the row of the sheet.
    std::size_t fields = 0; ///< That are not blank; 0: an empty line.
};

/// Runs of lines that are not empty, from the first line with two fields on; a run without two such
/// lines is a title or a note and no section.
[[nodiscard]] std::vector<file_section> find_sections(std::span<const section_line> lines);

/// Of a text; line ends in quotes are none.
[[nodiscard]] std::vector<file_section> find_sections(std::string_view text);

/// The n-th, from 1. Errors: bad_argument with how many there are.
[[nodiscard]] result<file_section> choose_section(std::span<const file_section> all,
                                                  std::uint64_t n, const std::string& source);

} // namespace sdc::inline v0::detail
