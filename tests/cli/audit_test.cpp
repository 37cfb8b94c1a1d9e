#include "program.hpp"

#include <gmock/gmock.h>

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
    ASSERT_EQ(run("suppress --input in.csv --count n" + by + "--threshold 5 --output pub.csv").status, 0);
    const auto outside = run("audit --public pub.csv" + by + "--threshold 5");
    EXPECT_EQ(outside.status, 0) << outside.err;
    EXPECT_THAT(outside.out, HasSubstr("area=N, kind=a: a reader can work out 1 to 864; protected\n"));
    EXPECT_THAT(outside.out, HasSubstr("cells judged 4, at risk 0\n"));
    const auto inside = run("audit --input in.csv --count n --public pub.csv" + by + "--threshold 5");
    EXPECT_EQ(inside.status, 0) << inside.err;
    EXPECT_THAT(inside.out, HasSubstr("cells judged 1, at risk 0\n"));
    for (const char* value : {"871", "862", "853"}) EXPECT_THAT(outside.out + inside.out, Not(HasSubstr(value)));
}

TEST_F(Audit, StarsAloneFall) {
    const auto r = run("audit --input in.csv --count n" + by + "--threshold 5");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("area=N, kind=a: a reader can work out exactly 3; at risk\n"));
}

TEST_F(Audit, APublicTableOfOthers) {
    write("lambeth.csv", "part,answer\nTotal,9\nx,6\ny,<=5\nz,<=5\n");
    const auto r = run("audit --public lambeth.csv --dimension part --threshold 6 --zeros hide");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("part=y: a reader can work out 0 to 3; at risk\n"));
    write("star.csv", "part,answer\nTotal,9\nx,6\ny,*\n");
    const auto star = run("audit --public star.csv --dimension part");
    EXPECT_EQ(star.status, 1);
    EXPECT_THAT(star.out, HasSubstr("part=y: a reader can work out exactly 3; at risk\n"));
}

TEST_F(Audit, TwoReleasesAreJoined) {
    write("one.csv", "k,n\nTotal,20\na,[c]\nb,[c]\nc,9\n");
    write("two.csv", "n,k\n4,b\n");
    EXPECT_EQ(run("audit --public one.csv --dimension k --threshold 5").status, 0);
    const auto r = run("audit --public one.csv --public two.csv --dimension k --threshold 5");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("k=a: a reader can work out exactly 7; at risk\n"));
    write("two.csv", "k,n\nc,8\n");
    const auto clash = run("audit --public one.csv --public two.csv --dimension k --threshold 5");
    EXPECT_EQ(clash.status, 2);
    EXPECT_THAT(clash.err, HasSubstr("cannot both be true"));
}

/// The founding case: the total and "all in 2024".
TEST_F(Audit, SideStatementsAreAttackedWith) {
    write("months.csv", "code,parent\nTotal,\n2023,Total\n2023-12,2023\n2024,Total\n2024-01,2024\n2024-02,2024\n");
    write("pub.csv", "month,n\nTotal,4\n2023,[c]\n2023-12,[c]\n2024,[c]\n2024-01,[c]\n2024-02,[c]\n");
    const std::string attack = "audit --public pub.csv --dimension month=months.csv --threshold 5 --publish-total --min-total-for-breakdown 5";
    const auto silent = run(attack);
    EXPECT_THAT(silent.out, HasSubstr("month=2023: a reader can work out 0 to 4; "));
    write("known.json", R"({"statements": [{"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}}]})");
    const auto told = run(attack + " --known known.json");
    EXPECT_EQ(told.status, 1);
    EXPECT_THAT(told.out, HasSubstr("month=2023: a reader can work out exactly 0; at risk\n"));
    EXPECT_THAT(told.out, HasSubstr("month=2024: a reader can work out exactly 4; at risk\n"));
    write("known.json", R"({"statements": [{"cell": {"month": "2025"}, "equals": 1}]})");
    const auto unknown = run(attack + " --known known.json");
    EXPECT_EQ(unknown.status, 2);
    EXPECT_THAT(unknown.err, HasSubstr("known.json: statement 1: "));
}

TEST_F(Audit, GroupDisclosureNamesTheGroup) {
    write("g.csv", "area,outcome,n\nN,x,20\nN,y,0\nS,x,30\nS,y,25\n");
    const auto r = run("audit --input g.csv --count n --dimension area --dimension outcome --role outcome=sensitive --group-disclosure 0");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("area=N, outcome=x: a reader can work out exactly 20; that nearly all of area=N, outcome=Total are here; at risk\n"));
}

TEST_F(Audit, JsonForPrograms) {
    const auto r = run("audit --input in.csv --count n" + by + "--threshold 5 --format json");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("\"format\": \"sdckit audit\""));
    EXPECT_THAT(r.out, HasSubstr("\"verdict\": \"at risk\""));
    EXPECT_THAT(r.out, HasSubstr("\"low\": 3"));
}

TEST_F(Audit, RoundedNumbersAreRanges) {
    ASSERT_EQ(run("round --input in.csv --count n" + by + "--base 5 --threshold 8 --output pub.csv").status, 0);
    EXPECT_EQ(run("audit --public pub.csv" + by + "--threshold 8").status, 2) << "rounded numbers are not exact ones";
    const auto r = run("audit --public pub.csv" + by + "--threshold 8 --base 5");
    EXPECT_EQ(r.status, 0) << r.err << r.out;
    EXPECT_THAT(r.out, HasSubstr("area=N, kind=a: a reader can work out 1 to 7; protected\n"));
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
    EXPECT_EQ(run("audit --public pub.csv --dimension k --threshold 5 --marker text=hidden").status, 2);
    write("pub.csv", "k,n\nTotal,20\na,hidden\nb,x\n");
    EXPECT_EQ(run("audit --public pub.csv --dimension k --threshold 5 --marker text=hidden").status, 0);
}

TEST_F(Audit, BadUsage) {
    write("pub.csv", "k,n\nTotal,9\na,[c]\nb,[c]\n");
    EXPECT_EQ(run("audit --dimension k --threshold 5").status, 2);
    EXPECT_EQ(run("audit --input in.csv --count n" + by).status, 2);
    EXPECT_EQ(run("audit --public pub.csv --dimension k --group-disclosure 1").status, 2);
    EXPECT_EQ(run("audit --public pub.csv --dimension k --protect percent=10").status, 2);
    EXPECT_EQ(run("audit --public pub.csv --dimension k --format csv").status, 2);
    EXPECT_EQ(run("audit --public none.csv --dimension k").status, 2);
}

} // namespace
