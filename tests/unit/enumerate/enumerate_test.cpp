#include <sdc/enumerate/enumerate.hpp>

#include <captured_log.hpp>
#include <founding_case.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using support::all_in_2024, support::categories, support::knows_total, support::months_in_years;

TEST(EnumerateTest, CountsEveryMonthlyTableOfFourIncidents) {
    const auto found = sdc::enumerate(knows_total(months_in_years(), 4));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->complete);
    EXPECT_EQ(found->tables, 20'475U); // C(28, 4)
    EXPECT_NEAR(found->bits(), 14.3, 0.05);
}

TEST(EnumerateTest, ASideStatementFixesFifteenMonths) {
    const auto c = months_in_years();
    auto known = knows_total(c, 4);
    known.learn(all_in_2024(*c));
    const auto leaves = sdc::detail::leaves_of(*c);
    ASSERT_EQ(leaves.size(), 25U);
    const auto found = sdc::enumerate(known, leaves);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tables, 715U); // C(13, 4)
    EXPECT_NEAR(found->bits(), 9.5, 0.05);
    EXPECT_EQ(std::ranges::count(found->values, std::vector<std::int64_t>{0}), 15);
    EXPECT_EQ(found->values.back(), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
}

TEST(EnumerateTest, LambethHasFourSolutions) {
    auto known = knows_total(categories(3), 9);
    known.learn_exact(1, 6);
    known.learn(2, 0, 5);
    known.learn(3, 0, 5);
    const std::vector<sdc::cell_index> asked{2, 3};
    const auto found = sdc::enumerate(known, asked);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tables, 4U);
    EXPECT_EQ(found->values[0], (std::vector<std::int64_t>{0, 1, 2, 3}));
}

TEST(EnumerateTest, TwoWayTablesAgreeWithBothMargins) {
    const std::vector<std::string> two{"a", "b"}, three{"x", "y", "z"};
    const auto c =
        sdc::cube::make({{.name = "row", .codes = sdc::hierarchy::flat(two).value()},
                         {.name = "column", .codes = sdc::hierarchy::flat(three).value()}})
            .value();
    sdc::knowledge known(c);
    for (const auto& [cell, value] : {std::pair(0, 5), {4, 2}, {8, 3}, {1, 2}, {2, 2}, {3, 1}})
        known.learn_exact(static_cast<sdc::cell_index>(cell), value);
    std::uint64_t tables = 0;
    const auto complete = sdc::for_each_table(known, [&](std::span<const std::int64_t> values) {
        ++tables;
        EXPECT_TRUE(sdc::check_additive(*c, values));
        EXPECT_EQ(values[4], 2);
        EXPECT_EQ(values[3], 1);
    });
    ASSERT_TRUE(complete);
    EXPECT_TRUE(*complete);
    EXPECT_EQ(tables, 5U); // first row (2,0,0), (1,1,0), (1,0,1), (0,2,0), (0,1,1)
}

TEST(EnumerateTest, StatementsTakeAnyIntegerCoefficients) {
    auto known = knows_total(categories(2), 10);
    known.learn({.text = "three times the first less twice the second",
                 .terms = {{1, 3}, {2, -2}},
                 .low = 4,
                 .high = 11});
    const std::vector<sdc::cell_index> asked{1};
    const auto found = sdc::enumerate(known, asked); // 5 a - 20 in 4..11
    ASSERT_TRUE(found);
    EXPECT_EQ(found->values[0], (std::vector<std::int64_t>{5, 6}));
}

TEST(EnumerateTest, SaysWhenTheLimitCameFirst) {
    support::captured_log log;
    const auto found = sdc::enumerate(knows_total(months_in_years(), 4), {},
                                      {.run = {.log = &log}, .limit = 1000});
    ASSERT_TRUE(found);
    EXPECT_TRUE(log.holds("enumeration: the limit of 1000 steps came first"));
    EXPECT_FALSE(found->complete);
    EXPECT_GT(found->tables, 0U);
    EXPECT_LT(found->tables, 20'475U);
}

TEST(EnumerateTest, StopsWhenAsked) {
    int asked = 0;
    const auto found = sdc::enumerate(knows_total(months_in_years(), 8), {},
                                      {.run = {.cancel = [&] { return ++asked == 3; }}});
    EXPECT_EQ(found.error().code, sdc::errc::cancelled);
}

TEST(EnumerateTest, RefusesWhatCannotBeEnumerated) {
    const auto c = categories(3);
    EXPECT_EQ(sdc::enumerate(sdc::knowledge(c)).error().code, sdc::errc::bad_argument);
    auto known = knows_total(c, 4);
    known.learn(1, 5, 9);
    EXPECT_EQ(sdc::enumerate(known).error().code, sdc::errc::contradiction);
    auto impossible = knows_total(c, 4);
    impossible.learn({.text = "nothing is at least one", .terms = {}, .low = 1});
    EXPECT_EQ(sdc::enumerate(impossible).error().code, sdc::errc::contradiction);
    auto huge = knows_total(c, 4);
    huge.learn({.text = "huge", .terms = {{1, sdc::unlimited}}, .high = 4});
    EXPECT_EQ(sdc::enumerate(huge).error().code, sdc::errc::bad_argument);
    auto stray = knows_total(c, 4);
    stray.learn({.text = "stray", .terms = {{99, 1}}, .high = 4});
    EXPECT_EQ(sdc::enumerate(stray).error().code, sdc::errc::bad_argument);
    const std::vector<sdc::cell_index> outside{9};
    EXPECT_EQ(sdc::enumerate(knows_total(c, 4), outside).error().code, sdc::errc::bad_argument);
}

} // namespace
