#include <sdc/risk/table/entropy.hpp>

#include <sdc/detail/splitmix64.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::entropy_options;
using sdc::errc;
using sdc::moved_people;
using support::HasErrc;
using support::IsOk;
using counts = std::vector<std::int64_t>;
using moves = std::vector<moved_people>;

constexpr entropy_options thirds{
    .zeros_weight = 1.0 / 3, .concentration_weight = 1.0 / 3, .size_weight = 1.0 / 3};

counts repeated(std::size_t cells, std::int64_t people) { return counts(cells, people); }
counts first_of(std::size_t cells, std::int64_t people, std::size_t filled = 1) {
    counts c(cells);
    std::fill_n(c.begin(), filled, people);
    return c;
}

struct expected_risk {
    counts table;
    double zeros, concentration, size, value, value_of_thirds;
};

// Computed for this library from the formula; the papers' own numbers could not be read. The
// eighteen cells of the Handbook's table of marital status, sex and hours are not here: only its
// results were at hand.
TEST(Entropy, TheReferenceTables) {
    const std::vector<expected_risk> tables{
        {{38, 17, 7, 4, 3, 1}, 0, .294075, .373419, .272602, .222498},
        {{6, 0, 5, 1, 2, 2}, .166667, .205003, .596574, .240327, .322748},
        {repeated(8, 5), 0, 0, .449745, .044975, .149915},
        {first_of(8, 40), .875, 1, .449745, .932475, .774915},
        {first_of(8, 1), .875, 1, 1, .987500, .958333},
        {first_of(12, 1, 4), .666667, .442114, .846574, .505015, .651785},
        {{3, 1, 0}, .333333, .488140, .846574, .508503, .556016},
        {{4, 0}, .5, 1, .846574, .934657, .782191},
    };
    for (const auto& t : tables) {
        const auto r = sdc::entropy_risk_of(t.table).value();
        EXPECT_NEAR(r.zeros, t.zeros, 5e-7);
        EXPECT_NEAR(r.concentration, t.concentration, 5e-7);
        EXPECT_NEAR(r.size, t.size, 5e-7);
        EXPECT_NEAR(r.value, t.value, 5e-7);
        EXPECT_NEAR(sdc::entropy_risk_of(t.table, thirds).value().value, t.value_of_thirds, 5e-7);
    }
}

TEST(Entropy, TheReferencePerturbations) {
    const counts table{6, 0, 5, 1, 2, 2};
    EXPECT_NEAR(sdc::entropy_risk_after(table, moves{{0, 1, 1}}).value().value, .223660, 5e-7);
    const auto both = sdc::entropy_risk_after(table, moves{{0, 1, 1}, {3, 0, 1}}).value();
    EXPECT_NEAR(both.value, .204207, 5e-7);
    EXPECT_NEAR(both.conditional_entropy, .168960, 5e-7);
    EXPECT_NEAR(both.entropy, 1.424443, 5e-7);
}

TEST(Entropy, ZerosThatAreStillShown_WeighLess) {
    // D = {1, 2}, Q = {2, 3}: (2/4)^(3/1)
    EXPECT_NEAR(sdc::entropy_risk_after(counts{5, 0, 0, 1}, moves{{3, 1, 1}}).value().zeros, 0.125,
                1e-12);
    EXPECT_EQ(sdc::entropy_risk_after(counts{5, 0}, moves{{0, 1, 1}}).value().zeros, 0)
        << "no common zero";
    EXPECT_EQ(sdc::entropy_risk_after(counts{5, 1}, moves{{1, 0, 1}}).value().zeros, 0)
        << "no zero before";
}

TEST(Entropy, WhereEveryoneIsInOneCell_MovingHidesNothingOfIt) {
    const auto r = sdc::entropy_risk_after(counts{4, 0}, moves{{0, 1, 2}}).value();
    EXPECT_EQ(r.concentration, 1);
    EXPECT_EQ(r.conditional_entropy, 0);
}

