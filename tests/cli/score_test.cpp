#include "program.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// The founding case: four incidents of 2024, three charged.
class Score : public Program {
protected:
    Score() {
        write("in.csv",
              "month,outcome,n\nJan,charged,1\nMar,charged,1\nJun,charged,1\nSep,none,1\n");
        write("outcome.csv", "code,parent\nTotal,\ncharged,Total\nnone,Total\nother,Total\n");
        write("large.csv", "kind,n\na,120\nb,130\nc,110\n");
    }
    const std::string outcome = "score --input in.csv --count n --dimension outcome=outcome.csv "
                                "--sensitivity criminal --population 1100000 ";
};

TEST_F(Score, SaysWhoCouldLearnWhat) {
    const auto r = run(outcome + "--role outcome=sensitive");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(r.err, "");
    EXPECT_THAT(
        r.out,
        StartsWith(
            "2 of 4 cells at risk: a score of 1/11 or more, for sensitivity criminal offence\n"));
    EXPECT_THAT(r.out, HasSubstr("outcome charged: 1\n"));
    EXPECT_THAT(r.out, HasSubstr("certain by attribute: 1 person of all who are counted is "
                                 "elsewhere, and knows that everyone else is here\n"));
    EXPECT_THAT(r.out, HasSubstr("certain by identity: one person is here: who knows that they are "
                                 "in the table finds them\n"));
    EXPECT_THAT(r.out, HasSubstr("persons 4, at risk 4 (100.0 %), mean score 1.0000\n"));
    EXPECT_THAT(r.out, HasSubstr("leaf cells 3: empty 1, of one person 1, of two 0\n"));
}

TEST_F(Score, AnOutsiderLearnsLess) {
    const auto r = run(outcome + "--intruder outsider --output report.txt");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_EQ(r.out, "");
    EXPECT_THAT(read("report.txt"),
                HasSubstr("1/2 by attribute: only 1 person of all who are counted is elsewhere\n"));
    EXPECT_EQ(mode("report.txt"), 0600U) << "it holds true counts";
}

TEST_F(Score, LargeCellsAreNotAtRisk) {
    const auto r = run("score --input large.csv --count n --dimension kind");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out,
                StartsWith("no cell at risk: a score of 1/5 or more, for sensitivity personal\n"));
}

TEST_F(Score, JsonHoldsEveryCellAtRiskWithItsReasons) {
    const auto r = run(outcome + "--zeros unsafe --format json");
    EXPECT_EQ(r.status, 1) << r.err;
    const auto j = nlohmann::json::parse(r.out);
    EXPECT_EQ(j["limit_one_in"], 11);
    EXPECT_EQ(j["table"]["persons_at_risk"], 4);
    ASSERT_EQ(j["cells"].size(), 3U) << "not the total, which names nothing";
    for (const auto& cell : j["cells"]) {
        ASSERT_FALSE(cell["reasons"].empty());
        EXPECT_EQ(cell["reasons"][0]["one_in"], cell["one_in"]) << "the first reason is the score";
        double sum = 0;
        for (const auto& why : cell["reasons"]) {
            sum += 1 / why["one_in"].get<double>();
            if (!why.contains("group")) continue;
            EXPECT_EQ(why["group_count"]["low"], 4) << "of all";
        }
        EXPECT_DOUBLE_EQ(cell["sum"].get<double>(), std::min(1.0, sum));
    }
    EXPECT_EQ(j["at_risk"], true);
    EXPECT_EQ(j["scored_cells"], 4);
    EXPECT_EQ(j["scores"], (std::vector<double>{1 / 1'100'000.0, 1, 1, 1})) << "the total first";
}

