#include <sdc/rule/evaluate.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using sdc::errc;
using sdc::group_disclosure;
using sdc::reason;
using sdc::rule_id;
using sdc::threshold;
using sdc::zero_policy;
using support::cross;
using support::cross_cell;
using support::HasErrc;
using support::series;
using testing::ElementsAre;
using rules = std::vector<sdc::rule>;

TEST(Evaluate, EveryReasonOfEveryRule_IsKeptInTheOrderOfTheRules) {
    const auto t = cross({{3, 0}, {9, 9}}, {.column = sdc::role::sensitive});
    const auto v = sdc::evaluate(t, rules{threshold{.minimum = 5}, group_disclosure{.coalition = 0},
                                          threshold{.minimum = 4}})
                       .value();
    const auto row = support::row_total(t, 0), cell = cross_cell(t, 0, 0);
    EXPECT_THAT(v.cells(), ElementsAre(row, cell));
    EXPECT_THAT(v.reasons(row),
                ElementsAre(reason{.rule = rule_id::small_count, .found = 3, .limit = 5},
                            reason{.rule = rule_id::small_count, .found = 3, .limit = 4}));
    EXPECT_THAT(
        v.reasons(cell),
        ElementsAre(reason{.rule = rule_id::small_count, .found = 3, .limit = 5},
                    reason{.rule = rule_id::group_disclosure, .found = 0, .limit = 0, .group = row},
                    reason{.rule = rule_id::small_count, .found = 3, .limit = 4}));
}

TEST(Evaluate, ACellIsFlaggedAlongEachSensitiveDimension) {
    const auto t = cross({{6, 0}, {0, 9}});
    const auto v = sdc::evaluate(t, rules{group_disclosure{.coalition = 0}}).value();
    EXPECT_THAT(v.reasons(cross_cell(t, 0, 0)),
                ElementsAre(reason{.rule = rule_id::group_disclosure,
                                   .found = 0,
                                   .limit = 0,
                                   .group = support::column_total(t, 0)},
                            reason{.rule = rule_id::group_disclosure,
                                   .found = 0,
                                   .limit = 0,
                                   .group = support::row_total(t, 0)}));
}

TEST(Evaluate, ZerosAreAsWithholdable_AsTheMostCautiousRuleSays) {
    const auto t = series({0, 9});
    const auto minimum = [&](const rules& r) {
        return sdc::evaluate(t, r).value().suppressed_minimum();
    };
    EXPECT_EQ(minimum({threshold{}, group_disclosure{}}), 1);
    EXPECT_EQ(minimum({group_disclosure{}}), 1);
    EXPECT_EQ(minimum({threshold{}, threshold{.zeros = zero_policy::eligible}}), 0);
    EXPECT_EQ(minimum({threshold{}, threshold{.min_total_for_breakdown = 10}}), 0);
}

TEST(Evaluate, WithoutRules_IsAnError) {
    EXPECT_THAT(sdc::evaluate(series({1}), {}), HasErrc(errc::bad_argument));
}

TEST(Evaluate, EveryRuleIsChecked) {
    const auto t = series({1});
    EXPECT_THAT(sdc::evaluate(t, rules{threshold{}, threshold{.minimum = 0}}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::evaluate(t, rules{threshold{}, group_disclosure{.coalition = -1}}),
                HasErrc(errc::bad_argument));
}

} // namespace
