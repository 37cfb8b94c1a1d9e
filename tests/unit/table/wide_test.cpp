#include <sdc/table/wide.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;
using testing::HasSubstr;

const sdc::records cross{.source = "x.csv",
                         .names = {"area", "theft", "fraud"},
                         .fields = {"A", "1", "2", "B", "3", "4"},
                         .lines = {2, 4}};
const std::vector<std::string> area{"area"};

TEST(Wide, MakesARowOfEachNumber) {
    const auto rows = sdc::rows_of_wide_table(cross, area, "offence", "n").value();
    EXPECT_THAT(rows.names, ElementsAre("area", "offence", "n"));
    EXPECT_THAT(rows.fields, ElementsAre("A", "theft", "1", "A", "fraud", "2", "B", "theft", "3",
                                         "B", "fraud", "4"));
    EXPECT_THAT(rows.lines, ElementsAre(2, 2, 4, 4));
}

TEST(Wide, RefusesNamesThatAreTaken) {
    EXPECT_THAT(sdc::rows_of_wide_table(cross, area, "theft", "n"), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::rows_of_wide_table(cross, area, "area", "n"), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::rows_of_wide_table(cross, std::vector<std::string>{"place"}, "o", "n"),
                HasErrc(errc::missing_column));
    EXPECT_THAT(sdc::rows_of_wide_table(cross, cross.names, "o", "n"), HasErrc(errc::bad_argument));
}

/// A file whose rows have as many fields as the header.
sdc::file_rows under(sdc::header_rows header, const std::vector<std::string>& fields) {
    sdc::file_rows file{.rows = {.source = "x.csv", .fields = fields}, .header = std::move(header)};
    for (std::size_t i = 0; i < file.header.front().size(); ++i)
        file.rows.names.push_back("column " + std::to_string(i));
    return file;
}

const std::vector<sdc::wide_dimension> year_and_sex{{"year", "Total"}, {"sex", "Both"}};

/// The codes of each column of counts, as "2023/F".
std::vector<std::string> codes_of(const sdc::header_rows& header,
                                  std::span<const sdc::wide_dimension> dimensions = year_and_sex) {
    const auto columns = sdc::read_wide_header(
        under(header, std::vector<std::string>(header.front().size(), "1")), area, dimensions);
    if (!columns) return {sdc::to_string(columns.error())};
    std::vector<std::string> all;
    for (const auto& counts : columns->counts) {
        std::string text;
        for (const auto& code : counts.codes) text += (text.empty() ? "" : "/") + code;
        all.push_back(text);
    }
    return all;
}

TEST(Wide, BlankCellsOfAnUpperRowHaveTheCodeAtTheirLeft) {
    const auto expected = ElementsAre("2023/F", "2023/M", "2024/F", "2024/M");
    EXPECT_THAT(codes_of({{"", "2023", "", "2024", ""}, {"area", "F", "M", "F", "M"}}), expected);
    EXPECT_THAT(codes_of({{"", "2023", "2023", "2024", "2024"}, {"area", "F", "M", "F", "M"}}),
                expected);
    EXPECT_THAT(codes_of({{"area", "2023", "", "2024", ""}, {"", "F", "M", "F", "M"}}), expected);
}

TEST(Wide, CodesGoNoFurtherThanTheCodeAboveThem) {
    const std::vector<sdc::wide_dimension> three{
        {"year", "Total"}, {"sex", "Both"}, {"age", "All"}};
    EXPECT_THAT(codes_of({{"", "2023", "", "", "2024", ""},
                          {"area", "F", "", "M", "F", "M"},
                          {"", "y", "o", "y", "y", "y"}},
                         three),
                ElementsAre(HasSubstr("\"area\""))); // neither in the last row nor in the first
    EXPECT_THAT(codes_of({{"", "2023", "", "", "2024", ""},
                          {"", "F", "", "M", "F", "M"},
                          {"area", "y", "o", "y", "y", "y"}},
                         three),
                ElementsAre("2023/F/y", "2023/F/o", "2023/M/y", "2024/F/y", "2024/M/y"));
    EXPECT_THAT(codes_of({{"", "2023", "2024"}, {"", "F", ""}, {"area", "y", "y"}}, three),
                ElementsAre(HasSubstr("no code of \"sex\" in a header cell under \"2024\"")));
}

