#include <sdc/table/records.hpp>

#include <gtest/gtest.h>

namespace {

const sdc::records people{.source = "people.csv",
                          .names = {"area", "sex"},
                          .fields = {"N", "f", "S", "m"},
                          .lines = {2, 5}};

TEST(Records, GivesFieldsByRowAndColumn) {
    EXPECT_EQ(people.size(), 2U);
    EXPECT_EQ(people.field(0, 1), "f");
    EXPECT_EQ(people.field(1, 0), "S");
}

TEST(Records, FindsColumnsByName) {
    EXPECT_EQ(people.find_column("sex"), 1U);
    EXPECT_EQ(people.find_column("age"), std::nullopt);
}

TEST(Records, PlaceIsOneBased) {
    const auto where = people.where(1, 0);
    EXPECT_EQ(where.file, "people.csv");
    EXPECT_EQ(where.line, 5U);
    EXPECT_EQ(where.column, 1U);
}

TEST(Records, PlaceCountsRows_IfThereAreNoLines) {
    const sdc::records made{.names = {"a"}, .fields = {"x", "y"}};
    EXPECT_EQ(made.where(1, 0).line, 2U);
}

TEST(Records, AreEmptyWithoutColumns) { EXPECT_EQ(sdc::records{}.size(), 0U); }

} // namespace
