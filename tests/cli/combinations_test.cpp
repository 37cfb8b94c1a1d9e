/// Options about several measures, header rows, people without rows, groups that overlap and
/// percentages, two at a time.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Combinations : public Program {
protected:
    /// Of incidents 17 people have no race, of arrests nobody.
    Combinations() {
        write("both.csv", "race,incidents,arrests\nTotal,100,63\nWhite,60,40\nBlack,20,20\n"
                          "Asian,3,3\n");
    }
    [[nodiscard]] support::outcome measures(const std::string& more,
                                            const std::string& command = "suppress") const {
        return run(command +
                   " --input both.csv --dimension race --count incidents "
                   "--count arrests --quiet " +
                   more);
    }
    [[nodiscard]] support::outcome header_rows(const std::string& more) const {
        return run("suppress --input wide.csv --dimension Offence --dimension year "
                   "--dimension sex --wide year/sex --threshold 5 --quiet " +
                   more);
    }
    void expect_refused(const support::outcome& r, const std::string& remedy) const {
        EXPECT_EQ(r.status, 2) << r.out;
        EXPECT_THAT(r.err, HasSubstr(remedy));
        EXPECT_EQ(r.out, "") << remedy;
    }
};

/// The measures must have the same codes: that nobody is left of arrests is a code of zeros.
TEST_F(Combinations, SeveralMeasuresHaveOneResidual) {
    const auto r = measures("--threshold 5 --residual race=Other --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    const auto released = read("public.csv");
    EXPECT_THAT(released,
                AllOf(StartsWith("race,incidents,arrests\nTotal,100,63\n"),
                      HasSubstr("Asian,[c],[c]\n"), HasSubstr("Other,"), Not(HasSubstr(",3"))));
    for (const std::string column : {"incidents", "arrests"})
        EXPECT_EQ(
            run("audit --public public.csv --dimension race --threshold 5 --value-column " + column)
                .status,
            0)
            << column;
    EXPECT_THAT(measures("--threshold 5").err,
                AllOf(HasSubstr("incidents: "), HasSubstr("--residual race=CODE")));
    const auto rounded = measures("--base 5 --residual race=Other", "round");
    EXPECT_EQ(rounded.status, 0) << rounded.err;
    EXPECT_THAT(rounded.out, HasSubstr("Other,15,0\n"));
}

TEST_F(Combinations, AResidualOfSeveralMeasuresHasNoRowsInTheShapeOfTheFile) {
    const auto r = measures("--threshold 5 --residual race=Other --as-read");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, AllOf(StartsWith("race,incidents,arrests\nTotal,100,63\nWhite,"),
                             HasSubstr("Asian,[c],[c]\n"), Not(HasSubstr("Other"))));
}

TEST_F(Combinations, SeveralMeasuresTakeLevelsAndMargins) {
    write("both.csv", "area,race,incidents,arrests\nN,a,3,9\nN,b,21,10\nS,a,30,11\nS,b,40,12\n");
    const auto coarse = measures("--dimension area --threshold 5 --depth area=0");
    EXPECT_EQ(coarse.status, 0) << coarse.err;
    EXPECT_EQ(coarse.out, "race,incidents,arrests\nTotal,94,42\na,33,20\nb,61,22\n");
    const auto margins = measures("--dimension area --threshold 5 --publish area+race");
    EXPECT_EQ(margins.status, 0) << margins.err;
    EXPECT_EQ(margins.out, "race,area,incidents,arrests\nTotal,Total,94,42\nTotal,N,24,19\n"
                           "Total,S,70,23\na,Total,33,20\nb,Total,61,22\n");
    expect_refused(measures("--dimension area --threshold 5 --depth area=0 --as-read"),
                   "--as-read");
    expect_refused(measures("--dimension area --threshold 5 --publish area+race --as-read"),
                   "no --as-read");
}

TEST_F(Combinations, WhatIsOfOneMeasureIsRefused) {
    for (const std::string more : {"--overlapping race=Black", "--percent-of race"})
        expect_refused(measures("--threshold 5 " + more), "one --count with it");
    expect_refused(measures("--base 5 --percent-of race", "round"), "one --count with it");
    expect_refused(run("protect both.csv --count incidents --count arrests "
                       "--overlapping race=Black"),
                   "one --count with it");
}

