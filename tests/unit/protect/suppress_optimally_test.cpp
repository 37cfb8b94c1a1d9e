#include <sdc/protect/optimal.hpp>

#include <sdc/attack/audit.hpp>

#include <generators.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

sdc::suppress_options by_five() { return {.rules = {sdc::threshold{.minimum = 5}}}; }

sdc::table small(std::uint64_t seed) {
    return support::random_table(seed, {.dimensions = 2,
                                        .branching = 4,
                                        .depth = 1,
                                        .mean = 8,
                                        .zero_percent = 20,
                                        .ragged_percent = 0});
}

TEST(SuppressOptimally, IsConfirmedByTheAuditAndNeverDearerThanTheHeuristic) {
    int cheaper = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto t = small(seed);
        auto unimproved = by_five();
        unimproved.improvement_budget = 0; // on tables this small the improved plan is the best one
        const auto usual = sdc::suppress(t, unimproved);
        const auto best = sdc::suppress_optimally(t, by_five());
        ASSERT_EQ(usual.has_value(), best.has_value()) << seed;
        if (!best) {
            EXPECT_EQ(best.error().code, sdc::errc::not_protectable);
            EXPECT_EQ(best.error().message, usual.error().message);
            continue;
        }
        EXPECT_EQ(best->cost, best->lower_bound) << seed;
        EXPECT_LE(best->cost, usual->cost) << seed;
        cheaper += best->cost < usual->cost;
        ASSERT_THAT(sdc::audit(*best), support::IsOk()) << seed;
        EXPECT_EQ(sdc::audit(*best)->summary().proved_by_witness, best->requirements.size());
    }
    EXPECT_GE(cheaper, 1);
}

TEST(SuppressOptimally, HoldsAgainstContributors) {
    int further = 0;
    auto options = by_five();
    options.intruders.coalition = 1;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto best = sdc::suppress_optimally(small(seed), options);
        if (!best) continue;
        further += std::ranges::any_of(best->proofs, &sdc::protection_proof::further);
        EXPECT_EQ(best->cost, best->lower_bound) << seed;
        EXPECT_THAT(sdc::audit(*best), support::IsOk()) << seed;
        const auto outside = sdc::suppress_optimally(small(seed), by_five());
        EXPECT_LE(outside->cost, best->cost) << seed;
    }
    EXPECT_GE(further, 1);
}

TEST(SuppressOptimally, TheLimitLeavesAPlanAndABound) {
    const auto t = support::random_table(
        194, {.dimensions = 3, .branching = 3, .depth = 2, .mean = 10, .zero_percent = 20});
    const auto p = sdc::suppress_optimally(t, by_five(), {.node_limit = 1});
    ASSERT_THAT(p, support::IsOk());
    EXPECT_GT(p->lower_bound, 0);
    EXPECT_LE(p->lower_bound, 474);
    EXPECT_GE(p->cost, 474);
    EXPECT_THAT(sdc::audit(*p), support::IsOk());
}

TEST(SuppressOptimally, EnoughTakesThePlanSoFarAndStopTakesNone) {
    auto options = by_five();
    options.stop_improving = [] { return true; };
    const auto p = sdc::suppress_optimally(small(1), options);
    ASSERT_THAT(p, support::IsOk());
    EXPECT_TRUE(p->stopped_early);
    EXPECT_LE(p->lower_bound, p->cost);
    EXPECT_THAT(sdc::audit(*p), support::IsOk());
    options.run.cancel = [] { return true; };
    const auto none = sdc::suppress_optimally(small(1), options);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, sdc::errc::cancelled);
}

/// Whenever it comes. The optimum is that of support::small_recipes; without effort the heuristic
/// is above it.
TEST(SuppressOptimally, AnInterruptionLeavesAPlanAboveAndABoundBelow) {
    const auto t = support::random_table(
        181, {.dimensions = 2, .branching = 5, .depth = 2, .mean = 10, .zero_percent = 20});
    auto options = by_five();
    options.improvement_budget = 0;
    ASSERT_GT(sdc::suppress(t, options)->cost, 275);
    int asked = 0, most = 0;
    for (most = 1; most < 1000; most += 1 + most / 4) {
        asked = 0;
        options.stop_improving = [&] { return ++asked > most; };
        const auto p = sdc::suppress_optimally(t, options);
        ASSERT_THAT(p, support::IsOk());
        EXPECT_LE(p->lower_bound, 275) << most;
        EXPECT_GE(p->cost, 275) << most;
    }
    options.stop_improving = {};
    options.run.cancel = [&] { return ++asked == 0; };
    asked = 0;
    EXPECT_EQ(sdc::suppress_optimally(t, options)->cost, 275);
    most = asked;
    options.run.cancel = [&] { return ++asked == most; };
    asked = 0;
    const auto last = sdc::suppress_optimally(t, options);
    ASSERT_FALSE(last.has_value()) << "stopped at the last question";
    EXPECT_EQ(last.error().code, sdc::errc::cancelled);
}

TEST(SuppressOptimally, RefusesLargeTables) {
    const auto t = support::random_table(7, {.dimensions = 3,
                                             .branching = 12,
                                             .depth = 2,
                                             .mean = 4,
                                             .zero_percent = 0,
                                             .ragged_percent = 0});
    auto options = by_five();
    options.improvement_budget = 0;
    const auto p = sdc::suppress_optimally(t, options);
    ASSERT_FALSE(p.has_value()) << t.size();
    EXPECT_EQ(p.error().code, sdc::errc::not_available);
    EXPECT_NE(p.error().message.find("for small tables"), std::string::npos);
}

} // namespace
