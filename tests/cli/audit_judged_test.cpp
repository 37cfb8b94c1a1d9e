/// An all-clear means judged: what an audit takes for suppressed, what it does not judge, and why.
#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class AuditJudged : public Program {
protected:
    AuditJudged() { write("area.csv", "code,parent\nTotal,\nA,Total\nB,Total\nC,Total\n"); }
    const std::string by = " --dimension area=area.csv --threshold 5 ";
};

TEST_F(AuditJudged, CellsThatAFileLeavesOutAreSuppressed) {
    write("dropped.csv", "area,n\nTotal,2000\nA,1988\nC,9\n");
    const auto r = run("audit --public dropped.csv" + by);
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("area B: an intruder can infer exactly 3; at risk\n    it is "
                                 "Total - (area A) - (area C)\n"));
    EXPECT_THAT(
        r.out,
        HasSubstr("\n1 cell is left out of what is public, and judged like a suppressed one\n"));
    EXPECT_THAT(r.out, EndsWith("\ncells judged 1, at risk 1, protected 0, not judged 0\n"));
    write("two.csv", "area,n\nTotal,2000\nC,9\n");
    const auto two = run("audit --public two.csv" + by);
    EXPECT_EQ(two.status, 0) << "A and B hide each other";
    EXPECT_THAT(two.out, HasSubstr("area A: an intruder can infer 1 to 1990; protected\n"))
        << "zeros are shown, so that neither is 0";
    EXPECT_THAT(run("audit --public two.csv --zeros eligible" + by).out,
                HasSubstr("area A: an intruder can infer 1 to 1990; not judged: only the counts"))
        << "of 0 and 1991 nothing would have been suppressed";
    const auto joined = run("audit --public two.csv --public dropped.csv" + by);
    EXPECT_EQ(joined.status, 1) << "left out of both";
    EXPECT_THAT(
        joined.out,
        HasSubstr("area B: an intruder can infer exactly 3; at risk, because of dropped.csv\n"));
}

/// The counts agree, and find the same.
TEST_F(AuditJudged, LeftOutCellsBesideTheCounts) {
    write("in.csv", "area,n\nA,1988\nB,3\nC,9\n");
    write("dropped.csv", "area,n\nTotal,2000\nA,1988\nC,9\n");
    const auto r = run("audit --public dropped.csv --input in.csv --count n" + by);
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("area B: an intruder can infer exactly 3; at risk\n"));
    EXPECT_THAT(r.out, HasSubstr("1 cell is left out of what is public"));
    write("in.csv", "area,n\nA,1991\nB,0\nC,9\n");
    write("dropped.csv", "area,n\nTotal,2000\nA,1991\nC,9\n");
    const auto empty = run("audit --public dropped.csv --input in.csv --count n" + by);
    EXPECT_EQ(empty.status, 2) << "a suppressed cell is at least 1";
    EXPECT_THAT(empty.err, HasSubstr("--cells nonempty"));
    EXPECT_EQ(
        run("audit --public dropped.csv --input in.csv --count n --cells nonempty" + by).status, 0);
}

TEST_F(AuditJudged, AFileOfNonemptyCellsMustSaySo) {
    write("nonempty.csv", "area,n\nTotal,2000\nA,1991\nC,9\n");
    const auto all = run("audit --public nonempty.csv" + by);
    EXPECT_EQ(all.status, 2);
    EXPECT_THAT(all.err, HasSubstr("nonempty.csv (which leaves it out) says area=B is at least 1"));
    EXPECT_THAT(all.err, HasSubstr("--cells nonempty"));
    const auto r = run("audit --public nonempty.csv --cells nonempty" + by);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("1 cell is left out of what is public, and so 0\n"));
    EXPECT_THAT(r.out,
                EndsWith("nothing is suppressed, and nothing is shown that the rule suppresses\n"
                         "cells judged 0, at risk 0, protected 0, not judged 0\n"));
    EXPECT_EQ(run("score --public nonempty.csv" + by).status, 2);
    EXPECT_NE(run("score --public nonempty.csv --cells nonempty" + by).status, 2);
    EXPECT_EQ(run("audit --public nonempty.csv --cells some" + by).status, 2);
    write("in.csv", "area,n\nA,1991\nC,9\n");
    EXPECT_EQ(run("audit --input in.csv --count n --cells nonempty" + by).status, 2)
        << "cells of no file";
}

