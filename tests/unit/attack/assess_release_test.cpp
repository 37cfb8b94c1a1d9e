#include <sdc/attack/assess_release.hpp>

#include <matchers.hpp>

#include "public_files.hpp"

#include <gmock/gmock.h>

namespace {

using sdc::assessment_result;
using sdc::cell_verdict;
using support::IsOk;
using support::marker;
using support::no_row;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const sdc::announced_method below_five{.rules = {sdc::threshold{.minimum = 5}}};

std::shared_ptr<const sdc::table> counts(const std::vector<std::int64_t>& of) {
    return std::make_shared<const sdc::table>(support::series(of));
}

TEST(AssessRelease, SaysBySumAndBySourceHowACellIsAtRisk) {
    const auto r = sdc::assess_release(
        below_five, support::published_series({{"one.csv", {22, marker, marker, 8}},
                                               {"two.csv", {no_row, no_row, 11, no_row}}}));
    ASSERT_THAT(r, IsOk());
    ASSERT_EQ(r->findings.size(), 2U);
    const auto& f = r->findings.front();
    EXPECT_EQ(f.known, (sdc::interval{3, 3}));
    EXPECT_EQ(f.how, "Total - (x x1) - (x x2)");
    EXPECT_THAT(f.because, ElementsAre("one.csv", "two.csv")) << "each without the other is safe";
    EXPECT_EQ(sdc::conclude(*r), assessment_result::at_risk);
    EXPECT_THAT(r->sources, ElementsAre("one.csv", "two.csv"));
}

TEST(AssessRelease, AnAllClearIsJudged) {
    const auto safe = sdc::assess_release(
        below_five, support::published_series({{"p.csv", {22, marker, marker, 8}}}));
    ASSERT_THAT(safe, IsOk());
    EXPECT_EQ(sdc::conclude(*safe), assessment_result::holds);
    EXPECT_EQ(sdc::count(*safe).judged, 2U);
    const auto large = sdc::assess_release(
        below_five, support::published_series({{"p.csv", {100, marker, 9, 8}}}));
    ASSERT_THAT(large, IsOk());
    EXPECT_EQ(sdc::conclude(*large), assessment_result::not_judged);
    EXPECT_THAT(sdc::count(*large).why, ElementsAre(Pair("no unsafe count", 1U)));
    const auto nothing =
        sdc::assess_release(below_five, support::published_series({{"p.csv", {17, 9, 8}}}));
    EXPECT_EQ(sdc::conclude(*nothing), assessment_result::holds) << "nothing to judge";
}

TEST(AssessRelease, StopsWhenItIsAsked) {
    const sdc::attack_options stopped{.run = {.cancel = [] { return true; }}};
    const auto sources = support::published_series({{"p.csv", {22, marker, marker, 8}}});
    const auto files = sdc::assess_release(below_five, sources, stopped);
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error().code, sdc::errc::cancelled);
    const auto all =
        sdc::assess_release(counts({3, 11, 8}), below_five, sources, {}, false, stopped);
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().code, sdc::errc::cancelled);
}

