#include <sdc/rule/condition.hpp>

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace {

using namespace sdc;

TEST(Condition, SpeaksOfOneCellOrOfADifference) {
    const std::vector<std::int64_t> values{5, 3};
    const auto value_of = [&](cell_index cell) { return values[cell]; };
    EXPECT_TRUE(holds({.cell = 0, .low = 5, .high = 5}, value_of));
    EXPECT_FALSE(holds({.cell = 0, .low = 6}, value_of));
    EXPECT_TRUE(holds({.cell = 0, .minus = 1, .low = 2, .high = 2}, value_of));
    EXPECT_FALSE(holds({.cell = 0, .minus = 1, .low = 0, .high = 1}, value_of));
}

TEST(Condition, ValuesNearTheLimitsDoNotOverflow) {
    const auto value_of = [](cell_index cell) { return cell == 0 ? unlimited : -unlimited; };
    EXPECT_FALSE(holds({.cell = 0, .minus = 1, .low = 0, .high = unlimited - 1}, value_of));
    EXPECT_TRUE(holds({.cell = 0, .minus = 1, .low = 0}, value_of));
}

TEST(OneOf, AnAlternativeHoldsIfAllItsConditionsDo) {
    one_of cases;
    cases.add(
        std::array{condition{.cell = 0, .low = 1, .high = 2}, condition{.cell = 1, .low = 9}});
    cases.add(std::array{condition{.cell = 1, .low = 0, .high = 0}});
    const auto find = [&](std::int64_t a, std::int64_t b) {
        return find_alternative(cases, [&](cell_index cell) { return cell == 0 ? a : b; });
    };
    EXPECT_EQ(find(2, 9), 0U);
    EXPECT_EQ(find(2, 8), 2U); // none
    EXPECT_EQ(find(7, 0), 1U);
}

TEST(OneOf, WithoutAlternativesNothingHolds) {
    EXPECT_EQ(one_of{}.size(), 0U);
    EXPECT_EQ(find_alternative(one_of{}, [](cell_index) { return std::int64_t{0}; }), 0U);
}

TEST(OneOf, CellsGetOtherNumbers) {
    one_of cases;
    cases.add(
        std::array{condition{.cell = 1, .minus = 2, .low = 0}, condition{.cell = 3, .low = 1}});
    cases.renumber([](cell_index cell) { return cell + 10; });
    EXPECT_EQ(cases[0][0], (condition{.cell = 11, .minus = 12, .low = 0}));
    EXPECT_EQ(cases[0][1], (condition{.cell = 13, .low = 1}));
}

TEST(OneOf, SortedAreTheSameInWhateverOrderTheyCame) {
    const condition a{.cell = 1, .high = 2}, b{.cell = 3, .low = 1}, c{.cell = 2, .minus = 1};
    one_of some, others;
    some.add(std::array{a, b});
    some.add(std::array{c});
    some.add(std::array{b, a});
    others.add(std::array{c});
    others.add(std::array{b, a});
    some.sort();
    others.sort();
    EXPECT_EQ(some, others);
    EXPECT_EQ(some.size(), 2U);
    EXPECT_EQ(some[0][0], a);
}

} // namespace
