#include "program.hpp"

#include "support/practice_guide.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// The practice guide's example of ten persons, with an outcome.
class ScoreRecords : public Program {
protected:
    ScoreRecords() { write("persons.csv", support::practice_guide_persons); }
    const std::string table = "score --input persons.csv --dimension gender --dimension outcome ";
    const std::string keys = "--key residence --key gender --key education --key labour ";
};

// IHSN, Statistical Disclosure Control: A Practice Guide, section "Measuring risk": four persons
// are alone, three pairs are alike, and the scores are 6, 12, 6 and 10.
TEST_F(ScoreRecords, OfThePracticeGuide) {
    const auto r = run(table + keys);
    EXPECT_EQ(r.err, "");
    EXPECT_THAT(
        r.out,
        HasSubstr("records 10, by residence, gender, education and labour: classes 7, the smallest "
                  "of 1; unique 4; "
                  "an intruder who knows that a person is one of them identifies that person with "
                  "a mean chance of 70.0 %\n"
                  "these records do not count in the verdict above, which is of cells\n"));
    EXPECT_THAT(r.out,
                HasSubstr("unique by fewer columns 4 (special uniques); minimal uniques 9\n"));
    EXPECT_THAT(r.out, Not(HasSubstr("population of")));
    const auto j = nlohmann::json::parse(run(table + keys + "--format json").out)["records"];
    EXPECT_EQ(j["minimal_uniques"]["found"], 9);
    EXPECT_THAT(j["minimal_uniques"]["by_size"], ElementsAre(4, 5, 0, 0));
    ASSERT_EQ(j["minimal_uniques"]["special"].size(), 4U);
    std::vector<std::pair<int, double>> scores;
    for (const auto& one : j["minimal_uniques"]["special"])
        scores.emplace_back(one["line"], one["score"]);
    EXPECT_THAT(scores, ElementsAre(std::pair(4, 6.0), std::pair(6, 12.0), std::pair(8, 6.0),
                                    std::pair(9, 10.0)))
        << "lines of the file";
    EXPECT_THAT(j["minimal_uniques"]["special"][0]["smallest"], ElementsAre("education"));
    EXPECT_EQ(j["prosecutor"]["average"], .7);
    EXPECT_TRUE(j["sample"].is_null());
}

TEST_F(ScoreRecords, OfASample) {
    const auto j = nlohmann::json::parse(
        run(table + keys + "--fraction 0.01 --format json").out)["records"]["sample"];
    EXPECT_EQ(j["population"], 1000);
    EXPECT_NEAR(j["match_rate"].get<double>(), .006688963, 5e-10) << "the guide's";
    // Alone: (p/q) ln(1/p); in pairs: p/q - (p/q)^2 ln(1/p); p = .01.
    const double odds = .01 / .99, log = 4.605170185988092;
    EXPECT_NEAR(j["expected_reidentifications"].get<double>(),
                4 * odds * log + 6 * (odds - odds * odds * log), 1e-12);
    EXPECT_THAT((std::vector<std::string>{"Pitman", "Zayatz"}),
                testing::Contains(j["population_uniques"]["model"].get<std::string>()));
    EXPECT_EQ(j["log_linear"]["sample_uniques"], 4);
    for (const char* model : {"main_effects", "two_way"}) {
        EXPECT_GT(j["log_linear"][model]["tau1"], 0) << model;
        EXPECT_GT(j["log_linear"][model]["tau2"], j["log_linear"][model]["tau1"]) << model;
        EXPECT_LT(j["log_linear"][model]["tau2"], 4) << model;
    }
    EXPECT_NE(j["log_linear"]["main_effects"], j["log_linear"]["two_way"]);
    const auto text = run(table + keys + "--fraction 0.5").out;
    EXPECT_THAT(text, HasSubstr("of a population of 20: right matches expected "));
    const auto whole = run(table + keys + "--fraction 1").out;
    EXPECT_THAT(whole, HasSubstr("of a population of 10: right matches expected 7.0 (70.0 % of the "
                                 "records); unique there about 4.0 (40.0 %)"));
}

TEST_F(ScoreRecords, OfASensitiveColumn) {
    // By residence and gender: u f has 5 a and 1 b; u m has a, b, b; r f has one b. Of all, 6 are
    // a.
    const auto r = run(table + "--key residence --key gender --sensitive outcome");
    EXPECT_THAT(r.out, HasSubstr("outcome: values in a class at least 1, records in classes of one "
                                 "value 1, distance of a class from all at most 0.60\n"));
    const auto j = nlohmann::json::parse(
        run(table + "--key residence --key gender --sensitive outcome --format json")
            .out)["records"]["sensitive"];
    EXPECT_EQ(j["column"], "outcome");
    EXPECT_EQ(j["least_distinct"], 1);
    EXPECT_DOUBLE_EQ(j["largest_distance"], .6);
}

