/// The attack against another solver, on tables that are too large to enumerate.
#include <sdc/attack/bounds.hpp>

#include "support/generators.hpp"
#include "support/glpk.hpp"
#include "support/matchers.hpp"

#include <instances.hpp>
#include <pattern.hpp>

#include <algorithm>
#include <memory>
#include <optional>

namespace {

using namespace sdc;
using support::facts;
using support::splitmix64;

class Glpk : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(support::glpk::is_installed())
            << "glpsol is not installed, so nothing is compared with it: bash "
               "cmake/setup-debian.sh";
    }
};

std::optional<table> table_of_size(std::uint64_t seed, const support::table_options& shape,
                                   cell_index least, cell_index most) {
    auto t = support::random_table(seed, shape);
    if (t.size() < least || t.size() > most || t.grand_total() == 0) return std::nullopt;
    return t;
}

/// Shown, rounded and suppressed cells; of the suppressed ones the marker tells that they are not
/// 0, or a range, or nothing. In one table of four nothing is shown over all of the first
/// dimension, so that many cells have no limit.
facts random_facts(const table& t, splitmix64& random, std::uint64_t suppressed_percent,
                   std::uint64_t rounded_percent) {
    facts known(t.shared_cube());
    const std::int64_t suppressed_minimum = random.percent(50) ? 1 : 0;
    const std::int64_t suppressed_maximum = random.percent(30) ? 9 : unlimited;
    const auto totals = random.percent(75) ? 0 : t.cube().shape().stride(0);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const auto value = t.value(cell);
        if (cell < totals || random.percent(suppressed_percent))
            known.learn(cell, value > 0 ? suppressed_minimum : 0,
                        value <= suppressed_maximum ? suppressed_maximum : unlimited);
        else if (random.percent(rounded_percent))
            known.learn(cell, value / 5 * 5, value / 5 * 5 + 4);
        else
            known.learn(cell, value, value);
    }
    return known;
}

/// True of the table; over three cells each, so that components grow together and are no networks.
void add_statements(facts& known, const table& t, splitmix64& random) {
    for (auto k = random.below(4); k > 0; --k) {
        statement s{.text = "about so"};
        std::int64_t sum = 0;
        for (const std::int64_t coefficient : {1, -2, 3}) {
            auto cell = random.below(t.size());
            while (std::ranges::count(s.terms, cell, &std::pair<cell_index, std::int64_t>::first) >
                   0)
                cell = random.below(t.size());
            s.terms.emplace_back(cell, coefficient);
            sum += coefficient * t.value(cell);
        }
        s.low = random.percent(50) ? sum - static_cast<std::int64_t>(random.below(3)) : -unlimited;
        s.high = random.percent(70) ? sum + static_cast<std::int64_t>(random.below(3)) : unlimited;
        known.learn(s);
    }
}

std::vector<cell_index> sample(const facts& known, splitmix64& random, std::size_t size) {
    std::vector<cell_index> cells;
    while (cells.size() < size) {
        const auto cell = random.below(known.low.size());
        if (known.low[cell] < known.high[cell]) cells.push_back(cell);
    }
    return cells;
}

struct tally {
    std::size_t open = 0, unlimited_above = 0;
};

void compare(const facts& known, const std::vector<cell_index>& asked, tally& seen) {
    const auto found = bounds(known.known, asked);
    ASSERT_THAT(found, support::IsOk());
    const support::glpk oracle(known, ::testing::TempDir());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const interval expected{oracle.minimum(asked[i]), oracle.maximum(asked[i])};
        const auto& own = (*found)[i];
        ASSERT_EQ(own, expected) << describe(known.known.tables(), asked[i]) << ": " << own.low
                                 << " to " << own.high << (own.exact ? "" : " or less")
                                 << ", glpsol says " << expected.low << " to " << expected.high;
        seen.open += !own.is_single_value();
        seen.unlimited_above += own.high == unlimited;
    }
}

TEST_F(Glpk, GivesTheSameBoundsOfTables) {
    tally seen;
    std::size_t tables = 0;
    for (std::uint64_t seed = 0; tables < 40; ++seed) {
        const auto dimensions = 2 + seed % 3;
        const auto t = table_of_size(seed,
                                     {.dimensions = dimensions,
                                      .branching = 7 - dimensions,
                                      .depth = dimensions == 4 ? 1u : 2u,
                                      .mean = 5},
                                     100, 600);
        if (!t) continue;
        splitmix64 random(seed * 19 + 7);
        auto known = random_facts(*t, random, 35 + random.below(21) + 15 * (dimensions - 2),
                                  seed % 2 == 0 ? 40 : 0);
        add_statements(known, *t, random);
        SCOPED_TRACE("seed " + std::to_string(seed));
        ASSERT_NO_FATAL_FAILURE(compare(known, sample(known, random, 6), seen));
        ++tables;
    }
    EXPECT_GT(seen.open, 120u);
    EXPECT_GT(seen.unlimited_above, 10u);
}

/// Whether a table takes the need; if so, it is checked by addition.
void expect_reach(const facts& known, const table& t, const std::vector<requirement>& requirements,
                  const std::vector<feasibility>& expected) {
    const auto found = find_witnesses(known.known, requirements, {.start = t.values()});
    ASSERT_THAT(found, support::IsOk());
    ASSERT_EQ(found->feasibility, expected);
    for (std::size_t i = 0; i < requirements.size(); ++i) {
        if (expected[i] != feasibility::feasible) continue;
        std::vector<std::int64_t> values(t.values().begin(), t.values().end());
        if (found->witness_of[i] != no_witness) {
            for (const auto& [cell, change] : found->witnesses[found->witness_of[i]].move)
                values[cell] += change;
        }
        ASSERT_TRUE(known.agree(values)) << "need " << i;
        ASSERT_TRUE(is_met(requirements[i], values[requirements[i].cell])) << "need " << i;
    }
}

