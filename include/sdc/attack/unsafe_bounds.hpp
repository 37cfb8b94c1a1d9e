/// What an intruder can infer of the unsafe cells of a plan.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>

#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// Each unsafe cell of the plan and its interval, ascending; cells are those of the plan, whose
/// first is `first` of the intruder's. Errors, cancelled included, and complexity: as
/// `bounds`.
[[nodiscard]] SDCKIT_API result<std::vector<std::pair<cell_index, interval>>>
bound_unsafe_cells(const knowledge& known, const plan& p, cell_index first = 0,
                   const bounds_options& options = {});

} // namespace sdc::inline v0