/// Margins that a file does not have are not suppressed: it is not about them.
TEST_F(AuditJudged, LevelsThatAreNotPublishedAreToldIfAtRisk) {
    write("leaves.csv", "area,kind,n\nA,x,12\nA,y,0\nB,x,0\nB,y,0\nC,x,30\nC,y,9\n");
    const auto r = run("audit --public leaves.csv --dimension kind" + by);
    EXPECT_EQ(r.status, 0) << r.err << "B is 0 by addition, not suppressed";
    EXPECT_THAT(r.out, EndsWith("cells judged 0, at risk 0, protected 0, not judged 0\n"));
    write(
        "margins.csv",
        "area,kind,n\nTotal,Total,51\nA,Total,12\nB,Total,0\nC,Total,39\nTotal,x,12\nTotal,y,39\n");
    const auto margins = run("audit --public margins.csv --dimension kind" + by);
    EXPECT_EQ(margins.status, 0) << margins.err;
    EXPECT_THAT(margins.out,
                HasSubstr("6 cells are of levels that are not published: reported if at risk\n"));
    write(
        "known.json",
        R"({"statements": [{"text": "2 of kind x in A", "cell": {"area": "A", "kind": "x"}, "equals": 2}]})");
    const auto known = run("audit --public margins.csv --dimension kind --known known.json" + by);
    EXPECT_EQ(known.status, 1);
    EXPECT_THAT(known.out, HasSubstr("kind x, area A: an intruder can infer exactly 2; at risk"));
}

TEST_F(AuditJudged, ASmallNumberInTheOpenIsAFinding) {
    write("open.csv", "area,n\nTotal,2000\nA,1987\nB,4\nC,9\n");
    write("in.csv", "area,n\nA,1987\nB,4\nC,9\n");
    for (const char* input : {"", " --input in.csv --count n"}) {
        const auto r = run("audit --public open.csv" + by + input);
        EXPECT_EQ(r.status, 1) << r.err;
        EXPECT_THAT(r.out, HasSubstr("area B: an intruder can infer exactly 4; at risk: published "
                                     "although the rule says it is unsafe\n"));
        EXPECT_THAT(r.out, EndsWith("\ncells judged 1, at risk 1, protected 0, not judged 0\n"));
    }
    write("frozen.csv", "area\nB\n");
    EXPECT_EQ(run("audit --public open.csv --frozen frozen.csv" + by).status, 0);
    write("earlier.csv", "area,n\nB,4\n");
    EXPECT_EQ(run("audit --public open.csv --frozen earlier.csv" + by).status, 0);
    const auto frozen =
        run("audit --public open.csv --frozen frozen.csv --input in.csv --count n" + by);
    EXPECT_EQ(frozen.status, 4) << frozen.out << "the one unsafe cell is public";
    EXPECT_THAT(
        frozen.out,
        EndsWith("\ncells judged 0, at risk 0, protected 0, not judged 1 (already published 1)\n"));
    write("hidden.csv", "area,n\nTotal,2000\nA,[c]\nB,[c]\nC,9\n");
    EXPECT_EQ(run("audit --public hidden.csv --frozen frozen.csv" + by).status, 2)
        << "its number is in no file";
    EXPECT_THAT(
        run("audit --public hidden.csv --frozen earlier.csv" + by).out,
        HasSubstr("area B: an intruder can infer exactly 4; not judged: already published\n"));
}