/// More than 600 columns in one component are attacked in parts first. Integer optima of these are
/// far for glpsol, so it gives bounds, and tables that add up show that these are attained.
TEST_F(Glpk, BoundsOfLargeComponentsAreAttainedAndNotExceeded) {
    std::size_t tables = 0, open = 0;
    for (std::uint64_t seed = 0; tables < 2; ++seed) {
        const auto t = table_of_size(seed, {.dimensions = 3, .branching = 5, .depth = 2, .mean = 5},
                                     2'000, 4'000);
        if (!t) continue;
        SCOPED_TRACE("seed " + std::to_string(seed));
        splitmix64 random(seed * 23 + 5);
        const auto known = random_facts(*t, random, 70 + 2 * tables, 0);
        const support::glpk oracle(known, ::testing::TempDir());
        std::vector<requirement> requirements;
        std::vector<feasibility> expected;
        const auto asked = sample(known, random, 6);
        const auto found = bounds(known.known, asked);
        ASSERT_THAT(found, support::IsOk());
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const auto cell = asked[i];
            const auto [low, high, exact] = (*found)[i];
            ASSERT_TRUE(exact);
            EXPECT_EQ(low, oracle.lower_bound(cell)) << describe(*t, cell);
            EXPECT_EQ(high, oracle.upper_bound(cell)) << describe(*t, cell);
            requirements.push_back(
                {.cell = cell, .direction = requirement::side::down, .limit = low});
            requirements.push_back(
                {.cell = cell, .direction = requirement::side::down, .limit = low - 1});
            requirements.push_back({.cell = cell,
                                    .direction = requirement::side::up,
                                    .limit = high == unlimited ? 1'000'000 : high});
            requirements.push_back({.cell = cell,
                                    .direction = requirement::side::up,
                                    .limit = high == unlimited ? 1'000'000 : high + 1});
            expected.insert(expected.end(),
                            {feasibility::feasible, feasibility::infeasible, feasibility::feasible,
                             high == unlimited ? feasibility::feasible : feasibility::infeasible});
            open += low < high;
        }
        ASSERT_NO_FATAL_FAILURE(expect_reach(known, *t, requirements, expected));
        ++tables;
    }
    EXPECT_GT(open, 6u);
}

/// The box pattern of a table with two hierarchies, and half of its other cells suppressed.
struct dense_release {
    std::shared_ptr<const table> source =
        std::make_shared<const table>(instances::make_table("F2hm"));
    plan release = harness::box_pattern(source, {threshold{.minimum = 5}});
    facts known{source->shared_cube()};
    std::vector<cell_index> suppressed = {};

    dense_release() {
        instances::generator half(2);
        for (cell_index cell = 0; cell < source->size(); ++cell) {
            auto& status = release.status[cell];
            const auto value = source->value(cell);
            if (status == cell_status::published && value > 0 && half.below(100) < 50)
                status = cell_status::secondary;
            if (is_suppressed(status)) suppressed.push_back(cell);
            known.learn(cell, is_suppressed(status) ? 1 : value,
                        is_suppressed(status) ? unlimited : value);
        }
    }
};

/// A solver that went on from its last basis once found a limit of 1486 for a cell that has none.
TEST_F(Glpk, FindsTheCellWithoutALimit) {
    constexpr cell_index without_limit = 1725;
    const dense_release dense;
    const auto told = knowledge_of(dense.release);
    for (cell_index cell = 0; cell < told.size(); ++cell)
        ASSERT_TRUE(told.low(cell) == dense.known.low[cell] &&
                    told.high(cell) == dense.known.high[cell])
            << describe(*dense.source, cell);
    const auto all = bounds(told, dense.suppressed)
                         .value(); // one search after another, each from where the last one ended
    splitmix64 random(1);
    auto asked = sample(dense.known, random, 39);
    asked.push_back(without_limit);
    const auto again = bounds(told, asked).value();
    for (std::size_t i = 0; i < asked.size(); ++i)
        EXPECT_EQ(again[i],
                  all[static_cast<std::size_t>(std::ranges::find(dense.suppressed, asked[i]) -
                                               dense.suppressed.begin())]);
    EXPECT_EQ(again.back().high, unlimited);
    tally seen;
    ASSERT_NO_FATAL_FAILURE(compare(dense.known, asked, seen));
    EXPECT_GT(seen.open, 30u);
}

/// Every point is found from the true table, whatever was found before.
TEST(LargeComponents, WitnessesAddUp) {
    const dense_release dense;
    std::vector<requirement> requirements;
    for (std::size_t i = 0; i < dense.suppressed.size(); i += 10) {
        const auto cell = dense.suppressed[i];
        requirements.push_back({.cell = cell,
                                .direction = requirement::side::up,
                                .limit = dense.source->value(cell) + 2});
        requirements.push_back({.cell = cell,
                                .direction = requirement::side::other,
                                .limit = dense.source->value(cell)});
    }
    expect_reach(dense.known, *dense.source, requirements,
                 check_feasibility(dense.known.known, requirements).value());
}

} // namespace
