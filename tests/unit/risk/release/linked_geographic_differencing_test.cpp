#include <sdc/risk/release/linked_geographic_differencing.hpp>

#include "support/generators.hpp"
#include "support/history.hpp"
#include "support/matchers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::HasErrc;
using support::history;
using support::people;

std::vector<sdc::interval> counts_of(const history& h) {
    std::vector<sdc::interval> counts;
    for (std::size_t k = 0; k < h.sources.size(); ++k) {
        for (sdc::cell_index cell = 0; cell < h.sources[k].counts->size(); ++cell) {
            const auto n = h.sources[k].counts->value(cell);
            counts.push_back(k < h.released ? sdc::interval{.low = n, .high = n} : sdc::interval{});
        }
    }
    return counts;
}

/// "x + y - z": the names of cells with their signs.
std::string write(const history& h, const sdc::linear_form& what) {
    std::string text;
    for (const auto& [cell, times] : what)
        text += (times > 0 ? (text.empty() ? "" : " + ") : " - ") + sdc::describe(*h.tables, cell);
    return text;
}

/// a: under 20, b, c, d: 20, 21 to 23, 24, e: 25 to 39. One release has under 25, the other under
/// 20, and nothing names 20 to 24, but single years are known of both.
people single_years() {
    return {.names = {"age", "sex"},
            .letters = {"abcde", "mf"},
            .counts = {7, 9, 1, 0, 1, 1, 0, 1, 12, 15}};
}
const auto years_of_first = support::grouped("age", {"abcd", "e"});
const auto years_of_second = support::grouped("age", {"a", "bcde"});

