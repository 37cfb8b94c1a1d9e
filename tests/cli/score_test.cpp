#include "program.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// The founding case: four incidents of 2024, three charged.
class Score : public Program {
protected:
    Score() {
        write("in.csv", "month,outcome,n\nJan,charged,1\nMar,charged,1\nJun,charged,1\nSep,none,1\n");
        write("outcome.csv", "code,parent\nTotal,\ncharged,Total\nnone,Total\nother,Total\n");
        write("large.csv", "kind,n\na,120\nb,130\nc,110\n");
    }
    const std::string outcome = "score --input in.csv --count n --dimension outcome=outcome.csv --sensitivity criminal --population 1100000 ";
};

TEST_F(Score, SaysWhoCouldLearnWhat) {
    const auto r = run(outcome + "--role outcome=sensitive");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(r.err, "");
    EXPECT_THAT(r.out, StartsWith("3 of 4 cells at risk: a score of 1/11 or more, for sensitivity criminal offence\n"));
    EXPECT_THAT(r.out, HasSubstr("outcome charged: 1\n"));
    EXPECT_THAT(r.out, HasSubstr("1 attribute: 1 person of Total is elsewhere, and knows that everyone else is here\n"));
    EXPECT_THAT(r.out, HasSubstr("1 identity: one person is here: who knows that they are in the table finds them\n"));
    EXPECT_THAT(r.out, HasSubstr("persons 4, at risk 4 (100.0 %), mean score 1.0000\n"));
    EXPECT_THAT(r.out, HasSubstr("leaf cells 3: empty 1, of one person 1, of two 0\n"));
}

TEST_F(Score, AnOutsiderLearnsLess) {
    const auto r = run(outcome + "--intruder outsider --output report.txt");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_EQ(r.out, "");
    EXPECT_THAT(read("report.txt"), HasSubstr("1/2 attribute: only 1 person of Total is elsewhere\n"));
    EXPECT_EQ(mode("report.txt"), 0600U) << "it holds true counts";
}

TEST_F(Score, LargeCellsAreNotAtRisk) {
    const auto r = run("score --input large.csv --count n --dimension kind");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, StartsWith("no cell at risk: a score of 1/5 or more, for sensitivity personal\n"));
}

TEST_F(Score, JsonHoldsEveryCellAtRiskWithItsReasons) {
    const auto r = run(outcome + "--zeros unsafe --format json");
    EXPECT_EQ(r.status, 1) << r.err;
    const auto j = nlohmann::json::parse(r.out);
    EXPECT_EQ(j["limit_one_in"], 11);
    EXPECT_EQ(j["table"]["persons_at_risk"], 4);
    ASSERT_EQ(j["cells"].size(), 4U);
    for (const auto& cell : j["cells"]) {
        ASSERT_FALSE(cell["reasons"].empty());
        EXPECT_EQ(cell["reasons"][0]["one_in"], cell["one_in"]) << "the first reason is the score";
    }
}

TEST_F(Score, BadOptionsAreNamed) {
    for (const auto& [words, says] : std::vector<std::pair<std::string, std::string>>{{"--sensitivity much", "--sensitivity"},
                                                                                    {"--population 0", "--population"},
                                                                                    {"--population many", "--population"},
                                                                                    {"--intruder everybody", "--intruder"},
                                                                                    {"--zeros hide", "--zeros"},
                                                                                    {"--ledger past.db", "--ledger: not yet available"},
                                                                                    {"--format xml", "--format"}}) {
        const auto r = run("score --input large.csv --count n --dimension kind " + words);
        EXPECT_EQ(r.status, 2) << words;
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, HasSubstr(says)) << words;
    }
    const auto few = run("score --input large.csv --count n --dimension kind --population 300");
    EXPECT_EQ(few.status, 2) << "fewer people than are counted";
    EXPECT_THAT(few.err, HasSubstr("a population is less than the people counted in it"));
    EXPECT_EQ(run("score").status, 2);
}

} // namespace
