/// A few cells and the rows among them: where one move is sought.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Cells outside do not change. Cells that cannot change because a row leaves them alone are
/// dropped, again and again. Reusable: memory is taken once, work grows with the cells asked for.
class local_system {
public:
    static constexpr std::uint32_t outside = std::numeric_limits<std::uint32_t>::max();

    struct term {
        std::uint32_t column;
        std::int32_t coefficient;
    };

    explicit local_system(const suppression_problem& p) : p_(p) {}

    /// Distinct cells in any order.
    void build(std::span<const unknown> cells);

    /// The rows of these cells alone, and every cell in them for which `may_move` holds, as if
    /// nothing else bound it.
    template <class MayMove>
    void build_rows_of(std::span<const unknown> cells, const MayMove& may_move) {
        clear();
        for (const auto cell : cells) {
            for (const auto r : p_.rows.rows_of(cell)) {
                if (slot_of_[r] != outside) continue;
                slot_of_[r] = 0;
                touched_.push_back(r);
                left_.push_back(1);
                for (const auto& t : p_.rows.row(r)) {
                    if (column_of_[t.cell] != outside || !may_move(t.cell)) continue;
                    column_of_[t.cell] = static_cast<std::uint32_t>(cells_.size());
                    cells_.push_back(t.cell);
                }
            }
        }
        for (std::size_t i = 0; i < touched_.size(); ++i)
            slot_of_[touched_[i]] = static_cast<std::uint32_t>(i);
        collect_rows();
    }

    [[nodiscard]] const suppression_problem& problem() const noexcept { return p_; }
    /// The cells that can change, in the order given.
    [[nodiscard]] std::span<const unknown> cells() const noexcept { return cells_; }
    [[nodiscard]] std::uint32_t column_of(unknown cell) const noexcept { return column_of_[cell]; }
    [[nodiscard]] std::size_t rows() const noexcept { return row_first_.size() - 1; }
    [[nodiscard]] std::span<const term> row(std::size_t i) const noexcept {
        return {terms_.data() + row_first_[i], terms_.data() + row_first_[i + 1]};
    }
    /// The row's number in the problem.
    [[nodiscard]] std::uint32_t number(std::size_t i) const noexcept { return numbers_[i]; }

private:
    void clear();
    void peel();
    void number_columns();
    void collect_rows();

    const suppression_problem& p_;
    std::vector<std::uint32_t> column_of_, slot_of_;
    std::vector<unknown> cells_;
    std::vector<std::uint32_t> touched_, left_; // rows, and how many of the cells each still has
    std::vector<std::size_t> row_first_{0};
    std::vector<term> terms_;
    std::vector<std::uint32_t> numbers_;
};

} // namespace sdc::inline v0::detail
