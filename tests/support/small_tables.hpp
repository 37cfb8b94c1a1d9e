/// Frequency tables of one or two flat dimensions, written down as their counts.
#pragma once

#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// A dimension "name" with codes name0, name1, ... under Total.
[[nodiscard]] inline sdc::dimension flat(const std::string& name, std::size_t size,
                                         sdc::role r = sdc::role::identifying) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < size; ++i) ids.push_back(name + std::to_string(i));
    return {.name = name, .codes = sdc::hierarchy::flat(ids).value(), .role = r};
}

/// Total first, then the counts.
[[nodiscard]] inline sdc::table series(const std::vector<std::int64_t>& counts) {
    sdc::columns data{.values = {0}};
    for (const auto n : counts) {
        data.values[0] += n;
        data.values.push_back(n);
    }
    return sdc::table::make(sdc::cube::make({flat("x", counts.size())}).value(), std::move(data))
        .value();
}

struct cross_roles {
    sdc::role row = sdc::role::identifying;
    sdc::role column = sdc::role::identifying;
};

/// Rows x columns with all margins; the cell of row i and column j is `cross_cell(t, i, j)`.
[[nodiscard]] inline sdc::table cross(const std::vector<std::vector<std::int64_t>>& rows,
                                      cross_roles roles = {},
                                      std::vector<sdc::cell_index> structural_zeros = {}) {
    const auto width = rows.front().size() + 1;
    sdc::columns data{.values = std::vector<std::int64_t>((rows.size() + 1) * width),
                      .structural_zeros = std::move(structural_zeros)};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows[i].size(); ++j) {
            for (const auto cell :
                 {std::size_t{0}, j + 1, (i + 1) * width, (i + 1) * width + j + 1})
                data.values[cell] += rows[i][j];
        }
    }
    auto c = sdc::cube::make(
                 {flat("r", rows.size(), roles.row), flat("c", rows.front().size(), roles.column)})
                 .value();
    return sdc::table::make(std::move(c), std::move(data)).value();
}

[[nodiscard]] inline sdc::cell_index cross_cell(const sdc::table& t, std::size_t i, std::size_t j) {
    return (i + 1) * t.cube().shape().stride(0) + j + 1;
}
[[nodiscard]] inline sdc::cell_index row_total(const sdc::table& t, std::size_t i) {
    return (i + 1) * t.cube().shape().stride(0);
}
[[nodiscard]] inline sdc::cell_index column_total(const sdc::table&, std::size_t j) {
    return j + 1;
}

} // namespace support
