/// Which row of a sheet names the columns.
#pragma once

#include <sdc/detail/trim.hpp>
#include <sdc/io/workbook.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// True if each name is a field of the row, whatever the blanks around it.
[[nodiscard]] inline bool holds_names(const sheet_row& row, const std::vector<std::string>& names) {
    return std::ranges::all_of(names, [&](const auto& name) {
        return std::ranges::any_of(row.fields,
                                   [&](const auto& field) { return trim(field) == name; });
    });
}

} // namespace sdc::inline v0::detail
