/// The integer program over what is suppressed: one column for each candidate or group of them.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>
#include <sdc/protect/detail/search/separation.hpp>

#include <sdc/solve/integer_program.hpp>

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

class suppression_master {
public:
    explicit suppression_master(const suppression_problem& p);

    /// Cells of one column, which are suppressed together; those suppressed from the start, and
    /// those never suppressed, are in none.
    [[nodiscard]] const std::vector<std::vector<unknown>>& columns() const noexcept {
        return columns_;
    }
    [[nodiscard]] std::int64_t cost(std::uint32_t column) const { return cost_[column]; }
    [[nodiscard]] std::vector<bool> suppressed(const std::vector<bool>& on) const;
    [[nodiscard]] std::int64_t cost(const std::vector<bool>& on) const;
    [[nodiscard]] std::vector<bool> columns_of(const std::vector<bool>& suppressed) const;

    /// Adds a cut, which needs to hold only if those of the cells of `who` are suppressed that `on`
    /// suppresses; false: it is there already.
    bool add(const capacity_cut& cut, const intruder* who, const std::vector<bool>& on);
    /// That something more is suppressed than the columns `on`.
    bool add_beyond(const std::vector<bool>& on, const intruder* who);
    /// Cheapest solutions have no complement that is alone in an equation. Adds what the values
    /// violate; how many.
    std::size_t add_bridges(std::span<const double> values);

    /// Forgets rows that do not bind at the last relaxation.
    void drop_slack_rows();
    [[nodiscard]] integer_program& solver() noexcept { return *solver_; }
    /// From values of columns to how far each cell is suppressed.
    [[nodiscard]] std::vector<double> open(std::span<const double> values) const;

private:
    using row =
        std::pair<std::vector<std::pair<std::uint32_t, std::int64_t>>, std::int64_t>; // terms, low

    void make_columns();
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> find_bridges() const;
    bool insert(row added);
    bool add_row(std::vector<std::pair<std::uint32_t, std::int64_t>> terms, std::int64_t amount,
                 const intruder* who, const std::vector<bool>& on);

    static constexpr std::uint32_t none = ~std::uint32_t{0};
    const suppression_problem& p_;
    std::vector<std::vector<unknown>> columns_;
    std::vector<std::uint32_t> column_of_;
    std::vector<bool> always_; ///< One a cell: suppressed from the start, or together with what is.
    std::vector<std::int64_t> cost_;
    std::int64_t base_cost_ = 0; ///< Of candidates that are suppressed together with what is.
    std::vector<std::vector<std::uint32_t>>
        bridges_; ///< Columns of the equations in which nothing is suppressed from the start.
    std::set<row> rows_;
    std::vector<std::set<row>::const_iterator>
        row_of_; ///< Of the rows of the program; the end of `rows_` for those that are not ours.
    std::unique_ptr<integer_program> solver_;
};

} // namespace sdc::inline v0::detail
