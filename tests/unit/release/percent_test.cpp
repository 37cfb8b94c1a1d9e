#include <sdc/release/percent.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/detail/integer.hpp>

#include <generators.hpp>
#include <matchers.hpp>

#include "../io/released.hpp"

#include <gmock/gmock.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using support::HasErrc;
using support::IsOk;

TEST(Percent, HasOneDecimalHalfAwayFromZero) {
    EXPECT_EQ(sdc::format_percent(1, 3), "33.3");
    EXPECT_EQ(sdc::format_percent(2, 3), "66.7");
    EXPECT_EQ(sdc::format_percent(1, 16), "6.3") << "6.25";
    EXPECT_EQ(sdc::format_percent(1, 2000), "0.1") << "0.05";
    EXPECT_EQ(sdc::format_percent(0, 7), "0.0");
    EXPECT_EQ(sdc::format_percent(7, 7), "100.0");
    EXPECT_EQ(sdc::format_percent(20, 15), "133.3") << "of rounded numbers";
    EXPECT_EQ(sdc::format_percent(-1, 16), "-6.3");
    EXPECT_EQ(sdc::format_percent(-1, 30'000), "0.0");
}

TEST(Percent, OfNobodyIsEmpty) { EXPECT_EQ(sdc::format_percent(0, 0), ""); }

TEST(Percent, LargestNumbersAreExact) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(sdc::format_percent(most, most), "100.0");
    EXPECT_EQ(sdc::format_percent(most, 1), "922337203685477580700.0");
}

/// No other tenth is nearer.
TEST(Percent, IsTheNearestTenth) {
    support::splitmix64 random(3);
    for (int i = 0; i < 10'000; ++i) {
        const auto of = static_cast<std::int64_t>(random.below(5'000)) + 1;
        const auto n = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(of) + 1));
        auto digits = sdc::format_percent(n, of);
        digits.erase(digits.find('.'), 1);
        const auto off = 2 * (std::stoll(digits) * of - 1000 * n);
        EXPECT_LE(off, of) << n << " of " << of;
        EXPECT_GT(off, -of) << n << " of " << of;
    }
}

/// Margins are shown, leaves are not: neither those nor what they are a part of has a percentage.
TEST(Percent, IsOfPublishedNumbersOnly) {
    const auto months = support::released_months();
    const auto stride = months.cube().shape().stride(0);
    EXPECT_EQ(sdc::format_percent(months, 0, 0, "[c]"), "100.0");
    EXPECT_EQ(sdc::format_percent(months, stride, 0, "[c]"), "32.0");
    EXPECT_EQ(sdc::format_percent(months, stride, 1, "[c]"), "100.0");
    EXPECT_EQ(sdc::format_percent(months, stride + 1, 0, "[c]"), "[c]");
    const auto rounded = support::rounded_months();
    EXPECT_EQ(sdc::format_percent(rounded, 1, 0, "*"), "*") << "a label is no number";
}

TEST(Percent, ItsColumnHasADimensionAndANameOfItsOwn) {
    const auto months = support::released_months();
    EXPECT_THAT(sdc::check({}, months), IsOk());
    EXPECT_THAT(sdc::check({.of = "sex"}, months), IsOk());
    EXPECT_THAT(sdc::check({.of = "area"}, months), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::check({.of = "sex", .name = "month"}, months), HasErrc(sdc::errc::duplicate));
    EXPECT_THAT(sdc::check({.of = "sex", .name = months.column_name()}, months),
                HasErrc(sdc::errc::duplicate));
}

/// A cell of the first part that has its codes; none of both is not published.
TEST(Published, PartsAreMerged) {
    const auto a = support::release(support::one_dimension({"a", "b"}), {20, 9});
    const auto g = support::release(support::one_dimension({"g", "a"}), {7, 22});
    const auto c = sdc::cube::make({support::one_dimension({"g", "x", "b", "a"})}).value();
    const auto all = sdc::merge(c, std::vector{a, g});
    EXPECT_EQ(all[0].number, 29);
    EXPECT_EQ(all[1].number, 7);
    EXPECT_FALSE(all.has(2));
    EXPECT_EQ(all[3].number, 9);
    EXPECT_EQ(all[4].number, 20);
}

} // namespace
