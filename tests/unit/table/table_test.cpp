#include <sdc/table/table.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace {

using sdc::columns;
using sdc::errc;
using sdc::hierarchy;
using sdc::table;
using support::HasErrc;
using support::IsOk;
using values = std::vector<std::int64_t>;

/// Codes of area: Total 0, N 1, S 2. Codes of sex: Total 0, f 1, m 2.
std::shared_ptr<const sdc::cube> square() {
    return sdc::cube::make({{.name = "area",
                             .codes = hierarchy::flat(std::vector<std::string>{"N", "S"}).value()},
                            {.name = "sex",
                             .codes = hierarchy::flat(std::vector<std::string>{"f", "m"}).value()}})
        .value();
}
const values additive{10, 4, 6, 3, 1, 2, 7, 3, 4};

TEST(Table, HoldsAnAdditiveColumn) {
    const auto t = table::make(square(), {.values = additive}).value();
    EXPECT_EQ(t.size(), 9U);
    EXPECT_EQ(t.value(5), 2);
    EXPECT_EQ(t.grand_total(), 10);
    EXPECT_THAT(t.values(), testing::ElementsAreArray(additive));
    EXPECT_EQ(t.measure(), (sdc::measure{.name = "count", .decimals = 0}));
    EXPECT_EQ(&t.cube(), t.shared_cube().get());
    EXPECT_EQ(describe(t, 5), "area=N, sex=m");
    sdc::cell_index visited = 0;
    for (const auto& cell : cells(t)) visited += cell.index() == visited ? 1 : 100;
    EXPECT_EQ(visited, 9U);
}

TEST(Table, CountsUnitsAsContributors_IfThereAreNoOthers) {
    const auto t = table::make(square(), {.values = additive}).value();
    EXPECT_TRUE(t.is_frequency());
    EXPECT_EQ(t.contributors(5), 2);
    EXPECT_TRUE(t.largest(5).empty());
}

TEST(Table, HoldsContributorsAndLargestContributions) {
    const columns data{.values = {-10, -4, -6, -3, -1, -2, -7, -3, -4},
                       .contributors = {5, 4, 4, 3, 2, 2, 3, 2, 2},
                       .largest_per_cell = 2,
                       .largest = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 1, 2, 2, 3, 3, 4, 4}};
    const auto t = table::make(square(), data, {.name = "turnover", .decimals = 2}).value();
    EXPECT_FALSE(t.is_frequency());
    EXPECT_EQ(t.contributors(0), 5);
    EXPECT_THAT(t.largest(1), testing::ElementsAre(7, 6));
    EXPECT_THAT(t.largest(8), testing::ElementsAre(4, 4));
    EXPECT_EQ(t.measure().name, "turnover");
}

