#include <sdc/risk/table/table.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using support::HasErrc;

sdc::table_risk score(const sdc::table& t, std::int64_t coalition, std::int64_t limit) {
    return sdc::score_table(t, sdc::score_cells(t, {.coalition = coalition}).value(), limit)
        .value();
}

// Married, divorced, single by full and part time, and by sex: Handbook on Statistical Disclosure
// Control, 2nd edition, 5.2.
const auto hours = support::cross({{6, 0}, {5, 1}, {2, 2}}, {.column = sdc::role::sensitive});
const auto sexes = support::cross({{38, 17}, {7, 4}, {3, 1}});

TEST(TableRisk, ScoresMaritalStatusByHours) {
    const auto found = score(hours, 0, 2);
    EXPECT_EQ(found.persons, 16);
    EXPECT_EQ(found.leaves, 6U);
    EXPECT_EQ(found.zeros, 1U);
    EXPECT_EQ(found.ones, 1U);
    EXPECT_EQ(found.twos, 2U);
    EXPECT_DOUBLE_EQ(found.average, 0.71875);
    EXPECT_DOUBLE_EQ(score(hours, 1, 2).average, 1.0);
    EXPECT_EQ(found.persons_at_risk, 16);
    EXPECT_EQ(score(hours, 0, 1).persons_at_risk, 7)
        << "the married and the one who works part time";
    EXPECT_EQ(found.highest.one_in, 1);
    EXPECT_EQ(found.highest_cell, support::cross_cell(hours, 0, 0));
    EXPECT_EQ(found.persons_in_one_category, 6) << "the married";
    EXPECT_EQ(found.uniques_by_keys, 0);
}

TEST(TableRisk, ScoresMaritalStatusBySex) {
    EXPECT_NEAR(score(sexes, 0, 3).share_at_risk(), 4.0 / 70, 1e-15);
    EXPECT_NEAR(score(sexes, 1, 3).share_at_risk(), 8.0 / 70, 1e-15);
    EXPECT_NEAR(score(sexes, 0, 5).share_at_risk(), 15.0 / 70, 1e-15);
    EXPECT_NEAR(score(sexes, 1, 5).share_at_risk(), 32.0 / 70, 1e-15);
    EXPECT_NEAR(score(sexes, 0, 5).average, 0.1598, 5e-5);
    EXPECT_NEAR(score(sexes, 1, 5).average, 0.2040, 5e-5);
    EXPECT_FALSE(score(sexes, 0, 5).persons_in_one_category) << "no dimension is sensitive";
    EXPECT_EQ(score(sexes, 0, 5).ones, 1);
    EXPECT_EQ(sexes.value(support::cross_cell(sexes, 2, 1)), 1) << "the single female";
}

TEST(TableRisk, GroupsOfOneAreUnique) {
    const auto t =
        support::cross({{1, 0}, {0, 0}, {2, 3}, {0, 4}}, {.column = sdc::role::sensitive});
    const auto found = score(t, 0, 5);
    EXPECT_EQ(found.uniques_by_keys, 1);
    EXPECT_EQ(found.persons_in_one_category, 5);
}

TEST(TableRisk, AnEmptyTableHasNoScore) {
    const auto found = score(support::series({0, 0}), 1, 11);
    EXPECT_EQ(found.persons, 0);
    EXPECT_EQ(found.highest_cell, sdc::no_cell);
    EXPECT_EQ(found.average, 0.0);
    EXPECT_EQ(found.share_at_risk(), 0.0);
}

TEST(TableRisk, BadArgumentsAreRefused) {
    const auto t = support::series({4, 5});
    const auto scores = sdc::score_cells(t).value();
    EXPECT_THAT(sdc::score_table(t, scores, 0), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_table(support::series({4, 5, 6}), scores, 5),
                HasErrc(sdc::errc::bad_argument));
}

TEST(TableRisk, AStructuralZeroIsNoLeafThatCouldHoldSomebody) {
    const auto t = support::cross({{4, 0}, {5, 6}}, {}, {support::cross_cell(hours, 0, 1)});
    EXPECT_EQ(score(t, 0, 5).leaves, 3U);
    EXPECT_EQ(score(t, 0, 5).zeros, 0U);
}

/// Figures are those of the transposed table, shares lie in [0,1], and the average is a fraction of
/// whole numbers.
TEST(TableRisk, IsExactAndDoesNotDependOnTheOrder) {
    constexpr std::int64_t common = 5'354'228'880; // every number up to 24 divides it
    support::splitmix64 random(8);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<std::int64_t>> rows(3, std::vector<std::int64_t>(2)),
            columns(2, std::vector<std::int64_t>(3));
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 2; ++j)
                rows[2 - i][j] = columns[j][i] = static_cast<std::int64_t>(random.below(5));
        }
        const auto k = static_cast<std::int64_t>(random.below(3)),
                   limit = static_cast<std::int64_t>(1 + random.below(5));
        const auto t = support::cross(rows);
        const auto found = score(t, k, limit), turned = score(support::cross(columns), k, limit);
        ASSERT_EQ(found.persons, turned.persons);
        ASSERT_EQ(found.persons_at_risk, turned.persons_at_risk);
        ASSERT_EQ(found.highest.one_in, turned.highest.one_in);
        ASSERT_EQ(found.zeros, turned.zeros);
        ASSERT_EQ(found.ones, turned.ones);
        ASSERT_EQ(found.twos, turned.twos);
        ASSERT_DOUBLE_EQ(found.average, turned.average);
        for (const auto share : {found.average, found.share_at_risk()}) {
            ASSERT_GE(share, 0);
            ASSERT_LE(share, 1);
        }
        if (found.persons == 0) continue;
        const auto scores = sdc::score_cells(t, {.coalition = k}).value();
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 2; ++j) {
                const auto cell = support::cross_cell(t, i, j);
                if (t.value(cell) == 0) continue;
                ASSERT_LE(scores[cell].one_in, 24);
                sum += t.value(cell) * (common / scores[cell].one_in);
            }
        }
        ASSERT_DOUBLE_EQ(found.average,
                         static_cast<double>(sum) / static_cast<double>(found.persons * common));
    }
}

} // namespace
