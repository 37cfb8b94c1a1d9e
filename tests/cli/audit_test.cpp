#include "program.hpp"

#include <gmock/gmock.h>

#include <cstdint>
#include <filesystem>
#include <sstream>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

class Audit : public Program {
protected:
    Audit() { write("in.csv", "area,kind,n\nN,a,3\nN,b,871\nS,a,862\nS,b,853\n"); }
    const std::string by = " --dimension area --dimension kind ";
};

TEST_F(Audit, WhatSuppressWroteHolds) {
    ASSERT_EQ(
        run("suppress --input in.csv --count n" + by + "--threshold 5 --output pub.csv").status, 0);
    const auto outside = run("audit --public pub.csv" + by + "--threshold 5");
    EXPECT_EQ(outside.status, 0) << outside.err;
    EXPECT_THAT(outside.out,
                HasSubstr("area N, kind a: an intruder can infer 1 to 864; protected\n"));
    EXPECT_THAT(
        outside.out,
        HasSubstr("cells judged 2, at risk 0, protected 2, not judged 2 (no unsafe count 2)\n"));
    const auto intruders =
        run("audit --input in.csv --count n --public pub.csv" + by + "--threshold 5");
    EXPECT_EQ(intruders.status, 0) << intruders.err;
    EXPECT_THAT(
        intruders.out,
        HasSubstr("cells judged 1, at risk 0, protected 1, not judged 3 (no unsafe count 3)\n"));
    for (const char* value : {"871", "862", "853"})
        EXPECT_THAT(outside.out + intruders.out, Not(HasSubstr(value)));
}

TEST_F(Audit, StarsAloneFall) {
    const auto r = run("audit --input in.csv --count n" + by + "--threshold 5");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("area N, kind a: an intruder can infer exactly 3; at risk\n    it "
                                 "is (kind a) - (area S, kind a)\n"));
}

TEST_F(Audit, APublicTableOfOthers) {
    write("lambeth.csv", "part,answer\nTotal,9\nx,6\ny,<=5\nz,<=5\n");
    const auto r = run("audit --public lambeth.csv --dimension part --threshold 6 --zeros hide");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("part y: an intruder can infer 1 to 2; at risk\n"));
    write("star.csv", "part,answer\nTotal,9\nx,6\ny,*\n");
    const auto star = run("audit --public star.csv --dimension part");
    EXPECT_EQ(star.status, 1);
    EXPECT_THAT(star.out, HasSubstr("part y: an intruder can infer exactly 3; at risk\n"));
}

TEST_F(Audit, TwoReleasesAreJoined) {
    write("one.csv", "k,n\nTotal,20\na,[c]\nb,[c]\nc,9\n");
    write("two.csv", "n,k\n4,b\n");
    EXPECT_EQ(run("audit --public one.csv --dimension k --threshold 5").status, 0);
    const auto r = run("audit --public one.csv --public two.csv --dimension k --threshold 5");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out,
                HasSubstr("k a: an intruder can infer exactly 7; not judged: no unsafe count\n"));
    EXPECT_THAT(r.out,
                HasSubstr("k b: an intruder can infer exactly 4; at risk, because of two.csv\n"));
    write("two.csv", "k,n\nc,8\n");
    const auto clash = run("audit --public one.csv --public two.csv --dimension k --threshold 5");
    EXPECT_EQ(clash.status, 2);
    EXPECT_THAT(clash.err, HasSubstr("These cannot all be true: one.csv says k=c is "));
    EXPECT_THAT(clash.err, HasSubstr("two.csv says k=c is "));
}

