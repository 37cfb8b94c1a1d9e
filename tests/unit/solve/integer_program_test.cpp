#include <sdc/solve/cbc.hpp>

#include <generators.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

namespace {

constexpr std::uint32_t columns = 7;
using coefficients = std::vector<double>;

/// Covers of seven columns of 0 or 1 at random prices.
struct random_covers {
    sdc::program program;
    std::vector<coefficients> rows;
    std::vector<double> requirement;

    explicit random_covers(std::uint64_t seed) {
        support::splitmix64 random(seed);
        for (std::uint32_t j = 0; j < columns; ++j)
            program.add_column(0, 1, static_cast<double>(1 + random.below(9)));
        for (int r = 0; r < 4; ++r) {
            coefficients row;
            for (std::uint32_t j = 0; j < columns; ++j)
                row.push_back(static_cast<double>(random.below(6)));
            rows.push_back(row);
            requirement.push_back(static_cast<double>(3 + random.below(7)));
        }
    }

    /// Trying all; nothing if none satisfies the rows.
    [[nodiscard]] std::optional<double> optimum() const {
        std::optional<double> best;
        for (unsigned set = 0; set < 1U << columns; ++set) {
            const auto sum = [&](const coefficients& c) {
                double total = 0;
                for (std::uint32_t j = 0; j < columns; ++j)
                    total += (set >> j & 1U) != 0 ? c[j] : 0;
                return total;
            };
            bool holds = true;
            for (std::size_t r = 0; r < rows.size(); ++r)
                holds = holds && sum(rows[r]) >= requirement[r];
            if (holds && (!best || sum(program.cost) < *best)) best = sum(program.cost);
        }
        return best;
    }
};

std::vector<std::uint32_t> all_columns() {
    std::vector<std::uint32_t> index;
    for (std::uint32_t j = 0; j < columns; ++j) index.push_back(j);
    return index;
}

TEST(IntegerProgram, FindsTheOptimumOfBruteForceWithRowsAddedLater) {
    int feasible = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const random_covers c(seed);
        const auto solver = sdc::make_cbc(c.program);
        const auto wanted = c.optimum();
        for (std::size_t r = 0; r < c.rows.size(); ++r) {
            EXPECT_TRUE(solver->relax() == sdc::program_outcome::optimal || !wanted);
            solver->add_row(all_columns(), c.rows[r], c.requirement[r], sdc::no_bound);
        }
        const auto outcome = solver->solve(1000, sdc::no_bound);
        ASSERT_EQ(outcome,
                  wanted ? sdc::integer_outcome::optimal : sdc::integer_outcome::infeasible)
            << seed;
        if (!wanted) continue;
        ++feasible;
        EXPECT_NEAR(solver->bound(), *wanted, 1e-6) << seed;
        EXPECT_EQ(solver->solve(1000, *wanted), sdc::integer_outcome::infeasible) << seed;
        EXPECT_EQ(solver->solve(1000, *wanted + 1), sdc::integer_outcome::optimal) << seed;
    }
    EXPECT_GT(feasible, 30);
}

TEST(IntegerProgram, CutsRaiseTheBoundAndLeaveTheOptimum) {
    int raised = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const random_covers c(seed);
        const auto wanted = c.optimum();
        if (!wanted) continue;
        const auto solver = sdc::make_cbc(c.program);
        for (std::size_t r = 0; r < c.rows.size(); ++r)
            solver->add_row(all_columns(), c.rows[r], c.requirement[r], sdc::no_bound);
        ASSERT_EQ(solver->relax(), sdc::program_outcome::optimal);
        const auto before = solver->bound();
        solver->add_cuts();
        ASSERT_EQ(solver->relax(), sdc::program_outcome::optimal);
        EXPECT_GE(solver->bound(), before - 1e-6);
        EXPECT_LE(solver->bound(), *wanted + 1e-6) << seed;
        raised += solver->bound() > before + 1e-6;
        const auto cut = solver->bound();
        const auto rows = solver->rows();
        const auto dropped = solver->drop_slack_rows(0);
        EXPECT_EQ(solver->rows() + dropped.size(), rows);
        ASSERT_EQ(solver->relax(), sdc::program_outcome::optimal);
        EXPECT_NEAR(solver->bound(), cut, 1e-6);
    }
    EXPECT_GT(raised, 10);
}

TEST(IntegerProgram, BoundsDecideColumnsAndTheLimitIsKept) {
    const random_covers c(3);
    const auto solver = sdc::make_cbc(c.program);
    solver->add_row(all_columns(), coefficients(columns, 1.0), 1, sdc::no_bound);
    for (std::uint32_t j = 0; j < columns; ++j) solver->set_bounds(j, 0, j == 2 ? 1 : 0);
    ASSERT_EQ(solver->solve(10, sdc::no_bound), sdc::integer_outcome::optimal);
    EXPECT_NEAR(solver->values()[2], 1, 1e-9);
    solver->set_bounds(2, 0, 0);
    EXPECT_EQ(solver->relax(), sdc::program_outcome::infeasible);
    EXPECT_EQ(solver->solve(10, sdc::no_bound), sdc::integer_outcome::infeasible);
}

} // namespace
