/// Requirements, and the witnesses that are found for them, against every integer table.
#include <sdc/attack/bounds.hpp>

#include "support/matchers.hpp"
#include "support/small_releases.hpp"

#include <gtest/gtest.h>

namespace {

using namespace sdc;
using support::random_knowledge;
using support::small_table;
using support::splitmix64;

TEST(Feasibility, WitnessesAreTables) {
    std::size_t witnesses = 0;
    for (std::uint64_t seed = 0; seed < 1'500; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed * 17 + 5);
        const auto known = random_knowledge(*t, random);
        std::vector<requirement> requirements;
        for (int k = 0; k < 8; ++k)
            requirements.push_back({.cell = random.below(t->size()),
                                    .direction = static_cast<requirement::side>(random.below(3)),
                                    .limit = static_cast<std::int64_t>(random.below(6)) - 1});
        const auto found = find_witnesses(known, requirements, {.start = t->values()});
        ASSERT_THAT(found, support::IsOk());
        ASSERT_EQ(found->feasibility, check_feasibility(known, requirements).value())
            << "seed " << seed;
        for (std::size_t i = 0; i < requirements.size(); ++i) {
            if (found->feasibility[i] != feasibility::feasible) continue;
            std::vector<std::int64_t> values(t->values().begin(), t->values().end());
            if (found->witness_of[i] != no_witness) {
                ++witnesses;
                for (const auto& [cell, change] : found->witnesses[found->witness_of[i]].move)
                    values[cell] += change;
            }
            EXPECT_THAT(check_additive(t->cube(), values), support::IsOk());
            EXPECT_TRUE(is_met(requirements[i], values[requirements[i].cell])) << "seed " << seed;
            for (cell_index cell = 0; cell < t->size(); ++cell)
                EXPECT_TRUE(known.low(cell) <= values[cell] && values[cell] <= known.high(cell))
                    << "seed " << seed;
        }
    }
    EXPECT_GT(witnesses, 150u);
}

TEST(Feasibility, OfEveryRequirementIsAsByBruteForce) {
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed * 13 + 5);
        const auto known = random_knowledge(*t, random);
        std::vector<requirement> requirements;
        for (int k = 0; k < 12; ++k) {
            const auto cell = random.below(t->size());
            const auto minus = random.percent(30) ? random.below(t->size()) : no_cell;
            requirements.push_back({.cell = cell,
                                    .minus = minus,
                                    .direction = static_cast<requirement::side>(random.below(3)),
                                    .limit = static_cast<std::int64_t>(random.below(6)) - 1});
        }
        std::vector<bool> expected(requirements.size());
        support::brute_force(t->cube()).for_each_table(
            known, [&](std::span<const std::int64_t> values) {
                for (std::size_t i = 0; i < requirements.size(); ++i) {
                    const auto value =
                        values[requirements[i].cell] -
                        (requirements[i].minus == no_cell ? 0 : values[requirements[i].minus]);
                    const bool met = requirements[i].direction == requirement::side::up
                                         ? value >= requirements[i].limit
                                     : requirements[i].direction == requirement::side::down
                                         ? value <= requirements[i].limit
                                         : value != requirements[i].limit;
                    if (met) expected[i] = true;
                }
            });
        const auto found = check_feasibility(known, requirements);
        ASSERT_THAT(found, support::IsOk());
        for (std::size_t i = 0; i < requirements.size(); ++i)
            ASSERT_EQ((*found)[i], expected[i] ? feasibility::feasible : feasibility::infeasible)
                << "requirement " << i << ", seed " << seed;
    }
}

TEST(Feasibility, OfARequirementAcrossTwoComponentsUsesBoth) {
    const auto known = support::two_pairs().known();
    const std::vector<requirement> requirements{
        {.cell = 2, .minus = 5, .direction = requirement::side::down, .limit = -5},
        {.cell = 2, .minus = 5, .direction = requirement::side::down, .limit = -6},
        {.cell = 2, .minus = 5, .direction = requirement::side::up, .limit = 5},
        {.cell = 2, .minus = 5, .direction = requirement::side::other, .limit = 0},
        {.cell = 2, .minus = 5, .direction = requirement::side::other, .limit = 5},
        {.cell = 2, .minus = 5, .direction = requirement::side::other, .limit = -5}};
    EXPECT_EQ(check_feasibility(known, requirements).value(),
              (std::vector{feasibility::feasible, feasibility::infeasible, feasibility::feasible,
                           feasibility::feasible, feasibility::feasible, feasibility::feasible}));
}

TEST(Feasibility, ALimitOfTheSearchIsNoneOfTheCell) {
    const std::vector<std::string> ids{"a", "b", "c"};
    knowledge known(cube::make({{.name = "d", .codes = hierarchy::flat(ids).value()}}).value());
    const std::vector<requirement> requirements{
        {.cell = 1, .direction = requirement::side::up, .limit = 10},
        {.cell = 1, .direction = requirement::side::up, .limit = 1'000'000}};
    EXPECT_EQ(check_feasibility(known, requirements, {.networks = false}).value(),
              std::vector(2, feasibility::feasible));
    known.learn(
        {.text = "a comes in thousands", .terms = {{1, 1}, {2, -1'000}}, .low = 0, .high = 0});
    const auto found = check_feasibility(known, requirements).value();
    for (const auto r : found) EXPECT_NE(r, feasibility::infeasible);
}

} // namespace
