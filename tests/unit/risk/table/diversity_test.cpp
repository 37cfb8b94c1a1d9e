#include <sdc/risk/table/diversity.hpp>

#include <sdc/detail/splitmix64.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using support::IsOk;
using counts = std::vector<std::int64_t>;

constexpr auto most = std::numeric_limits<std::int64_t>::max();

struct expected_diversity {
    counts group;
    std::int64_t distinct;
    double entropy;
    std::int64_t recursive;
};

// Recomputed from the definitions, c = 2.
TEST(Diversity, TheReferenceGroups) {
    const std::vector<expected_diversity> groups{
        {{1, 1}, 2, 2.000000, 2},          {{3, 1}, 2, 1.754765, 1},
        {{5, 1}, 2, 1.569193, 1},          {{5, 3, 1}, 3, 2.552028, 2},
        {{2, 1, 1}, 3, 2.828427, 2},       {{4, 3, 3}, 3, 2.971004, 3},
        {{0, 3, 0, 4, 3}, 3, 2.971004, 3}, {{7}, 1, 1, 1}};
    for (const auto& g : groups) {
        const auto found = sdc::l_diversity_of(g.group).value();
        EXPECT_EQ(found.distinct, g.distinct);
        EXPECT_NEAR(found.entropy, g.entropy, 5e-7);
        EXPECT_EQ(found.recursive, g.recursive);
    }
}

TEST(Diversity, RecursiveDiversity_IsStrictAndTakesC) {
    EXPECT_EQ(sdc::l_diversity_of(counts{2, 1}, 2).value().recursive, 1)
        << "2 < 2 x 1 does not hold";
    EXPECT_EQ(sdc::l_diversity_of(counts{2, 1}, 2.5).value().recursive, 2);
    EXPECT_EQ(sdc::l_diversity_of(counts{2, 1, 1}, 3).value().recursive, 3);
    EXPECT_EQ(sdc::l_diversity_of(counts{5}, 1).value().recursive, 0);
    EXPECT_EQ(sdc::l_diversity_of(counts{5, 1}, 0.5).value().recursive, 0);
}

TEST(Diversity, RecursiveDiversity_IsTheLargestThatHolds) {
    sdc::detail::splitmix64 random(5);
    for (int round = 0; round < 2000; ++round) {
        counts group(1 + random.below(6));
        for (auto& n : group) n = static_cast<std::int64_t>(random.below(8));
        group[0] += 1;
        const auto c = static_cast<double>(1 + random.below(8)) / 2;
        auto r = group;
        std::sort(r.rbegin(), r.rend());
        std::int64_t largest = 0;
        for (std::size_t l = 1; l <= r.size(); ++l) {
            const auto tail = std::accumulate(r.begin() + static_cast<std::ptrdiff_t>(l) - 1,
                                              r.end(), std::int64_t{0});
            if (static_cast<double>(r[0]) < c * static_cast<double>(tail))
                largest = static_cast<std::int64_t>(l);
        }
        const auto found = sdc::l_diversity_of(group, c).value();
        EXPECT_EQ(found.recursive, largest);
        EXPECT_LE(found.entropy, static_cast<double>(found.distinct));
        EXPECT_GE(found.entropy, 1);
        std::ranges::reverse(group);
        EXPECT_EQ(sdc::l_diversity_of(group, c).value().recursive, largest)
            << "the order of values does not matter";
    }
}

// Li, Li and Venkatasubramanian (2007), salaries of 3 to 11 thousand, each once.
TEST(Diversity, TheSalariesOfThePaper) {
    const counts whole(9, 1), low{1, 1, 1, 0, 0, 0, 0, 0, 0}, spread{0, 0, 0, 1, 0, 1, 0, 0, 1};
    EXPECT_NEAR(sdc::ordered_distance(low, whole).value(), 0.375, 1e-12);
    EXPECT_NEAR(sdc::ordered_distance(spread, whole).value(), 1.0 / 6, 1e-12);
    EXPECT_NEAR(sdc::equal_distance(low, whole).value(), 2.0 / 3, 1e-12);
}

