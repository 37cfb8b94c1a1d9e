/// The Publication Scoring Criteria of the California Health and Human Services Agency: points for
/// a table by how small its cells are and how much it says of the people in it. Its authors: an
/// example of a method, that should not by itself be an absolute gateway.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>
#include <sdc/rule/threshold.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// Points of numbers up to and including `at_most` that no step before has.
struct point_step {
    std::int64_t at_most = unlimited;
    int points = 0;
    std::string_view why;
};

/// The criteria as data. Where two bands of the source share a number (250,000), it gets the higher
/// points. Source: chhsdata/calhhs_data_kb at eac16c2, Data De-Identification Guidelines,
/// Publication Scoring Criteria, the tables on events, age range, statewide population, other
/// variables, residence geography, service geography.
inline constexpr std::array<point_step, 4> calhhs_events{{{10, 7, "fewer than 11 events"},
                                                          {99, 5, "11 to 99 events"},
                                                          {999, 3, "100 to 999 events"},
                                                          {unlimited, 2, "1,000 events or more"}}};
inline constexpr std::array<point_step, 5> calhhs_age_years{
    {{2, 7, "age range of 1 or 2 years"},
     {5, 5, "age range of 3 to 5 years"},
     {10, 3, "age range of 6 to 10 years"},
     {29, 2, "age range of 11 to 29 years"},
     {unlimited, 1, "age range of more than 29 years"}}};
