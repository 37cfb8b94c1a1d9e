/// Where to look for a witness first: a small sub-product of codes around a cell, closed under the relations.
#pragma once

#include <sdc/table/cube.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace sdc::inline v0::detail {

/// Price of a cell in a move: infinite for cells that may not move.
using cell_price = std::function<double(cell_index)>;

/// For each dimension: the way from the cell's code up to the root, at each step the `width` cheapest siblings, and under every code taken
/// the `width` cheapest children down to the leaves (of siblings: the cheapest one); then the product. Cells ascending; none if there would
/// be more than `limit`.
[[nodiscard]] std::vector<cell_index> neighbourhood(const cube& c, cell_index centre, std::size_t width, const cell_price& price, std::size_t limit);

} // namespace sdc::inline v0::detail
