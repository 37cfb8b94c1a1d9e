#include <sdc/io/score_report.hpp>

#include <sdc/policy/calhhs.hpp>
#include <sdc/release/score_release.hpp>
#include <sdc/risk/record/score_records.hpp>

#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::HasErrc;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A report that holds what it is made of.
struct whole_report {
    sdc::release_score score;
    std::optional<sdc::calhhs_score> points = {};
    std::optional<sdc::record_scores> records = {};

    [[nodiscard]] sdc::score_report parts() const {
        return {.score = score,
                .points = points ? &*points : nullptr,
                .records = records ? &*records : nullptr,
                .same_limit = " --sensitivity personal"};
    }
};

std::string text_of(const whole_report& r, bool coloured = false) {
    std::ostringstream out;
    sdc::write_text(out, r.parts(), coloured);
    return std::move(out).str();
}
nlohmann::json json_of(const whole_report& r) {
    std::ostringstream out;
    sdc::write_json(out, r.parts());
    EXPECT_TRUE(out.str().ends_with("}\n"));
    return nlohmann::json::parse(out.str());
}

whole_report report_of(sdc::table t, const sdc::score_options& options = {}) {
    auto counts = std::make_shared<const sdc::table>(std::move(t));
    return {.score = sdc::score_release({.tables = std::make_shared<const sdc::linked_tables>(
                                             counts->shared_cube()),
                                         .counts = counts},
                                        options)
                         .value()};
}

TEST(ScoreReport, TheTextStartsWithTheVerdictAndTheRiskiestCells) {
    const auto text = text_of(report_of(support::series({5, 40, 3, 6, 4})));
    EXPECT_THAT(text,
                StartsWith("4 of 6 cells at risk: a score of 1/5 or more, for sensitivity "
                           "personal\nx x2: 1/2\n    1/2 by identity: 3 people are here: to one of "
                           "them there are 2 others\n"));
    EXPECT_THAT(text, HasSubstr("and 1 more; --format json has all\n"));
    EXPECT_THAT(text, HasSubstr("persons 58, at risk 18 (31.0 %), mean score "));
    EXPECT_THAT(text, HasSubstr("leaf cells 5: empty 0, of one person 0, of two 0\n"));
    EXPECT_TRUE(text.ends_with("it is not a verdict on what is personal data\n"));
    EXPECT_THAT(text_of(report_of(support::series({50, 40}))),
                StartsWith("no cell at risk: a score of 1/5 or more"));
}

TEST(ScoreReport, ColoursAreAskedFor) {
    const auto safe = report_of(support::series({50, 40})),
               risky = report_of(support::series({2, 9}));
    EXPECT_THAT(text_of(safe, true), StartsWith("\033[1;32mno cell at risk\033[0m: "));
    EXPECT_THAT(text_of(risky, true), StartsWith("\033[1;31m"));
    EXPECT_THAT(text_of(safe), Not(HasSubstr("\033")));
}