TEST_F(Score, BadOptionsAreNamed) {
    for (const auto& [words, says] : std::vector<std::pair<std::string, std::string>>{
             {"--sensitivity much", "error: --sensitivity; found \"much\"; wanted one of none, "
                                    "personal, special, criminal\n"},
             {"--sensitivity ''", "--sensitivity: an empty value"},
             {"--period day", "--period; found \"day\"; wanted one of five-years, "},
             {"--fraction 1.5", "--fraction; found \"1.5\"; wanted 0.000000001 to 1, such as 0.05"},
             {"--population 0", "--population"},
             {"--population many", "--population: cannot read the file"},
             {"--intruder everybody", "--intruder"},
             {"--intruder coalition=9000000000000000000", "--intruder"},
             {"--zeros much", "--zeros"},
             {"--ledger past.json", "past.json"},
             {"--public large.csv", "--input and --public"},
             {"--format xml", "--format"}}) {
        const auto r = run("score --input large.csv --count n --dimension kind " + words);
        EXPECT_EQ(r.status, 2) << words;
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, HasSubstr(says)) << words;
    }
    const auto few = run("score --input large.csv --count n --dimension kind --population 300");
    EXPECT_EQ(few.status, 2) << "fewer people than are counted";
    EXPECT_THAT(few.err, HasSubstr("--population; found \"300\""));
    EXPECT_EQ(run("score").status, 2);
}

/// Two bandings of age, a year apart (Handbook on Statistical Disclosure Control, 2nd
/// edition, 5.2): who is between stands in neither.
class ScoreOverTime : public Program {
protected:
    ScoreOverTime() {
        write("first.csv", "age,sex,n\nunder 20,m,7\nunder 20,f,9\n20 to 39,m,13\n20 to "
                           "39,f,15\nTotal,m,20\nTotal,f,24\nunder 20,Total,16\n20 to "
                           "39,Total,28\nTotal,Total,44\n");
        write("now.csv", "age,sex,n\nunder 25,m,8\nunder 25,f,9\n25 to 39,m,12\n25 to 39,f,15\n");
        write("sex.csv", "code,parent\nTotal,\nm,Total\nf,Total\n");
        write("old.csv", "code,parent\nTotal,\nunder 20,Total\n20 to 39,Total\n");
        write("a.csv", "code,parent\nTotal,\nunder 25,Total\nunder 20,under 25\n20 to 24,under "
                       "25\n25 to 39,Total\n");
        write("b.csv", "code,parent\nTotal,\nunder 20,Total\n20 to 39,Total\n20 to 24,20 to 39\n25 "
                       "to 39,20 to 39\n");
        write("ledger.json", R"({"tables": [
            {"name": "bands", "dimensions": {"age": "a.csv", "sex": "sex.csv"}},
            {"name": "more bands", "dimensions": {"age": "b.csv", "sex": "sex.csv"}},
            {"name": "the 2023 release", "public": "first.csv", "dimensions": {"age": "old.csv", "sex": null}, "released_on": "2023-10-01"}]})");
    }
    const std::string now = "score --input now.csv --count n --dimension age --dimension "
                            "sex=sex.csv --sensitivity none --intruder outsider --quiet ";
};

