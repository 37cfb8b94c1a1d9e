#include <sdc/rule/evaluate.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::errc;
using sdc::rule_id;
using sdc::table;
using sdc::threshold;
using sdc::zero_policy;
using support::cross;
using support::cross_cell;
using support::HasErrc;
using support::IsOk;
using support::series;
using testing::ElementsAre;
using testing::IsEmpty;

/// The rules that flag a cell, in order.
std::vector<rule_id> flags(const threshold& rule, const table& t, sdc::cell_index cell) {
    std::vector<rule_id> found;
    const auto v = sdc::evaluate(t, std::vector<sdc::rule>{rule}).value();
    for (const auto& why : v.reasons(cell)) found.push_back(why.rule);
    return found;
}

/// Cells that are flagged at all.
std::vector<sdc::cell_index> flagged(const threshold& rule, const table& t) {
    const auto v = sdc::evaluate(t, std::vector<sdc::rule>{rule}).value();
    return {v.cells().begin(), v.cells().end()};
}

std::int64_t suppressed_minimum(const threshold& rule, const table& t) {
    return sdc::evaluate(t, std::vector<sdc::rule>{rule}).value().suppressed_minimum();
}

TEST(Threshold, CountsFrom1ToBelowTheMinimum_AreUnsafe) {
    const auto t = series({0, 1, 4, 5, 6});
    EXPECT_THAT(flagged({.minimum = 5}, t), ElementsAre(2U, 3U));
    EXPECT_THAT(flagged({.minimum = 1}, t), IsEmpty());
    EXPECT_THAT(flagged({.minimum = 7}, t), ElementsAre(2U, 3U, 4U, 5U));
}

TEST(Threshold, AReason_HoldsWhatWasFoundAndTheLimit) {
    const auto v =
        sdc::evaluate(series({4, 9}), std::vector<sdc::rule>{threshold{.minimum = 5}}).value();
    EXPECT_THAT(v.reasons(1),
                ElementsAre(sdc::reason{.rule = rule_id::small_count, .found = 4, .limit = 5}));
}

TEST(Threshold, Margins_AreFlaggedLikeAnyCell) {
    const auto t = cross({{1, 1}, {9, 9}});
    EXPECT_THAT(flagged({.minimum = 5}, t),
                ElementsAre(support::row_total(t, 0), cross_cell(t, 0, 0), cross_cell(t, 0, 1)));
}

TEST(Threshold, MagnitudeTables_AreJudgedByContributors) {
    auto c = sdc::cube::make({support::flat("x", 2)}).value();
    const auto t = table::make(c, {.values = {1000, 999, 1}, .contributors = {12, 2, 10}}).value();
    EXPECT_THAT(flagged({.minimum = 5}, t), ElementsAre(1U));
}

TEST(Threshold, ZerosByPolicy) {
    const auto t = series({0, 2, 9});
    const auto at_zero = [&](zero_policy zeros) {
        return flags({.minimum = 5, .zeros = zeros}, t, 1);
    };
    EXPECT_THAT(at_zero(zero_policy::show), IsEmpty());
    EXPECT_THAT(at_zero(zero_policy::eligible), IsEmpty());
    EXPECT_THAT(at_zero(zero_policy::hide), ElementsAre(rule_id::suppressed_zero));
    EXPECT_THAT(at_zero(zero_policy::unsafe), ElementsAre(rule_id::unsafe_zero));
}

TEST(Threshold, OnlyShownZeros_TellThatWithheldCellsAreAtLeast1) {
    const auto t = series({0, 2, 9});
    EXPECT_EQ(suppressed_minimum({.zeros = zero_policy::show}, t), 1);
    EXPECT_EQ(suppressed_minimum({.zeros = zero_policy::eligible}, t), 0);
    EXPECT_EQ(suppressed_minimum({.zeros = zero_policy::hide}, t), 0);
    EXPECT_EQ(suppressed_minimum({.zeros = zero_policy::unsafe}, t), 0);
}

