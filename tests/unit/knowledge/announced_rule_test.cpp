#include <sdc/knowledge/announced_rule.hpp>

#include <sdc/knowledge/plan_view.hpp>
#include <sdc/plan/plan.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sdc;

dimension flat(std::string name, std::vector<std::string> ids) {
    return {.name = std::move(name), .codes = hierarchy::flat(ids).value()};
}

/// Total, x, y, z; or with a second dimension.
plan make_plan(std::vector<dimension> by, std::vector<std::int64_t> values,
               std::vector<cell_index> suppressed, std::vector<rule> rules) {
    plan p{
        .source = std::make_shared<const table>(
            table::make(cube::make(std::move(by)).value(), {.values = std::move(values)}).value()),
        .rules = std::move(rules)};
    p.status.assign(p.source->size(), cell_status::published);
    for (const auto cell : suppressed) p.status[cell] = cell_status::secondary;
    return p;
}

plan one_line(std::vector<std::int64_t> values, std::vector<cell_index> suppressed,
              std::vector<rule> rules) {
    return make_plan({flat("a", {"x", "y", "z"})}, std::move(values), std::move(suppressed),
                     std::move(rules));
}

std::int64_t low_of(const std::vector<condition>& facts, cell_index cell) {
    std::int64_t low = 0;
    for (const auto& f : facts) low = f.cell == cell ? std::max(low, f.low) : low;
    return low;
}

/// The example: (a1, b0) is shown with 4, so that more than one unit of b0 is elsewhere.
TEST(AnnouncedFacts, APublishedCellSaysThatMoreThanTheCoalitionAreElsewhere) {
    const auto p = make_plan({flat("a", {"a0", "a1"}), flat("b", {"b0", "b1", "b2"})},
                             {19, 6, 2, 11, 4, 2, 1, 1, 15, 4, 1, 10}, {1, 2, 5, 6, 7, 10, 11},
                             {threshold{.minimum = 3}, group_disclosure{.coalition = 1}});
    const auto told = find_announced_facts(plan_view(p), p.rules);
    EXPECT_EQ(low_of(told.published, 1), 6);
    EXPECT_EQ(told.suppressed_minimum, 1);
    EXPECT_TRUE(told.fits);
}

TEST(AnnouncedFacts, AZeroOrALargeCellSaysNothingOfItsGroup) {
    const auto by = std::vector{flat("a", {"a0", "a1"}), flat("b", {"b0", "b1"})};
    const std::vector<std::int64_t> values{20, 9, 11, 9, 0, 9, 11, 9, 2};
    const auto zero = make_plan(by, values, {3}, {group_disclosure{.coalition = 1}});
    EXPECT_EQ(low_of(find_announced_facts(plan_view(zero), zero.rules).published, 3),
              11); // of (a0, b1) alone, not of the zero
    const auto large =
        make_plan(by, values, {3}, {group_disclosure{.coalition = 1, .upper_bound = 8}});
    EXPECT_EQ(low_of(find_announced_facts(plan_view(large), large.rules).published, 3), 0);
}

TEST(AnnouncedFacts, ZerosThatAreAlwaysShownMakeASuppressedCellOneAtLeast) {
    for (const auto& [zeros, least] : {std::pair{zero_policy::show, 1},
                                       {zero_policy::eligible, 0},
                                       {zero_policy::hide, 0},
                                       {zero_policy::unsafe, 0}}) {
        const auto p = one_line({20, 2, 9, 9}, {1, 2}, {threshold{.minimum = 3, .zeros = zeros}});
        EXPECT_EQ(find_announced_facts(plan_view(p), p.rules).suppressed_minimum, least)
            << static_cast<int>(zeros);
    }
}

TEST(AnnouncedFacts, AShownBreakdownSaysThatTheTotalIsNotSmall) {
    const auto p =
        one_line({20, 2, 9, 9}, {0, 1}, {threshold{.minimum = 3, .min_total_for_breakdown = 10}});
    const auto told = find_announced_facts(plan_view(p), p.rules);
    EXPECT_EQ(low_of(told.total, 0), 10);
    EXPECT_TRUE(told.cases.empty());
}

TEST(AnnouncedFacts, WhereEverythingIsSuppressedTheTotalMayBeOnEitherSide) {
    const auto p = one_line({20, 2, 9, 9}, {0, 1, 2, 3},
                            {threshold{.minimum = 3, .min_total_for_breakdown = 10}});
    const auto told = find_announced_facts(plan_view(p), p.rules);
    EXPECT_EQ(low_of(told.total, 0), 1);
    ASSERT_EQ(told.cases.size(), 1U); // below 10 zeros may be suppressed, from 10 on they are shown
    EXPECT_EQ(told.cases[0].size(), 2U);
    EXPECT_EQ(told.cases[0][1].size(), 5U); // the total, and each suppressed cell
}