/// The founding case: the total and "all in 2024".
TEST_F(Audit, SideStatementsAreAttackedWith) {
    write(
        "months.csv",
        "code,parent\nTotal,\n2023,Total\n2023-12,2023\n2024,Total\n2024-01,2024\n2024-02,2024\n");
    write("pub.csv",
          "month,n\nTotal,4\n2023,[c]\n2023-12,[c]\n2024,[c]\n2024-01,[c]\n2024-02,[c]\n");
    const std::string attack = "audit --public pub.csv --dimension month=months.csv --threshold 5 "
                               "--publish-total --min-total-for-breakdown 5";
    const auto silent = run(attack);
    EXPECT_EQ(silent.status, 0) << silent.out;
    EXPECT_THAT(silent.out, HasSubstr("month 2023: an intruder can infer 0 to 4; protected\n"));
    write(
        "known.json",
        R"({"statements": [{"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}}]})");
    const auto told = run(attack + " --known known.json");
    EXPECT_EQ(told.status, 1);
    EXPECT_THAT(told.out, HasSubstr("month 2023: an intruder can infer exactly 0; at risk, because "
                                    "of \"these were all in 2024\"\n"));
    EXPECT_THAT(told.out, HasSubstr("month 2024: an intruder can infer exactly 4; at risk, because "
                                    "of \"these were all in 2024\"\n"));
    write("known.json", R"({"statements": [{"cell": {"month": "2025"}, "equals": 1}]})");
    const auto unknown = run(attack + " --known known.json");
    EXPECT_EQ(unknown.status, 2);
    EXPECT_THAT(unknown.err, HasSubstr("known.json:1: statement 1: "));
}

TEST_F(Audit, GroupDisclosureNamesTheGroup) {
    write("g.csv", "area,outcome,n\nN,x,20\nN,y,0\nS,x,30\nS,y,25\n");
    const auto r = run("audit --input g.csv --count n --dimension area --dimension outcome --role "
                       "outcome=sensitive --group-disclosure 0");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("area N, outcome x: an intruder can infer exactly 20; that nearly "
                                 "all of area N are here; at risk\n"));
}

/// Three suppressed cells of one person each in a row whose sum is known: two of them know the
/// third.
TEST_F(Audit, PeopleInTheTableAttackToo) {
    write("row.csv", "row,n\na,1\nb,1\nc,1\nd,9\n");
    write("rows.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\nd,Total\n");
    write("row_public.csv", "row,n\nTotal,12\na,[c]\nb,[c]\nc,[c]\nd,9\n");
    const std::string attack = "audit --input row.csv --count n --public row_public.csv "
                               "--dimension row=rows.csv --threshold 3 --zeros eligible";
    EXPECT_EQ(run(attack).status, 0);
    const auto alone = run(attack + " --intruder contributor");
    EXPECT_EQ(alone.status, 0) << alone.out;
    EXPECT_THAT(alone.out, HasSubstr("internal intruders: each sole contributor to a cell\n"));
    const auto pairs = run(attack + " --intruder coalition=2");
    EXPECT_EQ(pairs.status, 1);
    EXPECT_THAT(pairs.out, HasSubstr("row c: an intruder can infer 0 to 2; protected\n    all in "
                                     "row a and row b together can infer exactly 1; at risk\n"));
    EXPECT_THAT(pairs.out, HasSubstr("cells judged 3, at risk 3, protected 0, not judged 0\n"));
    const auto json = run(attack + " --intruder coalition=2 --format json");
    EXPECT_THAT(json.out, HasSubstr("\"who\": \"all in row a and row b together\""));
    EXPECT_EQ(run("audit --public row_public.csv --dimension row=rows.csv --threshold 3 --intruder "
                  "contributor")
                  .status,
              2)
        << "without counts nobody knows who contributes";
    EXPECT_EQ(run(attack + " --intruder coalition=0").status, 2);
    EXPECT_EQ(run(attack + " --intruder neighbour").status, 2);
}

TEST_F(Audit, HoldingsKnowTheirOwnRecords) {
    write("firms.csv", "region,firm\nn,H\nn,H\nn,K\ns,H\ns,L\nw,M\nw,M\nw,N\nw,N\nw,O\n");
    write("firms_public.csv", "region,n\nTotal,10\nn,[c]\ns,[c]\nw,5\n");
    const std::string attack =
        "audit --input firms.csv --public firms_public.csv --dimension region --threshold 5";
    EXPECT_EQ(run(attack).status, 0);
    const auto r = run(attack + " --contributor firm");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("internal intruders: each holding of firm\n"));
    EXPECT_THAT(r.out, HasSubstr("region s: an intruder can infer 1 to 4; protected\n    holding H "
                                 "can infer 1 to 3; at risk\n"))
        << r.out;
    write("stdin", read("firms.csv"));
    EXPECT_EQ(run("audit --input - --public firms_public.csv --dimension region --threshold 5 "
                  "--contributor firm")
                  .out,
              r.out)
        << "read once";
}

