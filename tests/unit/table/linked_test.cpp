#include <sdc/table/linked.hpp>

#include "support/matchers.hpp"

#include <gtest/gtest.h>

namespace {

using namespace sdc;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

dimension make_dimension(const std::string& name, const std::vector<std::string>& codes,
                         const std::string& total = "Total") {
    return {.name = name, .codes = hierarchy::flat(codes, total).value()};
}
std::shared_ptr<const cube> make_cube(std::vector<dimension> by) {
    return cube::make(std::move(by)).value();
}

const auto sexes = make_dimension("sex", {"f", "m"});
const auto regions = make_dimension("region", {"North", "South"});

/// Cells of the second table with the cells of the first that they mean; itself if none.
std::vector<cell_index> unknowns_of_second(const linked_tables& all) {
    std::vector<cell_index> found;
    for (auto cell = all.offset(1); cell < all.size(); ++cell)
        found.push_back(all.variable_of(cell));
    return found;
}

TEST(Linked, OneTableIsItsOwn) {
    const linked_tables all(make_cube({sexes, regions}));
    EXPECT_EQ(all.size(), 9u);
    EXPECT_EQ(all.table_of(8), 0u);
    EXPECT_EQ(all.variable_of(5), 5u);
    EXPECT_THAT(all.subsets(), IsEmpty());
    std::vector<cell_index> same;
    all.for_each_same(5, [&](cell_index cell) { same.push_back(cell); });
    EXPECT_THAT(same, ElementsAre(5));
    EXPECT_EQ(describe(all, 5), "sex=f, region=South");
}

TEST(Linked, TablesOverOtherDimensionsMeetInTheirMargins) {
    const auto all = linked_tables::make({{.cube = make_cube({sexes, regions})},
                                          {.name = "by sex", .cube = make_cube({sexes})}})
                         .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(0, 3, 6));
    EXPECT_EQ(all->table_of(8), 0u);
    EXPECT_EQ(all->table_of(9), 1u);
    EXPECT_EQ(all->offset(1), 9u);
    std::vector<cell_index> same;
    all->for_each_same(3, [&](cell_index cell) { same.push_back(cell); });
    EXPECT_THAT(same, ElementsAre(3, 10));
    EXPECT_EQ(describe(*all, 10), "by sex: sex=f");
    EXPECT_THAT(all->subsets(), IsEmpty());
}

TEST(Linked, OrderOfDimensionsAndOfCodesDoesNotMatter) {
    const auto all =
        linked_tables::make(
            {{.cube = make_cube({sexes, regions})},
             {.cube = make_cube({make_dimension("region", {"South", "North"}), sexes})}})
            .value();
    // second: Total x (Total f m), South x ..., North x ...
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(0, 3, 6, 2, 5, 8, 1, 4, 7));
}

TEST(Linked, HierarchiesOfOneDimensionMeetInEqualCodes) {
    const auto fine =
        dimension{.name = "age",
                  .codes = hierarchy::from_parents(std::vector<code_parent>{{"all", ""},
                                                                            {"young", "all"},
                                                                            {"0-9", "young"},
                                                                            {"10-19", "young"},
                                                                            {"20+", "all"}})
                               .value()};
    const auto other = make_dimension("age", {"0-9", "10+"}, "everybody");
    const auto all =
        linked_tables::make({{.cube = make_cube({fine})}, {.cube = make_cube({other})}}).value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(0, 2, 7))
        << "roots are everybody, whatever they are called";
}

TEST(Linked, OnlyTablesOfOneMeasureShareCells) {
    const auto all =
        linked_tables::make({{.cube = make_cube({sexes})},
                             {.name = "days", .cube = make_cube({sexes}), .measure = "days"},
                             {.cube = make_cube({sexes}), .measure = "days"}})
            .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(3, 4, 5, 3, 4, 5));
}

TEST(Linked, AThirdTableMeetsTheSecondWhereTheFirstDoesNotReach) {
    const auto all = linked_tables::make({{.cube = make_cube({sexes})},
                                          {.cube = make_cube({regions})},
                                          {.cube = make_cube({sexes, regions})}})
                         .value();
    EXPECT_THAT(unknowns_of_second(*all),
                ElementsAre(0, 4, 5, /* third */ 0, 4, 5, 1, 10, 11, 2, 13, 14));
}

