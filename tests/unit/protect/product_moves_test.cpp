#include <sdc/protect/detail/search/product_moves.hpp>

#include <brute_force.hpp>
#include <generators.hpp>
#include <move_instance.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace {

using namespace sdc::detail;
using cell = sdc::detail::unknown;

/// May move up and down by so much, all suppressed.
support::move_instance free_instance(sdc::table t, std::int64_t room) {
    support::move_instance made(std::move(t));
    for (const auto value : made.p.value) {
        made.p.low.push_back(value - room);
        made.p.high.push_back(value + room);
    }
    made.p.cost.assign(made.p.size(), 1);
    made.p.role.assign(made.p.size(), cell_role::suppressed);
    return made;
}

std::optional<move> find_product(const support::move_instance& made, const pattern& s,
                                 const goal& g) {
    product_moves search(made.p, made.p.tables.front());
    return search.find(s, g, changes(made.p, g.asked).front(), [&](cell x) {
        return s.is_suppressed(x) ? 0.25 : static_cast<double>(made.p.cost[x]);
    });
}

TEST(ProductMoves, FoundMovesKeepRowsBoundsAndFacts) {
    support::splitmix64 random(31);
    int found = 0;
    for (int round = 0; round < 600; ++round) {
        const support::table_options o{.dimensions = 1 + random.below(5),
                                       .branching = 3,
                                       .depth = 2,
                                       .mean = 8,
                                       .single_child_percent = 20,
                                       .ragged_percent = 60};
        support::move_instance made(support::random_table(random.next(), o));
        made.draw(random, 12);
        const auto& p = made.p;
        const pattern s(p, made.suppressed());
        std::vector<bool> all(p.size());
        for (cell x = 0; x < p.size(); ++x) all[x] = s.may_move(x);
        for (const std::int64_t change : {1, -1, 3, -5}) {
            auto g = made.ask(static_cast<cell>(random.below(p.size())), change);
            for (cell c = 0; c < p.size(); ++c) {
                if (c != g.asked.cell && random.percent(5)) g.still.push_back(c);
                if (p.value[c] > 0 && random.percent(5)) g.least.emplace_back(c, p.value[c]);
            }
            const auto m = find_product(made, s, g);
            if (!m) continue;
            ++found;
            EXPECT_TRUE(agrees(p, all, *m));
            EXPECT_TRUE(meets(p, g.asked, *m));
            for (const auto x : g.still) EXPECT_EQ(change_in(*m, x), 0);
            for (const auto& [x, low] : g.least) EXPECT_GE(p.value[x] + change_in(*m, x), low);
        }
    }
    EXPECT_GT(found, 300);
}

TEST(ProductMoves, ASweepThatEndsDearerIsNotTaken) {
    // Three levels down the cheapest child at each step may lead to parts that cannot move where
    // the choice before did not.
    support::splitmix64 random(34);
    int found = 0;
    for (int round = 0; round < 300; ++round) {
        support::move_instance made(support::random_table(
            random.next(),
            {.dimensions = 2 + random.below(2), .branching = 3, .depth = 3, .mean = 8}));
        made.draw(random, 12);
        const pattern s(made.p, made.suppressed());
        std::vector<bool> all(made.p.size());
        for (cell x = 0; x < made.p.size(); ++x) all[x] = s.may_move(x);
        for (int k = 0; k < 40; ++k) {
            const auto m = find_product(
                made, s,
                made.ask(static_cast<cell>(random.below(made.p.size())), k % 2 == 0 ? 1 : -3));
            if (!m) continue;
            ++found;
            EXPECT_TRUE(agrees(made.p, all, *m));
        }
    }
    EXPECT_GT(found, 1000);
}

TEST(ProductMoves, CostNoLessThanTheCheapestMove) {
    support::splitmix64 random(32);
    int found = 0, cheapest = 0;
    for (int round = 0; round < 400; ++round) {
        support::move_instance made(
            support::random_table(random.next(), {.dimensions = 1 + random.below(3),
                                                  .branching = 3,
                                                  .depth = 2,
                                                  .mean = 2,
                                                  .ragged_percent = 60}));
        if (support::brute_force(made.table.cube()).leaves() > 9) continue;
        made.draw(random, 2);
        const auto& p = made.p;
        const pattern s(p, made.suppressed());
        const auto g = made.ask(static_cast<cell>(random.below(p.size())), 1);
        const auto lowest =
            support::lowest_costs(made, s, g, true, [&](std::span<const std::int64_t> values) {
                std::int64_t sum = 0;
                for (cell c = 0; c < p.size(); ++c)
                    sum += values[c] != p.value[c] && !s.is_suppressed(c) ? p.cost[c] : 0;
                return sum;
            });
        const auto m = find_product(made, s, g);
        if (!m) continue;
        ++found;
        const auto at = lowest.find({static_cast<cell>(g.asked.cell), 1});
        ASSERT_NE(at, lowest.end());
        EXPECT_GE(s.added_cost(*m), at->second);
        cheapest += s.added_cost(*m) == at->second;
    }
    EXPECT_GT(found, 50);
    EXPECT_GT(2 * cheapest, found);
}

TEST(ProductMoves, WhatNoCellHasRoomForIsMadeByParts) {
    // Four equal cells in a row may fall by 1 each: a rise by 3 takes three of them.
    auto made = free_instance(support::series({5, 5, 5, 5}), 10);
    for (cell c = 2; c < 5; ++c) made.p.low[c] = made.p.value[c] - 1;
    made.p.role[0] = cell_role::fixed;
    const pattern s(made.p, made.suppressed());
    const auto m = find_product(made, s, made.ask(1, 3));
    ASSERT_TRUE(m);
    EXPECT_EQ(*m, (move{{1, 3}, {2, -1}, {3, -1}, {4, -1}}));
    EXPECT_FALSE(find_product(made, s, made.ask(1, 4)));
}

TEST(ProductMoves, ARowBesideTheTableIsKept) {
    // Two of three equal cells may not change in sum: what rises in one of them must not be taken
    // from the third.
    auto made = free_instance(support::series({5, 5, 5}), 3);
    made.p.role[0] = cell_role::fixed;
    const std::vector<row_system::term> both{{1, 1}, {2, 1}};
    made.p.rows.add(both);
    made.p.rows.index(made.p.size());
    const pattern s(made.p, made.suppressed());
    for (const cell c : {1U, 2U}) {
        const auto m = find_product(made, s, made.ask(c, 1));
        EXPECT_TRUE(!m || agrees(made.p, s.suppressed(), *m));
    }
    EXPECT_FALSE(find_product(made, s, made.ask(3, 1))) << "1 and 2 cannot make up for it";
}

TEST(ProductMoves, AnAmountBeyondWhatIsSoughtIsRefused) {
    auto made = free_instance(support::series({5, 5}), 10);
    made.p.high[1] = sdc::unlimited;
    made.p.high[0] = sdc::unlimited;
    const pattern s(made.p, made.suppressed());
    EXPECT_TRUE(find_product(made, s, made.ask(1, largest_sought)));
    EXPECT_FALSE(find_product(made, s, made.ask(1, largest_sought + 1)));
}

} // namespace
