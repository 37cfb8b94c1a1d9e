#include <sdc/table/column_guess.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::records;
using testing::ElementsAre;

/// "name: use" of each column.
std::vector<std::string> guess(const std::vector<std::string>& names,
                               const std::vector<std::string>& fields) {
    std::vector<std::string> all;
    const auto made = sdc::guess_columns({.names = names, .fields = sdc::word_list(fields)});
    for (const auto& c : made.columns) all.push_back(c.name + ": " + to_string(c.use));
    if (made.is_wide) all.push_back("wide");
    return all;
}

TEST(ColumnGuess, TextsAreDimensions_AndWholeNumbersCounts) {
    EXPECT_THAT(guess({"Area", "Year", "Cases"}, {"N", "2023", "1,234", "S", "2024", "[c]"}),
                ElementsAre("Area: dimension", "Year: dimension", "Cases: count"));
    EXPECT_THAT(guess({"Ward code", "n"}, {"001", "7", "002", "8.0"}),
                ElementsAre("Ward code: dimension", "n: count"));
    EXPECT_THAT(guess({"Offence kind", "n"}, {"Burglary of homes",
                                              "23\xC2\xA0"
                                              "040",
                                              "Shoplifting",
                                              "1\xE2\x80\xAF"
                                              "580"}),
                ElementsAre("Offence kind: dimension", "n: count"));
    EXPECT_THAT(guess({"Area", "n"}, {"N", "12.0", "S", "0.0"}),
                ElementsAre("Area: dimension", "n: count"));
    EXPECT_THAT(guess({"Week", "n"}, {"1", "7", "2", "8", "3", "9"}),
                ElementsAre("Week: dimension", "n: count"));
    EXPECT_THAT(
        guess({"Ward", "Band A", "Band B"}, {"N", "1", "20", "S", "10", "22", "W", "3", "9"}),
        ElementsAre("Ward: dimension", "Band A: count", "Band B: count", "wide"));
}

TEST(ColumnGuess, PercentagesAndPopulationsAreNoCounts) {
    EXPECT_THAT(guess({"Area", "Count", "%", "Rate per 1,000", "Population"},
                      {"N", "7", "12", "1.5", "4000", "S", "8", "88", "2.0", "5000"}),
                ElementsAre("Area: dimension", "Count: count", "%: measure",
                            "Rate per 1,000: measure", "Population: measure"));
}

TEST(ColumnGuess, OneOfSeveralCountsByItsName_ElseACrossTable) {
    EXPECT_THAT(guess({"Area", "Offences", "Beds"}, {"N", "7", "12", "S", "8", "13"}),
                ElementsAre("Area: dimension", "Offences: count", "Beds: measure"));
    EXPECT_THAT(guess({"Area", "Theft", "Fraud"}, {"N", "7", "12", "S", "8", "13"}),
                ElementsAre("Area: dimension", "Theft: count", "Fraud: count", "wide"));
    EXPECT_THAT(
        guess({"Area", "Male", "Female", "Total"}, {"N", "7", "12", "19"}),
        ElementsAre("Area: dimension", "Male: count", "Female: count", "Total: count", "wide"));
}

TEST(ColumnGuess, RecordsHaveDatesNumbersAndIdentifiers) {
    std::vector<std::string> fields;
    for (int i = 0; i < 50; ++i) {
        for (const auto& field :
             {"R" + std::to_string(i), "1" + std::to_string(i % 10) + "/03/2024",
              std::string(i % 2 == 0 ? "f" : "m"), std::to_string(20 + i)})
            fields.push_back(field);
    }
    EXPECT_THAT(guess({"Ref", "Date", "Sex", "Age"}, fields),
                ElementsAre("Ref: identifier", "Date: date", "Sex: dimension", "Age: number"));
}

TEST(ColumnGuess, TwoHeaderRowsTellColumnsApartTogether) {
    using sdc::are_two_header_rows;
    EXPECT_TRUE(are_two_header_rows({{"", "2023", "", "2024", ""}, {"area", "F", "M", "F", "M"}}));
    EXPECT_TRUE(are_two_header_rows({{"area", "F", "F", "M"}, {"", "2023", "2024", "2023"}}));
    EXPECT_TRUE(are_two_header_rows({{"", "2023", "", "Total"}, {"area", "F", "F2", "F"}}));
    // One header row and a row of counts, a title, names that are plain, columns that are not told
    // apart.
    EXPECT_FALSE(are_two_header_rows({{"area", "F", "M", "F"}, {"A", "10", "10", "20"}}));
    EXPECT_FALSE(are_two_header_rows({{"Title", "", ""}, {"area", "F", "M"}}));
    EXPECT_FALSE(are_two_header_rows({{"a", "b", "c"}, {"area", "F", "F"}}));
    EXPECT_FALSE(are_two_header_rows({{"", "2023", ""}, {"area", "F", "F"}}));
    EXPECT_FALSE(are_two_header_rows({{"a", "b", ""}}));
}

} // namespace