TEST(Table, RefusesColumnsOfTheWrongLength) {
    const auto short_values = table::make(square(), {.values = {1, 2}});
    ASSERT_THAT(short_values, HasErrc(errc::bad_argument));
    EXPECT_THAT(short_values.error().message, testing::HasSubstr("values"));
    EXPECT_EQ(short_values.error().found, "2");
    EXPECT_EQ(short_values.error().wanted, "9");
    EXPECT_THAT(table::make(square(), {.values = additive, .contributors = {1}}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(table::make(square(), {.values = additive, .largest = {1}}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(
        table::make(square(), {.values = additive, .largest_per_cell = 2, .largest = values(9)}),
        HasErrc(errc::bad_argument));
    EXPECT_THAT(
        table::make(square(), {.values = additive, .largest_per_cell = std::size_t{1} << 63}),
        HasErrc(errc::bad_argument));
}

TEST(Table, RefusesANegativeCount) {
    auto negative = additive;
    negative[5] = -2;
    const auto t = table::make(square(), {.values = negative});
    ASSERT_THAT(t, HasErrc(errc::bad_argument));
    EXPECT_EQ(t.error().cell, "area=N, sex=m");
    EXPECT_EQ(t.error().found, "-2");
    EXPECT_EQ(t.error().wanted, "0 or more");
    const auto contributors = table::make(square(), {.values = additive, .contributors = negative});
    EXPECT_THAT(contributors, HasErrc(errc::bad_argument));
}

TEST(Table, RefusesAMarginThatIsNotTheSumOfItsParts) {
    auto wrong = additive;
    wrong[3] = 4; // N, both sexes: 1 + 2
    const auto t = table::make(square(), {.values = wrong});
    ASSERT_THAT(t, HasErrc(errc::not_additive));
    EXPECT_EQ(t.error().cell, "area=Total, sex=Total"); // along area the total comes first: 4 + 7
    EXPECT_EQ(t.error().found, "10");
    EXPECT_EQ(t.error().wanted, "11 (the sum of its parts)");
    EXPECT_THAT(t.error().message, testing::HasSubstr("area"));

    wrong = additive;
    wrong[8] = 5;
    wrong[2] = 7;
    const auto along_sex = table::make(square(), {.values = wrong});
    ASSERT_THAT(along_sex, HasErrc(errc::not_additive));
    EXPECT_EQ(along_sex.error().cell, "area=Total, sex=Total");
    EXPECT_EQ(along_sex.error().found, "10");
    EXPECT_THAT(along_sex.error().message, testing::HasSubstr("sex"));
}

TEST(Table, SumsPartsExactly_BeyondSixtyFourBits) {
    constexpr auto max = sdc::unlimited;
    const auto t = table::make(square(), {.values = {-2, max, max, -2, max, max, 0, 0, 0}});
    EXPECT_THAT(t, HasErrc(errc::bad_argument));
    const auto wraps = table::make(
        square(), {.values = {-2, max, max, -2, max, max, 0, 0, 0}, .contributors = values(9)});
    ASSERT_THAT(wraps, HasErrc(errc::not_additive));
    EXPECT_EQ(wraps.error().wanted, "18446744073709551614 (the sum of its parts)");
}

TEST(CheckAdditive, AcceptsWhatAddsUpOnly) {
    const auto c = square();
    EXPECT_THAT(check_additive(*c, additive), IsOk());
    for (std::size_t i = 0; i < additive.size(); ++i) {
        auto wrong = additive;
        ++wrong[i];
        EXPECT_THAT(check_additive(*c, wrong), HasErrc(errc::not_additive)) << i;
    }
}

TEST(Table, StructuralZerosMakeMarginsOverNothingElse) {
    const auto t =
        table::make(square(), {.values = {7, 3, 4, 0, 0, 0, 7, 3, 4}, .structural_zeros = {5, 4}})
            .value();
    EXPECT_TRUE(t.is_structural_zero(4));
    EXPECT_TRUE(t.is_structural_zero(5));
    EXPECT_TRUE(t.is_structural_zero(3));
    for (const sdc::cell_index cell : {0U, 1U, 2U, 6U, 7U, 8U})
        EXPECT_FALSE(t.is_structural_zero(cell)) << cell;
}

TEST(Table, StructuralZerosEverywhereReachTheTotal) {
    const auto t =
        table::make(square(), {.values = values(9), .structural_zeros = {4, 5, 7, 8}}).value();
    for (sdc::cell_index cell = 0; cell < 9; ++cell)
        EXPECT_TRUE(t.is_structural_zero(cell)) << cell;
}

TEST(Table, RefusesAStructuralZeroThatIsNotAnEmptyLeaf) {
    const auto occupied = table::make(square(), {.values = additive, .structural_zeros = {4}});
    ASSERT_THAT(occupied, HasErrc(errc::bad_argument));
    EXPECT_EQ(occupied.error().cell, "area=N, sex=f");
    EXPECT_THAT(table::make(square(), {.values = values(9), .structural_zeros = {3}}),
                HasErrc(errc::bad_argument));
    const auto outside = table::make(square(), {.values = values(9), .structural_zeros = {9}});
    ASSERT_THAT(outside, HasErrc(errc::bad_argument));
    EXPECT_EQ(outside.error().cell, "9");
    auto contributors = values(9);
    contributors[4] = 1;
    EXPECT_THAT(
        table::make(square(),
                    {.values = values(9), .contributors = contributors, .structural_zeros = {4}}),
        HasErrc(errc::bad_argument));
}

} // namespace
