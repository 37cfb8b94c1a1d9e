/// The interface to linear programming: small, so that any solver can stand behind it. Programs
/// find; integers prove.
#pragma once

#include <sdc/config.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// Rows low <= coefficients . x <= high over columns with bounds, stored row by row.
struct program {
    std::vector<double> column_low, column_high, cost;
    std::vector<double> row_low, row_high;
    std::vector<std::size_t> row_first{
        0}; ///< Start of each row in `entry_column`; one more than there are rows.
    std::vector<std::uint32_t> entry_column;
    std::vector<double> entry_coefficient;

    std::uint32_t add_column(double low, double high, double price) {
        column_low.push_back(low);
        column_high.push_back(high);
        cost.push_back(price);
        return static_cast<std::uint32_t>(cost.size() - 1);
    }
    void add_entry(std::uint32_t column, double coefficient) {
        entry_column.push_back(column);
        entry_coefficient.push_back(coefficient);
    }
    /// Ends the row whose entries were added last.
    void end_row(double low, double high) {
        row_low.push_back(low);
        row_high.push_back(high);
        row_first.push_back(entry_column.size());
    }
    [[nodiscard]] std::size_t columns() const noexcept { return cost.size(); }
    [[nodiscard]] std::size_t rows() const noexcept { return row_low.size(); }
};

inline constexpr double no_bound = std::numeric_limits<double>::infinity();

enum class program_outcome : unsigned char { optimal, infeasible, unbounded, failed };

/// One loaded program; each `solve` minimises and starts from where the last one ended.
class linear_program {
public:
    virtual ~linear_program() = default;
    virtual void set_cost(std::uint32_t column, double cost) = 0;
    virtual void set_bounds(std::uint32_t column, double low, double high) = 0;
    [[nodiscard]] virtual program_outcome solve() = 0;
    /// Forgets where the last one ended.
    [[nodiscard]] virtual program_outcome solve_afresh() = 0;
    /// One value per column; valid until the next call.
    [[nodiscard]] virtual std::span<const double> values() const = 0;
    /// One multiplier per row: of an optimum its dual values; of an infeasible program a
    /// combination of rows that shows it, up to its sign, or nothing if the solver has none.
    /// Whoever relies on them checks them. Valid until the next call.
    [[nodiscard]] virtual std::span<const double> multipliers() = 0;
    /// Of an unbounded program a direction without end, one value per column, or nothing if the
    /// solver has none; to be checked, too.
    [[nodiscard]] virtual std::span<const double> direction() = 0;
};

} // namespace sdc::inline v0