TEST_F(Audit, WhatIsPublicAlreadyCounts) {
    write("k.csv", "k,n\na,3\nb,4\nc,9\n");
    write("k_public.csv", "k,n\nTotal,16\na,[c]\nb,[c]\nc,9\n");
    write("out.csv", "k\nb\n");
    const std::string attack =
        "audit --input k.csv --count n --public k_public.csv --dimension k --threshold 5";
    EXPECT_EQ(run(attack).status, 0);
    const auto r = run(attack + " --frozen out.csv");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out,
                HasSubstr("k a: an intruder can infer exactly 3; at risk, because of out.csv\n"));
}

/// An earlier release of the same people by sex gives away what the table suppresses.
TEST_F(Audit, LinkedTablesAreAttackedWith) {
    write("k_public.csv", "k,n\nTotal,20\na,[c]\nb,[c]\nc,9\n");
    write("by_sex.csv", "k,sex,n\na,F,4\na,M,3\n");
    write(
        "linked.json",
        R"({"tables": [{"name": "the release by sex", "public": "by_sex.csv", "dimensions": {"k": null, "sex": null}}]})");
    const std::string attack = "audit --public k_public.csv --dimension k --threshold 5";
    EXPECT_EQ(run(attack).status, 0);
    const auto r = run(attack + " --linked linked.json");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(
        r.out,
        HasSubstr("external intruder: anyone who has k_public.csv and the release by sex\n"));
    EXPECT_THAT(
        r.out,
        HasSubstr("k b: an intruder can infer exactly 4; at risk, because of the release by sex\n"))
        << r.out;
    write("k.csv", "k,n\na,7\nb,4\nc,9\n");
    const auto intruders = run("audit --input k.csv --count n --public k_public.csv --dimension k "
                               "--threshold 5 --linked linked.json");
    EXPECT_EQ(intruders.status, 1) << intruders.err;
    EXPECT_THAT(
        intruders.out,
        HasSubstr("k b: an intruder can infer exactly 4; at risk, because of the release by sex\n"))
        << intruders.out;
    write("k.csv", "k,n\na,6\nb,5\nc,9\n");
    const auto false_input = run("audit --input k.csv --count n --public k_public.csv --dimension "
                                 "k --threshold 6 --linked linked.json");
    EXPECT_EQ(false_input.status, 2);
    EXPECT_THAT(false_input.err, HasSubstr("does not agree with the input"));
    // The same numbers about people elsewhere tell nothing.
    write(
        "linked.json",
        R"({"tables": [{"name": "the release by sex", "public": "by_sex.csv", "dimensions": {"k": null, "sex": null}, "where": {"region": "South"}}]})");
    EXPECT_EQ(run(attack + " --linked linked.json --where region=North").status, 0);
    EXPECT_EQ(run(attack + " --linked linked.json --where North").status, 2);
}

TEST_F(Audit, AContradictionNamesTheFactsThatMakeIt) {
    write("one.csv", "k,n\nTotal,20\na,[c]\nb,[c]\nc,9\nd,0\n");
    write(
        "known.json",
        R"({"statements": [{"text": "at least 12 in a", "cell": {"k": "a"}, "at_least": 12}, {"text": "some in b", "cell": {"k": "b"}, "some": true}]})");
    const auto r = run("audit --public one.csv --dimension k --threshold 5 --known known.json");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("These cannot all be true"));
    EXPECT_THAT(r.err, HasSubstr("\"at least 12 in a\""));
    EXPECT_THAT(r.err, HasSubstr("one.csv says k=c is exactly 9"));
    EXPECT_THAT(r.err, Not(HasSubstr("some in b")));
}

