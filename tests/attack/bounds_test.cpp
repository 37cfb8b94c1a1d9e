#include <sdc/attack/bounds.hpp>

#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_releases.hpp"
#include "support/small_tables.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/solve/clp.hpp>

#include <cmath>
#include <functional>
#include <memory>

namespace {

using namespace sdc;
using support::all_cells;
using support::HasErrc;
using support::random_knowledge;
using support::small_table;
using support::splitmix64;

struct extremes {
    std::vector<std::int64_t> low, high;
    std::uint64_t tables = 0;
};

extremes extremes_of(const knowledge& known) {
    extremes found;
    const support::brute_force oracle(known.cube());
    oracle.for_each_table(known, [&](std::span<const std::int64_t> values) {
        if (found.tables++ == 0) found.low = found.high = {values.begin(), values.end()};
        for (std::size_t i = 0; i < values.size(); ++i) {
            found.low[i] = std::min(found.low[i], values[i]);
            found.high[i] = std::max(found.high[i], values[i]);
        }
    });
    return found;
}

TEST(Bounds, EqualBruteForceOnSmallTables) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 0; seed < 6'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed * 7 + 1);
        const auto known = random_knowledge(*t, random);
        const auto expected = extremes_of(known);
        ASSERT_GT(expected.tables, 0u) << "the true table agrees with its own facts, seed " << seed;
        const auto found = bounds(known, all_cells(t->cube()));
        ASSERT_THAT(found, support::IsOk()) << "seed " << seed;
        for (cell_index cell = 0; cell < t->size(); ++cell) {
            ASSERT_EQ((*found)[cell], (interval{expected.low[cell], expected.high[cell], true}))
                << describe(*t, cell) << ", seed " << seed;
        }
        ++compared;
    }
    EXPECT_GT(compared, 1'500u) << "too few tables were small enough to say anything";
}

/// Rows 6, 6, 4 and columns 13, 3 of 16: the bounds of Frechet, max(0, row + column - all) to
/// min(row, column).
TEST(Bounds, OfMarginsOfTwoDimensionsAreFrechets) {
    const auto t = support::cross({{5, 1}, {5, 1}, {3, 1}});
    knowledge known(t.shared_cube());
    for (std::size_t i = 0; i < 3; ++i)
        known.learn_exact(support::row_total(t, i), t.value(support::row_total(t, i)));
    for (std::size_t j = 0; j < 2; ++j)
        known.learn_exact(support::column_total(t, j), t.value(support::column_total(t, j)));
    const std::vector<std::pair<std::int64_t, std::int64_t>> wanted{{3, 6}, {0, 3}, {3, 6},
                                                                    {0, 3}, {1, 4}, {0, 3}};
    for (std::size_t i = 0; i < 6; ++i)
        EXPECT_EQ(bounds(known, std::vector{support::cross_cell(t, i / 2, i % 2)}).value().front(),
                  (interval{wanted[i].first, wanted[i].second, true}))
            << i;
}

/// Tables by ij and by jk of three dimensions decompose at j: max(0, n_ij + n_jk - n_j) to
/// min(n_ij, n_jk) (Dobra and Fienberg 2000).
TEST(Bounds, OfMarginsThatDecomposeAreThoseOfTheirCliques) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto t = support::random_table(
            seed, {.dimensions = 3, .branching = 3, .depth = 1, .mean = 4, .zero_percent = 20});
        const auto& shape = t.cube().shape();
        knowledge known(t.shared_cube());
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (shape.coordinate(cell, 0) == 0 || shape.coordinate(cell, 2) == 0)
                known.learn_exact(cell, t.value(cell));
        }
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            const auto i = shape.coordinate(cell, 0), j = shape.coordinate(cell, 1),
                       k = shape.coordinate(cell, 2);
            if (i == 0 || j == 0 || k == 0) continue;
            const auto ij = t.value(cell - k * shape.stride(2)),
                       jk = t.value(cell - i * shape.stride(0)),
                       of_j = t.value(cell - k * shape.stride(2) - i * shape.stride(0));
            const auto found = bounds(known, std::vector{cell}).value().front();
            ASSERT_EQ(found,
                      (interval{std::max<std::int64_t>(0, ij + jk - of_j), std::min(ij, jk), true}))
                << describe(t, cell) << ", seed " << seed;
        }
    }
}

