/// The exact method: cell suppression as an integer program over what is suppressed, solved by
/// cutting planes. For small tables.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <functional>

namespace sdc::inline v0::detail {

struct exact_options {
    std::uint64_t node_limit = 20'000; ///< Choices of what is decided that are looked at; also of
                                       ///< each search for a whole move.
    std::uint64_t round_limit = 400;   ///< Rounds of cuts for each of them.
    const problem_solution* start =
        nullptr;          ///< A solution to begin with: kept if nothing cheaper is found.
    run_control run = {}; ///< `cancel` is asked between programs; `progress` is not called.
};

/// The cheapest choice of candidates with which every requirement has a witness, or the best one
/// found and a bound on all. Guarantee: every move agrees with what `suppressed` leaves public, in
/// integers. No solution costs less than `lower_bound`. The cuts are exact; bounds and what has no
/// whole move rest on the solvers' tolerances. Groups: with a cell that is suppressed from the
/// start all candidates are; else with a fixed cell none is. Precondition: who is an internal
/// intruder depends only on which of their own cells are suppressed. Capacity cuts at every node,
/// those of Cbc's generators at the first. Exponential; tables of 200 cells take seconds. Source:
/// Fischetti and Salazar (2001).
[[nodiscard]] problem_solution solve_exactly(const suppression_problem& p,
                                             const exact_options& options = {});

} // namespace sdc::inline v0::detail
