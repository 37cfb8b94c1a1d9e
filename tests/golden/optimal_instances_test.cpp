#include <sdc/protect/detail/exact/optimal.hpp>

#include <jj.hpp>
#include <problems.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace {

using namespace sdc::detail;

std::string data(const std::string& name) {
    return std::string(SDCKIT_SOURCE_DIR) + "/tests/golden/data/" + name;
}

/// Of the CUTEst collection: two hierarchies, 13 sensitive cells with protection levels, numbers up
/// to 16 million. Its optimum is proved in other hands, too: GLPK finds it in the program that has
/// a copy of the table for each need.
TEST(OptimalTargus, HasSevenComplementsOfCost1782) {
    const auto p = support::read_jj(data("targus.jj"), 100, 1000);
    const auto s = solve_exactly(p);
    ASSERT_EQ(s.outcome, problem_outcome::solved);
    EXPECT_EQ(s.cost, 1782);
    EXPECT_EQ(s.lower_bound, 1782);
    std::size_t complements = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        complements += s.suppressed[i] && p.role[i] == cell_role::candidate;
    EXPECT_EQ(complements, 7U);
}

TEST(OptimalTargus, DoesNotDependOnTheUnit) {
    for (const double units : {1.0, 1000.0})
        EXPECT_EQ(solve_exactly(support::read_jj(data("targus.jj"), units, 1000)).cost, 1782)
            << units;
}

/// A limit leaves a solution and a bound on either side of the optimum, and a start is never made
/// worse.
TEST(OptimalTargus, HasABoundBelowAndASolutionAboveAtTheLimit) {
    const auto p = support::read_jj(data("targus.jj"), 100, 1000);
    const auto s = solve_exactly(p, {.node_limit = 1});
    ASSERT_EQ(s.outcome, problem_outcome::solved);
    EXPECT_LT(s.lower_bound, 1782);
    EXPECT_GT(s.lower_bound, 1600);
    EXPECT_GE(s.cost, 1782);
    const auto best = solve_exactly(p);
    const auto again = solve_exactly(p, {.node_limit = 1, .start = &best});
    EXPECT_EQ(again.cost, 1782);
    EXPECT_EQ(again.suppressed, best.suppressed);
}

/// The yardstick itself: of those that take a fraction of a second, every optimum is proved anew.
TEST(OptimalSmallTables, AreProved) {
    for (const std::uint64_t seed :
         {3U, 20U, 31U, 52U, 112U, 143U, 147U, 181U, 189U, 190U, 193U, 197U, 224U}) {
        const auto* recipe =
            std::ranges::find(support::small_recipes, seed, &support::small_recipe::seed);
        const auto one = support::make_small(*recipe);
        const auto s = solve_exactly(support::problem_of(one.table, {.minimum = 5}));
        EXPECT_EQ(s.outcome, problem_outcome::solved) << one.name;
        EXPECT_EQ(s.cost, one.optimum) << one.name;
        EXPECT_EQ(s.lower_bound, one.optimum) << one.name;
    }
}

} // namespace
