/// Recommendations for random tables, scored anew.
#include <sdc/release/recommend.hpp>

#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/release/difference.hpp>
#include <sdc/risk/table/interval.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/recode.hpp>

#include "support/generators.hpp"
#include "support/people.hpp"
#include "support/recommended.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

namespace {

using sdc::protection_method;
using support::chosen;
using support::share;

/// Whatever is chosen is below the limit, tells more than the total where it is neither that nor
/// nothing, and is judged by the table it shows.
TEST(RecommendProperty, WhatPassesPasses) {
    support::splitmix64 random(51);
    std::vector<int> ways(6);
    for (int round = 0; round < 40; ++round) {
        const auto t =
            share(support::random_table(random.next(), {.dimensions = 1 + random.below(2),
                                                        .branching = 4,
                                                        .depth = 1 + random.below(2),
                                                        .mean = 4 + random.below(30)}));
        const sdc::cell_risk_options channels{.coalition =
                                                  static_cast<std::int64_t>(random.below(2))};
        const auto limit = std::vector<std::int64_t>{3, 5, 11}[random.below(3)];
        const auto r = sdc::recommend(t, {.channels = channels, .limit_one_in = limit}).value();
        ASSERT_TRUE(chosen(r).passes);
        for (std::size_t i = 0; i < r.chosen; ++i) ASSERT_FALSE(r.candidates[i].passes);
        ++ways[static_cast<std::size_t>(chosen(r).way)];
        ASSERT_GT(chosen(r).highest.risk.one_in, limit);
        const auto before = sdc::score_cells(*t, channels).value();
        const auto least = std::ranges::min(before, {}, &sdc::cell_risk::one_in).one_in;
        ASSERT_EQ(r.candidates[0].passes, least > limit);
        if (chosen(r).way == protection_method::coarsened) {
            const auto coarser = sdc::recode(*t, chosen(r).depths).value();
            for (const auto cell : coarser.origin) ASSERT_GT(before[cell].one_in, limit);
        }
        for (const auto& c : r.candidates) {
            ASSERT_GE(c.loss, 0.0);
            ASSERT_LE(c.loss, 1.0);
            ASSERT_GE(c.highest.risk.one_in, least) << "nothing tells more than the table";
        }
    }
    EXPECT_GT(ways[0], 0);
    EXPECT_GT(ways[1], 0);
    EXPECT_GT(ways[2] + ways[3], 0);
    EXPECT_GT(ways[4], 0);
}

/// What a search limit leaves open is a candidate's reason not to pass, not the end of the report.
TEST(RecommendProperty, WhatIsNotDecidedDoesNotPass) {
    support::splitmix64 random(54);
    int undecided = 0;
    for (int round = 0; round < 30; ++round) {
        const auto all =
            support::random_people(random.next(), {"x", "y", "z"}, {"abcd", "efgh", "ijk"},
                                   {.most = 4000, .zero_percent = 5, .largest = 60});
        const auto x = support::flat("x", {"a", "b", "c", "d"}),
                   y = support::flat("y", {"e", "f", "g", "h"}),
                   z = support::flat("z", {"i", "j", "k"});
        const auto now = tabulate(all, "now", {x, y, z}),
                   before = tabulate(all, "of i", {x, y}, {{"z", "i"}});
        const auto tables = support::link({now, before});
        sdc::knowledge known(tables);
        for (sdc::cell_index cell = 0; cell < before.counts->size(); ++cell) {
            if (random.percent(60))
                known.learn_exact(tables->offset(1) + cell, before.counts->value(cell));
        }
        const auto r = sdc::recommend(now.counts, {.channels = {.disclosed_by_linked_tables = true},
                                                   .limit_one_in = 5,
                                                   .max_suppressed_share = 1,
                                                   .search_limit = 0,
                                                   .already_published = &known})
                           .value();
        for (const auto& c : r.candidates) {
            if (c.why.find("a search limit came first") == std::string::npos) continue;
            undecided +=
                c.way == protection_method::whole ||
                c.way ==
                    protection_method::total; // of others the release by itself may be what is open
            EXPECT_FALSE(c.passes);
            EXPECT_FALSE(c.exists);
        }
    }
    EXPECT_GT(undecided, 0);
}

/// Of the transposed table, rows in another order, the same passes; which complements are
/// suppressed may differ.
TEST(RecommendProperty, DoesNotDependOnTheOrder) {
    support::splitmix64 random(54);
    for (int round = 0; round < 30; ++round) {
        std::vector<std::vector<std::int64_t>> rows(3, std::vector<std::int64_t>(4)),
            columns(4, std::vector<std::int64_t>(3));
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 4; ++j)
                rows[2 - i][j] = columns[j][i] = static_cast<std::int64_t>(random.below(30));
        }
        const auto one = sdc::recommend(share(support::cross(rows)), {.limit_one_in = 5}).value(),
                   other =
                       sdc::recommend(share(support::cross(columns)), {.limit_one_in = 5}).value();
        for (const auto way : {protection_method::whole, protection_method::coarsened,
                               protection_method::rounded, protection_method::total}) {
            const auto figures = [way](const sdc::recommendation& r) {
                std::multiset<std::tuple<bool, std::int64_t, std::int64_t>>
                    all; // losses as whole numbers of their ninth decimal
                for (const auto& c : r.candidates) {
                    if (c.way == way)
                        all.emplace(c.passes, c.highest.risk.one_in, std::llround(c.loss * 1e9));
                }
                return all;
            };
            ASSERT_EQ(figures(one), figures(other)) << to_string(way) << ", round " << round;
        }
    }
}

