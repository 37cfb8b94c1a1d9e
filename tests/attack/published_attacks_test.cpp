// Attacks that were published, end to end. What must come out is counted by loops here, or is in
// the publication.
#include <sdc/attack/bounds.hpp>
#include <sdc/knowledge/preimage.hpp>

#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

using namespace sdc;
using support::flat;
using support::HasErrc;

std::vector<interval> find_bounds(const knowledge& known, const std::vector<cell_index>& cells) {
    const auto found = bounds(known, cells);
    EXPECT_THAT(found, support::IsOk());
    return found ? *found : std::vector<interval>(cells.size());
}

/// Smallest and largest of what a loop meets.
struct seen {
    interval range = no_number;
    void include(std::int64_t value) {
        range = {.low = std::min(range.low, value), .high = std::max(range.high, value)};
    }
};

std::shared_ptr<const cube> groups(std::size_t n) { return cube::make({flat("group", n)}).value(); }

// Counts 8, 12 and 20, with noise of at most 2 shown as 9, 14 and 19, beside their true means.
TEST(PublishedAttacks, MeansBesidePerturbedCounts) {
    const auto all = linked_tables::make({{.cube = groups(2)},
                                          {.name = "sums", .cube = groups(2), .measure = "sum"}})
                         .value();
    knowledge known(all);
    const bounded_noise method{.deviation = 2};
    const std::array<std::int64_t, 3> shown{19, 9, 14};
    const std::array<const char*, 3> means{"9.25", "11.25", "7.9167"};
    for (cell_index cell = 0; cell < 3; ++cell) {
        const auto by_noise = preimage(method, shown[cell]);
        known.learn(cell, by_noise.low, by_noise.high);
        for (auto& s :
             mean_statements(all->offset(1) + cell, cell, parse_printed(means[cell]).value()))
            known.learn(std::move(s));
    }
    const auto found = find_bounds(known, {0, 1, 2, 3, 4, 5});
    const std::array<std::int64_t, 6> expected{20, 8, 12, 185, 90, 95};
    for (std::size_t i = 0; i < found.size(); ++i)
        EXPECT_EQ(found[i], (interval{.low = expected[i], .high = expected[i]})) << i;
}

// 9 in all, 6 in one part, "five or less" in two.
TEST(PublishedAttacks, FiveOrLess) {
    knowledge known(groups(3));
    known.learn_exact(0, 9);
    known.learn_exact(1, 6);
    for (const cell_index cell : {2u, 3u}) known.learn(cell, 0, 5);
    for (const auto& i : find_bounds(known, {2, 3})) EXPECT_EQ(i, (interval{.low = 0, .high = 3}));
}

// Under 20 in one release, under 21 in the next: the difference is who is 20. The code list of
// years tells which are parts of which.
TEST(PublishedAttacks, OverlappingAgeGroups) {
    const auto codes = [](std::vector<code_parent> list) {
        return dimension{.name = "age", .codes = hierarchy::from_parents(list).value()};
    };
    const auto first =
        cube::make({codes({{"all", ""}, {"under 20", "all"}, {"20+", "all"}})}).value();
    const auto second =
        cube::make({codes({{"all", ""}, {"under 21", "all"}, {"21+", "all"}})}).value();
    const auto years = cube::make({codes({{"all", ""},
                                          {"under 21", "all"},
                                          {"under 20", "under 21"},
                                          {"20", "under 21"},
                                          {"21+", "all"}})})
                           .value();
    const auto all =
        linked_tables::make(
            {{.cube = first}, {.name = "second", .cube = second}, {.name = "years", .cube = years}})
            .value();
    knowledge known(all);
    known.learn_exact(0, 50);
    known.learn_exact(1, 12);
    known.learn_exact(all->offset(1) + 1, 13);
    const auto twenty = all->offset(2) + 3;
    EXPECT_EQ(describe(*all, twenty), "years: age=20");
    EXPECT_EQ(find_bounds(known, {twenty})[0], (interval{.low = 1, .high = 1}));

    for (const std::int64_t redact_to : {5, 7}) {
        knowledge rounded(all);
        const auto learn = [&](cell_index cell, std::int64_t number) {
            const auto i = preimage(redact_and_round(redact_to, 5), number);
            rounded.learn(cell, i.low, i.high);
        };
        learn(1, 10);
        learn(all->offset(1) + 1, 15);
        seen expected;
        for (std::int64_t younger = redact_to + 1; younger <= 40; ++younger) {
            for (auto older = younger; older <= 40; ++older) {
                if ((younger + 2) / 5 == 2 && (older + 2) / 5 == 3)
                    expected.include(older - younger);
            }
        }
        EXPECT_EQ(find_bounds(rounded, {twenty})[0], expected.range);
    }
}

