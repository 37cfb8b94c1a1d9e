#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

class Round : public Program {
protected:
    Round() { write("in.csv", "k,n\na,3\nb,17\nc,22\nd,0\n"); }
    const std::string input = " --input in.csv --dimension k --count n ";
};

TEST_F(Round, NearestAndMidpoint) {
    const auto nearest = run("round" + input + "--base 5");
    EXPECT_EQ(nearest.status, 0) << nearest.err;
    EXPECT_EQ(nearest.out, "k,count_nearest5\nTotal,40\na,5\nb,15\nc,20\nd,0\n");
    EXPECT_THAT(nearest.last_line(),
                HasSubstr("cells 5, unsafe 0, withheld 0, secondary 0, cost 0, proved 0 of 0"));
    const auto midpoint = run("round" + input + "--base 6 --method midpoint");
    EXPECT_EQ(midpoint.status, 0) << midpoint.err;
    EXPECT_EQ(midpoint.out, "k,count_midpoint6\nTotal,39\na,3\nb,15\nc,21\nd,0\n");
}

TEST_F(Round, ThresholdAndBaseAreHeldAgainstEachOther) {
    const auto narrow = run("round" + input + "--base 5 --threshold 6");
    EXPECT_EQ(narrow.status, 0) << narrow.err;
    EXPECT_THAT(narrow.err, HasSubstr("sdckit: warning: 5 can only be 6 to 7"));
    EXPECT_EQ(narrow.out, "k,count_nearest5\nTotal,40\na,[c]\nb,15\nc,20\nd,0\n");
    EXPECT_THAT(narrow.last_line(), HasSubstr("cells 5, unsafe 1, withheld 1, "));
    EXPECT_EQ(run("round" + input + "--base 5 --threshold 8 --quiet").err, "");
    EXPECT_THAT(run("round" + input + "--base 5 --threshold 8").err, Not(HasSubstr("warning")));
    EXPECT_EQ(run("round" + input + "--policy nhse_hes_2018 --marker gss").out,
              run("round" + input + "--base 5 --threshold 8").out);
}

TEST_F(Round, BandsFromAFile) {
    write(
        "bands.csv",
        "low,high,action,base,label,ties\n0,0,keep,,,\n1,4,label,,1 to 4,\n5,,round,10,,half_up\n");
    const auto r = run("round" + input + "--bands bands.csv --format json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("\"label\": \"1 to 4\""));
    EXPECT_EQ(run("round" + input + "--bands bands.csv --base 5").status, 2);
    write("bands.csv", "low,high,action\n0,4,suppress\n6,,keep\n");
    EXPECT_EQ(run("round" + input + "--bands bands.csv").status, 2);
}

TEST_F(Round, AWithheldCellThatItsNeighboursGiveAwayIsRefused) {
    write("bands.csv", "low,high,action\n0,0,keep\n1,4,suppress\n5,,keep\n");
    const auto r = run("round" + input + "--bands bands.csv --output out.csv");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.err, HasSubstr("k=a"));
    EXPECT_FALSE(exists("out.csv"));
}

TEST_F(Round, RulesWithholdAndOptionsBesideAPolicyWin) {
    EXPECT_EQ(run("round" + input + "--base 5 --min-total-for-breakdown 100 --publish-total").out,
              "k,count_nearest5\nTotal,40\na,[c]\nb,[c]\nc,[c]\nd,[c]\n");
    EXPECT_EQ(run("round" + input + "--policy nhse_hes_2018").out,
              "k,count_nearest5\nTotal,40\na,*\nb,15\nc,20\nd,0\n");
    EXPECT_EQ(run("round" + input + "--policy nhse_hes_2018 --threshold 3").out,
              "k,count_nearest5\nTotal,40\na,5\nb,15\nc,20\nd,0\n");
    EXPECT_EQ(run("round" + input + "--policy ofqual").out,
              "k,count_nearest5\nTotal,40\na,fewer than 5\nb,15\nc,20\nd,0\n");
    write("small.csv", "area,kind,n\nN,a,1\nN,b,1\nS,a,1\nS,b,0\n");
    const auto total = run("round --input small.csv --count n --dimension area --dimension kind "
                           "--base 5 --threshold 8 --publish-total --protect exact");
    EXPECT_THAT(total.out, HasSubstr("Total,Total,5\n")) << total.err;
    EXPECT_EQ(run("round" + input + "--base 5 --threshold 8 --protect half").status, 2);
    EXPECT_EQ(run("round" + input + "--base 5 --threshold 8 --protect reach").status, 2);
}

TEST_F(Round, WithoutARuleNothingIsJudged) {
    const auto r = run("round" + input + "--base 5");
    EXPECT_THAT(r.err, HasSubstr("no cell was judged"));
    EXPECT_THAT(r.last_line(), HasSubstr("proved 0 of 0"));
    EXPECT_THAT(run("round" + input + "--base 5 --threshold 8").err,
                Not(HasSubstr("no cell was judged")));
}

TEST_F(Round, BadUsage) {
    for (const char* words : {"", "--base 0", "--base x", "--base 5 --method up", "--ties half_up",
                              "--base 5 --ties up", "--policy uk_foi_lt5",
                              "--method midpoint --base 1", "--base 5 --zeros hide"}) {
        const auto r = run("round" + input + words);
        EXPECT_EQ(r.status, 2) << words;
        EXPECT_EQ(r.out, "");
    }
}

} // namespace
