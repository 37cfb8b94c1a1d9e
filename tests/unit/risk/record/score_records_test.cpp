#include <sdc/risk/record/score_records.hpp>

#include <sdc/io/csv.hpp>

#include "support/matchers.hpp"
#include "support/practice_guide.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using ::testing::ElementsAre;

const std::vector<std::string> keys{"residence", "gender", "education", "labour"};

/// The practice guide's example of ten persons, with an outcome.
sdc::records persons() {
    return sdc::parse_csv(support::practice_guide_persons, "persons.csv").value();
}

// IHSN, Statistical Disclosure Control: A Practice Guide, section "Measuring risk": four persons
// are unique, three pairs are alike, and the scores are 6, 12, 6 and 10.
TEST(ScoreRecords, OfThePracticeGuide) {
    const auto s = sdc::score_records(persons(), {.keys = keys}).value();
    EXPECT_EQ(s.keys, keys);
    EXPECT_EQ(s.lines.size(), 10U);
    EXPECT_EQ(s.lines[0], 2U) << "of the file";
    EXPECT_EQ(s.classes, 7);
    EXPECT_EQ(s.uniques, 4);
    EXPECT_EQ(s.smallest, 1);
    EXPECT_EQ(s.with_missing, 0);
    EXPECT_DOUBLE_EQ(s.prosecutor.average, .7);
    EXPECT_EQ(s.prosecutor.highest, 1);
    EXPECT_EQ(s.prosecutor.lowest, .5);
    ASSERT_TRUE(s.minimal);
    EXPECT_EQ(s.minimal->all.found.size(), 9U);
    EXPECT_THAT(s.minimal->special, ElementsAre(2U, 4U, 6U, 7U));
    EXPECT_EQ(s.minimal->scores[4], 12);
    EXPECT_EQ(s.minimal->contributions.size(), 4U);
    EXPECT_FALSE(s.sample);
    EXPECT_FALSE(s.values);
}

TEST(ScoreRecords, OfASample) {
    const auto s = sdc::score_records(persons(), {.keys = keys, .fraction = .01}).value();
    ASSERT_TRUE(s.sample);
    EXPECT_EQ(s.sample->population, 1000);
    EXPECT_NEAR(*s.sample->match_rate, .006688963, 5e-10) << "the guide's";
    // Unique: (p/q) ln(1/p); in pairs: p/q - (p/q)^2 ln(1/p); p = .01.
    const double odds = .01 / .99, log = std::log(100.0);
    EXPECT_NEAR(s.sample->matches.persons, 4 * odds * log + 6 * (odds - odds * odds * log), 1e-12);
    EXPECT_EQ(s.sample->independent.sample_uniques, 4);
    EXPECT_TRUE(s.sample->two_way);
    EXPECT_EQ(s.sample->chances.size(), 10U);
    const auto whole = sdc::score_records(persons(), {.keys = keys, .fraction = 1}).value();
    EXPECT_DOUBLE_EQ(whole.sample->matches.persons, 7);
    EXPECT_DOUBLE_EQ(whole.sample->uniques.estimate.uniques, 4);
}

TEST(ScoreRecords, OfASensitiveColumn) {
    // By residence and gender: u f has 5 a and 1 b; u m has a, b, b; r f has one b. Of all, 6 are
    // a.
    const auto s =
        sdc::score_records(persons(), {.keys = {"residence", "gender"}, .sensitive = "outcome"})
            .value();
    ASSERT_TRUE(s.values);
    EXPECT_EQ(s.values->distinct, 1);
    EXPECT_EQ(s.values->of_one_value, 1);
    EXPECT_EQ(s.values->entropy, 1);
    EXPECT_DOUBLE_EQ(s.values->distance, .6);
}

// As sdcMicro counts: an empty value may be any.
TEST(ScoreRecords, EmptyValuesMatchAnything) {
    const auto rows = sdc::parse_csv("x,s,e\nt,m,emp\nt,m,\nt,f,emp\nt,f,none\n", "gaps").value();
    const auto s = sdc::score_records(rows, {.keys = {"s", "e"}}).value();
    EXPECT_EQ(s.with_missing, 1);
    EXPECT_EQ(s.uniques, 2);
    EXPECT_EQ(s.classes, 4) << "an empty value is a value of its own";
    EXPECT_DOUBLE_EQ(s.prosecutor.average, .75);
}

TEST(ScoreRecords, WhatCannotBeSearchedIsSaid) {
    sdc::records rows;
    std::vector<std::string> names;
    for (int c = 0; c < 64; ++c) names.push_back("c" + std::to_string(c));
    rows.names = names;
    rows.fields = std::vector<std::string>(128, "1");
    const auto s = sdc::score_records(rows, {.keys = names, .fraction = .5}).value();
    EXPECT_FALSE(s.minimal);
    EXPECT_EQ(s.not_searched, "key columns: 64");
    ASSERT_TRUE(s.sample);
    EXPECT_EQ(s.sample->population, 4);
}

TEST(ScoreRecords, WhatDoesNotFitIsNamed) {
    const auto refused = [](const sdc::record_options& options) {
        const auto r = sdc::score_records(persons(), options);
        return r ? "" : r.error().message;
    };
    EXPECT_EQ(refused({}), "key");
    EXPECT_EQ(refused({.keys = {"gender", "gender"}}), "key");
    EXPECT_EQ(refused({.keys = {"gender"}, .sensitive = "gender"}), "sensitive");
    EXPECT_EQ(refused({.keys = {"gender"}, .fraction = 0}), "fraction");
    EXPECT_EQ(refused({.keys = {"gender"}, .fraction = 1.5}), "fraction");
    EXPECT_EQ(refused({.keys = {"age"}}), "column not found");
    EXPECT_EQ(refused({.keys = {"gender"}, .sensitive = "age"}), "column not found");
    EXPECT_THAT(sdc::score_records({.names = {"x"}}, {.keys = {"x"}}), HasErrc(errc::bad_argument));
}

} // namespace
