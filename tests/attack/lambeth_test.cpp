// Lambeth, 10 October 2023: 9 in all, 6 in one part, "five or less" in two. What an intruder can
// work out is known by hand.
#include <sdc/attack/bounds.hpp>
#include <sdc/enumerate/enumerate.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

sdc::knowledge reader_of_lambeth() {
    const std::vector<std::string> parts{"first", "second", "third"};
    sdc::knowledge known(
        sdc::cube::make({{.name = "part", .codes = sdc::hierarchy::flat(parts).value()}}).value());
    known.learn_exact(0, 9);
    known.learn_exact(1, 6);
    known.learn(2, 0, 5);
    known.learn(3, 0, 5);
    return known;
}

TEST(Lambeth, FourPairsAreLeft) {
    const auto known = reader_of_lambeth();
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    ASSERT_TRUE(sdc::for_each_table(known, [&](std::span<const std::int64_t> v) {
                    pairs.emplace_back(v[2], v[3]);
                }).value());
    EXPECT_EQ(pairs,
              (std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 3}, {1, 2}, {2, 1}, {3, 0}}));
}

TEST(Lambeth, TheAttackFindsTheSameInterval) {
    const std::vector<sdc::cell_index> asked{2, 3};
    const auto found = sdc::bounds(reader_of_lambeth(), asked);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_EQ((*found)[0], (sdc::interval{.low = 0, .high = 3}));
    EXPECT_EQ((*found)[1], (sdc::interval{.low = 0, .high = 3}));
}

} // namespace