TEST_F(ScoreOverTime, ALedgerTellsWhatThisReleaseAdds) {
    EXPECT_EQ(run(now).status, 0) << "alone it is safe";
    const auto r = run(now + "--ledger ledger.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(r.err, "");
    EXPECT_THAT(r.out, HasSubstr("releases 2: the 2023 release and this table\n"));
    EXPECT_THAT(r.out, HasSubstr("highest score before this one 1/7, with it 1: it adds 0.8571; at "
                                 "risk before 0, with it 8 cells and groups\n"));
    EXPECT_THAT(r.out, HasSubstr("smallest group that none of them shows: age 20 to 24 in bands, 1 "
                                 "person; it follows from the 2023 release and this table\n"));
    EXPECT_THAT(
        r.out,
        HasSubstr(
            "highest score of each release separately: the 2023 release 1/7, this table 1/8\n"));
    const auto j = nlohmann::json::parse(run(now + "--ledger ledger.json --format json").out);
    EXPECT_NEAR(j["sequence"]["unknown_overlap"]["independent"].get<double>(), 1 - 6.0 / 7 * 7 / 8,
                1e-12);
    EXPECT_EQ(j["sequence"]["smallest"]["count"]["high"], 1);
    EXPECT_NEAR(j["sequence"]["marginal"].get<double>(), 1 - 1.0 / 7, 1e-12);
    EXPECT_EQ(j["sequence"]["after"].size(), 3U);
    EXPECT_EQ(j["cells"][0]["table"], "bands");
}

/// Men were public; all, less them, are women, all cautioned: many, and none of them alone.
class ScoreBesideMen : public Program {
protected:
    ScoreBesideMen() {
        write("now.csv", "outcome,n\ncharged,17\ncautioned,48\nnone,0\n");
        write("men.csv", "outcome,n\nTotal,24\ncharged,17\ncautioned,7\nnone,0\n");
        write("outcome.csv", "code,parent\nTotal,\ncharged,Total\ncautioned,Total\nnone,Total\n");
        write(
            "ledger.json",
            R"({"tables": [{"name": "men in 2023", "public": "men.csv", "dimensions": {"outcome": "outcome.csv"}, "where": {"sex": "m"}, "released_on": "2023-10-01"}]})");
    }
    const std::string table = "--input now.csv --count n --dimension outcome=outcome.csv ";
};

TEST_F(ScoreBesideMen, PeopleWhoFollowBySubtractionAreScoredByWhatTheyAre) {
    EXPECT_EQ(run("score " + table).status, 0) << "by itself it is safe";
    const auto r = run("score " + table + "--ledger ledger.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(
        r.out, StartsWith("1 of 8 cells at risk: a score of 1/5 or more, for sensitivity personal\n"
                          "outcome charged in men in 2023: 1\n"
                          "    certain by attribute: everyone of outcome charged is here: to know "
                          "that somebody is in outcome charged is to know this of them\n"
                          "outcome cautioned but not in outcome cautioned in men in 2023: 1\n"
                          "    certain by attribute: everyone who is counted but not in men in "
                          "2023 (sex m) is here: to know that somebody is counted but not "
                          "in men in 2023 (sex m) is to know this of them\n"));
    EXPECT_THAT(r.out, HasSubstr("no small group follows that none of them shows\n"));
    const auto j =
        nlohmann::json::parse(run("score " + table + "--ledger ledger.json --format json").out);
    ASSERT_EQ(j["differences"].size(), 1U);
    const auto& d = j["differences"][0];
    EXPECT_EQ(j["cells"][0]["reasons"][0]["group"]["outcome"], "charged");
    EXPECT_EQ(j["cells"][0]["reasons"][0]["group_table"], "this table");
    EXPECT_EQ(j["cells"][0]["reasons"][0]["intruder"], "internal intruder");
    EXPECT_EQ(j["cells"][0]["reasons"][0]["source"], "Lupp and Langsrud (2021)");
    EXPECT_EQ(d["reasons"][0]["source"], "Lupp and Langsrud (2021)");
    EXPECT_EQ(d["cells"][0]["codes"]["outcome"], "cautioned");
    EXPECT_EQ(d["less"][0]["table"], "men in 2023");
    EXPECT_EQ(d["count"]["low"], 41);
    EXPECT_EQ(d["one_in"], 1);
    EXPECT_EQ(d["reasons"][0]["channel"], "attribute");
    EXPECT_EQ(d["reasons"][0]["among"]["less"][0]["codes"]["outcome"], "Total");
}

TEST_F(ScoreBesideMen, SeveralCodesOfADimensionThatNoTableHasAreWarnedOf) {
    write("women.csv", "outcome,n\nTotal,40\ncharged,3\ncautioned,37\nnone,0\n");
    const std::string men =
        R"({"name": "men", "public": "men.csv", "dimensions": {"outcome": "outcome.csv"}, "where": {"sex": "m"}, "released_on": "2023-10-01"})";
    write(
        "both.json",
        R"({"tables": [)" + men +
            R"(, {"name": "women", "public": "women.csv", "dimensions": {"outcome": "outcome.csv"}, "where": {"sex": "f"}, "released_on": "2023-10-01"}]})");
    EXPECT_THAT(
        run("score " + table + "--ledger both.json").err,
        HasSubstr("tables are about several codes of sex, which no table has for a dimension"));
    EXPECT_THAT(run("score " + table + "--ledger ledger.json").err,
                Not(HasSubstr("several codes")));
}

/// What is told to pass beside the earlier release is made, and scored again with it.
TEST_F(ScoreBesideMen, WhatIsToldToPassPassesBesideThem) {
    const auto r = run("score " + table + "--ledger ledger.json");
    EXPECT_THAT(r.out,
                HasSubstr("what would pass jointly with the others, first in the order of the "
                          "rule: round to base 10 (score 1/11, "));
    EXPECT_THAT(r.out, HasSubstr("    by sdckit round --base 10\n"));
    EXPECT_THAT(r.out,
                HasSubstr("    would not: suppress: by itself no cell is to be suppressed\n"));
    const std::string again =
        "score --dimension outcome=outcome.csv --ledger ledger.json --public made.csv ";
    ASSERT_EQ(run("round --base 10 " + table + "--output made.csv --quiet").status, 0);
    EXPECT_EQ(run(again + "--base 10").status, 0);
    ASSERT_EQ(run("round --base 5 " + table + "--output made.csv --quiet").status, 0);
    EXPECT_EQ(run(again + "--base 5").status, 1) << "as it was told";
    EXPECT_EQ(
        run("score " + table + "--ledger ledger.json --curve curve.svg --output score.txt").status,
        1);
    EXPECT_THAT(read("curve.svg"), HasSubstr("base 10"));
}

/// The table by age alone can be told beside a table of the charged by age; the command that makes
/// it names its levels, since by itself the whole is safe.
TEST_F(ScoreBesideMen, TheCommandOfACoarserTableMakesThatTable) {
    write("both.csv", "outcome,band,n\ncharged,x,10\ncharged,y,10\ncautioned,x,40\ncautioned,y,"
                      "31\nnone,x,40\nnone,y,37\n");
    const std::string by =
        "--input both.csv --count n --dimension outcome=outcome.csv --dimension band ";
    EXPECT_EQ(run("score " + by).status, 0);
    const auto r = run("score " + by + "--ledger ledger.json");
    EXPECT_EQ(r.status, 1);
    const std::string words = "coarsen --drop-allowed --threshold 1 --depth outcome=0";
    ASSERT_THAT(r.out, HasSubstr("    by sdckit " + words + "\n"));
    ASSERT_EQ(run(words + " " + by + "--output made.csv --quiet").status, 0);
    EXPECT_THAT(read("made.csv"), Not(HasSubstr("outcome")));
    EXPECT_EQ(run("score --public made.csv --dimension band --ledger ledger.json").status, 0);
}

/// Districts and squares of the same ground: what is left of two districts when a square within
/// them is taken away.
TEST_F(Score, TwoWaysToDivideTheSameGroundAreSubtracted) {
    write("now.csv", "place,n\nsquare 1,20\nsquare 2,42\nsquare 3,30\n");
    write("districts.csv", "place,n\nTotal,92\ndistrict 1,12\ndistrict 2,52\ndistrict 3,28\n");
    write("squares_of.csv",
          "code,parent\nTotal,\nsquare 1,Total\na,square 1\nb,square 1\nsquare 2,Total\nc,square "
          "2\nd,square 2\nsquare 3,Total\ne,square 3\nf,square 3\n");
    write("districts_of.csv", "code,parent\nTotal,\ndistrict 1,Total\na,district 1\ndistrict "
                              "2,Total\nb,district 2\nc,district 2\nd,district 2\ne,district "
                              "2\ndistrict 3,Total\nf,district 3\n");
    write("flat.csv",
          "code,parent\nTotal,\ndistrict 1,Total\ndistrict 2,Total\ndistrict 3,Total\n");
    write(
        "ledger.json",
        R"({"tables": [{"name": "by squares", "dimensions": {"place": "squares_of.csv"}}, {"name": "by districts", "dimensions": {"place": "districts_of.csv"}},
        {"name": "districts in 2023", "public": "districts.csv", "dimensions": {"place": "flat.csv"}, "released_on": "2023-10-01"}]})");
    const auto r =
        run("score --input now.csv --count n --dimension place --ledger ledger.json --quiet");
    EXPECT_EQ(r.status, 1);
    // 12 + 52 - 20 - 42 = 2: who is of district 2 and square 3, which is the cell e; 52 - 42 = 10
    // of b and e are no cell, and are enough.
    EXPECT_THAT(r.out, HasSubstr("place e in by squares: 1\n"));
    EXPECT_THAT(r.out, Not(HasSubstr("but not in")));
    const auto j =
        nlohmann::json::parse(run("score --input now.csv --count n --dimension place --ledger "
                                  "ledger.json --quiet --intruder coalition=8 --format json")
                                  .out);
    ASSERT_EQ(j["differences"].size(), 1U) << "to eight of the ten there are two others";
    EXPECT_EQ(j["differences"][0]["cells"][0]["codes"]["place"], "district 2");
    EXPECT_EQ(j["differences"][0]["less"][0]["codes"]["place"], "square 2");
    EXPECT_EQ(j["differences"][0]["reasons"][0]["sentence"],
              "10 people are here: to 8 of them there are 2 others");
}

