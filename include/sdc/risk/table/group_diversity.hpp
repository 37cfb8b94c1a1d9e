/// How many people a row or column of a table holds, and how far its categories leave them apart:
/// k, l and t of each.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/table/diversity.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sdc::inline v0 {

/// One group: the people of leaf codes of all dimensions but one, over the leaf codes of that one.
struct group_diversity {
    cell_index group = 0;        ///< The cell of the group, at the root of `dimension`.
    std::size_t dimension = 0;   ///< Whose categories are distinguished.
    std::int64_t people = 0;     ///< k: at least 1.
    l_diversity categories = {}; ///< l in three readings.
    double distance = 0; ///< t: to the same categories of everybody, equally far apart. In [0,1].
};

/// The least k and l and the largest t of all groups; of equal ones the first.
struct least_diversity {
    std::optional<group_diversity>
        fewest = {},
        least_diverse = {},
        farthest = {}; ///< By people; by distinct categories, then entropy; by distance.
};

/// Calls f(group_diversity) for every group of somebody, of each sensitive dimension in turn; of
/// each dimension where none or all are sensitive, so of rows and of columns. `c`: of recursive
/// (c,l)-diversity. Sources: as `l_diversity_of` and `equal_distance`; ARX and sdcMicro report the
/// same of the classes of microdata. It does not say that a category is harmful, nor that many
/// categories are far apart in meaning. Errors: bad_argument for c. O(dimensions x cells x log
/// categories).
template <class F>
[[nodiscard]] result<void> for_each_group_diversity(const table& t, F&& f, double c = 2) {
    const auto dimensions = t.cube().dimensions();
    const auto sensitive = std::ranges::count(dimensions, role::sensitive, &dimension::role);
    const bool every = sensitive == 0 || static_cast<std::size_t>(sensitive) == dimensions.size();
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        if (!every && dimensions[d].role != role::sensitive) continue;
        std::vector<code_index> leaves;
        for (code_index i = 0; i < dimensions[d].codes.size(); ++i) {
            if (dimensions[d].codes.is_leaf(i)) leaves.push_back(i);
        }
        const auto stride = t.cube().shape().stride(d);
        std::vector<std::int64_t> whole(leaves.size()), group(leaves.size());
        for (std::size_t i = 0; i < leaves.size(); ++i)
            whole[i] = t.contributors(leaves[i] * stride);
        for (const auto& cell : cells(t)) {
            bool is_group = cell.at()[d] == 0 && t.contributors(cell.index()) > 0;
            for (std::size_t e = 0; is_group && e < dimensions.size(); ++e)
                is_group = e == d || cell.is_leaf(e);
            if (!is_group) continue;
            for (std::size_t i = 0; i < leaves.size(); ++i)
                group[i] = t.contributors(cell.index() + leaves[i] * stride);
            const auto l = l_diversity_of(group, c);
            if (!l) return l.error();
            const auto distance = equal_distance(group, whole);
            if (!distance) return distance.error();
            f(group_diversity{.group = cell.index(),
                              .dimension = d,
                              .people = t.contributors(cell.index()),
                              .categories = *l,
                              .distance = *distance});
        }
    }
    return {};
}

/// The extremes of these. Errors and complexity: as above.
[[nodiscard]] SDCKIT_API result<least_diversity> find_least_diversity(const table& t, double c = 2);

} // namespace sdc::inline v0