/// The proof of a release that somebody else made, checked by addition.
TEST_F(Audit, WritesTheProofOfAReleaseOfOthers) {
    write("others.csv", "area,kind,n\nTotal,Total,2589\nTotal,a,865\nTotal,b,1724\nN,Total,874\nN,"
                        "a,*\nN,b,*\nS,Total,1715\nS,a,*\nS,b,*\n");
    const auto r = run("audit --input in.csv --count n --public others.csv" + by +
                       "--threshold 5 --certificate proof.txt");
    EXPECT_EQ(r.status, 0) << r.out << r.err;
    const auto checked =
        run("verify --public others.csv --certificate proof.txt --threshold 5" + by);
    EXPECT_EQ(checked.status, 0) << checked.err;
    EXPECT_THAT(checked.out + checked.err,
                HasSubstr("9 cells add up; 4 suppressed; 2 of 2 protection requirements proved"));
    write("stars.csv", "area,kind,n\nTotal,Total,2589\nTotal,a,865\nTotal,b,1724\nN,Total,874\nN,a,"
                       "*\nN,b,871\nS,Total,1715\nS,a,862\nS,b,853\n");
    const auto open = run("audit --input in.csv --count n --public stars.csv" + by +
                          "--threshold 5 --certificate none.txt");
    EXPECT_EQ(open.status, 1);
    EXPECT_FALSE(exists("none.txt"));
    EXPECT_EQ(run("audit --public stars.csv" + by + "--threshold 5 --certificate none.txt").status,
              2);
}

/// What a linked table suppresses is judged, too, whichever of the two comes first.
TEST_F(Audit, WithheldCellsOfLinkedTablesAreJudged) {
    write("all.csv", "m,n\nTotal,10\na,4\nb,6\n");
    write("a.csv", "sex,n\nTotal,[c]\nF,3\nM,[c]\n");
    write(
        "linked.json",
        R"({"tables": [{"name": "a by sex", "public": "a.csv", "dimensions": {"sex": null}, "where": {"m": "a"}}]})");
    const auto r = run("audit --public all.csv --dimension m --threshold 5 --linked linked.json");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("sex M in a by sex: an intruder can infer exactly 1; at risk"));
    write("m.csv", "m,n\na,4\nb,6\n");
    const auto intruders = run("audit --input m.csv --count n --public all.csv --dimension m "
                               "--threshold 3 --linked linked.json");
    EXPECT_EQ(intruders.status, 1) << intruders.err;
    EXPECT_THAT(intruders.out,
                HasSubstr("sex M in a by sex: an intruder can infer exactly 1; at risk"));
}

/// The people of a table are among everybody in a dimension whose codes do not tell them apart.
TEST_F(Audit, PeopleOfAnUnknownCodeAreAmongAll) {
    write("few.csv", "B,n\nTotal,[c]\nb1,[c]\nb2,0\n");
    write("wide.csv", "A,B,n\nTotal,b1,1\n");
    write("b.csv", "code,parent\nTotal,\nb1,Total\nb2,Total\n");
    write("as.csv", "code,parent\nTotal,\na1,Total\na2,Total\na3,Total\n");
    write(
        "linked.json",
        R"({"tables": [{"name": "wide", "public": "wide.csv", "dimensions": {"A": "as.csv", "B": "b.csv"}}]})");
    const auto r = run("audit --public few.csv --dimension B=b.csv --threshold 5 --linked "
                       "linked.json --where A=g12");
    EXPECT_EQ(r.status, 1) << r.out << r.err;
    EXPECT_THAT(r.out, HasSubstr("B b1: an intruder can infer exactly 1; at risk"));
}

TEST_F(Audit, CoalitionsAreOfAsManyCellsAsTheyFit) {
    write("four.csv", "k,n\na,1\nb,1\nc,1\nd,4\ne,20\n");
    write("codes.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\nd,Total\ne,Total\n");
    write("four_public.csv", "k,n\nTotal,27\na,[c]\nb,[c]\nc,[c]\nd,[c]\ne,20\n");
    const std::string attack =
        "audit --input four.csv --count n --public four_public.csv --dimension k=codes.csv "
        "--threshold 5 --zeros eligible --intruder coalition=";
    EXPECT_EQ(run(attack + "2").status, 0);
    const auto r = run(attack + "3 --output report.txt");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(read("report.txt"),
                HasSubstr("all in k a and k b and k c together can infer exactly 4; at risk"));
    EXPECT_EQ(std::filesystem::status(path("report.txt")).permissions() &
                  std::filesystem::perms::group_read,
              std::filesystem::perms::none);
}

