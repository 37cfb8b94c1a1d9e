#include <sdc/risk/table/sensitivity.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using sdc::limit_one_in;
using sdc::sensitivity;

TEST(Sensitivity, LimitsAreTheCellSizesInUse) {
    EXPECT_EQ(limit_one_in(sensitivity::none), 3);
    EXPECT_EQ(limit_one_in(sensitivity::personal), 5);
    EXPECT_EQ(limit_one_in(sensitivity::special_category), 11);
    EXPECT_EQ(limit_one_in(sensitivity::criminal_offence), 11);
}

TEST(Sensitivity, ASmallPopulationAsksForMore) {
    EXPECT_EQ(limit_one_in(sensitivity::none, 19'999), 11);
    EXPECT_EQ(limit_one_in(sensitivity::none, 20'000), 3);
    EXPECT_EQ(limit_one_in(sensitivity::criminal_offence, 19'999), 20);
    EXPECT_EQ(limit_one_in(sensitivity::criminal_offence, 1'100'000), 11);
    for (const auto s : {sensitivity::none, sensitivity::personal, sensitivity::special_category,
                         sensitivity::criminal_offence})
        EXPECT_GE(limit_one_in(s, 100), limit_one_in(s, 1'000'000)) << to_string(s);
}

TEST(Sensitivity, TheSmallestPlaceWhereAnybodyLivesSetsTheLimit) {
    using sdc::smallest_population;
    EXPECT_EQ(smallest_population({}), 0);
    EXPECT_EQ(smallest_population(std::vector<std::int64_t>{0, 0}), 0);
    EXPECT_EQ(smallest_population(std::vector<std::int64_t>{1'000'000, 0, 500, 999'500}), 500);
}

} // namespace
