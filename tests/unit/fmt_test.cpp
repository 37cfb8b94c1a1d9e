#include <sdc/fmt.hpp>

#include <sdc/error.hpp>
#include <sdc/rule/verdict.hpp>
#include <sdc/table/interval.hpp>

#include <gtest/gtest.h>

namespace {

TEST(Fmt, FormatsWhatAStreamTakes) {
    EXPECT_EQ(fmt::format("{}", sdc::error{.message = "odd", .found = "3"}), "odd; found 3");
    EXPECT_EQ(fmt::format("{:>8}|{:<8}|", sdc::interval{.low = 1, .high = 4}, sdc::errc::overflow),
              "  1 to 4|overflow|");
    EXPECT_EQ(fmt::format("{}", sdc::rule_id::small_count), "small count");
}

} // namespace
