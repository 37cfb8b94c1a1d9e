/// Sparse elimination modulo a prime that keeps what it did: moves that the rows allow, and rows
/// that add up to one cell.
#pragma once

#include "modular.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

class elimination {
public:
    using number = prime_field::number;
    using index = std::uint32_t;
    struct item {
        index at; // a column, or a row
        number value;
    };
    using sparse = std::vector<item>;

    /// Rows hold ascending columns and no zeros.
    elimination(prime_field field, std::vector<sparse> rows, index columns);

    /// The move of all columns that goes by value_of(column) in each column without a pivot; the
    /// pivot rows have these sums (by row; none: 0). O(entries).
    [[nodiscard]] std::vector<number> find_move(const std::function<number(index)>& value_of,
                                                std::vector<number> sums = {}) const;
    /// Multipliers of the given rows whose sum is `wanted` in all columns with a pivot.
    [[nodiscard]] sparse find_multipliers(const sparse& wanted) const;
    /// Of each pivot.
    [[nodiscard]] const std::vector<std::pair<index, index>>& rows_and_columns() const noexcept {
        return pivots_;
    }

private:
    static constexpr index none = std::numeric_limits<index>::max();

    void eliminate();
    [[nodiscard]] index choose_row(index column);
    void pivot(index row, index column);
    /// row -= factor x pivot row.
    void subtract(index row, number factor, index pivot_row);
    void count(index column, int change);
    [[nodiscard]] number value(index row, index column) const;

    prime_field field_;
    std::vector<sparse> rows_; // a row stays as it was when it became a pivot row
    std::vector<sparse> done_; // for each row what was subtracted from it: (pivot row, factor)
    std::vector<std::vector<index>> rows_of_;   // for each column rows that may hold it
    std::vector<index> count_;                  // for each column how many do
    std::set<std::pair<index, index>> waiting_; // (count, column)
    std::deque<index> single_; // rows that may have one entry left; first come first, so that
                               // derivations stay short
    std::vector<index> order_of_row_, order_of_column_; // none: no pivot
    std::vector<std::pair<index, index>> pivots_;       // (row, column)
    sparse merged_;
};

} // namespace sdc::inline v0::detail
