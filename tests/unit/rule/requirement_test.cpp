#include <sdc/rule/requirement.hpp>

#include <matchers.hpp>
#include <requirements.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::errc;
using sdc::group_disclosure;
using sdc::protection;
using sdc::requirement;
using sdc::table;
using sdc::threshold;
using sdc::unlimited;
using sdc::zero_policy;
using support::cross;
using support::cross_cell;
using support::down;
using support::HasErrc;
using support::IsOk;
using support::other;
using support::series;
using support::up;
using testing::ElementsAre;
using testing::IsEmpty;
using rules = std::vector<sdc::rule>;
using kind = protection::kind;
using side = requirement::side;

std::vector<requirement> requirements(const table& t, const rules& r, const protection& p = {}) {
    return sdc::list_requirements(t, sdc::evaluate(t, r).value(), r, p);
}

TEST(Requirement, IsMetOnItsSideOfTheLimit) {
    EXPECT_TRUE(sdc::is_met(down(0, 3), 3));
    EXPECT_FALSE(sdc::is_met(down(0, 3), 4));
    EXPECT_TRUE(sdc::is_met(up(0, 3), 3));
    EXPECT_FALSE(sdc::is_met(up(0, 3), 2));
    EXPECT_TRUE(sdc::is_met(other(0, 3), 2));
    EXPECT_FALSE(sdc::is_met(other(0, 3), 3));
}

TEST(Requirement, SpeaksOfACell_OrOfAGroupLessACell) {
    const std::array<std::int64_t, 3> values{10, 7, 3};
    EXPECT_EQ(sdc::functional(up(1, 0), values), 7);
    EXPECT_EQ(sdc::functional(requirement{.cell = 0, .minus = 1}, values), 3);
}

// Zeros are shown, so an intruder knows that a suppressed leaf is at least 1: [1, 4] is what `<5`
// says.
TEST(Requirement, Cover_AsksFor1ToTheThresholdLess1) {
    const auto t = series({2, 9});
    EXPECT_THAT(requirements(t, {threshold{.minimum = 5}}), ElementsAre(down(1, 1), up(1, 4)));
    EXPECT_THAT(requirements(series({1, 9}), {threshold{.minimum = 5}}), ElementsAre(up(1, 4)))
        << "1 is at the lower end already";
    EXPECT_THAT(requirements(series({4, 9}), {threshold{.minimum = 5}}), ElementsAre(down(1, 1)));
}

TEST(Requirement, Cover_AsksFor0IfZerosMayBeWithheld) {
    for (const auto zeros : {zero_policy::eligible, zero_policy::hide, zero_policy::unsafe})
        EXPECT_THAT(requirements(series({2, 9}), {threshold{.minimum = 5, .zeros = zeros}}),
                    ElementsAre(down(1, 0), up(1, 4)));
}

TEST(Requirement, AnUnsafeZero_NeedsToBePossiblyMore_AndAHiddenOneNothing) {
    EXPECT_THAT(
        requirements(series({0, 9}), {threshold{.minimum = 5, .zeros = zero_policy::unsafe}}),
        ElementsAre(up(1, 4)));
    EXPECT_THAT(requirements(series({0, 9}), {threshold{.minimum = 5, .zeros = zero_policy::hide}}),
                IsEmpty());
}

// Row 0 holds two non-zero leaves: whatever is suppressed, an intruder of the zeros knows that it
// is at least 2.
TEST(Requirement, Cover_OfAMarginStartsAtItsNonZeroLeaves) {
    const auto t = cross({{1, 2, 0}, {9, 9, 9}});
    EXPECT_THAT(requirements(t, {threshold{.minimum = 5}}),
                ElementsAre(down(support::row_total(t, 0), 2), up(support::row_total(t, 0), 4),
                            up(cross_cell(t, 0, 0), 4), down(cross_cell(t, 0, 1), 1),
                            up(cross_cell(t, 0, 1), 4)));
}

TEST(Requirement, NonZeroLeaves_AreCountedThroughEveryDimension) {
    const auto t = cross({{1, 0, 2}, {0, 0, 3}});
    EXPECT_EQ(sdc::detail::non_zero_leaves(t, 0), 3);
    EXPECT_EQ(sdc::detail::non_zero_leaves(t, support::column_total(t, 2)), 2);
    EXPECT_EQ(sdc::detail::non_zero_leaves(t, support::column_total(t, 1)), 0);
    EXPECT_EQ(sdc::detail::non_zero_leaves(t, cross_cell(t, 0, 2)), 1);
}