TEST_F(ScoreOverTime, TheLedgerIsCheckedAsAnyInput) {
    write(
        "bad.json",
        R"({"tables": [{"name": "x", "public": "first.csv", "dimensions": {"age": "old.csv", "sex": null}}]})");
    const auto r = run(now + "--ledger bad.json");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("no \"released_on\""));
    EXPECT_EQ(run(now + "--ledger ledger.json --output ledger.json").status, 2)
        << "it would be overwritten";
}

/// What is public is scored by what an intruder can make of it.
class ScorePublic : public Program {
protected:
    ScorePublic() {
        write("month.csv", "code,parent\nTotal,\n2023,Total\n2023-01,2023\n2023-02,2023\n2024,"
                           "Total\n2024-01,2024\n2024-02,2024\n");
    }
    const std::string months =
        "score --public pub.csv --dimension month=month.csv --sensitivity criminal ";
};

/// Of a line that is partly told the rest is told, too.
TEST_F(ScorePublic, WhatALineLeavesIsScored) {
    write("line.csv", "sex,n\nTotal,41\nm,40\nf,c\nu,c\n");
    write("sex.csv", "code,parent\nTotal,\nm,Total\nf,Total\nu,Total\n");
    const auto r =
        run("score --public line.csv --dimension sex=sex.csv --threshold 2 --zeros hide");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("sex f or sex u: 1\n    certain by identity: one person is here"));
    const auto j = nlohmann::json::parse(run("score --public line.csv --dimension sex=sex.csv "
                                             "--threshold 2 --zeros hide --format json")
                                             .out);
    EXPECT_EQ(j["differences"].size(), 1U);
    EXPECT_EQ(j["differences"][0]["cells"].size(), 2U);
}

