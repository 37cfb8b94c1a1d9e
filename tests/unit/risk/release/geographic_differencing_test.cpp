#include <sdc/risk/release/geographic_differencing.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

namespace {

using sdc::division;
using support::HasErrc;

/// The zones of these people, atom by atom.
division divide(const std::vector<std::uint32_t>& zone_of,
                const std::vector<std::int64_t>& people) {
    division z{.zone_of = zone_of,
               .counts = std::vector<std::int64_t>(*std::ranges::max_element(zone_of) + 1)};
    for (std::size_t atom = 0; atom < people.size(); ++atom)
        z.counts[zone_of[atom]] += people[atom];
    return z;
}

// Under 20, 20 to 24, 25 to 39: two bandings (Handbook on Statistical Disclosure Control, 2nd
// edition, 5.2; one man between).
TEST(GeographicDifferencing, TwoBandings) {
    const std::vector<std::int64_t> men{7, 1, 12};
    const auto found =
        sdc::find_zone_differences(divide({0, 1, 1}, men), divide({0, 0, 1}, men)).value();
    EXPECT_TRUE(found.complete);
    ASSERT_EQ(found.found.size(), 2U);
    EXPECT_EQ(found.found[0], (sdc::zone_difference{
                                  .outer = {1}, .inner = {1}, .first_is_outer = true, .people = 1}))
        << "20 to 39 less 25 to 39";
    EXPECT_EQ(
        found.found[1],
        (sdc::zone_difference{.outer = {0}, .inner = {0}, .first_is_outer = false, .people = 1}))
        << "under 25 less under 20";
    const std::vector<std::int64_t> women{9, 0, 15};
    EXPECT_TRUE(sdc::find_zone_differences(divide({0, 1, 1}, women), divide({0, 0, 1}, women))
                    .value()
                    .found.empty());
}

/// Districts a, b, c; squares r in a, one across a and b, s in b, and one across b and c: a and b
/// less r, the one across and s leave one person.
TEST(GeographicDifferencing, AUnionTellsWhatNoZoneTells) {
    const std::vector<std::int64_t> more{20, 30, 25, 40, 1, 60};
    const auto d = divide({0, 0, 1, 1, 1, 2}, more), s = divide({0, 1, 1, 2, 3, 3}, more);
    const auto small = sdc::find_zone_differences(d, s, {.fewer_than = 5}).value();
    ASSERT_FALSE(small.found.empty());
    EXPECT_EQ(
        small.found[0],
        (sdc::zone_difference{.outer = {3}, .inner = {2}, .first_is_outer = false, .people = 1}))
        << "the last square less district c";
    const auto two = std::ranges::find(small.found, std::vector<std::uint32_t>{0, 1},
                                       &sdc::zone_difference::outer);
    ASSERT_NE(two, small.found.end());
    EXPECT_EQ(*two, (sdc::zone_difference{
                        .outer = {0, 1}, .inner = {0, 1, 2}, .first_is_outer = true, .people = 1}));
    EXPECT_FALSE(sdc::find_zone_differences(d, s, {.step_limit = 1}).value().complete);
}

/// Every union of zones, by bits; people counted atom by atom.
TEST(GeographicDifferencing, MissesNoneAgainstEveryUnion) {
    support::splitmix64 random(61);
    int unions = 0;
    for (int round = 0; round < 200; ++round) {
        const std::size_t atoms = 4 + random.below(6);
        std::vector<std::uint32_t> a(atoms), b(atoms);
        std::vector<std::int64_t> people(atoms);
        for (std::size_t i = 0; i < atoms; ++i) {
            a[i] = static_cast<std::uint32_t>(random.below(4));
            b[i] = static_cast<std::uint32_t>(random.below(4));
            people[i] = static_cast<std::int64_t>(random.below(4)) * (random.percent(50) ? 10 : 1);
        }
        const auto first = divide(a, people), second = divide(b, people);
        const auto found =
            sdc::find_zone_differences(first, second, {.fewer_than = 4, .most_zones = 4}).value();
        std::set<std::vector<std::uint32_t>> told;
        for (const auto& d : found.found) {
            ASSERT_GT(d.people, 0);
            ASSERT_LT(d.people, 4);
            if (!d.first_is_outer) continue;
            ASSERT_TRUE(told.insert(d.outer).second) << "once";
        }
        for (unsigned bits = 1; bits < 16; ++bits) {
            const auto in_union = [&](std::size_t i) { return (bits >> a[i] & 1U) != 0; };
            // Zones of the second that are not whole in the union.
            unsigned broken = 0, met = 0;
            for (std::size_t i = 0; i < atoms; ++i) (in_union(i) ? met : broken) |= 1U << b[i];
            std::int64_t rest = 0;
            for (std::size_t i = 0; i < atoms; ++i)
                rest += in_union(i) && (broken >> b[i] & 1U) != 0 ? people[i] : 0;
            std::vector<std::uint32_t> zones;
            for (std::uint32_t z = 0; z < 4; ++z) {
                if ((bits >> z & 1U) != 0) zones.push_back(z);
            }
            const bool known = std::ranges::all_of(
                zones, [&](std::uint32_t z) { return z < first.counts.size(); });
            if (!known || rest == 0 || rest >= 4 || (met & ~broken) == 0) {
                ASSERT_FALSE(told.contains(zones));
                continue;
            }
            // Told itself, or some part of it leaves as few and is told, or its parts are apart.
            const auto is_part = [&](const std::vector<std::uint32_t>& part) {
                return std::ranges::includes(zones, part);
            };
            const bool alone_leaves_none = std::ranges::any_of(zones, [&](std::uint32_t z) {
                bool whole = false, crossed = false;
                for (std::size_t i = 0; i < atoms; ++i) {
                    if (a[i] != z) continue;
                    for (std::size_t j = 0; j < atoms; ++j)
                        crossed = crossed || (b[j] == b[i] && a[j] != z && in_union(j) &&
                                              (broken >> b[i] & 1U) == 0);
                    whole = whole || (broken >> b[i] & 1U) != 0;
                }
                return !crossed && zones.size() > 1; // this zone hangs on nothing within the union
            });
            ASSERT_TRUE(told.contains(zones) || std::ranges::any_of(told, is_part) ||
                        alone_leaves_none);
            unions += zones.size() > 1 && told.contains(zones);
        }
    }
    EXPECT_GT(unions, 20);
}

TEST(GeographicDifferencing, BadInputIsRefused) {
    const auto z = divide({0, 1}, {3, 4});
    EXPECT_THAT(sdc::find_zone_differences(z, divide({0, 0, 1}, {1, 2, 4})),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::find_zone_differences(z, {.zone_of = {0, 5}, .counts = {7}}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::find_zone_differences(z, {.zone_of = {0, 0}, .counts = {-7}}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::find_zone_differences(z, z, {.fewer_than = 1}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::find_zone_differences(z, z, {.most_zones = 0}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::find_zone_differences(z, {.zone_of = {0, 0}, .counts = {9}}),
                HasErrc(sdc::errc::contradiction))
        << "two zones of 7, one of 9 of the same atoms";
}

} // namespace