TEST(Entropy, OneCell_IsRiskyByConventionWhileSmall) {
    EXPECT_EQ(sdc::entropy_risk_of(counts{10}).value().value, 1);
    const auto large = sdc::entropy_risk_of(counts{11}).value();
    EXPECT_NEAR(large.value, 0.1 * (1 + std::log(11.0) / 2) / std::sqrt(11.0), 1e-12);
    EXPECT_EQ(large.concentration, 0);
    EXPECT_LT(sdc::entropy_risk_of(counts{10}, {.small_total = 0}).value().value, 1);
    EXPECT_EQ(sdc::entropy_risk_after(counts{10}, {}).value().value, 1);
    EXPECT_EQ(sdc::entropy_risk_after(counts{11}, moves{{0, 0, 4}}).value().value, large.value);
}

/// The definition, cell by cell and in long double, over a dense matrix of who moved where.
long double slow_risk(const counts& table, const moves& moved, const entropy_options& o) {
    const auto k = table.size();
    std::vector<std::vector<long double>> f(k, std::vector<long double>(k));
    for (std::size_t i = 0; i < k; ++i) f[i][i] = static_cast<long double>(table[i]);
    for (const auto& m : moved) {
        f[m.from][m.from] -= static_cast<long double>(m.people);
        f[m.from][m.to] += static_cast<long double>(m.people);
    }
    long double n = 0, joint = 0, h = 0, h_published = 0, d = 0, both = 0, either = 0;
    for (const auto c : table) n += static_cast<long double>(c);
    const auto minus_p_log_p = [n](long double x) {
        return x > 0 ? -(x / n) * (std::log(x) - std::log(n)) : 0.0L;
    };
    for (std::size_t j = 0; j < k; ++j) {
        long double published = 0;
        for (std::size_t i = 0; i < k; ++i) published += f[i][j], joint += minus_p_log_p(f[i][j]);
        h_published += minus_p_log_p(published);
        h += minus_p_log_p(static_cast<long double>(table[j]));
        d += table[j] == 0;
        both += table[j] == 0 && published == 0;
        either += table[j] == 0 || published == 0;
    }
    const auto given = joint - h_published; // the chain rule: another way to H(X|Y)
    const auto zeros = both > 0 ? std::pow(d / static_cast<long double>(k), either / both) : 0.0L;
    const auto spread =
        (1 - h / std::log(static_cast<long double>(k))) * (h > 0 ? 1 - given / h : 1);
    const auto size = -(1 / std::sqrt(n)) * std::log(1 / (std::exp(1.0L) * std::sqrt(n)));
    return o.zeros_weight * zeros + o.concentration_weight * spread + o.size_weight * size;
}

/// A random table of 2 to 9 cells, many of them small, and moves within it.
struct random_case {
    counts table;
    moves moved;
};

random_case draw(sdc::detail::splitmix64& random) {
    random_case c;
    c.table.resize(2 + random.below(8));
    const std::uint64_t top = random.below(2) == 0 ? 4 : 1000;
    for (auto& n : c.table) n = static_cast<std::int64_t>(random.below(top));
    c.table[random.below(c.table.size())] += 1;
    auto left = c.table;
    for (auto k = random.below(6); k-- > 0;) {
        const auto from = random.below(left.size());
        const auto people =
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(left[from] + 1)));
        left[from] -= people;
        c.moved.push_back({.from = from, .to = random.below(left.size()), .people = people});
    }
    return c;
}

TEST(Entropy, AgreesWithTheDefinition) {
    sdc::detail::splitmix64 random(1);
    for (int round = 0; round < 3000; ++round) {
        const auto [table, moved] = draw(random);
        for (const auto& o : {entropy_options{}, thirds}) {
            EXPECT_NEAR(sdc::entropy_risk_of(table, o).value().value,
                        static_cast<double>(slow_risk(table, {}, o)), 1e-9);
            EXPECT_NEAR(sdc::entropy_risk_after(table, moved, o).value().value,
                        static_cast<double>(slow_risk(table, moved, o)), 1e-9);
        }
    }
}

