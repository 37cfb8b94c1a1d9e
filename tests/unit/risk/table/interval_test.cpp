/// The scores of an intruder against the formulas on every table that agrees with what is public,
/// found by enumeration.
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/risk/table/interval.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace {

using sdc::risk_channel;
using support::HasErrc;

sdc::knowledge knowledge_for(const sdc::table& t, const std::vector<sdc::cell_index>& hidden,
                             std::int64_t least) {
    sdc::knowledge known(t.shared_cube());
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        if (std::ranges::find(hidden, cell) == hidden.end())
            known.learn_exact(cell, t.value(cell));
        else
            known.learn(cell, std::min(least, t.value(cell)), sdc::unlimited);
    }
    return known;
}

/// Calls f(cells with margins) for every table of counts up to `most` that agrees with the
/// intruder.
void for_each_table(const sdc::knowledge& known, std::size_t rows, std::size_t columns,
                    std::int64_t most,
                    const std::function<void(const std::vector<std::int64_t>&)>& f) {
    const auto width = columns + 1;
    std::vector<std::int64_t> inner(rows * columns);
    const auto agrees = [&] {
        std::vector<std::int64_t> all((rows + 1) * width);
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < columns; ++j) {
                for (const auto cell :
                     {std::size_t{0}, j + 1, (i + 1) * width, (i + 1) * width + j + 1})
                    all[cell] += inner[i * columns + j];
            }
        }
        for (std::size_t cell = 0; cell < all.size(); ++cell) {
            if (all[cell] < known.low(cell) || all[cell] > known.high(cell)) return;
        }
        f(all);
    };
    std::function<void(std::size_t)> fill = [&](std::size_t at) {
        if (at == inner.size()) return agrees();
        const auto cell = (at / columns + 1) * width + at % columns + 1;
        for (auto n = known.low(cell); n <= std::min(most, known.high(cell)); ++n) {
            inner[at] = n;
            fill(at + 1);
        }
    };
    fill(0);
}

double reciprocal(std::int64_t n) { return 1 / static_cast<double>(std::max<std::int64_t>(1, n)); }

/// Of each channel the score in one table; channels by (kind, group).
using channel_scores = std::map<std::pair<int, sdc::cell_index>, double>;
channel_scores of(const std::vector<std::int64_t>& all, std::size_t rows, std::size_t columns,
                  std::size_t cell, std::int64_t k, bool zeros, std::int64_t bound) {
    const auto width = columns + 1, row = cell / width, column = cell % width;
    channel_scores found;
    const auto n = all[cell];
    const auto add = [&](sdc::cell_index group, bool real) {
        if (!real) return;
        const auto others = all[group] - n;
        found[{0, 0}] = n > 0 ? reciprocal(n - k) : 0;
        found[{1, group}] =
            n > 0 && n <= bound ? reciprocal(1 + std::max<std::int64_t>(0, others - k)) : 0;
        if (zeros)
            found[{2, group}] = others > 0 ? reciprocal(1 + std::max<std::int64_t>(0, n - k)) : 0;
    };
    add(column, row > 0 && rows > 1);
    add(row * width, column > 0 && columns > 1);
    return found;
}

/// The convention of `expected`, number by number: each count between the least and the largest is
/// as likely; those outside the cell are what a known group leaves of it, and else any number,
/// independent of the count: of those that occur where something certain depends on it, of those
/// that the two ranges leave elsewhere.
using ranges = std::vector<std::array<std::int64_t, 2>>;
double mean_by_definition(const ranges& range, const ranges& below_column, const ranges& below_row,
                          std::size_t rows, std::size_t columns, std::size_t cell, std::int64_t k,
                          bool zeros, std::int64_t bound) {
    const auto width = columns + 1, row = cell / width, column = cell % width;
    const auto [low, high] = range[cell];
    double best = 0;
    const auto mean = [](std::int64_t from, std::int64_t to, auto&& score) {
        double sum = 0;
        for (auto n = from; n <= to; ++n) sum += score(n);
        return sum / static_cast<double>(to - from + 1);
    };
    const auto within = [&](std::size_t group, const std::array<std::int64_t, 2>& others_there_are,
                            bool real) {
        if (!real) return;
        const auto [least, most] = range[group];
        best = std::max(
            best, mean(low, high, [&](std::int64_t n) { return n > 0 ? reciprocal(n - k) : 0; }));
        const auto attribute = [&](std::int64_t n, std::int64_t others) {
            return n > 0 && n <= bound ? reciprocal(1 + std::max<std::int64_t>(0, others - k)) : 0;
        };
        const auto negative_attribute = [&](std::int64_t n, std::int64_t others) {
            return zeros && others > 0 ? reciprocal(1 + std::max<std::int64_t>(0, n - k)) : 0;
        };
        const auto over = [&](auto&& score) {
            if (least == most)
                return mean(low, high,
                            [&, whole = least](std::int64_t n) { return score(n, whole - n); });
            const auto left = std::max<std::int64_t>(0, least - high);
            const bool told =
                low < high && ((low > 0 && high <= bound) || (zeros && least > 0 && left == 0));
            const auto from = told ? others_there_are[0] : left,
                       to = told ? others_there_are[1] : most - low;
            return mean(low, high, [&](std::int64_t n) {
                return mean(from, to, [&](std::int64_t others) { return score(n, others); });
            });
        };
        best = std::max({best, over(attribute), over(negative_attribute)});
    };
    within(column, below_column[cell], row > 0 && rows > 1);
    within(row * width, below_row[cell], column > 0 && columns > 1);
    return best;
}

