/// What the announced rules of a plan add to its suppression problem: what published cells imply,
/// and that something must be flagged.
#pragma once

#include <sdc/knowledge/announced_rule.hpp>
#include <sdc/knowledge/plan_view.hpp>
#include <sdc/protect/detail/problem/problem.hpp>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Facts that cells imply as long as they are published, by cell; `p` has the statuses of flagged
/// cells alone. Facts that are not true, as where an earlier release shows what these rules would
/// flag, are left out. O(cells x rules x dimensions x depth).
[[nodiscard]] std::vector<published_fact> find_published_facts(const plan& p);

/// Takes them into the problem: what candidates imply as facts, what fixed cells imply into the low
/// bounds; roles must be final, so that it comes after `resolve_groups`. O(facts log facts).
void add_published_facts(suppression_problem& to, std::vector<published_fact> facts);

/// Some cell is flagged in the true table plus the changes: of those that are flagged now, and of
/// those that change. `change_of(cell)`: of any cell; `changed`: which of them change. Cells are
/// those of the plan. O(1) where some flagged cell is untouched.
[[nodiscard]] bool keeps_one_flagged(const plan_view& view, const plan& p,
                                     const std::function<std::int64_t(cell_index)>& change_of,
                                     std::span<const cell_index> changed);

/// The cases of which one holds in every table from which the rules would have suppressed the cells
/// of `is_suppressed`. Nothing if that implies nothing. O(cells x rules x dimensions x depth).
[[nodiscard]] std::optional<one_of>
find_flagged_cases(const plan_view& view, const plan& p,
                   const std::function<bool(cell_index)>& is_suppressed);

/// For each flagged cell the cells that keep it so while they do not change; nothing where more
/// than a few are flagged.
[[nodiscard]] std::vector<std::vector<cell_index>> find_flagged_sets(const plan& p);

} // namespace sdc::inline v0::detail