/// Where nothing is public the result is that of the table by itself.
TEST(RecommendProperty, BesideNothingItIsTheSame) {
    support::splitmix64 random(52);
    for (int round = 0; round < 25; ++round) {
        const auto t =
            share(support::random_table(random.next(), {.dimensions = 1 + random.below(2),
                                                        .branching = 3,
                                                        .depth = 1 + random.below(2),
                                                        .mean = 4 + random.below(30)}));
        const sdc::knowledge nothing(t->shared_cube());
        std::vector<std::int64_t> people; // of the population
        const bool is_known = random.percent(50);
        for (sdc::cell_index cell = 0; is_known && cell < t->size(); ++cell)
            people.push_back(t->value(cell) + static_cast<std::int64_t>(random.below(4)));
        sdc::recommend_options how{
            .channels = {.coalition = static_cast<std::int64_t>(random.below(2)),
                         .population = people,
                         .zeros_are_disclosive = random.percent(30)},
            .limit_one_in = 5};
        const auto alone = sdc::recommend(t, how).value();
        how.already_published = &nothing;
        const auto beside = sdc::recommend(t, how).value();
        ASSERT_EQ(alone.chosen, beside.chosen) << round;
        ASSERT_EQ(alone.candidates.size(), beside.candidates.size());
        for (std::size_t i = 0; i < alone.candidates.size(); ++i) {
            const auto &a = alone.candidates[i], &b = beside.candidates[i];
            ASSERT_EQ(a.way, b.way);
            ASSERT_EQ(a.passes, b.passes) << to_string(a.way) << ' ' << a.why << "; " << b.why;
            ASSERT_EQ(a.depths, b.depths);
            ASSERT_DOUBLE_EQ(a.loss, b.loss);
            if (a.highest.risk.one_in <= how.limit_one_in)
                ASSERT_EQ(a.highest.risk.one_in, b.highest.risk.one_in) << to_string(a.way);
            else
                ASSERT_GE(b.highest.risk.one_in, a.highest.risk.one_in)
                    << "below the limit the first is what it is at most";
        }
    }
}

