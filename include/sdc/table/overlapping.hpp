/// Groups whose people are in other codes of their dimension, too: Hispanic beside White, Black and
/// Asian.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/residual.hpp>
#include <sdc/table/tabulate.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A dimension, and a code that is no part of its total's sum.
using overlapping_code = std::pair<std::string, std::string>;

/// The rows and codes that are left without the groups: those that add up. Errors: bad_argument (no
/// such dimension or code; a total; a code with others under it).
[[nodiscard]] SDCKIT_API result<records> without_groups(const records& rows,
                                                        std::span<const overlapping_code> groups);
[[nodiscard]] SDCKIT_API result<std::vector<dimension>>
without_groups(std::vector<dimension> by, std::span<const overlapping_code> groups);

/// What anyone can compute from a group and the total: the group and all others, who have no rows.
struct group_and_others {
    std::vector<dimension> by = {}; ///< That of the group has two codes under its total.
    residual_code others = {};
};

/// A table of one group: it shares the cells that are totals of its dimension with the table of
/// those that add up. `by`: as the rows have it, with all groups. Errors: as `without_groups`.
[[nodiscard]] SDCKIT_API result<group_and_others>
codes_of_group(std::vector<dimension> by, const overlapping_code& group,
               std::span<const overlapping_code> all);

/// The rows of the group and of the totals of its dimension. Errors: missing_column; bad_argument
/// for a row of two groups.
[[nodiscard]] SDCKIT_API result<records> rows_of_group(const records& rows,
                                                       const group_and_others& codes,
                                                       std::span<const overlapping_code> all);

/// Its counts. `how`: of all rows; `residuals`: of other dimensions hold here, too. Errors: as
/// `without_groups`, `add_residuals` and `tabulate`; not_additive for a group that is larger than
/// the total.
[[nodiscard]] SDCKIT_API result<table>
tabulate_group(const records& rows, const tabulate_options& how, const overlapping_code& group,
               std::span<const overlapping_code> all, std::span<const residual_code> residuals);

} // namespace sdc::inline v0
