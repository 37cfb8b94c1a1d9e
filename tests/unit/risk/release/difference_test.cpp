#include <sdc/risk/release/difference.hpp>

#include "support/generators.hpp"
#include "support/history.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::HasErrc;
using support::history;
using support::people;

std::vector<sdc::difference_risk> differences(const history& h,
                                              const sdc::interval_risk_options& how) {
    const auto reader = h.known()(std::vector<bool>(h.released, true)).value();
    return sdc::score_differences(reader, sdc::score_knowledge(reader, how).value(), how).value();
}

const sdc::difference_risk& find(const history& h, const std::vector<sdc::difference_risk>& all,
                                 const std::string& name) {
    return *std::ranges::find(all, name, [&](const auto& d) {
        return h.name({{d.whole, 1}, {d.part, -1}});
    });
}

/// Everybody, and men alone, by band: (8, 20) less (7, 17), so that one woman is of x and three are
/// of y.
TEST(Differences, OfEverybodyAndMenAreWomen) {
    const people all{.names = {"sex", "band"}, .letters = {"mf", "xy"}, .counts = {7, 17, 1, 3}};
    const auto band = support::flat("band", std::vector<std::string>{"x", "y"});
    const history h(
        {tabulate(all, "everybody", {band}), tabulate(all, "men", {band}, {{"sex", "m"}})}, 2);
    const auto found = differences(h, {.channels = {.coalition = 0}});
    const auto& y = find(h, found, "everybody: band=y less men: band=y");
    EXPECT_EQ(y.count, (sdc::interval{.low = 3, .high = 3}));
    ASSERT_EQ(y.reasons.size(), 2U);
    EXPECT_EQ(y.highest(),
              (sdc::cell_risk{.one_in = 2, .channel = sdc::risk_channel::attribute, .group = 0}))
        << "but for one, women are of y";
    EXPECT_EQ(h.name({{y.reasons[0].risk.group, 1}, {y.reasons[0].group_part, -1}}),
              "everybody: band=T less men: band=T");
    EXPECT_EQ(y.reasons[1].risk,
              (sdc::cell_risk{.one_in = 3, .channel = sdc::risk_channel::identity}));
    // To the one of x all others are of y.
    EXPECT_EQ(find(h, differences(h, {.channels = {.coalition = 1}}),
                   "everybody: band=y less men: band=y")
                  .highest()
                  .one_in,
              1);
}

/// Forty women, all of y: none of them is hard to tell from the others, and all are known to be of
/// y.
TEST(Differences, ManyOfOneCategoryAreAtRiskByWhatTheyAre) {
    const people all{.names = {"sex", "band"}, .letters = {"mf", "xy"}, .counts = {7, 17, 0, 40}};
    const auto band = support::flat("band", std::vector<std::string>{"x", "y"});
    const history h(
        {tabulate(all, "everybody", {band}), tabulate(all, "men", {band}, {{"sex", "m"}})}, 2);
    const auto found = sdc::score_sequence(2, h.known(), {.limit_one_in = 3}).value();
    EXPECT_FALSE(found.smallest);
    ASSERT_EQ(found.differences.size(), 1U);
    EXPECT_EQ(h.name({{found.differences[0].whole, 1}, {found.differences[0].part, -1}}),
              "everybody: band=y less men: band=y");
    EXPECT_EQ(found.differences[0].highest().channel, sdc::risk_channel::attribute);
    EXPECT_EQ(found.after.back().risk.one_in, 1);
    const auto zeros = differences(h, {.channels = {.zeros_are_disclosive = true}});
    const auto& x = find(h, zeros, "everybody: band=x less men: band=x");
    EXPECT_EQ(
        x.highest(),
        (sdc::cell_risk{.one_in = 1, .channel = sdc::risk_channel::negative_attribute, .group = 0}))
        << "no woman is of x";
    EXPECT_TRUE(find(h, differences(h, {}), "everybody: band=x less men: band=x").reasons.empty());
}