TEST(Threshold, StructuralZeros_AreShownUnderEveryPolicy) {
    // Cell (0, 0) cannot hold anybody, cell (0, 1) just does not.
    const auto t = cross({{0, 0, 9}, {9, 9, 9}}, {}, {5});
    ASSERT_TRUE(t.is_structural_zero(cross_cell(t, 0, 0)));
    for (const auto zeros :
         {zero_policy::show, zero_policy::eligible, zero_policy::hide, zero_policy::unsafe})
        EXPECT_THAT(flags({.zeros = zeros}, t, cross_cell(t, 0, 0)), IsEmpty());
    EXPECT_THAT(flags({.zeros = zero_policy::unsafe}, t, cross_cell(t, 0, 1)),
                ElementsAre(rule_id::unsafe_zero));
    EXPECT_THAT(flags({.min_total_for_breakdown = 99}, t, cross_cell(t, 0, 0)), IsEmpty())
        << "nor does a small total hide it";
    EXPECT_THAT(flags({.min_total_for_breakdown = 99}, t, cross_cell(t, 0, 1)),
                ElementsAre(rule_id::small_total));
}

TEST(Threshold, PublishTotal_ReleasesASmallTotal) {
    const auto t = series({1, 2});
    EXPECT_THAT(flags({.minimum = 5}, t, 0), ElementsAre(rule_id::small_count));
    EXPECT_THAT(flags({.minimum = 5, .publish_total = true}, t, 0), IsEmpty());
    EXPECT_THAT(flags({.minimum = 5, .publish_total = true}, t, 1),
                ElementsAre(rule_id::small_count))
        << "the total only";
}

// A freedom of information response that gave the total of 4 exactly, below every threshold in use,
// and suppressed all breakdowns: total and breakdown are two decisions.
TEST(Threshold, SmallTotal_WithholdsEveryBreakdownButNotTheTotal) {
    const auto t = series({3, 1, 0});
    const threshold rule{.minimum = 1, .publish_total = true, .min_total_for_breakdown = 5};
    EXPECT_THAT(flagged(rule, t), ElementsAre(1U, 2U, 3U));
    EXPECT_THAT(flags(rule, t, 3), ElementsAre(rule_id::small_total))
        << "zeros too: they would point at the others";
    EXPECT_EQ(suppressed_minimum(rule, t), 0);
}

TEST(Threshold, SmallTotal_StartsBelowTheMinimumForBreakdowns) {
    EXPECT_THAT(flagged({.minimum = 1, .min_total_for_breakdown = 5}, series({3, 2})), IsEmpty());
    EXPECT_THAT(flagged({.minimum = 1, .min_total_for_breakdown = 6}, series({3, 2})),
                ElementsAre(1U, 2U));
    EXPECT_THAT(flagged({.minimum = 1, .min_total_for_breakdown = 0}, series({3, 2})), IsEmpty());
}

TEST(Threshold, EveryReasonOfACell_IsKept) {
    const auto t = series({3, 0});
    const threshold rule{.minimum = 5, .zeros = zero_policy::unsafe, .min_total_for_breakdown = 10};
    EXPECT_THAT(flags(rule, t, 0), ElementsAre(rule_id::small_count));
    EXPECT_THAT(flags(rule, t, 1), ElementsAre(rule_id::small_count, rule_id::small_total));
    EXPECT_THAT(flags(rule, t, 2), ElementsAre(rule_id::small_total, rule_id::unsafe_zero));
}

TEST(Threshold, HideZerosBelowTotal_HidesThemUnderASmallTotalOnly) {
    EXPECT_THAT(flags({.hide_zeros_below_total = 10}, series({0, 9}), 1),
                ElementsAre(rule_id::suppressed_zero));
    EXPECT_THAT(flags({.hide_zeros_below_total = 9}, series({0, 9}), 1), IsEmpty());
    EXPECT_EQ(suppressed_minimum({.hide_zeros_below_total = 10}, series({0, 9})), 0);
    EXPECT_EQ(suppressed_minimum({.hide_zeros_below_total = 9}, series({0, 9})), 1);
    EXPECT_THAT(
        flags({.zeros = zero_policy::unsafe, .hide_zeros_below_total = 10}, series({0, 9}), 1),
        ElementsAre(rule_id::unsafe_zero));
}

