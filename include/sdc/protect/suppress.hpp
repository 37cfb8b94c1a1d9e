/// Cell suppression: withholds the unsafe cells and as few complements as it finds necessary, with a witness for every need.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace sdc::inline v0 {

/// What withholding a complement costs.
enum class suppression_cost : std::uint8_t {
    value, ///< Its value (a zero costs 1).
    count, ///< Its number of contributors (a zero costs 1).
    unity, ///< 1 each.
    log,   ///< log2(1 + value), in thousandths, at least 1.
};

struct suppress_options {
    std::vector<rule> rules = {};
    sdc::protection protection = {};
    suppression_cost cost = suppression_cost::value;
    std::vector<cell_index> kept = {};   ///< Cells that must stay public, or are public already; in any order.
    std::function<void(std::uint64_t done, std::uint64_t of)> progress = {}; ///< Called between needs; needs met so far, and all.
};

/// Guarantee: for every need the plan holds a complete integer table that agrees with everything it would publish and meets the need.
/// Errors: not_protectable, naming cells and rules, if a need cannot be met even with every permitted cell withheld (proved), or an
/// unsafe cell must be kept; not_proved, if the integer search limit came first; bad_argument.
/// Deterministic: depends on table and options only. Reference: Fischetti and Salazar (2001) for the problem.
[[nodiscard]] SDCKIT_API result<plan> suppress(std::shared_ptr<const table> t, const suppress_options& options);
[[nodiscard]] SDCKIT_API result<plan> suppress(const table& t, const suppress_options& options);

} // namespace sdc::inline v0
