#include <sdc/release/recommend.hpp>

#include <sdc/table/recode.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace {

using sdc::release_way;
using support::HasErrc;

std::shared_ptr<const sdc::table> share(sdc::table t) { return std::make_shared<const sdc::table>(std::move(t)); }
const sdc::release_candidate& chosen(const sdc::recommendation& r) { return r.candidates[r.chosen]; }
const sdc::release_candidate& of(const sdc::recommendation& r, release_way way) { return *std::ranges::find(r.candidates, way, &sdc::release_candidate::way); }

TEST(Recommend, LargeCountsAreReleasedWhole) {
    const auto r = sdc::recommend(share(support::series({120, 130, 110})), {.limit_one_in = 11}).value();
    EXPECT_EQ(chosen(r).way, release_way::whole);
    EXPECT_EQ(chosen(r).loss, 0.0);
    EXPECT_EQ(chosen(r).rank_correlation, 1.0);
    EXPECT_EQ(r.candidates.size(), 2U) << "nothing else is asked";
}

TEST(Recommend, TooManyPointsMaskSmallCounts) {
    const auto t = share(support::series({120, 9, 110}));
    const auto held = sdc::recommend(t, {.limit_one_in = 5, .points = 13}).value();
    EXPECT_FALSE(held.candidates[0].passes);
    EXPECT_EQ(held.candidates[0].why, "13 points, more than 12, and counts below 11");
    EXPECT_NE(chosen(held).way, release_way::nothing);
    EXPECT_TRUE(sdc::recommend(t, {.limit_one_in = 5, .points = 12}).value().candidates[0].passes);
    EXPECT_TRUE(sdc::recommend(share(support::series({120, 130, 110})), {.limit_one_in = 5, .points = 30}).value().candidates[0].passes) << "there is nothing to mask";
}

/// Four incidents in four months, three of one outcome: only the total can go out.
TEST(Recommend, FoundingCase) {
    const auto t = share(support::cross({{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 0, 0}}, {.row = sdc::role::time, .column = sdc::role::sensitive}));
    const auto r = sdc::recommend(t, {.limit_one_in = 11}).value();
    EXPECT_EQ(chosen(r).way, release_way::total);
    EXPECT_EQ(chosen(r).highest_cell, sdc::no_cell);
    EXPECT_EQ(r.candidates[0].highest.one_in, 1);
    EXPECT_FALSE(of(r, release_way::suppressed).passes);
    EXPECT_EQ(of(r, release_way::nothing).loss, 1.0);
    for (const auto& c : r.candidates) EXPECT_FALSE(c.why.empty());
}

/// Quarters are safe where months are not.
TEST(Recommend, CoarserCategoriesComeBeforeSuppression) {
    const std::vector<sdc::code_parent> codes{{"Total", ""}, {"Q1", "Total"}, {"Jan", "Q1"}, {"Feb", "Q1"}, {"Mar", "Q1"}, {"Q2", "Total"}, {"Apr", "Q2"}, {"May", "Q2"}, {"Jun", "Q2"}};
    const auto c = sdc::cube::make({sdc::dimension{.name = "month", .codes = sdc::hierarchy::from_parents(codes).value()}}).value();
    const auto t = share(sdc::table::make(c, {.values = {90, 40, 2, 18, 20, 50, 16, 17, 17}}).value());
    const auto r = sdc::recommend(t, {.limit_one_in = 5}).value();
    EXPECT_EQ(chosen(r).way, release_way::coarsened);
    EXPECT_EQ(chosen(r).depths, (std::vector<sdc::code_index>{1}));
    EXPECT_GT(chosen(r).loss, 0.0);
    EXPECT_LT(chosen(r).loss, of(r, release_way::total).loss);
    EXPECT_FALSE(r.candidates[0].passes);
}

/// What is lost is told in several ways, those of the table itself first.
TEST(Recommend, TellsWhatIsLost) {
    const auto t = share(support::cross({{40, 10, 2}, {10, 40, 20}}));
    const auto r = sdc::recommend(t, {.limit_one_in = 5}).value();
    EXPECT_EQ(r.candidates[0].average_distance, 0.0);
    EXPECT_EQ(r.candidates[0].relative_distance, 0.0);
    ASSERT_TRUE(r.candidates[0].cramers_v);
    // chi^2 / N by hand: rows 52 and 70, columns 50, 50, 22.
    const double sum = 40.0 * 40 / (52 * 50) + 10.0 * 10 / (52 * 50) + 2.0 * 2 / (52 * 22) + 10.0 * 10 / (70 * 50) + 40.0 * 40 / (70 * 50) + 20.0 * 20 / (70 * 22);
    EXPECT_NEAR(*r.candidates[0].cramers_v, std::sqrt(sum - 1), 1e-12);
    EXPECT_EQ(of(r, release_way::total).cramers_v, 0.0) << "spread evenly nothing goes with anything";
    EXPECT_GT(of(r, release_way::total).relative_distance, of(r, release_way::rounded).relative_distance);
}

