#include <sdc/rule/evaluate.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using sdc::errc;
using sdc::group_disclosure;
using sdc::reason;
using sdc::role;
using sdc::rule_id;
using sdc::table;
using support::cross;
using support::cross_cell;
using support::HasErrc;
using testing::ElementsAre;
using testing::IsEmpty;
using cell_list = std::vector<sdc::cell_index>;

cell_list flagged(const group_disclosure& rule, const table& t) {
    const auto v = sdc::evaluate(t, std::vector<sdc::rule>{rule}).value();
    return {v.cells().begin(), v.cells().end()};
}

constexpr std::size_t married = 0, divorced = 1, single = 2;

// Handbook on Statistical Disclosure Control, 2nd edition, section 5: working hours (full, part) of
// the married, divorced and single. The group is what is known, the category along the sensitive
// dimension is learnt; so with rows as groups the columns are sensitive.
table marital_by_hours(role row, role column) {
    return cross({{6, 0}, {5, 1}, {2, 2}}, {.row = row, .column = column});
}

TEST(GroupDisclosure, MaritalByHours_WithRowsAsGroups) {
    const auto t = marital_by_hours(role::identifying, role::sensitive);
    const auto married_full = cross_cell(t, married, 0), divorced_full = cross_cell(t, divorced, 0);
    // An outsider: every married person works full time.
    EXPECT_THAT(flagged({.coalition = 0}, t), ElementsAre(married_full));
    // The one divorced person who works part time learns that all others work full time.
    EXPECT_THAT(flagged({.coalition = 1}, t), ElementsAre(married_full, divorced_full));
    // Two single persons who know each other.
    EXPECT_THAT(flagged({.coalition = 2}, t),
                ElementsAre(married_full, divorced_full, cross_cell(t, single, 0),
                            cross_cell(t, single, 1)));
}

TEST(GroupDisclosure, MaritalByHours_WithColumnsAsGroups) {
    const auto t = marital_by_hours(role::sensitive, role::identifying);
    EXPECT_THAT(flagged({.coalition = 0}, t), IsEmpty());
    EXPECT_THAT(flagged({.coalition = 1}, t), ElementsAre(cross_cell(t, single, 1)))
        << "2 of the 3 who work part time";
    EXPECT_THAT(flagged({.coalition = 2}, t),
                ElementsAre(cross_cell(t, divorced, 1), cross_cell(t, single, 1)));
}

// The same Handbook: males and females by marital status.
TEST(GroupDisclosure, MaritalBySex_HasOneDisclosiveGroup) {
    const auto t = cross({{38, 17}, {7, 4}, {3, 1}}, {.column = role::sensitive});
    EXPECT_THAT(flagged({.coalition = 0}, t), IsEmpty());
    EXPECT_THAT(flagged({.coalition = 1}, t), ElementsAre(cross_cell(t, 2, 0)))
        << "3 of 4: the only single woman knows the sex of the others";
}

TEST(GroupDisclosure, WithoutASensitiveDimension_EveryDimensionIsTakenAsOne) {
    const auto both = marital_by_hours(role::identifying, role::identifying);
    // Along columns the married and the divorced full-timers; along rows the single part-timers.
    EXPECT_THAT(flagged({.coalition = 1}, both),
                ElementsAre(cross_cell(both, married, 0), cross_cell(both, divorced, 0),
                            cross_cell(both, single, 1)));
}

TEST(GroupDisclosure, MarginsAlongTheSensitiveDimension_AreGroupsToo) {
    // Nobody works part time but one: of all persons, the whole column of full-timers is the
    // category.
    const auto t = cross({{6, 0}, {5, 1}}, {.column = role::sensitive});
    EXPECT_THAT(flagged({.coalition = 1}, t),
                ElementsAre(support::column_total(t, 0), cross_cell(t, 0, 0), cross_cell(t, 1, 0)));
}

TEST(GroupDisclosure, AReason_NamesTheGroupAndHowManyAreElsewhere) {
    const auto t = marital_by_hours(role::identifying, role::sensitive);
    const auto v =
        sdc::evaluate(t, std::vector<sdc::rule>{group_disclosure{.coalition = 1}}).value();
    EXPECT_THAT(v.reasons(cross_cell(t, divorced, 0)),
                ElementsAre(reason{.rule = rule_id::group_disclosure,
                                   .found = 1,
                                   .limit = 1,
                                   .group = support::row_total(t, divorced)}));
}

TEST(GroupDisclosure, EmptyCells_AreNeverCategories) {
    EXPECT_THAT(flagged({.coalition = 5}, cross({{0, 0}, {0, 0}}, {.column = role::sensitive})),
                IsEmpty());
}

TEST(GroupDisclosure, UpperBound_SparesLargeCells) {
    const auto t = cross({{6, 0}, {5, 1}}, {.column = role::sensitive});
    EXPECT_THAT(flagged({.coalition = 1, .upper_bound = 5}, t), ElementsAre(cross_cell(t, 1, 0)));
    EXPECT_THAT(flagged({.coalition = 1, .upper_bound = 6}, t),
                ElementsAre(cross_cell(t, 0, 0), cross_cell(t, 1, 0)));
}

TEST(GroupDisclosure, APartThatCannotHoldAnybody_IsNoAlternative) {
    // Nobody can be in (0, 1); that everyone of row 0 is in (0, 0) is then no news, and no group is
    // left.
    const auto t = cross({{6, 0}, {5, 4}}, {.column = role::sensitive}, {5});
    ASSERT_TRUE(t.is_structural_zero(cross_cell(t, 0, 1)));
    EXPECT_THAT(flagged({.coalition = 0}, t), IsEmpty());
}

TEST(GroupDisclosure, ASingleChild_LooksForItsGroupFurtherUp) {
    // Charged is the only outcome under Formal; the group is everyone, of whom one is elsewhere.
    const std::vector<sdc::code_parent> codes{{.id = "All", .parent = ""},
                                              {.id = "Formal", .parent = "All"},
                                              {.id = "Charged", .parent = "Formal"},
                                              {.id = "None", .parent = "All"}};
    sdc::dimension outcome{.name = "outcome",
                           .codes = sdc::hierarchy::from_parents(codes).value(),
                           .role = role::sensitive};
    const auto t =
        table::make(sdc::cube::make({outcome}).value(), {.values = {8, 7, 7, 1}}).value();
    const auto v =
        sdc::evaluate(t, std::vector<sdc::rule>{group_disclosure{.coalition = 1}}).value();
    const reason why{.rule = rule_id::group_disclosure, .found = 1, .limit = 1, .group = 0};
    EXPECT_THAT(v.cells(), ElementsAre(1U, 2U));
    EXPECT_THAT(v.reasons(1), ElementsAre(why));
    EXPECT_THAT(v.reasons(2), ElementsAre(why));
}

TEST(GroupDisclosure, OptionsOutsideTheirRange_AreNamed) {
    const auto coalition = sdc::check(group_disclosure{.coalition = -1});
    ASSERT_THAT(coalition, HasErrc(errc::bad_argument));
    EXPECT_EQ(coalition.error().message, "group_disclosure.coalition");
    const auto bound = sdc::check(group_disclosure{.upper_bound = 0});
    ASSERT_THAT(bound, HasErrc(errc::bad_argument)) << "it would switch the rule off";
    EXPECT_EQ(bound.error().message, "group_disclosure.upper_bound");
}

} // namespace
