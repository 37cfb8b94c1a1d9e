#include <sdc/protect/detail/search/move_simplex.hpp>

#include <generators.hpp>
#include <move_instance.hpp>

#include <sdc/solve/clp.hpp>
#include <sdc/solve/dense_inverse.hpp>
#include <sdc/solve/sparse_lu.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace sdc::detail;
using cell = sdc::detail::unknown;

/// The same problem for another solver: a rise and a fall for each cell, every row, the wanted
/// change as bounds.
std::optional<double> least_by_program(const suppression_problem& p,
                                       const std::vector<move_simplex::terms>& all) {
    sdc::program whole;
    for (const auto& t : all) {
        whole.add_column(std::max<double>(0, static_cast<double>(t.low)),
                         std::max<double>(0, static_cast<double>(t.high)), t.price);
        whole.add_column(std::max<double>(0, -static_cast<double>(t.high)),
                         std::max<double>(0, -static_cast<double>(t.low)), t.price);
    }
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
        for (const auto& t : p.rows.row(r)) {
            whole.add_entry(2 * t.cell, t.coefficient);
            whole.add_entry(2 * t.cell + 1, -t.coefficient);
        }
        whole.end_row(0, 0);
    }
    const auto solver = sdc::make_clp(whole);
    const auto outcome = solver->solve();
    EXPECT_TRUE(outcome == sdc::program_outcome::optimal ||
                outcome == sdc::program_outcome::infeasible);
    if (outcome != sdc::program_outcome::optimal) return std::nullopt;
    double sum = 0;
    const auto values = solver->values();
    for (std::size_t j = 0; j < values.size(); ++j) sum += values[j] * whole.cost[j];
    return sum;
}

/// What is wrong with the changes as an answer, in words; empty if nothing is.
std::string fault(const suppression_problem& p, const std::vector<move_simplex::terms>& all,
                  const std::vector<move_simplex::changed_cell>& changes) {
    std::map<cell, double> by;
    for (const auto& c : changes) {
        if (c.change < static_cast<double>(all[c.cell].low) - 1e-6 ||
            c.change > static_cast<double>(all[c.cell].high) + 1e-6)
            return "out of its range";
        by[c.cell] = c.change;
    }
    for (cell i = 0; i < p.size(); ++i) {
        if ((all[i].low > 0 || all[i].high < 0) && !by.contains(i)) return "a forced cell stays";
    }
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
        double sum = 0;
        for (const auto& t : p.rows.row(r))
            sum += by.contains(t.cell) ? t.coefficient * by[t.cell] : 0.0;
        if (std::abs(sum) > 1e-6) return "a row out of balance";
    }
    return "";
}

