/// Which character separates the fields of a file, and where its header is.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/csv_format.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

struct csv_layout {
    char separator = ',';
    std::uint64_t lines_above = 0; ///< The header.
};

/// The separator with which a line among the first hundred holds all of `format.columns`; without
/// columns the comma if the first line holds one, else the one that it holds. Errors: bad_argument
/// (a separator that is none of the four), bad_syntax (the file can be read in two ways). O(first
/// hundred lines).
[[nodiscard]] SDCKIT_API result<csv_layout>
find_layout(std::string_view text, const std::string& source, const csv_format& format);

} // namespace sdc::inline v0::detail
