/// How identifiable people are to an intruder of several tables at once: by cells, and by what
/// follows by subtraction.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/release/difference.hpp>
#include <sdc/risk/release/linked_geographic_differencing.hpp>
#include <sdc/risk/table/interval.hpp>
#include <sdc/risk/table/residual_group.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

namespace sdc::inline v0 {

/// Whose score is the highest: the people of a cell, or of cells less others within them.
struct maximum_risk {
    linear_form what = {}; ///< Of all tables; empty if nothing is certain.
    cell_risk risk = {};

    bool operator==(const maximum_risk&) const = default;
};

struct joint_risk {
    std::vector<interval_risk> cells = {};         ///< Of all tables.
    std::vector<difference_risk> differences = {}; ///< Of all pairs of `linked_tables::subsets`.
    std::vector<residual_group> residual_groups =
        {}; ///< Those whose score by identity is at least the limit, fewest people first; of equals
            ///< lines, then zones.
    maximum_risk highest = {}; ///< The first of equals, in this order.
    bool exact =
        true; ///< False: a search limit came first, and scores may be higher, or more zones found.

    /// Cells, shared ones once, differences and residual groups with a score of at least 1 / this.
    [[nodiscard]] std::size_t count_at_risk(const linked_tables& tables,
                                            std::int64_t limit_one_in) const {
        std::set<cell_index> meanings;
        for (cell_index cell = 0; cell < cells.size(); ++cell) {
            if (cells[cell].certain.one_in <= limit_one_in)
                meanings.insert(tables.variable_of(cell));
        }
        auto n = meanings.size() + residual_groups.size();
        for (const auto& d : differences) n += d.highest().one_in <= limit_one_in ? 1 : 0;
        return n;
    }
};

struct joint_risk_options {
    interval_risk_options scores = {};
    std::int64_t limit_one_in = 3; ///< At risk is a score of at least 1 in this; at least 1.
    std::size_t most_zones = 3; ///< Of one division, taken together; 0: divisions are not compared.
};

/// What an intruder can infer with certainty, by `score_knowledge`, `score_differences`, and by
/// identity, of counts that are certain, `find_residual_groups` and `find_zone_differences`. Where
/// nobody at all may be counted nothing is certain, and no attack is needed. Errors: bad_argument
/// for a limit below 1; those of the four. Complexity: that of the four; of a division at most a
/// million unions.
[[nodiscard]] SDCKIT_API result<joint_risk> score_joint(const knowledge& known,
                                                        const joint_risk_options& options = {});

} // namespace sdc::inline v0