TEST(IntervalRisk, IsTheLeastScoreOfEveryTableThatAgrees) {
    support::splitmix64 random(21);
    int sure = 0, unsure = 0;
    for (int round = 0; round < 150; ++round) {
        const std::size_t rows = 2, columns = 2 + random.below(2);
        std::vector<std::vector<std::int64_t>> counts(rows, std::vector<std::int64_t>(columns));
        for (auto& r : counts) {
            for (auto& n : r) n = static_cast<std::int64_t>(random.below(4));
        }
        const auto t = support::cross(counts);
        std::vector<sdc::cell_index> hidden;
        for (sdc::cell_index cell = 1; cell < t.size(); ++cell) {
            if (random.percent(60)) hidden.push_back(cell);
        }
        const auto least = static_cast<std::int64_t>(random.below(2));
        const auto k = static_cast<std::int64_t>(random.below(3));
        const bool zeros = random.percent(50);
        const auto bound =
            random.percent(70) ? sdc::unlimited : 1 + static_cast<std::int64_t>(random.below(3));
        const auto known = knowledge_for(t, hidden, least);
        const auto found = sdc::score_knowledge(
            known,
            {.channels = {.coalition = k, .zeros_are_disclosive = zeros, .upper_bound = bound}});
        ASSERT_THAT(found, support::IsOk());
        // Asked for alone a cell has the same score.
        const std::vector<sdc::cell_index> some{
            static_cast<sdc::cell_index>(random.below(t.size())),
            static_cast<sdc::cell_index>(random.below(t.size()))};
        const auto alone =
            sdc::score_knowledge(
                known,
                {.channels = {.coalition = k, .zeros_are_disclosive = zeros, .upper_bound = bound},
                 .only = some})
                .value();
        for (const auto cell : some)
            ASSERT_EQ(alone[cell].certain, (*found)[cell].certain) << sdc::describe(t, cell);
        std::vector<channel_scores> minimum(t.size());
        ranges range(t.size(), {sdc::unlimited, -1}),
            below_column = range, below_row = range; // of the cell, and of the others of its groups
        const auto widen = [](std::array<std::int64_t, 2>& to, std::int64_t n) {
            to = {std::min(to[0], n), std::max(to[1], n)};
        };
        for_each_table(known, rows, columns, t.value(0), [&](const std::vector<std::int64_t>& all) {
            for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
                widen(range[cell], all[cell]);
                widen(below_column[cell], all[cell % (columns + 1)] - all[cell]);
                widen(below_row[cell], all[cell - cell % (columns + 1)] - all[cell]);
                for (const auto& [channel, score] : of(all, rows, columns, cell, k, zeros, bound)) {
                    const auto at = minimum[cell].emplace(channel, score).first;
                    at->second = std::min(at->second, score);
                }
            }
        });
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
            double expected = 0;
            for (const auto& [channel, score] : minimum[cell]) expected = std::max(expected, score);
            const auto& one = (*found)[cell];
            ASSERT_EQ(one.count.low, range[cell][0]) << sdc::describe(t, cell);
            ASSERT_EQ(one.count.high, range[cell][1]) << sdc::describe(t, cell);
            ASSERT_TRUE(one.exact);
            ASSERT_DOUBLE_EQ(one.certain.score(), expected)
                << sdc::describe(t, cell) << " round " << round;
            ASSERT_GE(one.expected, one.certain.score() - 1e-12);
            ASSERT_LE(one.expected, 1.0 + 1e-12);
            ASSERT_NEAR(one.expected,
                        mean_by_definition(range, below_column, below_row, rows, columns, cell, k,
                                           zeros, bound),
                        1e-12)
                << sdc::describe(t, cell) << " round " << round;
            (expected > 0 ? sure : unsure) += one.count.is_single_value() ? 0 : 1;
        }
    }
    EXPECT_GT(sure, 50);
    EXPECT_GT(unsure, 50);
}

