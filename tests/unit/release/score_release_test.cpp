#include <sdc/release/score_release.hpp>

#include "support/history.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace {

using sdc::errc;
using sdc::interval;
using sdc::protection_method;
using sdc::risk_channel;
using support::HasErrc;

/// Counts by themselves.
sdc::release_to_score counts_of(sdc::table t) {
    auto counts = std::make_shared<const sdc::table>(std::move(t));
    return {.tables = std::make_shared<const sdc::linked_tables>(counts->shared_cube()),
            .counts = counts};
}

/// One release of a total and three parts, of which those at hand are known exactly; not the
/// counts.
sdc::release_to_score release_of(std::vector<std::pair<sdc::cell_index, std::int64_t>> known) {
    const auto cube = support::series({0, 0, 0}).shared_cube();
    return {.tables = std::make_shared<const sdc::linked_tables>(cube),
            .releases = {"public.csv"},
            .known = [cube, known](const std::vector<bool>& seen) -> sdc::result<sdc::knowledge> {
                sdc::knowledge made(cube);
                for (const auto& [cell, n] : known) {
                    if (seen[0]) made.learn_exact(cell, n);
                }
                return made;
            }};
}

TEST(ScoreRelease, AtRiskAreTheCellsOfTheLimitHighestFirst) {
    // One of 3 is at the limit of 1/5 by 5 others, one of 40 is not: identity 1/2, 1/4, 1/39.
    const auto r = sdc::score_release(counts_of(support::series({5, 40, 3, 6}))).value();
    EXPECT_EQ(r.limit_one_in, 5);
    EXPECT_TRUE(r.is_at_risk());
    ASSERT_EQ(r.at_risk.size(), 3U);
    EXPECT_EQ(r.at_risk[0].cell, 3U);
    EXPECT_EQ(r.at_risk[0].highest.one_in, 2);
    EXPECT_EQ(r.at_risk[1].highest.one_in, 4);
    EXPECT_EQ(r.at_risk[2].highest.one_in, 5) << "a score of the limit is at risk";
    for (const auto& one : r.at_risk) {
        ASSERT_FALSE(one.reasons.empty());
        EXPECT_EQ(one.reasons.front().one_in, one.highest.one_in);
        EXPECT_TRUE(std::ranges::is_sorted(one.reasons, {}, &sdc::cell_risk::one_in));
        EXPECT_LE(one.reasons.back().one_in, 5);
    }
    EXPECT_EQ(r.cells, 5U);
    EXPECT_EQ(r.counts[2], (interval{.low = 40, .high = 40}));
    EXPECT_EQ(r.scores[3], .5);
    EXPECT_EQ(r.table->persons, 54);
    EXPECT_EQ(r.table->persons_at_risk, 14);
    EXPECT_TRUE(r.entropy);
    EXPECT_TRUE(r.groups.fewest);
    EXPECT_FALSE(r.sequence);
    ASSERT_TRUE(r.advice);
    EXPECT_EQ(r.advice->candidates[0].highest.risk.one_in, 2);
}

TEST(ScoreRelease, OfACellTheHighestReasonComesFirst) {
    // All but one are in the first part: that one knows it of everyone else.
    const auto r = sdc::score_release(counts_of(support::series({5, 1}))).value();
    const auto& reasons = std::ranges::find(r.at_risk, 1U, &sdc::scored_cell::cell)->reasons;
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].channel, risk_channel::attribute);
    EXPECT_EQ(reasons[0].one_in, 1);
    EXPECT_EQ(reasons[1].channel, risk_channel::identity);
    EXPECT_EQ(reasons[1].one_in, 4);
}