TEST(Entropy, IsInRange_AndMovingNeverRaisesIt) {
    sdc::detail::splitmix64 random(2);
    for (int round = 0; round < 3000; ++round) {
        const auto [table, moved] = draw(random);
        const auto before = sdc::entropy_risk_of(table).value();
        const auto after = sdc::entropy_risk_after(table, moved).value();
        for (const auto x : {before.value, before.zeros, before.concentration, before.size,
                             after.value, after.zeros, after.concentration}) {
            EXPECT_GE(x, 0);
            EXPECT_LE(x, 1);
        }
        EXPECT_LE(after.value, before.value);
        EXPECT_EQ(sdc::entropy_risk_after(table, {}).value().value, before.value)
            << "nothing moved";
    }
}

TEST(Entropy, NamesOfCells_DoNotMatter) {
    sdc::detail::splitmix64 random(3);
    for (int round = 0; round < 500; ++round) {
        const auto [table, moved] = draw(random);
        std::vector<std::size_t> to(table.size());
        std::iota(to.begin(), to.end(), std::size_t{0});
        for (auto i = to.size(); i > 1; --i) std::swap(to[i - 1], to[random.below(i)]);
        counts named(table.size());
        moves renamed;
        for (std::size_t i = 0; i < table.size(); ++i) named[to[i]] = table[i];
        for (const auto& m : moved)
            renamed.push_back({.from = to[m.from], .to = to[m.to], .people = m.people});
        EXPECT_NEAR(sdc::entropy_risk_of(named).value().value,
                    sdc::entropy_risk_of(table).value().value, 1e-12);
        EXPECT_NEAR(sdc::entropy_risk_after(named, renamed).value().value,
                    sdc::entropy_risk_after(table, moved).value().value, 1e-12);
    }
}

TEST(Entropy, LargeCounts_StayInRange) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const auto r = sdc::entropy_risk_of(counts{most / 2, most / 2, 1}).value();
    EXPECT_NEAR(r.concentration, 1 - std::log(2.0) / std::log(3.0), 1e-12);
    EXPECT_LT(r.size, 1e-7);
    EXPECT_THAT(sdc::entropy_risk_of(counts{most, 1}), HasErrc(errc::overflow));
}

TEST(Entropy, BadInput_IsRefused) {
    EXPECT_THAT(sdc::entropy_risk_of(counts{}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::entropy_risk_of(counts{0, 0}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::entropy_risk_of(counts{3, -1}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::entropy_risk_after(counts{3, -1}, {}), HasErrc(errc::bad_argument));
    for (const auto& m : moves{{2, 0, 1}, {0, 2, 1}, {0, 1, -1}, {0, 1, 4}})
        EXPECT_THAT(sdc::entropy_risk_after(counts{3, 1}, moves{m}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::entropy_risk_after(counts{3, 1}, moves{{0, 1, 2}, {0, 1, 2}}),
                HasErrc(errc::bad_argument))
        << "together too many";
    EXPECT_THAT(sdc::entropy_risk_after(counts{3, 1}, moves{{0, 1, 3}}), IsOk());
}

TEST(Entropy, Weights_AreNotNegativeAndSumTo1) {
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    for (const auto& o :
         {entropy_options{.zeros_weight = 0.2},
          entropy_options{.zeros_weight = -0.1, .concentration_weight = 1},
          entropy_options{.size_weight = nan}, entropy_options{.small_total = -1}}) {
        EXPECT_THAT(sdc::check(o), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::entropy_risk_of(counts{1, 2}, o), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::entropy_risk_after(counts{1, 2}, {}, o), HasErrc(errc::bad_argument));
    }
    EXPECT_THAT(sdc::check(thirds), IsOk());
}

} // namespace
