// Counts, bounds and estimates against an enumeration that shares no code with them.
#include <sdc/attack/recovery_estimate.hpp>
#include <sdc/enumerate/count_tables.hpp>

#include <brute_force.hpp>
#include <generators.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

/// 1 to 4 dimensions, at most 8 leaves, a total of at most 8.
struct small_case {
    std::shared_ptr<const sdc::cube> cube;
    sdc::knowledge known;
};

std::shared_ptr<const sdc::cube> small_cube(support::splitmix64& random) {
    for (;;) {
        const support::table_options o{
            .dimensions = 1 + random.below(4), .branching = 3, .depth = 1 + random.below(2)};
        auto c = sdc::cube::make(support::random_dimensions(random, o)).value();
        if (sdc::detail::leaves_of(*c).size() <= 8) return c;
    }
}

/// The total, some other cells exactly or within an interval, at times a statement or two; all true
/// of one table.
small_case random_case(support::splitmix64& random) {
    auto c = small_cube(random);
    std::vector<std::int64_t> values(c->size());
    const auto leaves = sdc::detail::leaves_of(*c);
    const auto units = random.below(9);
    for (std::uint64_t i = 0; i < units; ++i) ++values[leaves[random.below(leaves.size())]];
    sdc::detail::add_margins(*c, values);
    sdc::knowledge known(c);
    known.learn_exact(0, values[0]);
    for (sdc::cell_index cell = 1; cell < c->size(); ++cell) {
        if (random.percent(10))
            known.learn_exact(cell, values[cell]);
        else if (random.percent(15))
            known.learn(cell, values[cell] > 0 ? 1 : 0, values[cell] + 2);
    }
    while (random.percent(40)) {
        const auto a = random.below(c->size()), b = random.below(c->size());
        const auto said = 2 * values[a] - values[b];
        known.learn({.text = "said",
                     .terms = {{a, 2}, {b, -1}},
                     .low = said - 1,
                     .high = random.percent(30) ? sdc::unlimited : said + 1});
    }
    return {c, std::move(known)};
}

TEST(CountTablesBruteForce, CountsAreThoseOfTheListAndBoundsEnclose) {
    std::uint64_t gaps = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        support::splitmix64 random(seed);
        const auto s = random_case(random);
        std::int64_t tables = 0;
        support::brute_force(*s.cube).for_each_table(
            s.known, [&](std::span<const std::int64_t>) { ++tables; });
        const auto n = sdc::count_tables(s.known);
        ASSERT_THAT(n, support::IsOk()) << "seed " << seed;
        EXPECT_EQ(n->lower, tables) << "seed " << seed;
        EXPECT_EQ(n->upper, tables) << "seed " << seed;
        const auto bounded = sdc::count_tables(s.known, {.limit = 1 + random.below(30)});
        ASSERT_THAT(bounded, support::IsOk()) << "seed " << seed;
        EXPECT_LE(bounded->lower, tables) << "seed " << seed;
        EXPECT_GE(bounded->upper, tables) << "seed " << seed;
        if (!bounded->exact()) ++gaps;
    }
    EXPECT_GT(gaps, 50U); // the limit was reached
}

TEST(RecoveryEstimateBruteForce, IntervalsContainTheExactProbability) {
    int subsets = 0, between = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        support::splitmix64 random(seed);
        const auto s = random_case(random);
        const sdc::primary_only publish(
            s.cube, {sdc::threshold{.minimum = 2 + static_cast<std::int64_t>(random.below(4)),
                                    .zeros = random.percent(20) ? sdc::zero_policy::hide
                                                                : sdc::zero_policy::show,
                                    .publish_total = true}});
        const auto exact = sdc::recover(s.known, publish);
        const auto r = sdc::estimate_recovery(
            s.known, publish, {.samples = 200, .seed = seed, .attempts = 1'000'000});
        ASSERT_THAT(exact, support::IsOk()) << "seed " << seed;
        ASSERT_THAT(r, support::IsOk()) << "seed " << seed;
        EXPECT_EQ(r->undecided, 0U) << "seed " << seed;
        subsets +=
            r->low <= exact->probability + 1e-12 && exact->probability <= r->high + 1e-12 ? 1 : 0;
        between += exact->probability > 0 && exact->probability < 1 ? 1 : 0;
    }
    EXPECT_GE(subsets, 90);
    EXPECT_GT(between, 20); // cases where the answer is not all or nothing
    RecordProperty("contained", subsets);
}

} // namespace