/// All splits of `amount` over the entries from `at` on of `room`, each with its cost so far.
void spread(std::int64_t amount, std::size_t at, const std::vector<double>& cost, counts& room,
            double spent, const std::function<void(double)>& done) {
    if (at == room.size()) {
        if (amount == 0) done(spent);
        return;
    }
    for (std::int64_t n = 0; n <= std::min(amount, room[at]); ++n) {
        room[at] -= n;
        spread(amount - n, at + 1, cost, room, spent + static_cast<double>(n) * cost[at], done);
        room[at] += n;
    }
}

/// Cheapest transport of supply to demand, by trying every whole plan.
double cheapest(const counts& supply, std::size_t from, counts& demand,
                const std::vector<std::vector<double>>& cost,
                std::map<std::pair<std::size_t, counts>, double>& known) {
    if (from == supply.size()) return 0;
    const auto key = std::pair(from, demand);
    if (const auto at = known.find(key); at != known.end()) return at->second;
    auto best = std::numeric_limits<double>::infinity();
    spread(supply[from], 0, cost[from], demand, 0, [&](double spent) {
        best = std::min(best, spent + cheapest(supply, from + 1, demand, cost, known));
    });
    return known[key] = best;
}

/// The earth mover's distance of two distributions, from its definition; whole plans suffice once
/// both are brought to one size.
double transport(const counts& group, const counts& whole,
                 const std::vector<std::vector<double>>& cost) {
    const auto n = std::accumulate(group.begin(), group.end(), std::int64_t{0}),
               m = std::accumulate(whole.begin(), whole.end(), std::int64_t{0});
    counts supply, demand;
    for (const auto x : group) supply.push_back(x * m);
    for (const auto x : whole) demand.push_back(x * n);
    std::map<std::pair<std::size_t, counts>, double> known;
    return cheapest(supply, 0, demand, cost, known) / static_cast<double>(n * m);
}

counts draw(sdc::detail::splitmix64& random, std::size_t values) {
    counts c(values);
    for (auto people = 1 + random.below(3); people-- > 0;) ++c[random.below(values)];
    return c;
}

std::vector<std::vector<double>>
matrix(std::size_t n, const std::function<double(std::size_t, std::size_t)>& cost) {
    std::vector<std::vector<double>> m(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) m[i][j] = cost(i, j);
    return m;
}

TEST(Diversity, FlatDistances_AreTheCheapestTransport) {
    sdc::detail::splitmix64 random(6);
    for (int round = 0; round < 150; ++round) {
        const auto values = 2 + random.below(3);
        const auto group = draw(random, values), whole = draw(random, values);
        const auto equal =
            matrix(values, [](std::size_t i, std::size_t j) { return i == j ? 0.0 : 1.0; });
        const auto ordered = matrix(values, [&](std::size_t i, std::size_t j) {
            return static_cast<double>(i > j ? i - j : j - i) / static_cast<double>(values - 1);
        });
        EXPECT_NEAR(sdc::equal_distance(group, whole).value(), transport(group, whole, equal),
                    1e-12);
        EXPECT_NEAR(sdc::ordered_distance(group, whole).value(), transport(group, whole, ordered),
                    1e-12);
    }
}

sdc::hierarchy tree(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::vector<sdc::code_parent> codes{{.id = "all", .parent = ""}};
    for (const auto& [id, parent] : entries) codes.push_back({.id = id, .parent = parent});
    return sdc::hierarchy::from_parents(codes).value();
}

/// Height of the lowest code above both, over that of the root; by walking every leaf.
double ground_distance(const sdc::hierarchy& h, sdc::code_index a, sdc::code_index b) {
    const auto height = [&](sdc::code_index top) {
        sdc::code_index deepest = 0;
        for (auto i = top; i < h.subtree_end(top); ++i)
            deepest = std::max(deepest, h.depth(i) - h.depth(top));
        return static_cast<double>(deepest);
    };
    auto above = a;
    while (!h.contains(above, b)) above = h.parent(above);
    return height(above) / height(0);
}