// Threshold 2: [1, 1] would be a single value, so t itself must be possible. A margin of two leaves
// under threshold 3: [2, 2] likewise.
TEST(Requirement, Cover_IsMoreThanOneValueWhereTheRuleLeavesOne) {
    EXPECT_THAT(requirements(series({1, 9}), {threshold{.minimum = 2}}), ElementsAre(up(1, 2)));
    const auto t = cross({{1, 1}, {9, 9}});
    EXPECT_THAT(requirements(t, {threshold{.minimum = 3}}),
                ElementsAre(up(support::row_total(t, 0), 3), up(cross_cell(t, 0, 0), 2),
                            up(cross_cell(t, 0, 1), 2)));
}

TEST(Requirement, Reach_AsksForTheThresholdItself) {
    EXPECT_THAT(requirements(series({2, 9}), {threshold{.minimum = 5}}, {.width = kind::reach}),
                ElementsAre(down(1, 1), up(1, 5)));
    EXPECT_THAT(requirements(series({1, 9}), {threshold{.minimum = 2}}, {.width = kind::reach}),
                ElementsAre(up(1, 2)));
}

TEST(Requirement, Exact_AsksForAnyOtherValue) {
    EXPECT_THAT(requirements(series({2, 9}), {threshold{.minimum = 5}}, {.width = kind::exact}),
                ElementsAre(other(1, 2)));
}

TEST(Requirement, Percent_AsksForAWidthOnBothSides) {
    const auto t = series({40, 900});
    const rules r{threshold{.minimum = 50}};
    EXPECT_THAT(requirements(t, r, {.width = kind::percent, .percent = 10}),
                ElementsAre(down(1, 36), up(1, 44)));
    EXPECT_THAT(requirements(t, r, {.width = kind::percent, .percent = 11}),
                ElementsAre(down(1, 35), up(1, 45)))
        << "4.4 is rounded up";
    EXPECT_THAT(requirements(t, r, {.width = kind::percent, .percent = 1}),
                ElementsAre(down(1, 39), up(1, 41)))
        << "at least 1";
    EXPECT_THAT(requirements(t, r, {.width = kind::percent, .percent = 500}),
                ElementsAre(down(1, 1), up(1, 240)))
        << "0 is shown, so not below 1";
    EXPECT_THAT(requirements(series({1, 900}), r, {.width = kind::percent, .percent = 10}),
                ElementsAre(up(1, 2)));
}

TEST(Requirement, Percent_NeverOverflows) {
    const std::int64_t half = unlimited / 2;
    const auto t = series({half, 1});
    const rules r{threshold{.minimum = 5, .publish_total = true}, sdc::listed_cells{{1, 2}}};
    EXPECT_THAT(
        requirements(t, r, {.width = kind::percent, .percent = 50}),
        ElementsAre(down(1, half - (half + 1) / 2), up(1, half + (half + 1) / 2), up(2, 2)));
    EXPECT_THAT(requirements(t, r, {.width = kind::percent, .percent = unlimited}),
                ElementsAre(down(1, 1), up(1, unlimited), up(2, unlimited / 100 + 2)));
}

TEST(Requirement, Absolute_AsksForTheSameWidthWhateverTheValue) {
    const auto t = series({40, 3, 900});
    const rules r{threshold{.minimum = 50}};
    EXPECT_THAT(requirements(t, r, {.width = kind::absolute, .absolute = 7}),
                ElementsAre(down(1, 33), up(1, 47), down(2, 1), up(2, 10)))
        << "0 is shown, so not below 1";
    EXPECT_THAT(requirements(t, {threshold{.minimum = 50, .zeros = zero_policy::eligible}},
                             {.width = kind::absolute, .absolute = 7}),
                ElementsAre(down(1, 33), up(1, 47), down(2, 0), up(2, 10)));
}

TEST(Requirement, Absolute_NeverOverflows) {
    EXPECT_THAT(requirements(series({unlimited / 2, 1}), {sdc::listed_cells{{1}}},
                             {.width = kind::absolute, .absolute = unlimited}),
                ElementsAre(down(1, 1), up(1, unlimited)));
}

