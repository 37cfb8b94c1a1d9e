#include <sdc/release/risk_sentence.hpp>

#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sdc;

/// The sentences of a table of the codes x0, x1, ... with these counts, for a coalition; ranges are
/// known of some cells only.
class RiskSentence : public ::testing::Test {
protected:
    std::string say(const std::vector<std::int64_t>& counts, std::int64_t coalition,
                    cell_index cell, const cell_risk& why,
                    std::map<cell_index, interval> ranges = {}) {
        const auto t = support::series(counts);
        const linked_tables tables(t.shared_cube());
        const auto count = [&](cell_index at) {
            return ranges.contains(at) ? ranges.at(at)
                                       : interval{.low = t.value(at), .high = t.value(at)};
        };
        return explain_risk({.tables = &tables, .count = count, .coalition = coalition}, cell, why);
    }
    static cell_risk by(risk_channel channel, std::int64_t one_in) {
        return {.one_in = one_in,
                .channel = channel,
                .group = channel == risk_channel::attribute ||
                                 channel == risk_channel::negative_attribute
                             ? cell_index{0}
                             : no_cell};
    }
};

TEST_F(RiskSentence, OfWhoIsFound) {
    EXPECT_EQ(say({1, 9}, 1, 1, by(risk_channel::identity, 1)),
              "one person is here: who knows that they are in the table finds them");
    EXPECT_EQ(say({2, 9}, 0, 1, by(risk_channel::identity, 2)),
              "2 people are here: who knows that somebody is one of them finds them among as many");
    EXPECT_EQ(say({2, 9}, 1, 1, by(risk_channel::identity, 1)),
              "2 people are here: to one of them there is only 1 other");
    EXPECT_EQ(say({5, 9}, 2, 1, by(risk_channel::identity, 3)),
              "5 people are here: to 2 of them there are 3 others");
    EXPECT_EQ(say({2, 9}, 3, 1, by(risk_channel::identity, 1)),
              "2 people are here: together they know of each other");
    EXPECT_EQ(say({2, 9}, 1, 1, by(risk_channel::identity, 3), {{1, {.low = 1, .high = 4}}}),
              "1 to 4 people are here: to one of them there are at most 3 others");
    EXPECT_EQ(say({2, 9}, 1, 1, by(risk_channel::population, 700)),
              "of the population only 700 people have these codes, and somebody of them is here");
    EXPECT_EQ(say({1, 9}, 1, 1, by(risk_channel::population, 1)),
              "the only person of the population with these codes is here");
}

TEST_F(RiskSentence, OfWhatIsLearned) {
    EXPECT_EQ(say({4, 0}, 1, 1, by(risk_channel::attribute, 1)),
              "everyone who is counted is here: to know that somebody is counted is to know this "
              "of them");
    EXPECT_EQ(say({3, 1}, 1, 1, by(risk_channel::attribute, 1)),
              "1 person of all who are counted is elsewhere, and knows that everyone else is here");
    EXPECT_EQ(say({5, 2}, 2, 1, by(risk_channel::attribute, 1)),
              "2 people of all who are counted are elsewhere, and together know that everyone else "
              "is here");
    EXPECT_EQ(say({3, 1}, 0, 1, by(risk_channel::attribute, 2)),
              "only 1 person of all who are counted is elsewhere");
    EXPECT_EQ(
        say({5, 2}, 1, 1, by(risk_channel::attribute, 2)),
        "only 2 people of all who are counted are elsewhere, and the intruder is one of them");
    EXPECT_EQ(say({5, 2}, 1, 1, by(risk_channel::attribute, 3), {{1, {.low = 4, .high = 6}}}),
              "everyone who is counted but for at most 3 people is here");
    EXPECT_EQ(say({5, 0}, 0, 2, by(risk_channel::negative_attribute, 1)),
              "nobody of all who are counted is here: to know that somebody is counted is to know "
              "that this is not so of them");
    EXPECT_EQ(say({5, 1}, 0, 2, by(risk_channel::negative_attribute, 2)),
              "only 1 person of all who are counted is here");
    EXPECT_EQ(
        say({5, 1}, 0, 2, by(risk_channel::negative_attribute, 3), {{2, {.low = 0, .high = 2}}}),
        "at most 2 people of all who are counted are here");
    EXPECT_EQ(say({5, 1}, 1, 2, by(risk_channel::negative_attribute, 1)),
              "1 person of all who are counted is here, and knows that everyone else is elsewhere");
    EXPECT_EQ(say({5, 3}, 1, 2, by(risk_channel::negative_attribute, 3)),
              "only 3 people of all who are counted are here, and the intruder is one of them");
    EXPECT_EQ(
        say({5, 1}, 2, 2, by(risk_channel::negative_attribute, 1), {{2, {.low = 0, .high = 2}}}),
        "at most 2 people of all who are counted are here, and together know that everyone else is "
        "elsewhere");
}

TEST_F(RiskSentence, OfASubtraction) {
    const auto all = support::series({8, 20}), men = support::series({7, 19});
    const auto tables =
        linked_tables::make({{.cube = all.shared_cube()},
                             {.name = "men", .cube = men.shared_cube(), .where = {{"sex", "m"}}}})
            .value();
    const scored_tables of{.tables = tables.get(),
                           .count =
                               [&](cell_index at) {
                                   const auto n = at < 3 ? all.value(at) : men.value(at - 3);
                                   return interval{.low = n, .high = n};
                               },
                           .coalition = 1};
    const difference_risk women{.whole = 1, .part = 4, .count = {.low = 1, .high = 1}};
    EXPECT_EQ(explain_risk(of, women, {.risk = by(risk_channel::identity, 1)}),
              "one person is here: who knows that they are in the table finds them");
    EXPECT_EQ(explain_risk(of, women, {.risk = by(risk_channel::attribute, 1), .group_part = 3}),
              "1 person of all who are counted but not in men (sex m) is elsewhere, and knows that "
              "everyone else is here");
    EXPECT_EQ(explain_risk(of, residual_group{.what = {{1, 1}, {2, 1}}, .people = 3}),
              "3 people are here: to one of them there are 2 others");
}

TEST_F(RiskSentence, NamesIntrudersAndSources) {
    EXPECT_EQ(name_intruder(by(risk_channel::population, 5), 1), "journalist");
    EXPECT_EQ(name_intruder(by(risk_channel::identity, 5), 0), "prosecutor");
    EXPECT_EQ(name_intruder(by(risk_channel::attribute, 5), 1), "internal intruder");
    EXPECT_EQ(name_intruder(by(risk_channel::attribute, 5), 4), "coalition of 4");
    EXPECT_STREQ(source_of(by(risk_channel::attribute, 1)), "Lupp and Langsrud (2021)");
    EXPECT_STREQ(source_of(by(risk_channel::attribute, 2)),
                 "sdckit, after Lupp and Langsrud (2021)")
        << "what is ours is not told as theirs";
    EXPECT_EQ(name_count({.low = 2, .high = unlimited}), "2 or more people");
}

} // namespace
