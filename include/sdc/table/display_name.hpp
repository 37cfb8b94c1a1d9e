/// Names of cells as people read them: labels, or codes with their dimension where they have none.
/// `describe` has the codes.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/linked.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {

/// "May 2024, Charge"; of the cell of all its table's label. Not escaped: labels are the input's;
/// they are cut at 80 characters.
[[nodiscard]] SDCKIT_API std::string display_name(const cube& c, cell_index cell);

/// "May 2024, Charge in the release by age": with its table, if that is not the first.
[[nodiscard]] SDCKIT_API std::string display_name(const linked_tables& tables, cell_index cell);

/// The people of a cell, with those whom its table is about: "men in 2023 (sex m)". All of another
/// table are those that it is named for.
[[nodiscard]] SDCKIT_API std::string describe_people(const linked_tables& tables, cell_index cell);

/// Of cells, less others within them: "X or Y but not in Z".
[[nodiscard]] SDCKIT_API std::string
describe_people(const linked_tables& tables,
                std::span<const std::pair<cell_index, std::int64_t>> what);

} // namespace sdc::inline v0
