#include <sdc/protect/detail/search/network_moves.hpp>

#include <sdc/protect/detail/search/move_search.hpp>

#include <brute_force.hpp>
#include <generators.hpp>
#include <move_instance.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace sdc::detail;
using instance = support::move_instance;
using support::cell_change;

/// One dimension up to three levels deep with single children and early leaves, one flat; in either
/// order, or the deep one alone.
std::vector<sdc::dimension> random_dimensions(support::splitmix64& random,
                                              std::uint64_t branching) {
    const support::table_options deep{.branching = branching,
                                      .depth = 1 + random.below(3),
                                      .single_child_percent = 25,
                                      .ragged_percent = 40};
    const support::table_options flat{
        .branching = branching, .depth = 1, .single_child_percent = 20};
    std::vector<sdc::dimension> by{
        {.name = "d0", .codes = support::random_hierarchy(random, "d0", deep)}};
    if (random.percent(90))
        by.push_back({.name = "d1", .codes = support::random_hierarchy(random, "d1", flat)});
    if (random.percent(50)) std::ranges::reverse(by);
    return by;
}

instance random_instance(support::splitmix64& random, std::uint64_t branching, std::uint64_t room) {
    const auto by = random_dimensions(random, branching);
    instance made(sdc::tabulate(support::random_leaf_counts(random, by, {.mean = 3}),
                                {.by = by, .count = "count"})
                      .value());
    made.draw(random, room);
    return made;
}

/// A complement costs once, however far it moves.
std::map<cell_change, std::int64_t> enumerate(const instance& made, const pattern& s, const goal& g,
                                              bool candidates) {
    return support::lowest_costs(made, s, g, candidates, [&](std::span<const std::int64_t> values) {
        std::int64_t cost = 0;
        for (sdc::detail::unknown cell = 0; cell < made.p.size(); ++cell)
            cost += values[cell] != made.p.value[cell] && !s.is_suppressed(cell) ? made.p.cost[cell]
                                                                                 : 0;
        return cost;
    });
}

/// Of a change by at least as much.
std::optional<std::int64_t> lowest_of(const std::map<cell_change, std::int64_t>& all,
                                      sdc::detail::unknown cell, std::int64_t change) {
    std::optional<std::int64_t> lowest;
    for (const auto& [what, cost] : all) {
        if (what.first == cell && (change > 0 ? what.second >= change : what.second <= change))
            lowest = std::min(lowest.value_or(cost), cost);
    }
    return lowest;
}

/// Suppressed cells for next to nothing.
double price(const pattern& s, sdc::detail::unknown cell) {
    return s.is_suppressed(cell) ? network_moves::least_price
                                 : static_cast<double>(s.problem().cost[cell]);
}

std::size_t leaves(const instance& made) {
    return support::brute_force(made.table.cube()).leaves();
}

std::vector<bool> with(std::vector<bool> suppressed, const move& m) {
    for (const auto& [cell, change] : m) suppressed[cell] = true;
    return suppressed;
}

struct tally {
    int found = 0, none = 0, larger = 0;
    std::int64_t cost = 0, optimum = 0; // of larger amounts
};