TEST(Bounds, NetworksGiveWhatProgramsGive) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto t = support::random_table(seed, {.dimensions = 2,
                                                    .branching = 6,
                                                    .depth = 1 + seed % 2,
                                                    .mean = 4,
                                                    .zero_percent = 20});
        splitmix64 random(seed);
        knowledge known(t.shared_cube());
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (random.percent(45))
                known.learn(cell, t.value(cell) > 0 ? 1 : 0, unlimited);
            else
                known.learn_exact(cell, t.value(cell));
        }
        const auto cells = all_cells(t.cube());
        const auto by_paths = bounds(known, cells),
                   by_programs = bounds(known, cells, {.networks = false});
        ASSERT_THAT(by_paths, support::IsOk());
        ASSERT_THAT(by_programs, support::IsOk());
        ASSERT_EQ(*by_paths, *by_programs) << "seed " << seed;
        for (const auto& i : *by_paths) compared += !i.is_single_value();
    }
    EXPECT_GT(compared, 1'000u);
}

TEST(Bounds, OfSumsEqualBruteForce) {
    for (std::uint64_t seed = 0; seed < 1'500; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed * 11 + 3);
        const auto known = random_knowledge(*t, random);
        std::vector<linear_form> sums(4);
        for (auto& sum : sums) {
            for (auto terms = 1 + random.below(3); terms > 0; --terms)
                sum.emplace_back(random.below(t->size()),
                                 static_cast<std::int64_t>(random.below(5)) - 2);
        }
        std::vector<std::int64_t> low(sums.size(), unlimited), high(sums.size(), -unlimited);
        support::brute_force(t->cube()).for_each_table(
            known, [&](std::span<const std::int64_t> values) {
                for (std::size_t i = 0; i < sums.size(); ++i) {
                    std::int64_t value = 0;
                    for (const auto& [cell, coefficient] : sums[i])
                        value += coefficient * values[cell];
                    low[i] = std::min(low[i], value);
                    high[i] = std::max(high[i], value);
                }
            });
        const auto found = bounds(known, sums);
        ASSERT_THAT(found, support::IsOk());
        for (std::size_t i = 0; i < sums.size(); ++i)
            ASSERT_EQ((*found)[i], (interval{low[i], high[i], true}))
                << "sum " << i << ", seed " << seed;
    }
}

/// r1 and c2 together are 143 % of r0, c0 at most 101 % in r0: the solver calls a program
/// infeasible and its multipliers do not show it.
TEST(Bounds, WhatTheSolverCannotProveIsSearched) {
    const std::vector<std::string> rows{"r0", "r1"}, columns{"c0", "c1", "c2"};
    const auto c = cube::make({{.name = "r", .codes = hierarchy::flat(rows).value()},
                               {.name = "c", .codes = hierarchy::flat(columns).value()}})
                       .value();
    const auto at = [](cell_index row, cell_index column) { return row * 4 + column; };
    knowledge known(c);
    known.learn_exact(0, 11);
    known.learn(at_most_statement(sum_of({at(0, 1)}), at(1, 1), 100, {.units = 101}));
    for (auto& said : rate_statements(sum_of({at(2, 0), at(0, 3)}), at(1, 0), 100, {.units = 143}))
        known.learn(std::move(said));
    std::vector<std::int64_t> low(c->size(), unlimited), high(c->size(), -1);
    std::vector<std::int64_t> leaf(6);
    const std::function<void(std::size_t, std::int64_t)> fill = [&](std::size_t i,
                                                                    std::int64_t left) {
        if (i < 5) {
            for (leaf[i] = 0; leaf[i] <= left; ++leaf[i]) fill(i + 1, left - leaf[i]);
            return;
        }
        leaf[5] = left;
        const auto r0 = leaf[0] + leaf[1] + leaf[2], r1 = 11 - r0, c0 = leaf[0] + leaf[3],
                   c1 = leaf[1] + leaf[4], c2 = leaf[2] + leaf[5];
        if (100 * c0 > 101 * leaf[0] || 200 * (r1 + c2) < 285 * r0 || 200 * (r1 + c2) > 287 * r0)
            return;
        const std::vector<std::int64_t> values{11,      c0,      c1, c2,      r0,      leaf[0],
                                               leaf[1], leaf[2], r1, leaf[3], leaf[4], leaf[5]};
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            low[cell] = std::min(low[cell], values[cell]);
            high[cell] = std::max(high[cell], values[cell]);
        }
    };
    fill(0, 11);
    const auto found = bounds(known, all_cells(*c)).value();
    for (cell_index cell = 0; cell < c->size(); ++cell)
        EXPECT_EQ(found[cell], (interval{low[cell], high[cell], true})) << describe(*c, cell);
}