TEST_F(ScorePublic, StarsAloneAndWhatIsSaidBesideThem) {
    write("pub.csv",
          "month,n\nTotal,4\n2023,c\n2023-01,c\n2023-02,c\n2024,c\n2024-01,c\n2024-02,c\n");
    write(
        "said.json",
        R"({"statements": [{"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}}]})");
    const auto hidden = run(months + "--threshold 5 --zeros hide");
    EXPECT_EQ(hidden.status, 0) << hidden.out;
    EXPECT_THAT(hidden.out, StartsWith("no cell certain to be at risk"));
    EXPECT_THAT(hidden.out, HasSubstr("not certain: "));
    const auto said = run(months + "--threshold 5 --zeros hide --known said.json");
    EXPECT_EQ(said.status, 1) << said.out;
    EXPECT_THAT(said.out, HasSubstr("month 2024: 1\n"));
    EXPECT_THAT(said.out, HasSubstr("everyone who is counted is here"));
    EXPECT_THAT(said.out, HasSubstr("releases 2: pub.csv and \"these were all in 2024\"\n"));
}

TEST_F(ScorePublic, RoundedNumbersAreRanges) {
    write("pub.csv",
          "month,n\nTotal,15\n2023,5\n2023-01,5\n2023-02,0\n2024,10\n2024-01,5\n2024-02,5\n");
    EXPECT_EQ(run(months).status, 1) << "as exact numbers they tell";
    const auto j = nlohmann::json::parse(run(months + "--base 5 --format json").out);
    EXPECT_EQ(j["highest_expected"]["count"]["low"].is_number(), true);
    EXPECT_TRUE(j["exact"]);
    for (const auto& cell : j["cells"]) EXPECT_GE(cell["score"].get<double>(), 1.0 / 11);
}

