#include <sdc/risk/release/sequence.hpp>

#include "support/history.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::HasErrc;
using support::history;
using support::people;

/// Of the difference of that name.
sdc::interval count_of(const history& h, std::span<const sdc::difference_risk> among,
                       const std::string& name) {
    const auto at = std::ranges::find(among, name, [&h](const sdc::difference_risk& d) {
        return h.name({{d.whole, 1}, {d.part, -1}});
    });
    return at == among.end() ? sdc::interval{} : at->count;
}

/// Two bandings of age, under 20 and 20 to 39, under 25 and 25 to 39: the man of 20 to 24 stands in
/// neither (Handbook on Statistical Disclosure Control, 2nd edition, 5.2: males 1, females 0). a:
/// under 20, b: 20 to 24, c: 25 to 39; m and f.
TEST(Sequence, TwoBandingsMakeABandThatNoneOfThemShows) {
    const people all{
        .names = {"age", "sex"}, .letters = {"abc", "mf"}, .counts = {7, 9, 1, 0, 12, 15}};
    const auto sex = support::flat("sex", {"m", "f"});
    const support::shown_dimension finest{
        .name = "age", .codes = {{"T", ""}, {"ab", "T"}, {"a", "ab"}, {"b", "ab"}, {"c", "T"}}};
    const support::shown_dimension other{
        .name = "age", .codes = {{"T", ""}, {"a", "T"}, {"bc", "T"}, {"b", "bc"}, {"c", "bc"}}};
    const history h({tabulate(all, "first", {support::flat("age", {"a", "bc"}), sex}),
                     tabulate(all, "second", {support::flat("age", {"ab", "c"}), sex}),
                     tabulate(all, "", {finest, sex}), tabulate(all, "", {other, sex})},
                    2);
    const auto found =
        sdc::score_sequence(2, h.known(),
                            {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 5})
            .value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(h.name(found.smallest->what), "age=b, sex=T") << "and all of them are men";
    EXPECT_EQ(found.smallest->count, (sdc::interval{.low = 1, .high = 1}));
    EXPECT_EQ(found.smallest->risk.one_in, 1);
    EXPECT_EQ(found.smallest->from, (std::vector<std::size_t>{0, 1}));
    ASSERT_EQ(found.after.size(), 3U);
    EXPECT_TRUE(found.after[0].what.empty());
    EXPECT_LT(found.after[1].risk.score(), 1.0 / 5);
    EXPECT_EQ(found.after[2].risk.one_in, 1);
    EXPECT_DOUBLE_EQ(found.marginal(1), 1.0 - found.after[1].risk.score());
    ASSERT_EQ(found.at_risk.size(), 3U);
    EXPECT_EQ(found.at_risk[0], 0U);
    EXPECT_EQ(found.at_risk[1], 0U);
    EXPECT_GT(found.at_risk[2], 0U);
    ASSERT_EQ(found.separately.size(), 2U);
    EXPECT_EQ(found.separately[0], found.after[1]);
    EXPECT_LT(found.separately[1].risk.score(), 1.0 / 5) << "each alone is safe";
    EXPECT_TRUE(found.exact);
}