TEST(Threshold, ATotalOf0_HidesNothing) {
    const auto empty = series({0, 0});
    EXPECT_THAT(flagged({.hide_zeros_below_total = 10, .min_total_for_breakdown = 10}, empty),
                IsEmpty());
    EXPECT_EQ(
        suppressed_minimum({.hide_zeros_below_total = 10, .min_total_for_breakdown = 10}, empty),
        1);
}

TEST(Threshold, ATotalOf0_IsUnsafeWhereZerosAre) {
    const auto empty = series({0, 0});
    EXPECT_THAT(flagged({.zeros = zero_policy::unsafe}, empty), ElementsAre(0U, 1U, 2U))
        << "it would give every cell away";
    EXPECT_THAT(flagged({.zeros = zero_policy::unsafe, .publish_total = true}, empty),
                ElementsAre(1U, 2U));
    EXPECT_THAT(flagged({.zeros = zero_policy::hide}, empty), ElementsAre(1U, 2U));
}

/// England is the only part of its total, and has two parts.
table single_child_table(std::vector<std::int64_t> counts) {
    const std::vector<sdc::code_parent> codes{{.id = "UK", .parent = ""},
                                              {.id = "England", .parent = "UK"},
                                              {.id = "N", .parent = "England"},
                                              {.id = "S", .parent = "England"}};
    auto areas = sdc::hierarchy::from_parents(codes).value();
    const auto total = counts[0] + counts[1];
    return table::make(sdc::cube::make({{.name = "area", .codes = areas}}).value(),
                       {.values = {total, total, counts[0], counts[1]}})
        .value();
}

TEST(Threshold, ACellThatEqualsTheTotal_IsTreatedAsTheTotal) {
    const auto t = single_child_table({1, 2});
    const auto equal = [&](sdc::cell_index cell) {
        return sdc::equals_total(t.cube(), t.cube().shape().at(cell));
    };
    EXPECT_TRUE(equal(0));
    EXPECT_TRUE(equal(1));
    EXPECT_FALSE(equal(2));
    EXPECT_FALSE(equal(3));
    EXPECT_THAT(flagged({.minimum = 5, .publish_total = true}, t), ElementsAre(2U, 3U));
    EXPECT_THAT(flagged({.minimum = 1, .min_total_for_breakdown = 9}, t), ElementsAre(2U, 3U));
    EXPECT_THAT(flagged({.minimum = 5}, t), ElementsAre(0U, 1U, 2U, 3U));
}

TEST(Threshold, EqualsTotal_NeedsEveryDimension) {
    const auto t = cross({{4, 5}});
    const auto equal = [&](sdc::cell_index cell) {
        return sdc::equals_total(t.cube(), t.cube().shape().at(cell));
    };
    EXPECT_TRUE(equal(support::row_total(t, 0))) << "the only row";
    EXPECT_FALSE(equal(support::column_total(t, 0)));
    EXPECT_FALSE(equal(cross_cell(t, 0, 0)));
}

TEST(Threshold, OptionsOutsideTheirRange_AreNamed) {
    EXPECT_THAT(sdc::check(threshold{.minimum = 1}), IsOk());
    const std::vector<std::pair<threshold, std::string>> wrong{
        {{.minimum = 0}, "threshold.minimum"},
        {{.hide_zeros_below_total = -1}, "threshold.hide_zeros_below_total"},
        {{.min_total_for_breakdown = -1}, "threshold.min_total_for_breakdown"}};
    for (const auto& [rule, field] : wrong) {
        const auto outcome = sdc::check(rule);
        ASSERT_THAT(outcome, HasErrc(errc::bad_argument)) << field;
        EXPECT_EQ(outcome.error().message, field);
        EXPECT_EQ(outcome.error().field, field);
    }
}

} // namespace
