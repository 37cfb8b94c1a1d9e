#include <sdc/rule/listed_cells.hpp>

#include <sdc/rule/evaluate.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using sdc::errc;
using sdc::listed_cells;
using sdc::reason;
using sdc::rule_id;
using sdc::threshold;
using sdc::zero_policy;
using support::HasErrc;
using support::IsOk;
using support::series;
using testing::ElementsAre;

TEST(ListedCells, AreUnsafeWhateverTheirSize) {
    const auto v =
        sdc::evaluate(series({900, 2, 30}),
                      std::vector<sdc::rule>{threshold{.minimum = 5}, listed_cells{{1, 2}}})
            .value();
    EXPECT_THAT(v.cells(), ElementsAre(1, 2));
    EXPECT_THAT(v.reasons(1), ElementsAre(reason{.rule = rule_id::listed, .found = 900}));
    EXPECT_THAT(v.reasons(2),
                ElementsAre(reason{.rule = rule_id::small_count, .found = 2, .limit = 5},
                            reason{.rule = rule_id::listed, .found = 2}));
    EXPECT_TRUE(sdc::is_unsafe(v.reasons(1)));
}

TEST(ListedCells, StandAsTheOnlyRule) {
    EXPECT_THAT(
        sdc::evaluate(series({900, 2}), std::vector<sdc::rule>{listed_cells{{1}}}).value().cells(),
        ElementsAre(1));
}

TEST(ListedCells, MustAscend) {
    EXPECT_THAT(sdc::check(listed_cells{{1, 3, 9}}), IsOk());
    EXPECT_THAT(sdc::check(listed_cells{{1, 1}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::check(listed_cells{{2, 1}}), HasErrc(errc::bad_argument));
}

TEST(ListedCells, MustBeCellsThatMayBeWithheld) {
    const auto evaluate = [](const sdc::table& t, sdc::cell_index cell, zero_policy zeros) {
        return sdc::evaluate(
            t, std::vector<sdc::rule>{threshold{.zeros = zeros}, listed_cells{{cell}}});
    };
    EXPECT_THAT(evaluate(series({9, 8}), 3, zero_policy::show), HasErrc(errc::bad_argument));
    EXPECT_THAT(evaluate(series({0, 8}), 1, zero_policy::show), HasErrc(errc::bad_argument))
        << "the rule promises to show it";
    EXPECT_THAT(evaluate(series({0, 8}), 1, zero_policy::eligible), IsOk());
    EXPECT_THAT(
        sdc::evaluate(series({9, 8}),
                      std::vector<sdc::rule>{listed_cells{{0}}, threshold{.publish_total = true}}),
        HasErrc(errc::bad_argument));
    EXPECT_THAT(
        sdc::evaluate(series({9, 8}), std::vector<sdc::rule>{listed_cells{{0}}, threshold{}}),
        IsOk());
    const auto structural = support::cross({{0, 8}, {7, 9}}, {}, {4});
    EXPECT_THAT(evaluate(structural, 4, zero_policy::eligible), HasErrc(errc::bad_argument));
}

} // namespace