/// The proof is of all that is public, not of what is left without one of the files.
TEST_F(Audit, TheProofIsOfTheWholeRelease) {
    write("k.csv", "k,n\na,3\nb,7\nc,9\n");
    write("one.csv", "k,n\nTotal,19\na,[c]\nb,[c]\nc,9\n");
    write("two.csv", "k,n\na,[c]\nc,9\n");
    write(
        "said.json",
        R"({"statements": [{"text": "some", "cell": {}, "some": true}, {"cell": {"k": "b"}, "of": {}, "at_least_percent": "1"}]})");
    const auto r = run("audit --input k.csv --count n --public one.csv --public two.csv "
                       "--dimension k --threshold 4 --zeros eligible --known said.json "
                       "--certificate proof.txt");
    EXPECT_EQ(r.status, 0) << r.out << r.err;
    EXPECT_THAT(
        r.out,
        HasSubstr(
            "external intruder: anyone who has one.csv, two.csv, \"some\" and \"statement 2\"\n"));
    EXPECT_EQ(run("verify --public one.csv --certificate proof.txt").status, 0);
}

TEST_F(Audit, ErrorsRepeatNothingThatIsNotPublicYet) {
    write("k.csv", "k,n\na,3\nb,4\nc,9\n");
    write("by_sex.csv", "k,sex,n\nc,F,8\nc,M,0\n");
    write(
        "linked.json",
        R"({"tables": [{"name": "by sex", "public": "by_sex.csv", "dimensions": {"k": null, "sex": null}}]})");
    const auto r =
        run("audit --input k.csv --count n --dimension k --threshold 5 --linked linked.json");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("does not agree with the input; cell k=c"));
    EXPECT_THAT(r.err, Not(HasSubstr("9")));
}

TEST_F(Audit, FilesThatSayNothingOrTooMuch) {
    write("empty.csv", "k,n\n");
    EXPECT_EQ(run("audit --public empty.csv --dimension k --threshold 5").status, 2);
    write("large.csv", "k,n\nTotal,9223372036854775807\na,[c]\nb,[c]\n");
    EXPECT_EQ(run("audit --public large.csv --dimension k --threshold 5").status, 2);
}

TEST_F(Audit, JsonForPrograms) {
    const auto r = run("audit --input in.csv --count n" + by + "--threshold 5 --format json");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("\"format\": \"sdckit audit\""));
    EXPECT_THAT(r.out, HasSubstr("\"verdict\": \"at risk\""));
    EXPECT_THAT(r.out, HasSubstr("\"low\": 3"));
    EXPECT_THAT(r.out, HasSubstr("\"who\": \"external intruder\""));
}

TEST_F(Audit, RoundedNumbersAreRanges) {
    ASSERT_EQ(run("round --input in.csv --count n" + by + "--base 5 --threshold 8 --output pub.csv")
                  .status,
              0);
    EXPECT_EQ(run("audit --public pub.csv" + by + "--threshold 8").status, 2)
        << "rounded numbers are not exact ones";
    const auto r = run("audit --public pub.csv" + by + "--threshold 8 --base 5");
    EXPECT_EQ(r.status, 0) << r.err << r.out;
    EXPECT_THAT(r.out, HasSubstr("area N, kind a: an intruder can infer 1 to 7; protected\n"));
}

