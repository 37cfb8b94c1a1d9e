#include <sdc/risk/table/cell.hpp>
#include <sdc/rule/evaluate.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace {

using sdc::cell_risk_options;
using sdc::risk_channel;
using support::HasErrc;

struct expected_score {
    std::size_t row, column;
    std::int64_t one_in;
};

void expect_scores(const sdc::table& t, std::int64_t coalition,
                   const std::vector<expected_score>& expected) {
    const auto found = sdc::score_cells(t, {.coalition = coalition});
    ASSERT_THAT(found, support::IsOk());
    for (const auto& e : expected)
        EXPECT_EQ((*found)[support::cross_cell(t, e.row, e.column)].one_in, e.one_in)
            << "row " << e.row << ", column " << e.column;
}

// Married, divorced, single by full and part time: Handbook on Statistical Disclosure Control, 2nd
// edition, 5.2. Hours are the attribute.
const auto hours = support::cross({{6, 0}, {5, 1}, {2, 2}}, {.column = sdc::role::sensitive});
// Marital status by sex: the same. Either is an attribute.
const auto sexes = support::cross({{38, 17}, {7, 4}, {3, 1}});

TEST(CellRisk, ScoresMaritalStatusByHours) {
    expect_scores(hours, 0,
                  {{0, 0, 1}, {0, 1, sdc::unlimited}, {1, 0, 2}, {1, 1, 1}, {2, 0, 2}, {2, 1, 2}});
    expect_scores(hours, 1,
                  {{0, 0, 1}, {0, 1, sdc::unlimited}, {1, 0, 1}, {1, 1, 1}, {2, 0, 1}, {2, 1, 1}});
}

TEST(CellRisk, ScoresMaritalStatusBySex) {
    expect_scores(sexes, 0, {{0, 0, 11}, {0, 1, 6}, {1, 0, 5}, {1, 1, 4}, {2, 0, 2}, {2, 1, 1}});
    expect_scores(sexes, 1, {{0, 0, 10}, {0, 1, 5}, {1, 0, 4}, {1, 1, 3}, {2, 0, 1}, {2, 1, 1}});
}

/// 1 / score of the first cell of a series by the channel `attribute` alone.
std::int64_t attribute_of(const std::vector<std::int64_t>& counts, std::int64_t coalition) {
    auto found = sdc::unlimited;
    sdc::for_each_risk(support::series(counts), 1, {.coalition = coalition}, sdc::unlimited - 1,
                       [&](const sdc::cell_risk& r) {
                           if (r.channel == risk_channel::attribute) found = r.one_in;
                       });
    return found;
}

TEST(CellRisk, FoundingCase) {
    // Four incidents: outcomes 3, 1, 0 and genders 4, 0; the one of another outcome learns that of
    // all others.
    const auto outcome = sdc::score_cells(support::series({3, 1, 0})).value();
    EXPECT_EQ(outcome[1],
              (sdc::cell_risk{.one_in = 1, .channel = risk_channel::attribute, .group = 0}));
    EXPECT_EQ(attribute_of({3, 1, 0}, 0), 2);
    EXPECT_EQ(sdc::score_cells(support::series({4, 0}), {.coalition = 0}).value()[1].one_in, 1)
        << "known of everyone in it";
    // Four months of one each: an outsider .250, one of them .333.
    EXPECT_EQ(attribute_of({1, 1, 1, 1}, 0), 4);
    EXPECT_EQ(attribute_of({1, 1, 1, 1}, 1), 3);
    // Their ages, 2, 1, 1: a third for an outsider, a half for one of them.
    EXPECT_EQ(attribute_of({2, 1, 1}, 0), 3);
    EXPECT_EQ(attribute_of({2, 1, 1}, 1), 2);
    // The total names nothing that could be learned, and is one of very many; unless more is told
    // of the four elsewhere.
    const std::vector<std::int64_t> million(5, 1'100'000);
    const auto months = support::series({1, 1, 1, 1});
    EXPECT_EQ(sdc::score_cells(months, {.population = million}).value()[0],
              (sdc::cell_risk{.one_in = 1'100'000, .channel = risk_channel::population}));
    EXPECT_EQ(sdc::score_cells(months, {.disclosed_by_linked_tables = true}).value()[0],
              (sdc::cell_risk{.one_in = 3, .channel = risk_channel::identity}));
}