/// One unit is moved along one cycle, so its cost must be the lowest; more units are a heuristic.
void compare(const instance& made, const pattern& s, const goal& asked, network_moves& network,
             tally& t) {
    const auto free = enumerate(made, s, asked, false), all = enumerate(made, s, asked, true);
    const auto price_of = [&](sdc::detail::unknown cell) { return price(s, cell); };
    for (sdc::detail::unknown cell = 0; cell < made.p.size(); ++cell) {
        for (const std::int64_t change : {1, -1, 2, -2, 3, -3}) {
            auto g = made.ask(cell, change);
            g.still = asked.still;
            g.least = asked.least;
            const auto among = network.among_suppressed(s, g, price_of);
            EXPECT_EQ(among.has_value(),
                      s.is_suppressed(cell) && lowest_of(free, cell, change).has_value());
            EXPECT_TRUE(!among ||
                        (agrees(made.p, s.suppressed(), *among) && meets(made.p, g.asked, *among)));
            const auto priced = network.with_complements(s, g, price_of);
            auto lowest = lowest_of(all, cell, change);
            ASSERT_EQ(priced.has_value(), lowest.has_value());
            ++(priced ? t.found : t.none);
            if (!priced) continue;
            EXPECT_TRUE(agrees(made.p, with(s.suppressed(), priced->found), priced->found) &&
                        meets(made.p, g.asked, priced->found));
            EXPECT_EQ(priced->cost, s.added_cost(priced->found));
            for (const auto still : g.still)
                EXPECT_TRUE(std::ranges::none_of(priced->found,
                                                 [&](const auto& m) { return m.first == still; }));
            if (change == 1 || change == -1) {
                EXPECT_EQ(priced->cost, *lowest);
                continue;
            }
            EXPECT_GE(priced->cost, *lowest);
            ++t.larger;
            t.cost += priced->cost;
            t.optimum += *lowest;
        }
    }
}

TEST(NetworkMoves, AreTheCheapestThatEnumerationFindsAndNoneIsMissed) {
    support::splitmix64 random(1);
    tally t;
    for (int round = 0; round < 3000; ++round) {
        auto made = random_instance(random, 3, 2);
        if (leaves(made) > 7) continue;
        ASSERT_TRUE(network_moves::fits(made.p));
        const pattern s(made.p, made.suppressed());
        goal asked;
        for (sdc::detail::unknown cell = 0; cell < made.p.size(); ++cell) {
            if (round % 2 == 0 && random.percent(10)) asked.still.push_back(cell);
            if (round % 2 == 0 && random.percent(20))
                asked.least.emplace_back(cell, std::max<std::int64_t>(0, made.p.value[cell] - 1));
        }
        network_moves network(made.p);
        compare(made, s, asked, network, t);
        if (HasFailure()) return;
    }
    EXPECT_GT(t.found, 2000);
    EXPECT_GT(t.none, 2000);
    EXPECT_GT(t.larger, 500);
    EXPECT_LE(static_cast<double>(t.cost), 1.01 * static_cast<double>(t.optimum));
}

TEST(NetworkMoves, FollowWhatIsWithheldAndPublished) {
    support::splitmix64 random(2);
    tally t;
    for (int round = 0; round < 400; ++round) {
        auto made = random_instance(random, 3, 2);
        if (leaves(made) > 6) continue;
        pattern s(made.p, made.suppressed());
        network_moves network(made.p);
        for (int step = 0; step < 6; ++step) {
            compare(made, s, {}, network, t);
            if (HasFailure()) return;
            const auto cell = static_cast<sdc::detail::unknown>(random.below(made.p.size()));
            if (s.is_complement(cell))
                s.publish(cell);
            else if (s.may_move(cell))
                s.suppress(cell);
        }
    }
    EXPECT_GT(t.found, 500);
}

/// Larger tables against linear programs over all their cells.
TEST(NetworkMoves, ExistWhereLinearProgramsFindThem) {
    support::splitmix64 random(3);
    int found = 0, none = 0;
    for (int round = 0; round < 300; ++round) {
        auto made = random_instance(random, 6, 4);
        if (made.p.size() > 400) continue;
        const pattern s(made.p, made.suppressed());
        const auto price_of = [&](sdc::detail::unknown cell) { return price(s, cell); };
        move_search paths(made.p), programs(made.p, false);
        for (int k = 0; k < 40; ++k) {
            const auto cell = static_cast<sdc::detail::unknown>(random.below(made.p.size()));
            const auto change = static_cast<std::int64_t>(1 + random.below(4));
            const auto g = made.ask(cell, random.percent(50) ? change : -change);
            if (!s.is_suppressed(cell)) continue;
            const auto a = paths.among_suppressed(s, g, price_of, made.p.size(), 1000),
                       b = programs.among_suppressed(s, g, price_of, made.p.size(), 1000);
            ASSERT_EQ(a.has_value(), b.has_value());
            ++(a ? found : none);
            const auto all = paths.among_all(s, g, price_of),
                       other = programs.among_all(s, g, price_of);
            EXPECT_EQ(all.found.has_value(), other.found.has_value());
            EXPECT_EQ(all.impossible, !all.found);
        }
    }
    EXPECT_GT(found, 300);
    EXPECT_GT(none, 100);
}

