#include <sdc/protect/detail/search/simplex_moves.hpp>

#include <brute_force.hpp>
#include <generators.hpp>
#include <move_instance.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace {

using namespace sdc::detail;
using cell = sdc::detail::unknown;

std::int64_t price(const move& m, const suppression_problem& p) {
    std::int64_t sum = 0;
    for (const auto& [c, change] : m) sum += std::abs(change) * p.cost[c];
    return sum;
}

/// A cell costs for each unit that it moves.
std::map<support::cell_change, std::int64_t> enumerate(const support::move_instance& made,
                                                       const pattern& s, const goal& g) {
    return support::lowest_costs(made, s, g, true, [&](std::span<const std::int64_t> values) {
        std::int64_t sum = 0;
        for (cell c = 0; c < made.p.size(); ++c)
            sum += std::abs(values[c] - made.p.value[c]) * made.p.cost[c];
        return sum;
    });
}

/// Whatever an intruder knows beside the ranges: cells that stay and cells that keep a part.
goal with_facts(goal g, const suppression_problem& p, support::splitmix64& random) {
    for (cell c = 0; c < p.size(); ++c) {
        if (c != g.asked.cell && random.percent(5)) g.still.push_back(c);
        if (p.value[c] > 0 && random.percent(10))
            g.least.emplace_back(c, 1 + static_cast<std::int64_t>(
                                            random.below(static_cast<std::uint64_t>(p.value[c]))));
    }
    return g;
}

TEST(SimplexMoves, ExistWhereATableExistsAndCostNoMoreThanTheCheapest) {
    support::splitmix64 random(21);
    int found = 0, none = 0, dearer = 0;
    for (int round = 0; round < 1'500; ++round) {
        const support::table_options o{.dimensions = 1 + random.below(3),
                                       .branching = 3,
                                       .depth = 2,
                                       .mean = 2,
                                       .single_child_percent = 20,
                                       .ragged_percent = 60};
        support::move_instance made(support::random_table(random.next(), o));
        if (support::brute_force(made.table.cube()).leaves() > 9) continue;
        made.draw(random, 2);
        const auto& p = made.p;
        ASSERT_TRUE(simplex_moves::fits(p));
        const pattern s(p, made.suppressed());
        simplex_moves search(p);
        const auto c = static_cast<cell>(random.below(p.size()));
        const auto facts = with_facts(made.ask(c, 1), p, random);
        const auto lowest = enumerate(made, s, facts);
        for (const std::int64_t change : {1, -1, 2, -2}) {
            auto g = facts;
            g.asked = made.ask(c, change).asked;
            const auto at = lowest.find({c, change});
            const auto m = search.find(
                g, changes(p, g.asked).front(), [&](cell x) { return s.may_move(x); },
                [&](cell x) { return static_cast<double>(p.cost[x]); }, 1'000);
            ASSERT_FALSE(search.was_undecided());
            ASSERT_EQ(m.has_value(), at != lowest.end()) << "round " << round << " by " << change;
            ++(m ? found : none);
            if (!m) continue;
            std::vector<bool> all(p.size());
            for (cell x = 0; x < p.size(); ++x) all[x] = s.may_move(x);
            EXPECT_TRUE(agrees(p, all, *m));
            EXPECT_TRUE(meets(p, g.asked, *m));
            for (const auto x : g.still) EXPECT_EQ(change_in(*m, x), 0);
            for (const auto& [x, low] : g.least) EXPECT_GE(p.value[x] + change_in(*m, x), low);
            EXPECT_GE(price(*m, p), at->second);
            dearer += price(*m, p) > at->second;
        }
    }
    EXPECT_GT(found, 300);
    EXPECT_GT(none, 300);
    EXPECT_EQ(dearer, 0); // branching takes the first whole-number move: on tables as small as
                          // these it is the cheapest
}

TEST(SimplexMoves, AFractionIsBranchedAndTheLimitIsTold) {
    // The first cell is the sum of two that must be equal unless a dear one makes up the
    // difference: for 1 each of them takes 1/2.
    suppression_problem p;
    p.rows.add(std::vector<row_system::term>{{0, -1}, {1, 1}, {2, 1}});
    p.rows.add(std::vector<row_system::term>{{1, 1}, {2, -1}, {3, 1}});
    p.rows.index(4);
    p.value.assign(4, 5);
    p.low.assign(4, 0);
    p.high.assign(4, 10);
    p.cost = {1, 1, 1, 10};
    p.role.assign(4, cell_role::suppressed);
    const pattern s(p, std::vector<bool>(4, true));
    simplex_moves search(p);
    const goal g{.asked = {.cell = 0, .direction = sdc::requirement::side::up, .limit = 6}};
    const auto accept = [](cell) { return true; };
    const auto price_of = [&](cell c) { return static_cast<double>(p.cost[c]); };
    EXPECT_FALSE(search.find(g, changes(p, g.asked).front(), accept, price_of, 1)); // 1/2 and 1/2
    EXPECT_TRUE(search.was_undecided());
    const auto m = search.find(g, changes(p, g.asked).front(), accept, price_of, 10);
    ASSERT_TRUE(m);
    EXPECT_EQ(m->size(), 3U);
    EXPECT_TRUE(agrees(p, s.suppressed(), *m));
}

TEST(SimplexMoves, FitEquationsInUpToThreeDimensionsOrFourOfLargeTables) {
    support::splitmix64 random(3);
    for (std::size_t d = 1; d <= 5; ++d) {
        support::move_instance made(
            support::random_table(random.next(), {.dimensions = d, .branching = 2, .depth = 1}));
        EXPECT_EQ(simplex_moves::fits(made.p), d <= 3);
        EXPECT_EQ(simplex_moves::has_few_dimensions(made.p), d <= 3);
        made.p.value.resize(5'001);
        EXPECT_EQ(simplex_moves::fits(made.p), d <= 4);
        made.p.requirements.resize(1'251);
        EXPECT_EQ(simplex_moves::fits(made.p), d <= 3);
    }
    suppression_problem p;
    p.rows.add(std::vector<row_system::term>{{0, 1}, {1, 1}}, -1, 2);
    p.rows.index(2);
    EXPECT_FALSE(simplex_moves::fits(p));
}

} // namespace