/// What is already published is known to an intruder, so its number must be.
TEST(AssessRelease, AnAlreadyPublishedCellHasANumber) {
    auto sources = support::published_series({{"p.csv", {20, marker, marker, 8}}});
    const sdc::announced_method method{.rules = {sdc::threshold{.minimum = 5}}};
    EXPECT_THAT(sdc::assess_release(method, sources), IsOk());
    sources.already_published = {.source = "frozen.csv", .cells = {1}};
    const auto refused = sdc::assess_release(method, sources);
    ASSERT_THAT(refused, support::HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(refused.error().field, "already_published");
    EXPECT_EQ(refused.error().where.file, "frozen.csv");
    sources.already_published.numbers = {{1, 4}};
    EXPECT_THAT(sdc::assess_release(method, sources), IsOk());
}

TEST(AssessRelease, InternalIntrudersAreDescribed) {
    EXPECT_EQ(sdc::describe_intruders(0), "");
    EXPECT_EQ(sdc::describe_intruders(1), "each sole contributor to a cell");
    EXPECT_EQ(sdc::describe_intruders(0, "firm"), "each holding of firm");
    EXPECT_EQ(sdc::describe_intruders(2, "firm"),
              "coalitions of at most 2 contributors who make up a cell, or the cells of one sum, "
              "without others, and each holding of firm");
}

TEST(AssessRelease, CellsWithoutARowAreCounted) {
    const auto r =
        sdc::assess_release(below_five, support::published_series({{"p.csv", {20, no_row, 9, 8}}}));
    ASSERT_THAT(r, IsOk());
    EXPECT_EQ(r->left_out, 1U);
    EXPECT_EQ(r->suppressed, 1U);
    EXPECT_EQ(r->findings.front().outcome, cell_verdict::known);
}

/// Of 3 and 4 no suppressed other cell is needed, if the counts say that the third is large.
TEST(AssessRelease, WithCountsEveryRequirementIsAsked) {
    const auto of = counts({3, 4, 20});
    auto sources = support::published_series({{"p.csv", {27, marker, marker, marker}}});
    const auto r = sdc::assess_release(of, below_five, sources, {}, true);
    ASSERT_THAT(r, IsOk());
    EXPECT_EQ(sdc::conclude(r->found), assessment_result::holds);
    EXPECT_EQ(r->found.complements, 1U);
    ASSERT_TRUE(r->proof.has_value());
    EXPECT_EQ(r->proof->summary().requirements, r->proof->plan().requirements.size());
    sources = support::published_series({{"p.csv", {27, marker, marker, 20}}});
    const auto known = sdc::assess_release(of, below_five, sources, {}, true);
    ASSERT_THAT(known, IsOk());
    EXPECT_EQ(sdc::conclude(known->found), assessment_result::holds) << "1 to 6 each";
    sources = support::published_series({{"p.csv", {27, 3, marker, marker}}});
    const auto shown = sdc::assess_release(of, below_five, sources, {}, true);
    ASSERT_THAT(shown, IsOk());
    EXPECT_EQ(shown->found.findings.front().outcome, cell_verdict::published);
    EXPECT_FALSE(shown->proof.has_value()) << "what is at risk is not proved";
}

TEST(AssessRelease, WithoutFilesPrimarySuppressionAloneIsAttacked) {
    const auto alone = support::published_series({{"p.csv", {27, 3, 4, 20}}});
    const sdc::public_sources nothing{.tables = alone.tables};
    const auto r = sdc::assess_release(counts({3, 6, 20}), below_five, nothing);
    ASSERT_THAT(r, IsOk());
    ASSERT_EQ(r->found.findings.size(), 1U);
    EXPECT_EQ(r->found.findings.front().known, (sdc::interval{3, 3}));
    EXPECT_EQ(r->found.findings.front().outcome, cell_verdict::known);
}

TEST(AssessRelease, WhatIsPublicMustBeTrueOfTheCounts) {
    const auto sources = support::published_series({{"p.csv", {27, marker, marker, 19}}});
    const auto r = sdc::assess_release(counts({3, 4, 20}), below_five, sources);
    ASSERT_THAT(r, support::HasErrc(sdc::errc::contradiction));
    EXPECT_EQ(r.error().cell, "x=x2");
    EXPECT_EQ(sdc::to_string(r.error()).find("20"), std::string::npos);
}

TEST(AssessRelease, ASoleContributorKnowsTheOther) {
    const auto sources = support::published_series({{"p.csv", {22, marker, marker, 20}}});
    const auto outside =
        sdc::assess_release(counts({1, 1, 20}), {.rules = {sdc::threshold{.minimum = 2}}}, sources);
    ASSERT_THAT(outside, IsOk());
    EXPECT_EQ(outside->found.findings.front().outcome, cell_verdict::known) << "1 and 1";
    const auto wide = support::published_series({{"p.csv", {24, marker, marker, 20}}});
    const auto inside = sdc::assess_release(counts({1, 3, 20}), below_five, wide, {.coalition = 1});
    ASSERT_THAT(inside, IsOk());
    const auto& f = inside->found.findings.back();
    ASSERT_TRUE(f.intruders.has_value());
    EXPECT_EQ(f.intruders->who, "the one person in x x0");
    EXPECT_EQ(f.intruders->known, (sdc::interval{3, 3}));
}

} // namespace