TEST_F(AuditJudged, ZerosAndTotalsInTheOpen) {
    write("zero.csv", "area,n\nTotal,40\nA,31\nB,0\nC,9\n");
    for (const char* zeros : {"unsafe", "hide", "hide-below=50"}) {
        const auto r = run("audit --public zero.csv --zeros " + std::string(zeros) + by);
        EXPECT_EQ(r.status, 1) << zeros << r.err;
        EXPECT_THAT(r.out, HasSubstr("area B: an intruder can infer exactly 0; at risk: published "
                                     "although the rule says it is unsafe\n"))
            << zeros;
    }
    for (const char* zeros : {"show", "eligible", "hide-below=40"})
        EXPECT_EQ(run("audit --public zero.csv --zeros " + std::string(zeros) + by).status, 0)
            << zeros;
    write("structural.csv", "area\nB\n");
    EXPECT_EQ(
        run("audit --public zero.csv --zeros unsafe --structural-zeros structural.csv" + by).status,
        0);
    // The total rule makes the total public, under each of its names, and nothing else.
    write("one.csv", "code,parent\nTotal,\nG,Total\nx,G\ny,G\n");
    write("total.csv", "a,n\nTotal,3\nG,3\nx,[c]\ny,[c]\n");
    const std::string rule = " --dimension a=one.csv --threshold 5";
    EXPECT_EQ(run("audit --public total.csv --publish-total" + rule).status, 1)
        << "1 and 2 are 1 to 2";
    EXPECT_THAT(run("audit --public total.csv --publish-total" + rule).out,
                Not(HasSubstr("published although")));
    EXPECT_THAT(run("audit --public total.csv" + rule).out,
                HasSubstr("Total: an intruder can infer exactly 3; at risk: published although"));
    // A breakdown of a total that has none.
    write("breakdown.csv", "area,n\nTotal,9\nA,9\nB,0\nC,0\n");
    const auto r =
        run("audit --public breakdown.csv --publish-total --min-total-for-breakdown 10" + by);
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(r.out,
                HasSubstr("area A: an intruder can infer exactly 9; at risk: published although"));
    EXPECT_THAT(r.out, Not(HasSubstr("\nTotal: ")));
}

TEST_F(AuditJudged, ARoundedReleaseIsJudgedByWhatItLeaves) {
    write("rounded.csv", "area,sex,n\nTotal,Total,5\nTotal,F,0\nTotal,M,5\nL1,Total,5\nL1,F,0\nL1,"
                         "M,0\nL2,Total,0\nL2,F,0\nL2,M,0\n");
    const std::string attack =
        "audit --public rounded.csv --dimension area --dimension sex --base 5";
    const auto alone = run(attack);
    EXPECT_EQ(alone.status, 4) << alone.err;
    EXPECT_THAT(alone.out,
                HasSubstr("area L1: an intruder can infer 3 to 4; not judged: no threshold\n"));
    EXPECT_THAT(
        alone.out,
        HasSubstr("area L1, sex F: an intruder can infer 1 to 2; not judged: no threshold\n"));
    const auto ruled = run(attack + " --threshold 5");
    EXPECT_EQ(ruled.status, 1) << ruled.err << "no contradiction";
    EXPECT_THAT(ruled.out, HasSubstr("area L1: an intruder can infer 3 to 4; at risk\n"));
    EXPECT_THAT(ruled.out, HasSubstr("area L1, sex F: an intruder can infer 1 to 2; at risk\n"));
    write("large.csv", "area,sex,n\nTotal,Total,100\nTotal,F,50\nTotal,M,50\nL1,Total,60\nL1,F,"
                       "0\nL1,M,60\nL2,Total,40\nL2,F,45\nL2,M,0\n");
    const auto large =
        run("audit --public large.csv --dimension area --dimension sex --base 20 --threshold 5");
    EXPECT_EQ(large.status, 2) << "45 is no multiple";
}

/// 1 to 4 are suppressed beside the rounding: then a shown 0 is 0. A marker that goes with a 0 that
/// cannot be 0 is no such rounding.
TEST_F(AuditJudged, AShownZeroIsZeroIfTheMethodSaysSo) {
    write("redacted.csv", "area,n\nTotal,20\nA,[c]\nB,0\nC,15\n");
    const auto r = run("audit --public redacted.csv --base 5" + by);
    EXPECT_EQ(r.status, 0) << r.err << r.out;
    EXPECT_THAT(r.out, Not(HasSubstr("area B:")));
    write("rounded.csv", "area,n\nTotal,5\nA,0\nB,0\nC,[c]\n");
    EXPECT_NE(
        run("audit --public rounded.csv --base 5 --threshold 2 --dimension area=area.csv").status,
        2)
        << "C is 1, the others are up to 2 each";
}

