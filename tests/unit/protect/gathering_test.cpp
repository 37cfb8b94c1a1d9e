#include <sdc/protect/detail/heuristic/gathering.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/protect/suppress.hpp>

#include <generators.hpp>
#include <matchers.hpp>
#include <move_instance.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using namespace sdc::detail;
using cell = sdc::detail::unknown;

/// All but the total may move, down to 0.
support::move_instance hidden_instance(std::uint64_t seed) {
    support::move_instance made(
        support::random_table(seed, {.dimensions = 3, .branching = 3, .depth = 2, .mean = 1}));
    made.p.low.assign(made.p.size(), 0);
    made.p.high.assign(made.p.size(), sdc::unlimited);
    made.p.cost.assign(made.p.size(), 1);
    made.p.role.assign(made.p.size(), cell_role::suppressed);
    made.p.role[0] = cell_role::fixed;
    return made;
}

std::vector<bool> all_but_the_total(const suppression_problem& p) {
    std::vector<bool> suppressed(p.size(), true);
    suppressed[0] = false;
    return suppressed;
}

TEST(Gathering, FillsAndEmptiesAnyCell) {
    for (std::uint64_t seed = 1; seed < 6; ++seed) {
        const auto made = hidden_instance(seed);
        const auto& p = made.p;
        const auto suppressed = all_but_the_total(p);
        const auto people = gathering::make(p, suppressed);
        ASSERT_TRUE(people);
        for (cell c = 1; c < p.size(); ++c) {
            const auto others = p.value[0] - p.value[c];
            const auto fill = people->find({.cell = c, .sign = 1, .amount = others});
            if (others > 0) {
                ASSERT_TRUE(fill) << c;
                EXPECT_TRUE(is_possible(p, *fill)) << c;
                EXPECT_EQ(change_in(*fill, c), others) << c;
                EXPECT_EQ(change_in(*fill, 0), 0) << c;
            }
            EXPECT_FALSE(people->find({.cell = c, .sign = 1, .amount = others + 1})) << c;
            if (p.value[c] == 0 || others == 0) continue;
            const auto empty = people->find({.cell = c, .sign = -1, .amount = p.value[c]});
            if (!empty) continue; // nobody can be elsewhere
            EXPECT_TRUE(is_possible(p, *empty)) << c;
            EXPECT_EQ(change_in(*empty, c), -p.value[c]) << c;
        }
    }
}

TEST(Gathering, IsNotForTablesOfWhichMuchIsPublished) {
    const auto made = hidden_instance(3);
    auto suppressed = all_but_the_total(made.p);
    for (cell c = 0; c < made.p.size() / 5; ++c) suppressed[c] = false;
    EXPECT_FALSE(gathering::make(made.p, suppressed));
}

TEST(Gathering, ChangesNoPublishedCell) {
    const auto made = hidden_instance(4);
    auto suppressed = all_but_the_total(made.p);
    suppressed[1] = false; // the first part of the last dimension
    const auto people = gathering::make(made.p, suppressed);
    ASSERT_TRUE(people);
    for (cell c = 2; c < made.p.size(); ++c) {
        for (const int sign : {1, -1}) {
            const auto found = people->find({.cell = c, .sign = sign, .amount = 1});
            if (found) {
                EXPECT_EQ(change_in(*found, 1), 0) << c;
            }
        }
    }
}

/// Four people in five dimensions, of whom only the number is told.
TEST(Gathering, ProvesATableOfWhichOnlyTheTotalIsPublished) {
    const auto t = support::random_table(
        11, {.dimensions = 4, .branching = 4, .depth = 1, .mean = 1, .zero_percent = 99});
    ASSERT_GT(t.grand_total(), 0);
    const auto p = sdc::suppress(t, {.rules = {sdc::threshold{.minimum = 5,
                                                              .zeros = sdc::zero_policy::hide,
                                                              .publish_total = true,
                                                              .min_total_for_breakdown = 100}}});
    ASSERT_THAT(p, support::IsOk());
    EXPECT_GT(p->requirements.size(), 400U);
    const auto proof = sdc::audit(*p);
    ASSERT_THAT(proof, support::IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, p->requirements.size());
}

} // namespace
