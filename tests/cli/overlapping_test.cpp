/// Groups whose people are in other codes of their dimension, too.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Overlapping : public Program {
protected:
    Overlapping() {
        write("ov.csv", "race,n\nTotal,100\nWhite,60\nBlack,37\nHispanic,25\nAsian,3\n");
    }
    [[nodiscard]] support::outcome suppress(const std::string& options) const {
        return run("suppress --input ov.csv --count n --dimension race --threshold 5 "
                   "--overlapping race=Hispanic " +
                   options);
    }
    [[nodiscard]] support::outcome audit(const std::string& options = {}) const {
        return run("audit --public public.csv --dimension race --threshold 5 "
                   "--overlapping race=Hispanic " +
                   options);
    }
};

TEST_F(Overlapping, AGroupIsNoPartOfTheSum) {
    const auto without = run("suppress --input ov.csv --count n --dimension race --threshold 5");
    EXPECT_EQ(without.status, 2);
    EXPECT_THAT(without.err, HasSubstr("--overlapping race=CODE"));
    const auto r = suppress("--output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(read("public.csv"),
              "race,count\nTotal,100\nWhite,60\nBlack,[c]\nHispanic,25\nAsian,[c]\n");
    EXPECT_THAT(r.last_line(), HasSubstr("tables 3, "));
    const auto attacked = audit();
    EXPECT_EQ(attacked.status, 0) << attacked.out << attacked.err;
}

/// Three people are not in the group: anyone can subtract it from the total.
TEST_F(Overlapping, AllOthersAreProtectedToo) {
    write("ov.csv", "race,n\nTotal,100\nWhite,60\nBlack,40\nHispanic,97\n");
    const auto r = suppress("--quiet --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("public.csv"), HasSubstr("Hispanic,[c]\n"));
    EXPECT_EQ(audit().status, 0);
    write("public.csv", "race,n\nTotal,100\nWhite,60\nBlack,40\nHispanic,97\n");
    const auto found = audit();
    EXPECT_EQ(found.status, 1) << found.out << found.err;
    EXPECT_THAT(found.out, HasSubstr("race not Hispanic in Hispanic of public.csv: an intruder can "
                                     "infer exactly 3; at risk"));
    write("public.csv", "race,n\nTotal,100\nWhite,60\nBlack,40\nHispanic,3\n");
    const auto shown = audit();
    EXPECT_EQ(shown.status, 1) << shown.out << shown.err;
    EXPECT_THAT(
        shown.out,
        HasSubstr(
            "race Hispanic in Hispanic of public.csv: an intruder can infer exactly 3; at risk"));
}

/// By sex the total of the group is a sum; the cells that are totals of race are those of all.
TEST_F(Overlapping, InnerCellsAreLinked) {
    write("ov.csv",
          "race,sex,n\nTotal,Total,200\nTotal,f,100\nTotal,m,100\nWhite,f,60\nWhite,m,70\n"
          "Black,f,40\nBlack,m,30\nHispanic,f,2\nHispanic,m,50\nHispanic,Total,52\n");
    const auto r = suppress("--dimension sex --as-read --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    const auto released = read("public.csv");
    EXPECT_THAT(released, AllOf(HasSubstr("race,sex,n\n"), HasSubstr("Hispanic,f,[c]\n"),
                                Not(HasSubstr("Hispanic,m,50\nHispanic,Total,52\n")),
                                Not(HasSubstr("not "))));
    const auto attacked = audit("--dimension sex");
    EXPECT_EQ(attacked.status, 0) << attacked.out << attacked.err;
}

TEST_F(Overlapping, TakesResidualsAndFurtherGroups) {
    write("ov.csv", "race,n\nTotal,100\nWhite,60\nBlack,30\nHispanic,25\nAsian,3\nLatino,2\n");
    const auto r = suppress("--residual 'race=Not stated' --overlapping race=Latino --quiet "
                            "--private record.json --report report.html --percent-of race");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, AllOf(HasSubstr("race,count,percent\nTotal,100,100.0\n"),
                             HasSubstr("Hispanic,25,25.0\n"), HasSubstr("Asian,[c],[c]\n"),
                             HasSubstr("Latino,[c],[c]\n"), HasSubstr("Not stated,")));
    EXPECT_THAT(read("record.json"), HasSubstr("\"name\": \"race=Latino\""));
    EXPECT_THAT(read("report.html"), HasSubstr("race=Hispanic"));
}

TEST_F(Overlapping, IsRefusedWhereNothingIsProved) {
    const auto refused = [&](const std::string& rows, const std::string& options = {}) {
        write("ov.csv", "race,n\n" + rows);
        const auto r = suppress(options);
        EXPECT_EQ(r.status, 2) << rows;
        EXPECT_EQ(r.out, "");
        return r.err;
    };
    EXPECT_THAT(refused("Total,20\nWhite,10\nBlack,10\nHispanic,25\n"),
                HasSubstr("--overlapping: \"Hispanic\" counts more people than the total"));
    EXPECT_THAT(refused("White,10\nBlack,10\nHispanic,5\n"),
                AllOf(HasSubstr("--overlapping: a line without the row of its total"),
                      HasSubstr("cell race=Total")));
    EXPECT_THAT(refused("Total,20\nWhite,10\nBlack,10\n"),
                HasSubstr("--overlapping: no such code"));
    EXPECT_THAT(refused("Total,20\nWhite,10\nHispanic,5\n"),
                AllOf(HasSubstr("found 20"), HasSubstr("--residual race=CODE")));
    EXPECT_THAT(suppress("--certificate proof.txt").err, HasSubstr("none of --contributor"));
    write("public.csv", "race,n\nTotal,20\nWhite,20\nHispanic,5\n");
    EXPECT_THAT(audit("--base 5").err,
                HasSubstr("groups that overlap in a table of such a method"));
    EXPECT_THAT(audit("--group-disclosure 1").err, HasSubstr("a rule of group disclosure"));
    EXPECT_THAT(audit("--input ov.csv --count n").err, HasSubstr("--public alone"));
}

} // namespace
