/// Sums of integer multiples of cells.
#pragma once

#include <sdc/fwd.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

template <class Index>
using basic_linear_form = std::vector<std::pair<Index, std::int64_t>>;

/// (cell, coefficient): "all suppressed cells together", "this cell less that one".
using linear_form = basic_linear_form<cell_index>;

} // namespace sdc::inline v0
