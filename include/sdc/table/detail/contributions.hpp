/// Contributor counts and largest contributions of every cell, margins included, from rows of leaf
/// cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// One row of a magnitude table; `contributor` is empty when each row is its own.
struct contribution {
    std::string_view contributor = {};
    cell_index leaf = 0;
    std::int64_t value = 0;
};

/// The cells over `leaf`, itself included: the product of the chains from its codes up to the
/// totals, each once.
SDCKIT_API void find_cells_over(const cube& c, cell_index leaf, std::vector<cell_index>& over);

/// The cells that the rows of one contributor reach, each with the sum. Dense, so that no row costs
/// a search.
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
SDCKIT_API void keep_largest(std::span<std::int64_t> largest, std::int64_t value);

/// Fills `contributors` and `largest`. Precondition: the sum of all absolute values fits 64 bits.
/// Complexity: O(rows log rows + rows x product of depths).
SDCKIT_API void add_contributions(const cube& c, std::vector<contribution> rows, columns& data);

} // namespace sdc::inline v0::detail
