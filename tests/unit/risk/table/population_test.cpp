#include <sdc/risk/table/population.hpp>

#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

namespace {

using support::HasErrc;
using ::testing::ElementsAre;

TEST(Population, OfACellIsThatOfItsCodes) {
    const auto t = support::cross({{1, 2}, {0, 4}});
    const auto both = support::cross({{10, 20}, {30, 40}});
    EXPECT_THAT(sdc::population_of_cells(t.cube(), both).value(),
                ElementsAre(100, 40, 60, 30, 10, 20, 70, 30, 40));
    const auto rows =
        sdc::table::make(sdc::cube::make({support::flat("r", 2)}).value(), {.values = {50, 20, 30}})
            .value();
    EXPECT_THAT(sdc::population_of_cells(t.cube(), rows).value(),
                ElementsAre(50, 50, 50, 20, 20, 20, 30, 30, 30));
    const auto columns =
        sdc::table::make(sdc::cube::make({support::flat("c", 2)}).value(), {.values = {50, 20, 30}})
            .value();
    EXPECT_THAT(sdc::population_of_cells(t.cube(), columns).value(),
                ElementsAre(50, 20, 30, 50, 20, 30, 50, 20, 30));
    const auto all =
        sdc::table::make(sdc::cube::make({support::flat("everybody", 0)}).value(), {.values = {90}})
            .value();
    EXPECT_THAT(sdc::population_of_cells(t.cube(), all).value(),
                ElementsAre(90, 90, 90, 90, 90, 90, 90, 90, 90));
}

TEST(Population, OfRowsBySomeDimensions) {
    const auto t = support::cross({{1, 2}, {0, 4}});
    const sdc::records rows{.names = {"c", "place", "population"},
                            .fields = {"c0", "here", "20", "c1", "here", "5", "c1", "there", "25"}};
    EXPECT_THAT(sdc::population_of_cells(t.cube(), rows).value(),
                ElementsAre(50, 20, 30, 50, 20, 30, 50, 20, 30));
    const auto other = sdc::population_of_cells(
        t.cube(), {.names = {"place", "population"}, .fields = {"here", "20"}});
    ASSERT_THAT(other, HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(other.error().message, "population");
    EXPECT_THAT(sdc::population_of_cells(t.cube(), {.names = {"c"}, .fields = {"c0"}}),
                HasErrc(sdc::errc::missing_column));
}

TEST(Population, OfOtherCodesIsRefused) {
    const auto t = support::cross({{1, 2}, {0, 4}});
    EXPECT_THAT(sdc::population_of_cells(t.cube(), support::series({5, 6})),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::population_of_cells(t.cube(), support::cross({{10, 20}, {30, 40}, {50, 60}})),
                HasErrc(sdc::errc::bad_argument));
}

} // namespace