/// A flat table of many large cells and few small ones.
TEST(Recommend, FewSmallCellsAreSuppressed) {
    std::vector<std::int64_t> counts(30, 40);
    counts[3] = 2;
    counts[10] = counts[20] = 6; // one of 5 to the one who looks: at the very limit, and more of them than the 2 needs beside it
    const auto r = sdc::recommend(share(support::series(counts)), {.limit_one_in = 5}).value();
    EXPECT_EQ(chosen(r).way, release_way::suppressed) << chosen(r).why;
    EXPECT_GT(chosen(r).hidden, 0.05);
    EXPECT_LE(chosen(r).hidden, 0.2);
    EXPECT_GT(chosen(r).highest.one_in, 5);
    const auto none = sdc::recommend(share(support::series(counts)), {.limit_one_in = 5, .few_hidden = 0.01}).value();
    EXPECT_EQ(chosen(none).way, release_way::rounded) << "too many for the limit that was set, and " << chosen(none).why;
    EXPECT_EQ(of(none, release_way::suppressed).why, "the table with cells withheld hides more than 1 % of what the table tells");
}

/// Who may be nobody's category is known: it is no other category, and is not withheld.
TEST(Recommend, StructuralZerosAreKnown) {
    const auto t = share(support::cross({{30, 0, 2}, {28, 31, 25}, {40, 33, 36}}, {}, {support::cross_cell(support::cross({{30, 0, 2}, {28, 31, 25}, {40, 33, 36}}), 0, 1)}));
    const auto r = sdc::recommend(t, {.limit_one_in = 3, .few_hidden = 0.6}).value();
    const auto& suppressed = of(r, release_way::suppressed);
    ASSERT_TRUE(suppressed.exists) << suppressed.why;
    EXPECT_TRUE(suppressed.passes) << suppressed.why;
    EXPECT_GT(suppressed.highest.one_in, 3);
    EXPECT_DOUBLE_EQ(suppressed.hidden, 0.5) << "of the 8 leaves that could hold somebody";
}

/// Whatever is chosen is below the limit, tells more than the total where it is neither that nor nothing, and is judged by the table it shows.
TEST(Recommend, WhatPassesPasses) {
    support::splitmix64 random(51);
    std::vector<int> ways(6);
    for (int round = 0; round < 40; ++round) {
        const auto t = share(support::random_table(random.next(), {.dimensions = 1 + random.below(2), .branching = 4, .depth = 1 + random.below(2), .mean = 4 + random.below(30)}));
        const sdc::cell_risk_options channels{.coalition = static_cast<std::int64_t>(random.below(2))};
        const auto limit = std::vector<std::int64_t>{3, 5, 11}[random.below(3)];
        const auto r = sdc::recommend(t, {.channels = channels, .limit_one_in = limit}).value();
        ASSERT_TRUE(chosen(r).passes);
        for (std::size_t i = 0; i < r.chosen; ++i) ASSERT_FALSE(r.candidates[i].passes);
        ++ways[static_cast<std::size_t>(chosen(r).way)];
        ASSERT_GT(chosen(r).highest.one_in, limit);
        const auto before = sdc::score_cells(*t, channels).value();
        const auto least = std::ranges::min(before, {}, &sdc::cell_risk::one_in).one_in;
        ASSERT_EQ(r.candidates[0].passes, least > limit);
        if (chosen(r).way == release_way::coarsened) {
            const auto coarser = sdc::recode(*t, chosen(r).depths).value();
            for (const auto cell : coarser.origin) ASSERT_GT(before[cell].one_in, limit);
        }
        for (const auto& c : r.candidates) {
            ASSERT_GE(c.loss, 0.0);
            ASSERT_LE(c.loss, 1.0);
            ASSERT_GE(c.highest.one_in, least) << "nothing tells more than the table";
        }
    }
    EXPECT_GT(ways[0], 0);
    EXPECT_GT(ways[1], 0);
    EXPECT_GT(ways[2] + ways[3], 0);
    EXPECT_GT(ways[4], 0);
}

TEST(Recommend, BadOptionsAreRefused) {
    const auto t = share(support::series({4, 5}));
    EXPECT_THAT(sdc::recommend(nullptr), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.limit_one_in = 0}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.channels = {.coalition = sdc::unlimited - 2}}), HasErrc(sdc::errc::bad_argument));
    const auto turnover = share(sdc::table::make(t->shared_cube(), {.values = {77, 33, 44}, .contributors = {31, 1, 30}}, {.name = "turnover"}).value());
    EXPECT_THAT(sdc::recommend(turnover), HasErrc(sdc::errc::bad_argument)) << "a reader of values learns little of who is counted";
    EXPECT_THAT(sdc::recommend(t, {.bases = {1}}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.few_hidden = 1.5}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.channels = {.coalition = -1}}), HasErrc(sdc::errc::bad_argument));
}

} // namespace