/// Random rounding of a small table whose total is known exactly: 0 to 2 people each, and 6 of
/// them, are 2 each.
TEST_F(Audit, NumbersMadeByChanceAreUnrounded) {
    write("pub.csv", "k,n\nTotal,6\na,0\nb,0\nc,0\n");
    const std::string attack =
        "audit --public pub.csv --dimension k --threshold 5 --method random --base 3";
    EXPECT_EQ(run(attack).status, 0) << "the total may be 4 to 8, so nothing is certain";
    write("known.json", R"({"statements": [{"text": "6 in all", "cell": {}, "equals": 6}]})");
    const auto r = run(attack + " --known known.json");
    EXPECT_EQ(r.status, 1) << r.err;
    for (const char* k : {"a", "b", "c"})
        EXPECT_THAT(r.out, HasSubstr(std::string("k ") + k +
                                     ": an intruder can infer exactly 2; at risk, because of"));
    write("k.csv", "k,n\na,2\nb,2\nc,2\n");
    EXPECT_EQ(run("audit --input k.csv --count n --public pub.csv --dimension k --threshold 5 "
                  "--method random --base 3 --known known.json")
                  .status,
              1);
    EXPECT_EQ(run("audit --input k.csv --count n --public pub.csv --dimension k --threshold 5 "
                  "--method noise --deviation 2")
                  .status,
              0);
    EXPECT_EQ(run("audit --input k.csv --count n --public pub.csv --dimension k --threshold 5 "
                  "--method noise --deviation 1")
                  .status,
              2)
        << "2 is never shown as 0";
    const auto noise = run("audit --public pub.csv --dimension k --threshold 5 --method noise");
    EXPECT_EQ(noise.status, 2);
    EXPECT_THAT(noise.err, HasSubstr("wanted a deviation with it"));
    const auto typo = run("audit --public pub.csv --dimension k --threshold 5 --method rndom");
    EXPECT_EQ(typo.status, 2);
    EXPECT_THAT(typo.err, HasSubstr("nearest, midpoint, random, graduated, controlled, noise"));
    EXPECT_EQ(run("audit --public pub.csv --dimension k --threshold 5 --steps 1").status, 2);
    EXPECT_EQ(run("audit --public pub.csv --dimension k --threshold 5 --method controlled --base 3 "
                  "--steps 1")
                  .status,
              0);
}

TEST_F(Audit, WhatIsPublicMustAgreeWithTheInput) {
    write("pub.csv", "area,kind,n\nN,b,870\n");
    const auto r = run("audit --input in.csv --count n --public pub.csv" + by + "--threshold 5");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("does not agree with the input; cell area=N, kind=b"));
    EXPECT_THAT(r.err, Not(HasSubstr("871")));
}

TEST_F(Audit, UnknownMarkersAreErrorsAndNeverZero) {
    write("pub.csv", "k,n\nTotal,9\na,-\nb,x\n");
    const auto r = run("audit --public pub.csv --dimension k --threshold 5");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("pub.csv:3:2: neither a number nor a known marker"));
    EXPECT_EQ(run("audit --public pub.csv --dimension k --threshold 5 --marker text=hidden").status,
              2);
    write("pub.csv", "k,n\nTotal,20\na,hidden\nb,x\n");
    EXPECT_EQ(run("audit --public pub.csv --dimension k --threshold 5 --marker text=hidden").status,
              0);
}

/// The marker of primary suppression only says that a cell is small: 4 + 4 + 4 is the only sum of
/// three small counts that gives 12.
TEST_F(Audit, StarsAloneSayThatACellIsSmall) {
    write("f.csv", "k,n\na,4\nb,4\nc,4\n");
    const auto r = run("audit --input f.csv --count n --dimension k --threshold 5");
    EXPECT_EQ(r.status, 1);
    for (const char* k : {"a", "b", "c"})
        EXPECT_THAT(r.out, HasSubstr(std::string("k ") + k +
                                     ": an intruder can infer exactly 4; at risk\n"));
}

TEST_F(Audit, WhatOnlyTheCountsDecideIsNotProved) {
    write("pub.csv", "k,n\nTotal,30\na,[c]\nb,[c]\nc,20\n");
    const std::string attack = "audit --public pub.csv --dimension k --threshold 5";
    EXPECT_EQ(run(attack).status, 0);
    write("known.json", R"({"statements": [{"cell": {"k": "a"}, "at_least": 3}]})");
    const auto r = run(attack + " --known known.json");
    EXPECT_EQ(r.status, 0);
    EXPECT_THAT(r.out, HasSubstr("k a: an intruder can infer 3 to 9; not judged: only the counts "
                                 "say whether it is unsafe\n"));
    EXPECT_THAT(r.out, HasSubstr("k b: an intruder can infer 1 to 7; protected\n"));
}