/// Percentages have coefficients of thousands, so that vertices come so near to whole numbers that
/// the solver takes them for such.
TEST(Bounds, WithPercentagesEqualBruteForce) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 0; seed < 1'200; ++seed) {
        const auto t = support::random_table(seed, {.dimensions = 2,
                                                    .branching = 3,
                                                    .depth = 1,
                                                    .mean = 3,
                                                    .zero_percent = 30,
                                                    .ragged_percent = 0});
        const support::brute_force oracle(t.cube());
        if (oracle.leaves() > 6 || t.grand_total() == 0 || t.grand_total() > 18) continue;
        splitmix64 random(seed * 5 + 3);
        knowledge known(t.shared_cube());
        known.learn_exact(0, t.grand_total());
        for (int k = 0; k < 3; ++k) {
            const auto a = random.below(t.size()), b = random.below(t.size()),
                       whole = random.below(2) == 0 ? cell_index{0} : random.below(t.size());
            if (t.value(whole) == 0) continue;
            const auto part = t.value(a) + (a == b ? 0 : t.value(b));
            const std::int64_t scale = k == 0 ? 10 : 1;
            const printed_decimal shown{.units = (2 * scale * 100 * part + t.value(whole)) /
                                                 (2 * t.value(whole)),
                                        .decimals = k == 0 ? 1 : 0};
            for (auto& said :
                 rate_statements(a == b ? sum_of({a}) : sum_of({a, b}), whole, 100, shown))
                known.learn(std::move(said));
        }
        const auto expected = extremes_of(known);
        ASSERT_GT(expected.tables, 0u) << "seed " << seed;
        const auto found = bounds(known, all_cells(t.cube()));
        ASSERT_THAT(found, support::IsOk()) << "seed " << seed;
        for (cell_index cell = 0; cell < t.size(); ++cell)
            ASSERT_EQ((*found)[cell], (interval{expected.low[cell], expected.high[cell], true}))
                << describe(t, cell) << ", seed " << seed;
        ++compared;
    }
    EXPECT_GT(compared, 300u);
}

TEST(Bounds, AStartChangesNothingAndAFalseOneIsRefused) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed);
        const auto known = random_knowledge(*t, random);
        const auto cells = all_cells(t->cube());
        EXPECT_EQ(bounds(known, cells, {.start = t->values()}).value(),
                  bounds(known, cells).value())
            << "seed " << seed;
        std::vector<std::int64_t> wrong(t->values().begin(), t->values().end());
        wrong[0] += 1;
        EXPECT_THAT(bounds(known, cells, {.start = wrong}), HasErrc(errc::bad_argument))
            << "seed " << seed;
    }
}

TEST(Bounds, ContradictionExactlyWhereNoTableFits) {
    std::size_t contradictions = 0;
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed * 3 + 2);
        auto known = random_knowledge(*t, random);
        const auto a = random.below(t->size()), b = random.below(t->size());
        known.learn(a, t->value(a) + 1, t->value(a) + 3);
        known.learn({.text = "false, perhaps",
                     .terms = {{b, 2}},
                     .low = 2 * t->value(b) + 1,
                     .high = 2 * t->value(b) + 3});
        const bool fits = extremes_of(known).tables > 0;
        const auto found = bounds(known, all_cells(t->cube()));
        ASSERT_EQ(found.has_value(), fits) << support::error_text(found) << ", seed " << seed;
        ASSERT_TRUE(fits || found.error().code == errc::contradiction) << "seed " << seed;
        contradictions += !fits;
    }
    EXPECT_GT(contradictions, 100u);
}

TEST(Bounds, AContradictionElsewhereIsOne) {
    auto known = support::two_pairs().known();
    ASSERT_THAT(bounds(known, std::vector<cell_index>{2}), support::IsOk());
    known.learn({.text = "two equal halves of 5", .terms = {{5, 1}, {6, -1}}, .low = 0, .high = 0});
    EXPECT_THAT(bounds(known, std::vector<cell_index>{2}), HasErrc(errc::contradiction))
        << "of y, when only x is asked for";
    known.learn({.text = "these, too", .terms = {{2, 1}, {3, -1}}, .low = 0, .high = 0});
    EXPECT_EQ(bounds(known, std::vector<cell_index>{5}, {.threads = 2}).error().cell, "d=x1")
        << "the first of two";
}