TEST(LinkedGeographicDifferencing, WhoIsBetweenTwoBandsFollowsThoughNoCodeNamesThem) {
    const auto all = single_years();
    const auto sex = support::flat("sex", {"m", "f"});
    const history h({tabulate(all, "first", {support::flat("age", {"abcd", "e"}), sex}),
                     tabulate(all, "second", {sex, support::flat("age", {"a", "bcde"})}),
                     tabulate(all, "", {years_of_first}), tabulate(all, "", {years_of_second})},
                    2);
    const auto found =
        sdc::find_zone_differences(*h.tables, counts_of(h), {.fewer_than = 5}).value();
    EXPECT_TRUE(found.complete);
    std::map<std::string, std::int64_t> told;
    for (const auto& d : found.found) told[write(h, d.what)] = d.people;
    const std::map<std::string, std::int64_t> wanted{
        {"first: age=abcd, sex=T - second: sex=T, age=a", 4},
        {"first: age=abcd, sex=m - second: sex=m, age=a", 2},
        {"first: age=abcd, sex=f - second: sex=f, age=a", 2},
        {"second: sex=T, age=bcde - first: age=e, sex=T", 4},
        {"second: sex=m, age=bcde - first: age=e, sex=m", 2},
        {"second: sex=f, age=bcde - first: age=e, sex=f", 2}};
    EXPECT_EQ(told, wanted);
    // An intruder of both is scored by it.
    const auto scored =
        sdc::score_sequence(2, h.known(),
                            {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 3})
            .value();
    EXPECT_EQ(scored.residual_groups.size(), 4U) << "each sex, in two ways";
    ASSERT_TRUE(scored.smallest);
    EXPECT_EQ(scored.smallest->count.high, 2);
    EXPECT_EQ(scored.smallest->from, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(scored.after[2].risk.one_in, 2);
    EXPECT_EQ(scored.after[1].risk.one_in, 9) << "the men of under 25";
    EXPECT_TRUE(sdc::score_sequence(
                    2, h.known(),
                    {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 3, .most_zones = 0})
                    .value()
                    .residual_groups.empty());
}

TEST(LinkedGeographicDifferencing, ARestThatACodeNamesIsLeftToItsCell) {
    const auto all = single_years();
    const support::shown_dimension names_it{.name = "age",
                                            .codes = {{"T", ""},
                                                      {"abcd", "T"},
                                                      {"a", "abcd"},
                                                      {"bcd", "abcd"},
                                                      {"b", "bcd"},
                                                      {"c", "bcd"},
                                                      {"d", "bcd"},
                                                      {"e", "T"}}};
    const history h({tabulate(all, "first", {support::flat("age", {"abcd", "e"})}),
                     tabulate(all, "second", {support::flat("age", {"a", "bcde"})}),
                     tabulate(all, "", {names_it}), tabulate(all, "", {years_of_second}),
                     tabulate(all, "", {years_of_first})},
                    2);
    EXPECT_TRUE(sdc::find_zone_differences(*h.tables, counts_of(h), {.fewer_than = 100})
                    .value()
                    .found.empty());
}

TEST(LinkedGeographicDifferencing, WhatIsOpenOrOfOtherAtomsIsNotCompared) {
    const auto all = single_years();
    const history h({tabulate(all, "first", {support::flat("age", {"abcd", "e"})}),
                     tabulate(all, "second", {support::flat("age", {"a", "bcde"})}),
                     tabulate(all, "", {years_of_first}), tabulate(all, "", {years_of_second})},
                    2);
    auto counts = counts_of(h);
    EXPECT_EQ(sdc::find_zone_differences(*h.tables, counts, {.fewer_than = 5}).value().found.size(),
              2U);
    counts[h.tables->offset(1) + 2].high += 1;
    EXPECT_TRUE(
        sdc::find_zone_differences(*h.tables, counts, {.fewer_than = 5}).value().found.empty());
    const history unknown({tabulate(all, "first", {support::flat("age", {"abcd", "e"})}),
                           tabulate(all, "second", {support::flat("age", {"a", "bcde"})})},
                          2);
    EXPECT_TRUE(sdc::find_zone_differences(*unknown.tables, counts_of(unknown), {.fewer_than = 5})
                    .value()
                    .found.empty())
        << "names are not taken apart";
    EXPECT_THAT(sdc::find_zone_differences(*h.tables, {}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::find_zone_differences(*h.tables, counts_of(h), {.fewer_than = 1}),
                HasErrc(sdc::errc::bad_argument));
}

/// Some table divides a zone further than another.
TEST(LinkedGeographicDifferencing, TheFinestDivisionCounts) {
    const people all{.names = {"zone"}, .letters = {"abcdef"}, .counts = {12, 8, 20, 22, 2, 28}};
    const support::shown_dimension coarse{
        .name = "zone",
        .codes =
            {{"T", ""}, {"a", "T"}, {"bcde", "T"}, {"1bc", "bcde"}, {"1de", "bcde"}, {"f", "T"}}},
        fine = support::grouped("zone", {"a", "bcde", "f"}),
        squares = support::grouped("zone", {"ab", "cd", "ef"});
    const history h({tabulate(all, "squares", {support::flat("zone", {"ab", "cd", "ef"})}),
                     tabulate(all, "districts", {support::flat("zone", {"a", "bcde", "f"})}),
                     tabulate(all, "", {coarse}), tabulate(all, "", {fine}),
                     tabulate(all, "", {squares})},
                    2);
    EXPECT_EQ(sdc::find_zone_differences(*h.tables, counts_of(h), {.fewer_than = 14})
                  .value()
                  .found.size(),
              1U);
}

/// A zone of one atom can have a name of its own.
TEST(LinkedGeographicDifferencing, AZoneOfOneAtomIsThatAtom) {
    const people all{.names = {"zone"}, .letters = {"abcdef"}, .counts = {12, 8, 20, 22, 2, 28}};
    const auto squares = support::grouped("zone", {"ab", "cd", "ef"}),
               districts = support::grouped("zone", {"a1", "bcde", "f1"});
    const history h({tabulate(all, "squares", {support::flat("zone", {"ab", "cd", "ef"})}),
                     tabulate(all, "districts", {support::flat("zone", {"a1", "bcde", "f1"})}),
                     tabulate(all, "", {squares}), tabulate(all, "", {districts})},
                    2);
    const auto found =
        sdc::find_zone_differences(*h.tables, counts_of(h), {.fewer_than = 14}).value();
    ASSERT_EQ(found.found.size(), 1U) << "b and e; each alone is a cell";
    EXPECT_EQ(write(h, found.found[0].what), "districts: zone=bcde - squares: zone=cd");
    EXPECT_EQ(found.found[0].people, 10);
}

/// The definition over random divisions of seven atoms: every union of one or two zones less all
/// zones of the other table within it, that leaves few people and is not the union of rests that do
/// not touch.
TEST(LinkedGeographicDifferencing, EveryRestIsTrueAndTheSmallOnesOfTwoZonesAreThere) {
    support::splitmix64 random(91);
    int met = 0;
    for (int round = 0; round < 200; ++round) {
        const std::string letters = "abcdefg";
        const auto all = support::random_people(random.next(), {"zone", "sex"}, {letters, "mf"},
                                                {.most = 60, .zero_percent = 30});
        const auto divide = [&] {
            std::vector<std::string> zones(2 + random.below(4));
            for (const auto atom : letters) zones[random.below(zones.size())] += atom;
            std::erase(zones, "");
            return zones;
        };
        const auto first = divide(), second = divide();
        const auto sex = support::flat("sex", {"m", "f"});
        const history h({tabulate(all, "first", {support::flat("zone", first), sex}),
                         tabulate(all, "second", {support::flat("zone", second), sex}),
                         tabulate(all, "", {support::grouped("zone", first)}),
                         tabulate(all, "", {support::grouped("zone", second)})},
                        2);
        const auto found =
            sdc::find_zone_differences(*h.tables, counts_of(h), {.fewer_than = 4, .most_zones = 2})
                .value();
        std::set<std::pair<std::string, std::string>> told; // atoms of the rest, sex
        for (const auto& d : found.found) {
            std::set<char> rest;
            std::string code_of_sex;
            std::int64_t people = 0;
            for (const auto& [cell, times] : d.what) {
                const auto codes =
                    support::codes_of(h.tables->cube(h.tables->table_of(cell)),
                                      cell - h.tables->offset(h.tables->table_of(cell)));
                people += times * h.value({{cell, 1}});
                code_of_sex = codes[1].second;
                for (const auto atom : codes[0].second) {
                    if (times > 0)
                        rest.insert(atom);
                    else
                        ASSERT_EQ(rest.erase(atom), 1U) << "within";
                }
            }
            ASSERT_EQ(people, d.people);
            ASSERT_GE(people, 1);
            ASSERT_LT(people, 4);
            told.emplace(std::string(rest.begin(), rest.end()), code_of_sex);
        }
        const auto look = [&](const std::vector<std::string>& outer,
                              const std::vector<std::string>& inner) {
            for (std::size_t i = 0; i < outer.size(); ++i) {
                for (std::size_t j = i; j < outer.size(); ++j) {
                    const auto chosen = i == j ? outer[i] : outer[i] + outer[j];
                    std::set<char> rest(chosen.begin(), chosen.end());
                    bool any = false, across = i == j;
                    for (const auto& zone : inner) {
                        if (!std::ranges::all_of(zone, [&](char atom) {
                                return chosen.find(atom) != std::string::npos;
                            }))
                            continue;
                        any = true;
                        across = across || (std::ranges::any_of(zone,
                                                                [&](char a) {
                                                                    return outer[i].find(a) !=
                                                                           std::string::npos;
                                                                }) &&
                                            std::ranges::any_of(zone, [&](char a) {
                                                return outer[j].find(a) != std::string::npos;
                                            }));
                        for (const auto atom : zone) rest.erase(atom);
                    }
                    const std::string left(rest.begin(), rest.end());
                    const auto sorted = [](std::string s) {
                        std::ranges::sort(s);
                        return s;
                    };
                    const bool named =
                        left.size() < 2 ||
                        std::ranges::any_of(first,
                                            [&](const auto& z) { return sorted(z) == left; }) ||
                        std::ranges::any_of(second,
                                            [&](const auto& z) { return sorted(z) == left; });
                    if (!any || !across || left.empty()) continue;
                    for (const std::string code : {"T", "m", "f"}) {
                        const auto n =
                            support::count(all, all.counts, {{"zone", left}, {"sex", code}}, {});
                        // Atoms are named by tables without sex.
                        const bool is_cell =
                            named && (code == "T" || left.size() > 1 ||
                                      std::ranges::find(first, left) != first.end() ||
                                      std::ranges::find(second, left) != second.end());
                        if (n < 1 || n >= 4) continue;
                        ASSERT_EQ(told.contains({left, code}), !is_cell)
                            << left << ' ' << code << ", round " << round;
                        ++met;
                    }
                }
            }
        };
        look(first, second);
        look(second, first);
    }
    EXPECT_GT(met, 200);
}

} // namespace