/// All four had one outcome, and no file names another: it could have occurred.
TEST(CellRisk, TheOnlyCodeThatOccursTellsOfEverybody) {
    sdc::dimension outcome = support::flat("outcome", 1);
    const auto of = [&] {
        return sdc::table::make(sdc::cube::make({outcome}).value(), {.values = {4, 4}}).value();
    };
    EXPECT_EQ(sdc::score_cells(of(), {.coalition = 0}).value()[1].one_in, sdc::unlimited)
        << "a list says that there is no other";
    outcome.codes_from_data = true;
    EXPECT_EQ(sdc::score_cells(of(), {.coalition = 0}).value()[1],
              (sdc::cell_risk{.one_in = 1, .channel = risk_channel::attribute, .group = 0}));
    int certain = 0;
    sdc::for_each_risk(of(), 1, {.coalition = 0}, 1, [&](const sdc::cell_risk&) { ++certain; });
    EXPECT_EQ(certain, 1);
}

TEST(CellRisk, LargeCellsAndTheirMinorities) {
    // risk-scoring: 120 and 80 of 200 pass, 998 of 1000 are nearly all, 52 and 48 pass.
    const auto of = [](std::int64_t a, std::int64_t b) {
        return sdc::score_cells(support::series({a, b}), {.coalition = 0}).value()[1].one_in;
    };
    EXPECT_EQ(of(120, 80), 81);
    EXPECT_EQ(of(80, 120), 80);
    EXPECT_EQ(of(998, 2), 3);
    EXPECT_EQ(of(52, 48), 49);
    EXPECT_EQ(attribute_of({120, 80}, 0), 81) << ".012";
    EXPECT_EQ(attribute_of({80, 120}, 0), 121) << ".008";
}

/// All of a column are of one row: where only columns are learned, that tells nothing.
TEST(CellRisk, OnlySensitiveDimensionsAreLearned) {
    const std::vector<std::vector<std::int64_t>> counts{{9, 20}, {0, 30}};
    const auto of = [&](support::cross_roles roles) {
        return sdc::score_cells(support::cross(counts, roles), {.coalition = 0}).value()[4];
    };
    EXPECT_EQ(of({}),
              (sdc::cell_risk{.one_in = 1, .channel = risk_channel::attribute, .group = 1}));
    EXPECT_EQ(of({.column = sdc::role::sensitive}),
              (sdc::cell_risk{.one_in = 9, .channel = risk_channel::identity}));
}

/// Where a column can hold but one row, to be of that row is no news: the group is everybody.
TEST(CellRisk, TheOnlyPossiblePartIsTheSamePeople) {
    const std::vector<std::vector<std::int64_t>> counts{{9, 20}, {0, 30}};
    const auto of = [&](std::vector<sdc::cell_index> zeros) {
        return sdc::score_cells(
                   support::cross(counts, {.row = sdc::role::sensitive}, std::move(zeros)),
                   {.coalition = 0})
            .value()[4];
    };
    EXPECT_EQ(of({}).one_in, 1);
    EXPECT_EQ(of({7}), (sdc::cell_risk{.one_in = 9, .channel = risk_channel::identity}));
}

TEST(CellRisk, ThatNearlyEveryoneIsInALargeCellIsNoNews) {
    const auto of = [](std::int64_t bound) {
        return sdc::score_cells(support::series({998, 2}), {.coalition = 0, .upper_bound = bound})
            .value();
    };
    EXPECT_EQ(of(998)[1],
              (sdc::cell_risk{.one_in = 3, .channel = risk_channel::attribute, .group = 0}));
    EXPECT_EQ(of(997)[1], (sdc::cell_risk{.one_in = 998, .channel = risk_channel::identity}));
    EXPECT_EQ(of(1)[2].one_in, 2) << "the two are found as before";
    const auto zeros =
        sdc::score_cells(support::series({998, 0}),
                         {.coalition = 0, .zeros_are_disclosive = true, .upper_bound = 1})
            .value();
    EXPECT_EQ(zeros[2], (sdc::cell_risk{
                            .one_in = 1, .channel = risk_channel::negative_attribute, .group = 0}))
        << "of absence it says nothing";
    EXPECT_THAT(sdc::score_cells(support::series({998, 2}), {.upper_bound = 0}),
                HasErrc(sdc::errc::bad_argument));
}

