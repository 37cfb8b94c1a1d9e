#include <sdc/table/display_name.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sdc;

std::shared_ptr<const cube> by_month_and_sex() {
    const std::vector<code_parent> months{{.id = "2024", .parent = "", .label = "all of 2024"},
                                          {.id = "2024-05", .parent = "2024", .label = "May 2024"},
                                          {.id = "2024-06", .parent = "2024"}};
    const std::vector<std::string> sexes{"f", "m"};
    return cube::make({{.name = "month", .codes = hierarchy::from_parents(months).value()},
                       {.name = "sex", .codes = hierarchy::flat(sexes).value()}})
        .value();
}

TEST(DisplayName, TakesLabelsAndLeavesTotalsOut) {
    const auto c = by_month_and_sex();
    EXPECT_EQ(display_name(*c, 0), "all of 2024");
    EXPECT_EQ(display_name(*c, 1), "sex f");
    EXPECT_EQ(display_name(*c, 3), "May 2024");
    EXPECT_EQ(display_name(*c, 8), "month 2024-06, sex m");
}

TEST(DisplayName, SaysOfWhichTable) {
    const std::vector<std::string> ages{"young", "old"};
    const auto other =
        cube::make({{.name = "age", .codes = hierarchy::flat(ages).value()}}).value();
    const auto all =
        linked_tables::make({{.cube = by_month_and_sex()},
                             {.name = "men by age", .cube = other, .where = {{"sex", "m"}}}})
            .value();
    EXPECT_EQ(display_name(*all, 3), "May 2024");
    EXPECT_EQ(display_name(*all, 10), "age young in men by age");
    EXPECT_EQ(describe_people(*all, 9), "men by age (sex m)") << "all of that table";
    EXPECT_EQ(describe_people(*all, 10), "age young in men by age");
    EXPECT_EQ(describe_people(*all, 0), "all of 2024");
    const std::vector<std::pair<cell_index, std::int64_t>> what{{3, 1}, {6, 1}, {9, -1}};
    EXPECT_EQ(describe_people(*all, what),
              "May 2024 or month 2024-06 but not in men by age (sex m)");
}

TEST(DisplayName, AFirstTableOfSomeIsNamedByWhom) {
    const auto all =
        linked_tables::make({{.cube = by_month_and_sex(), .where = {{"region", "North"}}}}).value();
    EXPECT_EQ(describe_people(*all, 0), "region North");
    EXPECT_EQ(describe_people(*all, 1), "sex f, region North");
}

} // namespace
