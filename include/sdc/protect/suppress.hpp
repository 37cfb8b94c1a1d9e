/// Cell suppression: suppresses the unsafe cells and as few complements as it finds necessary, with
/// a witness for every requirement.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/run_control.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What suppressing a complement costs.
enum class suppression_cost : std::uint8_t {
    value,    ///< Its value (a zero costs 1).
    count,    ///< Its number of contributors (a zero costs 1).
    unity,    ///< 1 each.
    log,      ///< log2(1 + value), in thousandths, at least 1.
    box_cox,  ///< (value^lambda - 1) / lambda, in thousandths, at least 1; lambda 0: the natural
              ///< logarithm.
    distance, ///< By the steps along relations to the nearest unsafe cell: near complements first.
};

/// A secret of the releaser's that perturbs costs. The same key, the same plan; who does not have
/// it cannot run the method as it was run. Keep one key for all releases of a table: two releases
/// of the same counts under two keys suppress different complements.
struct cost_key {
    std::array<std::uint8_t, 16> bytes = {};
    std::int64_t spread_thousandths =
        9000; ///< A cost is multiplied by 1 to 1 + this / 1000; 0 to 1000000.
};

struct cost_options {
    suppression_cost by = suppression_cost::value;
    std::int64_t lambda_thousandths = 500; ///< For box_cox; 0 to 1000.
    std::vector<std::int64_t> distances = {
        1, 2, 4, 8, 16}; ///< For distance: the cost 1, 2, ... steps away; the last one beyond.
    std::vector<std::pair<cell_index, std::int64_t>> cells =
        {}; ///< The cost of these cells, 1 or more, whatever `by` says.
    /// With a key all costs are in thousandths, each times a factor that a keyed hash of the names
    /// of the cell's codes gives.
    std::optional<cost_key> key = {};
};

struct suppress_options {
    std::vector<rule> rules = {};
    sdc::protection protection = {};
    cost_options cost = {};
    const sdc::solvers* solvers = nullptr; ///< nullptr: `default_solvers()`. Outlives the call.
    internal_intruders intruders = {}; ///< Internal intruders against whom it is to hold as well.
    std::vector<cell_index> must_publish =
        {}; ///< Cells that must stay public, or are already published; in any order.
    std::vector<bool> unpublished = {}; ///< One flag a cell, or none: cells that the release does
                                        ///< not have. They need no protection, and nobody knows
                                        ///< them. Not with internal intruders.
    std::vector<std::vector<cell_index>> suppression_groups =
        {}; ///< Groups of cells: if one is suppressed, all are.
    std::vector<cell_index> preferred =
        {};               ///< Suppressed in the last period: as complements they cost least.
    unsigned threads = 1; ///< The plan does not depend on it.
    std::uint64_t improvement_budget =
        1; ///< Work spent on improving the plan, as a multiple of the usual; 0: none.
    std::function<bool()> stop_improving = {}; ///< Asked while the plan is being improved; true: it
                                               ///< is taken as it is. The plan depends on it.
    run_control run = {};
};

/// Guarantee: for every requirement the plan holds a complete integer table that agrees with
/// everything it would publish and meets the requirement. Errors: not_protectable, naming cells and
/// rules, if a requirement cannot be met even with every permitted cell suppressed (proved), or an
/// unsafe cell must be published; not_proved, if the integer search limit came first; cancelled, if
/// `run.cancel` says so; bad_argument. Complexity: about linear in cells and requirements where
/// requirements are met nearby; memory O(dimensions x cells). `run.cancel` and `stop_improving` may
/// be asked on other threads. Cells named twice count once; `suppression_groups` may name a cell
/// once only. Deterministic: depends on table and options only. Reference: Fischetti and Salazar
/// (2001) for the problem.
[[nodiscard]] SDCKIT_API result<plan> suppress(std::shared_ptr<const table> t,
                                               const suppress_options& options);
[[nodiscard]] SDCKIT_API result<plan> suppress(const table& t, const suppress_options& options);

} // namespace sdc::inline v0
