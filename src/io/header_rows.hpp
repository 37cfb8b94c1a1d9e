/// Headers of several rows, before the rows below them are read.
#pragma once

#include <sdc/error.hpp>
#include <sdc/table/wide.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// A row near the beginning of a file that can be one of the header.
struct header_line {
    std::uint64_t first = 0, last = 0;    ///< Lines, 1-based: a text in quotes can have several.
    std::size_t end = 0;                  ///< Where it ends, as bytes of the text.
    std::vector<std::string> fields = {}; ///< Without the blanks around them.
    bool is_quoted_well = true;           ///< Each quote is at an end of a field, or doubled.
};

/// A header is looked for no further.
inline constexpr std::size_t most_header_lines = 100;

/// Blank ones too.
[[nodiscard]] std::vector<header_line> split_header_lines(std::string_view text, char separator);

/// Which rows to take.
struct header_choice {
    std::size_t rows = 1;
    std::vector<std::string> columns = {}; ///< Names in the last row, or in the first.
    std::uint64_t from = 1;                ///< The line where names are looked for.
    bool is_first = false;                 ///< That line is the first of the header.
};

/// Rows one below the other, of which the last or the first holds the names, in columns where the
/// others are blank; without names the first rows. Errors: bad_syntax (fewer rows; names in a row
/// that has no such neighbours, or more of them; rows in doubt; a quote within a field).
/// Precondition: `choice.rows` is 1 or more.
[[nodiscard]] result<std::span<const header_line>>
find_header_lines(std::span<const header_line> lines, const header_choice& choice,
                  const std::string& source);

/// All of one width, up to the last text in any of them.
[[nodiscard]] header_rows header_texts(std::span<const header_line> lines);

/// For each column of the header a name of its own, made of its texts.
[[nodiscard]] std::vector<std::string> name_header_columns(const header_rows& header);

} // namespace sdc::inline v0::detail
