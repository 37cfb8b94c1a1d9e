/// One-pass elimination: publishes candidates from the dearest down unless an unsafe cell would
/// then follow by linear algebra.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <vector>

namespace sdc::inline v0::detail {

/// Which cells stay suppressed so that no requirement's cell (or difference of cells) is a linear
/// combination of what is public. No protection of intervals, no non-negativity, nothing proved:
/// where the engine starts, and a baseline. Computed modulo 2^31 - 1, so that a cell may by rare
/// chance be suppressed without need. Idea: Gaussian elimination over published cells (Langsrud
/// 2024); here the unknowns are cells from which all others follow by the relations, so that most
/// vectors have few entries.
[[nodiscard]] std::vector<bool> eliminate(const suppression_problem& p);

} // namespace sdc::inline v0::detail
