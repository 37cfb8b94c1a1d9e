#include <sdc/table/recode.hpp>
#include <sdc/table/tabulate.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using support::HasErrc;

sdc::dimension area() {
    const std::vector<std::vector<std::string>> paths{{"N", "Leeds"}, {"N", "York"}, {"S", "Bath"}};
    return {.name = "area", .codes = sdc::hierarchy::from_paths(paths).value()};
}

sdc::dimension sex() {
    const std::vector<std::string> ids{"f", "m"};
    return {
        .name = "sex", .codes = sdc::hierarchy::flat(ids).value(), .role = sdc::role::sensitive};
}

sdc::table people() {
    const sdc::records rows{
        .names = {"area", "sex"},
        .fields = {"Leeds", "f", "Leeds", "m", "York", "f", "Bath", "m", "Bath", "m"}};
    return sdc::tabulate(rows, {.by = {area(), sex()}}).value();
}

TEST(Recode, KeepsLevelsDownToADepth) {
    const auto t = people();
    const auto r = sdc::recode(t, std::vector<sdc::code_index>{1, 1}).value();
    EXPECT_EQ(r.table->size(), 9U);
    EXPECT_EQ(sdc::describe(*r.table, 4), "area=N, sex=f");
    EXPECT_EQ(r.table->cube().dimensions()[1].role, sdc::role::sensitive);
    for (sdc::cell_index cell = 0; cell < r.table->size(); ++cell) {
        EXPECT_EQ(r.table->value(cell), t.value(r.origin[cell]));
        EXPECT_EQ(sdc::describe(*r.table, cell), sdc::describe(t, r.origin[cell]));
    }
}

TEST(Recode, LeavesOutDimensions_AtTheirTotalOrAtACode) {
    const auto t = people();
    const auto by_sex = sdc::recode(t, std::vector<sdc::code_index>{0, 1}).value();
    EXPECT_EQ(
        std::vector<std::int64_t>(by_sex.table->values().begin(), by_sex.table->values().end()),
        (std::vector<std::int64_t>{5, 2, 3}));
    const auto women = sdc::recode(t, std::vector<sdc::code_index>{1, 0}, {0, 1}).value();
    EXPECT_EQ(std::vector<std::int64_t>(women.table->values().begin(), women.table->values().end()),
              (std::vector<std::int64_t>{2, 2, 0}));
}

TEST(Recode, WithNothingKept_OneCellRemains) {
    const auto total = sdc::recode(people(), std::vector<sdc::code_index>{0, 0}).value();
    EXPECT_EQ(total.table->size(), 1U);
    EXPECT_EQ(total.table->grand_total(), 5);
    const auto men = sdc::recode(people(), std::vector<sdc::code_index>{0, 0}, {0, 2}).value();
    EXPECT_EQ(men.table->grand_total(), 3);
}

TEST(Recode, ContributionsAndStructuralZerosComeAlong) {
    const sdc::records rows{.names = {"area", "sex", "pay"},
                            .fields = {"Leeds", "f", "3", "York", "f", "8"}};
    const auto t =
        sdc::tabulate(rows,
                      {.by = {area(), sex()}, .value = "pay", .structural_zeros = {{"Bath", "m"}}})
            .value();
    const auto r = sdc::recode(t, std::vector<sdc::code_index>{1, 1}).value();
    EXPECT_EQ(r.table->contributors(4), 2);
    EXPECT_EQ(r.table->largest(4)[0], 8);
    EXPECT_EQ(r.table->measure().name, "pay");
    EXPECT_TRUE(r.table->is_structural_zero(8)); // S, m
    EXPECT_FALSE(r.table->is_structural_zero(7));
}

TEST(Recode, RefusesWhatDoesNotFit) {
    EXPECT_THAT(sdc::recode(people(), std::vector<sdc::code_index>{1}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recode(people(), std::vector<sdc::code_index>{1, 0}, {0, 7}),
                HasErrc(sdc::errc::bad_argument));
}

TEST(Recode, DepthsInWords) {
    const auto t = people();
    EXPECT_EQ(sdc::describe_depths(t.cube(), std::vector<sdc::code_index>{1, 0}),
              "area to level 1 of 2, such as N; sex dropped");
    EXPECT_EQ(sdc::describe_depths(t.cube(), std::vector<sdc::code_index>{2, 1}),
              "area in full; sex in full");
}

TEST(Recode, DepthOfAHierarchy) {
    EXPECT_EQ(sdc::depth_of(area().codes), 2U);
    EXPECT_EQ(sdc::depth_of(sex().codes), 1U);
}

} // namespace
