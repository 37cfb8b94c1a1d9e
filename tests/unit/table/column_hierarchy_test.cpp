#include <sdc/table/column_hierarchy.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::errc;
using sdc::records;
using support::HasErrc;
using support::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<std::string> levels{"region", "force"};

records rows_of(std::vector<std::string> fields) {
    return {.source = "in.csv", .names = {"region", "force"}, .fields = sdc::word_list(fields)};
}

/// "code<parent" for each code but the total.
std::vector<std::string> codes(const sdc::hierarchy& of) {
    std::vector<std::string> all;
    for (sdc::code_index i = 1; i < of.size(); ++i)
        all.push_back(of[i].id + "<" + of[of.parent(i)].id);
    return all;
}

TEST(ColumnHierarchy, HasTheTextsOfItsColumns) {
    const auto made = sdc::hierarchy_of_columns(
        rows_of({"North", "Leeds", "South", "Kent", "North", "York", " North", "Leeds "}), levels);
    ASSERT_THAT(made, IsOk());
    EXPECT_THAT(codes(*made), ElementsAre("North<Total", "Leeds<North", "York<North", "South<Total",
                                          "Kent<South"));
}

TEST(ColumnHierarchy, TheSameNameInTwoPlacesIsToldApartByItsPath) {
    auto rows = rows_of({"North", "Newport", "South", "Newport", "London", "London"});
    const auto made = sdc::hierarchy_of_columns(rows, levels);
    ASSERT_THAT(made, IsOk());
    EXPECT_THAT(codes(*made),
                ElementsAre("North<Total", "North/Newport<North", "South<Total",
                            "South/Newport<South", "London<Total", "London/London<London"));
    ASSERT_THAT(sdc::add_hierarchy_column(rows, "area", levels), IsOk());
    EXPECT_EQ(rows.names.back(), "area");
    EXPECT_EQ(rows.field(1, 2), "South/Newport");
    EXPECT_EQ(rows.field(2, 2), "London/London");
}

TEST(ColumnHierarchy, EmptyLevelsAndTheTotalAreMargins) {
    auto rows = rows_of({"North", "Leeds", "North", "", "North", "All", "All", "All", "", ""});
    ASSERT_THAT(sdc::add_hierarchy_column(rows, "area", levels, "All"), IsOk());
    std::vector<std::string> added;
    for (std::size_t row = 0; row < rows.size(); ++row) added.push_back(rows.field(row, 2));
    EXPECT_THAT(added, ElementsAre("Leeds", "North", "North", "All", "All"));
}

TEST(ColumnHierarchy, TotalsUnderTheirOwnNameAreRefused) {
    for (const auto* name : {"North", "North total", "Total of all", "All"}) {
        const auto made = sdc::hierarchy_of_columns(
            rows_of({"North", "Leeds", "North", name, "South", "Kent"}), levels);
        EXPECT_EQ(made.has_value(), std::string(name) == "Total of all") << name;
    }
}

TEST(ColumnHierarchy, WhatIsNoTreeIsRefused) {
    const auto gap = sdc::hierarchy_of_columns(rows_of({"North", "Leeds", "", "York"}), levels);
    EXPECT_THAT(gap, HasErrc(errc::bad_syntax));
    EXPECT_THAT(sdc::to_string(gap.error()), HasSubstr("in.csv:2"));
    EXPECT_THAT(sdc::hierarchy_of_columns(rows_of({}), std::vector<std::string>{"region"}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::hierarchy_of_columns(rows_of({}), std::vector<std::string>{"region", "ward"}),
                HasErrc(errc::missing_column));
    // A code that is a path elsewhere.
    EXPECT_THAT(sdc::hierarchy_of_columns(rows_of({"N", "X", "S", "X", "N/X", "Y"}), levels),
                HasErrc(errc::duplicate));
    auto rows = rows_of({"North", "Leeds"});
    EXPECT_THAT(sdc::add_hierarchy_column(rows, "force", levels), HasErrc(errc::duplicate));
}

} // namespace
