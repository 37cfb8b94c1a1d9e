#include <sdc/attack/recovery_estimate.hpp>

#include <founding_case.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using support::all_in_2024, support::categories, support::knows_total, support::months_in_years;

sdc::primary_only suppress_small(std::shared_ptr<const sdc::cube> c,
                                 sdc::zero_policy zeros = sdc::zero_policy::show) {
    return {std::move(c), {sdc::threshold{.minimum = 5, .zeros = zeros, .publish_total = true}}};
}

TEST(RecoveryEstimateTest, FoundingCaseIsInTheInterval) {
    const auto c = months_in_years();
    auto known = knows_total(c, 4);
    const auto before = sdc::estimate_recovery(known, suppress_small(c));
    ASSERT_THAT(before, support::IsOk());
    EXPECT_EQ(before->undecided, 0U);
    EXPECT_LE(before->low, 2429.0 / 3125);
    EXPECT_GE(before->high, 2429.0 / 3125);
    EXPECT_LT(before->high - before->low, 0.06);
    known.learn(all_in_2024(*c));
    const auto said = sdc::estimate_recovery(known, suppress_small(c));
    ASSERT_THAT(said, support::IsOk());
    EXPECT_LE(said->low, 0.505);
    EXPECT_GE(said->high, 0.505);
    EXPECT_EQ(sdc::estimate_recovery(known, suppress_small(c, sdc::zero_policy::hide))->recovered,
              0U);
}

TEST(RecoveryEstimateTest, SameSeedSameSamples) {
    const auto c = months_in_years();
    const auto r = sdc::estimate_recovery(knows_total(c, 4), suppress_small(c),
                                          {.samples = 10'000, .seed = 7});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_EQ(r->seed, 7U);
    EXPECT_EQ(r->recovered, 7701U);
    EXPECT_EQ(r->not_recovered, 2299U);
}

TEST(RecoveryEstimateTest, FarMoreTablesThanCanBeListed) {
    const auto c = months_in_years();
    const auto r = sdc::estimate_recovery(knows_total(c, 60), suppress_small(c), {.samples = 100});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_EQ(r->recovered + r->not_recovered + r->undecided, 100U);
    EXPECT_EQ(r->undecided, 11U);
}

TEST(RecoveryEstimateTest, UndecidedSamplesWidenTheInterval) {
    const auto c = months_in_years();
    const auto r = sdc::estimate_recovery(knows_total(c, 4), suppress_small(c),
                                          {.samples = 100, .search = {.limit = 1}});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_EQ(r->undecided, 100U);
    EXPECT_NEAR(r->low, 0, 1e-12);
    EXPECT_NEAR(r->high, 1, 1e-12);
}

TEST(RecoveryEstimateTest, WeightsAreThePrior) {
    const auto c = categories(2);
    const auto r = sdc::estimate_recovery(knows_total(c, 4), suppress_small(c),
                                          {.weights = {85, 15}, .samples = 10'000});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_LE(r->low, 0.5225); // 0.85^4 + 0.15^4
    EXPECT_GE(r->high, 0.5225);
}

TEST(RecoveryEstimateTest, WilsonsIntervalOfOneInTen) {
    const auto [low, high] = sdc::detail::wilson_interval(1, 10);
    EXPECT_NEAR(low, 0.0179, 0.00005);
    EXPECT_NEAR(high, 0.4042, 0.00005);
}

TEST(RecoveryEstimateTest, Refuses) {
    const auto c = categories(2);
    EXPECT_THAT(sdc::estimate_recovery(knows_total(c, 4), suppress_small(c), {.samples = 0}),
                support::HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::estimate_recovery(knows_total(c, 4), suppress_small(c), {.weights = {1}}),
                support::HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::estimate_recovery(knows_total(c, 4), suppress_small(c), {.weights = {0, 0}}),
                support::HasErrc(sdc::errc::bad_argument));
    sdc::knowledge vague(c);
    vague.learn(0, 3, 4);
    EXPECT_THAT(sdc::estimate_recovery(vague, suppress_small(c)),
                support::HasErrc(sdc::errc::bad_argument));
    auto rare = knows_total(c, 4);
    rare.learn({.text = "as many", .terms = {{1, 1}, {2, -1}}});
    rare.learn({.text = "as many", .terms = {{1, -1}, {2, 1}}});
    EXPECT_THAT(sdc::estimate_recovery(rare, suppress_small(c), {.attempts = 1}),
                support::HasErrc(sdc::errc::not_proved));
}

} // namespace