TEST_F(Score, APopulationByCodes) {
    write("people.csv", "outcome,population\ncharged,30000\nnone,5\nother,50000\n");
    const auto r = run(outcome.substr(0, outcome.find("--population")) + "--population people.csv");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("outcome none: 1\n"));
    EXPECT_THAT(r.out, HasSubstr("1/5 by population: of the population only 5 people have these "
                                 "codes, and somebody of them is here\n"));
    EXPECT_THAT(r.out, HasSubstr("cells at risk: a score of 1/20 or more, for sensitivity criminal "
                                 "offence among only 5 people\n"));
    write("one.csv", "outcome,population\ncharged,30000\nnone,1\nother,50000\n");
    EXPECT_THAT(run(outcome.substr(0, outcome.find("--population")) + "--population one.csv").out,
                HasSubstr("    certain by population: the only person of the population with these "
                          "codes is here\n"));
    write("few.csv", "outcome,population\ncharged,2\nnone,5\nother,50000\n");
    const auto few = run(outcome.substr(0, outcome.find("--population")) + "--population few.csv");
    EXPECT_EQ(few.status, 2);
    EXPECT_THAT(few.err, HasSubstr("as in outcome=charged; without a row nobody is there"));
    write("other.csv", "place,population\nx,2\n");
    EXPECT_EQ(
        run(outcome.substr(0, outcome.find("--population")) + "--population other.csv").status, 2);
}

/// The command that is told makes what passes, and its release is at risk no more.
TEST_F(Score, WhatIsToldToPassCanBeMade) {
    std::string rows = "kind,n\n";
    for (int i = 0; i < 30; ++i)
        rows += "k" + std::to_string(i) + "," +
                std::to_string(i == 3    ? 2
                               : i == 20 ? 6
                                         : 40 + i) +
                "\n";
    write("flat.csv", rows);
    const std::string table = "--input flat.csv --count n --dimension kind ";
    const auto r = run("score " + table);
    ASSERT_THAT(r.out, HasSubstr("what would pass, first in the order of the rule: suppress, "));
    const std::string by = "    by sdckit ";
    const auto at = r.out.find(by) + by.size();
    const auto command = r.out.substr(at, r.out.find('\n', at) - at);
    EXPECT_EQ(command,
              "suppress --threshold 7 --publish-total --group-disclosure 5 --protect reach");
    ASSERT_EQ(run(command + " " + table + "--output made.csv --quiet").status, 0);
    const auto again = run("score --public made.csv --dimension kind --threshold 7");
    EXPECT_EQ(again.status, 0) << again.out;
    EXPECT_THAT(again.out, StartsWith("no cell certain to be at risk"));
    // A sensitive dimension is left out.
    const auto total = run(outcome + "--role outcome=sensitive");
    const std::string words = "coarsen --drop-allowed --sensitivity criminal --intruder "
                              "contributor --population 1100000 --depth outcome=0";
    ASSERT_THAT(total.out, HasSubstr("    by sdckit " + words + "\n"));
    const auto coarser = run(words + " --input in.csv --count n --dimension outcome=outcome.csv "
                                     "--role outcome=sensitive --output total.csv");
    EXPECT_EQ(coarser.status, 0) << coarser.err;
    EXPECT_THAT(read("total.csv"), HasSubstr("Total,4"));
}

