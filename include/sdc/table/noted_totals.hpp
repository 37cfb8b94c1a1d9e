/// Exports that say in a column of notes which rows are totals, as those of CDC WONDER do.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/records.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {

/// In rows whose column "Notes" says "Total", the code of the total where one of `dimensions` (name
/// and total) is empty; the note is then empty. Returns how many rows. Without such a column
/// nothing changes. O(rows x dimensions).
SDCKIT_API std::size_t
name_noted_totals(records& rows, std::span<const std::pair<std::string, std::string>> dimensions);

} // namespace sdc::inline v0