/// Tables of one to four dimensions, ragged, with single children; ranges of every kind; prices
/// next to nothing, equal and far apart.
TEST(MoveSimplex, CostsWhatAnotherSolverFindsForTheWholeTable) {
    support::splitmix64 random(11);
    int found = 0, none = 0, forced_twice = 0;
    for (int round = 0; round < 600; ++round) {
        const support::table_options o{.dimensions = 1 + random.below(4),
                                       .branching = 4,
                                       .depth = 2,
                                       .single_child_percent = 20,
                                       .ragged_percent = 30};
        const support::move_instance made(support::random_table(random.next(), o));
        const auto& p = made.p;
        if (made.table.size() > 700) continue;
        move_simplex simplex(p);
        for (int k = 0; k < 10; ++k) {
            const auto room = 1 + random.below(5);
            std::vector<move_simplex::terms> all;
            for (std::size_t i = 0; i < made.table.size(); ++i) {
                const bool still = random.percent(15);
                const double price =
                    random.percent(40)
                        ? 1.0 / 1024
                        : static_cast<double>(1 + random.below(random.percent(50) ? 3 : 100'000));
                all.push_back(
                    {.price = price,
                     .low = still ? 0 : -static_cast<std::int64_t>(random.below(room + 1)),
                     .high = still ? 0 : static_cast<std::int64_t>(random.below(room + 1))});
            }
            std::vector<cell> forced{static_cast<cell>(random.below(all.size()))};
            if (random.percent(20)) forced.push_back(static_cast<cell>(random.below(all.size())));
            for (const auto c : forced) {
                const auto by = static_cast<std::int64_t>(1 + random.below(3));
                if (random.percent(50))
                    all[c].low = by, all[c].high = random.percent(50) ? by : by + 2;
                else
                    all[c].high = -by, all[c].low = random.percent(50) ? -by : -by - 2;
            }
            if (forced.size() == 2 && forced[0] == forced[1]) forced.pop_back();
            forced_twice += forced.size() == 2;
            const auto outcome = simplex.minimise(forced, [&](cell c) { return all[c]; });
            const auto expected = least_by_program(p, all);
            ASSERT_NE(outcome, move_simplex::outcome::gave_up);
            ASSERT_EQ(outcome == move_simplex::outcome::optimal, expected.has_value())
                << "round " << round << ", " << k;
            ++(expected ? found : none);
            if (!expected) continue;
            const auto changes = simplex.changes();
            ASSERT_EQ(fault(p, all, changes), "");
            double sum = 0;
            for (const auto& c : changes) sum += std::abs(c.change) * all[c.cell].price;
            ASSERT_NEAR(sum, *expected, 1e-6 * (1 + *expected)) << "round " << round << ", " << k;
        }
    }
    EXPECT_GT(found, 300);
    EXPECT_GT(none, 300);
    EXPECT_GT(forced_twice, 300);
}

/// So many groups of two codes, by sex.
support::move_instance groups_of_two(std::uint64_t groups) {
    std::vector<sdc::code_parent> area{{.id = "Total", .parent = ""}},
        sex{{.id = "Total", .parent = ""},
            {.id = "f", .parent = "Total"},
            {.id = "m", .parent = "Total"}};
    for (std::uint64_t i = 0; i < groups; ++i)
        area.push_back({.id = std::to_string(i), .parent = "Total"});
    for (std::uint64_t i = 0; i < groups; ++i) {
        for (const auto* part : {"a", "b"})
            area.push_back({.id = std::to_string(i) + part, .parent = std::to_string(i)});
    }
    const std::vector<sdc::dimension> by{
        {.name = "area", .codes = sdc::hierarchy::from_parents(area).value()},
        {.name = "sex", .codes = sdc::hierarchy::from_parents(sex).value()}};
    support::splitmix64 random(5);
    return support::move_instance(
        sdc::tabulate(support::random_leaf_counts(random, by, {.mean = 9}),
                      {.by = by, .count = "count"})
            .value());
}

TEST(MoveSimplex, LooksAtNothingThatTheMoveDoesNotNeed) {
    // Four leaves of one group among 10 or 1,000: the same work, as margins are dear.
    const auto work_of = [](std::uint64_t groups) {
        const auto made = groups_of_two(groups);
        const auto last = static_cast<cell>(made.table.size() - 1);
        move_simplex simplex(made.p);
        EXPECT_EQ(simplex.minimise(std::vector{last},
                                   [&](cell c) {
                                       return move_simplex::terms{
                                           .price = made.table.cube().is_margin(c) ? 100.0 : 1.0,
                                           .low = c == last ? 1 : -9,
                                           .high = c == last ? 1 : 9};
                                   }),
                  move_simplex::outcome::optimal);
        EXPECT_EQ(simplex.changes().size(), 4U);
        return simplex.work();
    };
    EXPECT_EQ(work_of(10), work_of(1'000));
}

/// The women of so many leaves of 400 groups, each by one: four rows for each of them.
struct many_forced {
    support::move_instance made = groups_of_two(400);
    std::vector<cell> forced;
    std::vector<move_simplex::terms> all;

    explicit many_forced(std::size_t count) {
        const auto& cube = made.table.cube();
        for (cell c = 0; c < made.table.size(); ++c) {
            if (!cube.is_margin(c) && cube.shape().coordinate(c, 1) == 1 &&
                cube.shape().coordinate(c, 0) % 2 == 1 && forced.size() < count)
                forced.push_back(c);
            const bool must = !forced.empty() && forced.back() == c;
            all.push_back({.price = cube.is_margin(c) ? 100.0 : 1.0,
                           .low = must ? 1 : -9,
                           .high = must ? 1 : 9});
        }
    }
    move_simplex::outcome ask(move_simplex& simplex) const {
        return simplex.minimise(forced, [&](cell c) { return all[c]; });
    }
};

TEST(MoveSimplex, AnswersWhereADenseInverseWouldGrowTooLarge) {
    many_forced all(400);
    ASSERT_EQ(all.forced.size(), 400U);
    all.made.p.solvers.basis = sdc::make_sparse_lu;
    move_simplex simplex(all.made.p);
    ASSERT_EQ(all.ask(simplex), move_simplex::outcome::optimal);
    const auto changes = simplex.changes();
    EXPECT_EQ(changes.size(), 1'600U);
    EXPECT_EQ(fault(all.made.p, all.all, changes), "");
    EXPECT_EQ(least_by_program(all.made.p, all.all), 1'600.0);
}

TEST(MoveSimplex, GivesUpWhereTheInverseWouldGrowTooLargeAndIsUsableAfterwards) {
    many_forced all(400);
    const many_forced few(5);
    all.made.p.solvers.basis = sdc::make_dense_inverse;
    move_simplex simplex(all.made.p);
    EXPECT_EQ(all.ask(simplex), move_simplex::outcome::gave_up);
    EXPECT_EQ(few.ask(simplex), move_simplex::outcome::optimal);
    EXPECT_EQ(simplex.changes().size(), 20U);
}

} // namespace
