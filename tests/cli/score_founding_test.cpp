/// The founding case: four incidents, told to be four and all in 2024, months, outcomes, genders
/// and ages suppressed. The incidents are invented and agree with what was published.
#include "program.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class FoundingCase : public Program {
protected:
    FoundingCase() {
        write("incidents.csv",
              "everybody,month,outcome,gender,age\nTotal,2024-01,charge,f,20\nTotal,2024-03,charge,"
              "f,20\nTotal,2024-06,charge,f,30\nTotal,2024-09,advice,f,40\n");
        write("total.csv", "code,parent\nTotal,\n");
        std::string months = "code,parent\nTotal,\n2022,Total\n2023,Total\n2024,Total\n";
        for (int m = 10; m <= 12; ++m) months += "2022-" + std::to_string(m) + ",2022\n";
        for (int m = 1; m <= 12; ++m)
            months += std::string("2023-") + (m < 10 ? "0" : "") + std::to_string(m) + ",2023\n";
        for (int m = 1; m <= 10; ++m)
            months += std::string("2024-") + (m < 10 ? "0" : "") + std::to_string(m) + ",2024\n";
        write("month.csv", months);
        write("outcome.csv", "code,parent\nTotal,\ncharge,Total\nadvice,Total\nnone,Total\n");
        write("gender.csv", "code,parent\nTotal,\nf,Total\nm,Total\n");
        write("age.csv", "code,parent\nTotal,\n20,Total\n30,Total\n40,Total\n");
    }
    support::outcome score(const std::string& words) {
        return run(
            "score --input incidents.csv --records --sensitivity criminal --population 1100000 " +
            words);
    }
    nlohmann::json as_json(const std::string& words) {
        return nlohmann::json::parse(score(words + " --format json").out);
    }
};

TEST_F(FoundingCase, TheTotalMayGoOut) {
    const auto r = score("--dimension everybody=total.csv --period year");
    EXPECT_EQ(r.status, 0) << r.out;
    EXPECT_THAT(
        r.out,
        StartsWith("no cell at risk: a score of 1/11 or more, for sensitivity criminal offence\n"));
    EXPECT_THAT(
        r.out, HasSubstr("points of the publication scoring criteria of California: 1, within 12"));
}

TEST_F(FoundingCase, EachBreakdownTellsSomethingOfSomebody) {
    const auto month = score("--dimension month=month.csv --role month=time --period month");
    EXPECT_EQ(month.status, 1);
    EXPECT_THAT(month.out,
                HasSubstr("month 2024: 1\n    certain by attribute: everyone who is counted is "
                          "here: to know that somebody is counted is to know this of them\n"));
    EXPECT_THAT(
        month.out,
        HasSubstr(
            "month 2024-01: 1\n    certain by identity: one person is here: who knows that they "
            "are in the table finds them\n    1/3 "
            "by attribute: only 3 people of month 2024 are elsewhere, and the intruder is one of "
            "them\n"));
    const auto outcome = score("--dimension outcome=outcome.csv --role outcome=sensitive");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out,
                HasSubstr("outcome charge: 1\n    certain by attribute: 1 person of all who are "
                          "counted is elsewhere, and knows that everyone else is here\n"));
    EXPECT_THAT(
        outcome.out,
        HasSubstr("what would pass, first in the order of the rule: release the total alone"));
    const auto gender = score("--dimension gender=gender.csv --intruder outsider");
    EXPECT_THAT(gender.out,
                HasSubstr("gender f: 1\n    certain by attribute: everyone who is counted is here"))
        << "with nobody identified first";
    const auto age = as_json("--dimension age=age.csv --intruder outsider");
    EXPECT_EQ(age["cells"].size(), 3U);
    EXPECT_EQ(age["cells"][2]["reasons"][1]["one_in"], 3) << "2 of 4: two others contradict";
    // The advice is the total in each case.
    for (const auto* words :
         {"--dimension month=month.csv", "--dimension gender=gender.csv", "--dimension age=age.csv",
          "--dimension month=month.csv --dimension outcome=outcome.csv"}) {
        const auto j = as_json(words);
        EXPECT_EQ(j["advice"]["candidates"][j["advice"]["chosen"].get<std::size_t>()]["method"],
                  "release the total alone")
            << words;
    }
}

