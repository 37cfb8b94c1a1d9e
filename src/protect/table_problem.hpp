/// From one table and what its rules say to the suppression problem.
#pragma once

#include "problem.hpp"

#include <sdc/protect/suppress.hpp>

namespace sdc::inline v0::detail {

/// `p` has a source, rules, verdicts, first statuses, kept cells and needs. Cells keep their numbers. `p` must outlive what is made.
/// O(dimensions x cells).
[[nodiscard]] suppression_problem make_problem(const plan& p, const suppress_options& options);

} // namespace sdc::inline v0::detail