/// What is chosen beside an earlier release, scored anew as a sequence of the two, puts nobody at
/// risk who was not.
TEST(RecommendProperty, WhatPassesBesideOthersAddsNobody) {
    support::splitmix64 random(53);
    std::vector<int> ways(6);
    int earlier_at_risk = 0;
    for (int round = 0; round < 60; ++round) {
        const auto all = support::random_people(
            random.next(), {"x", "y", "z"}, {"abc", "de", "fg"},
            {.most = 400, .zero_percent = 10, .one_percent = 15, .largest = 40});
        const auto x = support::flat("x", {"a", "b", "c"}), y = support::flat("y", {"d", "e"}),
                   z = support::flat("z", {"f", "g"});
        const auto now = tabulate(all, "now", {x, y}),
                   before = random.percent(50) ? tabulate(all, "by z", {x, z})
                                               : tabulate(all, "of f", {x, y}, {{"z", "f"}});
        const auto tables = support::link({now, before});
        sdc::knowledge known(tables);
        for (sdc::cell_index cell = 0; cell < before.counts->size(); ++cell) {
            if (cell == 0 || random.percent(80))
                known.learn_exact(tables->offset(1) + cell, before.counts->value(cell));
        }
        const sdc::cell_risk_options channels{.coalition =
                                                  static_cast<std::int64_t>(random.below(2)),
                                              .disclosed_by_linked_tables = true};
        const std::int64_t limit = random.percent(50) ? 3 : 5;
        const auto r = sdc::recommend(now.counts, {.channels = channels,
                                                   .limit_one_in = limit,
                                                   .drop_allowed = round % 3 == 0,
                                                   .max_suppressed_share = 0.1,
                                                   .already_published = &known})
                           .value();
        ++ways[static_cast<std::size_t>(chosen(r).way)];
        earlier_at_risk += r.at_risk_already > 0 ? 1 : 0;
        if (chosen(r).way == protection_method::nothing ||
            chosen(r).way == protection_method::suppressed)
            continue; // the one tells nothing, the plan of the other is not in the result
        auto after = known;
        for (const auto& cell : sdc::cells(*now.counts)) {
            const auto n = now.counts->value(cell.index());
            if (const auto& depths = chosen(r).depths;
                !depths.empty() && (now.counts->cube().codes(0).depth(cell.at()[0]) > depths[0] ||
                                    now.counts->cube().codes(1).depth(cell.at()[1]) > depths[1]))
                continue;
            // Nearest, halves up: what rounds to m is m - base / 2 to m + (base - 1) / 2.
            const auto base = std::max<std::int64_t>(1, chosen(r).base),
                       m = (2 * n + base) / (2 * base) * base;
            after.learn(cell.index(), std::max<std::int64_t>(0, m - base / 2), m + (base - 1) / 2);
        }
        const auto count = [&](const sdc::knowledge& facts) {
            if (facts.may_be_empty())
                return std::pair<std::vector<sdc::interval_risk>,
                                 std::vector<sdc::difference_risk>>(facts.size(),
                                                                    tables->subsets().size());
            const auto scores = sdc::score_knowledge(facts, {.channels = channels}).value();
            return std::pair(scores,
                             sdc::score_differences(facts, scores, {.channels = channels}).value());
        };
        const auto [was, was_apart] = count(known);
        const auto [is, is_apart] = count(after);
        for (std::size_t i = 0; i < is.size(); ++i)
            ASSERT_TRUE(is[i].certain.one_in > limit ||
                        is[i].certain.one_in == was[i].certain.one_in)
                << describe(*tables, i) << ' ' << to_string(chosen(r).way);
        for (std::size_t i = 0; i < is_apart.size(); ++i)
            ASSERT_TRUE(is_apart[i].highest().one_in > limit ||
                        is_apart[i].highest().one_in == was_apart[i].highest().one_in);
    }
    EXPECT_GT(ways[0], 3);
    EXPECT_GT(ways[1], 3);
    EXPECT_GT(ways[3], 3);
    EXPECT_GT(earlier_at_risk, 3);
}

} // namespace