TEST(AnnouncedFacts, AHiddenZeroAndAShownOneTellTheSideOfTheirLimit) {
    const threshold rule{.minimum = 3, .hide_zeros_below_total = 15, .publish_total = false};
    const auto shown = one_line({20, 2, 18, 0}, {0, 1}, {rule});
    EXPECT_EQ(low_of(find_announced_facts(plan_view(shown), shown.rules).total, 0),
              15); // z is shown with 0, so that zeros are not hidden
    const auto hidden = one_line({20, 2, 18, 0}, {0, 1, 3}, {rule});
    EXPECT_TRUE(find_announced_facts(plan_view(hidden), hidden.rules)
                    .cases.empty()); // y says that the total is 18 at least
}

TEST(AnnouncedFacts, CodesFromTheDataOccurUnlessOneIsEmpty) {
    auto a = flat("a", {"x", "y", "z"});
    a.codes_from_data = true;
    const auto p = make_plan({a}, {13, 2, 2, 9}, {0, 1, 2},
                             {threshold{.minimum = 3, .zeros = zero_policy::eligible}});
    EXPECT_EQ(low_of(find_announced_facts(plan_view(p), p.rules).codes, 0), 3);
    EXPECT_EQ(low_of(find_announced_facts(plan_view(p), p.rules).codes, 1), 1);
    const auto empty = make_plan({a}, {11, 2, 0, 9}, {0, 1, 2},
                                 {threshold{.minimum = 3, .zeros = zero_policy::eligible}});
    EXPECT_TRUE(find_announced_facts(plan_view(empty), empty.rules).codes.empty());
}

TEST(AnnouncedFacts, ARuleThatWouldNeverPublishThisDoesNotFit) {
    const auto p = one_line({20, 2, 18, 0}, {1, 2},
                            {threshold{.minimum = 3, .zeros = zero_policy::hide}}); // a 0 is shown
    EXPECT_FALSE(find_announced_facts(plan_view(p), p.rules).fits);
}

TEST(FlaggedCases, SomethingSmallMustBeSuppressed) {
    const auto p = one_line({20, 2, 9, 9}, {1, 2}, {threshold{.minimum = 3}});
    const auto cases = find_flagged_cases(plan_view(p), p.rules);
    ASSERT_TRUE(cases);
    ASSERT_EQ(cases->size(), 2U);
    EXPECT_EQ((*cases)[0][0], (condition{.cell = 1, .low = 1, .high = 2}));
    EXPECT_EQ((*cases)[1][0], (condition{.cell = 2, .low = 1, .high = 2}));
}

TEST(FlaggedCases, TellNothingWhereCellsMayBeListedOrNothingIsSuppressed) {
    const auto listed =
        one_line({20, 2, 9, 9}, {1, 2}, {threshold{.minimum = 3}, listed_cells{.cells = {2}}});
    EXPECT_FALSE(find_flagged_cases(plan_view(listed), listed.rules));
    const auto open = one_line({27, 9, 9, 9}, {}, {threshold{.minimum = 3}});
    EXPECT_EQ(find_flagged_cases(plan_view(open), open.rules)->size(), 0U);
}

TEST(FlaggedCases, ASmallTotalIsACaseOfItsOwn) {
    const auto p = one_line({20, 2, 9, 9}, {0, 1, 2, 3},
                            {threshold{.minimum = 3, .min_total_for_breakdown = 10}});
    const auto cases = find_flagged_cases(plan_view(p), p.rules);
    EXPECT_EQ((*cases)[cases->size() - 1][0], (condition{.cell = 0, .low = 1, .high = 9}));
}

TEST(IsFlagged, AsTheRulesSayOfAnyTable) {
    const auto p = one_line({20, 2, 9, 9}, {1, 2},
                            {threshold{.minimum = 3}, group_disclosure{.coalition = 0}});
    const plan_view view(p);
    const auto flagged = [&](std::array<std::int64_t, 4> values, cell_index cell) {
        return is_flagged(view, p.rules, cell_view(view.cube(), cell),
                          [&](cell_index i) { return values[i]; });
    };
    EXPECT_TRUE(flagged({20, 2, 9, 9}, 1));
    EXPECT_FALSE(flagged({20, 3, 8, 9}, 1));
    EXPECT_TRUE(flagged({20, 20, 0, 0}, 1)); // all are here
    EXPECT_FALSE(flagged({20, 0, 11, 9}, 1));
}

} // namespace