/// A dimension that somebody can see of others tells nothing new of them.
TEST(Differences, WhatIsSeenIsNotLearned) {
    const people all{.names = {"sex", "band"}, .letters = {"mf", "xy"}, .counts = {7, 17, 0, 40}};
    for (const auto band : {sdc::role::identifying, sdc::role::sensitive}) {
        const auto source = [&](const char* name, const std::vector<std::int64_t>& counts,
                                support::where_codes where) -> sdc::linked_source {
            auto c = sdc::cube::make({support::flat("band", 2, band),
                                      support::flat("place", 1, sdc::role::sensitive)})
                         .value();
            sdc::columns data;
            for (const auto n : counts) data.values.insert(data.values.end(), {n, n});
            return {.name = name,
                    .counts = std::make_shared<const sdc::table>(
                        sdc::table::make(std::move(c), std::move(data)).value()),
                    .where = std::move(where)};
        };
        const history h(
            {source("everybody", {64, 7, 57}, {}), source("men", {24, 7, 17}, {{"sex", "m"}})}, 2);
        const auto found = differences(h, {});
        const auto any = std::ranges::any_of(found, [](const auto& d) {
            return d.highest().channel == sdc::risk_channel::attribute && d.highest().one_in == 1 &&
                   d.count.low == 40;
        });
        EXPECT_EQ(any, band == sdc::role::sensitive);
    }
}

/// The definition, over everybody that agrees with what is told. Of each channel the least score.
struct definition {
    std::int64_t identity = 1, attribute = 1,
                 negative_attribute = 1; // one in; unlimited: nothing certain
};

TEST(Differences, AreCertainExactlyWhereEveryTableThatAgreesSaysSo) {
    support::splitmix64 random(77);
    std::map<sdc::risk_channel, int> met;
    for (int round = 0; round < 150; ++round) {
        const auto all = support::random_people(random.next(), {"sex", "band"}, {"mf", "xyz"},
                                                {.most = 7, .zero_percent = 40});
        const auto band = support::flat("band", std::vector<std::string>{"x", "y", "z"});
        history h(
            {tabulate(all, "everybody", {band}), tabulate(all, "men", {band}, {{"sex", "m"}})}, 2);
        for (auto& table : h.suppressed) {
            for (std::size_t cell = 0; cell < table.size(); ++cell)
                table[cell] = random.percent(25);
        }
        h.suppressed[0][0] =
            false; // everybody together is known, so that the tables that agree are few
        const auto k = static_cast<std::int64_t>(random.below(3));
        const auto found =
            differences(h, {.channels = {.coalition = k, .zeros_are_disclosive = true}});

        // Counts of x, y, z for men, then women.
        std::int64_t total = 0;
        for (const auto n : all.counts) total += n;
        std::map<std::string, definition> told;
        std::vector<std::int64_t> n(6);
        const auto least = [&](std::int64_t i) {
            return i == 0 ? n[3] + n[4] + n[5] : n[2 + static_cast<std::size_t>(i)];
        };
        const auto agrees = [&] {
            for (std::size_t i = 0; i < 4; ++i) {
                const auto men = i == 0 ? n[0] + n[1] + n[2] : n[i - 1],
                           both = men + least(static_cast<std::int64_t>(i));
                if (!h.suppressed[0][i] && both != h.sources[0].counts->value(i)) return false;
                if (!h.suppressed[1][i] && men != h.sources[1].counts->value(i)) return false;
            }
            return true;
        };
        const auto at_least = [](std::int64_t& one_in, bool holds, std::int64_t score) {
            one_in = one_in == sdc::unlimited || !holds ? sdc::unlimited : std::max(one_in, score);
        };
        const auto look = [&](auto&& self, std::size_t i, std::int64_t room) -> void {
            if (i == 5) {
                n[5] = room;
                if (!agrees()) return;
                const std::vector<std::string> codes{"T", "x", "y", "z"};
                for (std::int64_t c = 0; c < 4; ++c) {
                    const auto here = least(c), others = least(0) - here;
                    auto& d = told["everybody: band=" + codes[static_cast<std::size_t>(c)] +
                                   " less men: band=" + codes[static_cast<std::size_t>(c)]];
                    at_least(d.identity, here > 0, std::max<std::int64_t>(1, here - k));
                    at_least(d.attribute, c > 0 && here > 0,
                             1 + std::max<std::int64_t>(0, others - k));
                    at_least(d.negative_attribute, c > 0 && others > 0,
                             1 + std::max<std::int64_t>(0, here - k));
                }
                return;
            }
            for (n[i] = 0; n[i] <= room; ++n[i]) self(self, i + 1, room - n[i]);
            n[i] = 0;
        };
        look(look, 0, total);
        for (const auto& [name, d] : told) {
            definition says{sdc::unlimited, sdc::unlimited, sdc::unlimited};
            const auto& one = find(h, found, name);
            ASSERT_TRUE(one.exact);
            for (const auto& why : one.reasons) {
                ++met[why.risk.channel];
                (why.risk.channel == sdc::risk_channel::identity    ? says.identity
                 : why.risk.channel == sdc::risk_channel::attribute ? says.attribute
                                                                    : says.negative_attribute) =
                    why.risk.one_in;
            }
            ASSERT_EQ(says.identity, d.identity) << name << ", round " << round;
            ASSERT_EQ(says.attribute, d.attribute) << name << ", round " << round;
            ASSERT_EQ(says.negative_attribute, d.negative_attribute) << name << ", round " << round;
        }
    }
    EXPECT_GT(met[sdc::risk_channel::identity], 100);
    EXPECT_GT(met[sdc::risk_channel::attribute], 100);
    EXPECT_GT(met[sdc::risk_channel::negative_attribute], 100);
}