TEST(PublishedAttacks, ASmallestNumberOfFewValues) {
    EXPECT_EQ(preimage(redact_and_round(5, 5), 5), (interval{.low = 6, .high = 7}));
    EXPECT_EQ(preimage(redact_and_round(7, 5), 5), no_number);
    EXPECT_EQ(preimage(redact_and_round(7, 5), 10), (interval{.low = 8, .high = 12}));
}

TEST(PublishedAttacks, ThreeSmallSystems) {
    knowledge zeros(groups(3)); // 0 = x + x + 0
    zeros.learn_exact(0, 0);
    zeros.learn_exact(3, 0);
    for (const auto& i : find_bounds(zeros, {1, 2})) EXPECT_EQ(i, (interval{.low = 0, .high = 0}));

    knowledge third(groups(4)); // 15 = 10 + 5 + x + x
    knowledge ones(groups(4));  // 15 = 10 + 3 + x + x, none of them zero
    for (auto* known : {&third, &ones}) {
        known->learn_exact(0, 15);
        known->learn_exact(1, 10);
    }
    third.learn_exact(2, 5);
    ones.learn_exact(2, 3);
    for (const cell_index cell : {3u, 4u}) ones.learn(cell, 1, unlimited);
    for (const auto& i : find_bounds(third, {3, 4})) EXPECT_EQ(i, (interval{.low = 0, .high = 0}));
    for (const auto& i : find_bounds(ones, {3, 4})) EXPECT_EQ(i, (interval{.low = 1, .high = 1}));
}

// 1 in the four cells of even parity. Rounded to base 2 no table fits all margins, which are
// multiples of 2 and stay.
class Parity : public ::testing::Test {
protected:
    std::shared_ptr<const cube> c = cube::make({flat("a", 2), flat("b", 2), flat("c", 2)}).value();
    std::vector<cell_index> inner;

    void SetUp() override {
        for (cell_index cell = 0; cell < c->size(); ++cell) {
            if (!c->is_margin(cell)) inner.push_back(cell);
        }
    }
    /// Bit d of i is the code of dimension d; a margin is fixed by `fixed` bits and `codes` for
    /// them.
    static std::int64_t sum(unsigned table, unsigned fixed, unsigned codes) {
        std::int64_t total = 0;
        for (unsigned i = 0; i < 8; ++i) total += (i & fixed) == codes ? (table >> i) & 1U : 0;
        return total;
    }
    static bool is_even(unsigned i) { return ((i ^ (i >> 1U) ^ (i >> 2U)) & 1U) == 0; }
    static unsigned even_table() {
        unsigned table = 0;
        for (unsigned i = 0; i < 8; ++i) table |= is_even(i) ? 1U << i : 0U;
        return table;
    }
    /// Calls f(fixed, codes, cell) for every margin.
    template <class F>
    void for_each_margin(F f) const {
        for (unsigned fixed = 0; fixed < 7; ++fixed) {
            for (unsigned codes = 0; codes < 8; ++codes) {
                if ((codes & ~fixed) != 0) continue;
                cell_index cell = 0;
                for (std::size_t d = 0; d < 3; ++d)
                    cell += ((fixed >> d) & 1U) != 0
                                ? (1 + ((codes >> d) & 1U)) * c->shape().stride(d)
                                : 0;
                f(fixed, codes, cell);
            }
        }
    }
};

TEST_F(Parity, TwoTablesAreLeftOfAllMargins) {
    unsigned left = 0;
    for (unsigned table = 0; table < 256; ++table) {
        bool fits = true;
        for_each_margin([&](unsigned fixed, unsigned codes, cell_index) {
            fits = fits && sum(table, fixed, codes) == sum(even_table(), fixed, codes);
        });
        left += fits;
    }
    EXPECT_EQ(left, 2u);
    knowledge known(c);
    for_each_margin([&](unsigned fixed, unsigned codes, cell_index cell) {
        known.learn_exact(cell, sum(even_table(), fixed, codes));
    });
    for (const auto& i : find_bounds(known, inner)) EXPECT_EQ(i, (interval{.low = 0, .high = 1}));
    known.learn_exact(inner[0], 1);
    for (const auto& i : find_bounds(known, inner))
        EXPECT_TRUE(i.is_single_value()) << "one cell gives the others away";
}

// In halves: margins over one cell pair are 1 or 0 to choose from, those over four and eight cells
// 1 and 2.
TEST_F(Parity, NoZeroRestrictedRoundingFits) {
    knowledge halves(c);
    for_each_margin([&](unsigned fixed, unsigned codes, cell_index cell) {
        const auto value = sum(even_table(), fixed, codes);
        halves.learn(cell, value / 2, (value + 1) / 2);
    });
    for (unsigned i = 0; i < 8; ++i) {
        const auto cell = (1 + (i & 1U)) * c->shape().stride(0) +
                          (1 + ((i >> 1U) & 1U)) * c->shape().stride(1) +
                          (1 + ((i >> 2U) & 1U)) * c->shape().stride(2);
        halves.learn(cell, 0, is_even(i) ? 1 : 0);
    }
    EXPECT_THAT(bounds(halves, inner), HasErrc(errc::contradiction));
}