TEST(ScoreRelease, TheSmallestPlaceSetsTheLimit) {
    const auto t = counts_of(support::series({12, 40, 60}));
    std::vector<std::int64_t> people{90'000, 50'000, 19'999, 20'001};
    const auto scored = [&](std::int64_t smallest) {
        people[2] = smallest;
        return sdc::score_release(
                   t, {.sensitivity = sdc::sensitivity::special_category, .population = people})
            .value();
    };
    EXPECT_EQ(scored(20'000).limit_one_in, 11);
    EXPECT_EQ(scored(19'999).limit_one_in, 20);
    const auto r = scored(19'999);
    EXPECT_EQ(r.population, 90'000);
    EXPECT_EQ(r.smallest_population, 19'999);
    EXPECT_EQ(r.at_risk.size(), 1U) << "12 less the intruder are 11";
    people[1] = 11;
    const auto few = sdc::score_release(t, {.population = people});
    ASSERT_THAT(few, HasErrc(errc::contradiction));
    EXPECT_EQ(few.error().rule, "population");
    EXPECT_EQ(few.error().cell, "x=x0");
}

TEST(ScoreRelease, AdviceIsGivenWhereItIsNeededOrAskedFor) {
    const auto safe = counts_of(support::series({120, 9, 110}));
    EXPECT_FALSE(sdc::score_release(safe).value().advice);
    EXPECT_TRUE(sdc::score_release(safe, {.recommend = true}).value().advice);
    EXPECT_FALSE(sdc::score_release(safe, {.points = 12}).value().advice);
    const auto masked = sdc::score_release(safe, {.points = 13}).value();
    ASSERT_TRUE(masked.advice) << "too many points";
    EXPECT_FALSE(masked.is_at_risk());
    EXPECT_EQ(masked.advice->candidates[0].why, "13 points, more than 12, and counts below 11");
    EXPECT_FALSE(sdc::score_release(safe, {.points = 13, .points_limit = 13}).value().advice);
    const auto both =
        sdc::score_release(safe, {.points = 13, .points_limit = 13, .recommend = true}).value();
    EXPECT_TRUE(both.advice->candidates[0].passes);
    const auto of_cells = [](std::size_t n) {
        return sdc::score_release(
                   counts_of(support::series(std::vector<std::int64_t>(n - 1, 1'000))),
                   {.points = 13})
            .value();
    };
    EXPECT_TRUE(of_cells(2'000).advice);
    EXPECT_FALSE(of_cells(2'001).advice);
    EXPECT_TRUE(of_cells(2'001).is_too_large_for_advice);
}

TEST(ScoreRelease, WhatIsNotCertainHasAMeanScore) {
    // 10 in two cells that are not shown: 1 to 9 is not known here, 0 to 10 is.
    const auto r = sdc::score_release(release_of({{0, 100}, {3, 90}})).value();
    EXPECT_FALSE(r.is_at_risk());
    EXPECT_EQ(r.counts[1], (interval{.low = 0, .high = 10}));
    EXPECT_EQ(r.highest_expected_cell, 1U);
    EXPECT_GE(r.highest_expected, .2);
    EXPECT_EQ(r.uncertain, 2U);
    EXPECT_FALSE(r.table) << "there are no counts";
    EXPECT_FALSE(r.advice);
    EXPECT_EQ(r.scores.size(), 4U);
    // What the line leaves is small: that is at risk, though no cell is.
    const auto rest = sdc::score_release(release_of({{0, 100}, {3, 98}})).value();
    EXPECT_TRUE(rest.is_at_risk());
    ASSERT_EQ(rest.residual_groups.size(), 1U);
    EXPECT_EQ(rest.residual_groups[0].people, 2);
    EXPECT_EQ(sdc::risk_of(rest.residual_groups[0], 1).one_in, 1);
    EXPECT_EQ(sdc::risk_of(rest.residual_groups[0], 0).one_in, 2);
}

/// Two bandings of age, a year apart (Handbook on Statistical Disclosure Control, 2nd
/// edition, 5.2).
class ScoreReleaseOverTime : public ::testing::Test {
protected:
    const support::people everybody{
        .names = {"age", "sex"}, .letters = {"abc", "mf"}, .counts = {7, 9, 1, 0, 12, 15}};
    const support::shown_dimension sex = support::flat("sex", {"m", "f"});
    const support::history h{
        {tabulate(everybody, "now", {support::flat("age", {"ab", "c"}), sex}),
         tabulate(everybody, "earlier", {support::flat("age", {"a", "bc"}), sex}),
         tabulate(everybody, "",
                  {{.name = "age",
                    .codes = {{"T", ""}, {"ab", "T"}, {"a", "ab"}, {"b", "ab"}, {"c", "T"}}},
                   sex}),
         tabulate(everybody, "",
                  {{.name = "age",
                    .codes = {{"T", ""}, {"a", "T"}, {"bc", "T"}, {"b", "bc"}, {"c", "bc"}}},
                   sex})},
        2};
    /// The earlier release comes first.
    [[nodiscard]] sdc::release_to_score all() const {
        return {.tables = h.tables,
                .counts = h.sources[0].counts,
                .releases = {"earlier", "now"},
                .earlier = 1,
                .known = [this](const std::vector<bool>& seen) {
                    return h.known()({seen[1], seen[0]});
                }};
    }
};

TEST_F(ScoreReleaseOverTime, WhatThisReleaseAddsIsSeen) {
    const auto r = sdc::score_release(all(), {.coalition = 0}).value();
    ASSERT_TRUE(r.sequence);
    EXPECT_EQ(r.sequence->releases, (std::vector<std::string>{"earlier", "now"}));
    EXPECT_EQ(r.sequence->at_risk[0], 0U);
    EXPECT_EQ(r.sequence->at_risk[1], 0U) << "the earlier one by itself is safe";
    EXPECT_GT(r.sequence->at_risk[2], 0U);
    EXPECT_EQ(r.sequence->after.back().risk.one_in, 1);
    EXPECT_DOUBLE_EQ(r.sequence->marginal(), 1 - r.sequence->after[1].risk.score());
    ASSERT_TRUE(r.sequence->smallest);
    EXPECT_EQ(r.sequence->smallest->count, (interval{.low = 1, .high = 1}));
    const auto one = r.sequence->separately[0].risk.score(),
               other = r.sequence->separately[1].risk.score();
    EXPECT_DOUBLE_EQ(r.sequence->apart.at_most, one + other);
    EXPECT_DOUBLE_EQ(r.sequence->apart.independent, 1 - (1 - one) * (1 - other));
    // The band of b is a cell of two tables, and is listed once.
    std::vector<sdc::cell_index> variables;
    for (const auto& cell : r.at_risk) variables.push_back(h.tables->variable_of(cell.cell));
    std::ranges::sort(variables);
    EXPECT_EQ(std::ranges::adjacent_find(variables), variables.end());
    EXPECT_LT(r.cells, h.tables->size());
    EXPECT_EQ(r.scores.size(), h.sources[0].counts->size());
    ASSERT_TRUE(r.advice);
    EXPECT_TRUE(r.advice->jointly);
    EXPECT_EQ(r.advice->at_risk_already, 0U);
}

TEST_F(ScoreReleaseOverTime, WhatIsAtRiskAlreadyStaysSo) {
    const auto r = sdc::score_release(
                       all(), {.sensitivity = sdc::sensitivity::special_category, .coalition = 0})
                       .value();
    EXPECT_GT(r.sequence->at_risk[1], 0U);
    EXPECT_EQ(r.advice->at_risk_already, r.sequence->at_risk[1]);
}

/// Men were public; all, less them, are women, all of one outcome: many, and none of them alone.
TEST(ScoreRelease, WhoFollowsBySubtractionIsScored) {
    const support::people everybody{
        .names = {"outcome", "sex"}, .letters = {"ab", "mf"}, .counts = {17, 0, 7, 41}};
    const auto outcome = support::flat("outcome", {"a", "b"});
    const support::history h({tabulate(everybody, "now", {outcome}),
                              tabulate(everybody, "men", {outcome}, {{"sex", "m"}})},
                             2);
    const auto r = sdc::score_release({.tables = h.tables,
                                       .counts = h.sources[0].counts,
                                       .releases = {"men", "now"},
                                       .earlier = 1,
                                       .known =
                                           [&h](const std::vector<bool>& seen) {
                                               return h.known()({seen[1], seen[0]});
                                           }})
                       .value();
    ASSERT_EQ(r.differences.size(), 1U);
    ASSERT_EQ(r.differences[0].reasons.size(), 1U) << "by identity they are 41";
    EXPECT_EQ(r.differences[0].reasons[0].risk.channel, risk_channel::attribute);
    EXPECT_EQ(r.differences[0].count, (interval{.low = 41, .high = 41}));
}

/// Published with the table, a statement is part of everything that could be released instead.
TEST(ScoreRelease, WithoutTheStatementsSomethingElseWouldPass) {
    auto what = counts_of(support::series({30, 2, 40}));
    what.releases = {"now"};
    what.known = [cube = what.counts->shared_cube(), counts = what.counts](
                     const std::vector<bool>& seen) -> sdc::result<sdc::knowledge> {
        sdc::knowledge made(cube);
        for (sdc::cell_index cell = 0; seen[0] && cell < counts->size(); ++cell)
            made.learn_exact(cell, counts->value(cell));
        return made;
    };
    const std::vector<sdc::statement> statements{
        {.text = "2 in x1", .terms = {{2, 1}}, .low = 2, .high = 2}};
    const auto alone = sdc::score_release(what).value();
    EXPECT_FALSE(alone.without_statements);
    what.statements = statements;
    const auto jointly = sdc::score_release(what).value();
    ASSERT_TRUE(jointly.advice);
    EXPECT_EQ(jointly.advice->candidates[jointly.advice->chosen].way, protection_method::nothing);
    ASSERT_TRUE(jointly.without_statements);
    EXPECT_NE(jointly.without_statements->way, protection_method::nothing);
}

TEST(ScoreRelease, WhatDoesNotFitIsRefused) {
    const auto t = counts_of(support::series({5, 6}));
    EXPECT_THAT(sdc::score_release({}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::score_release({.tables = t.tables}), HasErrc(errc::bad_argument));
    const std::vector<std::int64_t> people{9};
    EXPECT_THAT(sdc::score_release(t, {.population = people}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::score_release(t, {.coalition = -1}), HasErrc(errc::bad_argument));
    auto other = counts_of(support::series({5, 6, 7}));
    other.tables = t.tables;
    EXPECT_THAT(sdc::score_release(other), HasErrc(errc::bad_argument));
    auto late = release_of({{0, 100}});
    late.earlier = 2;
    EXPECT_THAT(sdc::score_release(late), HasErrc(errc::bad_argument));
    late.earlier = 0;
    late.known = [](const std::vector<bool>&) -> sdc::result<sdc::knowledge> {
        return sdc::error{.code = errc::contradiction};
    };
    EXPECT_THAT(sdc::score_release(late), HasErrc(errc::contradiction));
}

TEST(ScoreRelease, ZerosCountWhereTheyAreDisclosive) {
    const auto t = counts_of(support::series({100, 0, 200}));
    EXPECT_FALSE(sdc::score_release(t).value().is_at_risk());
    const auto r = sdc::score_release(t, {.zeros_are_disclosive = true}).value();
    ASSERT_EQ(r.at_risk.size(), 1U);
    EXPECT_EQ(r.at_risk[0].highest.channel, risk_channel::negative_attribute);
}

} // namespace
