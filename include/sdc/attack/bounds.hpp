/// What an intruder can infer: the exact interval of cells and of sums of cells, given everything
/// public.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sdc::inline v0 {

struct bounds_options {
    run_control run = {};
    unsigned threads = 1; ///< Components, and parts of the question, are attacked in parallel;
                          ///< results do not depend on it.
    std::uint64_t search_limit = 100'000; ///< Nodes of integer search for each bound.
    bool networks = true; ///< False: linear programs alone, for comparison; results are the same.
    /// A table that agrees with the knowledge, one value for each of its cells, where the asker has
    /// one: the attack then starts from it instead of searching for one. Results do not depend on
    /// it. Empty: none.
    std::span<const std::int64_t> start = {};
    const sdc::solvers* solvers =
        nullptr; ///< Of linear programs; nullptr: `default_solvers()`. It outlives the call.
};

/// The interval of integers that each asked cell can have. Exact where `interval::exact` says so,
/// else an outer bound. How: interval propagation to a fixed point, then connected components of
/// what is still open. A component that is a network (a table with one hierarchy and one flat
/// dimension) is attacked by augmenting paths in integers; others by warm-started linear programs,
/// with branch and bound where a vertex is fractional, large ones first near the cell. Every point
/// found serves all cells. Errors: contradiction, if no integer table fits; bad_argument for a
/// `start` of the wrong length or one that does not agree; cancelled, if `run.cancel` says so.
/// Complexity: a few linear programs a cell, and `search_limit` steps.
[[nodiscard]] SDCKIT_API result<std::vector<interval>> bounds(const knowledge& known,
                                                              std::span<const cell_index> cells,
                                                              const bounds_options& options = {});

/// The same for sums, cancelled and as complex as there; `interval::low` is -`unlimited` where
/// nothing limits it below.
[[nodiscard]] SDCKIT_API result<std::vector<interval>> bounds(const knowledge& known,
                                                              std::span<const linear_form> sums,
                                                              const bounds_options& options = {});

/// Some table that agrees with the knowledge: one value for each cell of each table. Errors: as
/// `bounds`, cancelled included; not_proved if the search limit came first. Complexity: of `bounds`
/// for one cell of each component.
[[nodiscard]] SDCKIT_API result<std::vector<std::int64_t>>
find_table(const knowledge& known, const bounds_options& options = {});

/// The answer to one requirement.
enum class feasibility : std::uint8_t {
    feasible, ///< A complete integer table meets the requirement: the attack found one and checked
              ///< it in integers.
    infeasible, ///< No integer table meets it.
    undecided,  ///< The search limit came first.
};

/// For each requirement whether some integer table that agrees with the intruder's knowledge meets
/// it. Errors: as `bounds`, cancelled included. Complexity: of `bounds` for the cells named.
[[nodiscard]] SDCKIT_API result<std::vector<feasibility>>
check_feasibility(const knowledge& known, std::span<const requirement> requirements,
                  const bounds_options& options = {});

inline constexpr std::uint32_t no_witness = std::numeric_limits<std::uint32_t>::max();

struct feasibility_result {
    std::vector<sdc::feasibility> feasibility; ///< One a requirement.
    std::vector<witness> witnesses = {};       ///< Moves from `bounds_options::start`.
    std::vector<std::uint32_t> witness_of =
        {}; ///< For each requirement that is possible the witness that shows it; `no_witness` if
            ///< `start` does, or for others.
};

/// As `check_feasibility`, with the tables that were found, and as complex. Errors: as `bounds`,
/// cancelled included; bad_argument without a `start`.
[[nodiscard]] SDCKIT_API result<feasibility_result>
find_witnesses(const knowledge& known, std::span<const requirement> requirements,
               const bounds_options& options);

} // namespace sdc::inline v0
