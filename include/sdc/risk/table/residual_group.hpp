/// Few people of whom it is known in which of some cells they are, though not in which one.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/error.hpp>
#include <sdc/table/linked.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
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
[[nodiscard]] inline result<std::vector<residual_group>>
find_residual_groups(const linked_tables& tables, std::span<const interval> counts,
                     std::int64_t fewer_than) {
    if (counts.size() != tables.size())
        return error{.code = errc::bad_argument,
                     .message = "counts of other tables",
                     .field = "counts",
                     .found = std::to_string(counts.size()) + " cells",
                     .wanted = std::to_string(tables.size()) + " cells"};
    std::vector<residual_group> found;
    std::set<linear_form> seen;
    for (std::size_t k = 0; k < tables.tables().size(); ++k) {
        const auto first = tables.offset(k);
        for_each_relation(tables.cube(k), [&](const relation& r) {
            const auto total = first + r.total();
            if (!counts[total].is_single_value()) return;
            auto people = counts[total].low;
            linear_form open, known{{total, 1}};
            r.for_each_part([&](cell_index part) {
                const auto& n = counts[first + part];
                if (!n.is_single_value()) return open.emplace_back(first + part, 1), void();
                people -= n.low;
                if (n.low > 0) known.emplace_back(first + part, -1);
            });
            if (open.empty() || known.size() == 1 || people < 1 || people >= fewer_than) return;
            auto what = open.size() <= known.size() ? std::move(open) : std::move(known);
            for (auto& [cell, times] : what) cell = tables.variable_of(cell);
            std::ranges::sort(what);
            if (seen.insert(what).second)
                found.push_back({.what = std::move(what), .people = people});
        });
    }
    return found;
}

} // namespace sdc::inline v0
