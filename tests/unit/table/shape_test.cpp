#include <sdc/table/shape.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using sdc::code_index;
using sdc::errc;
using sdc::shape;
using support::HasErrc;

sdc::result<shape> make(const std::vector<code_index>& extents) { return shape::make(extents); }

TEST(Shape, IsRowMajor) {
    const auto s = make({2, 3, 4}).value();
    EXPECT_EQ(s.dimensions(), 3U);
    EXPECT_EQ(s.size(), 24U);
    EXPECT_EQ(s.extent(1), 3U);
    EXPECT_EQ(s.stride(0), 12U);
    EXPECT_EQ(s.stride(1), 4U);
    EXPECT_EQ(s.stride(2), 1U);
    EXPECT_EQ(s.index({1, 2, 3}), 23U);
    EXPECT_EQ(s.index({0, 1, 0}), 4U);
}

TEST(Shape, CoordinatesAreTheInverseOfTheIndex) {
    const auto s = make({2, 3, 4}).value();
    for (sdc::cell_index cell = 0; cell < s.size(); ++cell) {
        const auto at = s.at(cell);
        EXPECT_EQ(s.index(at), cell);
        for (std::size_t d = 0; d < 3; ++d) EXPECT_EQ(s.coordinate(cell, d), at[d]);
        for (std::size_t d = 3; d < sdc::max_dimensions; ++d) EXPECT_EQ(at[d], 0U);
    }
}

TEST(Shape, EqualityComparesExtents) {
    EXPECT_EQ(make({2, 3}).value(), make({2, 3}).value());
    EXPECT_NE(make({2, 3}).value(), make({3, 2}).value());
    EXPECT_NE(make({6}).value(), make({6, 1}).value());
}

TEST(Shape, RefusesNoDimensionsAndTooMany) {
    const auto none = make({});
    ASSERT_THAT(none, HasErrc(errc::bad_argument));
    EXPECT_EQ(none.error().found, "0");
    EXPECT_EQ(none.error().wanted, "1 to 16");
    EXPECT_THAT(make(std::vector<code_index>(16, 1)), support::IsOk());
    const auto many = make(std::vector<code_index>(17, 1));
    ASSERT_THAT(many, HasErrc(errc::bad_argument));
    EXPECT_EQ(many.error().found, "17");
}

TEST(Shape, RefusesAnEmptyDimension) { EXPECT_THAT(make({2, 0}), HasErrc(errc::bad_argument)); }

TEST(Shape, RefusesMoreCellsThan64BitsNumber) {
    // 2^63 - 1 = 7^2 * 73 * 127 * 337 * 92737 * 649657, so that the limit itself can be tried.
    EXPECT_EQ(make({49, 73, 127, 337, 92737, 649657}).value().size(), 9223372036854775807U);
    EXPECT_THAT(make({2, 2147483648, 2147483648}), HasErrc(errc::overflow));
    EXPECT_THAT(make({4294967295, 4294967295, 4294967295}), HasErrc(errc::overflow));
}

} // namespace