/// The smallest place decides for the score and for the table that is made by it.
TEST_F(Score, ScoreAndCoarsenHaveOneLimit) {
    write("cases.csv", "place,kind,n\ncity,a,4000\ncity,b,900\nvillage,a,60\nvillage,b,17\n");
    write("people.csv", "place,population\ncity,1000000\nvillage,500\n");
    const std::string by =
        " --input cases.csv --count n --dimension place --dimension kind --sensitivity special ";
    EXPECT_EQ(run("score" + by + "--population 1000500").status, 0);
    EXPECT_EQ(run("coarsen" + by + "--population 1000500 --output made.csv").status, 0);
    EXPECT_THAT(read("made.csv"), HasSubstr("village,b,17\n"));
    EXPECT_THAT(run("score" + by + "--population people.csv").out,
                HasSubstr("place village, kind b: 1/16\n"));
    EXPECT_EQ(
        run("coarsen" + by +
            "--population people.csv --drop-allowed --output coarser.csv --private record.json")
            .status,
        0);
    EXPECT_THAT(read("coarser.csv"), Not(HasSubstr("17")));
    EXPECT_EQ(
        nlohmann::json::parse(read("record.json"))["applied_before"],
        "score below 1/20 (sensitivity special category, coalition 1, population people.csv)");
}

TEST_F(Score, AnOutputDoesNotOverwriteThePopulation) {
    write("people.csv", "kind,population\na,50000\nb,60000\nc,70000\n");
    for (const char* output : {"--output", "--map", "--curve"}) {
        const auto r = run("score --input large.csv --count n --dimension kind --recommend "
                           "--population people.csv " +
                           std::string(output) + " people.csv");
        EXPECT_EQ(r.status, 2) << output;
        EXPECT_THAT(r.err, HasSubstr("an output would overwrite an input")) << output;
    }
    EXPECT_EQ(run("coarsen --input large.csv --count n --dimension kind --population people.csv "
                  "--output people.csv")
                  .status,
              2);
    EXPECT_THAT(run("score --input - --count n --dimension kind --population -").err,
                HasSubstr("two inputs are standard input"));
    EXPECT_THAT(read("people.csv"), StartsWith("kind,population\n"));
}

TEST_F(Score, TheMapShadesWhatIsAtRisk) {
    const auto r = run(outcome + "--map map.svg --output report.txt");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(
        read("map.svg"),
        HasSubstr("Scores of each cell; at risk from 1/11, for sensitivity criminal offence"));
    EXPECT_EQ(mode("map.svg"), 0600U) << "it shows who is at risk";
    write("public.csv", "kind,n\nTotal,100\na,c\nb,c\nc,95\n");
    EXPECT_EQ(
        run("score --public public.csv --dimension kind --threshold 5 --map of_public.svg").status,
        1);
    EXPECT_THAT(read("of_public.svg"), HasSubstr("<svg"));
    const auto none =
        run("score --input large.csv --count n --dimension kind --curve curve.svg --recommend");
    EXPECT_EQ(none.status, 0) << none.err;
    EXPECT_THAT(read("curve.svg"), HasSubstr("<svg"));
}

TEST_F(Score, ColoursAreForATerminalAlone) {
    const std::string words = "score --input large.csv --count n --dimension kind";
    EXPECT_THAT(run(words).out, Not(HasSubstr("\033")));
    const auto on_terminal = [&](const std::string& before, const std::string& more) {
        (void)std::system(("cd '" + path("") + "' && " + before +
                           " script -qec '\"" SDCKIT_PROGRAM "\" " + words + more +
                           "' /dev/null </dev/null >seen 2>&1")
                              .c_str());
        return read("seen");
    };
    EXPECT_THAT(on_terminal("", ""), HasSubstr("\033[1;32mno cell at risk\033[0m"));
    EXPECT_THAT(on_terminal("NO_COLOR=", ""), HasSubstr("\033["));
    EXPECT_THAT(on_terminal("NO_COLOR=1", ""),
                AllOf(HasSubstr("no cell at risk"), Not(HasSubstr("\033["))));
    EXPECT_THAT(on_terminal("", " --format json"),
                AllOf(HasSubstr("sdckit score"), Not(HasSubstr("\033["))));
    EXPECT_THAT(on_terminal("", " --output report.txt"), Not(HasSubstr("\033[")));
    EXPECT_THAT(read("report.txt"), Not(HasSubstr("\033[")));
}

