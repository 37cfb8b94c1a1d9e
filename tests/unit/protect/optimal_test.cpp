#include <sdc/protect/detail/exact/optimal.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using namespace sdc::detail;

/// One equation over cells of value 5 that may fall to 0 and rise by 1.
suppression_problem one_row(const std::vector<std::int32_t>& coefficients,
                            std::vector<cell_role> roles, std::vector<std::int64_t> costs) {
    suppression_problem p;
    std::vector<row_system::term> terms;
    for (std::uint32_t i = 0; i < coefficients.size(); ++i) terms.push_back({i, coefficients[i]});
    p.rows.add(terms);
    p.rows.index(coefficients.size());
    p.value.assign(coefficients.size(), 5);
    p.low.assign(coefficients.size(), 0);
    p.high.assign(coefficients.size(), 6);
    p.role = std::move(roles);
    p.cost = std::move(costs);
    p.requirements = {{.cell = 0, .direction = sdc::requirement::side::up, .limit = 6}};
    return p;
}

constexpr auto suppressed = cell_role::suppressed, candidate = cell_role::candidate,
               fixed = cell_role::fixed;

TEST(SolveExactly, TakesTheCheaperPartner) {
    const auto s =
        solve_exactly(one_row({-1, 1, 1}, {suppressed, candidate, candidate}, {1, 7, 4}));
    EXPECT_EQ(s.outcome, problem_outcome::solved);
    EXPECT_EQ(s.cost, 4);
    EXPECT_EQ(s.lower_bound, 4);
    EXPECT_EQ(s.suppressed, (std::vector<bool>{true, false, true}));
}

/// Half a unit of cell 1 would do, if people came in halves: no cut says so, and the next choice is
/// taken.
TEST(SolveExactly, HalvesAreNoWitness) {
    const auto s = solve_exactly(
        one_row({-1, 2, 1, 1}, {suppressed, suppressed, candidate, candidate}, {1, 1, 7, 4}));
    EXPECT_EQ(s.outcome, problem_outcome::solved);
    EXPECT_EQ(s.cost, 4);
    EXPECT_EQ(s.lower_bound, 4);
    EXPECT_EQ(s.suppressed, (std::vector<bool>{true, true, false, true}));
    const auto none =
        solve_exactly(one_row({-1, 2, 2}, {suppressed, suppressed, candidate}, {1, 1, 3}));
    EXPECT_EQ(none.outcome, problem_outcome::impossible);
}

TEST(SolveExactly, NothingToDoCostsNothing) {
    auto p = one_row({-1, 1}, {suppressed, suppressed}, {1, 1});
    EXPECT_EQ(solve_exactly(p).outcome, problem_outcome::solved);
    EXPECT_EQ(solve_exactly(p).cost, 0);
    p.requirements.clear();
    EXPECT_EQ(solve_exactly(p).outcome, problem_outcome::solved);
    auto free = one_row({-1, 1}, {suppressed, candidate}, {1, 1});
    free.requirements.clear();
    EXPECT_EQ(solve_exactly(free).cost, 0);
}

TEST(SolveExactly, ImpossibleNamesTheNeed) {
    const auto s = solve_exactly(one_row({-1, 1}, {suppressed, fixed}, {1, 1}));
    EXPECT_EQ(s.outcome, problem_outcome::impossible);
    EXPECT_EQ(s.open, (std::vector<std::uint32_t>{0}));
}

TEST(SolveExactly, StopsWhenTold) {
    const auto p = one_row({-1, 1, 1}, {suppressed, candidate, candidate}, {1, 7, 4});
    EXPECT_EQ(solve_exactly(p, {.run = {.cancel = [] { return true; }}}).outcome,
              problem_outcome::cancelled);
    problem_solution start{.suppressed = {true, true, false}};
    const auto s = solve_exactly(p, {.start = &start, .run = {.cancel = [] { return true; }}});
    EXPECT_EQ(s.outcome, problem_outcome::solved);
    EXPECT_EQ(s.cost, 7);
    EXPECT_LE(s.lower_bound, 4);
}

} // namespace