TEST_F(Audit, StructuralZerosAreKnown) {
    write("pub.csv", "k,n\nTotal,12\na,[c]\nb,[c]\nc,[c]\n");
    write("zero.csv", "k\nb\n");
    const std::string rule = " --dimension k --threshold 7 --zeros hide";
    EXPECT_THAT(run("audit --public pub.csv" + rule).out,
                HasSubstr("k a: an intruder can infer 1 to 10; protected\n"));
    const auto outside = run("audit --public pub.csv" + rule + " --structural-zeros zero.csv");
    EXPECT_EQ(outside.status, 0);
    EXPECT_THAT(outside.out, HasSubstr("k b: an intruder can infer exactly 0; not at risk, since "
                                       "the rule does not protect zeros\n"));
    EXPECT_THAT(outside.out, HasSubstr("cells judged 2, at risk 0, protected 2, not judged 1 "
                                       "(zeros that the rule does not protect 1)\n"));
    write("tree.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\n");
    write("z.csv", "k,n\na,6\nb,0\nc,6\n");
    const auto intruders = run("audit --input z.csv --count n --dimension k=tree.csv --threshold 7 "
                               "--zeros hide --structural-zeros zero.csv");
    EXPECT_EQ(intruders.status, 1);
    EXPECT_THAT(intruders.out, HasSubstr("k c: an intruder can infer exactly 6; at risk\n"));
}

/// A hidden zero is no unsafe cell, but that it can be worked out is said.
TEST_F(Audit, HiddenZerosAreToldAndNotJudged) {
    write("z.csv", "k,n\na,7\nb,0\nc,6\n");
    write("pub.csv", "k,n\nTotal,13\na,7\nb,[c]\nc,6\n");
    write("tree.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\n");
    for (const char* input : {"", " --input z.csv --count n"}) {
        const auto r =
            run("audit --public pub.csv --dimension k=tree.csv --threshold 5 --zeros hide" +
                std::string(input));
        EXPECT_EQ(r.status, *input == '\0' ? 4 : 0) << r.err;
        EXPECT_THAT(r.out, HasSubstr("k b: an intruder can infer exactly 0; not at risk"));
        EXPECT_THAT(r.out, HasSubstr("cells judged 0, at risk 0, protected 0, not judged 1 (zeros "
                                     "that the rule does not protect 1)\n"));
    }
}

/// A zero that is shown says that zeros are shown, so that suppressed cells are at least 1 although
/// the total is not public.
TEST_F(Audit, AShownZeroTellsOfTheMarker) {
    write("pub.csv", "k,n\nTotal,[c]\na,[c]\nb,[c]\nc,0\n");
    const auto r = run("audit --public pub.csv --dimension k --threshold 5 --zeros hide-below=20");
    EXPECT_THAT(r.out,
                HasSubstr("k a: an intruder can infer at least 1 and no upper limit; protected\n"));
    write("pub.csv", "k,n\nTotal,[c]\na,[c]\nb,[c]\nc,[c]\n");
    write("tree.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\n"); // a list of which some
                                                                           // codes may be empty
    EXPECT_THAT(
        run("audit --public pub.csv --dimension k=tree.csv --threshold 5 --zeros hide-below=20")
            .out,
        HasSubstr("k a: an intruder can infer no limit of it; "));
}

TEST_F(Audit, SuppressAndAuditAgreeOnSmallTotals) {
    write("four.csv", "month\n2024-02\n2024-05\n2024-05\n2024-09\n");
    write("months.csv",
          "code,parent\nTotal,\n2024-02,Total\n2024-05,Total\n2024-09,Total\n2024-10,Total\n");
    const std::string rule = " --dimension month=months.csv --policy uk_police_total_only ";
    ASSERT_EQ(run("suppress --input four.csv" + rule + "--output pub.csv").status, 0);
    for (const char* input : {"", "--input four.csv"}) {
        const auto r = run("audit --public pub.csv" + rule + input);
        EXPECT_EQ(r.status, 0) << r.out << r.err;
        EXPECT_THAT(r.out, HasSubstr("month 2024-02: an intruder can infer 0 to 4; protected\n"));
    }
}

