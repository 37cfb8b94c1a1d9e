#include <sdc/risk/table/dominance.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

namespace {

using support::HasErrc;

/// Cells of these contributions under their total, with the three largest kept.
sdc::table of(const std::vector<std::vector<std::int64_t>>& contributions) {
    sdc::columns data{.largest_per_cell = 3};
    auto cells = contributions;
    cells.insert(cells.begin(), std::vector<std::int64_t>{});
    for (const auto& c : contributions) cells[0].insert(cells[0].end(), c.begin(), c.end());
    for (auto& c : cells) {
        std::ranges::sort(c, std::greater());
        data.values.push_back(std::accumulate(c.begin(), c.end(), std::int64_t{0}));
        data.contributors.push_back(static_cast<std::int64_t>(c.size()));
        for (std::size_t i = 0; i < 3; ++i)
            data.largest.push_back(i < c.size() && c[i] > 0 ? c[i] : 0);
    }
    auto made = sdc::cube::make({support::flat("x", contributions.size())}).value();
    return sdc::table::make(std::move(made), std::move(data), {.name = "turnover"}).value();
}

TEST(Dominance, EachRuleAloneIsCertain) {
    // 95 of 100 by the largest two: dominated. 100 of 210 and 100: the rest of 10 is exactly 10
    // percent of the largest, so not less.
    const auto t = of({{60, 35, 5}, {100, 100, 10}, {100, 1, 9, 1}, {10, 10, 10, 10}, {}});
    const auto found = sdc::score_dominance(t).value();
    EXPECT_TRUE(found[1].is_dominated);
    EXPECT_TRUE(found[1].is_nearly_known); // 5 of 60
    EXPECT_TRUE(found[2].is_dominated);
    EXPECT_FALSE(found[2].is_nearly_known);
    EXPECT_EQ(found[2].score, 1.0);
    EXPECT_TRUE(found[3].is_dominated) << "109 of 111";
    EXPECT_FALSE(found[4].is_dominated);
    EXPECT_DOUBLE_EQ(found[4].score, 10 * 10 / (100.0 * 20));
    EXPECT_EQ(found[5].score, 0.0);
    EXPECT_FALSE(sdc::score_dominance(t, {.largest = 1}).value()[1].is_dominated) << "60 of 100";
    EXPECT_TRUE(
        sdc::score_dominance(t, {.largest = 1, .share_percent = 60}).value()[1].is_dominated);
    EXPECT_TRUE(
        sdc::score_dominance(t, {.largest = 3, .share_percent = 100}).value()[1].is_dominated);
}

TEST(Dominance, ANegativeRestIsNoProtection) {
    EXPECT_EQ(sdc::score_dominance(of({{50, 40, -30}, {1, 1}})).value()[1].score, 1.0);
}

TEST(Dominance, LargeContributionsDoNotOverflow) {
    const std::int64_t big = 4'000'000'000'000'000'000;
    const auto found = sdc::score_dominance(of({{big, big / 4, big / 4, big / 4}, {1}})).value();
    EXPECT_FALSE(found[1].is_nearly_known);
    EXPECT_DOUBLE_EQ(found[1].score, 0.2); // 10 % of 4 over 2
}

TEST(Dominance, IsTheDefinitionOnRandomCells) {
    support::splitmix64 random(11);
    int certain = 0;
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::int64_t> x(2 + random.below(5));
        for (auto& one : x) one = static_cast<std::int64_t>(random.below(60));
        const auto p = 1 + static_cast<std::int64_t>(random.below(80)),
                   k = 50 + static_cast<std::int64_t>(random.below(51));
        const auto found =
            sdc::score_dominance(of({x, {1}}), {.share_percent = k, .p_percent = p}).value()[1];
        std::ranges::sort(x, std::greater());
        const auto all = std::accumulate(x.begin(), x.end(), 0.0), a = double(x[0]),
                   b = double(x[1]);
        if (all == 0) continue;
        // Fractions of small integers, compared as such by doubles.
        EXPECT_EQ(found.is_dominated, (a + b) * 100 >= all * double(k));
        EXPECT_EQ(found.is_nearly_known, (all - a - b) * 100 < double(p) * a);
        EXPECT_GE(found.score, 0.0);
        EXPECT_LE(found.score, 1.0);
        certain += found.score == 1.0;
    }
    EXPECT_GT(certain, 100);
}

TEST(Dominance, BadOptionsAreRefused) {
    const auto t = of({{5, 4}, {3}});
    EXPECT_THAT(sdc::score_dominance(t, {.largest = 0}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_dominance(t, {.largest = 4}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_dominance(t, {.share_percent = 0}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_dominance(t, {.p_percent = 0}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_dominance(support::series({4, 5})), HasErrc(sdc::errc::bad_argument));
}

} // namespace
