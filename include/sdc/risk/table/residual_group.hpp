/// Few people of whom it is known in which of some cells they are, though not in which one.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/interval.hpp>
#include <sdc/table/linear_form.hpp>
#include <sdc/table/linked.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// Cells, less others within them.
struct residual_group {
    linear_form what = {};   ///< Of all tables, 1 or -1 of each.
    std::int64_t people = 0; ///< At least 1.

    bool operator==(const residual_group&) const = default;
};

/// Of each cell whose count is known the parts along one dimension that are not, where others are:
/// together they are what the others leave. "Charged" of 41, 40 of them men, leaves one who is
/// something else. Of 1 to `fewer_than` - 1 people, each sum once, in the order of tables,
/// dimensions and cells; written as the parts that are open, or as the whole less those that are
/// known, whichever is shorter. `counts` is what is known of each cell of all tables. Source:
/// CalHHS, Data De-Identification Guidelines (masked counts of a line that sum to few); Handbook on
/// Statistical Disclosure Control, 2nd edition, 5.2. Errors: bad_argument for counts of other
/// tables. Complexity: O(cells x dimensions).
[[nodiscard]] SDCKIT_API result<std::vector<residual_group>>
find_residual_groups(const linked_tables& tables, std::span<const interval> counts,
                     std::int64_t fewer_than);

} // namespace sdc::inline v0
