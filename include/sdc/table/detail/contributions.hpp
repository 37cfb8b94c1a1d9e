/// Contributor counts and largest contributions of every cell, margins included, from rows of leaf cells.
#pragma once

#include <sdc/table/cube.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// One row of a magnitude table; `contributor` is empty when each row is its own.
struct contribution {
    std::string_view contributor = {};
    cell_index leaf = 0;
    std::int64_t value = 0;
};

/// The cells over `leaf`, itself included: the product of the chains from its codes up to the totals, each once.
inline void find_cells_over(const cube& c, cell_index leaf, std::vector<cell_index>& over) {
    over.assign(1, 0);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto end = over.size();
        // What is there already is at the total of d; the codes below it are added.
        for (auto i = c.shape().coordinate(leaf, d); i != 0; i = c.codes(d).parent(i)) {
            for (std::size_t k = 0; k < end; ++k) over.push_back(over[k] + i * c.shape().stride(d));
        }
    }
}

/// The cells that the rows of one contributor reach, each with the sum. Dense, so that no row costs a search.
class contributor_sums {
public:
    explicit contributor_sums(cell_index cells) : sum_(cells), is_reached_(cells) {}

    void add(cell_index cell, std::int64_t value) {
        if (!is_reached_[cell]) reached_.push_back(cell);
        is_reached_[cell] = true;
        sum_[cell] += value;
    }
    /// Calls f(cell, sum) for each and forgets them.
    template <class F>
    void drain(F&& f) {
        for (const auto cell : reached_) {
            f(cell, sum_[cell]);
            sum_[cell] = 0;
            is_reached_[cell] = false;
        }
        reached_.clear();
    }

private:
    std::vector<std::int64_t> sum_;
    std::vector<bool> is_reached_;
    std::vector<cell_index> reached_;
};

/// Puts `value` into its place of a non-increasing list and drops the last.
inline void keep_largest(std::span<std::int64_t> largest, std::int64_t value) {
    for (auto& kept : largest) {
        if (value > kept) std::swap(value, kept);
    }
}

/// Fills `contributors` and `largest`. Precondition: the sum of all absolute values fits 64 bits.
/// Complexity: O(rows log rows + rows x product of depths).
inline void add_contributions(const cube& c, std::vector<contribution> rows, columns& data) {
    data.contributors.assign(c.size(), 0);
    data.largest.assign(c.size() * data.largest_per_cell, 0);
    if (!std::ranges::is_sorted(rows, {}, &contribution::contributor)) std::ranges::sort(rows, {}, &contribution::contributor);
    std::vector<cell_index> over;
    contributor_sums sums(c.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        find_cells_over(c, rows[i].leaf, over);
        for (const auto cell : over) sums.add(cell, rows[i].value);
        const bool goes_on = i + 1 < rows.size() && !rows[i].contributor.empty() && rows[i + 1].contributor == rows[i].contributor;
        if (goes_on) continue;
        sums.drain([&](cell_index cell, std::int64_t sum) {
            ++data.contributors[cell];
            keep_largest(std::span(data.largest).subspan(cell * data.largest_per_cell, data.largest_per_cell), sum);
        });
    }
}

} // namespace sdc::inline v0::detail