/// Of many tables: whether a suppressed cell is marked or left out is no difference to an intruder.
TEST_F(Audit, OfRowsLeftOutIsThatOfRowsWithMarkers) {
    std::uint64_t state = 3;
    const auto below = [&](std::uint64_t n) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<int>((state >> 33) % n);
    };
    for (int i = 0; i < 12; ++i) {
        std::string counts = "area,kind,n\n";
        for (const char* area : {"N", "S", "E"}) {
            for (const char* kind : {"a", "b", "c", "d"})
                counts +=
                    std::string(area) + "," + kind + "," + std::to_string(1 + below(14)) + "\n";
        }
        write("counts.csv", counts);
        const auto released =
            run("suppress --input counts.csv --count n" + by + "--threshold 5 --output marked.csv");
        ASSERT_EQ(released.status, 0) << counts << released.err;
        std::string left;
        std::istringstream lines(read("marked.csv"));
        for (std::string line; std::getline(lines, line);) {
            if (!line.ends_with(",[c]")) left += line + "\n";
        }
        ASSERT_NE(left, read("marked.csv")) << counts;
        write("left.csv", left);
        // Codes that are left out everywhere are known from elsewhere.
        write("area.csv", "code,parent\nTotal,\nN,Total\nS,Total\nE,Total\n");
        write("kind.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\nd,Total\n");
        const std::string codes = " --dimension area=area.csv --dimension kind=kind.csv ";
        const auto findings = [&](const std::string& file, const std::string& rest) {
            const auto r = run("audit --public " + file + codes + rest + " --format json");
            const auto begin = r.out.find("\"cells\"");
            EXPECT_NE(begin, std::string::npos) << r.out << r.err;
            return std::to_string(r.status) + r.out.substr(begin);
        };
        for (const char* rest : {"--threshold 5", "--threshold 8 --zeros eligible",
                                 "--threshold 5 --intruder outsider"})
            EXPECT_EQ(findings("left.csv", rest), findings("marked.csv", rest)) << counts << rest;
    }
}

/// As of a disease whose cases are told, and not their county.
TEST_F(Audit, OfSuppressedCodes) {
    write("cases.csv", "county,sex,cases\nA,F,12\nA,M,8\nB,F,9\nC,F,5\nC,M,11\nSuppressed,M,3\n");
    const std::string files = "audit --public cases.csv --dimension county --dimension sex "
                              "--threshold 5 --zeros eligible";
    const auto unnamed = run(files);
    EXPECT_EQ(unnamed.status, 2);
    EXPECT_THAT(unnamed.err, HasSubstr("\"Suppressed\""));
    EXPECT_THAT(unnamed.err, HasSubstr("--suppressed-code"));
    const auto shown = run("audit --public cases.csv --dimension county --dimension sex "
                           "--threshold 5 --suppressed-code county=Suppressed");
    EXPECT_EQ(shown.status, 2);
    EXPECT_THAT(shown.err, HasSubstr("--zeros eligible"));
    EXPECT_EQ(run(files + " --suppressed-code county=None").status, 2);
    const auto named = run(files + " --suppressed-code county=Suppressed");
    EXPECT_EQ(named.status, 1) << named.err;
    EXPECT_THAT(named.out,
                HasSubstr("county B, sex M: an intruder can infer exactly 3; at risk\n"));
    write("all.csv", "code,parent\nTotal,\nA,Total\nB,Total\nC,Total\nD,Total\n");
    const auto listed = run("audit --public cases.csv --dimension county=all.csv --dimension sex "
                            "--threshold 5 --zeros eligible --suppressed-code county=Suppressed");
    EXPECT_THAT(listed.out, HasSubstr("county D, sex M: an intruder can infer 0 to 3"));
}

TEST_F(Audit, TheReportGoesToAFile) {
    const auto r = run("audit --input in.csv --count n" + by + "--threshold 5 --output report.txt");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(r.out, "");
    EXPECT_THAT(read("report.txt"), HasSubstr("external intruder: anyone who has this release"));
    EXPECT_EQ(run("audit --input in.csv --count n" + by + "--threshold 5 --output ./in.csv").status,
              2);
    EXPECT_THAT(read("in.csv"), HasSubstr("area,kind,n\n"));
}

TEST_F(Audit, BadUsage) {
    write("pub.csv", "k,n\nTotal,9\na,[c]\nb,[c]\n");
    EXPECT_EQ(run("audit --dimension k --threshold 5").status, 2);
    EXPECT_EQ(run("audit --input in.csv --count n" + by).status, 2);
    EXPECT_EQ(run("audit --public pub.csv --dimension k --protect percent=10").status, 2);
    EXPECT_EQ(run("audit --public pub.csv --dimension k --format csv").status, 2);
    EXPECT_EQ(run("audit --public none.csv --dimension k").status, 2);
}

} // namespace
