#include <sdc/policy/calhhs.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::calhhs_basis;
using sdc::calhhs_part;
using sdc::calhhs_period;
using sdc::calhhs_place;
using sdc::calhhs_place_kind;
using sdc::calhhs_table;
using sdc::calhhs_variable;
using sdc::errc;
using support::HasErrc;
using support::IsOk;

std::int64_t total(const calhhs_table& t) { return sdc::score(t).value().total; }

calhhs_place residence(std::int64_t population) { return {.population = population}; }

/// The published examples: a year, fewer than 11 events in the smallest cell. They leave the credit
/// of tables without variables out, so the smallest cell is one of 2, which gets none.
std::int64_t total_of(std::vector<calhhs_place> places,
                      std::vector<calhhs_variable> variables = {}) {
    return total(
        {.smallest_events = 2, .places = std::move(places), .variables = std::move(variables)});
}

std::vector<calhhs_variable> programme(std::int64_t people) {
    return {{.name = "programme", .basis = calhhs_basis::population, .value = people}};
}

constexpr std::int64_t state = 39'000'000;

TEST(CalHhs, PublishedTotals_OfCounties) {
    EXPECT_EQ(total_of({residence(1'163)}), 14);
    EXPECT_EQ(total_of({residence(10'000)}), 12);
    EXPECT_EQ(total_of({residence(30'000)}), 11);
}

// The programme of 14 million is not scored as a trait of its own there.
TEST(CalHhs, PublishedTotals_OfProgrammes) {
    EXPECT_EQ(total_of({residence(14'000'000)}), 2);
    EXPECT_EQ(total_of({residence(state)}, programme(2'700'000)), 5);
    EXPECT_EQ(total_of({residence(state)}, programme(5'500'000)), 4);
    EXPECT_EQ(total_of({residence(state)}, programme(1'000'000)), 5);
    EXPECT_EQ(total_of({residence(state)}, programme(13'000)), 10);
}

TEST(CalHhs, PublishedTotals_OfProgrammesByCounty) {
    EXPECT_EQ(total_of({residence(state), residence(1'163)}), 14);
    EXPECT_EQ(total_of({residence(1'163)}, programme(2'700'000)), 17);
    EXPECT_EQ(total_of({residence(1'163)}, programme(5'500'000)), 16);
    EXPECT_EQ(total_of({residence(1'163)}, programme(1'000'000)), 17);
    EXPECT_EQ(total_of({residence(1'163)}, programme(13'000)), 22);
}

TEST(CalHhs, PublishedTotals_OfPlans) {
    EXPECT_EQ(total_of({residence(10'000)}), 12);
    EXPECT_EQ(total_of({residence(30'000)}), 11);
    EXPECT_EQ(total_of({residence(10'000)}, programme(1'000'000)), 15);
    EXPECT_EQ(total_of({residence(30'000)}, programme(1'000'000)), 14);
    EXPECT_EQ(total_of({residence(150'000)}, programme(1'000'000)), 11);
    EXPECT_EQ(total_of({residence(150'000), residence(4'000)}, programme(1'000'000)), 17)
        << "the smallest area counts";
}

/// Points of one variable.
std::int64_t points(calhhs_basis basis, std::int64_t value = 0) {
    return sdc::score({.places = {residence(state)},
                       .variables = {{.name = "v", .basis = basis, .value = value}}})
        .value()
        .parts[3]
        .points;
}

TEST(CalHhs, PublishedPoints_OfVariables) {
    EXPECT_EQ(points(calhhs_basis::categories, 2), 3) << "legal classes: forensic, civil";
    EXPECT_EQ(points(calhhs_basis::categories, 6), 5) << "legal classes in six groups";
    EXPECT_EQ(points(calhhs_basis::population, 1'467'025), 2) << "veterans";
    EXPECT_EQ(points(calhhs_basis::population, 2'135'865), 2) << "associate degrees";
    EXPECT_EQ(points(calhhs_basis::population, 9'713'189), 1) << "no college";
    EXPECT_EQ(points(calhhs_basis::age_years, 3), 5) << "ages 12 to 14";
    EXPECT_EQ(points(calhhs_basis::age_years, 30), 1) << "ages 15 to 44";
    EXPECT_EQ(points(calhhs_basis::sex), 1);
    EXPECT_EQ(points(calhhs_basis::sexual_orientation), 2);
    EXPECT_EQ(points(calhhs_basis::gender_identity), 3);
    EXPECT_EQ(points(calhhs_basis::detailed_gender_identity), 5);
}

// Four people in a year, in a county of 1.1 million: by outcome (3, 1, 0), gender (4, 0), ten-year
// age band (2, 1, 1), month (four of 1).
calhhs_table founding(std::int64_t smallest, std::vector<calhhs_variable> variables = {},
                      calhhs_period period = calhhs_period::year) {
    return {.smallest_events = smallest,
            .period = period,
            .places = {residence(1'100'000)},
            .variables = std::move(variables),
            .victims_or_justice = true};
}

const calhhs_variable outcome{.name = "outcome", .basis = calhhs_basis::categories, .value = 3};
const calhhs_variable gender{.name = "gender", .basis = calhhs_basis::sex};
const calhhs_variable age{.name = "age", .basis = calhhs_basis::age_years, .value = 10};

TEST(CalHhs, TheFoundingCase) {
    EXPECT_EQ(total(founding(4)), 1);
    EXPECT_EQ(total(founding(0, {}, calhhs_period::month)), 9);
    EXPECT_EQ(total(founding(0, {outcome})), 8);
    EXPECT_EQ(total(founding(0, {gender})), 6);
    EXPECT_EQ(total(founding(1, {age})), 8);
    EXPECT_EQ(total(founding(0, {outcome, gender, age}, calhhs_period::month)), 20);
}

TEST(CalHhs, JusticeMasksWithinTheLimit) {
    const auto by_outcome = sdc::score(founding(0, {outcome})).value();
    EXPECT_TRUE(by_outcome.within_limit);
    EXPECT_TRUE(by_outcome.mask);
    auto ordinary = founding(0, {outcome});
    ordinary.victims_or_justice = false;
    EXPECT_FALSE(sdc::score(ordinary).value().mask);
    EXPECT_EQ(sdc::calhhs_mask.minimum, 11);
    EXPECT_EQ(sdc::calhhs_mask.zeros, sdc::zero_policy::show);
}

TEST(CalHhs, TheLimit_Is12) {
    const auto at = sdc::score({.smallest_events = 2, .places = {residence(10'000)}}).value();
    EXPECT_EQ(at.total, 12);
    EXPECT_TRUE(at.within_limit);
    EXPECT_FALSE(at.mask);
    const auto beyond = sdc::score({.smallest_events = 2,
                                    .period = calhhs_period::half_year,
                                    .places = {residence(250'000)},
                                    .variables = {gender}})
                            .value();
    EXPECT_EQ(beyond.total, 7 + 3 + 1 + 1 + 1);
    EXPECT_FALSE(beyond.within_limit);
    EXPECT_TRUE(beyond.mask);
}

TEST(CalHhs, EachPart_IsReportedWithItsReason) {
    const auto s = sdc::score(founding(0, {outcome, gender, age}, calhhs_period::month)).value();
    const std::vector<calhhs_part> parts{
        {"events", 7, "fewer than 11 events"},
        {"time", 5, "a month"},
        {"place", -3, "residence among 1,000,001 to 2,000,000 people"},
        {"outcome", 3, "fewer than 5 categories, of unknown population"},
        {"gender", 1, "sex: male or female"},
        {"age", 3, "age range of 6 to 10 years"},
        {"interaction", 4, "events, time, place and 3 variables or more"}};
    EXPECT_EQ(s.parts, parts);
    EXPECT_EQ(s.total, 20);
}

using ladder = std::vector<std::pair<std::int64_t, std::int64_t>>; // (number, points), at both
                                                                   // sides of each step

TEST(CalHhs, TheSteps) {
    const auto part = [](const calhhs_table& t, std::size_t i) {
        return sdc::score(t).value().parts[i].points;
    };
    for (const auto& [n, p] : ladder{
             {0, 7}, {10, 7}, {11, 5}, {99, 5}, {100, 3}, {999, 3}, {1000, 2}, {sdc::unlimited, 2}})
        EXPECT_EQ(part({.smallest_events = n, .places = {residence(1)}}, 0), p) << n;
    for (const auto& [n, p] : ladder{{1, 7},
                                     {4'000, 7},
                                     {4'001, 5},
                                     {20'000, 5},
                                     {20'001, 4},
                                     {50'000, 4},
                                     {50'001, 3},
                                     {100'000, 3},
                                     {100'001, 1},
                                     {250'000, 1},
                                     {250'001, 0},
                                     {560'000, 0},
                                     {560'001, -1},
                                     {1'000'000, -1},
                                     {1'000'001, -3},
                                     {2'000'000, -3},
                                     {2'000'001, -5},
                                     {sdc::unlimited, -5}})
        EXPECT_EQ(part({.places = {residence(n)}}, 2), p) << n;
    for (const auto& [n, p] : ladder{{1, 1},
                                     {20'000, 1},
                                     {20'001, 0},
                                     {250'000, 0},
                                     {250'001, -1},
                                     {560'000, -1},
                                     {560'001, -3},
                                     {1'000'000, -3},
                                     {1'000'001, -4},
                                     {2'000'000, -4},
                                     {2'000'001, -5}})
        EXPECT_EQ(part({.places = {{.kind = calhhs_place_kind::service, .population = n}}}, 2), p)
            << n;
    for (const auto& [n, p] :
         ladder{{1, 7}, {2, 7}, {3, 5}, {5, 5}, {6, 3}, {10, 3}, {11, 2}, {29, 2}, {30, 1}})
        EXPECT_EQ(points(calhhs_basis::age_years, n), p) << n;
    for (const auto& [n, p] : ladder{{20'000, 7},
                                     {20'001, 5},
                                     {100'000, 5},
                                     {100'001, 3},
                                     {300'000, 3},
                                     {300'001, 2},
                                     {4'000'000, 2},
                                     {4'000'001, 1}})
        EXPECT_EQ(points(calhhs_basis::population, n), p) << n;
    for (const auto& [n, p] : ladder{{1, 3}, {4, 3}, {5, 5}, {9, 5}, {10, 7}})
        EXPECT_EQ(points(calhhs_basis::categories, n), p) << n;
}

TEST(CalHhs, Addresses_Periods_AndInteractions) {
    const auto part = [](const calhhs_table& t, std::size_t from_end) {
        const auto s = sdc::score(t).value();
        return s.parts[s.parts.size() - from_end].points;
    };
    for (const auto& [kind, p] : std::vector<std::pair<calhhs_place_kind, std::int64_t>>{
             {calhhs_place_kind::address, 3},
             {calhhs_place_kind::rural_address, 5},
             {calhhs_place_kind::frontier_address, 7}})
        EXPECT_EQ(part({.places = {{.kind = kind}}}, 2), p);
    EXPECT_EQ(part({.places = {{.kind = calhhs_place_kind::service, .population = 10'000},
                               residence(30'000)}},
                   2),
              4)
        << "the riskiest";
    for (const auto& [period, p] :
         std::vector<std::pair<calhhs_period, std::int64_t>>{{calhhs_period::five_years, -5},
                                                             {calhhs_period::two_to_four_years, -3},
                                                             {calhhs_period::year, 0},
                                                             {calhhs_period::half_year, 3},
                                                             {calhhs_period::quarter, 4},
                                                             {calhhs_period::month, 5},
                                                             {calhhs_period::week, 5}})
        EXPECT_EQ(part({.period = period, .places = {residence(1)}}, 3), p);
    for (const auto& [events, p] : ladder{{0, 0}, {2, 0}, {3, -3}, {4, -3}, {5, -5}, {5000, -5}})
        EXPECT_EQ(part({.smallest_events = events, .places = {residence(1)}}, 1), p) << events;
    for (const auto& [n, p] : ladder{{1, 1}, {2, 2}, {3, 4}, {4, 4}}) {
        const std::vector<calhhs_variable> variables(static_cast<std::size_t>(n), gender);
        EXPECT_EQ(
            part({.smallest_events = 5000, .places = {residence(1)}, .variables = variables}, 1), p)
            << n;
    }
}

TEST(CalHhs, OfATable_WhatIsNotKnownIsCounted) {
    const auto t = support::cross({{0, 7}, {3, 0}, {9, 4}}, {.row = sdc::role::time});
    const auto seen = sdc::calhhs_table_of(t, {.period = calhhs_period::month,
                                               .places = {residence(9)},
                                               .variables = {},
                                               .victims_or_justice = true});
    EXPECT_EQ(seen.smallest_events, 3) << "of somebody";
    EXPECT_EQ(seen.period, calhhs_period::month);
    EXPECT_TRUE(seen.victims_or_justice);
    ASSERT_EQ(seen.variables.size(), 1U) << "rows are times";
    EXPECT_EQ(seen.variables[0].name, "c");
    EXPECT_EQ(seen.variables[0].basis, calhhs_basis::categories);
    EXPECT_EQ(seen.variables[0].value, 2);
    const auto known =
        sdc::calhhs_table_of(t, {.variables = {{.name = "c", .basis = calhhs_basis::sex}}});
    ASSERT_EQ(known.variables.size(), 1U);
    EXPECT_EQ(known.variables[0].basis, calhhs_basis::sex);
    EXPECT_EQ(sdc::calhhs_table_of(support::series({0, 0}), {}).smallest_events, 0);
    EXPECT_TRUE(sdc::calhhs_table_of(support::series({}), {}).variables.empty()) << "a total";
}

TEST(CalHhs, BadInput_IsNamed) {
    const std::vector<std::pair<calhhs_table, std::string>> wrong{
        {{.smallest_events = -1, .places = {residence(1)}}, "calhhs_table.smallest_events"},
        {{.smallest_events = 1}, "calhhs_table.places"},
        {{.places = {residence(9), residence(0)}}, "calhhs_place.population"},
        {{.places = {{.kind = calhhs_place_kind::service, .population = -5}}},
         "calhhs_place.population"},
        {{.places = {residence(9)},
          .variables = {{.name = "age", .basis = calhhs_basis::age_years}}},
         "calhhs_variable.value of \"age\""},
        {{.places = {residence(9)}, .variables = {{.name = "class", .value = -2}}},
         "calhhs_variable.value of \"class\""}};
    for (const auto& [table, field] : wrong) {
        const auto outcome_of = sdc::score(table);
        ASSERT_THAT(outcome_of, HasErrc(errc::bad_argument)) << field;
        EXPECT_EQ(outcome_of.error().message, field);
    }
    EXPECT_THAT(sdc::check(founding(0, {gender})), IsOk());
}

} // namespace