TEST(Bounds, NoRefutationWhereDoublesCannotSettleIt) {
    const std::vector<std::string> ids{"a", "b", "c"};
    const auto c = cube::make({{.name = "d", .codes = hierarchy::flat(ids).value()}}).value();
    const auto t = table::make(c, {.values = {3'000'000'000'000'002, 2, 1'000'000'000'000'000,
                                              2'000'000'000'000'000}})
                       .value();
    const auto p = suppress(t, {.rules = {threshold{.minimum = 5}}});
    ASSERT_THAT(p, support::IsOk()) << "cells of 10^15 are ordinary complements";
    EXPECT_THAT(audit(*p), support::IsOk());
}

TEST(Bounds, AVertexThatIsNearlyWholeIsNoTable) {
    const std::vector<std::string> ids{"a", "b", "c"};
    knowledge known(cube::make({{.name = "d", .codes = hierarchy::flat(ids).value()}}).value());
    known.learn_exact(
        0, 100'000); // so that propagation, which narrows by ones here, does not come to the end
    constexpr std::int64_t scale = 10'000'000;
    known.learn({.text = "a less b is more than 0 and far less than 1",
                 .terms = {{1, scale}, {2, -scale}},
                 .low = 1,
                 .high = 9});
    const auto found = bounds(known, std::vector<cell_index>{1, 2});
    ASSERT_THAT(found, support::IsOk()) << "that no table fits is beyond the solver's tolerance";
    for (const auto& i : *found) EXPECT_FALSE(i.exact);
    EXPECT_EQ(
        check_feasibility(known, std::vector{requirement{
                                     .cell = 1, .direction = requirement::side::down, .limit = 0}})
            .value()
            .front(),
        feasibility::undecided);
}

TEST(Bounds, UnlimitedWhereNothingPublicBounds) {
    const auto t = support::random_table(3, {.dimensions = 2, .depth = 1});
    const knowledge known(t.shared_cube());
    const auto found = bounds(known, all_cells(t.cube()));
    ASSERT_THAT(found, support::IsOk());
    for (const auto& i : *found) EXPECT_EQ(i, (interval{0, unlimited, true}));
    const requirement far{.cell = 1, .direction = requirement::side::up, .limit = 1'000'000};
    EXPECT_EQ(check_feasibility(known, std::vector{far}).value().front(), feasibility::feasible);
}

/// One program over every cell of the table, without propagation or components.
class whole_table_program {
public:
    explicit whole_table_program(const knowledge& known) {
        program p;
        for (cell_index i = 0; i < known.cube().size(); ++i)
            p.add_column(static_cast<double>(known.low(i)),
                         known.high(i) == unlimited ? no_bound : static_cast<double>(known.high(i)),
                         0.0);
        for_each_relation(known.cube(), [&](const relation& r) {
            p.add_entry(static_cast<std::uint32_t>(r.total()), 1.0);
            r.for_each_part(
                [&](cell_index part) { p.add_entry(static_cast<std::uint32_t>(part), -1.0); });
            p.end_row(0.0, 0.0);
        });
        solver_ = make_clp(p);
    }
    /// The largest value of sign x cell.
    double maximum(cell_index cell, double sign) {
        solver_->set_cost(static_cast<std::uint32_t>(cell), -sign);
        const auto outcome = solver_->solve();
        const double best =
            outcome == program_outcome::optimal ? sign * solver_->values()[cell] : no_bound;
        solver_->set_cost(static_cast<std::uint32_t>(cell), 0.0);
        return best;
    }

private:
    std::unique_ptr<linear_program> solver_;
};

TEST(Bounds, AgreeWithOneLinearProgramOverTheWholeTable) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const bool flat = seed % 2 == 0;
        const auto t = support::random_table(seed, {.dimensions = flat ? 2u : 3u,
                                                    .branching = flat ? 9u : 4u,
                                                    .depth = flat ? 1u : 2u,
                                                    .mean = 9});
        splitmix64 random(seed);
        knowledge known(t.shared_cube());
        std::vector<cell_index> asked;
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (t.value(cell) > 0 && (t.value(cell) < 5 || random.percent(25)))
                asked.push_back(cell);
            else
                known.learn_exact(cell, t.value(cell));
        }
        const auto found = bounds(known, asked);
        ASSERT_THAT(found, support::IsOk());
        whole_table_program whole(known);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const auto& own = (*found)[i];
            ASSERT_TRUE(own.exact);
            // Integer tables are tables, so never beyond the program; two flat dimensions are
            // totally unimodular, so equal there.
            const auto high = whole.maximum(asked[i], 1.0), low = -whole.maximum(asked[i], -1.0);
            const auto own_high = own.high == unlimited ? no_bound : static_cast<double>(own.high);
            EXPECT_LE(own_high, std::floor(high + 1e-6)) << describe(t, asked[i]);
            EXPECT_GE(static_cast<double>(own.low), std::ceil(low - 1e-6)) << describe(t, asked[i]);
            if (!flat) continue;
            EXPECT_EQ(own_high, std::floor(high + 1e-6)) << describe(t, asked[i]);
            EXPECT_EQ(static_cast<double>(own.low), std::ceil(low - 1e-6)) << describe(t, asked[i]);
        }
    }
}

