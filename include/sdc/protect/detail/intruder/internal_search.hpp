/// Protection against internal intruders, by construction: a further move wherever one that meets a
/// requirement changes what somebody knows.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_search.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace sdc::inline v0::detail {

struct internal_outcome {
    problem_outcome outcome = problem_outcome::solved;
    std::vector<std::uint32_t> open = {}; ///< Requirements that cannot be met against an internal
                                          ///< intruder, or were not before the search limit.
    bool more_open = false;               ///< As of `problem_solution`.
};

/// Adds goals to the pattern until every requirement is met against everybody whom
/// `list_internal_intruders` of the problem names for what is then suppressed. Precondition: every
/// requirement is met. Ends: each round only suppresses more.
[[nodiscard]] internal_outcome protect_against_intruders(pattern& s, move_search& finder,
                                                         const std::function<bool()>& stop);

} // namespace sdc::inline v0::detail
