#include <sdc/io/coarsening_summary.hpp>

#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <sstream>
#include <string>

namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(CoarseningSummary, TheJudgementNamesRulesAndScore) {
    const std::vector<sdc::rule> rules{sdc::threshold{.minimum = 5}};
    EXPECT_EQ(sdc::describe_judgement({.rules = rules}), "threshold 5");
    EXPECT_EQ(sdc::describe_judgement({.rules = rules}, "ssb_3"), "ssb_3, threshold 5");
    const sdc::score_limit score{.sensitivity = sdc::sensitivity::criminal_offence, .coalition = 2};
    EXPECT_EQ(sdc::describe_judgement({.score = score}),
              "score below 1/11 (sensitivity criminal offence, coalition 2)");
    EXPECT_EQ(sdc::describe_judgement({.rules = rules, .score = score}, "", "people.csv"),
              "threshold 5, score below 1/11 (sensitivity criminal offence, coalition 2, "
              "population people.csv)");
}

TEST(CoarseningSummary, NamesTheLevelsTheLossAndWhatElseIsSafe) {
    const auto t = support::cross({{30, 2}, {40, 50}});
    const auto made =
        sdc::coarsen_release(t, {.rules = {sdc::threshold{.minimum = 5}}, .drop_allowed = true})
            .value();
    std::ostringstream out;
    sdc::write_coarsening_summary(out, t, made);
    EXPECT_THAT(out.str(), StartsWith("levels: "));
    EXPECT_THAT(out.str(), HasSubstr("\nloss 0."));
    EXPECT_THAT(out.str(), HasSubstr("; choices 4, unsafe cells of the full table 1\nalso safe: "));
    EXPECT_EQ(out.str().find("more"), std::string::npos);
}

TEST(CoarseningSummary, ListsUpToTenOthers) {
    const auto t = support::cross({{30, 2}, {40, 50}});
    auto made =
        sdc::coarsen_release(t, {.rules = {sdc::threshold{.minimum = 5}}, .drop_allowed = true})
            .value();
    made.found.safe.resize(13, made.found.safe.front());
    std::ostringstream out;
    sdc::write_coarsening_summary(out, t, made);
    EXPECT_THAT(out.str(), HasSubstr("\nand 2 more\n"));
}

} // namespace
