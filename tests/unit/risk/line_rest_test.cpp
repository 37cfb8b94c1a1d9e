#include <sdc/risk/line_rest.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

namespace {

using support::HasErrc;

std::vector<sdc::interval> known(const sdc::table& t, const std::set<sdc::cell_index>& open) {
    std::vector<sdc::interval> counts;
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) counts.push_back(open.contains(cell) ? sdc::interval{} : sdc::interval{.low = t.value(cell), .high = t.value(cell)});
    return counts;
}

/// 41 charged, 40 of them men: one is a woman or of another sex.
TEST(LineRests, WhatToldPartsLeaveIsOfTheOthers) {
    const auto t = support::series({40, 1, 0});
    const sdc::linked_cubes tables(t.shared_cube());
    const auto found = sdc::find_line_rests(tables, known(t, {2, 3}), 5).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (sdc::small_rest{.what = {{2, 1}, {3, 1}}, .people = 1}));
    EXPECT_TRUE(sdc::find_line_rests(tables, known(t, {}), 5).value().empty()) << "what is told is a cell";
    EXPECT_TRUE(sdc::find_line_rests(tables, known(t, {0, 2, 3}), 5).value().empty()) << "nothing follows from a part alone";
    EXPECT_TRUE(sdc::find_line_rests(tables, known(t, {1, 2, 3}), 50).value().empty()) << "all of the total, which is a cell";
    EXPECT_THAT(sdc::find_line_rests(tables, {}, 5), HasErrc(sdc::errc::bad_argument));
}

/// Of many open parts and one that is told the sum is written the short way.
TEST(LineRests, AreWrittenTheShorterWay) {
    const auto t = support::series({40, 1, 0, 1, 0, 0});
    const sdc::linked_cubes tables(t.shared_cube());
    const auto found = sdc::find_line_rests(tables, known(t, {2, 3, 4, 5, 6}), 5).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (sdc::small_rest{.what = {{0, 1}, {1, -1}}, .people = 2}));
}

/// Against sums over every line of random tables.
TEST(LineRests, AreThoseOfEveryLine) {
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
        std::multiset<std::int64_t> wanted, told;
        const auto line = [&](sdc::cell_index total, const std::vector<sdc::cell_index>& parts) {
            std::int64_t shown = 0, left = 0;
            bool any = false;
            for (const auto part : parts) {
                any = any || open.contains(part);
                (open.contains(part) ? left : shown) += t.value(part);
            }
            if (!open.contains(total) && any && shown > 0 && left > 0 && left < 4) wanted.insert(left);
        };
        const auto width = t.cube().shape().stride(0);
        for (sdc::cell_index i = 0; i <= 3; ++i) line(i * width, {i * width + 1, i * width + 2, i * width + 3, i * width + 4});
        for (sdc::cell_index j = 0; j <= 4; ++j) line(j, {width + j, 2 * width + j, 3 * width + j});
        const sdc::linked_cubes tables(t.shared_cube());
        const auto found = sdc::find_line_rests(tables, known(t, open), 4).value();
        for (const auto& rest : found) {
            std::int64_t sum = 0;
            for (const auto& [cell, times] : rest.what) sum += times * t.value(cell);
            ASSERT_EQ(sum, rest.people);
            told.insert(rest.people);
        }
        // A cell that is open alone in its row and in its column is one sum.
        ASSERT_LE(told.size(), wanted.size());
        ASSERT_TRUE(std::ranges::all_of(wanted, [&](std::int64_t n) { return told.contains(n); }));
        met += static_cast<int>(told.size());
    }
    EXPECT_GT(met, 200);
}

} // namespace