/// Without a population the total alone has no score, which does not mean a score of 0.
TEST(ScoreReport, AdviceSaysWhatIsMissing) {
    const auto unknown = text_of(report_of(support::series({3, 1})));
    EXPECT_THAT(unknown,
                HasSubstr("release the total alone (no score without --population, loss "));
    EXPECT_THAT(unknown, Not(HasSubstr("total alone (score 0")));
    EXPECT_THAT(unknown, HasSubstr("    by sdckit coarsen --drop-allowed --sensitivity personal "
                                   "--depth x=0\n"));
    const std::vector<std::int64_t> people(3, 90'000);
    const auto known = text_of(report_of(support::series({3, 1}), {.population = people}));
    EXPECT_THAT(known, HasSubstr("release the total alone (score 1/90000, loss "));
}

TEST(ScoreReport, TheJsonHoldsEveryCellAtRisk) {
    const auto j = json_of(report_of(support::series({5, 40, 3, 6, 4})));
    EXPECT_EQ(j["format"], "sdckit score");
    EXPECT_EQ(j["at_risk"], true);
    EXPECT_EQ(j["limit_one_in"], 5);
    EXPECT_TRUE(j["population"].is_null());
    EXPECT_EQ(j["scored_cells"], 6);
    ASSERT_EQ(j["cells"].size(), 4U);
    EXPECT_EQ(j["cells"][0]["codes"]["x"], "x2");
    EXPECT_EQ(j["cells"][0]["one_in"], 2);
    EXPECT_EQ(j["cells"][0]["reasons"][0]["channel"], "identity");
    EXPECT_EQ(j["cells"][0]["reasons"][0]["sentence"],
              "3 people are here: to one of them there are 2 others");
    EXPECT_EQ(j["table"]["persons_at_risk"], 18);
    EXPECT_FALSE(j["table"].contains("points"));
    EXPECT_FALSE(j.contains("records"));
    EXPECT_EQ(j["advice"]["candidates"][0]["method"], "release");
}

TEST(ScoreReport, WhatIsNotDecidedIsNeitherYesNorNo) {
    auto r = report_of(support::series({50, 40}));
    r.score.exact = false;
    EXPECT_TRUE(json_of(r)["at_risk"].is_null());
    EXPECT_THAT(text_of(r), AllOf(StartsWith("not decided whether a cell is at risk: "),
                                  HasSubstr("a search limit came first")));
}

TEST(ScoreReport, PointsAndRecordsAreAdded) {
    auto r = report_of(support::series({50, 40}));
    r.points = sdc::score({.smallest_events = 40,
                           .places = {{.population = 9'000}},
                           .variables = {{.name = "x", .value = 2}}})
                   .value();
    r.records = sdc::score_records({.names = {"a", "b"}, .fields = {"1", "x", "1", "x", "2", ""}},
                                   {.keys = {"a", "b"}, .sensitive = {}, .fraction = .5})
                    .value();
    const auto text = text_of(r);
    EXPECT_THAT(text, HasSubstr("points of the publication scoring criteria of California: "));
    EXPECT_THAT(text, HasSubstr("records 3, by a and b: classes 2, the smallest of 1; unique 1; "));
    EXPECT_THAT(text, HasSubstr("records with an empty value 1: they match whoever"));
    EXPECT_THAT(text, HasSubstr("of a population of 6: right matches expected "));
    const auto j = json_of(r);
    EXPECT_EQ(j["table"]["points"]["total"], r.points->total);
    EXPECT_EQ(j["records"]["unique"], 1);
    EXPECT_EQ(j["records"]["minimal_uniques"]["special"][0]["smallest"][0], "a");
    EXPECT_EQ(j["records"]["sample"]["population"], 6);
    r.records->minimal.reset();
    r.records->not_searched = "steps: more than the limit";
    EXPECT_THAT(text_of(r),
                HasSubstr("minimal uniques not searched: steps: more than the limit\n"));
    EXPECT_EQ(json_of(r)["records"]["minimal_uniques"]["not_searched"],
              "steps: more than the limit");
}

/// Names are the input's: they stay on their line, and a shell takes them for one word.
TEST(ScoreReport, NamesAreEscaped) {
    auto by = support::flat("kind\nno cell\033[32m", 2);
    const auto t =
        sdc::table::make(sdc::cube::make({std::move(by)}).value(), {.values = {4, 3, 1}});
    const auto r = report_of(t.value());
    const auto text = text_of(r);
    EXPECT_THAT(text, Not(HasSubstr("\033")));
    EXPECT_THAT(text, HasSubstr("kind?no cell?[32m"));
    EXPECT_THAT(text, HasSubstr("--depth $'kind\\x0ano cell\\x1b[32m=0'\n"));
}

TEST(ScoreReport, PicturesShowScoresAndChoices) {
    const auto r = report_of(support::series({5, 40, 3}));
    EXPECT_THAT(sdc::draw_map(r.score).value(),
                HasSubstr("Scores of each cell; at risk from 1/5, for sensitivity personal"));
    EXPECT_THAT(sdc::draw_curve(r.score).value(), HasSubstr("base 3"));
    EXPECT_THAT(sdc::draw_curve(report_of(support::series({50, 40})).score),
                HasErrc(sdc::errc::bad_argument));
}

} // namespace
