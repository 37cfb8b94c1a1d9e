#include <sdc/table/detail/number.hpp>

#include <sdc/fwd.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using sdc::errc;
using sdc::detail::parse_count;
using sdc::detail::parse_decimal;
using support::HasErrc;

TEST(ParseCount, ReadsDigits) {
    EXPECT_EQ(*parse_count("0"), 0);
    EXPECT_EQ(*parse_count("0042"), 42);
    EXPECT_EQ(*parse_count("9223372036854775807"), sdc::unlimited);
}

TEST(ParseCount, RefusesAllElse) {
    for (const auto* text :
         {"", "12.5", "12.0", "-3", "+3", "1e3", " 4", "4 ", "1,000", "x", "0x1"}) {
        const auto n = parse_count(text);
        ASSERT_THAT(n, HasErrc(errc::bad_syntax)) << text;
        EXPECT_EQ(n.error().found, "\"" + std::string(text) + "\"");
        EXPECT_EQ(n.error().wanted, "digits only, such as 12");
    }
}

TEST(ParseCount, RefusesWhatDoesNotFit) {
    for (const auto* text :
         {"9223372036854775808", "18446744073709551617", "100000000000000000000"}) {
        const auto n = parse_count(text);
        ASSERT_THAT(n, HasErrc(errc::overflow)) << text;
        EXPECT_EQ(n.error().wanted, "at most 9223372036854775807");
    }
}

TEST(ParseDecimal, KeepsDecimalsExactly) {
    EXPECT_EQ(*parse_decimal("12.5", 2), 1250);
    EXPECT_EQ(*parse_decimal("12.50", 2), 1250);
    EXPECT_EQ(*parse_decimal("12", 2), 1200);
    EXPECT_EQ(*parse_decimal("-0.07", 2), -7);
    EXPECT_EQ(*parse_decimal("+1.1", 1), 11);
    EXPECT_EQ(*parse_decimal("7", 0), 7);
    EXPECT_EQ(*parse_decimal("9223372036.854775807", 9), sdc::unlimited);
    EXPECT_EQ(*parse_decimal("-9223372036.854775807", 9), -sdc::unlimited);
}

TEST(ParseDecimal, RefusesAllElse) {
    for (const auto* text :
         {"", "-", "+", ".", "5.", ".5", "1.2.3", "--1", "1e3", " 1", "1,5", "nan", "1.-5"})
        EXPECT_THAT(parse_decimal(text, 3), HasErrc(errc::bad_syntax)) << text;
}

TEST(ParseDecimal, RefusesMoreDecimalsThanAreKept) {
    const auto n = parse_decimal("1.250", 2);
    ASSERT_THAT(n, HasErrc(errc::bad_syntax));
    EXPECT_EQ(n.error().found, "\"1.250\"");
    EXPECT_EQ(n.error().wanted, "at most 2");
    EXPECT_THAT(parse_decimal("1.0", 0), HasErrc(errc::bad_syntax));
}

TEST(ParseDecimal, RefusesWhatDoesNotFit) {
    EXPECT_THAT(parse_decimal("9223372036.854775808", 9), HasErrc(errc::overflow));
    EXPECT_THAT(parse_decimal("9223372036854775807", 1), HasErrc(errc::overflow));
    EXPECT_THAT(parse_decimal("-9223372036854775808", 0), HasErrc(errc::overflow));
}

} // namespace
