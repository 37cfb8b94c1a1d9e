/// The interface to integer programming: a linear program whose columns are whole numbers, and to
/// which rows are added between solves.
#pragma once

#include <sdc/solve/linear_program.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

enum class integer_outcome : unsigned char {
    optimal,    ///< `values` are a cheapest solution.
    infeasible, ///< Nothing costs less than the cutoff.
    limit,      ///< The node limit came first; `values` are the best solution so far, or empty.
    failed,
};

/// Minimises over whole numbers. What it says rests on doubles and their tolerances: whoever relies
/// on a solution checks it.
class integer_program {
public:
    virtual ~integer_program() = default;
    /// low <= sum of coefficient x column <= high, from now on.
    virtual void add_row(std::span<const std::uint32_t> columns,
                         std::span<const double> coefficients, double low, double high) = 0;
    virtual void set_bounds(std::uint32_t column, double low, double high) = 0;
    /// Adds cuts that all whole solutions of the rows within the present bounds satisfy (Gomory,
    /// covers, rounding, zero-half); how many. To be called after `relax`.
    virtual std::size_t add_cuts() = 0;
    /// Removes those of the rows from number `first` on that the values of the last `relax` satisfy
    /// with room to spare; their numbers, ascending.
    virtual std::vector<std::size_t> drop_slack_rows(std::size_t first) = 0;
    [[nodiscard]] virtual std::size_t rows() const = 0;
    /// Without the demand for whole numbers; starts from where the last one ended.
    [[nodiscard]] virtual program_outcome relax() = 0;
    /// Looks for solutions that cost less than `cutoff` (`no_bound`: any), all costs being whole
    /// numbers. Visits at most `node_limit` nodes: never by the clock. Deterministic.
    [[nodiscard]] virtual integer_outcome solve(std::uint64_t node_limit, double cutoff) = 0;
    /// Of the last call; one value per column, or empty. Valid until the next call.
    [[nodiscard]] virtual std::span<const double> values() const = 0;
    /// Of the last `relax`: by how much each unit of a column raises the bound; valid until the
    /// next call.
    [[nodiscard]] virtual std::span<const double> reduced_costs() const = 0;
    /// Of the last call: no solution that it looked for costs less.
    [[nodiscard]] virtual double bound() const = 0;
};

} // namespace sdc::inline v0