/// What the release announces of zeros can be said as for suppress.
TEST_F(Score, TheRuleOfZerosIsReadAsAnywhere) {
    write("public.csv", "kind,n\nTotal,100\na,c\nb,c\nc,95\n");
    EXPECT_EQ(run("score --public public.csv --dimension kind --threshold 5 --zeros hide-below=200")
                  .status,
              1);
    EXPECT_THAT(
        run("score --public public.csv --dimension kind --threshold 5 --zeros hide-below=many").err,
        HasSubstr("--zeros hide-below"));
}

/// What is ours is not told as somebody else's.
TEST_F(Score, SourcesAreThoseOfTheFormula) {
    const auto of = [this](const std::string& more) {
        std::map<std::pair<std::string, bool>, std::set<std::string>>
            sources; // by channel, and whether it is certain
        const auto j = nlohmann::json::parse(run(outcome + "--format json " + more).out);
        for (const auto& cell : j["cells"]) {
            for (const auto& why : cell["reasons"])
                sources[{why["channel"].get<std::string>(), why["one_in"].get<int>() == 1}].insert(
                    why["source"].get<std::string>());
        }
        return sources;
    };
    using one = std::set<std::string>;
    const auto found = of("--intruder outsider --zeros unsafe");
    EXPECT_EQ(found.at({"attribute", false}), one{"sdckit, after Lupp and Langsrud (2021)"});
    EXPECT_EQ(found.at({"negative_attribute", true}),
              one{"sdckit, after Lupp and Langsrud (2021)"});
    EXPECT_EQ(found.at({"identity", true}), one{"Handbook on SDC, 2nd edition, 3.3"});
    EXPECT_EQ(of("").at({"attribute", true}), one{"Lupp and Langsrud (2021)"});
}

/// What is certain to be at risk is not told again as uncertain, and a cell that two tables show is
/// one.
TEST_F(Score, WhatIsNotCertainIsTheRest) {
    write("certain.csv", "kind,n\nTotal,100\na,c\nb,c\nc,97\n");
    const auto certain = run("score --public certain.csv --dimension kind --threshold 5");
    EXPECT_THAT(certain.out, StartsWith("3 of 4 cells at risk"));
    EXPECT_THAT(certain.out, Not(HasSubstr("not certain")));
    write("open.csv", "kind,n\nTotal,100\na,c\nb,c\nc,90\n");
    write("again.json",
          R"({"tables": [{"name": "again", "public": "open.csv", "dimensions": {"kind": null}}]})");
    for (const char* more : {"", " --linked again.json"}) {
        const auto open =
            run("score --public open.csv --dimension kind --threshold 5" + std::string(more));
        EXPECT_THAT(open.out, HasSubstr("not certain: kind a, 1 to 9 people, has a mean score of "))
            << more;
        EXPECT_THAT(open.out, HasSubstr("; mean scores from the limit on: 2 cells\n")) << more;
    }
}

/// A release cannot write lines of the report, nor to the terminal.
TEST_F(Score, NamesStayOnTheirLine) {
    write("men.csv", "kind,n\nTotal,330\na,110\nb,120\nc,100\n");
    write(
        "ledger.json",
        R"({"tables": [{"name": "men\nno cell at risk\u001b[32m", "public": "men.csv", "dimensions": {"kind": null}, "where": {"sex": "m"}, "released_on": "2023-10-01"}]})");
    const auto r = run("score --input large.csv --count n --dimension kind --ledger ledger.json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("releases 2: men?no cell at risk?[32m and this table\n"));
    EXPECT_THAT(r.out, Not(HasSubstr("\033")));
}

} // namespace
