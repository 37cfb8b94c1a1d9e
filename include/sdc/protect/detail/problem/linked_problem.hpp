/// From linked tables to the suppression problem, and back.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/protect/suppress_linked.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// The tables with their verdicts and requirements; suppressed is what the rules and earlier
/// releases suppress, in all tables that hold it.
[[nodiscard]] result<linked_plan> propose(std::span<const linked_source> sources,
                                          const suppress_options& options);

struct linked_problem {
    suppression_problem system; ///< The unknown of a cell is the first shared cell;
                                ///< the others are unused.
    std::vector<std::uint32_t> requirement_of =
        {}; ///< For each requirement of the first part, of the second, ... the requirement of the
            ///< system.
};

/// `p` must outlive what is made. Errors: not_protectable, where a cell must be suppressed in one
/// table and shown in another.
[[nodiscard]] result<linked_problem> make_problem(const linked_plan& p,
                                                  const suppress_options& options);

/// The same system where zeros of the tables to release may be suppressed, or nothing where there
/// is none.
[[nodiscard]] std::optional<suppression_problem>
with_eligible_zeros(const linked_plan& p, const suppress_options& options);

/// Takes the complements and the witnesses. Errors: not_protectable, not_proved or cancelled, as
/// the solution says; with the cells that must be published and relations that stand in the way,
/// and whether zeros would help.
[[nodiscard]] result<void> complete(linked_plan& p, const linked_problem& from,
                                    const problem_solution& found, const suppress_options& options);

} // namespace sdc::inline v0::detail
