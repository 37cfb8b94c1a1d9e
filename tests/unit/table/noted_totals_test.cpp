#include <sdc/table/noted_totals.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace {

using dimensions = std::vector<std::pair<std::string, std::string>>;

sdc::records rows(const std::string& column) {
    return {.names = {column, "County", "Sex", "Deaths"},
            .fields = {"", "Kent", "F", "12", "Total", "Kent", "", "30", " Total ", "", "", "95",
                       "", "", "F", "3"}};
}

TEST(NotedTotals, HaveTheCodeOfTheTotalWhereACodeIsEmpty) {
    auto r = rows("Notes");
    EXPECT_EQ(sdc::name_noted_totals(r, dimensions{{"County", "England"}, {"Sex", "Total"}}), 2U);
    EXPECT_EQ(r.field(1, 1), "Kent");
    EXPECT_EQ(r.field(1, 2), "Total");
    EXPECT_EQ(r.field(2, 1), "England");
    EXPECT_EQ(r.field(2, 2), "Total");
    EXPECT_EQ(r.field(3, 1), ""); // nothing says that it is a total
}

TEST(NotedTotals, OtherColumnsSayNothing) {
    auto r = rows("Remarks");
    EXPECT_EQ(sdc::name_noted_totals(r, dimensions{{"County", "England"}}), 0U);
    EXPECT_EQ(r.field(2, 1), "");
}

} // namespace
