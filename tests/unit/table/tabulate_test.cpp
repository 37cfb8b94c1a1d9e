#include <sdc/table/tabulate.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using sdc::cell_index;
using sdc::dimension;
using sdc::errc;
using sdc::hierarchy;
using sdc::records;
using sdc::table;
using sdc::tabulate;
using sdc::tabulate_options;
using support::HasErrc;
using support::IsOk;
using strings = std::vector<std::string>;

/// Codes: Total 0, N 1, Leeds 2, York 3, S 4, Kent 5 (the only child of S).
dimension area() {
    const std::vector<strings> paths{{"N", "Leeds"}, {"N", "York"}, {"S", "Kent"}};
    return {.name = "area", .codes = hierarchy::from_paths(paths).value()};
}
/// Codes: Total 0, f 1, m 2.
dimension sex() { return {.name = "sex", .codes = hierarchy::flat(strings{"f", "m"}).value()}; }

records counts(const strings& fields) {
    return {.source = "c.csv", .names = {"area", "sex", "n"}, .fields = fields};
}
records magnitudes(const strings& fields) {
    return {.source = "m.csv", .names = {"area", "who", "v"}, .fields = fields};
}

sdc::result<table> tabulate_counts(const strings& fields) {
    return tabulate(counts(fields), {.by = {area(), sex()}, .count = "n"});
}

const tabulate_options by_holding{
    .by = {area()}, .value = "v", .decimals = 1, .contributor = "who"};

std::vector<std::int64_t> contributors(const table& t) {
    std::vector<std::int64_t> all;
    for (const auto& cell : cells(t)) all.push_back(t.contributors(cell.index()));
    return all;
}

TEST(Tabulate, AddsRowsIntoLeavesAndMargins) {
    const auto t =
        tabulate_counts({"Leeds", "f", "1", "York", "f", "2", "Kent", "m", "4", "Leeds", "m", "8"})
            .value();
    EXPECT_THAT(t.values(),
                testing::ElementsAre(15, 3, 12, 11, 3, 8, 9, 1, 8, 2, 2, 0, 4, 0, 4, 4, 0, 4));
    EXPECT_TRUE(t.is_frequency());
    EXPECT_EQ(t.measure(), sdc::measure{});
}

TEST(Tabulate, SumsRowsOfOneCell) {
    const auto t =
        tabulate_counts({"Leeds", "f", "1", "York", "f", "2", "Leeds", "f", "5"}).value();
    EXPECT_EQ(t.value(7), 6);
    EXPECT_EQ(t.grand_total(), 8);
}

TEST(Tabulate, CountsRecords_WithoutACountColumn) {
    const auto t = tabulate(counts({"Leeds", "f", "x", "Leeds", "f", "y", "Kent", "m", "z"}),
                            {.by = {area(), sex()}})
                       .value();
    EXPECT_EQ(t.value(7), 2);
    EXPECT_EQ(t.grand_total(), 3);
}

TEST(Tabulate, GivesZeros_WithoutRows) {
    const auto t = tabulate_counts({}).value();
    EXPECT_EQ(t.size(), 18U);
    EXPECT_EQ(t.grand_total(), 0);
}

TEST(Tabulate, TakesColumnsByName) {
    const auto t =
        tabulate(counts({"Leeds", "f", "3"}), {.by = {sex(), area()}, .count = "n"}).value();
    EXPECT_EQ(describe(t, 8), "sex=f, area=Leeds");
    EXPECT_EQ(t.value(8), 3);
}

TEST(Tabulate, CarriesSingleChildrenUpUnchanged) {
    const auto deep = hierarchy::from_paths(std::vector<strings>{{"a", "b", "c"}}).value();
    const records rows{.names = {"level"}, .fields = {"c", "c"}};
    const auto t = tabulate(rows, {.by = {{.name = "level", .codes = deep}}}).value();
    EXPECT_THAT(t.values(), testing::ElementsAre(2, 2, 2, 2));
}

TEST(Tabulate, AcceptsMarginsThatAgree_AndDoesNotAddThem) {
    const auto t = tabulate_counts({"Total", "Total", "3", "Leeds", "f", "1", "N", "f", "3", "York",
                                    "f", "2", "S", "m", "0"})
                       .value();
    EXPECT_EQ(t.grand_total(), 3);
    EXPECT_EQ(t.value(4), 3);
}