TEST_F(AuditJudged, AComplementIsNoUnsafeCount) {
    write("public.csv", "area,n\nTotal,2000\nA,[c]\nB,0\nC,9\n");
    write("in.csv", "area,n\nA,1991\nB,0\nC,9\n");
    const auto r = run("audit --public public.csv" + by);
    EXPECT_EQ(r.status, 4);
    EXPECT_THAT(
        r.out,
        HasSubstr("area A: an intruder can infer exactly 1991; not judged: no unsafe count\n"));
    EXPECT_THAT(
        r.out,
        EndsWith("\ncells judged 0, at risk 0, protected 0, not judged 1 (no unsafe count 1)\n"));
    const auto counted = run("audit --public public.csv --input in.csv --count n" + by);
    EXPECT_EQ(counted.status, 0);
    EXPECT_THAT(counted.out, EndsWith("\nno cell is unsafe\ncells judged 0, at risk 0, protected "
                                      "0, not judged 1 (no unsafe count 1)\n"));
    const auto json = run("audit --public public.csv --format json" + by);
    EXPECT_EQ(json.status, 4);
    for (const char* part : {"\"version\": 4", "\"judged\": 0", "\"protected\": 0",
                             "\"not_judged\": 1", "\"no unsafe count\": 1"})
        EXPECT_THAT(json.out, HasSubstr(part));
}

TEST_F(AuditJudged, WhatMayBeSmallOrLargeIsForTheCounts) {
    write("public.csv", "area,n\nTotal,30\nA,[c]\nB,[c]\nC,20\n");
    write(
        "known.json",
        R"({"statements": [{"cell": {"area": "A"}, "at_least": 3}, {"cell": {"area": "B"}, "at_least": 2}]})");
    const auto r = run("audit --public public.csv --known known.json" + by);
    EXPECT_EQ(r.status, 4);
    EXPECT_THAT(r.out, HasSubstr("area A: an intruder can infer 3 to 8; not judged: only the "
                                 "counts say whether it is unsafe\n"));
    EXPECT_THAT(r.out, EndsWith("not judged 2 (only the counts say whether it is unsafe 2)\n"));
    write("in.csv", "area,n\nA,4\nB,6\nC,20\n");
    EXPECT_EQ(
        run("audit --public public.csv --input in.csv --count n --known known.json" + by).status, 1)
        << "4 is 3 to 4";
}

TEST_F(AuditJudged, AChangeOnLastWeekGivesAwayTheWeekBefore) {
    write("public.csv", "week,area,n\nW1,A,[c]\nW1,B,12\nW2,A,7\nW2,B,9\n");
    const std::string attack =
        "audit --public public.csv --dimension week --dimension area --threshold 3";
    EXPECT_EQ(run(attack).status, 0);
    const auto attack_with = [&](const std::string& change) {
        write(
            "known.json",
            R"({"statements": [{"text": "up", "cell": {"week": "W2", "area": "A"}, "minus": {"week": "W1", "area": "A"}, )" +
                change + "}]}");
        return run(attack + " --known known.json");
    };
    for (const char* change : {R"("equals": 5)", R"("percent": "+250")"}) {
        const auto r = attack_with(change);
        EXPECT_EQ(r.status, 1) << change << r.err;
        EXPECT_THAT(
            r.out,
            HasSubstr(
                "week W1, area A: an intruder can infer exactly 2; at risk, because of \"up\"\n"))
            << change;
    }
    EXPECT_THAT(attack_with(R"("at_least": 5)").out,
                HasSubstr("week W1, area A: an intruder can infer 1 to 2; protected\n"));
    EXPECT_THAT(attack_with(R"("at_most": 5)").out,
                HasSubstr("week W1, area A: an intruder can infer exactly 2; "))
        << "the one that is suppressed is below 3";
}

TEST_F(AuditJudged, VerifyTakesFilesOfNonemptyCells) {
    write("in.csv", "area,kind,n\nA,x,3\nA,y,871\nB,x,862\nB,y,853\nC,x,0\nC,y,50\n");
    const std::string rule = " --dimension kind" + by;
    ASSERT_EQ(
        run("suppress --input in.csv --count n --output public.csv --certificate proof.txt" + rule)
            .status,
        0);
    auto text = read("public.csv");
    const auto at = text.find("x,C,0\n");
    ASSERT_NE(at, std::string::npos);
    write("nonempty.csv", text.erase(at, 6));
    EXPECT_EQ(run("verify --public nonempty.csv --certificate proof.txt" + rule).status, 1);
    const auto r =
        run("verify --public nonempty.csv --certificate proof.txt --cells nonempty" + rule);
    EXPECT_EQ(r.status, 0) << r.err;
}

} // namespace