TEST(IntervalRisk, OfATableThatIsPublicIsThatOfItsCells) {
    support::splitmix64 random(22);
    for (int round = 0; round < 100; ++round) {
        const auto t = support::random_table(random.next(), {.dimensions = 1 + random.below(3),
                                                             .branching = 3,
                                                             .depth = 2,
                                                             .mean = 3,
                                                             .single_child_percent = 30,
                                                             .ragged_percent = 50});
        const sdc::cell_risk_options channels{.coalition =
                                                  static_cast<std::int64_t>(random.below(3)),
                                              .disclosed_by_linked_tables = random.percent(30),
                                              .zeros_are_disclosive = random.percent(50)};
        const auto read =
            sdc::score_knowledge(knowledge_for(t, {}, 0),
                                 {.channels = channels, .reasons_one_in = sdc::unlimited})
                .value();
        const auto true_scores = sdc::score_cells(t, channels).value();
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
            ASSERT_EQ(read[cell].certain.one_in, true_scores[cell].one_in)
                << sdc::describe(t, cell);
            ASSERT_EQ(read[cell].certain.channel, true_scores[cell].channel);
            ASSERT_NEAR(read[cell].expected, true_scores[cell].score(), 1e-12);
            std::vector<sdc::cell_risk> reasons;
            sdc::for_each_risk(t, cell, channels, sdc::unlimited - 1,
                               [&](const sdc::cell_risk& r) { reasons.push_back(r); });
            ASSERT_TRUE(std::ranges::is_permutation(read[cell].reasons, reasons));
        }
    }
}

TEST(IntervalRisk, IsNeverMoreThanWhatTheCountsSayAndNeverFallsAsMoreIsTold) {
    support::splitmix64 random(23);
    for (int round = 0; round < 12; ++round) {
        const auto t =
            support::random_table(random.next(), {.dimensions = 2, .branching = 3, .mean = 2});
        const auto limits = sdc::score_cells(t, {.coalition = 1}).value();
        std::vector<sdc::cell_index> hidden;
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell) hidden.push_back(cell);
        std::vector<std::int64_t> before(t.size(), sdc::unlimited);
        while (true) {
            const auto now =
                sdc::score_knowledge(knowledge_for(t, hidden, 0), {.channels = {.coalition = 1}})
                    .value();
            for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
                ASSERT_GE(now[cell].certain.one_in, limits[cell].one_in);
                ASSERT_LE(now[cell].certain.one_in, before[cell]);
                before[cell] = now[cell].certain.one_in;
            }
            if (hidden.empty()) break;
            const auto kept =
                hidden.size() - std::min<std::size_t>(hidden.size(), 1 + random.below(6));
            while (hidden.size() > kept)
                hidden.erase(hidden.begin() +
                             static_cast<std::ptrdiff_t>(random.below(hidden.size())));
        }
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell)
            ASSERT_EQ(before[cell], limits[cell].one_in);
    }
}

