/// The cheapest cell suppression, for small tables.
#pragma once

#include <sdc/protect/suppress.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <cstdint>
#include <memory>
#include <span>

namespace sdc::inline v0 {

struct optimal_options {
    std::uint64_t node_limit = 20'000; ///< Partial choices that are looked at; 1: a bound for the
                                       ///< plan of `suppress`, and at most a little better.
};

/// The plan of `suppress`, made cheaper until nothing costs less: then `cost == lower_bound`. At
/// the node limit, or when `stop_improving` returns true, it is the best plan found, and
/// `lower_bound` the least that any plan for these requirements can cost, as far as is known.
/// Guarantee: that of `suppress`: witnesses, in integers, also against internal intruders. The
/// bound rests on exact cuts, and on the tolerances of the solvers that add them up. Errors: those
/// of `suppress`; not_available if requirements x cells that may change are more than 5 million
/// (about 200 bytes each). Deterministic. Complexity: exponential; tables of 200 cells take
/// seconds, of 1,000 minutes to hours. Reference: Fischetti and Salazar (2001).
[[nodiscard]] SDCKIT_API result<plan> suppress_optimally(std::shared_ptr<const table> t,
                                                         const suppress_options& options,
                                                         const optimal_options& search = {});
[[nodiscard]] SDCKIT_API result<plan> suppress_optimally(const table& t,
                                                         const suppress_options& options,
                                                         const optimal_options& search = {});

/// The same of linked tables as one system: from the plan of `suppress` of them, and with its
/// guarantee and errors.
[[nodiscard]] SDCKIT_API result<linked_plan>
suppress_optimally(std::span<const linked_source> sources, const suppress_options& options,
                   const optimal_options& search = {});

} // namespace sdc::inline v0