/// Person by person: a coalition of any k of the group leaves out itself. The fewest who are left
/// are those among whom somebody is hidden, or who contradict that everyone left is of the
/// category. With nobody to contradict it is certain, and that is what the rule flags (Lupp and
/// Langsrud 2021).
TEST(CellRisk, IsWhatTheWorstCoalitionSees) {
    support::splitmix64 random(6);
    int certain = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<std::int64_t> counts;
        for (std::size_t i = 0; i < 2 + random.below(3); ++i)
            counts.push_back(static_cast<std::int64_t>(random.below(4)));
        std::vector<std::size_t> categories; // of each person
        for (std::size_t i = 0; i < counts.size(); ++i)
            categories.insert(categories.end(), static_cast<std::size_t>(counts[i]), i);
        const auto t = support::series(counts);
        for (int k = 0; k <= 3; ++k) {
            const auto flagged =
                sdc::evaluate(t, std::vector<sdc::rule>{sdc::group_disclosure{.coalition = k}})
                    .value();
            for (std::size_t i = 0; i < counts.size(); ++i) {
                if (counts[i] == 0) continue;
                std::int64_t hidden = sdc::unlimited, contradict = sdc::unlimited;
                for (unsigned out = 0; out < 1U << categories.size(); ++out) {
                    if (std::popcount(out) > k) continue;
                    std::int64_t here = 0, elsewhere = 0;
                    for (std::size_t p = 0; p < categories.size(); ++p) {
                        if ((out >> p & 1U) == 0) ++(categories[p] == i ? here : elsewhere);
                    }
                    hidden = std::min(hidden, here);
                    contradict = std::min(contradict, elsewhere);
                }
                std::int64_t identity = 0, attribute = 0;
                sdc::for_each_risk(
                    t, i + 1, {.coalition = k}, sdc::unlimited - 1, [&](const sdc::cell_risk& r) {
                        (r.channel == risk_channel::identity ? identity : attribute) = r.one_in;
                    });
                ASSERT_EQ(identity, std::max<std::int64_t>(1, hidden));
                ASSERT_EQ(attribute, 1 + contradict);
                ASSERT_EQ(std::ranges::binary_search(flagged.cells(),
                                                     static_cast<sdc::cell_index>(i + 1)),
                          contradict == 0);
                certain += contradict == 0;
            }
        }
    }
    EXPECT_GT(certain, 500);
}

TEST(CellRisk, ZerosDiscloseOnlyIfTheyAreToldTo) {
    const auto t = support::series({40, 0, 60});
    EXPECT_EQ(sdc::score_cells(t).value()[2].channel, risk_channel::none);
    EXPECT_EQ(sdc::score_cells(t).value()[2].score(), 0.0);
    const auto told = sdc::score_cells(t, {.zeros_are_disclosive = true}).value()[2];
    EXPECT_EQ(told, (sdc::cell_risk{
                        .one_in = 1, .channel = risk_channel::negative_attribute, .group = 0}));
    EXPECT_EQ(told.score(), 1.0);
}

TEST(CellRisk, BadOptionsAreRefused) {
    const auto t = support::series({4, 5});
    EXPECT_THAT(sdc::score_cells(t, {.coalition = -1}), HasErrc(sdc::errc::bad_argument));
    const std::vector<std::int64_t> few{9, 4}, small{9, 3, 5};
    EXPECT_THAT(sdc::score_cells(t, {.population = few}), HasErrc(sdc::errc::bad_argument));
    const auto refused = sdc::score_cells(t, {.population = small});
    ASSERT_THAT(refused, HasErrc(sdc::errc::contradiction));
    EXPECT_EQ(refused.error().cell, "x=x0");
}

/// The definition, from the codes up: no relation, no group of the library.
std::int64_t one_in_by_definition(const sdc::table& t, sdc::cell_index cell,
                                  const cell_risk_options& o) {
    const auto& shape = t.cube().shape();
    const auto n = t.value(cell);
    auto best = sdc::unlimited;
    if (n > 0 && o.disclosed_by_linked_tables) best = std::max<std::int64_t>(1, n - o.coalition);
    bool any = false;
    for (const auto& d : t.cube().dimensions()) any = any || d.role == sdc::role::sensitive;
    for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d) {
        const auto& codes = t.cube().codes(d);
        auto at = shape.coordinate(cell, d);
        for (; at != 0; at = codes.parent(at)) {
            if (codes.children(codes.parent(at)).size() > 1) break;
        }
        if (at == 0) continue;
        const auto group = cell - (shape.coordinate(cell, d) - codes.parent(at)) * shape.stride(d);
        const auto others = t.value(group) - n;
        if (n > 0) best = std::min(best, std::max<std::int64_t>(1, n - o.coalition));
        if (any && t.cube().dimensions()[d].role != sdc::role::sensitive) continue;
        if (n > 0) best = std::min(best, 1 + std::max<std::int64_t>(0, others - o.coalition));
        if (o.zeros_are_disclosive && others > 0)
            best = std::min(best, 1 + std::max<std::int64_t>(0, n - o.coalition));
    }
    return best;
}