TEST(Tabulate, SumsRowsOfOneMargin) {
    EXPECT_THAT(tabulate_counts({"N", "f", "1", "Leeds", "f", "3", "N", "f", "2"}), IsOk());
}

TEST(Tabulate, RefusesAMarginThatDiffers) {
    auto rows = counts({"Leeds", "f", "1", "N", "f", "2", "N", "f", "3", "York", "f", "2"});
    rows.lines = {2, 4, 6, 8};
    const auto t = tabulate(rows, {.by = {area(), sex()}, .count = "n"});
    ASSERT_THAT(t, HasErrc(errc::not_additive));
    EXPECT_EQ(t.error().cell, "area=N, sex=f");
    EXPECT_EQ(t.error().found, "5");
    EXPECT_EQ(t.error().wanted, "3 (the sum of its parts)");
    EXPECT_EQ(t.error().where.file, "c.csv");
    EXPECT_EQ(t.error().where.line, 4U); // the first of its rows
    EXPECT_EQ(t.error().where.column, 3U);
}

TEST(Tabulate, RefusesAMarginWithoutParts) {
    EXPECT_THAT(tabulate_counts({"N", "f", "2"}), HasErrc(errc::not_additive));
}

TEST(Tabulate, NamesTheFirstCellOfSeveralThatDiffer) {
    const auto t = tabulate_counts({"S", "m", "1", "N", "f", "1"});
    ASSERT_THAT(t, HasErrc(errc::not_additive));
    EXPECT_EQ(t.error().cell, "area=N, sex=f");
}

TEST(Tabulate, SumsMarginsBeyondSixtyFourBits) {
    const auto t =
        tabulate_counts({"N", "f", "9223372036854775807", "N", "f", "9223372036854775807"});
    ASSERT_THAT(t, HasErrc(errc::not_additive));
    EXPECT_EQ(t.error().found, "18446744073709551614");
}

TEST(Tabulate, RefusesAMarginAmongRecords) {
    const auto t =
        tabulate(counts({"Leeds", "f", "", "Leeds", "Total", ""}), {.by = {area(), sex()}});
    ASSERT_THAT(t, HasErrc(errc::unknown_code));
    EXPECT_EQ(t.error().found, "\"Total\"");
    EXPECT_EQ(t.error().where.line, 2U);
    EXPECT_EQ(t.error().where.column, 2U);
    EXPECT_THAT(t.error().message, testing::HasSubstr("\"sex\""));
    EXPECT_THAT(tabulate(magnitudes({"N", "h1", "1"}), by_holding), HasErrc(errc::unknown_code));
}

TEST(Tabulate, RefusesAnUnknownCode) {
    const auto t = tabulate_counts({"Leeds", "f", "1", "leeds", "f", "1"});
    ASSERT_THAT(t, HasErrc(errc::unknown_code));
    EXPECT_EQ(t.error().where.file, "c.csv");
    EXPECT_EQ(t.error().where.line, 2U);
    EXPECT_EQ(t.error().where.column, 1U);
    EXPECT_EQ(t.error().found, "\"leeds\"");
    EXPECT_EQ(t.error().wanted, R"(one of "Total", "N", "Leeds", "York", "S", ... (6 codes))");
    const auto sexes = tabulate_counts({"Leeds", "", "1"});
    ASSERT_THAT(sexes, HasErrc(errc::unknown_code));
    EXPECT_EQ(sexes.error().wanted, R"(one of "Total", "f", "m")");
}

TEST(Tabulate, RefusesCountsThatAreNotWhole) {
    for (const auto* text : {"12.5", "-3", "+3", "1e3", "x"}) {
        const auto t = tabulate_counts({"Leeds", "f", "1", "York", "m", text});
        ASSERT_THAT(t, HasErrc(errc::bad_syntax)) << text;
        EXPECT_EQ(t.error().message, "not a whole number in column \"n\"");
        EXPECT_EQ(t.error().found, "\"" + std::string(text) + "\"");
        EXPECT_EQ(t.error().wanted, "digits only, such as 12");
        EXPECT_EQ(t.error().where.line, 2U);
        EXPECT_EQ(t.error().where.column, 3U);
    }
    EXPECT_THAT(tabulate_counts({"Leeds", "f", "9223372036854775808"}), HasErrc(errc::overflow));
}

