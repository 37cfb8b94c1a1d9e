/// Protection against readers inside, by construction: a further move wherever one that meets a need changes what somebody knows.
#pragma once

#include "move_search.hpp"
#include "pattern.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace sdc::inline v0::detail {

struct inside_outcome {
    problem_outcome outcome = problem_outcome::solved;
    std::vector<std::uint32_t> open = {}; ///< Needs that cannot be met against somebody inside, or were not before the search limit.
    bool more_open = false;               ///< As of `problem_solution`.
};

/// Adds goals to the pattern until every need is met against everybody whom `find_inside` of the problem names for what is then withheld.
/// Precondition: every need is met. Ends: each round only withholds more.
[[nodiscard]] inside_outcome protect_inside(pattern& s, move_search& finder, const std::function<bool()>& stop);

} // namespace sdc::inline v0::detail