TEST(CellRisk, IsTheDefinitionOnRandomTables) {
    support::splitmix64 random(5);
    int certain = 0;
    for (int round = 0; round < 200; ++round) {
        const auto t = support::random_table(random.next(), {.dimensions = 1 + random.below(4),
                                                             .branching = 3,
                                                             .depth = 2,
                                                             .mean = 3,
                                                             .single_child_percent = 30,
                                                             .ragged_percent = 50});
        for (std::int64_t k = 0; k <= 2; ++k) {
            const cell_risk_options o{.coalition = k,
                                      .disclosed_by_linked_tables = random.percent(50),
                                      .zeros_are_disclosive = random.percent(50)};
            const auto found = sdc::score_cells(t, o).value();
            for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
                ASSERT_EQ(found[cell].one_in, one_in_by_definition(t, cell, o))
                    << sdc::describe(t, cell);
                certain += found[cell].one_in == 1;
                // The reasons hold what the score was taken from, and nothing above it.
                auto least = sdc::unlimited;
                bool same = false;
                sdc::for_each_risk(t, cell, o, sdc::unlimited - 1, [&](const sdc::cell_risk& r) {
                    least = std::min(least, r.one_in);
                    same = same || r == found[cell];
                });
                ASSERT_EQ(least, found[cell].one_in);
                ASSERT_TRUE(same || least == sdc::unlimited);
            }
        }
    }
    EXPECT_GT(certain, 1000);
}

TEST(CellRisk, NeverFallsAsMoreLookTogether) {
    support::splitmix64 random(6);
    for (int round = 0; round < 50; ++round) {
        const auto t = support::random_table(random.next(), {.dimensions = 3, .mean = 4});
        auto before = sdc::score_cells(t, {.coalition = 0}).value();
        for (std::int64_t k = 1; k < 6; ++k) {
            const auto now = sdc::score_cells(t, {.coalition = k}).value();
            for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
                ASSERT_LE(now[cell].one_in, before[cell].one_in);
                ASSERT_GE(now[cell].score(), 0.0);
                ASSERT_LE(now[cell].score(), 1.0);
            }
            before = now;
        }
    }
}

TEST(CellRisk, ADominatedMagnitudeIsCertain) {
    sdc::columns data{.values = {300, 200, 100},
                      .contributors = {60, 30, 30},
                      .largest_per_cell = 2,
                      .largest = {150, 20, 150, 40, 20, 15}};
    const auto t = sdc::table::make(sdc::cube::make({support::flat("x", 2)}).value(),
                                    std::move(data), {.name = "turnover"})
                       .value();
    EXPECT_EQ(sdc::score_cells(t).value()[1].one_in, 29);
    const cell_risk_options o{.dominance = sdc::dominance_options{}};
    const auto found = sdc::score_cells(t, o).value();
    EXPECT_EQ(found[1], (sdc::cell_risk{.one_in = 1, .channel = risk_channel::dominance}))
        << "10 of 150: less than 10 percent";
    EXPECT_EQ(found[2].channel, risk_channel::identity);
    int reasons = 0;
    sdc::for_each_risk(t, 1, o, 1, [&](const sdc::cell_risk& r) {
        reasons += r.channel == risk_channel::dominance;
    });
    EXPECT_EQ(reasons, 1);
    EXPECT_THAT(sdc::score_cells(support::series({4, 5}), o), HasErrc(sdc::errc::bad_argument))
        << "it keeps no contributions";
}

/// The same people under other names and in another order of codes have the same scores.
TEST(CellRisk, DoesNotDependOnNamesOrTheirOrder) {
    support::splitmix64 random(8);
    for (int round = 0; round < 50; ++round) {
        std::vector<std::vector<std::int64_t>> counts(
            2 + random.below(3), std::vector<std::int64_t>(2 + random.below(3)));
        for (auto& row : counts) {
            for (auto& n : row) n = static_cast<std::int64_t>(random.below(6));
        }
        auto turned = counts;
        std::ranges::reverse(turned);
        for (auto& row : turned) std::ranges::reverse(row);
        const cell_risk_options o{.coalition = static_cast<std::int64_t>(random.below(3)),
                                  .zeros_are_disclosive = random.percent(50)};
        const auto a = support::cross(counts), b = support::cross(turned);
        const auto before = sdc::score_cells(a, o).value(), after = sdc::score_cells(b, o).value();
        for (std::size_t i = 0; i < counts.size(); ++i) {
            for (std::size_t j = 0; j < counts[0].size(); ++j)
                ASSERT_EQ(
                    before[support::cross_cell(a, i, j)].one_in,
                    after[support::cross_cell(b, counts.size() - 1 - i, counts[0].size() - 1 - j)]
                        .one_in);
            ASSERT_EQ(before[support::row_total(a, i)].one_in,
                      after[support::row_total(b, counts.size() - 1 - i)].one_in);
        }
    }
}

} // namespace