/// Of years 7, 15 and 5 people have no sex.
TEST_F(Combinations, HeaderRowsTakeAResidual) {
    write("wide.csv", ",2023,,,2024,,,Total\nOffence,F,M,Total,F,M,Total,\n"
                      "Theft,3,40,50,50,60,110,160\nFraud,20,30,50,40,50,95,145\n"
                      "Total,23,70,100,90,110,205,305\n");
    expect_refused(header_rows(""), "--residual DIM=CODE");
    const auto r = header_rows("--residual sex=Other --as-read --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    const auto released = read("public.csv");
    EXPECT_THAT(released, AllOf(StartsWith(",2023,,,2024,,,Total\nOffence,F,M,Total,F,M,Total,\n"
                                           "Theft,[c],"),
                                Not(HasSubstr("Other"))));
    const auto attacked =
        run("audit --public public.csv --dimension Offence --dimension year --dimension sex "
            "--wide year/sex --threshold 5 --residual sex=Other");
    EXPECT_EQ(attacked.status, 0) << attacked.out << attacked.err;
    EXPECT_THAT(header_rows("--residual sex=Other").out, HasSubstr("Theft,2023,Other,"));
}

TEST_F(Combinations, HeaderRowsTakeNoGroupsAndPercentagesInRowsOnly) {
    write("wide.csv", ",2023,,2024,,Total\nOffence,F,M,F,M,\nTheft,9,40,50,60,159\n"
                      "Fraud,20,30,40,50,140\nTotal,29,70,90,110,299\n");
    expect_refused(header_rows("--overlapping sex=F"), "none of --contributor");
    expect_refused(run("protect wide.csv --dimension Offence --dimension year --dimension sex "
                       "--wide year/sex --overlapping sex=F"),
                   "none of --contributor");
    const auto rows = header_rows("--percent-of sex");
    EXPECT_EQ(rows.status, 0) << rows.err;
    EXPECT_THAT(rows.out, HasSubstr("Offence,year,sex,count,percent\n"));
    EXPECT_THAT(rows.out, HasSubstr("Fraud,2023,F,20,40.0\n"));
    expect_refused(header_rows("--percent-of sex --as-read"), "the usual shape: no --as-read");
}

TEST_F(Combinations, ResidualsGroupsAndPercentagesKeepTheShape) {
    write("in.csv", "race,n,rate\nTotal,100,1\nWhite,60,1\nBlack,20,1\nHispanic,25,1\nAsian,3,1\n");
    const auto r = run("suppress --input in.csv --dimension race --count n --threshold 5 --quiet "
                       "--residual race=Other --overlapping race=Hispanic --percent-of race=rate "
                       "--as-read");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out,
                AllOf(StartsWith("race,n,rate\nTotal,100,100.0\n"), HasSubstr("Hispanic,25,25.0\n"),
                      HasSubstr("Asian,[c],[c]\n"), Not(HasSubstr("Other"))));
}

/// Formats that say which codes add up to a total would say it of the group, too.
TEST_F(Combinations, GroupsAreInFormatsWithoutHierarchies) {
    write("in.csv", "race,n\nTotal,100\nWhite,60\nBlack,37\nAsian,3\nHispanic,98\n");
    const std::string groups = "suppress --input in.csv --dimension race --count n --threshold 5 "
                               "--quiet --overlapping race=Hispanic ";
    for (const std::string format : {"--format json", "--format json-stat", "--output out.json"})
        expect_refused(run(groups + format), "--format csv");
    EXPECT_EQ(run(groups + "--output out.csv").status, 0);
}

/// A marker would say that the percentage is suppressed.
TEST_F(Combinations, PercentagesOfWhatIsNotPublishedAreBlank) {
    write("in.csv", "area,kind,n\nN,a,40\nN,b,60\nS,a,30\nS,b,70\n");
    const auto r = run("suppress --input in.csv --dimension area --dimension kind --count n "
                       "--threshold 5 --quiet --percent-of area --publish area:kind");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("S,a,30,\n"));
}

/// Rows of suppressed codes count all who have no other row: not so with residuals.
TEST_F(Combinations, SuppressedCodesAreOfAllPeople) {
    write("public.csv", "race,sex,n\nWhite,F,12\nBlack,M,9\nSuppressed,M,3\n");
    const std::string audit = "audit --public public.csv --dimension race --dimension sex "
                              "--threshold 5 --suppressed-code race=Suppressed ";
    expect_refused(run(audit + "--totals shown"), "neither --totals nor --residual with it");
    expect_refused(run(audit + "--residual race=Other"), "neither --totals nor --residual with it");
    expect_refused(run(audit + "--overlapping race=Black"), "--suppressed-code");
    EXPECT_NE(run(audit + "--zeros eligible").status, 2);
    expect_refused(run(audit), "--zeros eligible");
}

} // namespace
