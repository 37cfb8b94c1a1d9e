/// Dimensions whose rows do not add up to their total, since people have no row.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Residual : public Program {
protected:
    Residual() {
        write("na.csv", "county,race,n\nX,Total,100\nX,White,60\nX,Black,20\nX,Asian,3\n");
        write("race.csv", "code,parent\nTotal,\nWhite,Total\nBlack,Total\nAsian,Total\n");
    }
    const std::string by = " --dimension county --dimension race=race.csv --threshold 5 ";
    [[nodiscard]] support::outcome suppress(const std::string& options) const {
        return run("suppress --input na.csv --count n --quiet" + by + options);
    }
};

TEST_F(Residual, ErrorsNameTheOption) {
    const auto r = suppress("");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, AllOf(HasSubstr("na.csv:2:3"), HasSubstr("--residual race=CODE"),
                             HasSubstr("found 100"), HasSubstr("wanted 83")));
    write("mo.csv", "area,sex,n\nTotal,Total,55\nA,Total,30\nB,Total,25\nTotal,F,25\nTotal,M,30\n");
    const auto margins = run("suppress --input mo.csv --dimension area --dimension sex --count n "
                             "--threshold 5");
    EXPECT_EQ(margins.status, 2);
    EXPECT_THAT(margins.err, AllOf(HasSubstr("a margin without the rows of its parts"),
                                   Not(HasSubstr("wanted 0"))));
}

TEST_F(Residual, IsACodeLikeOthers) {
    const auto r = suppress("--residual 'race=Not stated'");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "county,race,count\nTotal,Total,100\nTotal,White,60\nTotal,Black,20\n"
                     "Total,Asian,[c]\nTotal,Not stated,[c]\nX,Total,100\nX,White,60\n"
                     "X,Black,20\nX,Asian,[c]\nX,Not stated,[c]\n");
    EXPECT_EQ(suppress("--residual 'race=Not stated' --output public.csv").status, 0);
    const auto attacked = run("audit --public public.csv" + by + "--residual 'race=Not stated'");
    EXPECT_EQ(attacked.status, 0) << attacked.out << attacked.err;
}

/// Its count is one of people, who are few.
TEST_F(Residual, IsJudgedByTheRule) {
    write("na.csv", "county,race,n\nX,Total,100\nX,White,60\nX,Black,20\nX,Asian,17\n");
    const auto r = suppress("--residual race=Other");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("X,Other,[c]\n"));
    EXPECT_THAT(r.out, HasSubstr("X,Asian,[c]\n"));
}

TEST_F(Residual, HasNoRowsInTheShapeOfTheInput) {
    const auto r = suppress("--residual race=Other --as-read");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "county,race,n\nX,Total,100\nX,White,60\nX,Black,20\nX,Asian,[c]\n");
}

TEST_F(Residual, IsUnknownToTheAuditUnlessItFollows) {
    write("nap.csv", "county,race,n\nX,Total,100\nX,White,60\nX,Black,20\nX,Asian,*\n");
    const auto audit = [&](const std::string& options) {
        return run("audit --public nap.csv" + by + options);
    };
    const auto r = audit("--residual race=Other");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("race Asian: an intruder can infer 1 to 20; protected"));
    write("nap.csv", "county,race,n\nX,Total,100\nX,White,60\nX,Black,20\nX,Asian,17\n");
    const auto found = audit("--residual race=Other");
    EXPECT_EQ(found.status, 1) << found.out << found.err;
    EXPECT_THAT(found.out, HasSubstr("race Other: an intruder can infer exactly 3; at risk"));
    const auto with_counts =
        run("audit --input na.csv --count n --public nap.csv --residual race=Other" + by);
    EXPECT_EQ(with_counts.status, 2) << "what is public is another table";
}

TEST_F(Residual, OtherCommandsTakeIt) {
    const auto rounded = run("round --input na.csv --count n --base 5 --residual race=Other"
                             " --dimension county --dimension race --quiet");
    EXPECT_EQ(rounded.status, 0) << rounded.err;
    EXPECT_THAT(rounded.out, HasSubstr("X,Other,15\n"));
    const auto coarse = run("coarsen --input na.csv --count n --residual race=Other --quiet" + by);
    EXPECT_THAT(coarse.out + coarse.err, Not(HasSubstr("margin differs")));
    const auto score =
        run("score --input na.csv --count n --residual race=Other --dimension county "
            "--dimension race=race.csv");
    EXPECT_EQ(score.status, 1) << score.err;
    ASSERT_EQ(suppress("--residual race=Other --output p.csv --certificate proof.txt").status, 0);
    const auto checked =
        run("verify --public p.csv --certificate proof.txt --residual race=Other" + by);
    EXPECT_EQ(checked.status, 0) << checked.err;
}

TEST_F(Residual, IsRefusedWhereItCannotBeComputed) {
    const auto refused = [&](const std::string& rows, const std::string& options) {
        write("na.csv", "county,race,n\n" + rows);
        const auto r = suppress(options);
        EXPECT_EQ(r.status, 2) << rows;
        EXPECT_EQ(r.out, "");
        return r.err;
    };
    EXPECT_THAT(refused("X,Total,80\nX,White,60\nX,Asian,23\n", "--residual race=Other"),
                AllOf(HasSubstr("--residual: the codes of \"race\" count more people"),
                      HasSubstr("na.csv:2:3"), HasSubstr("county=X, race=Total")));
    EXPECT_THAT(
        refused("X,Total,80\nX,White,60\nY,White,23\n", "--residual race=Other"),
        AllOf(HasSubstr("a line without the row of its total"), HasSubstr("county=Y, race=Total")));
    EXPECT_THAT(refused("X,Total,80\nX,White,60\n", "--residual race=White"),
                HasSubstr("the code has rows of its own"));
    EXPECT_THAT(refused("X,Total,80\nX,White,60\n", "--residual sex=Other"),
                HasSubstr("no such dimension"));
    EXPECT_THAT(refused("X,Total,80\nX,White,60\n", "--residual race"), HasSubstr("DIM=CODE"));
}

TEST_F(Residual, NobodyLeftIsNoCode) {
    write("na.csv", "county,race,n\nX,Total,83\nX,White,60\nX,Black,20\nX,Asian,3\n");
    const auto r = run("suppress --input na.csv --count n" + by + "--residual race=Other");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("warning: the codes of \"race\" add up to their totals"));
    EXPECT_THAT(r.out, Not(HasSubstr("Other")));
}

} // namespace