TEST(Diversity, HierarchicalDistance_IsTheCheapestTransport) {
    const std::array trees{
        tree({{"a", "all"}, {"b", "all"}, {"a1", "a"}, {"a2", "a"}, {"b1", "b"}, {"b2", "b"}}),
        tree({{"a", "all"}, {"b", "all"}, {"a1", "a"}, {"a2", "a"}, {"a3", "a"}}),
        tree({{"a", "all"}, {"b", "all"}, {"a1", "a"}, {"a2", "a"}, {"a21", "a2"}, {"a22", "a2"}}),
        tree({{"a", "all"}, {"b", "all"}, {"c", "all"}})};
    sdc::detail::splitmix64 random(7);
    for (const auto& h : trees) {
        std::vector<sdc::code_index> leaves;
        for (sdc::code_index i = 0; i < h.size(); ++i)
            if (h.is_leaf(i)) leaves.push_back(i);
        const auto cost = matrix(leaves.size(), [&](std::size_t i, std::size_t j) {
            return ground_distance(h, leaves[i], leaves[j]);
        });
        for (int round = 0; round < 60; ++round) {
            const auto group = draw(random, leaves.size()), whole = draw(random, leaves.size());
            EXPECT_NEAR(sdc::hierarchical_distance(group, whole, h).value(),
                        transport(group, whole, cost), 1e-12);
        }
    }
}

TEST(Diversity, HierarchicalDistance_OverAFlatListIsTheEqualOne) {
    const auto flat = tree({{"a", "all"}, {"b", "all"}, {"c", "all"}});
    const counts group{5, 3, 1}, whole{7, 7, 9};
    EXPECT_NEAR(sdc::hierarchical_distance(group, whole, flat).value(),
                sdc::equal_distance(group, whole).value(), 1e-12);
    EXPECT_EQ(sdc::hierarchical_distance(counts{3}, counts{9}, tree({})).value(), 0);
}

TEST(Diversity, Distances_AreZeroForTheSameShares_AndOneAtMost) {
    const counts group{1, 2, 3}, whole{100, 200, 300};
    const auto flat = tree({{"a", "all"}, {"b", "all"}, {"c", "all"}});
    EXPECT_EQ(sdc::equal_distance(group, whole).value(), 0);
    EXPECT_EQ(sdc::ordered_distance(group, whole).value(), 0);
    EXPECT_EQ(sdc::hierarchical_distance(group, whole, flat).value(), 0);
    EXPECT_EQ(sdc::ordered_distance(counts{3}, counts{9}).value(), 0);
    const counts first{most, 0, 0}, last{0, 0, most};
    EXPECT_EQ(sdc::equal_distance(first, last).value(), 1);
    EXPECT_EQ(sdc::ordered_distance(first, last).value(), 1);
    EXPECT_EQ(sdc::hierarchical_distance(first, last, flat).value(), 1);
}

/// As fractions of whole numbers.
TEST(Diversity, FlatDistances_AreExactFractions) {
    sdc::detail::splitmix64 random(12);
    for (int round = 0; round < 500; ++round) {
        counts group, whole;
        for (std::size_t i = 0; i < 2 + random.below(4); ++i) {
            group.push_back(static_cast<std::int64_t>(random.below(30)));
            whole.push_back(group.back() + static_cast<std::int64_t>(random.below(1000)));
        }
        const auto g = std::accumulate(group.begin(), group.end(), std::int64_t{0}),
                   w = std::accumulate(whole.begin(), whole.end(), std::int64_t{0});
        if (g == 0) continue;
        std::int64_t apart = 0, moved = 0, left = 0;
        for (std::size_t i = 0; i < group.size(); ++i) {
            const auto difference = group[i] * w - whole[i] * g;
            apart += std::abs(difference);
            left += difference;
            moved += std::abs(left);
        }
        const auto all = static_cast<double>(g * w);
        EXPECT_DOUBLE_EQ(sdc::equal_distance(group, whole).value(),
                         static_cast<double>(apart) / (2 * all));
        EXPECT_DOUBLE_EQ(sdc::ordered_distance(group, whole).value(),
                         static_cast<double>(moved) /
                             (static_cast<double>(group.size() - 1) * all));
    }
}