TEST(Bounds, DoNotDependOnThreads) {
    const auto t =
        support::random_table(11, {.dimensions = 3, .branching = 4, .depth = 2, .mean = 9});
    knowledge known(t.shared_cube());
    std::vector<cell_index> asked;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (t.value(cell) > 0 && t.value(cell) < 5)
            asked.push_back(cell);
        else
            known.learn_exact(cell, t.value(cell));
    }
    const auto one = bounds(known, asked, {.threads = 1}).value();
    EXPECT_EQ(bounds(known, asked, {.threads = 2}).value(), one);
    EXPECT_EQ(bounds(known, asked, {.threads = 8}).value(), one);
}

/// One component of about a thousand cells: threads share it, and its cells are settled in parts
/// and whole.
TEST(Bounds, OfOneLargeComponentDoNotDependOnThreads) {
    const auto t = support::random_table(3, {.dimensions = 3,
                                             .branching = 6,
                                             .depth = 2,
                                             .mean = 9,
                                             .zero_percent = 10,
                                             .ragged_percent = 0});
    splitmix64 random(4);
    knowledge known(t.shared_cube());
    std::vector<cell_index> asked;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (cell == 0 || t.value(cell) == 0 || random.percent(40))
            known.learn_exact(cell, t.value(cell));
        else
            known.learn(cell, 1, unlimited);
        if (asked.size() < 700 && known.low(cell) < known.high(cell)) asked.push_back(cell);
    }
    std::vector<requirement> requirements;
    for (const auto cell : asked)
        requirements.push_back(
            {.cell = cell, .direction = requirement::side::up, .limit = 2 * t.value(cell) + 1});
    ASSERT_EQ(asked.size(), 700u);
    const auto one = bounds(known, asked, {.threads = 1}).value();
    for (const auto& i : one) EXPECT_TRUE(i.exact);
    const auto found =
        find_witnesses(known, requirements, {.threads = 1, .start = t.values()}).value();
    for (const auto threads : {2u, 8u}) {
        EXPECT_EQ(bounds(known, asked, {.threads = threads}).value(), one);
        EXPECT_EQ(bounds(known, asked, {.threads = threads, .start = t.values()}).value(), one);
        const auto again =
            find_witnesses(known, requirements, {.threads = threads, .start = t.values()}).value();
        EXPECT_EQ(again.feasibility, found.feasibility);
        EXPECT_EQ(again.witness_of, found.witness_of);
        EXPECT_TRUE(std::ranges::equal(again.witnesses, found.witnesses, {}, &witness::move,
                                       &witness::move));
    }
    for (std::size_t i = 0; i < requirements.size(); ++i)
        EXPECT_EQ(found.feasibility[i] == feasibility::feasible,
                  one[i].high >= requirements[i].limit);
}

TEST(Bounds, SayWhenTheSearchLimitCameFirst) {
    const auto t = support::random_table(
        5, {.dimensions = 3, .branching = 2, .depth = 1, .mean = 5, .zero_percent = 0});
    knowledge known(t.shared_cube());
    known.learn_exact(0, t.grand_total());
    const auto found = bounds(known, std::vector<cell_index>{1}, {.search_limit = 0});
    ASSERT_THAT(found, support::IsOk());
    EXPECT_FALSE(found->front().exact);
    EXPECT_LE(found->front().low, t.value(1));
    EXPECT_GE(found->front().high, t.value(1));
}

} // namespace
