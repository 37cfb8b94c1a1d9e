/// The suppression engine: which candidates to suppress so that every requirement has a witness, at
/// little cost.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <functional>

namespace sdc::inline v0::detail {

/// As the fields of the same names in `suppress_options`.
struct engine_options {
    unsigned threads = 1;
    std::uint64_t improvement_budget = 1;
    std::function<bool()> stop_improving = {};
    run_control run = {};
};

/// As `suppress`, on the bare system. Every move of the solution agrees with what its `suppressed`
/// leave public, in integers.
[[nodiscard]] problem_solution solve(const suppression_problem& p,
                                     const engine_options& options = {});

} // namespace sdc::inline v0::detail
