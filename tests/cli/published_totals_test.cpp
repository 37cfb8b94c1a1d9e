/// Public tables whose totals are sums of the cells that they show.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class PublishedTotals : public Program {
protected:
    PublishedTotals() { write("public.csv", "area,n\nTotal,20\nA,12\nB,[c]\nC,8\n"); }
    [[nodiscard]] support::outcome audit(const std::string& options) const {
        return run("audit --public public.csv --dimension area --threshold 5 " + options);
    }
};

TEST_F(PublishedTotals, DoNotLimitSuppressedCells) {
    const auto r = audit("--totals shown");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, AllOf(HasSubstr("area B: an intruder can infer 1 to 4; protected"),
                             HasSubstr("totals are sums of the cells that are shown")));
    EXPECT_EQ(r.err, "");
    const auto eligible = audit("--totals shown --zeros eligible --format json");
    EXPECT_EQ(eligible.status, 0) << eligible.err;
    EXPECT_THAT(eligible.out, HasSubstr("\"totals\": \"shown\""));
    EXPECT_THAT(eligible.out, HasSubstr("\"high\": 4"));
    write("public.csv", "area,n\nTotal,20\nA,12\nB,[c]\nC,8\nD,[c]\n");
    EXPECT_THAT(audit("--totals shown").out,
                HasSubstr("area B: an intruder can infer at least 1 and no upper limit; protected"))
        << "one of two may be a complement";
}

TEST_F(PublishedTotals, AHintNamesTheOption) {
    for (const auto* zeros : {"", "--zeros eligible"}) {
        const auto r = audit(zeros);
        EXPECT_THAT(r.err, HasSubstr("warning: public.csv: each total is the sum of the cells that "
                                     "are shown"));
        EXPECT_THAT(r.err, HasSubstr("--totals shown"));
    }
    EXPECT_THAT(audit("--totals all --zeros eligible").err, HasSubstr("--totals shown"));
    write("public.csv", "area,n\nTotal,24\nA,12\nB,[c]\nC,8\n");
    EXPECT_EQ(audit("").err, "");
}

TEST_F(PublishedTotals, OtherTotalsAreRefused) {
    write("public.csv", "area,n\nTotal,23\nA,12\nB,[c]\nC,8\n");
    const auto r = audit("--totals shown");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, AllOf(HasSubstr("--totals shown: totals are not sums of shown cells"),
                             HasSubstr("public.csv"), HasSubstr("cell area=Total"),
                             HasSubstr("wanted 20")));
}

TEST_F(PublishedTotals, AreTakenWithTheCountsAndScored) {
    write("in.csv", "area,n\nA,12\nB,3\nC,8\n");
    const auto r = audit("--input in.csv --count n --totals shown");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("area B: an intruder can infer 1 to 4; protected"));
    const auto score =
        run("score --public public.csv --dimension area --threshold 5 --totals shown "
            "--intruder outsider --sensitivity none");
    EXPECT_THAT(score.out, HasSubstr("totals are sums of the cells that are shown"));
    EXPECT_THAT(score.err, Not(HasSubstr("error")));
}

TEST_F(PublishedTotals, GoWithPublicFilesOfExactNumbers) {
    EXPECT_THAT(audit("--totals shown --base 5").err, HasSubstr("--totals shown: rounded numbers"));
    EXPECT_THAT(audit("--totals some").err, HasSubstr("one of all, shown"));
    const auto alone =
        run("audit --input public.csv --dimension area --threshold 5 --totals shown");
    EXPECT_EQ(alone.status, 2);
    EXPECT_THAT(alone.err, HasSubstr("--public with it"));
    EXPECT_THAT(audit("--totals shown --input i.csv --certificate c").err,
                HasSubstr("no --certificate with it"));
}

} // namespace
