#include <sdc/risk/table/residual_group.hpp>

#include "../counts_of_tables.hpp"

#include <sdc/table/relations.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace sdc::inline v0 {

result<std::vector<residual_group>> find_residual_groups(const linked_tables& tables,
                                                         std::span<const interval> counts,
                                                         std::int64_t fewer_than) {
    if (auto ok = detail::check_counts(tables, counts); !ok) return ok.error();
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
