#include <sdc/attack/enumerate.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace {

/// Years 2022 to 2024 over 25 months, October 2022 to October 2024.
std::shared_ptr<const sdc::cube> months_in_years() {
    std::vector<std::vector<std::string>> paths;
    for (int month = 9; month < 34; ++month) {
        const auto year = std::to_string(2022 + month / 12);
        paths.push_back({year, year + "-" + std::to_string(month % 12 + 1)});
    }
    return sdc::cube::make({{.name = "month", .codes = sdc::hierarchy::from_paths(paths).value(), .role = sdc::role::time}}).value();
}

std::shared_ptr<const sdc::cube> categories(std::size_t n) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < n; ++i) ids.push_back("c" + std::to_string(i));
    return sdc::cube::make({{.name = "category", .codes = sdc::hierarchy::flat(ids).value()}}).value();
}

sdc::knowledge knows_total(std::shared_ptr<const sdc::cube> c, std::int64_t total) {
    sdc::knowledge reader(std::move(c));
    reader.learn_exact(0, total);
    return reader;
}

sdc::statement all_in_2024(const sdc::cube& c) {
    return {.text = "all in 2024", .terms = {{0, 1}, {*c.codes(0).find("2024"), -1}}, .high = 0};
}

sdc::stars_alone stars(std::shared_ptr<const sdc::cube> c, std::int64_t minimum, sdc::zero_policy zeros = sdc::zero_policy::show) {
    return {std::move(c), {sdc::threshold{.minimum = minimum, .zeros = zeros, .publish_total = true}}};
}

TEST(EnumerateTest, CountsEveryMonthlyTableOfFourIncidents) {
    const auto found = sdc::enumerate(knows_total(months_in_years(), 4));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->complete);
    EXPECT_EQ(found->tables, 20'475U); // C(28, 4)
    EXPECT_NEAR(found->bits(), 14.3, 0.05);
}

TEST(EnumerateTest, ASideStatementFixesFifteenMonths) {
    const auto c = months_in_years();
    auto reader = knows_total(c, 4);
    reader.learn(all_in_2024(*c));
    const auto leaves = sdc::detail::leaves_of(*c);
    ASSERT_EQ(leaves.size(), 25U);
    const auto found = sdc::enumerate(reader, leaves);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tables, 715U); // C(13, 4)
    EXPECT_NEAR(found->bits(), 9.5, 0.05);
    EXPECT_EQ(std::ranges::count(found->values, std::vector<std::int64_t>{0}), 15);
    EXPECT_EQ(found->values.back(), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
}

TEST(EnumerateTest, LambethHasFourSolutions) {
    auto reader = knows_total(categories(3), 9);
    reader.learn_exact(1, 6);
    reader.learn(2, 0, 5);
    reader.learn(3, 0, 5);
    const std::vector<sdc::cell_index> asked{2, 3};
    const auto found = sdc::enumerate(reader, asked);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tables, 4U);
    EXPECT_EQ(found->values[0], (std::vector<std::int64_t>{0, 1, 2, 3}));
}