// As sdcMicro counts: an empty value may be any.
TEST_F(ScoreRecords, EmptyValuesMatchAnything) {
    write("gaps.csv", "x,s,e\nt,m,emp\nt,m,\nt,f,emp\nt,f,none\n");
    const auto r = run("score --input gaps.csv --dimension x --key s --key e");
    EXPECT_THAT(
        r.out,
        HasSubstr("the smallest of 1; unique 2; an intruder who knows that a person is one of "
                  "them identifies that person with a mean chance of 75.0 %\n"))
        << r.err;
    EXPECT_THAT(
        r.out,
        HasSubstr("records with an empty value 1: they match whoever has any value there\n"));
}

TEST_F(ScoreRecords, WhatIsTooMuchToSearchIsSearchedInPart) {
    std::uint64_t state = 1;
    std::string text, by;
    for (int c = 0; c < 34; ++c) {
        text += (c == 0 ? "c" : ",c") + std::to_string(c);
        by += " --key c" + std::to_string(c);
    }
    for (int row = 0; row < 400; ++row) {
        for (int c = 0; c < 34; ++c) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            text += (c == 0 ? "\n" : ",") + std::to_string(state >> 40 & 3);
        }
    }
    write("wide.csv", text + '\n');
    const auto r = run("score --input wide.csv --dimension c0" + by);
    EXPECT_THAT(r.out, HasSubstr("; minimal uniques of at most 3 columns ")) << r.err;
}

TEST_F(ScoreRecords, WhatCannotBeSearchedIsSaid) {
    std::string names, codes, by;
    for (int c = 0; c < 64; ++c) {
        names += (c == 0 ? "c" : ",c") + std::to_string(c);
        codes += c == 0 ? "1" : ",1";
        by += " --key c" + std::to_string(c);
    }
    write("wider.csv", names + '\n' + codes + '\n' + codes + '\n');
    const auto r = run("score --input wider.csv --dimension c0 --fraction 0.5" + by);
    EXPECT_THAT(r.out, HasSubstr("minimal uniques not searched: key columns: 64\n")) << r.err;
    EXPECT_THAT(r.out, HasSubstr("of a population of 4:"));
}

TEST_F(ScoreRecords, TheReportIsTheOfficers) {
    EXPECT_EQ(run(table + keys + "--output report.txt").out, "");
    EXPECT_THAT(read("report.txt"), HasSubstr("special uniques"));
    EXPECT_EQ(mode("report.txt"), 0600U);
}

TEST_F(ScoreRecords, StandardInputIsReadOnceForTableAndRecords) {
    const auto file = run(table + keys + "--format json");
    write("stdin", read("persons.csv"));
    const auto r =
        run("score --input - --dimension gender --dimension outcome " + keys + "--format json");
    EXPECT_EQ(r.status, file.status) << r.err;
    EXPECT_EQ(r.out, file.out);
}

TEST_F(ScoreRecords, WithoutAKeyNothingIsAdded) {
    EXPECT_THAT(run(table).out, Not(HasSubstr("records 10")));
    EXPECT_FALSE(nlohmann::json::parse(run(table + "--format json").out).contains("records"));
}

TEST_F(ScoreRecords, BadOptionsAreNamed) {
    write("counts.csv", "gender,n\nf,6\nm,4\n");
    for (const auto& [words, says] : std::vector<std::pair<std::string, std::string>>{
             {table + "--key age", "persons.csv:1: column not found"},
             {table + "--key gender --key gender", "--key"},
             {table + "--key gender --sensitive age", "column not found"},
             {table + "--key gender --sensitive gender", "--sensitive"},
             {table + "--sensitive outcome",
              "--sensitive; found \"outcome\"; wanted --key COLUMN with it"},
             {table + "--fraction 0.1", "--fraction; found \"0.1\"; wanted --key COLUMN with it"},
             {table + "--key gender --fraction 0", "--fraction"},
             {table + "--key gender --fraction 1.5", "--fraction"},
             {table + "--key gender --fraction 0.1x", "--fraction"},
             {"score --input counts.csv --dimension gender --count n --key gender",
              "--key; found \"gender\"; wanted a row for each record, without --count"},
             {"suppress --input persons.csv --dimension gender --threshold 5 --key secret",
              "--key; found no such file"}}) {
        const auto r = run(words);
        EXPECT_EQ(r.status, 2) << words;
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, HasSubstr(says)) << words;
    }
}

} // namespace