TEST(Tabulate, RefusesCountsThatAddUpToTooMuch) {
    EXPECT_EQ(tabulate_counts({"Leeds", "f", "9223372036854775806", "Kent", "f", "1"})
                  .value()
                  .grand_total(),
              sdc::unlimited);
    const auto t = tabulate_counts({"Leeds", "f", "9223372036854775806", "Kent", "m", "2"});
    ASSERT_THAT(t, HasErrc(errc::overflow));
    EXPECT_EQ(t.error().cell, "area=Total, sex=Total");
    EXPECT_EQ(t.error().where.line, 2U);
    EXPECT_EQ(t.error().where.column, 3U);
    EXPECT_EQ(t.error().wanted, "at most 9223372036854775807 in all");
}

TEST(Tabulate, RefusesMagnitudesWhoseAbsoluteValuesAddUpToTooMuch) {
    auto options = by_holding;
    options.decimals = 0;
    const auto t =
        tabulate(magnitudes({"Leeds", "a", "9223372036854775807", "Leeds", "b", "-1"}), options);
    ASSERT_THAT(t, HasErrc(errc::overflow));
    EXPECT_EQ(t.error().found, "\"-1\" on top of the rows before");
}

TEST(Tabulate, RefusesATableThatMemoryDoesNotHold) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "AddressSanitizer ends the program where operator new would throw";
#endif
    tabulate_options options;
    records rows;
    for (int d = 0; d < 16; ++d) {
        rows.names.push_back(std::to_string(d));
        options.by.push_back({.name = std::to_string(d), .codes = area().codes});
    }
    options.by[0].codes = hierarchy::flat(strings(rows.names)).value();
    EXPECT_THAT(tabulate(rows, options), HasErrc(errc::overflow));
}

TEST(Tabulate, RefusesAMissingColumn_ListingThoseThatExist) {
    const auto rows = counts({"Leeds", "f", "1"});
    const auto t = tabulate(rows, {.by = {{.name = "age", .codes = sex().codes}}});
    ASSERT_THAT(t, HasErrc(errc::missing_column));
    EXPECT_EQ(t.error().where.file, "c.csv");
    EXPECT_EQ(t.error().found, R"("area", "sex", "n")");
    EXPECT_EQ(t.error().wanted, "\"age\"");
    EXPECT_THAT(tabulate(rows, {.by = {sex()}, .count = "N"}), HasErrc(errc::missing_column));
    EXPECT_THAT(tabulate(rows, {.by = {sex()}, .value = "v"}), HasErrc(errc::missing_column));
    EXPECT_THAT(tabulate(rows, {.by = {sex()}, .value = "n", .contributor = "who"}),
                HasErrc(errc::missing_column));
    const auto none = tabulate(records{}, {.by = {sex()}});
    ASSERT_THAT(none, HasErrc(errc::missing_column));
    EXPECT_EQ(none.error().found, "no columns");
}

TEST(Tabulate, RefusesAColumnGivenTwice) {
    const records rows{.names = {"sex", "sex"}, .fields = {"f", "m"}};
    const auto t = tabulate(rows, {.by = {sex()}});
    ASSERT_THAT(t, HasErrc(errc::duplicate));
    EXPECT_EQ(t.error().found, "\"sex\"");
}