TEST(Diversity, BetaLikeness_IsTheLargestGain) {
    const auto gain = sdc::beta_likeness_of(counts{3, 1}, counts{50, 50}).value();
    EXPECT_NEAR(gain.beta, 0.5, 1e-12) << "3/4 against 1/2";
    EXPECT_TRUE(gain.enhanced) << "0.5 <= ln 2";
    const auto certain = sdc::beta_likeness_of(counts{4, 0}, counts{50, 50}).value();
    EXPECT_NEAR(certain.beta, 1, 1e-12);
    EXPECT_FALSE(certain.enhanced) << "1 > ln 2";
    EXPECT_EQ(sdc::beta_likeness_of(counts{1, 2}, counts{100, 200}).value().beta, 0);
    EXPECT_TRUE(sdc::beta_likeness_of(counts{4, 0}, counts{9, 0}).value().enhanced)
        << "the whole has one value: no gain";
    EXPECT_NEAR(sdc::beta_likeness_of(counts{1, 1}, counts{1, 999}).value().beta, 499, 1e-9);
}

TEST(Diversity, DeltaDisclosure_IsTheLargestChangeInBits) {
    const auto change = sdc::delta_disclosure_of(counts{1, 7}, counts{50, 50}).value();
    EXPECT_NEAR(change.delta, 2, 1e-12) << "1/8 against 1/2";
    EXPECT_FALSE(change.missing);
    const auto certain = sdc::delta_disclosure_of(counts{4, 0}, counts{25, 75}).value();
    EXPECT_NEAR(certain.delta, 2, 1e-12);
    EXPECT_TRUE(certain.missing);
    const auto same = sdc::delta_disclosure_of(counts{1, 2, 0}, counts{100, 200, 0}).value();
    EXPECT_EQ(same.delta, 0);
    EXPECT_FALSE(same.missing) << "nobody has the third value";
}

TEST(Diversity, BadInput_IsRefused) {
    const auto flat = tree({{"a", "all"}, {"b", "all"}});
    const auto code = [](const auto& r) {
        return r ? std::string("fine") : std::to_string(static_cast<int>(r.error().code));
    };
    const auto wanted = std::to_string(static_cast<int>(errc::bad_argument)),
               overflow = std::to_string(static_cast<int>(errc::overflow));
    const auto all = [&](const counts& group, const counts& whole, const std::string& expected) {
        EXPECT_EQ(code(sdc::equal_distance(group, whole)), expected);
        EXPECT_EQ(code(sdc::ordered_distance(group, whole)), expected);
        EXPECT_EQ(code(sdc::hierarchical_distance(group, whole, flat)), expected);
        EXPECT_EQ(code(sdc::beta_likeness_of(group, whole)), expected);
        EXPECT_EQ(code(sdc::delta_disclosure_of(group, whole)), expected);
    };
    all({1, 1}, {2, 2}, "fine");
    all({}, {}, wanted);
    all({1, 1}, {1, 1, 1}, wanted);
    all({0, 0}, {1, 1}, wanted);
    all({1, 1}, {0, 0}, wanted);
    all({1, -1}, {1, 1}, wanted);
    all({1, 1}, {1, -1}, wanted);
    all({most, 1}, {1, 1}, overflow);
    all({1, 1}, {most, 1}, overflow);
    EXPECT_THAT(sdc::hierarchical_distance(counts{1, 1, 1}, counts{1, 1, 1}, flat),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::hierarchical_distance(counts{1}, counts{1}, flat),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::beta_likeness_of(counts{1, 1}, counts{1, 0}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::delta_disclosure_of(counts{1, 1}, counts{1, 0}), HasErrc(errc::bad_argument));
}

TEST(Diversity, BadInputOfLDiversity_IsRefused) {
    EXPECT_THAT(sdc::l_diversity_of(counts{}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::l_diversity_of(counts{0}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::l_diversity_of(counts{2, -1}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::l_diversity_of(counts{most, 1}), HasErrc(errc::overflow));
    for (const auto c : {0.0, -1.0, std::numeric_limits<double>::infinity(),
                         std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THAT(sdc::l_diversity_of(counts{1, 1}, c), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::l_diversity_of(counts{most}), IsOk());
}

} // namespace