TEST(Requirement, Levels_StandInsteadOfTheWidth) {
    const auto t = series({3, 40, 900});
    const rules r{threshold{.minimum = 5}};
    EXPECT_THAT(requirements(t, r, {.levels = {{.cell = 2, .lower = 10, .upper = 5}}}),
                ElementsAre(down(1, 1), up(1, 4), down(2, 30), up(2, 45)))
        << "though no rule flags it";
    EXPECT_THAT(requirements(t, r, {.levels = {{.cell = 1, .upper = 1}}}), ElementsAre(up(1, 4)));
    EXPECT_THAT(requirements(t, r, {.width = kind::exact, .levels = {{.cell = 1, .upper = 9}}}),
                ElementsAre(up(1, 12)));
    EXPECT_THAT(requirements(t, r, {.levels = {{.cell = 1, .lower = 9}}}), ElementsAre(down(1, 1)))
        << "not below what the zero rule tells";
}

TEST(Requirement, SlidingWidth_IsAskedUpward) {
    const auto t = series({40, 900});
    const rules r{threshold{.minimum = 5}};
    const auto at = [&](std::int64_t lower, std::int64_t upper, std::int64_t sliding) {
        return requirements(
            t, r, {.levels = {{.cell = 1, .lower = lower, .upper = upper, .sliding = sliding}}});
    };
    EXPECT_THAT(at(0, 0, 6), ElementsAre(up(1, 46)));
    EXPECT_THAT(at(2, 1, 6), ElementsAre(down(1, 38), up(1, 44)));
    EXPECT_THAT(at(4, 3, 6), ElementsAre(down(1, 36), up(1, 43))) << "wide enough";
    EXPECT_THAT(at(99, 1, 50), ElementsAre(down(1, 1), up(1, 51)))
        << "the floor at 1 takes some of the width below";
}

TEST(Requirement, AListedCellWithoutARuleOfSize_NeedsDoubtOnBothSides) {
    const auto t = series({40, 900});
    const rules r{sdc::listed_cells{{1}}};
    for (const auto width : {kind::cover, kind::reach})
        EXPECT_THAT(requirements(t, r, {.width = width}), ElementsAre(down(1, 39), up(1, 41)));
    EXPECT_THAT(requirements(t, r, {.width = kind::exact}), ElementsAre(other(1, 40)));
    EXPECT_THAT(requirements(t, r, {.width = kind::percent, .percent = 10}),
                ElementsAre(down(1, 36), up(1, 44)));
    EXPECT_THAT(requirements(series({2, 9}), {threshold{.minimum = 5}, sdc::listed_cells{{1}}}),
                ElementsAre(down(1, 1), up(1, 4)))
        << "the threshold has a width";
}

TEST(Requirement, WithLevels_ListsWhatIsNotListed) {
    const protection p{.levels = {{.cell = 1, .upper = 1}, {.cell = 3, .upper = 1}}};
    EXPECT_EQ(sdc::with_levels({threshold{}}, {}), (rules{threshold{}}));
    const auto once = sdc::with_levels({threshold{}, sdc::listed_cells{{1, 2}}}, p);
    EXPECT_EQ(once, (rules{threshold{}, sdc::listed_cells{{1, 2}}, sdc::listed_cells{{3}}}));
    EXPECT_EQ(sdc::with_levels(once, p), once);
}

TEST(Requirement, LevelsOutsideTheirRange_AreNamed) {
    const auto name = [](std::vector<sdc::protection_level> levels) {
        const auto outcome = sdc::check(protection{.levels = std::move(levels)});
        return outcome ? "" : outcome.error().message;
    };
    EXPECT_EQ(name({{.cell = 1, .upper = 1}, {.cell = 2, .sliding = 1}}), "");
    EXPECT_EQ(name({{.cell = 1, .upper = 1}, {.cell = 2, .lower = -1}}),
              "protection.levels[1].lower");
    EXPECT_EQ(name({{.cell = 1, .upper = -1}}), "protection.levels[0].upper");
    EXPECT_EQ(name({{.cell = 1, .sliding = -1}}), "protection.levels[0].sliding");
    EXPECT_EQ(name({{.cell = 1}}), "protection.levels[0].lower");
    EXPECT_EQ(name({{.cell = 1, .upper = 1}, {.cell = 1, .upper = 1}}),
              "protection.levels[1].cell");
    EXPECT_EQ(sdc::check(protection{.width = kind::absolute}).error().message,
              "protection.absolute");
}

