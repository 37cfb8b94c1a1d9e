#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// What suppress can be asked for beside rules.
class SuppressOptions : public Program {
protected:
    SuppressOptions() {
        write("in.csv", "area,kind,n\nN,a,3\nN,b,871\nN,c,400\nS,a,862\nS,b,853\nS,c,401\n");
    }
    [[nodiscard]] support::outcome suppress(const std::string& options) const {
        return run("suppress --input in.csv --dimension area --dimension kind --count n " +
                   options);
    }
    void expect_refused(const std::string& options, const std::string& text) const {
        const auto r = suppress("--threshold 5 " + options);
        EXPECT_EQ(r.status, 2) << options;
        EXPECT_THAT(r.err, HasSubstr(text));
        EXPECT_EQ(r.out, "");
    }
};

TEST_F(SuppressOptions, TheReportComesBeforeTheSummary) {
    const auto r = suppress("--threshold 5 --private record.json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, StartsWith("published cells 8 of 12 (66.6%)"));
    EXPECT_THAT(r.err, HasSubstr("; at the lowest level 2 of 6 (33.3%) with "));
    EXPECT_THAT(r.err, HasSubstr("complements 3 at cost "));
    EXPECT_THAT(r.err, HasSubstr("each protection requirement is proved by a complete table"));
    EXPECT_THAT(r.last_line(), StartsWith("cells 12, unsafe 1, withheld 4, secondary 3, cost "));
    for (const char* value : {"871", "862", "400", "401"})
        EXPECT_THAT(r.err, Not(HasSubstr(value)));
    EXPECT_EQ(suppress("--threshold 5 --quiet").err, "");
    const auto record = read("record.json");
    EXPECT_THAT(record, HasSubstr("\"because\":\"protects area=N, kind=a\""));
    EXPECT_THAT(record, HasSubstr("\"stopped_early\": false"));
    EXPECT_THAT(record, HasSubstr("\"lowest_level\""));
}

TEST_F(SuppressOptions, AbsoluteWidth) {
    const auto narrow = suppress("--threshold 5 --protect absolute=2 --private record.json");
    EXPECT_EQ(narrow.status, 0) << narrow.err;
    EXPECT_THAT(read("record.json"), HasSubstr("\"limit\":5"));
    EXPECT_THAT(read("record.json"), HasSubstr("\"absolute\": 2"));
    expect_refused("--protect absolute=0", "--protect absolute; found \"0\"; wanted at least 1");
    expect_refused("--protect absolute=x", "--protect absolute");
    expect_refused("--protect absolut", "wanted cover, reach, exact, percent=P or absolute=W");
}

TEST_F(SuppressOptions, LevelsMakeCellsUnsafe) {
    write("levels.csv", "area,kind,lower,upper,sliding\nS,c,20,30,\n");
    const auto r = suppress("--threshold 5 --levels levels.csv --private record.json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("S,c,[c]\n"));
    EXPECT_THAT(r.last_line(), StartsWith("cells 12, unsafe 2,"));
    EXPECT_THAT(
        read("record.json"),
        HasSubstr("{\"must_be_possible\":\"at most\",\"limit\":381},{\"must_be_possible\":\"at "
                  "least\",\"limit\":431}"));
    EXPECT_THAT(read("record.json"), HasSubstr("\"rule\":\"manual\""));
    const auto alone = suppress("--levels levels.csv");
    EXPECT_EQ(alone.status, 0) << alone.err;
    EXPECT_THAT(alone.out, HasSubstr("S,c,[c]\n"));
    write("levels.csv", "area,kind,lower,upper\nS,c,20,-30\n");
    expect_refused("--levels levels.csv", "levels.csv:2:4: not a whole number");
    write("levels.csv", "area,kind,lower\nS,c,20\n");
    expect_refused("--levels levels.csv", "column not found");
}

TEST_F(SuppressOptions, VerifyAndAuditTakeTheSameLists) {
    write("levels.csv", "area,kind,lower,upper\nS,c,20,30\n");
    ASSERT_EQ(
        suppress("--threshold 5 --levels levels.csv --output public.csv --certificate proof.txt")
            .status,
        0);
    const std::string by = " --dimension area --dimension kind --threshold 5 --levels levels.csv";
    const auto checked = run("verify --public public.csv --certificate proof.txt" + by);
    EXPECT_EQ(checked.status, 0) << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("(threshold 5, cells listed 1)"));
    EXPECT_EQ(run("audit --input in.csv --count n --public public.csv" + by).status, 0);
    write("levels.csv", "area,kind,lower,upper\nS,c,20,10000\n");
    EXPECT_EQ(run("verify --public public.csv --certificate proof.txt" + by).status, 1)
        << "nothing shows that it could be so large";
    EXPECT_EQ(run("audit --input in.csv --count n --public public.csv" + by).status, 1);
    const auto without = run("audit --public public.csv" + by);
    EXPECT_EQ(without.status, 2);
    EXPECT_THAT(without.err, HasSubstr("--levels"));
}

TEST_F(SuppressOptions, CellsNamedUnsafe) {
    write("unsafe.csv", "area,kind\nS,c\nS,c\n");
    const auto r = suppress("--unsafe unsafe.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("S,c,[c]\n"));
    EXPECT_THAT(r.last_line(), StartsWith("cells 12, unsafe 1,")) << "there is no other rule";
    write("zeros.csv", "area,kind,n\nN,a,0\nN,b,8\nS,a,9\nS,b,7\n");
    write("unsafe.csv", "area,kind\nN,a\n");
    const auto zero = run("suppress --input zeros.csv --dimension area --dimension kind --count n "
                          "--threshold 5 --unsafe unsafe.csv");
    EXPECT_EQ(zero.status, 2);
    EXPECT_THAT(
        zero.err,
        HasSubstr("a listed cell is one that the zero rule always shows; cell area=N, kind=a"));
}

TEST_F(SuppressOptions, CostsDecideWhatIsWithheld) {
    for (const char* cost : {"value", "count", "unity", "log", "box-cox=0.5", "box-cox=0",
                             "box-cox=1", "distance", "distance=1,5,9"})
        EXPECT_EQ(suppress("--threshold 5 --cost " + std::string(cost)).status, 0) << cost;
    EXPECT_THAT(suppress("--threshold 5 --cost value").out, HasSubstr("N,c,[c]\n"));
    write("costs.csv", "area,kind,cost\nN,c,100000\nS,c,100000\n");
    EXPECT_THAT(suppress("--threshold 5 --cost-file costs.csv").out,
                HasSubstr("N,b,[c]\nN,c,400\n"));
    write("costs.csv", "area,kind,cost\nN,c,0\n");
    expect_refused("--cost-file costs.csv", "costs.csv:2:3: a cost below 1");
    for (const char* cost : {"box-cox", "box-cox=1.5", "box-cox=0.1234", "box-cox=-0.5",
                             "distance=", "distance=1,,2", "distance=0", "cheap"})
        expect_refused("--cost " + std::string(cost), "--cost");
}

TEST_F(SuppressOptions, TheLastPeriodsCellsArePreferred) {
    EXPECT_THAT(suppress("--threshold 5").out, HasSubstr("N,b,871\nN,c,[c]\n"));
    write("may.csv", "area,kind,count\nN,a,[c]\nN,b,[c]\nN,c,70\nS,a,[c]\nS,b,[c]\nS,c,66\n");
    const auto r = suppress("--threshold 5 --previous may.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("N,b,[c]\nN,c,400\n"));
    EXPECT_THAT(r.last_line(), HasSubstr("cost 3,"));
    write("may.csv", "area,kind,count\nN,z,[c]\n");
    expect_refused("--previous may.csv", "may.csv:2:2: code not in dimension \"kind\"");
}

TEST_F(SuppressOptions, GroupsAreReadStrictly) {
    write("groups.csv", "area,kind,group\nN,b,x\n");
    expect_refused("--together groups.csv", "groups.csv:2:3: a group of one cell");
    write("groups.csv", "area,kind,group\nN,b,x\nS,b,x\nN,b,x\n");
    expect_refused("--together groups.csv", "groups.csv:4:1: a cell given twice");
}

/// All or none: where that cannot be, nothing is published.
TEST_F(SuppressOptions, AGroupOfAnUnsafeAndAShownCellIsRefused) {
    write("groups.csv", "area,kind,group\nN,b,x\nN,a,x\n");
    write("keep.csv", "area,kind\nN,b\n");
    for (const char* method : {"", " --method optimal"}) {
        const auto r =
            suppress("--threshold 5 --together groups.csv --keep keep.csv --output public.csv" +
                     std::string(method));
        EXPECT_EQ(r.status, 1) << r.err;
        EXPECT_THAT(r.err, HasSubstr("a group has a cell that is suppressed and one that is always "
                                     "shown; cell area=N, kind=a and area=N, kind=b"));
        EXPECT_FALSE(exists("public.csv"));
    }
    write("groups.csv", "area,kind,group\nN,b,x\nS,b,x\n");
    const auto shown = suppress("--threshold 5 --together groups.csv --keep keep.csv");
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_THAT(shown.out, HasSubstr("S,b,853\n"));
}

TEST_F(SuppressOptions, WhatGoesWithAnUnsafeCellIsPaidFor) {
    write("groups.csv", "area,kind,group\nN,a,x\nN,b,x\nS,a,x\nS,b,x\n");
    for (const char* method : {"", " --method optimal"}) {
        const auto r = suppress("--threshold 5 --together groups.csv" + std::string(method));
        EXPECT_EQ(r.status, 0) << r.err;
        EXPECT_THAT(r.err, HasSubstr("complements 3 at cost 2586, which is the least\n"));
    }
}

TEST_F(SuppressOptions, CostsThatHaveNoSum) {
    write("costs.csv", "area,kind,cost\nN,b,9223372036854775807\nN,c,9223372036854775807\nS,a,"
                       "9223372036854775807\nS,c,9223372036854775807\n");
    for (const char* method : {"", " --method optimal"})
        EXPECT_THAT(
            suppress("--threshold 5 --cost-file costs.csv" + std::string(method)).last_line(),
            Not(HasSubstr("cost -")));
}

TEST_F(SuppressOptions, TimeDoesNotHideThatItIsImpossible) {
    write("keep.csv", "area,kind\nN,b\nN,c\nN,Total\n");
    for (const char* seconds : {"", " --seconds 0"}) {
        const auto r =
            suppress("--threshold 5 --method optimal --keep keep.csv" + std::string(seconds));
        EXPECT_EQ(r.status, 1) << r.err;
        EXPECT_THAT(r.err, HasSubstr("cannot be protected"));
    }
}

TEST_F(SuppressOptions, TheOptimalMethodTellsTheLeastCost) {
    const auto r = suppress("--threshold 5 --method optimal --nodes 1000 --intruder contributor "
                            "--certificate proof.txt --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("complements 3 at cost 1663, which is the least\n"));
    EXPECT_THAT(r.last_line(), HasSubstr("cost 1663, proved "));
    EXPECT_EQ(run("verify --public public.csv --certificate proof.txt").status, 0);
    EXPECT_THAT(suppress("--threshold 5 --method heuristic").err,
                HasSubstr("how far from the least is not known"));
    expect_refused("--method nearest",
                   "--method; found \"nearest\"; wanted one of heuristic, optimal");
    expect_refused("--nodes 10", "--nodes; found \"10\"; wanted --method optimal with it");
    for (const char* nodes : {"0", "x", "-1", "9999999999"})
        expect_refused("--method optimal --nodes " + std::string(nodes), "--nodes");
    write("further.json", "{\"tables\": []}");
}

TEST_F(SuppressOptions, EffortAndTimeAreWholeNumbers) {
    EXPECT_EQ(suppress("--threshold 5 --effort 0 --seconds 5 --threads 2").status, 0);
    expect_refused("--effort -1", "--effort");
    expect_refused("--seconds 1.5", "--seconds");
    expect_refused("--seconds 99999999", "0 to 1000000");
}

TEST_F(SuppressOptions, TimeCutsTheImprovementOnly) {
    const auto r = suppress("--threshold 5 --seconds 0 --private record.json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err,
                HasSubstr("cut by --seconds: another run may suppress other cells\ncells 12,"));
    EXPECT_THAT(read("record.json"), HasSubstr("\"stopped_early\": true"));
    EXPECT_THAT(suppress("--threshold 5").err, Not(HasSubstr("--seconds")));
}

TEST_F(SuppressOptions, NoOutputOverwritesTheirFiles) {
    write("f.csv", "area,kind\nN,a\n");
    for (const char* option : {"--unsafe", "--levels", "--cost-file", "--together", "--previous"})
        expect_refused(std::string(option) + " f.csv --output f.csv",
                       "an output would overwrite an input");
}

} // namespace
