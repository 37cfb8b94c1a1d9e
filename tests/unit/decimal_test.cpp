#include <sdc/decimal.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using sdc::decimal;

TEST(DecimalTest, IsWrittenAsItIsRead) {
    for (const char* text : {"0", "7", "-7", "815915283247897734345611269596115894272000000000",
                             "-18446744073709551616"})
        EXPECT_EQ(decimal(std::string(text)).to_string(), text);
    EXPECT_EQ(decimal().to_string(), "0");
    EXPECT_EQ(decimal(std::numeric_limits<std::int64_t>::min()).to_string(),
              "-9223372036854775808");
    EXPECT_EQ(decimal(-30).digits(), "30");
}

TEST(DecimalTest, IsOrderedAsNumbersAre) {
    const std::vector<decimal> ascending{
        decimal(std::string("-18446744073709551616")), -100, -99, -9, 0, 9, 10, 99, 100,
        decimal(std::string("18446744073709551616"))};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t k = 0; k < ascending.size(); ++k) {
            EXPECT_EQ(ascending[i] <=> ascending[k], i <=> k) << i << ' ' << k;
            EXPECT_EQ(ascending[i] == ascending[k], i == k) << i << ' ' << k;
        }
    }
}

TEST(DecimalTest, BitsAreTheLogarithm) {
    EXPECT_EQ(decimal(0).bits(), 0);
    EXPECT_EQ(decimal(1).bits(), 0);
    EXPECT_EQ(decimal(-4096).bits(), 12);
    EXPECT_NEAR(decimal(std::string("18446744073709551616")).bits(), 64, 1e-12);
    EXPECT_NEAR(decimal(std::string("815915283247897734345611269596115894272000000000")).bits(),
                159.15904, 0.00001); // 40!
}

} // namespace
