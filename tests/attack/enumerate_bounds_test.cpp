// Two attacks that share no code must agree: linear programs with integer search, and the
// enumeration of every table.
#include <sdc/attack/bounds.hpp>
#include <sdc/enumerate/enumerate.hpp>

#include <generators.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace {

std::shared_ptr<const sdc::cube> small_cube(support::splitmix64& random) {
    const std::vector<std::vector<std::string>> ragged{{"a", "a1"}, {"a", "a2"}, {"b"}};
    std::vector<std::string> ids{"x", "y"};
    if (random.percent(50)) ids.push_back("z");
    return sdc::cube::make({{.name = "row", .codes = sdc::hierarchy::from_paths(ragged).value()},
                            {.name = "column", .codes = sdc::hierarchy::flat(ids).value()}})
        .value();
}

std::vector<std::int64_t> random_values(const sdc::cube& c, support::splitmix64& random) {
    std::vector<std::int64_t> values(c.size());
    for (const auto& cell : sdc::cells(c)) {
        if (!cell.is_margin()) values[cell.index()] = static_cast<std::int64_t>(random.below(5));
    }
    sdc::detail::add_margins(c, values);
    return values;
}

/// The grand total, some other cells exactly or within an interval, and at times the difference of
/// two cells.
sdc::knowledge random_reader(std::shared_ptr<const sdc::cube> c,
                             std::span<const std::int64_t> values, support::splitmix64& random) {
    sdc::knowledge known(c);
    known.learn_exact(0, values[0]);
    for (sdc::cell_index cell = 1; cell < c->size(); ++cell) {
        if (random.percent(40))
            known.learn_exact(cell, values[cell]);
        else if (random.percent(30))
            known.learn(cell, values[cell] > 0 ? 1 : 0, values[cell] + 2);
    }
    if (random.percent(50)) {
        const auto a = random.below(c->size()), b = random.below(c->size());
        const auto difference = 2 * values[a] - values[b];
        known.learn({.text = "said",
                     .terms = {{a, 2}, {b, -1}},
                     .low = difference,
                     .high = difference + 1});
    }
    return known;
}

TEST(EnumerateBounds, AgreeOnSmallRandomTables) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        support::splitmix64 random(seed);
        const auto c = small_cube(random);
        const auto values = random_values(*c, random);
        const auto known = random_reader(c, values, random);
        std::vector<sdc::cell_index> all(c->size());
        std::iota(all.begin(), all.end(), sdc::cell_index{0});
        const auto listed = sdc::enumerate(known, all, {.limit = 3'000'000});
        ASSERT_THAT(listed, support::IsOk());
        if (!listed->complete) continue;
        const auto intervals = sdc::bounds(known, all);
        ASSERT_THAT(intervals, support::IsOk()) << "seed " << seed;
        for (const auto cell : all) {
            const sdc::interval wanted{.low = listed->values[cell].front(),
                                       .high = listed->values[cell].back()};
            EXPECT_EQ((*intervals)[cell], wanted)
                << "seed " << seed << ", " << sdc::describe(*c, cell);
        }
    }
}

} // namespace