TEST(Wide, BlankCellsUnderATotalAreTotals) {
    EXPECT_THAT(codes_of({{"", "2023", "", "Total"}, {"area", "F", "M", ""}}),
                ElementsAre("2023/F", "2023/M", "Total/Both"));
    EXPECT_THAT(codes_of({{"", "2023", "", "Total", ""}, {"area", "F", "Both", "F", "Both"}}),
                ElementsAre("2023/F", "2023/Both", "Total/F", "Total/Both"));
    // Of whom are these the total?
    EXPECT_THAT(codes_of({{"", "2023", "", ""}, {"area", "F", "M", ""}}),
                ElementsAre(HasSubstr("no code of \"sex\" in a header cell under \"2023\"; wanted "
                                      "a code in each cell, and \"Both\" in that of a column of "
                                      "totals")));
    EXPECT_THAT(codes_of({{"", "Total", "", ""}, {"area", "F", "M", ""}}),
                ElementsAre(HasSubstr("no code of \"sex\"")));
    EXPECT_THAT(codes_of({{"", "", "2023"}, {"area", "F", "M"}}),
                ElementsAre(HasSubstr("no code of \"year\"")));
    const std::vector<sdc::wide_dimension> three{
        {"year", "Total"}, {"sex", "Both"}, {"age", "All"}};
    EXPECT_THAT(codes_of({{"", "2023", "Total"}, {"", "F", ""}, {"area", "y", ""}}, three),
                ElementsAre("2023/F/y", "Total/Both/All"));
    EXPECT_THAT(codes_of({{"", "2023", "Total"}, {"", "F", ""}, {"area", "y", "y"}}, three),
                ElementsAre(HasSubstr("no code of \"sex\"")));
}

TEST(Wide, ALastColumnUnderABlankCellMayBeATotal) {
    const auto in_doubt = HasSubstr("\"All\" stands under \"2024\" alone, by a blank header cell");
    EXPECT_THAT(codes_of({{"", "2023", "", "2024", "", ""}, {"area", "F", "M", "F", "M", "All"}}),
                ElementsAre(in_doubt));
    const auto expected = ElementsAre("2023/F", "2023/M", "2024/F", "2024/M", "2024/All");
    EXPECT_THAT(
        codes_of({{"", "2023", "", "2024", "", "2024"}, {"area", "F", "M", "F", "M", "All"}}),
        expected);
    EXPECT_THAT(
        codes_of({{"", "2023", "", "2024", "", "Total"}, {"area", "F", "M", "F", "M", "All"}}),
        ElementsAre("2023/F", "2023/M", "2024/F", "2024/M", "Total/All"));
    EXPECT_THAT(codes_of({{"", "2023", "", "2024", ""}, {"area", "F", "M", "x", "y"}}),
                ElementsAre("2023/F", "2023/M", "2024/x", "2024/y"));
}

TEST(Wide, WhatDoesNotFitSaysWhatIsWanted) {
    EXPECT_THAT(codes_of({{"", "2023", ""}, {"area", "F", "F"}}),
                ElementsAre(HasSubstr("two columns with the same codes; found columns 2 and 3, "
                                      "\"2023, F\"")));
    EXPECT_THAT(codes_of({{"area", "F"}}), ElementsAre(HasSubstr("found 2; wanted 1")));
    EXPECT_THAT(
        codes_of({{"area", "F", "M"}, {"A", "1", "2"}}),
        ElementsAre(HasSubstr("a text in the header above or below \"area\"; found \"A\"")));
    EXPECT_THAT(
        sdc::rows_of_wide_table(under({{"", "2023"}, {"area", "F"}}, {}), area, year_and_sex, "n"),
        HasErrc(errc::bad_argument));
    const std::vector<sdc::wide_dimension> same{{"year", "Total"}, {"year", "Total"}};
    EXPECT_THAT(
        sdc::rows_of_wide_table(under({{"", "2023"}, {"area", "F"}}, {"A", "1"}), area, same, "n"),
        HasErrc(errc::bad_argument));
}

TEST(Wide, MakesARowOfEachNumberUnderSeveralHeaderRows) {
    const auto rows = sdc::rows_of_wide_table(under({{"", "2023", ""}, {"area", "F", "M"}},
                                                    {"A", "1", "2", "B", "3", "4"}),
                                              area, year_and_sex, "n")
                          .value();
    EXPECT_THAT(rows.names, ElementsAre("area", "year", "sex", "n"));
    EXPECT_THAT(rows.fields, ElementsAre("A", "2023", "F", "1", "A", "2023", "M", "2", "B", "2023",
                                         "F", "3", "B", "2023", "M", "4"));
}

} // namespace