/// The hierarchy of one table is deeper: the nearest group above that both have is the one of the
/// other.
TEST(Differences, GroupsOfTwoHierarchiesMeetWhereOneHoldsTheOther) {
    const people all{
        .names = {"sex", "band"}, .letters = {"mf", "xyz"}, .counts = {7, 17, 20, 2, 40, 1}};
    const support::shown_dimension deep{
        .name = "band", .codes = {{"T", ""}, {"xy", "T"}, {"x", "xy"}, {"y", "xy"}, {"z", "T"}}};
    const auto flat = support::flat("band", {"x", "y", "z"});
    const std::string name = "everybody: band=y less men: band=y";
    const auto group = [&](const support::shown_dimension& of_all,
                           const support::shown_dimension& of_men) {
        const history h(
            {tabulate(all, "everybody", {of_all}), tabulate(all, "men", {of_men}, {{"sex", "m"}})},
            2);
        const auto found = differences(h, {.channels = {.coalition = 0}});
        const auto& reasons = find(h, found, name).reasons;
        const auto told = std::ranges::find(reasons, sdc::risk_channel::attribute,
                                            [](const auto& why) { return why.risk.channel; });
        if (told == reasons.end()) return std::string();
        return h.name({{told->risk.group, 1}, {told->group_part, -1}}) + ", 1 in " +
               std::to_string(told->risk.one_in);
    };
    EXPECT_EQ(group(deep, deep), "everybody: band=xy less men: band=xy, 1 in 3");
    EXPECT_EQ(group(deep, flat), "everybody: band=T less men: band=T, 1 in 4");
    EXPECT_EQ(group(flat, deep), "everybody: band=T less men: band=T, 1 in 4");
    EXPECT_EQ(group(flat, flat), "everybody: band=T less men: band=T, 1 in 4");
}

TEST(Differences, BadInputIsRefused) {
    const people all{.names = {"sex", "band"}, .letters = {"mf", "xy"}, .counts = {7, 17, 0, 40}};
    const history h(
        {tabulate(all, "everybody", {support::flat("band", std::vector<std::string>{"x", "y"})})},
        1);
    const auto reader = h.known()({true}).value();
    EXPECT_THAT(sdc::score_differences(reader, {}), HasErrc(sdc::errc::bad_argument));
    const auto scores = sdc::score_knowledge(reader).value();
    EXPECT_THAT(sdc::score_differences(reader, scores, {.channels = {.coalition = -1}}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_TRUE(sdc::score_differences(reader, scores).value().empty())
        << "one table has no differences between tables";
}

} // namespace
