#include <sdc/attack/recovery.hpp>

#include <founding_case.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

using support::all_in_2024, support::categories, support::knows_total, support::months_in_years;

sdc::primary_only suppress_small(std::shared_ptr<const sdc::cube> c, std::int64_t minimum,
                                 sdc::zero_policy zeros = sdc::zero_policy::show) {
    return {std::move(c),
            {sdc::threshold{.minimum = minimum, .zeros = zeros, .publish_total = true}}};
}

TEST(RecoverTest, FoundingCaseOverTwentyFiveMonths) {
    const auto c = months_in_years();
    const auto r = sdc::recover(knows_total(c, 4), suppress_small(c, 5));
    ASSERT_TRUE(r);
    EXPECT_EQ(r->tables, 20'475U);
    EXPECT_NEAR(r->probability, 0.7773, 0.00005);
    EXPECT_EQ(r->exact, (sdc::fraction{2429, 3125})); // (25 x 24 x 23 x 22 + 25) / 25^4
}

TEST(RecoverTest, FoundingCaseOnceTheYearIsSaid) {
    const auto c = months_in_years();
    auto known = knows_total(c, 4);
    known.learn(all_in_2024(*c));
    const auto r = sdc::recover(known, suppress_small(c, 5));
    ASSERT_TRUE(r);
    EXPECT_EQ(r->tables, 715U);
    EXPECT_EQ(r->recovered, 220U);
    EXPECT_EQ(r->exact, (sdc::fraction{101, 200}));
    EXPECT_DOUBLE_EQ(r->probability, 0.505);
    EXPECT_NEAR(static_cast<double>(r->recovered_leaves) /
                    static_cast<double>(r->suppressed_leaves),
                0.386, 0.0005);
}

TEST(RecoverTest, NeverWhenZerosAreHiddenToo) {
    const auto c = months_in_years();
    auto known = knows_total(c, 4);
    EXPECT_EQ(sdc::recover(known, suppress_small(c, 5, sdc::zero_policy::hide)).value().recovered,
              0U);
    known.learn(all_in_2024(*c));
    const auto r = sdc::recover(known, suppress_small(c, 5, sdc::zero_policy::hide));
    EXPECT_EQ(r->recovered, 0U);
    EXPECT_EQ(r->probability, 0);
}

TEST(RecoverTest, GenderOfFour) {
    const auto c = categories(2);
    EXPECT_EQ(sdc::recover(knows_total(c, 4), suppress_small(c, 5))->exact, (sdc::fraction{1, 8}));
    const auto uneven =
        sdc::recover(knows_total(c, 4), suppress_small(c, 5), {.weights = {85, 15}});
    EXPECT_NEAR(uneven->probability, 0.523, 0.0005);
}

struct warning {
    std::int64_t minimum, total;
    std::vector<int> percent; // of 2, 3 and 4 categories
};

// Share of suppressed cells recovered when zeros and the total are shown and nothing else is done, all
// tables equally likely.
TEST(RecoverTest, StarsAloneFailAtEveryThreshold) {
    const std::vector<warning> measured{{5, 4, {25, 10, 10}},    {5, 10, {100, 29, 13}},
                                        {5, 20, {100, 62, 28}},  {8, 10, {29, 12, 6}},
                                        {8, 20, {100, 22, 6}},   {10, 15, {56, 12, 4}},
                                        {10, 40, {100, 51, 13}}, {11, 20, {100, 14, 3}}};
    for (const auto& m : measured) {
        for (std::size_t i = 0; i < m.percent.size(); ++i) {
            const auto c = categories(i + 2);
            const auto r = sdc::recover(knows_total(c, m.total), suppress_small(c, m.minimum));
            ASSERT_TRUE(r);
            const auto percent = 100.0 * static_cast<double>(r->recovered_leaves) /
                                 static_cast<double>(r->suppressed_leaves);
            EXPECT_EQ(std::lround(percent), m.percent[i])
                << "under " << m.minimum << ", total " << m.total << ", categories " << i + 2;
        }
    }
}

TEST(RecoverTest, FallsBackToDoublesBeyond128Bits) {
    const auto c = categories(2);
    const auto r = sdc::recover(knows_total(c, 60), suppress_small(c, 5),
                                {.weights = {4'000'000'000U, 4'000'000'000U}});
    ASSERT_TRUE(r);
    EXPECT_FALSE(r->exact);
    EXPECT_NEAR(r->probability, 1.0, 1e-12);
}

TEST(RecoverTest, RefusesAPriorThatDoesNotFit) {
    const auto c = categories(2);
    EXPECT_EQ(sdc::recover(knows_total(c, 4), suppress_small(c, 5), {.weights = {1}}).error().code,
              sdc::errc::bad_argument);
    EXPECT_EQ(
        sdc::recover(knows_total(c, 4), suppress_small(c, 5), {.weights = {0, 0}}).error().code,
        sdc::errc::bad_argument);
    sdc::knowledge vague(c);
    vague.learn(0, 3, 4);
    EXPECT_EQ(sdc::recover(vague, suppress_small(c, 5)).error().code, sdc::errc::bad_argument);
    EXPECT_EQ(sdc::recover(knows_total(c, 400), suppress_small(c, 5), {.search = {.limit = 10}})
                  .error()
                  .code,
              sdc::errc::not_proved);
}

} // namespace
