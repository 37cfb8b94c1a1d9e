#include <sdc/attack/public_sources.hpp>

#include <matchers.hpp>

#include "public_files.hpp"

#include <gmock/gmock.h>

namespace {

using sdc::left_out;
using support::HasErrc;
using support::IsOk;
using support::marker;
using support::no_row;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(PublicSources, NameFilesThenCellsThenTablesThenStatements) {
    auto all = support::published_series({{"a.csv", {9, 4, 5}}, {"b.csv", {9, 4, 5}}});
    all.already_published = {.source = "frozen.csv", .cells = {1}};
    all.statements = {{.text = "most"}, {.text = "most"}, {.text = "few"}};
    EXPECT_THAT(all.names(), ElementsAre("a.csv", "b.csv", "frozen.csv", "\"most\"", "\"few\""));
    EXPECT_TRUE(all.can_leave_out(0));
    EXPECT_TRUE(all.is_already_published(1));
    EXPECT_FALSE(all.is_already_published(2));
    const auto one = support::published_series({{"a.csv", {9, 4, 5}}});
    EXPECT_FALSE(one.can_leave_out(0)) << "nothing would be left of the release";
}

TEST(PublicSources, FilesIntersectAndOneCanBeLeftOut) {
    const auto all =
        support::published_series({{"a.csv", {9, marker, marker}}, {"b.csv", {no_row, 4, no_row}}});
    const auto both = all.join({.minimum = 1});
    ASSERT_THAT(both, IsOk());
    EXPECT_EQ(both->known.low(1), 4);
    EXPECT_EQ(both->known.low(2), 1);
    EXPECT_THAT(both->suppressed, ElementsAre(1, 2));
    EXPECT_EQ(both->shown[2], (sdc::interval{1, sdc::unlimited}));
    const auto first = all.join({.minimum = 1}, left_out(1));
    ASSERT_THAT(first, IsOk());
    EXPECT_EQ(first->known.high(1), sdc::unlimited);
    EXPECT_EQ(first->known.low(1), 1);
}

TEST(PublicSources, ACellThatNoFileHasARowForIsSuppressedOrEmpty) {
    auto all = support::published_series({{"a.csv", {9, 4, no_row, no_row}}});
    const auto suppressed = all.join({.minimum = 1});
    ASSERT_THAT(suppressed, IsOk());
    EXPECT_THAT(suppressed->absent.suppressed, ElementsAre(2, 3));
    EXPECT_THAT(suppressed->suppressed, ElementsAre(2, 3));
    EXPECT_EQ(suppressed->known.low(2), 1);
    EXPECT_EQ(suppressed->shown[2].low, 0) << "no row says anything";
    all.structural_zeros = {3};
    EXPECT_THAT(all.join({})->suppressed, ElementsAre(2));
    all.leaves_out_empty = true;
    const auto empty = all.join({.minimum = 1});
    ASSERT_THAT(empty, IsOk());
    EXPECT_THAT(empty->suppressed, IsEmpty());
    EXPECT_EQ(empty->known.high(2), 0);
}

TEST(PublicSources, FilesThatContradictEachOtherAreNamed) {
    const auto all = support::published_series({{"a.csv", {9, 4, 5}}, {"b.csv", {9, 3, 6}}});
    const auto r = all.join({});
    ASSERT_THAT(r, HasErrc(sdc::errc::contradiction));
    EXPECT_THAT(sdc::to_string(r.error()), HasSubstr("a.csv says x=x0 is at least 4"));
    EXPECT_THAT(sdc::to_string(r.error()), HasSubstr("b.csv says x=x0 is at most 3"));
    EXPECT_THAT(all.join({}, left_out(1)), IsOk());
}

TEST(PublicSources, TotalsOfShownCellsAreChecked) {
    auto all = support::published_series({{"a.csv", {9, 9, marker}}, {"b.csv", {11, 9, 2}}});
    EXPECT_THAT(all.join({}), HasErrc(sdc::errc::contradiction));
    all.totals = sdc::counted_in_totals::shown_cells;
    const auto joined = all.join({});
    ASSERT_THAT(joined, IsOk());
    EXPECT_EQ(joined->known.high(0), sdc::unlimited);
    EXPECT_FALSE(joined->shows(0));
    all = support::published_series({{"a.csv", {10, 9, marker}}});
    all.totals = sdc::counted_in_totals::shown_cells;
    const auto wrong = all.join({});
    ASSERT_THAT(wrong, HasErrc(sdc::errc::not_additive));
    EXPECT_EQ(wrong.error().where.file, "a.csv");
}

/// No rule and no emptiness is behind a row that no file of this kind has.
TEST(PublicSources, ResidualsWithoutRowsAreNotPublished) {
    auto all = support::published_series({{"a.csv", {9, 4, no_row, no_row}}});
    all.residuals = {3};
    for (const bool leaves_out_empty : {false, true}) {
        all.leaves_out_empty = leaves_out_empty;
        const auto joined = all.join({.minimum = 1});
        ASSERT_THAT(joined, IsOk());
        EXPECT_THAT(joined->absent.suppressed, ElementsAre(2));
        EXPECT_THAT(joined->absent.not_published, ElementsAre(3));
        EXPECT_EQ(joined->known.low(3), 0);
        EXPECT_EQ(joined->known.high(3), sdc::unlimited);
    }
    all.residuals = {1, 3};
    EXPECT_THAT(all.join({})->absent.not_published, IsEmpty()) << "a row of one: one was left out";
}

TEST(PublicSources, OthersAddWhatTheyKnow) {
    auto all = support::published_series({{"a.csv", {9, marker, marker}}});
    all.already_published = {.source = "frozen.csv", .cells = {1}, .numbers = {{1, 4}}};
    all.statements = {{.text = "as many", .terms = {{1, 1}, {2, -1}}, .low = -1, .high = -1}};
    const auto files = all.join({});
    ASSERT_THAT(files, IsOk());
    const auto known = all.learn_others(files->known);
    ASSERT_THAT(known, IsOk());
    EXPECT_EQ(known->high(1), 4);
    EXPECT_EQ(known->statements().size(), 1U);
    const auto without = all.learn_others(files->known, left_out(std::vector{false, true, true}));
    ASSERT_THAT(without, IsOk());
    EXPECT_EQ(without->high(1), sdc::unlimited);
    EXPECT_THAT(without->statements(), IsEmpty());
}

/// Not what it holds, and not what contradicts it.
TEST(Explain, OfTheInputOnlyTheCellIsNamed) {
    const auto c = support::series({1, 2}).shared_cube();
    sdc::knowledge known(c);
    known.set_source(sdc::input_source);
    known.learn_exact(1, 17);
    known.set_source("a.csv");
    known.learn(1, 0, 3);
    const auto e = sdc::explain(known, {.code = sdc::errc::contradiction});
    EXPECT_EQ(e.cell, "x=x0");
    EXPECT_EQ(sdc::to_string(e).find("17"), std::string::npos);
    EXPECT_EQ(sdc::explain(known, {.code = sdc::errc::overflow, .message = "m"}).message, "m");
}

} // namespace
