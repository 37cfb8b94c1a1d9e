/// Moves in real numbers: what a requirement could reach if changes were not whole, by one linear
/// program. Finds; `agrees` and `refutes` prove.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Some rows, and some cells that may move; all others stay.
struct relaxation {
    std::vector<std::uint32_t> rows = {}; ///< Ascending.
    std::vector<unknown> cells = {};      ///< Ascending.
};

struct relaxed_answer {
    enum class kind : std::uint8_t { reached, out_of_reach, failed };
    kind outcome = kind::failed;
    std::vector<unknown> moved = {};      ///< Cells that the solution moves, ascending; if reached.
    move rounded = {};                    ///< The solution to the nearest whole numbers.
    std::vector<double> multipliers = {}; ///< One a row; if out of reach by `maximise`.
};

/// As far towards the target as the rows let the cells, but no farther. One linear program.
[[nodiscard]] relaxed_answer maximise(const suppression_problem& p, const relaxation& r,
                                      const wanted_change& t);

/// Reaches the target with the least sum of price x |change|; one price for each of the cells. One
/// linear program.
[[nodiscard]] relaxed_answer cheapest(const suppression_problem& p, const relaxation& r,
                                      const wanted_change& t, std::span<const double> prices);

/// True only if a sum of the rows with small whole multiples, near those given, and the limits of
/// the cells show that no values of the cells reach the target: a proof, added up in integers.
/// O(terms of the rows) for each denominator tried.
[[nodiscard]] bool refutes(const suppression_problem& p, const relaxation& r,
                           const wanted_change& t, std::span<const double> multipliers);

} // namespace sdc::inline v0::detail
