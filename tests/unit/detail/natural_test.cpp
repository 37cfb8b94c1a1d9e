#include <sdc/detail/natural.hpp>

#include <gtest/gtest.h>

namespace {

TEST(NaturalTest, FactorialOfFortyAndBack) {
    sdc::natural n = 1;
    for (std::uint32_t k = 2; k <= 40; ++k) n = n * sdc::natural(k);
    EXPECT_EQ(n.to_string(), "815915283247897734345611269596115894272000000000");
    EXPECT_NEAR(n.bits(), 159.15904, 0.00001);
    for (std::uint32_t k = 40; k >= 2; --k) EXPECT_EQ(n.divide(k), 0U);
    EXPECT_EQ(n, sdc::natural(1));
}

TEST(NaturalTest, CarriesAndBorrows) {
    const sdc::natural most(~0ULL);
    auto n = most;
    n += sdc::natural(1);
    EXPECT_EQ(n.to_string(), "18446744073709551616");
    EXPECT_GT(n, most);
    EXPECT_EQ(n.bits(), 64);
    n -= sdc::natural(1);
    EXPECT_EQ(n, most);
    n -= most;
    EXPECT_TRUE(n.is_zero());
    EXPECT_EQ(n.to_string(), "0");
    EXPECT_EQ(n.bits(), 0);
}

} // namespace