TEST(Linked, PeopleOfATableAreACellOfAnother) {
    const auto all =
        linked_tables::make(
            {{.cube = make_cube({sexes, regions})},
             {.name = "north", .cube = make_cube({sexes}), .where = {{"region", "North"}}}})
            .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(1, 4, 7));
    EXPECT_THAT(all->subsets(), IsEmpty()) << "the relations of the first table say so";
}

TEST(Linked, PeopleThatAnotherTableDoesNotTellApartArePartOfIt) {
    const auto all =
        linked_tables::make(
            {{.name = "north", .cube = make_cube({sexes}), .where = {{"region", "North"}}},
             {.cube = make_cube({sexes})}})
            .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(3, 4, 5)) << "North is not everybody";
    EXPECT_THAT(all->subsets(), ElementsAre(Pair(0, 3), Pair(1, 4), Pair(2, 5)));
    std::vector<std::pair<cell_index, cell_index>> met;
    for (const cell_index cell : {1u, 5u})
        all->for_each_subset(
            cell, [&](cell_index part, cell_index whole) { met.emplace_back(part, whole); });
    EXPECT_THAT(met, ElementsAre(Pair(1, 4), Pair(2, 5))) << "from either end";
}

TEST(Linked, OtherPeopleDoNotMeet) {
    const auto all =
        linked_tables::make({{.cube = make_cube({sexes}), .where = {{"region", "North"}}},
                             {.cube = make_cube({sexes}), .where = {{"region", "South"}}}})
            .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(3, 4, 5));
    EXPECT_THAT(all->subsets(), IsEmpty());
}

TEST(Linked, ARootThatIsAPartElsewhereIsNotEverybody) {
    const auto uk = make_dimension("place", {"England", "Wales"}, "UK");
    const auto england = make_dimension("place", {"Kent", "Devon"}, "England");
    const auto all = linked_tables::make({{.cube = make_cube({uk})},
                                          {.cube = make_cube({england})},
                                          {.cube = make_cube({sexes})}})
                         .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(1, 4, 5, /* by sex */ 0, 7, 8));
    EXPECT_THAT(all->subsets(), ElementsAre(Pair(1, 0)))
        << "England is part of the total by sex, which is the United Kingdom's";
    const auto turned =
        linked_tables::make({{.cube = make_cube({england})}, {.cube = make_cube({uk})}}).value();
    EXPECT_THAT(unknowns_of_second(*turned), ElementsAre(3, 0, 5));
}

TEST(Linked, ARestrictionMeetsARoot) {
    const auto england = make_dimension("place", {"Kent", "Devon"}, "England");
    const auto all =
        linked_tables::make({{.cube = make_cube({england})},
                             {.cube = make_cube({sexes}), .where = {{"place", "England"}}}})
            .value();
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(0, 4, 5));
}

TEST(Linked, ReleasesOverTimeMeetInTheirPeriods) {
    const auto all =
        linked_tables::make(
            {{.cube = make_cube({make_dimension("month", {"Jan", "Feb"}, "first two months")})},
             {.cube =
                  make_cube({make_dimension("month", {"Jan", "Feb", "Mar"}, "first quarter")})}})
            .value();
    // Without a code list that says otherwise both roots are everybody; a `where` or a common list
    // tells them apart.
    EXPECT_THAT(unknowns_of_second(*all), ElementsAre(0, 1, 2, 6));
}

TEST(Linked, Errors) {
    EXPECT_THAT(linked_tables::make({}), HasErrc(errc::bad_argument));
    const auto spans =
        linked_tables::make({{.name = "one", .cube = make_cube({sexes}), .where = {{"sex", "f"}}}});
    ASSERT_THAT(spans, HasErrc(errc::bad_argument));
    EXPECT_EQ(spans.error().found, "\"sex\"");
    EXPECT_THAT(spans.error().message, ::testing::HasSubstr("\"one\""));
    EXPECT_THAT(linked_tables::make(
                    {{.cube = make_cube({sexes}), .where = {{"place", "x"}, {"place", "y"}}}}),
                HasErrc(errc::bad_argument));
}

} // namespace
