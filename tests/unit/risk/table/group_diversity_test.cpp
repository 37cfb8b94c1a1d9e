#include <sdc/risk/table/group_diversity.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <vector>

namespace {

using support::HasErrc;

// Married, divorced, single by full and part time: Handbook on Statistical Disclosure Control, 2nd
// edition, 5.2. Hours are the attribute.
TEST(GroupDiversity, OfMaritalStatusByHours) {
    const auto t = support::cross({{6, 0}, {5, 1}, {2, 2}}, {.column = sdc::role::sensitive});
    std::vector<sdc::group_diversity> found;
    ASSERT_THAT(sdc::for_each_group_diversity(t, [&](const auto& g) { found.push_back(g); }),
                support::IsOk());
    ASSERT_EQ(found.size(), 3U) << "one a row";
    EXPECT_EQ(found[0].people, 6);
    EXPECT_EQ(found[0].categories.distinct, 1);
    EXPECT_DOUBLE_EQ(found[0].distance, 3.0 / 16) << "none of the 3 of 16 in part time";
    EXPECT_NEAR(found[1].categories.entropy, 1.569193, 5e-7) << "reference vector of (5, 1)";
    EXPECT_EQ(found[1].categories.recursive, 1);
    EXPECT_EQ(found[2].categories.recursive, 2);
    EXPECT_DOUBLE_EQ(found[2].distance, 5.0 / 16);
    const auto least = sdc::find_least_diversity(t).value();
    EXPECT_EQ(least.fewest->group, support::row_total(t, 2));
    EXPECT_EQ(least.least_diverse->group, support::row_total(t, 0));
    EXPECT_EQ(least.farthest->group, support::row_total(t, 2));
}

TEST(GroupDiversity, WithoutRolesRowsAndColumnsAreGroups) {
    const auto t = support::cross({{6, 0}, {5, 1}, {2, 2}});
    std::map<std::size_t, int> groups;
    ASSERT_THAT(sdc::for_each_group_diversity(t, [&](const auto& g) { ++groups[g.dimension]; }),
                support::IsOk());
    EXPECT_EQ(groups, (std::map<std::size_t, int>{{0, 2}, {1, 3}}));
    EXPECT_THAT(sdc::find_least_diversity(t, 0), HasErrc(sdc::errc::bad_argument));
    EXPECT_FALSE(sdc::find_least_diversity(support::series({0, 0})).value().fewest)
        << "nobody is there";
}

/// Every leaf is in one group of each dimension, and no group is left out or empty.
TEST(GroupDiversity, GroupsPartThePeople) {
    support::splitmix64 random(41);
    for (int round = 0; round < 100; ++round) {
        const auto t = support::random_table(random.next(), {.dimensions = 1 + random.below(3),
                                                             .branching = 3,
                                                             .depth = 2,
                                                             .mean = 2,
                                                             .single_child_percent = 20,
                                                             .ragged_percent = 40});
        std::vector<std::int64_t> people(t.cube().dimensions().size());
        ASSERT_THAT(
            sdc::for_each_group_diversity(t,
                                          [&](const sdc::group_diversity& g) {
                                              people[g.dimension] += g.people;
                                              EXPECT_GT(g.people, 0);
                                              EXPECT_GE(g.distance, 0.0);
                                              EXPECT_LE(g.distance, 1.0);
                                              EXPECT_LE(g.categories.entropy,
                                                        static_cast<double>(g.categories.distinct));
                                          }),
            support::IsOk());
        bool any = false, all = true;
        for (const auto& d : t.cube().dimensions())
            (d.role == sdc::role::sensitive ? any : all) = d.role == sdc::role::sensitive;
        for (std::size_t d = 0; d < people.size(); ++d) {
            const bool counted =
                !any || all || t.cube().dimensions()[d].role == sdc::role::sensitive;
            ASSERT_EQ(people[d], counted ? t.contributors(0) : 0);
        }
    }
}

} // namespace