/// The points of each part (risk scoring, founding case): small parts pass, all four crossed do
/// not.
TEST_F(FoundingCase, PointsAloneWouldLetBreakdownsGo) {
    const auto points = [this](const std::string& words) {
        return as_json(words)["table"]["points"]["total"].get<int>();
    };
    EXPECT_EQ(points("--dimension month=month.csv --role month=time --period month"), 9);
    EXPECT_EQ(points("--dimension outcome=outcome.csv --period year"), 8);
    EXPECT_EQ(points("--dimension gender=gender.csv --trait gender=sex --period year"), 6);
    EXPECT_EQ(points("--dimension age=age.csv --trait age=age=10 --period year"), 8);
    const std::string all = "--dimension month=month.csv --role month=time --dimension "
                            "outcome=outcome.csv --dimension gender=gender.csv --dimension "
                            "age=age.csv --trait gender=sex --trait age=age=10 --period month";
    EXPECT_EQ(points(all), 20);
    EXPECT_THAT(
        score(all).out,
        HasSubstr("20, more than 12; counts of 1 to 10, where there are any, are to be masked"));
}

/// With "these were all in 2024" not even the total passes: it tells of 2024 what it tells of all.
/// Unsaid, it does.
TEST_F(FoundingCase, WhatIsSaidIsPartOfEveryAnswerThatCouldBeGiven) {
    write(
        "said.json",
        R"({"statements": [{"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}}]})");
    const auto r = score("--dimension month=month.csv --role month=time --known said.json");
    EXPECT_THAT(r.out,
                HasSubstr("what would pass jointly with the statements, first in the order of the "
                          "rule: withhold (score 0, loss 1.000)\n    without the "
                          "statements: release the total alone (score 1/1100000, "));
    EXPECT_THAT(r.out, HasSubstr("    would not: release the total alone (score 1, "));
    const auto j = as_json("--dimension month=month.csv --role month=time --known said.json");
    EXPECT_EQ(j["advice"]["without_statements"]["method"], "release the total alone");
    EXPECT_EQ(j["advice"]["candidates"][j["advice"]["chosen"].get<std::size_t>()]["method"],
              "withhold");
}

/// "These were all in 2024" is a part of the answer: months that were possible are none any more.
TEST_F(FoundingCase, WhatIsSaidBesideTheTotalIsPartOfTheAnswer) {
    write("public.csv", "month,n\nTotal,4\n");
    write(
        "said.json",
        R"({"statements": [{"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}}]})");
    const std::string words = "score --public public.csv --dimension month=month.csv --sensitivity "
                              "criminal --population 1100000 --zeros unsafe ";
    const auto total = run(words);
    EXPECT_EQ(total.status, 0) << total.out;
    const auto said = run(words + "--known said.json");
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.out, HasSubstr("month 2024: 1\n"));
    EXPECT_THAT(said.out, HasSubstr("certain by attribute: everyone who is counted is here"));
    const auto j = nlohmann::json::parse(run(words + "--known said.json --format json").out);
    EXPECT_EQ(j["cells"].size(), 3U) << "2024, and that nobody is in the other years";
    EXPECT_EQ(j["sequence"]["releases"][1], "\"these were all in 2024\"");
    EXPECT_DOUBLE_EQ(j["sequence"]["marginal"].get<double>(),
                     1.0 - j["sequence"]["after"][0]["score"].get<double>());
}

TEST_F(FoundingCase, CriteriaAskForWhatTheyNeed) {
    EXPECT_EQ(run("score --input incidents.csv --records --dimension gender --period year").status,
              2)
        << "no population";
    EXPECT_EQ(score("--dimension gender --period day").status, 2);
    EXPECT_EQ(score("--dimension gender --trait gender=sex").status, 2) << "no period";
    EXPECT_EQ(score("--dimension gender --period year --trait gender=hair").status, 2);
    EXPECT_EQ(score("--dimension gender --period year --trait hair=sex").status, 2);
}

} // namespace
