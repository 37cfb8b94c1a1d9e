/// Files as people have them: separators, titles, footnotes, empty rows and columns.
#include <sdc/io/csv.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using sdc::errc;
using sdc::parse_csv;
using support::HasErrc;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(CsvFormat, FindsTheSeparatorInTheHeader) {
    for (const char separator : {',', ';', '\t', '|'}) {
        std::string text = "area;n\nA;1\nB;2\n";
        std::ranges::replace(text, ';', separator);
        const auto r = parse_csv(text, "x");
        ASSERT_THAT(r, support::IsOk());
        EXPECT_THAT(r->names, ElementsAre("area", "n"));
        EXPECT_THAT(r->fields, ElementsAre("A", "1", "B", "2"));
        EXPECT_EQ(r->separator, separator);
    }
}

TEST(CsvFormat, FindsTheSeparatorByTheColumnsAskedFor) {
    const auto r = parse_csv("area, of use;n\nA, B;1\n", "x", {.columns = {"area, of use", "n"}});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->fields, ElementsAre("A, B", "1"));
}

TEST(CsvFormat, TakesTheSeparatorThatEveryLineHas) {
    const auto r = parse_csv("area, of use;n\nA;1\nB;2\n", "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->names, ElementsAre("area, of use", "n"));
}

TEST(CsvFormat, RefusesASeparatorInDoubt) {
    const auto r = parse_csv("a|b;c\n1|2;3\n", "x");
    ASSERT_THAT(r, HasErrc(errc::bad_syntax));
    EXPECT_EQ(r.error().field, "csv_format.separator");
    EXPECT_THAT(parse_csv("a|b;c\n1|2;3\n", "x", {.separator = ';'})->names,
                ElementsAre("a|b", "c"));
    EXPECT_THAT(parse_csv("a,b;c\n1,2;3\n", "x")->names, ElementsAre("a", "b;c"))
        << "CSV is separated by commas, if it can be";
    EXPECT_THAT(parse_csv("a:b\n", "x", {.separator = ':'}), HasErrc(errc::bad_argument));
}

TEST(CsvFormat, LeavesOutBlanksAroundColumnNames) {
    EXPECT_THAT(parse_csv("area , sex,n\nA , F,1\n", "x")->names, ElementsAre("area", "sex", "n"));
    EXPECT_THAT(parse_csv("area , sex,n\nA , F,1\n", "x")->fields, ElementsAre("A ", " F", "1"))
        << "codes stay as they are";
}

TEST(CsvFormat, LeavesOutEmptyRowsAndColumnsAtTheEnd) {
    const auto r = parse_csv("area,n,,\nA,1,,\nB,2,,\n,,,\n,,,\n", "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->names, ElementsAre("area", "n"));
    EXPECT_THAT(r->fields, ElementsAre("A", "1", "B", "2"));
}

TEST(CsvFormat, RefusesAnythingInAColumnWithoutName) {
    EXPECT_THAT(parse_csv("area,n,\nA,1,x\n", "x"), HasErrc(errc::bad_syntax));
}

TEST(CsvFormat, FindsTheHeaderBelowATitleIfItsColumnsAreKnown) {
    const std::string text = "Table 3: offences\nSource: police; CRIMES\n\narea,n\nA,1\n";
    const auto r = parse_csv(text, "x", {.columns = {"area", "n"}});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->fields, ElementsAre("A", "1"));
    EXPECT_THAT(r->lines, ElementsAre(5));
    EXPECT_THAT(r->notes, ElementsAre(HasSubstr("lines 1 to 3")));
    EXPECT_THAT(parse_csv(text, "x", {.skip = 3})->fields, ElementsAre("A", "1"));
}

TEST(CsvFormat, LeavesOutFootnotesAtTheEndAndSaysSo) {
    for (const auto* text : {"area,sex,n\nA,F,1\n\nCounts are of people\n",
                             "area,sex,n\nA,F,1\nNote: counts are of people,,\n",
                             "area,sex,n\nA,F,1\n---\nDataset: deaths\n\"Query, date\"\n"}) {
        const auto r = parse_csv(text, "x");
        ASSERT_THAT(r, support::IsOk()) << text;
        EXPECT_THAT(r->fields, ElementsAre("A", "F", "1"));
        EXPECT_THAT(r->notes, ElementsAre(HasSubstr("footnote")));
    }
}

TEST(CsvFormat, TakesNoRowOfTheTableForAFootnote) {
    EXPECT_THAT(parse_csv("area,sex,n\nA,F,1\nB\n", "x"), HasErrc(errc::bad_syntax))
        << "it may be cut off";
    EXPECT_THAT(parse_csv("area,n\nA,1\nB,\n", "x")->fields, ElementsAre("A", "1", "B", ""));
    const auto between = parse_csv("area,sex,n\nA,F,1\n\nSouth\nB,F,1\n", "x");
    ASSERT_THAT(between, HasErrc(errc::bad_syntax));
    EXPECT_EQ(between.error().field, "csv_format.until");
}

TEST(CsvFormat, EndsWhereItIsToldTo) {
    const auto r = parse_csv("area,n\nA,1\n\nTable 4\nx,y,z\n", "x", {.until = "Table"});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->fields, ElementsAre("A", "1"));
}

} // namespace
