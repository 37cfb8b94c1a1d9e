/// Percentages beside counts: of published numbers alone.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Percent : public Program {
protected:
    Percent() {
        write("in.csv", "age,sex,n,rate\n<18,f,3,7.77\n<18,m,40,7.77\n18+,f,90,7.77\n"
                        "18+,m,47,7.77\n");
    }
    [[nodiscard]] support::outcome suppress(const std::string& options) const {
        return run("suppress --input in.csv --dimension age --dimension sex --count n "
                   "--threshold 5 --quiet " +
                   options);
    }
};

TEST_F(Percent, AreOfPublishedNumbers) {
    const auto r = suppress("--percent-of age");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "age,sex,count,percent\nTotal,Total,180,100.0\nTotal,f,93,100.0\n"
                     "Total,m,87,100.0\n<18,Total,43,23.9\n<18,f,[c],[c]\n<18,m,[c],[c]\n"
                     "18+,Total,137,76.1\n18+,f,[c],[c]\n18+,m,[c],[c]\n");
    const auto named = suppress("--percent-of 'sex=% of both'");
    EXPECT_THAT(named.out, HasSubstr("age,sex,count,% of both\nTotal,Total,180,100.0\n"
                                     "Total,f,93,51.7\n"));
}

/// A number beside a suppressed total has no percentage.
TEST_F(Percent, OfASuppressedTotalIsTheMarker) {
    write("in.csv", "age,sex,n\n<18,f,1\n<18,m,2\n18+,f,1\n18+,m,0\n65+,f,0\n65+,m,0\n");
    const auto r = suppress("--percent-of age --marker nhs");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("65+,f,0,*\n"));
    write("in.csv", "age,sex,n\n<18,f,30\n<18,m,0\n18+,f,20\n18+,m,0\n");
    EXPECT_THAT(suppress("--percent-of age").out, HasSubstr("18+,m,0,\n")) << "of nobody";
}

/// What the input has was computed from suppressed counts.
TEST_F(Percent, ReplaceAColumnOfTheInput) {
    const auto r = suppress("--percent-of age=rate --as-read");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "age,sex,n,rate\n<18,f,[c],[c]\n<18,m,[c],[c]\n18+,f,[c],[c]\n"
                     "18+,m,[c],[c]\n");
    const auto dropped = suppress("--as-read");
    EXPECT_THAT(dropped.out, AllOf(HasSubstr("age,sex,n\n"), Not(HasSubstr("7.77"))));
}

TEST_F(Percent, OfRoundedNumbersFollowFromThem) {
    const auto r = run("round --input in.csv --dimension age --dimension sex --count n --base 10 "
                       "--quiet --percent-of sex");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("age,sex,count_nearest10,percent\n"));
    EXPECT_THAT(r.out, HasSubstr("<18,m,40,100.0\n"));
}

TEST_F(Percent, HaveEachTableOfAColumn) {
    write("in.csv", "site,age,n\nP,a,20\nP,b,30\nQ,a,10\nQ,b,30\n");
    const auto r = run("suppress --input in.csv --by site --dimension age --count n --threshold 5 "
                       "--quiet --percent-of age");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "site,age,count,percent\nP,Total,50,100.0\nP,a,20,40.0\nP,b,30,60.0\n"
                     "Q,Total,40,100.0\nQ,a,10,25.0\nQ,b,30,75.0\n");
    EXPECT_THAT(run("suppress --input in.csv --by site --dimension age --count n --threshold 5 "
                    "--quiet --percent-of age=site")
                    .err,
                HasSubstr("another name"));
}

TEST_F(Percent, AreRefusedWithoutAPlace) {
    EXPECT_THAT(suppress("--percent-of area").err, HasSubstr("--percent-of: no such dimension"));
    EXPECT_THAT(suppress("--percent-of age=sex").err, HasSubstr("another name"));
    EXPECT_THAT(suppress("--percent-of age --format json").err,
                AllOf(HasSubstr("--percent-of"), HasSubstr("wanted csv")));
    EXPECT_THAT(suppress("--percent-of age --output t.xlsx").err, HasSubstr("wanted csv"));
    EXPECT_THAT(suppress("--percent-of age --linked l.json").err, HasSubstr("no --linked with it"));
    EXPECT_THAT(suppress("--percent-of age=").err, HasSubstr("DIM, or DIM=COLUMN"));
    EXPECT_EQ(files(), std::vector<std::string>{"in.csv"});
}

} // namespace