TEST(NetworkMoves, EitherDirectionAndDifferencesAreAnswered) {
    instance made(support::cross({{3, 1}, {0, 4}}));
    const auto size = made.p.size();
    made.p.low.assign(size, 0);
    made.p.high.assign(size, sdc::unlimited);
    made.p.cost.assign(size, 1);
    made.p.role.assign(size, cell_role::fixed);
    for (const sdc::detail::unknown cell : {4U, 5U, 7U, 8U})
        made.p.role[cell] = cell_role::suppressed;
    const pattern s(made.p, made.suppressed());
    const auto price_of = [&](sdc::detail::unknown cell) { return price(s, cell); };
    move_search search(made.p);
    const goal other{.asked = {.cell = 4, .direction = sdc::requirement::side::other, .limit = 3}};
    EXPECT_EQ(search.among_suppressed(s, other, price_of, 9, 50),
              (move{{4, -1}, {5, 1}, {7, 1}, {8, -1}}));
    EXPECT_FALSE(search.among_suppressed(s, made.ask(4, 1), price_of, 9, 50));
    const goal difference{
        .asked = {.cell = 4, .minus = 5, .direction = sdc::requirement::side::down, .limit = 0}};
    EXPECT_EQ(search.among_suppressed(s, difference, price_of, 9, 50),
              (move{{4, -1}, {5, 1}, {7, 1}, {8, -1}}));
}

TEST(NetworkMoves, FitTablesOfOneDeepDimensionAtMost) {
    const auto deep = [](const std::string& name) {
        return sdc::dimension{.name = name,
                              .codes =
                                  sdc::hierarchy::from_parents(
                                      std::vector<sdc::code_parent>{{name, ""},
                                                                    {name + ".a", name},
                                                                    {name + ".b", name},
                                                                    {name + ".a.a", name + ".a"}})
                                      .value()};
    };
    const auto fits = [](std::vector<sdc::dimension> by) {
        const auto size = sdc::cube::make(by).value()->size();
        instance made(sdc::table::make(sdc::cube::make(std::move(by)).value(),
                                       {.values = std::vector<std::int64_t>(size)})
                          .value());
        return network_moves::fits(made.p);
    };
    EXPECT_TRUE(fits({deep("x")}));
    EXPECT_TRUE(fits({deep("x"), support::flat("y", 3)}));
    EXPECT_TRUE(fits({support::flat("y", 3), deep("x")}));
    EXPECT_FALSE(fits({deep("x"), deep("y")}));
    EXPECT_FALSE(fits({support::flat("x", 2), support::flat("y", 2), support::flat("z", 2)}));
}

TEST(NetworkMoves, DoNotFitStatementsAndTablesThatShareCells) {
    const instance made(support::cross({{3, 1}, {0, 4}}));
    ASSERT_TRUE(network_moves::fits(made.p));
    auto numbered = made.p;
    numbered.tables[0].numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    EXPECT_FALSE(network_moves::fits(numbered));
    auto stated = made.p;
    stated.rows.add(std::vector<row_system::term>{{4, 1}, {8, 1}}, 0, 2);
    stated.rows.index(9);
    EXPECT_FALSE(network_moves::fits(stated));
    auto none = made.p;
    none.tables.clear();
    EXPECT_FALSE(network_moves::fits(none));
}

} // namespace
