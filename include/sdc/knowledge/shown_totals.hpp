/// Published tables whose totals count the shown cells only.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/public_table.hpp>

#include <cstdint>

namespace sdc::inline v0 {

/// What the numbers of totals are sums of.
enum class counted_in_totals : std::uint8_t {
    all_cells,
    shown_cells, ///< Suppressed cells are not in them.
};

/// The same where each total is a sum of shown cells. Of a total an intruder then knows no more
/// than that it is at least as large as its parts, whatever number it shows; a suppressed total is
/// at least what its marker says. A total is a cell with parts of published levels: see
/// `find_absent`. Errors: not_additive, naming the first total whose number is not the sum of its
/// shown parts along a dimension. O(cells x dimensions).
[[nodiscard]] SDCKIT_API result<public_table> with_totals_of_shown(const public_table& facts);

/// Each number of a total is the sum of its shown parts, although a part of some has a marker:
/// where suppressed cells are not all 0, totals are sums of shown cells. O(cells x dimensions).
[[nodiscard]] SDCKIT_API bool look_like_totals_of_shown(const public_table& facts);

} // namespace sdc::inline v0
