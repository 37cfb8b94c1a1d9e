#include <sdc/detail/splitmix64.hpp>

#include <gtest/gtest.h>

namespace {

TEST(Splitmix64Test, GivesThePublishedNumbers) {
    sdc::detail::splitmix64 random(1234567);
    EXPECT_EQ(random.next(), 6457827717110365317ULL);
    EXPECT_EQ(random.next(), 3203168211198807973ULL);
}

TEST(Splitmix64Test, StaysBelowTheLimit) {
    sdc::detail::splitmix64 random(1);
    bool seen[3] = {};
    for (int i = 0; i < 100; ++i) seen[random.below(3)] = true;
    EXPECT_TRUE(seen[0] && seen[1] && seen[2]);
    EXPECT_EQ(random.below(1), 0U);
}

} // namespace
