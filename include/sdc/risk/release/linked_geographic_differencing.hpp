/// Differencing between two ways to divide the same ground, where linked tables name both and the
/// atoms that they are made of.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/release/geographic_differencing.hpp>
#include <sdc/risk/table/residual_group.hpp>
#include <sdc/table/interval.hpp>
#include <sdc/table/linked.hpp>

#include <span>
#include <vector>

namespace sdc::inline v0 {

struct residual_groups {
    std::vector<residual_group> found = {}; ///< Pairs of tables in order, then dimensions, then the
                                            ///< other codes; of these as `zone_differences`.
    bool complete = true;                   ///< False: the step limit came first.
};

/// `find_zone_differences` for every two tables that divide a dimension of one name into other
/// codes, at all other codes that both tables have. Zones are the deepest codes of the tables;
/// atoms are what they are made of by the hierarchies of all tables, unpublished ones included:
/// "under 25" and "under 20" differ by "20" to "24" if some table has single years under each.
/// `counts` is what is known of each cell of all tables; two tables are not compared where a zone's
/// count is open or their atoms differ. Errors: bad_argument for counts of other tables, or options
/// out of range; contradiction. Complexity and source: as `find_zone_differences`, for each pair.
[[nodiscard]] SDCKIT_API result<residual_groups>
find_zone_differences(const linked_tables& tables, std::span<const interval> counts,
                      const zone_difference_options& options = {});

} // namespace sdc::inline v0
