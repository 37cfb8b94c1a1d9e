#include <sdc/rule/verdict.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace {

using sdc::reason;
using sdc::rule_id;
using sdc::verdicts;
using testing::ElementsAre;
using testing::IsEmpty;

const reason small{.rule = rule_id::small_count, .found = 2, .limit = 5};
const reason hidden{.rule = rule_id::suppressed_zero, .limit = 1};
const reason grouped{.rule = rule_id::group_disclosure, .found = 1, .limit = 1, .group = 0};

verdicts three_cells() {
    verdicts v;
    v.add(3, small);
    v.add(3, grouped);
    v.add(7, hidden);
    v.add(9, small);
    return v;
}

TEST(Verdicts, KeepEveryReason_InTheOrderAdded) {
    const auto v = three_cells();
    EXPECT_THAT(v.cells(), ElementsAre(3U, 7U, 9U));
    EXPECT_THAT(v.reasons_at(0), ElementsAre(small, grouped));
    EXPECT_THAT(v.reasons_at(1), ElementsAre(hidden));
    EXPECT_THAT(v.reasons_at(2), ElementsAre(small));
}

TEST(Verdicts, ReasonsOfACell_AreEmptyIfItIsNotFlagged) {
    const auto v = three_cells();
    EXPECT_THAT(v.reasons(3), ElementsAre(small, grouped));
    EXPECT_THAT(v.reasons(9), ElementsAre(small));
    for (const sdc::cell_index cell : {0U, 4U, 8U, 10U})
        EXPECT_THAT(v.reasons(cell), IsEmpty()) << cell;
    EXPECT_THAT(verdicts().reasons(0), IsEmpty());
}

TEST(Verdicts, Equality_ComparesReasonsAndTheWithheldMinimum) {
    auto v = three_cells();
    EXPECT_EQ(v, three_cells());
    v.set_suppressed_minimum(1);
    EXPECT_EQ(v.suppressed_minimum(), 1);
    EXPECT_NE(v, three_cells());
    v = three_cells();
    v.add(9, grouped);
    EXPECT_NE(v, three_cells());
}

TEST(Verdicts, AHiddenZero_AsksForNoProtection) {
    EXPECT_FALSE(sdc::is_unsafe({}));
    EXPECT_FALSE(sdc::is_unsafe(std::array{hidden}));
    EXPECT_TRUE(sdc::is_unsafe(std::array{small}));
    EXPECT_TRUE(sdc::is_unsafe(std::array{hidden, small}));
}

TEST(Verdicts, EveryRule_HasAnAnnouncedName) {
    for (const auto rule : {rule_id::small_count, rule_id::unsafe_zero, rule_id::suppressed_zero,
                            rule_id::small_total, rule_id::group_disclosure, rule_id::listed})
        EXPECT_NE(std::string(sdc::to_string(rule)), "");
}

} // namespace
