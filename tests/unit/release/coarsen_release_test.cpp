#include <sdc/release/coarsen_release.hpp>

#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using depths = std::vector<sdc::code_index>;

TEST(CoarsenRelease, ByARuleOrByAScore) {
    const auto t = support::cross({{30, 2}, {40, 50}});
    const std::vector<sdc::rule> rules{sdc::threshold{.minimum = 5}};
    const auto by_rule = sdc::coarsen_release(t, {.rules = rules, .drop_allowed = true}).value();
    EXPECT_EQ(by_rule.unsafe, 1U);
    EXPECT_EQ(by_rule.found.safe.size(), 2U) << "rows alone, columns alone";
    EXPECT_EQ(by_rule.proof.plan().source->size(), 3U);
    // One of 2 is certain to the other; that somebody of the row or the column is one of the others
    // there has a score of 1/2.
    const auto by_score =
        sdc::coarsen_release(
            t, {.score = sdc::score_limit{}, .drop_allowed = true, .described = "score below 1/5"})
            .value();
    EXPECT_EQ(by_score.unsafe, 3U) << "2, 30 and 50";
    EXPECT_EQ(by_score.proof.plan().applied_before, "score below 1/5");
    const auto by_both = sdc::coarsen_release(t, {.rules = {sdc::threshold{.minimum = 45}},
                                                  .score = sdc::score_limit{},
                                                  .drop_allowed = true})
                             .value();
    EXPECT_EQ(by_both.unsafe, 5U) << "40, the row of 32, and those by both once";
    EXPECT_EQ(by_both.found.safe.front().depths, (depths{0, 1}));
}

TEST(CoarsenRelease, AScoreOfTheLimitIsUnsafe) {
    const auto unsafe = [](std::int64_t n) {
        return sdc::coarsen_release(support::cross({{30, n}, {40, 50}}),
                                    {.score = sdc::score_limit{}, .drop_allowed = true})
            .value()
            .unsafe;
    };
    EXPECT_EQ(unsafe(6), 1U) << "1/5";
    EXPECT_EQ(unsafe(7), 0U);
}

TEST(CoarsenRelease, TheSmallestPlaceSetsTheLimit) {
    const auto t = support::cross({{30, 16}, {40, 50}});
    std::vector<std::int64_t> people(t.size(), 30'000);
    const auto unsafe = [&] {
        return sdc::coarsen_release(
                   t, {.score = sdc::score_limit{.population = people}, .drop_allowed = true})
            .value()
            .unsafe;
    };
    EXPECT_EQ(unsafe(), 0U);
    people[support::cross_cell(t, 0, 1)] = 16;
    EXPECT_EQ(sdc::score_limit{.population = people}.one_in(), 11);
    people[support::cross_cell(t, 0, 1)] = 19'000;
    EXPECT_EQ(unsafe(), 0U) << "1/15 is below 1/11";
    const sdc::score_limit special{.sensitivity = sdc::sensitivity::special_category,
                                   .population = people};
    EXPECT_EQ(special.one_in(), 20);
    EXPECT_EQ(sdc::coarsen_release(t, {.score = special, .drop_allowed = true}).value().unsafe, 3U)
        << "16, and 30 and 50, whose row and column have 16 others";
}

TEST(CoarsenRelease, WhereNothingIsSafeNothingIsMade) {
    const auto t = support::cross({{1, 2}, {0, 1}});
    const std::vector<sdc::rule> rules{sdc::threshold{.minimum = 5}};
    EXPECT_THAT(sdc::coarsen_release(t, {.rules = rules, .drop_allowed = true}),
                HasErrc(errc::not_protectable));
    const depths shallow{1};
    EXPECT_THAT(sdc::coarsen_release(t, {.rules = rules, .deepest = shallow}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::coarsen_release(t, {.run = {.cancel = [] { return true; }}, .rules = {}}),
                HasErrc(errc::cancelled));
}

} // namespace