/// Two tables that share their rows: groups, structural zeros and populations are those of the
/// cell's own table.
TEST(IntervalRisk, OfLinkedTables) {
    const auto a = support::cross({{3, 2}, {0, 9}}), b = support::series({5, 9});
    auto linked = sdc::linked_tables::make(
                      {{.name = "a", .cube = a.shared_cube()},
                       {.name = "b", .cube = sdc::cube::make({support::flat("c", 2)}).value()}})
                      .value();
    sdc::knowledge known(linked);
    for (sdc::cell_index cell = 0; cell < a.size(); ++cell) {
        if (cell == support::row_total(a, 0) || cell >= 3) continue; // columns and the total alone
        known.learn_exact(cell, a.value(cell));
    }
    const auto found = sdc::score_knowledge(known, {.channels = {.coalition = 0}}).value();
    const auto second = linked->offset(1);
    // Columns are 3 and 11 in both.
    EXPECT_EQ(found[second + 1].count, (sdc::interval{.low = 3, .high = 3}));
    EXPECT_EQ(found[second + 1].certain,
              (sdc::cell_risk{.one_in = 3, .channel = risk_channel::identity}));
    EXPECT_EQ(found[second + 2].certain.channel, risk_channel::attribute);
    EXPECT_EQ(found[second + 2].certain.group, second) << "a group of its own table";
    const std::vector<sdc::cell_index> zeros{second + 1};
    const auto impossible =
        sdc::score_knowledge(known, {.channels = {.coalition = 0}, .structural_zeros = zeros})
            .value();
    EXPECT_EQ(impossible[second + 2].certain.one_in, sdc::unlimited)
        << "there is no other category";
    std::vector<std::int64_t> people(known.size(), 1000);
    people[second + 2] = 11;
    people[5] = 0; // of a cell that may be empty
    const auto among =
        sdc::score_knowledge(
            known, {.channels = {.coalition = 0, .population = people}, .reasons_one_in = 11})
            .value();
    EXPECT_TRUE(
        std::ranges::find(among[second + 2].reasons,
                          sdc::cell_risk{.one_in = 11, .channel = risk_channel::population}) !=
        among[second + 2].reasons.end());
}

TEST(IntervalRisk, OfWhoCannotBeThereNothingIsLearned) {
    const auto t = support::series({0, 9, 8});
    const std::vector<sdc::cell_index> zeros{1};
    const sdc::cell_risk_options how{.coalition = 0, .zeros_are_disclosive = true};
    EXPECT_EQ(
        sdc::score_knowledge(knowledge_for(t, {}, 0), {.channels = how}).value()[1].certain,
        (sdc::cell_risk{.one_in = 1, .channel = risk_channel::negative_attribute, .group = 0}));
    EXPECT_EQ(
        sdc::score_knowledge(knowledge_for(t, {}, 0), {.channels = how, .structural_zeros = zeros})
            .value()[1]
            .certain.one_in,
        sdc::unlimited);
}

/// What cannot reach the limit may be told lower; what does is exact.
TEST(IntervalRisk, BelowTheLimitLessIsAsked) {
    support::splitmix64 random(24);
    int reached = 0;
    for (int round = 0; round < 60; ++round) {
        const auto t = support::cross({{static_cast<std::int64_t>(random.below(5)), 2, 1},
                                       {static_cast<std::int64_t>(random.below(5)), 3, 4}});
        std::vector<sdc::cell_index> hidden;
        for (sdc::cell_index cell = 1; cell < t.size(); ++cell) {
            if (random.percent(60)) hidden.push_back(cell);
        }
        const auto known = knowledge_for(t, hidden, 1);
        const sdc::cell_risk_options how{.coalition = 0,
                                         .zeros_are_disclosive = random.percent(50)};
        const auto all = sdc::score_knowledge(known, {.channels = how}).value(),
                   some =
                       sdc::score_knowledge(known, {.channels = how, .at_least_one_in = 3}).value();
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
            ASSERT_GE(some[cell].certain.one_in, all[cell].certain.one_in);
            if (all[cell].certain.one_in > 3) continue;
            ASSERT_EQ(some[cell].certain, all[cell].certain);
            reached += all[cell].count.is_single_value() ? 0 : 1;
        }
    }
    EXPECT_GT(reached, 20);
}

/// California: three cells that are suppressed because they are under 11, and 30 together, are 10
/// each (Data De-Identification Guidelines).
TEST(IntervalRisk, AnAnnouncedRuleIsKnowledge) {
    const auto t = support::series({10, 10, 10, 40});
    auto known = knowledge_for(t, {1, 2, 3}, 0);
    EXPECT_EQ(sdc::score_knowledge(known).value()[1].certain.one_in, sdc::unlimited)
        << "it may be empty";
    for (sdc::cell_index cell = 1; cell <= 3; ++cell) known.learn(cell, 1, 10);
    const auto told = sdc::score_knowledge(known).value();
    EXPECT_EQ(told[2].count, (sdc::interval{.low = 10, .high = 10}));
    EXPECT_EQ(told[2].certain, (sdc::cell_risk{.one_in = 9, .channel = risk_channel::identity}));
}

/// The same: two that are 19 together are 9 and 10.
TEST(IntervalRisk, AnAnnouncedRuleNearlyTellsTwoCells) {
    auto known = knowledge_for(support::series({9, 10, 40}), {1, 2}, 0);
    for (sdc::cell_index cell = 1; cell <= 2; ++cell) known.learn(cell, 1, 10);
    const auto told = sdc::score_knowledge(known).value();
    for (sdc::cell_index cell = 1; cell <= 2; ++cell)
        EXPECT_EQ(told[cell].count, (sdc::interval{.low = 9, .high = 10}));
}