/// Counts of a zone and of a wider one of three groups and two sexes: the strip between holds
/// (2,1|2,0|0,0) (Handbook, 5.2).
TEST(Sequence, TwoZonesMakeAStrip) {
    people all{.names = {"zone", "group", "sex"},
               .letters = {"as", "xyz", "mf"},
               .counts = {50, 54, 128, 140, 39, 49, 2, 1, 2, 0, 0, 0}};
    const auto group = support::flat("group", {"x", "y", "z"}),
               sex = support::flat("sex", {"m", "f"});
    const history h({tabulate(all, "zone", {group, sex}, {{"zone", "a"}}),
                     tabulate(all, "wider zone", {group, sex})},
                    2);
    const auto found =
        sdc::score_sequence(2, h.known(),
                            {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 3})
            .value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(h.name(found.smallest->what), "wider zone: group=T, sex=f less zone: group=T, sex=f");
    EXPECT_EQ(found.smallest->count, (sdc::interval{.low = 1, .high = 1}));
    EXPECT_EQ(found.smallest->from, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(found.after[2].risk.one_in, 1) << "a difference counts as a cell does";
    EXPECT_TRUE(std::ranges::any_of(found.differences, [&](const auto& d) {
        return h.name({{d.whole, 1}, {d.part, -1}}) ==
                   "wider zone: group=T, sex=f less zone: group=T, sex=f" &&
               d.highest().one_in == 1;
    }));
    EXPECT_GT(found.marginal(1), 0.9);
    const auto every = sdc::score_joint(h.known()({true, true}).value(),
                                        {.scores = {.channels = {.coalition = 0}}})
                           .value();
    const std::map<std::string, std::int64_t> strip{{"x m", 2}, {"x f", 1}, {"y m", 2},
                                                    {"y f", 0}, {"z m", 0}, {"z f", 0}};
    for (const auto& [of, n] : strip) {
        const auto codes = "group=" + of.substr(0, 1) + ", sex=" + of.substr(2);
        EXPECT_EQ(count_of(h, every.differences, "wider zone: " + codes + " less zone: " + codes),
                  (sdc::interval{.low = n, .high = n}))
            << of;
    }
}

/// All and men alone: (8, 20) less (7, 19) is one woman in each (OpenSAFELY documentation).
TEST(Sequence, ASubpopulationTellsOfTheRest) {
    const people all{.names = {"sex", "band"}, .letters = {"mf", "xy"}, .counts = {7, 19, 1, 1}};
    const auto band = support::flat("band", std::vector<std::string>{"x", "y"});
    const history h(
        {tabulate(all, "everybody", {band}), tabulate(all, "men", {band}, {{"sex", "m"}})}, 2);
    const auto found =
        sdc::score_sequence(2, h.known(), {.scores = {.channels = {.coalition = 0}}}).value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(found.smallest->count.high, 1);
    EXPECT_EQ(found.smallest->from.size(), 2U);
    for (const char* of : {"x", "y"}) {
        const auto women = "everybody: band=" + std::string(of) + " less men: band=" + of;
        EXPECT_EQ(count_of(h, found.differences, women), (sdc::interval{.low = 1, .high = 1}))
            << women;
    }
}

/// Squares of 5, 4, 4 and 4 people, and a shape of 16 within them: 17 - 16 = 1.
TEST(Sequence, AGridAndAShapeWithinIt) {
    const people all{
        .names = {"square", "sex"}, .letters = {"abcde", "m"}, .counts = {5, 4, 4, 3, 1}};
    const history h(
        {tabulate(all, "grid", {support::flat("square", {"a", "b", "c", "de"})}),
         tabulate(all, "shape", {{.name = "sex", .codes = {{"T", ""}}}}, {{"square", "abcd"}})},
        2);
    const auto found =
        sdc::score_sequence(2, h.known(), {.scores = {.channels = {.coalition = 0}}}).value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(h.name(found.smallest->what), "grid: square=T less shape: sex=T");
    EXPECT_EQ(found.smallest->count, (sdc::interval{.low = 1, .high = 1}));
    EXPECT_EQ(found.smallest->from, (std::vector<std::size_t>{0, 1}));
}

/// Where people work, by status, and where they live: the one single woman who works in a lives
/// there, as all single women do (Handbook, 5.2, linking).
TEST(Sequence, TwoTablesLinkToOnePerson) {
    const people all{.names = {"status", "work", "live"},
                     .letters = {"so", "ab", "ab"},
                     .counts = {1, 0, 2, 0, 40, 30, 20, 50}};
    const std::vector<std::string> codes{"a", "b"};
    const auto status = support::flat("status", std::vector<std::string>{"s", "o"}),
               work = support::flat("work", codes), live = support::flat("live", codes);
    const history h({tabulate(all, "workers", {status, work}),
                     tabulate(all, "residents", {status, live}),
                     tabulate(all, "", {status, work, live})},
                    2);
    const auto found =
        sdc::score_sequence(2, h.known(), {.scores = {.channels = {.coalition = 0}}}).value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(h.name(found.smallest->what), "status=s, work=a, live=a");
    EXPECT_EQ(found.smallest->count, (sdc::interval{.low = 1, .high = 1}));
    EXPECT_EQ(found.smallest->from, (std::vector<std::size_t>{0, 1}));
}

/// Two releases whose announced ranges meet in one value.
TEST(Sequence, RangesOfTwoReleasesMeet) {
    const auto t = support::series({5, 30});
    const sdc::knowledge_for know =
        [&](const std::vector<bool>& included) -> sdc::result<sdc::knowledge> {
        sdc::knowledge known(t.shared_cube());
        known.set_source("below 6");
        if (included[0]) known.learn(1, 1, 5);
        known.set_source("to base 5");
        if (included[1]) known.learn(1, 5, 9);
        return known;
    };
    const auto found =
        sdc::score_sequence(2, know, {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 11})
            .value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(found.smallest->count, (sdc::interval{.low = 5, .high = 5}));
    EXPECT_EQ(found.smallest->from, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(found.after[1].risk.one_in, 5);
}

/// A cell that one release prints is not derived, though another had included a range of it.
TEST(Sequence, APrintedCellIsNotDerived) {
    const auto t = support::series({1, 30});
    const sdc::knowledge_for know =
        [&](const std::vector<bool>& included) -> sdc::result<sdc::knowledge> {
        sdc::knowledge known(t.shared_cube());
        known.set_source("1 to 9");
        if (included[0]) known.learn(1, 1, 9);
        known.set_source("exact");
        if (included[1]) known.learn_exact(1, 1);
        return known;
    };
    const auto found =
        sdc::score_sequence(2, know, {.scores = {.channels = {.coalition = 0}}}).value();
    EXPECT_FALSE(found.smallest);
    EXPECT_EQ(found.after[2].risk.one_in, 1);
}

/// Twelve that one release tells by subtraction, smaller than the one that takes two: the joint one
/// is included.
TEST(Sequence, WhatTakesSeveralReleasesIsToldFirst) {
    people all{
        .names = {"x", "y"}, .letters = {"abcd", "pq"}, .counts = {1, 20, 1, 20, 2, 30, 40, 50}};
    const auto x = support::flat("x", {"a", "b", "c", "d"}),
               y = support::flat("y", std::vector<std::string>{"p", "q"});
    history h({tabulate(all, "both", {x, y}), tabulate(all, "by x", {x})}, 2);
    const auto& c = h.tables->cube(0);
    const auto cell = [&](std::size_t i, std::size_t j) { return i * c.shape().stride(0) + j; };
    // p of a alone follows from its row; p of c has its row suppressed, which the second release
    // shows.
    for (const auto at : {cell(1, 1), cell(3, 1), cell(3, 0)}) h.suppressed[0][at] = true;
    h.suppressed[0][cell(0, 1)] = h.suppressed[0][cell(0, 0)] = true;
    const auto found =
        sdc::score_sequence(2, h.known(),
                            {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 3})
            .value();
    ASSERT_TRUE(found.smallest);
    EXPECT_EQ(h.name(found.smallest->what), "both: x=c, y=p");
    EXPECT_EQ(found.smallest->count, (sdc::interval{.low = 2, .high = 2}));
    EXPECT_EQ(found.smallest->from, (std::vector<std::size_t>{0, 1}));
}

/// Every cell and every difference, after no, one, two, ... releases.
void never_lower(const history& h, sdc::joint_risk_options options) {
    options.scores.channels.zeros_are_disclosive = true;
    std::vector<bool> included(h.released);
    auto before = sdc::score_joint(h.known()(included).value(), options).value();
    for (std::size_t n = 0; n < h.released; ++n) {
        included[n] = true;
        auto now = sdc::score_joint(h.known()(included).value(), options).value();
        for (std::size_t cell = 0; cell < now.cells.size(); ++cell)
            ASSERT_LE(now.cells[cell].certain.one_in, before.cells[cell].certain.one_in);
        for (std::size_t i = 0; i < before.differences.size(); ++i)
            ASSERT_LE(now.differences[i].highest().one_in, before.differences[i].highest().one_in);
        before = std::move(now);
    }
}

/// Releases of random people: nothing falls, nothing is said that is not true, and those who are
/// named make it.
TEST(Sequence, NeverFallsAndNamesWhatIsTrue) {
    support::splitmix64 random(31);
    int several = 0, grown = 0;
    for (int round = 0; round < 60; ++round) {
        const auto all = support::random_people(random.next(), {"x", "y", "z"}, {"abc", "de", "fg"},
                                                {.most = 30});
        const auto x = support::flat("x", {"a", "b", "c"}), y = support::flat("y", {"d", "e"}),
                   z = support::flat("z", {"f", "g"});
        history h({tabulate(all, "xy", {x, y}), tabulate(all, "yz", {y, z}),
                   tabulate(all, "x of f", {x}, {{"z", "f"}}), tabulate(all, "", {x, y, z})},
                  3);
        for (auto& table : h.suppressed) {
            for (std::size_t cell = 0; cell < table.size(); ++cell)
                table[cell] = random.percent(30);
        }
        const sdc::joint_risk_options options{
            .scores = {.channels = {.coalition = static_cast<std::int64_t>(random.below(2))}},
            .limit_one_in = 3};
        const auto found = sdc::score_sequence(3, h.known(), options).value();
        for (std::size_t i = 1; i < found.after.size(); ++i) {
            ASSERT_LE(found.after[i].risk.one_in, found.after[i - 1].risk.one_in);
            ASSERT_TRUE(found.at_risk[i] > 0 || found.after[i].risk.one_in > 3);
            grown += found.after[i].risk.one_in < found.after[i - 1].risk.one_in;
        }
        ASSERT_GE(found.marginal(2), 0.0);
        never_lower(h, options);
        if (!found.smallest) continue;
        const auto true_count = h.value(found.smallest->what);
        ASSERT_GE(true_count, found.smallest->count.low) << h.name(found.smallest->what);
        ASSERT_LE(true_count, found.smallest->count.high) << h.name(found.smallest->what);
        // Enough together, and none of them can be spared.
        const auto left = [&](const std::vector<std::size_t>& from, std::size_t without) {
            std::vector<bool> included(3);
            for (const auto i : from) included[i] = i != without;
            return sdc::bounds(h.known()(included).value(), std::span(&found.smallest->what, 1))
                       .value()
                       .front() == found.smallest->count;
        };
        ASSERT_TRUE(left(found.smallest->from, 3));
        for (const auto i : found.smallest->from) ASSERT_FALSE(left(found.smallest->from, i));
        several += found.smallest->from.size() > 1;
    }
    EXPECT_GT(several, 10);
    EXPECT_GT(grown, 20);
}

TEST(Sequence, UnknownOverlapIsBounded) {
    const std::vector<double> household{0.02, 0.03, 0.03}; // SDC Practice Guide: 0.078
    const auto found = sdc::risk_of_unknown_overlap(household).value();
    EXPECT_NEAR(found.independent, 0.078, 0.0005);
    EXPECT_DOUBLE_EQ(found.at_most, 0.08);
    const std::vector<double> high{0.9, 0.8}, wrong{0.5, 1.5};
    EXPECT_DOUBLE_EQ(sdc::risk_of_unknown_overlap(high).value().at_most, 1.0);
    EXPECT_THAT(sdc::risk_of_unknown_overlap(wrong), HasErrc(sdc::errc::bad_argument));
}

TEST(Sequence, BadInputIsRefused) {
    const auto t = support::series({4, 5}), other = support::series({4, 5, 6});
    const sdc::knowledge_for nothing =
        [&](const std::vector<bool>&) -> sdc::result<sdc::knowledge> {
        return sdc::knowledge(t.shared_cube());
    };
    EXPECT_THAT(sdc::score_sequence(0, nothing), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_sequence(1, nothing, {.limit_one_in = 0}),
                HasErrc(sdc::errc::bad_argument));
    const sdc::knowledge_for changing =
        [&](const std::vector<bool>& included) -> sdc::result<sdc::knowledge> {
        return sdc::knowledge((included[0] ? other : t).shared_cube());
    };
    EXPECT_THAT(sdc::score_sequence(1, changing), HasErrc(sdc::errc::bad_argument));
    const sdc::knowledge_for liar =
        [&](const std::vector<bool>& included) -> sdc::result<sdc::knowledge> {
        sdc::knowledge known(t.shared_cube());
        known.learn_exact(0, 9);
        if (included[0]) known.learn_exact(1, 10);
        return known;
    };
    EXPECT_THAT(sdc::score_sequence(1, liar), HasErrc(sdc::errc::contradiction));
}

} // namespace
