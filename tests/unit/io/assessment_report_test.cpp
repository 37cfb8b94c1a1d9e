#include <sdc/io/assessment_report.hpp>

#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <sstream>

namespace {

using sdc::cell_verdict;
using ::testing::HasSubstr;
using ::testing::Not;

/// x0 is at risk, to one of its contributors most of all; x1 is protected.
sdc::release_assessment report() {
    return {.tables = std::make_shared<const sdc::linked_tables>(
                support::series({1, 2, 3}).shared_cube()),
            .sources = {"a.csv", "b.csv"},
            .findings = {{.cell = 1,
                          .known = {.low = 1, .high = 2},
                          .outcome = cell_verdict::known,
                          .intruders = sdc::internal_finding{.who = "the one person in x x1",
                                                             .others = 1,
                                                             .known = {.low = 1, .high = 1}},
                          .because = {"b.csv"}},
                         {.cell = 2, .known = {.low = 1}, .outcome = cell_verdict::is_protected},
                         {.cell = 3,
                          .known = {.low = 3, .high = 7},
                          .outcome = cell_verdict::is_protected,
                          .is_rounded = true}},
            .left_out = 2};
}

std::string text(const sdc::release_assessment& of) {
    std::ostringstream out;
    sdc::write_assessment_text(out, of);
    return std::move(out).str();
}

TEST(AssessmentReport, SaysWhoCanInferWhatFromWhat) {
    EXPECT_EQ(text(report()),
              "external intruder: anyone who has a.csv and b.csv\n"
              "x x0: an intruder can infer 1 to 2; at risk, because of b.csv\n"
              "    the one person in x x1 (and 1 other) can infer exactly 1; at risk\n"
              "x x1: an intruder can infer at least 1 and no upper limit; protected\n"
              "2 cells are left out of what is public, and judged like a suppressed one\n"
              "cells judged 3, at risk 1, protected 2, not judged 0\n")
        << "what is rounded and protected is counted only";
}

TEST(AssessmentReport, SaysWhyCellsAreNotJudged) {
    auto some = report();
    some.complements = 4;
    some.too_many = 7;
    EXPECT_THAT(text(some), HasSubstr("not judged 11 (no unsafe count 4, their level is not "
                                      "published 7)\n"));
}

/// Nothing of a text acts on a terminal.
TEST(AssessmentReport, NamesArePrintable) {
    auto some = report();
    some.sources = {"a\x1b[31m.csv"};
    EXPECT_THAT(text(some), HasSubstr("a?[31m.csv"));
}

TEST(AssessmentReport, TheJsonHoldsTheSame) {
    std::ostringstream out;
    sdc::write_assessment_json(out, report());
    const auto json = out.str();
    for (const char* part :
         {"\"format\": \"sdckit audit\"", "\"version\": 4", "\"at_risk\": 1", "\"protected\": 2",
          "\"left_out\": 2", "\"verdict\": \"at risk\"", "\"who\": \"the one person in x x1\"",
          "\"high\": null", "\"because\": [\n        \"b.csv\"\n      ]"})
        EXPECT_THAT(json, HasSubstr(part));
    EXPECT_THAT(json, Not(HasSubstr("\"table\""))) << "of the first no name is needed";
}

} // namespace