TEST(EnumerateTest, TwoWayTablesAgreeWithBothMargins) {
    const std::vector<std::string> two{"a", "b"}, three{"x", "y", "z"};
    const auto c = sdc::cube::make({{.name = "row", .codes = sdc::hierarchy::flat(two).value()},
                                    {.name = "column", .codes = sdc::hierarchy::flat(three).value()}}).value();
    sdc::knowledge reader(c);
    for (const auto& [cell, value] : {std::pair(0, 5), {4, 2}, {8, 3}, {1, 2}, {2, 2}, {3, 1}}) reader.learn_exact(static_cast<sdc::cell_index>(cell), value);
    std::uint64_t tables = 0;
    const auto complete = sdc::for_each_table(reader, [&](std::span<const std::int64_t> values) {
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
    auto reader = knows_total(categories(2), 10);
    reader.learn({.text = "three times the first less twice the second", .terms = {{1, 3}, {2, -2}}, .low = 4, .high = 11});
    const std::vector<sdc::cell_index> asked{1};
    const auto found = sdc::enumerate(reader, asked); // 5 a - 20 in 4..11
    ASSERT_TRUE(found);
    EXPECT_EQ(found->values[0], (std::vector<std::int64_t>{5, 6}));
}

TEST(EnumerateTest, SaysWhenTheLimitCameFirst) {
    const auto found = sdc::enumerate(knows_total(months_in_years(), 4), {}, {.limit = 1000});
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->complete);
    EXPECT_GT(found->tables, 0U);
    EXPECT_LT(found->tables, 20'475U);
}

TEST(EnumerateTest, RefusesWhatCannotBeEnumerated) {
    const auto c = categories(3);
    EXPECT_EQ(sdc::enumerate(sdc::knowledge(c)).error().code, sdc::errc::bad_argument);
    auto reader = knows_total(c, 4);
    reader.learn(1, 5, 9);
    EXPECT_EQ(sdc::enumerate(reader).error().code, sdc::errc::contradiction);
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

TEST(RecoverTest, FoundingCaseOverTwentyFiveMonths) {
    const auto c = months_in_years();
    const auto r = sdc::recover(knows_total(c, 4), stars(c, 5));
    ASSERT_TRUE(r);
    EXPECT_EQ(r->tables, 20'475U);
    EXPECT_NEAR(r->probability, 0.7773, 0.00005);
    EXPECT_EQ(r->exact, (sdc::fraction{2429, 3125})); // (25 x 24 x 23 x 22 + 25) / 25^4
}

TEST(RecoverTest, FoundingCaseOnceTheYearIsSaid) {
    const auto c = months_in_years();
    auto reader = knows_total(c, 4);
    reader.learn(all_in_2024(*c));
    const auto r = sdc::recover(reader, stars(c, 5));
    ASSERT_TRUE(r);
    EXPECT_EQ(r->tables, 715U);
    EXPECT_EQ(r->recovered, 220U);
    EXPECT_EQ(r->exact, (sdc::fraction{101, 200}));
    EXPECT_DOUBLE_EQ(r->probability, 0.505);
    EXPECT_NEAR(static_cast<double>(r->recovered_leaves) / static_cast<double>(r->starred_leaves), 0.386, 0.0005);
}

TEST(RecoverTest, NeverWhenZerosAreHiddenToo) {
    const auto c = months_in_years();
    auto reader = knows_total(c, 4);
    EXPECT_EQ(sdc::recover(reader, stars(c, 5, sdc::zero_policy::hide)).value().recovered, 0U);
    reader.learn(all_in_2024(*c));
    const auto r = sdc::recover(reader, stars(c, 5, sdc::zero_policy::hide));
    EXPECT_EQ(r->recovered, 0U);
    EXPECT_EQ(r->probability, 0);
}

TEST(RecoverTest, GenderOfFour) {
    const auto c = categories(2);
    EXPECT_EQ(sdc::recover(knows_total(c, 4), stars(c, 5))->exact, (sdc::fraction{1, 8}));
    const auto uneven = sdc::recover(knows_total(c, 4), stars(c, 5), {.weights = {85, 15}});
    EXPECT_NEAR(uneven->probability, 0.523, 0.0005);
}

struct warning {
    std::int64_t minimum, total;
    std::vector<int> percent; // of 2, 3 and 4 categories
};

// Share of starred cells recovered when zeros and the total are shown and nothing else is done, all tables equally likely.
TEST(RecoverTest, StarsAloneFailAtEveryThreshold) {
    const std::vector<warning> measured{{5, 4, {25, 10, 10}},  {5, 10, {100, 29, 13}}, {5, 20, {100, 62, 28}},
                                        {8, 10, {29, 12, 6}},  {8, 20, {100, 22, 6}},  {10, 15, {56, 12, 4}},
                                        {10, 40, {100, 51, 13}}, {11, 20, {100, 14, 3}}};
    for (const auto& m : measured) {
        for (std::size_t i = 0; i < m.percent.size(); ++i) {
            const auto c = categories(i + 2);
            const auto r = sdc::recover(knows_total(c, m.total), stars(c, m.minimum));
            ASSERT_TRUE(r);
            const auto percent = 100.0 * static_cast<double>(r->recovered_leaves) / static_cast<double>(r->starred_leaves);
            EXPECT_EQ(std::lround(percent), m.percent[i]) << "under " << m.minimum << ", total " << m.total << ", categories " << i + 2;
        }
    }
}

TEST(RecoverTest, FallsBackToDoublesBeyond128Bits) {
    const auto c = categories(2);
    const auto r = sdc::recover(knows_total(c, 60), stars(c, 5), {.weights = {4'000'000'000U, 4'000'000'000U}});
    ASSERT_TRUE(r);
    EXPECT_FALSE(r->exact);
    EXPECT_NEAR(r->probability, 1.0, 1e-12);
}

TEST(RecoverTest, RefusesAPriorThatDoesNotFit) {
    const auto c = categories(2);
    EXPECT_EQ(sdc::recover(knows_total(c, 4), stars(c, 5), {.weights = {1}}).error().code, sdc::errc::bad_argument);
    EXPECT_EQ(sdc::recover(knows_total(c, 4), stars(c, 5), {.weights = {0, 0}}).error().code, sdc::errc::bad_argument);
    sdc::knowledge vague(c);
    vague.learn(0, 3, 4);
    EXPECT_EQ(sdc::recover(vague, stars(c, 5)).error().code, sdc::errc::bad_argument);
    EXPECT_EQ(sdc::recover(knows_total(c, 400), stars(c, 5), {.search = {.limit = 10}}).error().code, sdc::errc::not_proved);
}

} // namespace
