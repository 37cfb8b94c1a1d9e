/// Published files about a table, without files.
#pragma once

#include <sdc/attack/public_sources.hpp>

#include <small_tables.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// What stands in a cell instead of a number.
inline constexpr std::int64_t marker = -1, no_row = -2;

/// A number, a marker or no row for each cell of the table.
inline sdc::published_file published_file(std::string name, std::shared_ptr<const sdc::cube> c,
                                          std::vector<std::int64_t> cells) {
    auto read = [c = std::move(c), cells = std::move(cells)](
                    const sdc::marker_meaning& means) -> sdc::result<sdc::public_table> {
        sdc::public_table made{.known = sdc::knowledge(c), .listed = std::vector<bool>(c->size())};
        for (sdc::cell_index cell = 0; cell < c->size(); ++cell) {
            made.listed[cell] = cells[cell] != no_row;
            if (cells[cell] >= 0) made.known.learn_exact(cell, cells[cell]);
            if (cells[cell] != marker) continue;
            made.suppressed.push_back(cell);
            made.known.learn(cell, means.minimum, sdc::unlimited);
        }
        return made;
    };
    return {.name = std::move(name), .read = std::move(read)};
}

/// Files about a flat dimension of as many codes as they have cells below the total.
inline sdc::public_sources
published_series(const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& files) {
    const auto c = sdc::cube::make({flat("x", files.front().second.size() - 1)}).value();
    sdc::public_sources made{.tables = std::make_shared<const sdc::linked_tables>(c)};
    for (const auto& [name, cells] : files) made.files.push_back(published_file(name, c, cells));
    return made;
}

} // namespace support