inline constexpr std::array<point_step, 5> calhhs_trait_population{
    {{20'000, 7, "smallest group of up to 20,000 people"},
     {100'000, 5, "smallest group of 20,001 to 100,000 people"},
     {300'000, 3, "smallest group of 100,001 to 300,000 people"},
     {4'000'000, 2, "smallest group of 300,001 to 4,000,000 people"},
     {unlimited, 1, "smallest group of more than 4,000,000 people"}}};
inline constexpr std::array<point_step, 3> calhhs_categories{
    {{4, 3, "fewer than 5 categories, of unknown population"},
     {9, 5, "5 to 9 categories, of unknown population"},
     {unlimited, 7, "10 or more categories, of unknown population"}}};
inline constexpr std::array<point_step, 9> calhhs_residence{
    {{4'000, 7, "residence among up to 4,000 people"},
     {20'000, 5, "residence among 4,001 to 20,000 people"},
     {50'000, 4, "residence among 20,001 to 50,000 people"},
     {100'000, 3, "residence among 50,001 to 100,000 people"},
     {250'000, 1, "residence among 100,001 to 250,000 people"},
     {560'000, 0, "residence among 250,001 to 560,000 people"},
     {1'000'000, -1, "residence among 560,001 to 1,000,000 people"},
     {2'000'000, -3, "residence among 1,000,001 to 2,000,000 people"},
     {unlimited, -5, "residence among more than 2,000,000 people"}}};
inline constexpr std::array<point_step, 6> calhhs_service{
    {{20'000, 1, "service region of up to 20,000 people"},
     {250'000, 0, "service region of 20,001 to 250,000 people"},
     {560'000, -1, "service region of 250,001 to 560,000 people"},
     {1'000'000, -3, "service region of 560,001 to 1,000,000 people"},
     {2'000'000, -4, "service region of 1,000,001 to 2,000,000 people"},
     {unlimited, -5, "service region of more than 2,000,000 people"}}};

/// A table is released as it is with up to this many points.
inline constexpr std::int64_t calhhs_release_limit = 12;

/// What is masked with more: counts of 1 to 10; 0 is shown. The source's own rule for complementary
/// cells is left out: `suppress` proves that the suppressed cells cannot be inferred, which that
/// rule does not.
inline constexpr threshold calhhs_mask{.minimum = 11};

/// The time that one count covers.
enum class calhhs_period : std::uint8_t {
    five_years,
    two_to_four_years,
    year,
    half_year,
    quarter,
    month,
    week
};

enum class calhhs_place_kind : std::uint8_t {
    residence,
    service,
    address,
    rural_address,
    frontier_address
};

/// One area of a table, or the population that stands for it, such as the members of a health plan.
struct calhhs_place {
    calhhs_place_kind kind = calhhs_place_kind::residence;
    std::int64_t population = 0; ///< At least 1; of addresses it is not asked.
};

enum class calhhs_basis : std::uint8_t {
    sex,                      ///< Male or female.
    sexual_orientation,       ///< Straight, gay or lesbian, bisexual, asexual.
    gender_identity,          ///< Male, female, transgender or non-binary.
    detailed_gender_identity, ///< With the last of these split further.
    age_years,                ///< `value`: years of the narrowest band.
    population,               ///< `value`: people of the whole state in the smallest group.
    categories,               ///< `value`: number of groups, where their population is not known.
};

/// A variable of the table other than events, time and place. Of several categories the riskiest
/// counts.
struct calhhs_variable {
    std::string name;
    calhhs_basis basis = calhhs_basis::categories;
    std::int64_t value = 0; ///< At least 1 where the basis has one.
};

/// A table whose variables are crossed with each other. Variables side by side, not crossed, are
/// tables of their own.
struct calhhs_table {
    std::int64_t smallest_events = 0; ///< Of its cells, at least 0.
    calhhs_period period = calhhs_period::year;
    std::vector<calhhs_place> places = {}; ///< At least one; the riskiest counts.
    std::vector<calhhs_variable> variables = {};
    bool victims_or_justice = false; ///< Victims of crime, or people involved with justice: small
                                     ///< counts are masked whatever the points.
};

struct calhhs_part {
    std::string name;
    std::int64_t points = 0;
    std::string why;
    bool operator==(const calhhs_part&) const = default;
};

/// For the disclosure officer: the parts imply in which band the smallest cell is.
struct calhhs_score {
    std::vector<calhhs_part>
        parts;                 ///< Events, time, place, the variables in their order, interaction.
    std::int64_t total = 0;    ///< The sum of the parts.
    bool within_limit = false; ///< total <= calhhs_release_limit
    bool mask = false; ///< `calhhs_mask` is asked for: beyond the limit, or victims or justice.
};

namespace detail {

[[nodiscard]] inline calhhs_part score_step(std::string name, std::span<const point_step> steps,
                                            std::int64_t value) {
    const auto step =
        std::ranges::find_if(steps, [value](const point_step& s) { return value <= s.at_most; });
    return {.name = std::move(name), .points = step->points, .why = std::string(step->why)};
}

[[nodiscard]] inline calhhs_part score_period(calhhs_period period) {
    constexpr std::array<point_step, 7> steps{
        {{0, -5, "5 years together"},
         {1, -3, "2 to 4 years together"},
         {2, 0, "a year"},
         {3, 3, "half a year"},
         {4, 4, "a quarter"},
         {5, 5, "a month"},
         {unlimited, 5, "a week, which gets no more than a month"}}};
    return score_step("time", steps, static_cast<std::int64_t>(period));
}

[[nodiscard]] inline calhhs_part score_place(const calhhs_place& place) {
    switch (place.kind) {
    case calhhs_place_kind::service: return score_step("place", calhhs_service, place.population);
    case calhhs_place_kind::address:
        return {.name = "place", .points = 3, .why = "address of a service"};
    case calhhs_place_kind::rural_address:
        return {.name = "place", .points = 5, .why = "address of a service in a rural area"};
    case calhhs_place_kind::frontier_address:
        return {.name = "place", .points = 7, .why = "address of a service in a frontier area"};
    case calhhs_place_kind::residence: break;
    }
    return score_step("place", calhhs_residence, place.population);
}

[[nodiscard]] inline calhhs_part score_variable(const calhhs_variable& v) {
    switch (v.basis) {
    case calhhs_basis::sex: return {.name = v.name, .points = 1, .why = "sex: male or female"};
    case calhhs_basis::sexual_orientation:
        return {.name = v.name, .points = 2, .why = "sexual orientation"};
    case calhhs_basis::gender_identity:
        return {.name = v.name, .points = 3, .why = "gender identity"};
    case calhhs_basis::detailed_gender_identity:
        return {.name = v.name, .points = 5, .why = "gender identity in detail"};
    case calhhs_basis::age_years: return score_step(v.name, calhhs_age_years, v.value);
    case calhhs_basis::population: return score_step(v.name, calhhs_trait_population, v.value);
    case calhhs_basis::categories: break;
    }
    return score_step(v.name, calhhs_categories, v.value);
}

[[nodiscard]] inline calhhs_part score_interaction(std::size_t variables,
                                                   std::int64_t smallest_events) {
    const auto part = [](std::int64_t points, const char* why) {
        return calhhs_part{.name = "interaction", .points = points, .why = why};
    };
    if (variables == 1) return part(1, "events, time, place and 1 variable");
    if (variables == 2) return part(2, "events, time, place and 2 variables");
    if (variables > 2) return part(4, "events, time, place and 3 variables or more");
    if (smallest_events >= 5) return part(-5, "only events (5 or more), time and place");
    if (smallest_events >= 3) return part(-3, "only events (3 or more), time and place");
    return part(0, "only events, time and place");
}

[[nodiscard]] inline bool has_value(calhhs_basis basis) noexcept {
    return basis >= calhhs_basis::age_years;
}

[[nodiscard]] inline bool has_population(calhhs_place_kind kind) noexcept {
    return kind <= calhhs_place_kind::service;
}

} // namespace detail

/// Errors: bad_argument for a negative number of events, no place, or a population, width or number
/// of categories below 1.
[[nodiscard]] inline result<void> check(const calhhs_table& t) {
    const auto refuse = [](const char* field, std::string found, const char* wanted,
                           const std::string& of = {}) {
        return error{.code = errc::bad_argument,
                     .message = field + of,
                     .field = field,
                     .rule = "calhhs",
                     .found = std::move(found),
                     .wanted = wanted};
    };
    if (t.smallest_events < 0)
        return refuse("calhhs_table.smallest_events", "a negative number", "at least 0");
    if (t.places.empty()) return refuse("calhhs_table.places", "none", "at least one");
    for (const auto& place : t.places) {
        if (detail::has_population(place.kind) && place.population < 1)
            return refuse("calhhs_place.population", std::to_string(place.population),
                          "at least 1");
    }
    for (const auto& v : t.variables) {
        if (detail::has_value(v.basis) && v.value < 1)
            return refuse("calhhs_variable.value", std::to_string(v.value), "at least 1",
                          " of " + detail::quoted(v.name));
    }
    return {};
}

/// The table as the criteria see it: of what is `known`, the time, places and variables, with the
/// least count of somebody, and every other dimension that is not a time and has more than its
/// total by its number of leaf codes. O(cells).
[[nodiscard]] inline calhhs_table calhhs_table_of(const table& counts, calhhs_table known) {
    for (const auto& d : counts.cube().dimensions()) {
        if (d.role == role::time || d.codes.size() == 1 ||
            std::ranges::find(known.variables, d.name, &calhhs_variable::name) !=
                known.variables.end())
            continue;
        std::int64_t leaves = 0;
        for (code_index i = 0; i < d.codes.size(); ++i) leaves += d.codes.is_leaf(i) ? 1 : 0;
        known.variables.push_back({.name = d.name, .value = leaves});
    }
    auto least = unlimited;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        if (const auto n = counts.contributors(cell); n > 0) least = std::min(least, n);
    }
    known.smallest_events = least == unlimited ? 0 : least;
    return known;
}

/// The points of a table, part by part. What the number does not say: who could be identified, or
/// what is learnt. A table where everyone of a group is in one category can stay within the limit:
/// look at group disclosure together with it. The bands are of California's people. More than three
/// variables get the points of three, as the source has no more. There, a variable it does not name
/// is reviewed case by case before its points count; here it is not. Errors: as `check`.
/// Deterministic. Complexity: O(places + variables). Reference: as the tables above; interactions:
/// the table on variable interactions; time: the table on the reporting period.
[[nodiscard]] inline result<calhhs_score> score(const calhhs_table& t) {
    if (const auto fine = check(t); !fine) return fine.error();
    calhhs_score s;
    s.parts.push_back(detail::score_step("events", calhhs_events, t.smallest_events));
    s.parts.push_back(detail::score_period(t.period));
    auto riskiest = detail::score_place(t.places.front());
    for (const auto& place : t.places) {
        if (auto part = detail::score_place(place); part.points > riskiest.points)
            riskiest = std::move(part);
    }
    s.parts.push_back(std::move(riskiest));
    for (const auto& v : t.variables) s.parts.push_back(detail::score_variable(v));
    s.parts.push_back(detail::score_interaction(t.variables.size(), t.smallest_events));
    for (const auto& part : s.parts) s.total += part.points;
    s.within_limit = s.total <= calhhs_release_limit;
    s.mask = !s.within_limit || t.victims_or_justice;
    return s;
}

} // namespace sdc::inline v0
