/// From one table and what its rules say to the suppression problem, and back to a plan.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/protect/suppress.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace sdc::inline v0::detail {

/// What every method starts from: the rules are judged, unsafe cells and suppressed zeros are
/// suppressed, no complement is chosen. Errors: those of `suppress` but not_proved and cancelled.
[[nodiscard]] result<plan> propose(std::shared_ptr<const table> t, const suppress_options& options);

/// What the rules flag is suppressed. Errors: bad_argument for a cell that must be published
/// outside the table; not_protectable for one that the rules suppress.
[[nodiscard]] result<void> suppress_flagged(plan& p);

/// The error of cells, by name, whose requirements stay open, or `more` than them; `rule` is that
/// of the first.
[[nodiscard]] sdc::error open_cells(problem_outcome why, std::span<const std::string> cells,
                                    bool more, std::string rule);

/// The error of a group, by the names of the two cells.
[[nodiscard]] sdc::error describe_group_conflict(const std::string& suppressed,
                                                 const std::string& shown);

/// Those of the options, or `default_solvers()`.
[[nodiscard]] const solvers& solvers_of(const suppress_options& options);

/// Every group names cells of the table, and none is in two; costs are in their ranges. Errors:
/// bad_argument, duplicate.
[[nodiscard]] result<void> check_choices(const table& t, const suppress_options& options);

/// `p` has a source, rules, verdicts, first statuses, cells that must be published and
/// requirements. Cells keep their numbers. `p` must outlive what is made. Errors: not_protectable
/// for a group with a cell that is suppressed and one that is public in any case. O(dimensions x
/// cells).
[[nodiscard]] result<suppression_problem> make_problem(const plan& p,
                                                       const suppress_options& options);

/// The same where zeros may be suppressed, too; nothing if they may already.
[[nodiscard]] std::optional<suppression_problem>
with_eligible_zeros(const plan& p, const suppress_options& options);

/// Takes the solution's complements, witnesses and cost into the plan. Errors: which cells are open
/// and why, unless it is solved.
[[nodiscard]] result<void> complete(plan& p, const suppression_problem& problem,
                                    const problem_solution& s, const suppress_options& options);

} // namespace sdc::inline v0::detail
