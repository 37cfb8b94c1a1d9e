/// Several measures of one file.
#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto dimensions = "--dimension area --dimension kind ";

class Measures : public support::Program {
protected:
    Measures() {
        write("in.csv", "arrests,area,kind,incidents,rate\n"
                        "9,N,a,3,0.1\n10,N,b,21,0.2\n11,S,a,30,0.3\n0,S,b,40,0.4\n"
                        "12,W,a,50,0.5\n13,W,b,60,0.6\n");
    }
    [[nodiscard]] support::outcome both(const std::string& command, const std::string& more) const {
        return run(command + " --input in.csv " + dimensions +
                   "--count incidents --count arrests " + more);
    }
};

TEST_F(Measures, AreSuppressedAlikeInOneFile) {
    const auto r = both("suppress", "--threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, StartsWith("area,kind,incidents,arrests\nTotal,Total,204,55\n"));
    EXPECT_THAT(r.out, HasSubstr("\nN,a,[c],[c]\n"));
    EXPECT_THAT(r.out, HasSubstr("\nN,b,[c],[c]\n"));
    EXPECT_THAT(r.err, HasSubstr("incidents"));
    EXPECT_THAT(r.last_line(), StartsWith("tables 2, cells 24, unsafe 2, "));
    // By itself the second needs nothing.
    EXPECT_THAT(run("suppress --input in.csv --dimension area --dimension kind --count arrests "
                    "--threshold 5")
                    .out,
                Not(HasSubstr("[c]")));
}

TEST_F(Measures, ZerosThatTheRulePromisesAreShown) {
    write("in.csv", "area,kind,incidents,arrests\nN,a,3,0\nN,b,21,10\nS,a,30,11\nS,b,40,12\n");
    const auto r = both("suppress", "--threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("\nN,a,[c],0\n"));
    EXPECT_THAT(r.err, HasSubstr("zeros of arrests are shown where incidents is suppressed"));
    EXPECT_THAT(both("suppress", "--threshold 5 --zeros eligible").out,
                HasSubstr("\nN,a,[c],[c]\n"));
}

TEST_F(Measures, KeepTheShapeOfTheFile) {
    const auto r = both("suppress", "--threshold 5 --as-read");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, StartsWith("arrests,area,kind,incidents\n[c],N,a,[c]\n[c],N,b,[c]\n"));
    EXPECT_THAT(both("round", "--base 5 --as-read").out,
                StartsWith("arrests_nearest5,area,kind,incidents_nearest5\n10,N,a,5\n10,N,b,20\n"));
}

TEST_F(Measures, AuditTakesOneColumnAtATime) {
    ASSERT_EQ(both("suppress", "--threshold 5 --output out.csv").status, 0);
    for (const auto* column : {"incidents", "arrests"}) {
        const auto r = run("audit --public out.csv " + std::string(dimensions) +
                           "--threshold 5 --value-column " + column);
        EXPECT_NE(r.status, 2) << r.err;
    }
    EXPECT_EQ(run("audit --public out.csv " + std::string(dimensions) +
                  "--threshold 5 --value-column incidents")
                  .status,
              0);
    for (const std::string command : {"audit --threshold 5", "score", "coarsen --threshold 5"}) {
        const auto r = both(command, "");
        EXPECT_EQ(r.status, 2) << command;
        EXPECT_THAT(r.err, HasSubstr("one at a time, so run it once for each")) << command;
    }
}

TEST_F(Measures, AreRoundedAlone) {
    const auto r = both("round", "--base 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, StartsWith("area,kind,incidents_nearest5,arrests_nearest5\n"));
    const auto refused = both("round", "--base 5 --threshold 5");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("sdckit suppress, or no --threshold"));
}

TEST_F(Measures, HaveOneRecordAndOneReport) {
    const auto r = both("suppress", "--threshold 5 --private record.json --report report.html "
                                    "--output out.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("record.json"), HasSubstr("\"name\": \"incidents\""));
    EXPECT_THAT(read("record.json"), HasSubstr("\"name\": \"arrests\""));
    EXPECT_THAT(read("report.html"), HasSubstr("arrests"));
}

/// Nothing is written if one of them is refused.
TEST_F(Measures, AllAreProvedBeforeAnyIsWritten) {
    write("in.csv", "area,kind,incidents,arrests\nN,a,30,3\nN,b,20,0\nN,c,9,9\n"
                    "S,a,30,10\nS,b,30,10\nS,c,30,10\n");
    write("keep.csv", "area,kind\nN,c\nN,Total\n"); // beside a zero that is shown
    const auto r = both("suppress", "--threshold 5 --keep keep.csv --output out.csv "
                                    "--private record.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.err, HasSubstr("arrests: "));
    EXPECT_FALSE(exists("out.csv"));
    EXPECT_FALSE(exists("record.json"));
    write("in.csv", "area,kind,incidents,arrests\nN,a,30,3\nN,b,9,x\n");
    EXPECT_THAT(both("suppress", "--threshold 5 --output out.csv").err, HasSubstr("arrests: "));
    EXPECT_FALSE(exists("out.csv"));
}

TEST_F(Measures, WhatIsAboutOneMeasureIsRefused) {
    for (const std::string more : {"--certificate c.json", "--linked l.json", "--by rate",
                                   "--frozen f.csv", "--previous p.csv", "--levels l.csv",
                                   "--contributor rate", "--intruder contributor", "--wide kind"}) {
        const auto r = both("suppress", "--threshold 5 " + more);
        EXPECT_EQ(r.status, 2) << more;
        EXPECT_THAT(r.err, HasSubstr("--count")) << more;
        EXPECT_EQ(r.out, "") << more;
    }
    EXPECT_THAT(both("suppress", "--threshold 5 --output out.json").err,
                HasSubstr("--format csv with it"));
    EXPECT_THAT(both("suppress", "--threshold 5 --count arrests").err,
                HasSubstr("each measure once"));
    EXPECT_THAT(both("suppress", "--threshold 5 --count kind").err,
                HasSubstr("a column that is not a --dimension"));
}

TEST_F(Measures, AnotherMeasureDoesNotTellRowsOfOneCellApart) {
    write("in.csv", "area,kind,incidents,arrests\nN,a,30,9\nN,a,30,8\nN,b,40,9\n");
    const auto r = both("suppress", "--threshold 5");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("--sum-duplicates"));
    EXPECT_THAT(both("suppress", "--threshold 5 --sum-duplicates").out, HasSubstr("\nN,a,60,17\n"));
}

TEST_F(Measures, AreKeptInAFileOfOptions) {
    const auto typed = both("suppress", "--threshold 5 --save-config saved.toml");
    ASSERT_EQ(typed.status, 0) << typed.err;
    EXPECT_THAT(read("saved.toml"), HasSubstr("count = [\"incidents\", \"arrests\"]"));
    EXPECT_EQ(run("--config saved.toml").out, typed.out);
}

TEST_F(Measures, ProtectProposesThem) {
    const auto r = run("protect in.csv --count incidents --count arrests");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("--count incidents --count arrests"));
    EXPECT_EQ(run("protect in.csv --count incidents --count arrests --yes").status, 0);
    EXPECT_EQ(read("in_public.csv"), both("suppress", "--threshold 5").out);
}

} // namespace
