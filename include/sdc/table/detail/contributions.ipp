#include <sdc/table/detail/contributions.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

void find_cells_over(const cube& c, cell_index leaf, std::vector<cell_index>& over) {
    over.assign(1, 0);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto end = over.size();
        // What is there already is at the total of d; the codes below it are added.
        for (auto i = c.shape().coordinate(leaf, d); i != 0; i = c.codes(d).parent(i)) {
            for (std::size_t k = 0; k < end; ++k) over.push_back(over[k] + i * c.shape().stride(d));
        }
    }
}

void keep_largest(std::span<std::int64_t> largest, std::int64_t value) {
    for (auto& kept : largest) {
        if (value > kept) std::swap(value, kept);
    }
}

void add_contributions(const cube& c, std::vector<contribution> rows, columns& data) {
    data.contributors.assign(c.size(), 0);
    data.largest.assign(c.size() * data.largest_per_cell, 0);
    if (!std::ranges::is_sorted(rows, {}, &contribution::contributor))
        std::ranges::sort(rows, {}, &contribution::contributor);
    std::vector<cell_index> over;
    contributor_sums sums(c.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        find_cells_over(c, rows[i].leaf, over);
        for (const auto cell : over) sums.add(cell, rows[i].value);
        const bool goes_on = i + 1 < rows.size() && !rows[i].contributor.empty() &&
                             rows[i + 1].contributor == rows[i].contributor;
        if (goes_on) continue;
        sums.drain([&](cell_index cell, std::int64_t sum) {
            ++data.contributors[cell];
            keep_largest(std::span(data.largest)
                             .subspan(cell * data.largest_per_cell, data.largest_per_cell),
                         sum);
        });
    }
}

} // namespace sdc::inline v0::detail
