#include <sdc/table/wide.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;

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

} // namespace