TEST(Tabulate, RefusesOptionsOutOfRange) {
    const auto rows = magnitudes({"Leeds", "a", "1"});
    const auto refused = [&](const tabulate_options& options, const char* field) {
        const auto t = tabulate(rows, options);
        EXPECT_THAT(t, HasErrc(errc::bad_argument)) << field;
        return !t && t.error().field == std::string("tabulate_options.") + field;
    };
    EXPECT_TRUE(refused({.by = {area()}, .value = "v", .decimals = 10}, "decimals"));
    EXPECT_TRUE(refused({.by = {area()}, .value = "v", .decimals = -1}, "decimals"));
    EXPECT_TRUE(refused({.by = {area()}, .value = "v", .largest = 101}, "largest"));
    EXPECT_TRUE(refused({.by = {area()}, .count = "v", .value = "v"}, "count"));
    EXPECT_TRUE(refused({.by = {area()}, .contributor = "who"}, "contributor"));
    EXPECT_THAT(tabulate(rows, {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(tabulate(rows, {.by = {area(), area()}}), HasErrc(errc::duplicate));
}

TEST(Tabulate, RefusesARowThatIsNotComplete) {
    const auto t = tabulate_counts({"Leeds", "f", "1", "York"});
    ASSERT_THAT(t, HasErrc(errc::bad_argument));
    EXPECT_EQ(t.error().found, "4 fields");
    EXPECT_EQ(t.error().wanted, "a multiple of 3");
}

TEST(Tabulate, TakesEachRowAsAContributor_WithoutAContributorColumn) {
    const auto rows =
        magnitudes({"Leeds", "a", "1.5", "Leeds", "a", "2", "York", "a", "0.5", "Kent", "", "3"});
    const auto t = tabulate(rows, {.by = {area()}, .value = "v", .decimals = 1}).value();
    EXPECT_THAT(t.values(), testing::ElementsAre(70, 40, 35, 5, 30, 30));
    EXPECT_EQ(contributors(t), (std::vector<std::int64_t>{4, 3, 2, 1, 1, 1}));
    EXPECT_THAT(t.largest(0), testing::ElementsAre(30, 20));
    EXPECT_THAT(t.largest(1), testing::ElementsAre(20, 15));
    EXPECT_THAT(t.largest(3), testing::ElementsAre(5, 0));
    EXPECT_EQ(t.measure(), (sdc::measure{.name = "v", .decimals = 1}));
    EXPECT_FALSE(t.is_frequency());
}

TEST(Tabulate, CountsAContributorOnceInAMargin) {
    // a has rows in Leeds (twice), York and Kent, apart from each other; b in York only.
    const auto rows = magnitudes({"Leeds", "a", "1", "York", "b", "5", "York", "a", "2", "Leeds",
                                  "a", "3", "Kent", "a", "1"});
    const auto t = tabulate(rows, by_holding).value();
    EXPECT_THAT(t.values(), testing::ElementsAre(120, 110, 40, 70, 10, 10));
    EXPECT_EQ(contributors(t), (std::vector<std::int64_t>{2, 2, 1, 2, 1, 1}));
    EXPECT_THAT(t.largest(0), testing::ElementsAre(70, 50));
    EXPECT_THAT(t.largest(1), testing::ElementsAre(60, 50));
    EXPECT_THAT(t.largest(2), testing::ElementsAre(40, 0));
    EXPECT_THAT(t.largest(3), testing::ElementsAre(50, 20));
    EXPECT_THAT(t.largest(5), testing::ElementsAre(10, 0));
}

TEST(Tabulate, KeepsAsManyLargestAsAskedFor) {
    const auto rows =
        magnitudes({"Leeds", "a", "1", "Leeds", "b", "3", "Leeds", "c", "2", "Leeds", "d", "3"});
    auto options = by_holding;
    options.decimals = 0;
    options.largest = 3;
    EXPECT_THAT(tabulate(rows, options).value().largest(1), testing::ElementsAre(3, 3, 2));
    options.largest = 6;
    EXPECT_THAT(tabulate(rows, options).value().largest(1), testing::ElementsAre(3, 3, 2, 1, 0, 0));
    options.largest = 0;
    EXPECT_TRUE(tabulate(rows, options).value().largest(1).empty());
}

TEST(Tabulate, CountsContributorsOfZeroAndLess_ButDoesNotKeepThem) {
    const auto rows =
        magnitudes({"Leeds", "a", "-1.5", "Leeds", "b", "0", "Leeds", "c", "-2", "York", "c", "7"});
    const auto t = tabulate(rows, by_holding).value();
    EXPECT_THAT(t.values(), testing::ElementsAre(35, 35, -35, 70, 0, 0));
    EXPECT_EQ(contributors(t), (std::vector<std::int64_t>{3, 3, 3, 1, 0, 0}));
    EXPECT_THAT(t.largest(2), testing::ElementsAre(0, 0));
    EXPECT_THAT(t.largest(1), testing::ElementsAre(50, 0)); // c: -2 and 7
}

TEST(Tabulate, RefusesAnEmptyContributor) {
    const auto t = tabulate(magnitudes({"Leeds", "a", "1", "Leeds", "", "1"}), by_holding);
    ASSERT_THAT(t, HasErrc(errc::bad_syntax));
    EXPECT_EQ(t.error().where.line, 2U);
    EXPECT_EQ(t.error().where.column, 2U);
    EXPECT_THAT(t.error().message, testing::HasSubstr("\"who\""));
}

TEST(Tabulate, RefusesMagnitudesThatAreNotDecimals) {
    for (const auto* text : {"", "1.25", "1e3", ".5"}) {
        const auto t = tabulate(magnitudes({"Leeds", "a", text}), by_holding);
        ASSERT_THAT(t, HasErrc(errc::bad_syntax)) << text;
        EXPECT_THAT(t.error().message, testing::HasSubstr("\"v\""));
        EXPECT_EQ(t.error().where.column, 3U);
    }
}

TEST(Tabulate, MarksStructuralZeros) {
    const tabulate_options options{
        .by = {area(), sex()}, .count = "n", .structural_zeros = {{"Kent", "m"}}};
    const auto t = tabulate(counts({"Leeds", "f", "1"}), options).value();
    EXPECT_TRUE(t.is_structural_zero(17));
    EXPECT_TRUE(t.is_structural_zero(14)); // S, whose only child is Kent
    EXPECT_FALSE(t.is_structural_zero(16));
    EXPECT_THAT(tabulate(counts({"Kent", "m", "1"}), options), HasErrc(errc::bad_argument));
}

TEST(Tabulate, RefusesStructuralZerosThatNameNoCell) {
    const auto with = [](const strings& codes) {
        return tabulate(counts({}),
                        {.by = {area(), sex()}, .count = "n", .structural_zeros = {codes}});
    };
    const auto length = with({"Kent"});
    ASSERT_THAT(length, HasErrc(errc::bad_argument));
    EXPECT_EQ(length.error().found, "1");
    EXPECT_EQ(length.error().wanted, "2");
    const auto unknown = with({"Kent", "x"});
    ASSERT_THAT(unknown, HasErrc(errc::unknown_code));
    EXPECT_EQ(unknown.error().found, "\"x\"");
    EXPECT_THAT(with({"N", "f"}), HasErrc(errc::bad_argument));
}

TEST(FlatDimension, TakesCodesInOrderOfFirstAppearance) {
    const records rows{.names = {"area"}, .fields = {"York", "Leeds", "York", "Total", "Bath"}};
    const auto d = flat_dimension(rows, "area").value();
    ASSERT_EQ(d.codes.size(), 4U);
    EXPECT_EQ(d.name, "area");
    EXPECT_EQ(d.role, sdc::role::identifying);
    EXPECT_EQ(d.codes[0].id, "Total");
    EXPECT_EQ(d.codes[1].id, "York");
    EXPECT_EQ(d.codes[2].id, "Leeds");
    EXPECT_EQ(d.codes[3].id, "Bath");
}

TEST(FlatDimension, TakesTotalAndRole) {
    const auto d = flat_dimension(counts({"Total", "", "", "All", "", ""}), "area", "All",
                                  sdc::role::sensitive)
                       .value();
    EXPECT_EQ(d.codes[0].id, "All");
    EXPECT_EQ(d.codes[1].id, "Total");
    EXPECT_EQ(d.role, sdc::role::sensitive);
}

TEST(FlatDimension, RefusesAMissingColumnAndAnEmptyCode) {
    const auto missing = flat_dimension(counts({}), "age");
    ASSERT_THAT(missing, HasErrc(errc::missing_column));
    EXPECT_EQ(missing.error().found, R"("area", "sex", "n")");
    const auto empty = flat_dimension(counts({"Leeds", "f", "1", "", "f", "1"}), "area");
    ASSERT_THAT(empty, HasErrc(errc::bad_syntax));
    EXPECT_EQ(empty.error().where.line, 2U);
    EXPECT_EQ(empty.error().where.column, 1U);
    EXPECT_THAT(flat_dimension(counts({}), "area", ""), HasErrc(errc::bad_hierarchy));
}

} // namespace
