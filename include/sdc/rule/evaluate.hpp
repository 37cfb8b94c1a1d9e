/// Applies rules to a table.
#pragma once

#include <sdc/config.hpp>
#include <sdc/rule/group_disclosure.hpp>
#include <sdc/rule/listed_cells.hpp>
#include <sdc/rule/threshold.hpp>

#include <span>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

using rule = std::variant<threshold, group_disclosure, listed_cells>;

/// True if some threshold rule lets zeros be suppressed; then a suppressed cell may be 0.
[[nodiscard]] SDCKIT_API bool may_suppress_zeros(std::span<const rule> rules,
                                                 const table& t) noexcept;

namespace detail {

/// Where a policy depends on the total, its visible outcome implies on which side of the limit the
/// total is.
SDCKIT_API condition fact_of_limit(std::int64_t total, std::int64_t limit);

SDCKIT_API void add_facts(const threshold& rule, const table& t, verdicts& found);

/// One flag a code: some published cell has it, and none has a code below it. Without cells that
/// are not published these are the leaves. O(cells).
SDCKIT_API std::vector<bool> last_shown_codes(const cube& c, const std::vector<bool>& unpublished,
                                              std::size_t d);

/// One flag a cell: published, or the sum of such cells along some dimension, which anyone can add
/// up. O(dimensions x cells).
SDCKIT_API std::vector<bool> sums_of_published(const cube& c, const std::vector<bool>& unpublished);

/// Codes that were taken from the data all occur, as far as they are shown: each holds at least 1,
/// and the total at least as many as there are. If some code holds 0, the list cannot have come
/// from what occurs, and implies nothing.
SDCKIT_API void add_code_facts(const table& t, verdicts& found);

SDCKIT_API bool announces_total(std::span<const rule> rules) noexcept;

/// None, or one flag a cell, and not the grand total: policies about it are announced.
SDCKIT_API result<void> check_unpublished(const table& t, const std::vector<bool>& unpublished);

} // namespace detail

/// Every reason of every cell that is published, or is a sum of such cells, and what the rules and
/// the code lists imply about suppressed cells. `unpublished`: empty, or one flag a cell. Errors:
/// an option outside its range, no rule, a listed cell that is promised to be shown or is not
/// published. Complexity: O(cells x dimensions x depth).
[[nodiscard]] SDCKIT_API result<verdicts> evaluate(const table& t, std::span<const rule> rules,
                                                   std::vector<bool> unpublished = {});

} // namespace sdc::inline v0
