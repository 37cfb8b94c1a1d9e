#include <sdc/protect/detail/heuristic/engine.hpp>

#include <jj.hpp>
#include <problems.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

// The heuristic against proved optima: those of thirty small tables, and two instances of the
// literature whose optima are proved in other hands, too.

namespace {

using namespace sdc::detail;

std::string data(const std::string& name) {
    return std::string(SDCKIT_SOURCE_DIR) + "/tests/golden/data/" + name;
}

/// Hundredths of a percent, rounded up.
std::int64_t gap(std::int64_t cost, std::int64_t optimum) {
    return ((cost - optimum) * 10'000 + optimum - 1) / optimum;
}

TEST(HeuristicYardstick, SmallTablesCostFivePercentMoreAtMost) {
    std::int64_t sum = 0, proved = 0;
    std::string found;
    for (const auto& one : support::small_instances()) {
        const auto s = solve(support::problem_of(one.table, {.minimum = 5}));
        ASSERT_EQ(s.outcome, problem_outcome::solved) << one.name;
        if (one.optimum == 0) continue;
        EXPECT_GE(s.cost, one.optimum)
            << one.name << ": cheaper than what is proved to be cheapest";
        ++proved;
        sum += gap(s.cost, one.optimum);
        found += one.name + ": " + std::to_string(s.cost) + " of " + std::to_string(one.optimum) +
                 ", " + std::to_string(gap(s.cost, one.optimum)) + "\n";
    }
    found += "mean, in hundredths of a percent: " + std::to_string(sum / proved) + "\n";
    RecordProperty("gaps", found);
    EXPECT_EQ(proved, 29);
    EXPECT_LE(sum, 500 * proved) << found;
}

/// Cost of the heuristic's plan for a file of the literature.
std::int64_t heuristic_cost(const std::string& file, double units, double cost_divisor) {
    const auto p = support::read_jj(data(file), units, cost_divisor);
    const auto s = solve(p);
    EXPECT_EQ(s.outcome, problem_outcome::solved) << file;
    for (std::size_t n = 0; n < s.move_of.size(); ++n)
        EXPECT_TRUE(agrees(p, s.suppressed, s.moves[s.move_of[n]]) &&
                    meets(p, p.requirements[n], s.moves[s.move_of[n]]))
            << file;
    testing::Test::RecordProperty("cost", std::to_string(s.cost));
    return s.cost;
}

TEST(HeuristicYardstick, TargusWithinFifteenPercentOf1782) {
    const auto cost = heuristic_cost("targus.jj", 100, 1000);
    EXPECT_GE(cost, 1782);
    EXPECT_LE(gap(cost, 1782), 1500);
}

TEST(HeuristicYardstick, Table1WithinFifteenPercentOf116972) {
    const auto cost = heuristic_cost("table1.jj", 1000, 1000);
    EXPECT_GE(cost, 116'972);
    EXPECT_LE(gap(cost, 116'972), 1500);
}

} // namespace
