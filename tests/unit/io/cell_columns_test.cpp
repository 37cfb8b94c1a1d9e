#include <sdc/io/cell_columns.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::errc;
using sdc::protection_level;
using support::HasErrc;
using testing::ElementsAre;
using testing::Pair;

const auto cube = sdc::cube::make({support::flat("x", 3)}).value(); // Total, x0, x1, x2

sdc::records list(std::vector<std::string> names, std::vector<std::string> fields) {
    sdc::records rows{.source = "list.csv"};
    rows.names = std::move(names);
    rows.fields = fields;
    for (std::size_t row = 0; row < rows.fields.size() / rows.names.size(); ++row)
        rows.lines.push_back(row + 2);
    return rows;
}

template <class T>
std::string place(const sdc::result<T>& outcome) {
    if (outcome) return "no error";
    const auto& w = outcome.error().where;
    return w.file + ":" + std::to_string(w.line) + ":" + std::to_string(w.column);
}

TEST(CellColumns, LevelsAscend_AndEmptyFieldsAreZero) {
    const auto levels = sdc::read_levels(
        list({"lower", "x", "upper", "sliding"}, {"3", "x1", "", "7", "0", "x0", "4", ""}), *cube);
    EXPECT_THAT(levels.value(), ElementsAre(protection_level{.cell = 1, .upper = 4},
                                            protection_level{.cell = 2, .lower = 3, .sliding = 7}));
    EXPECT_THAT(sdc::read_levels(list({"x", "lower", "upper"}, {"Total", "1", "2"}), *cube).value(),
                ElementsAre(protection_level{.cell = 0, .lower = 1, .upper = 2}));
}

TEST(CellColumns, ErrorsOfLevelsSayWhere) {
    const auto read = [](std::vector<std::string> fields) {
        return sdc::read_levels(list({"x", "lower", "upper"}, std::move(fields)), *cube);
    };
    EXPECT_EQ(place(read({"x0", "1", "2", "x9", "1", "2"})), "list.csv:3:1");
    EXPECT_EQ(place(read({"x0", "1", "2", "x1", "1", "-2"})), "list.csv:3:3");
    EXPECT_EQ(place(read({"x0", "1.5", "2"})), "list.csv:2:2");
    EXPECT_EQ(place(read({"x0", "0", ""})), "list.csv:2:2");
    const auto twice = read({"x2", "1", "1", "x0", "1", "1", "x2", "1", "1"});
    EXPECT_THAT(twice, HasErrc(errc::duplicate));
    EXPECT_EQ(place(twice), "list.csv:4:1");
    EXPECT_THAT(sdc::read_levels(list({"x", "lower"}, {"x0", "1"}), *cube),
                HasErrc(errc::missing_column));
}

TEST(CellColumns, CostsAreAtLeast1) {
    EXPECT_THAT(sdc::read_costs(list({"x", "cost"}, {"x2", "9", "x0", "1"}), *cube).value(),
                ElementsAre(Pair(3, 9), Pair(1, 1)));
    EXPECT_EQ(place(sdc::read_costs(list({"x", "cost"}, {"x2", "0"}), *cube)), "list.csv:2:2");
    EXPECT_EQ(place(sdc::read_costs(list({"x", "cost"}, {"x2", ""}), *cube)), "list.csv:2:2");
    EXPECT_THAT(sdc::read_costs(list({"x", "cost"}, {"x2", "1", "x2", "2"}), *cube),
                HasErrc(errc::duplicate));
    EXPECT_THAT(sdc::read_costs(list({"x"}, {"x2"}), *cube), HasErrc(errc::missing_column));
}

TEST(CellColumns, GroupsAreThoseOfOneName) {
    const auto groups =
        sdc::read_groups(list({"x", "group"}, {"x2", "b", "x0", "a", "x1", "b", "x1", "a"}), *cube);
    EXPECT_THAT(groups.value(), ElementsAre(ElementsAre(3, 2), ElementsAre(1, 2)));
    EXPECT_EQ(place(sdc::read_groups(list({"x", "group"}, {"x2", ""}), *cube)), "list.csv:2:2");
    EXPECT_EQ(
        place(sdc::read_groups(list({"x", "group"}, {"x2", "a", "x1", "b", "x0", "a"}), *cube)),
        "list.csv:3:2")
        << "alone";
    EXPECT_THAT(sdc::read_groups(list({"x", "group"}, {"x2", "a", "x2", "a"}), *cube),
                HasErrc(errc::duplicate));
}

} // namespace