/// 1, 1 and their sum 2, shown as 1, 1 and 0 by a method that moves numbers by at most 2 and shows
/// 0 as 0: both are 1 (Census guidelines, chapter 5).
TEST(IntervalRisk, PerturbedPartsAndSumTellTheTruth) {
    const sdc::perturbation method = sdc::bounded_noise{.deviation = 2};
    const auto t = support::series({1, 1});
    sdc::knowledge known(t.shared_cube());
    const std::vector<std::int64_t> shown{0, 1, 1};
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        const auto is = sdc::preimage(method, shown[cell]);
        known.learn(cell, is.low, is.high);
    }
    const auto found = sdc::score_knowledge(known, {.channels = {.coalition = 0}}).value();
    for (sdc::cell_index cell = 1; cell <= 2; ++cell) {
        EXPECT_EQ(found[cell].count, (sdc::interval{.low = 1, .high = 1}));
        EXPECT_EQ(found[cell].certain,
                  (sdc::cell_risk{.one_in = 1, .channel = risk_channel::identity}));
    }
}

TEST(IntervalRisk, MeansAreOverWholeNumbers) {
    // 4 in total, 2 suppressed cells that are not empty: 1 to 3 each. Seen by an outsider: identity
    // 1, 1/2, 1/3; attribute 1/4, 1/3, 1/2.
    auto known = knowledge_for(support::series({1, 3}), {1, 2}, 1);
    const auto found = sdc::score_knowledge(known, {.channels = {.coalition = 0}}).value()[1];
    EXPECT_EQ(found.count, (sdc::interval{.low = 1, .high = 3}));
    EXPECT_EQ(found.certain, (sdc::cell_risk{.one_in = 3, .channel = risk_channel::identity}));
    EXPECT_NEAR(found.expected, (1 + 1.0 / 2 + 1.0 / 3) / 3, 1e-15);
    // Far up the few terms are summed, many by the series: both against a plain sum.
    for (const std::int64_t low : {1, 5, 40, 1'000'000}) {
        for (const std::int64_t more : {0, 3, 63, 64, 65, 5000}) {
            double sum = 0;
            for (auto n = low; n <= low + more; ++n) sum += reciprocal(n - 2);
            EXPECT_NEAR(sdc::detail::sum_of_scores(low, low + more, 2) / sum, 1.0, 1e-9);
        }
    }
}

/// A count without a limit is above any bound: that at most 3 of a group are elsewhere is then no
/// news.
TEST(IntervalRisk, AnUnlimitedCountIsAboveAnyBound) {
    const auto t = support::series({50, 3});
    sdc::knowledge known(t.shared_cube());
    known.learn(0, 40, sdc::unlimited);
    known.learn(1, 40, sdc::unlimited);
    known.learn(2, 0, 3);
    EXPECT_GT(sdc::score_knowledge(known, {.channels = {.coalition = 0}}).value()[1].expected,
              0.25);
    const auto bounded =
        sdc::score_knowledge(
            known, {.channels = {.coalition = 0, .zeros_are_disclosive = true, .upper_bound = 45}})
            .value()[1];
    EXPECT_EQ(bounded.expected, 0);
    EXPECT_EQ(bounded.certain.one_in, sdc::unlimited);
}

TEST(IntervalRisk, BadOptionsAreRefused) {
    const auto t = support::series({4, 5});
    const auto known = knowledge_for(t, {}, 0);
    EXPECT_THAT(sdc::score_knowledge(known, {.channels = {.coalition = -1}}),
                HasErrc(sdc::errc::bad_argument));
    const std::vector<std::int64_t> few{9, 4}, small{9, 3, 5};
    EXPECT_THAT(sdc::score_knowledge(known, {.channels = {.population = few}}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::score_knowledge(known, {.channels = {.population = small}}),
                HasErrc(sdc::errc::contradiction));
    const std::vector<sdc::cell_index> outside{3};
    EXPECT_THAT(sdc::score_knowledge(known, {.only = outside}), HasErrc(sdc::errc::bad_argument));
    auto false_reader = known;
    false_reader.learn_exact(1, 5);
    EXPECT_THAT(sdc::score_knowledge(false_reader), HasErrc(sdc::errc::contradiction));
}

} // namespace
