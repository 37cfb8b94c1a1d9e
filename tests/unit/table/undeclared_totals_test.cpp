#include <sdc/table/undeclared_totals.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::find_undeclared_totals;
using sdc::undeclared_total;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// Columns a, b and n; the first two are dimensions, whose totals are Total.
std::vector<undeclared_total> find(const std::vector<std::string>& fields) {
    const sdc::records rows{.names = {"a", "b", "n"}, .fields = fields};
    std::vector<std::int64_t> counts;
    for (std::size_t row = 0; row < rows.size(); ++row)
        counts.push_back(std::stoll(rows.field(row, 2)));
    return find_undeclared_totals(rows, {.dimensions = {0, 1},
                                         .columns = {0, 1},
                                         .counts = counts,
                                         .declared = {"Total", "Total"}});
}

TEST(UndeclaredTotals, AreFoundByNameWithoutAnySum) {
    EXPECT_THAT(find({"N", "x", "3", "S", "x", "4", "ALL", "x", "9"}),
                ElementsAre(undeclared_total{"a", "ALL", 0, true}));
    EXPECT_THAT(find({"N", "x", "3", "Grand Total", "Grand total", "9"}),
                UnorderedElementsAre(undeclared_total{"a", "Grand Total", 0, true},
                                     undeclared_total{"b", "Grand total", 0, true}));
}

TEST(UndeclaredTotals, AreFoundByTheirSums) {
    EXPECT_THAT(find({"N", "x", "13", "S", "x", "14", "W", "x", "27", //
                      "N", "y", "30", "S", "y", "0",  "W", "y", "30", //
                      "N", "z", "8",  "S", "z", "9",  "W", "z", "17"}),
                ElementsAre(undeclared_total{"a", "W", 3, true}));
}

TEST(UndeclaredTotals, AreFoundWhereSomeOfTheirRowsAreMissing) {
    EXPECT_THAT(find({"N", "x", "13", "S", "x", "14", "W", "x", "27", //
                      "N", "y", "30", "S", "y", "5",                  //
                      "N", "z", "8",  "S", "z", "9",  "W", "z", "17", //
                      "N", "v", "80", "W", "v", "80"}),
                ElementsAre(undeclared_total{"a", "W", 3, true}));
}

TEST(UndeclaredTotals, MayBeSeveralOfOneColumn) {
    EXPECT_THAT(
        find({"N", "x", "13", "S", "x", "14", "W", "x", "27", "V", "x", "27", //
              "N", "y", "30", "S", "y", "1",  "W", "y", "31", "V", "y", "31", //
              "N", "z", "8",  "S", "z", "9",  "W", "z", "17", "V", "z", "17"}),
        ElementsAre(undeclared_total{"a", "W", 3, true}, undeclared_total{"a", "V", 3, true}));
}

TEST(UndeclaredTotals, OfTwoLinesAreAHintOnly) {
    EXPECT_THAT(find({"N", "x", "13", "S", "x", "14", "W", "x", "27", //
                      "N", "y", "30", "S", "y", "3", "W", "y", "33"}),
                ElementsAre(undeclared_total{"a", "W", 2, false}));
}

TEST(UndeclaredTotals, OfFewPeopleAreAHintOnly) {
    EXPECT_THAT(find({"N", "x", "1", "S", "x", "0", "W", "x", "1", //
                      "N", "y", "0", "S", "y", "1", "W", "y", "1", //
                      "N", "z", "1", "S", "z", "0", "W", "z", "1"}),
                ElementsAre(undeclared_total{"a", "W", 3, false}));
}

TEST(UndeclaredTotals, AreNotWhatDiffersInOneLine) {
    EXPECT_THAT(find({"N", "x", "13", "S", "x", "14", "W", "x", "27", //
                      "N", "y", "30", "S", "y", "5",  "W", "y", "34", //
                      "N", "z", "8",  "S", "z", "9",  "W", "z", "17"}),
                IsEmpty());
}

TEST(UndeclaredTotals, AreNotTheDeclaredOne) {
    EXPECT_THAT(find({"N", "x", "13", "S", "x", "14", "Total", "x", "27", //
                      "N", "y", "30", "S", "y", "5", "Total", "y", "35"}),
                IsEmpty());
}

TEST(UndeclaredTotals, AreNotEveryNameThatBeginsWithAll) {
    EXPECT_THAT(find({"Theft", "x", "13", "All other", "x", "14", "Theft", "y", "3", "All other",
                      "y", "12"}),
                IsEmpty());
    EXPECT_THAT(find({"Theft", "x", "13", "Fraud", "x", "2", "All crime", "x", "15"}),
                ElementsAre(undeclared_total{"a", "All crime", 1, true}));
}

TEST(NameOfTotal, IsAWordForItInAnyCase) {
    for (const auto* name : {"Total", "TOTAL", " all ", "Grand Total", "Insgesamt", "Total:"})
        EXPECT_TRUE(sdc::is_name_of_total(name)) << name;
    for (const auto* name : {"Total loss", "Ally", "", "All other offences"})
        EXPECT_FALSE(sdc::is_name_of_total(name)) << name;
}

} // namespace