TEST(Requirement, ProtectionOutsideItsRange_IsNamed) {
    EXPECT_THAT(sdc::check(protection{}), IsOk());
    EXPECT_THAT(sdc::check(protection{.width = kind::percent, .percent = 1}), IsOk());
    const auto outcome = sdc::check(protection{.width = kind::percent});
    ASSERT_THAT(outcome, HasErrc(errc::bad_argument));
    EXPECT_EQ(outcome.error().message, "protection.percent");
}

// The total of 4 is public and its breakdown suppressed: no part can exceed 4, whatever threshold
// the breakdown rule has.
TEST(Requirement, SmallPublicTotal_CapsWhatMustStayPossible) {
    const threshold rule{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 20};
    EXPECT_THAT(requirements(series({3, 1, 0}), {rule}),
                ElementsAre(down(1, 0), up(1, 4), down(2, 0), up(2, 4), up(3, 4)));
    // 4 of 4: nothing above to ask for.
    EXPECT_THAT(requirements(series({4, 0}), {rule}), ElementsAre(down(1, 0), up(2, 4)));
}

TEST(Requirement, SmallTotal_IsPublicIfItIsNotFlaggedItself) {
    // 12 is at least 5, hence shown; parts must cover [0, 12], not [0, 19].
    EXPECT_THAT(
        requirements(series({12, 0}), {threshold{.minimum = 5, .min_total_for_breakdown = 20}}),
        ElementsAre(down(1, 0), up(2, 12)));
    // A total of 4 is suppressed, too: nothing caps. A total of 0 would be shown, so a suppressed
    // one is at least 1.
    EXPECT_THAT(
        requirements(series({4, 0}), {threshold{.minimum = 5, .min_total_for_breakdown = 20}}),
        ElementsAre(down(0, 1), down(1, 0), up(1, 19), up(2, 19)));
}

TEST(Requirement, TheLargestLimitOfACell_Counts) {
    EXPECT_THAT(requirements(series({2, 9}), {threshold{.minimum = 3}, threshold{.minimum = 5}}),
                ElementsAre(down(1, 1), up(1, 4)));
}

TEST(Requirement, GroupDisclosure_NeedsMoreThanTheCoalitionElsewhere) {
    const auto t = cross({{6, 1}, {9, 9}}, {.column = sdc::role::sensitive});
    const auto group = support::row_total(t, 0), cell = cross_cell(t, 0, 0);
    EXPECT_THAT(
        requirements(t, {group_disclosure{.coalition = 1}}),
        ElementsAre(requirement{.cell = group, .minus = cell, .direction = side::up, .limit = 2}));
}

TEST(Requirement, GroupDisclosure_NeedsNoMoreThanTheWholeGroup) {
    const auto t = cross({{2, 0}, {9, 9}}, {.column = sdc::role::sensitive});
    const auto group = support::row_total(t, 0), cell = cross_cell(t, 0, 0);
    for (const std::int64_t coalition : {std::int64_t{5}, sdc::largest_limit}) {
        const auto found =
            requirements(t, {group_disclosure{.coalition = coalition, .upper_bound = 8}});
        ASSERT_FALSE(found.empty());
        EXPECT_EQ(found.front(),
                  (requirement{.cell = group, .minus = cell, .direction = side::up, .limit = 2}))
            << coalition;
    }
}

TEST(Requirement, SizeAndGroup_AreBothAskedFor) {
    const auto t = cross({{2, 0}, {9, 9}}, {.column = sdc::role::sensitive});
    const auto row = support::row_total(t, 0), cell = cross_cell(t, 0, 0);
    EXPECT_THAT(
        requirements(t, {threshold{.minimum = 5}, group_disclosure{.coalition = 0}}),
        ElementsAre(down(row, 1), up(row, 4), down(cell, 1), up(cell, 4),
                    requirement{.cell = row, .minus = cell, .direction = side::up, .limit = 1}));
}

} // namespace
