#include <sdc/table/make_table.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <list>
#include <ranges>
#include <string>
#include <vector>

namespace {

using sdc::code_projections;
using sdc::errc;
using sdc::make_table;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using counts = std::vector<std::int64_t>;

/// Codes of area: Total 0, North 1 with N1 2 and N2 3, South 4. Codes of sex: Total 0, f 1, m 2.
std::vector<sdc::dimension> area_by_sex() {
    const std::vector<std::vector<std::string>> paths{{"North", "N1"}, {"North", "N2"}, {"South"}};
    return {
        {.name = "area", .codes = sdc::hierarchy::from_paths(paths).value()},
        {.name = "sex", .codes = sdc::hierarchy::flat(std::vector<std::string>{"f", "m"}).value()}};
}
const counts leaves{1, 2, 3, 4, 5, 6};

/// Total, North, N1, N2, South.
void expect_margins(const sdc::table& t) {
    EXPECT_THAT(t.values(), ElementsAre(21, 9, 12, 10, 4, 6, 3, 1, 2, 7, 3, 4, 11, 5, 6));
}

struct person {
    std::string area;
    const char* sex = "f";
    unsigned short n = 1;
};
const std::vector<person> people{{"N1", "f", 1}, {"N1", "m", 2},    {"N2", "f", 3},
                                 {"N2", "m", 4}, {"South", "f", 5}, {"South", "m", 6}};
const code_projections area_and_sex(&person::area, &person::sex);

TEST(MakeTable, AddsUpAllMarginsOfTheLeafCells) {
    expect_margins(make_table(area_by_sex(), leaves).value());
    const auto c = sdc::cube::make(area_by_sex()).value();
    const auto t = make_table(c, leaves, {.name = "offences"}).value();
    expect_margins(t);
    EXPECT_EQ(t.shared_cube(), c);
    EXPECT_EQ(t.measure().name, "offences");
}

TEST(MakeTable, ReadsAnyRangeByProjections) {
    expect_margins(make_table(area_by_sex(), people, area_and_sex, &person::n).value());
    const std::list<person> backwards(people.rbegin(), people.rend());
    expect_margins(make_table(area_by_sex(), backwards, area_and_sex, &person::n).value());
    const code_projections made([](const person& p) { return p.area.substr(0); },
                                [](const person& p) { return std::string(p.sex); });
    expect_margins(
        make_table(area_by_sex(), people, made, [](const person& p) { return p.n; }).value());
}

TEST(MakeTable, TakesTwiceAsManyOfTwoRows_AndRowsAsTheyAreMade) {
    auto twice = people;
    twice.insert(twice.end(), people.begin(), people.end());
    const auto t = make_table(area_by_sex(), twice, area_and_sex, &person::n).value();
    EXPECT_EQ(t.grand_total(), 42);
    const auto made = std::views::iota(0, 6) | std::views::transform([](int i) {
                          return people[static_cast<std::size_t>(i)];
                      });
    expect_margins(make_table(area_by_sex(), made, area_and_sex, &person::n).value());
}

TEST(MakeTable, CountsEachRowOnce_WithoutACount) {
    const auto t = make_table(area_by_sex(), people, area_and_sex).value();
    EXPECT_THAT(t.values(), ElementsAre(6, 3, 3, 4, 2, 2, 2, 1, 1, 2, 1, 1, 2, 1, 1));
    EXPECT_EQ(make_table(area_by_sex(), std::vector<person>(), area_and_sex)->grand_total(), 0);
}

TEST(MakeTable, ReadsColumnsOfCodeIndexes) {
    const std::vector<sdc::code_index> area{2, 2, 3, 3, 4, 4}, sex{1, 2, 1, 2, 1, 2};
    expect_margins(make_table(area_by_sex(), {.codes = {area, sex}, .counts = leaves}).value());
    EXPECT_EQ(make_table(area_by_sex(), {.codes = {area, sex}})->grand_total(), 6);
}

TEST(MakeTable, RefusesAnotherNumberOfCounts) {
    const auto few = make_table(area_by_sex(), counts(5));
    ASSERT_THAT(few, HasErrc(errc::bad_argument));
    EXPECT_EQ(few.error().field, "leaves");
    EXPECT_EQ(few.error().found, "5");
    EXPECT_EQ(few.error().wanted, "6");
    const std::vector<sdc::code_index> two{1, 1}, three{2, 2, 2};
    const auto columns = make_table(area_by_sex(), {.codes = {three, two}});
    ASSERT_THAT(columns, HasErrc(errc::bad_argument));
    EXPECT_EQ(columns.error().element, 2U);
    EXPECT_THAT(make_table(area_by_sex(), {.codes = {two, two}, .counts = leaves}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(make_table(area_by_sex(), {.codes = {two}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(make_table(area_by_sex(), people, code_projections(&person::area)),
                HasErrc(errc::bad_argument));
}

TEST(MakeTable, NamesTheRowOfACodeThatIsUnknownOrHasParts) {
    const auto unknown =
        make_table(area_by_sex(), std::vector<person>{{"N1"}, {"West"}}, area_and_sex);
    ASSERT_THAT(unknown, HasErrc(errc::unknown_code));
    EXPECT_EQ(unknown.error().element, 2U);
    EXPECT_EQ(unknown.error().found, "\"West\"");
    EXPECT_THAT(unknown.error().message, HasSubstr("\"area\""));
    const auto margin = make_table(area_by_sex(), std::vector<person>{{"North"}}, area_and_sex);
    ASSERT_THAT(margin, HasErrc(errc::bad_argument));
    EXPECT_THAT(margin.error().wanted, HasSubstr("margins are computed"));
    const std::vector<sdc::code_index> area{2, 9}, sex{1, 1}, north{2, 1};
    const auto outside = make_table(area_by_sex(), {.codes = {area, sex}});
    ASSERT_THAT(outside, HasErrc(errc::unknown_code));
    EXPECT_EQ(outside.error().found, "9");
    EXPECT_THAT(make_table(area_by_sex(), {.codes = {north, sex}}), HasErrc(errc::bad_argument));
}

TEST(MakeTable, RefusesNegativeCounts) {
    const auto t = make_table(area_by_sex(), counts{1, 2, 3, -4, 5, 6});
    ASSERT_THAT(t, HasErrc(errc::bad_argument));
    EXPECT_EQ(t.error().cell, "area=N2, sex=m");
    EXPECT_EQ(t.error().element, 4U);
    const auto minus = [](const person&) { return -1; };
    EXPECT_THAT(make_table(area_by_sex(), people, area_and_sex, minus),
                HasErrc(errc::bad_argument));
}

TEST(MakeTable, RefusesWhatDoesNotFit) {
    EXPECT_THAT(make_table(area_by_sex(), counts{sdc::unlimited, 1, 0, 0, 0, 0}),
                HasErrc(errc::overflow));
    EXPECT_EQ(make_table(area_by_sex(), counts{sdc::unlimited, 0, 0, 0, 0, 0})->grand_total(),
              sdc::unlimited);
    const auto most = [](const person&) { return ~std::uint64_t{0}; };
    const auto t = make_table(area_by_sex(), people, area_and_sex, most);
    ASSERT_THAT(t, HasErrc(errc::overflow));
    EXPECT_EQ(t.error().element, 1U);
    std::vector<sdc::dimension> wide; // 2^60 cells
    for (const char* name : {"a", "b", "c", "d"}) wide.push_back(support::flat(name, 36'000));
    EXPECT_THAT(
        make_table(wide, std::vector<person>(),
                   code_projections(&person::area, &person::sex, &person::area, &person::sex)),
        HasErrc(errc::overflow));
}

TEST(MakeTable, RefusesWhatIsNoCube) {
    const auto none = make_table(std::shared_ptr<const sdc::cube>(), leaves);
    ASSERT_THAT(none, HasErrc(errc::bad_argument));
    EXPECT_EQ(none.error().message, "no cube");
    EXPECT_THAT(make_table(std::vector<sdc::dimension>(), leaves), HasErrc(errc::bad_argument));
}

} // namespace
