#include <sdc/risk/table/residual_group.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::HasErrc;

std::vector<sdc::interval> known(const sdc::table& t, const std::set<sdc::cell_index>& open) {
    std::vector<sdc::interval> counts;
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell)
        counts.push_back(open.contains(cell)
                             ? sdc::interval{}
                             : sdc::interval{.low = t.value(cell), .high = t.value(cell)});
    return counts;
}

/// 41 charged, 40 of them men: one is a woman or of another sex.
TEST(ResidualGroups, WhatToldPartsLeaveIsOfTheOthers) {
    const auto t = support::series({40, 1, 0});
    const sdc::linked_tables tables(t.shared_cube());
    const auto found = sdc::find_residual_groups(tables, known(t, {2, 3}), 5).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (sdc::residual_group{.what = {{2, 1}, {3, 1}}, .people = 1}));
    EXPECT_TRUE(sdc::find_residual_groups(tables, known(t, {}), 5).value().empty())
        << "what is told is a cell";
    EXPECT_TRUE(sdc::find_residual_groups(tables, known(t, {0, 2, 3}), 5).value().empty())
        << "nothing follows from a part alone";
    EXPECT_TRUE(sdc::find_residual_groups(tables, known(t, {1, 2, 3}), 50).value().empty())
        << "all of the total, which is a cell";
    EXPECT_THAT(sdc::find_residual_groups(tables, {}, 5), HasErrc(sdc::errc::bad_argument));
}

/// Of many open parts and one that is told the sum is written the short way.
TEST(ResidualGroups, AreWrittenTheShorterWay) {
    const auto t = support::series({40, 1, 0, 1, 0, 0});
    const sdc::linked_tables tables(t.shared_cube());
    const auto found = sdc::find_residual_groups(tables, known(t, {2, 3, 4, 5, 6}), 5).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (sdc::residual_group{.what = {{0, 1}, {1, -1}}, .people = 2}));
}

/// A table by x, and one by x, its codes in another order, and y. Cells in the order of the first:
/// total, x0, x1, x2.
TEST(ResidualGroups, OfLinesThatTablesShareAreTheSame) {
    const auto first = support::series({40, 1, 0});
    sdc::dimension reversed{
        .name = "x",
        .codes = sdc::hierarchy::flat(std::vector<std::string>{"x2", "x1", "x0"}).value()};
    const auto second = sdc::cube::make({std::move(reversed), support::flat("y", 3)}).value();
    const auto tables =
        sdc::linked_tables::make({{.cube = first.shared_cube()}, {.name = "by y", .cube = second}})
            .value();
    std::vector<sdc::interval> counts(tables->size());
    const auto tell = [&](sdc::cell_index cell, std::int64_t n) {
        counts[cell] = {.low = n, .high = n};
    };
    const auto of_second = [&](sdc::cell_index x, sdc::cell_index y) {
        return tables->offset(1) + 4 * x + y;
    };
    for (const auto cell : {sdc::cell_index{0}, of_second(0, 0)}) tell(cell, 41);
    for (const auto cell : {sdc::cell_index{1}, of_second(3, 0)}) tell(cell, 40);
    // Of the 40 of x0 all but 2 are of y0.
    tell(of_second(3, 1), 38);
    const auto found = sdc::find_residual_groups(*tables, counts, 5).value();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], (sdc::residual_group{.what = {{2, 1}, {3, 1}}, .people = 1}))
        << "once, as cells of the first table";
    EXPECT_EQ(found[1], (sdc::residual_group{.what = {{of_second(3, 2), 1}, {of_second(3, 3), 1}},
                                             .people = 2}));
}

/// That 41 or more are there leaves no number.
TEST(ResidualGroups, FollowFromAKnownTotalAlone) {
    const auto t = support::series({40, 1, 0});
    auto counts = known(t, {2, 3});
    counts[0] = {.low = 41, .high = 45};
    EXPECT_TRUE(
        sdc::find_residual_groups(sdc::linked_tables(t.shared_cube()), counts, 5).value().empty());
}

/// Counts that no table has.
TEST(ResidualGroups, OfNoCellsAreNone) {
    const auto t = support::series({40, 1, 0});
    auto counts = known(t, {});
    counts[0] = {.low = 42, .high = 42};
    EXPECT_TRUE(
        sdc::find_residual_groups(sdc::linked_tables(t.shared_cube()), counts, 5).value().empty());
}

/// Against sums over every line of random tables.
TEST(ResidualGroups, AreThoseOfEveryLine) {
    support::splitmix64 random(17);
    int met = 0;
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<std::int64_t>> rows(3, std::vector<std::int64_t>(4));
        for (auto& row : rows) {
            for (auto& n : row) n = static_cast<std::int64_t>(random.below(4));
        }
        const auto t = support::cross(rows);
        std::set<sdc::cell_index> open;
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
            if (random.percent(30)) open.insert(cell);
        }
        // Of each line the two ways to write what is left: the open parts, or the total less those
        // that are told.
        std::vector<std::set<sdc::linear_form>> wanted;
        const auto line = [&](sdc::cell_index total, const std::vector<sdc::cell_index>& parts) {
            std::int64_t shown = 0, left = 0;
            sdc::linear_form as_parts, as_rest{{total, 1}};
            for (const auto part : parts) {
                (open.contains(part) ? left : shown) += t.value(part);
                if (open.contains(part))
                    as_parts.emplace_back(part, 1);
                else if (t.value(part) > 0)
                    as_rest.emplace_back(part, -1);
            }
            if (!open.contains(total) && !as_parts.empty() && shown > 0 && left > 0 && left < 4)
                wanted.push_back({as_parts, as_rest});
        };
        const auto width = t.cube().shape().stride(0);
        for (sdc::cell_index i = 0; i <= 3; ++i)
            line(i * width, {i * width + 1, i * width + 2, i * width + 3, i * width + 4});
        for (sdc::cell_index j = 0; j <= 4; ++j) line(j, {width + j, 2 * width + j, 3 * width + j});
        const sdc::linked_tables tables(t.shared_cube());
        const auto found = sdc::find_residual_groups(tables, known(t, open), 4).value();
        for (const auto& rest : found) {
            std::int64_t sum = 0;
            for (const auto& [cell, times] : rest.what) sum += times * t.value(cell);
            ASSERT_EQ(sum, rest.people);
            ASSERT_TRUE(std::ranges::any_of(
                wanted, [&](const auto& ways) { return ways.contains(rest.what); }));
            ASSERT_EQ(std::ranges::count(found, rest.what, &sdc::residual_group::what), 1);
        }
        for (const auto& ways : wanted)
            ASSERT_TRUE(std::ranges::any_of(
                found, [&](const sdc::residual_group& rest) { return ways.contains(rest.what); }))
                << "round " << round;
        met += static_cast<int>(found.size());
    }
    EXPECT_GT(met, 200);
}

} // namespace
