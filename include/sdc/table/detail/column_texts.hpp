/// The distinct texts of a column.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

struct column_text {
    std::uint32_t number = 0; ///< In `records::fields`.
    std::size_t rows = 0;     ///< That hold it.
    std::size_t first_row = 0;
};

/// In order of first appearance. O(rows + texts).
[[nodiscard]] SDCKIT_API std::vector<column_text> find_texts(const records& rows,
                                                             std::size_t column);

[[nodiscard]] inline const std::string& text_of(const records& rows, const column_text& one) {
    return rows.fields.words()[one.number];
}

} // namespace sdc::inline v0::detail