// Three parts, each shown as 10, and an exact total.
TEST(PublishedAttacks, TenTenTen) {
    for (const std::int64_t base : {5, 10}) {
        for (std::int64_t total = 24; total <= 42; ++total) {
            std::array<seen, 3> expected;
            for (std::int64_t a = 0; a <= total; ++a) {
                for (std::int64_t b = 0; a + b <= total; ++b) {
                    const std::array<std::int64_t, 3> parts{a, b, total - a - b};
                    if (!std::ranges::all_of(parts, [&](std::int64_t n) {
                            return (2 * n + base) / (2 * base) * base == 10;
                        }))
                        continue;
                    for (std::size_t i = 0; i < 3; ++i) expected[i].include(parts[i]);
                }
            }
            knowledge known(groups(3));
            known.learn_exact(0, total);
            const auto one = preimage(conventional(base), 10);
            for (const cell_index cell : {1u, 2u, 3u}) known.learn(cell, one.low, one.high);
            if (expected[0].range == no_number) {
                EXPECT_THAT(bounds(known, std::vector<cell_index>{1}),
                            HasErrc(errc::contradiction));
                continue;
            }
            const auto found = find_bounds(known, {1, 2, 3});
            for (std::size_t i = 0; i < 3; ++i)
                EXPECT_EQ(found[i], expected[i].range) << "base " << base << ", total " << total;
        }
    }
    knowledge ends(groups(3)); // 24 = 8 + 8 + 8
    ends.learn_exact(0, 24);
    for (const cell_index cell : {1u, 2u, 3u}) ends.learn(cell, 8, 12);
    for (const auto& i : find_bounds(ends, {1, 2, 3}))
        EXPECT_EQ(i, (interval{.low = 8, .high = 8}));
}

// Random rounding to base 5, each cell on its own, below an exact total: sums give values away.
TEST(PublishedAttacks, Unrounding) {
    const auto codes = hierarchy::from_parents(std::vector<code_parent>{{"all", ""},
                                                                        {"north", "all"},
                                                                        {"n1", "north"},
                                                                        {"n2", "north"},
                                                                        {"south", "all"},
                                                                        {"s1", "south"},
                                                                        {"s2", "south"}});
    const auto c = cube::make({{.name = "area", .codes = codes.value()}}).value();
    const auto can_show = [](std::int64_t value, std::int64_t shown) {
        return shown == value / 5 * 5 || shown == (value + 4) / 5 * 5;
    };
    unsigned exact = 0;
    for (std::int64_t total = 19; total <= 30; ++total) {
        for (const auto& shown :
             std::vector<std::array<std::int64_t, 6>>{{5, 0, 0, 20, 10, 15},
                                                      {10, 0, 0, 15, 0, 5},
                                                      {10, 5, 5, 10, 5, 0},
                                                      {10, 5, 10, 15, 10, 10}}) {
            std::array<seen, 6> expected;
            for (std::int64_t n1 = 0; n1 <= total; ++n1) {
                for (std::int64_t n2 = 0; n1 + n2 <= total; ++n2) {
                    for (std::int64_t s1 = 0; n1 + n2 + s1 <= total; ++s1) {
                        const auto south = total - n1 - n2;
                        const std::array<std::int64_t, 6> values{n1 + n2, n1, n2,
                                                                 south,   s1, south - s1};
                        bool fits = true;
                        for (std::size_t i = 0; i < 6; ++i)
                            fits = fits && can_show(values[i], shown[i]);
                        for (std::size_t i = 0; fits && i < 6; ++i) expected[i].include(values[i]);
                    }
                }
            }
            knowledge known(c);
            known.learn_exact(0, total);
            for (cell_index cell = 1; cell < c->size(); ++cell) {
                const auto i = preimage(random_rounding{.bands = {{.base = 5}}}, shown[cell - 1]);
                known.learn(cell, i.low, i.high);
            }
            const auto found = bounds(known, std::vector<cell_index>{1, 2, 3, 4, 5, 6});
            if (expected[0].range == no_number) {
                EXPECT_THAT(found, HasErrc(errc::contradiction));
                continue;
            }
            ASSERT_THAT(found, support::IsOk());
            for (std::size_t i = 0; i < 6; ++i) {
                EXPECT_EQ((*found)[i], expected[i].range)
                    << "total " << total << ", cell " << i + 1;
                exact += (*found)[i].is_single_value();
            }
        }
    }
    EXPECT_GT(exact, 5u);
}

} // namespace
