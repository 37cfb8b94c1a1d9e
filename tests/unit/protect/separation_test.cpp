#include <sdc/protect/detail/search/separation.hpp>

#include <generators.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace {

using namespace sdc::detail;

constexpr sdc::detail::unknown cells = 6;

capacity_cut random_cut(support::splitmix64& random) {
    capacity_cut cut{.terms = {}, .amount = static_cast<std::int64_t>(1 + random.below(9))};
    for (unknown cell = 0; cell < cells; ++cell) {
        if (random.percent(70))
            cut.terms.emplace_back(cell, 1 + static_cast<std::int64_t>(random.below(
                                                 static_cast<std::uint64_t>(cut.amount))));
    }
    return cut;
}

bool holds(const capacity_cut& cut, unsigned set) {
    std::int64_t sum = 0;
    for (const auto& [cell, n] : cut.terms) sum += (set >> cell & 1U) != 0 ? n : 0;
    return sum >= cut.amount;
}

TEST(CapacityCut, EitherHoldsForWhatSatisfiesOne) {
    support::splitmix64 random(1);
    int told = 0;
    for (int round = 0; round < 300; ++round) {
        const auto a = random_cut(random), b = random_cut(random);
        const auto both = either(a, b);
        ASSERT_TRUE(both.has_value());
        for (unsigned set = 0; set < 1U << cells; ++set) {
            EXPECT_TRUE(holds(*both, set) || !(holds(a, set) || holds(b, set)));
            told += !holds(*both, set);
        }
    }
    EXPECT_GT(told, 1000);
}

TEST(CapacityCut, RoundedHoldsForWhatSatisfiesTheCutAndIsStrongerAtThePoint) {
    support::splitmix64 random(2);
    int stronger = 0;
    for (int round = 0; round < 300; ++round) {
        const auto cut = random_cut(random);
        std::vector<double> open;
        for (unknown cell = 0; cell < cells; ++cell)
            open.push_back(static_cast<double>(random.below(11)) / 10);
        const auto other = rounded(cut, open);
        const auto share = [&](const capacity_cut& c) {
            double sum = 0;
            for (const auto& [cell, n] : c.terms) sum += open[cell] * static_cast<double>(n);
            return sum / static_cast<double>(c.amount);
        };
        for (unsigned set = 0; set < 1U << cells; ++set) {
            EXPECT_TRUE(holds(other, set) || !holds(cut, set));
        }
        EXPECT_LE(share(other), share(cut) + 1e-9);
        stronger += share(other) < share(cut) - 1e-9;
    }
    EXPECT_GT(stronger, 10);
}

/// x0 = x1 + x2, all suppressed at 1: for x1 to rise by 2, x0 must rise or x2 fall, which it can by
/// 1 only.
TEST(Separation, CutsCountWhatEachCellCanGive) {
    suppression_problem p;
    p.rows.add(std::vector<row_system::term>{{0, -1}, {1, 1}, {2, 1}});
    p.rows.index(3);
    p.value = {2, 1, 1};
    p.low = {0, 0, 0};
    p.high = {sdc::unlimited, sdc::unlimited, sdc::unlimited};
    p.cost = {1, 1, 1};
    p.role = {cell_role::candidate, cell_role::suppressed, cell_role::candidate};
    separation s(p);
    const question q{{.cell = 1, .amount = 2}};
    const auto answer = s.ask(q, std::vector<double>{0, 1, 0});
    EXPECT_FALSE(answer.possible);
    ASSERT_TRUE(answer.cut.has_value());
    EXPECT_EQ(*answer.cut, (capacity_cut{.terms = {{0, 2}, {2, 1}}, .amount = 2}));
    EXPECT_TRUE(s.ask(q, std::vector<double>{1, 1, 0}).possible);
    EXPECT_FALSE(s.ask(q, std::vector<double>{0, 1, 1}).possible);
}

} // namespace
