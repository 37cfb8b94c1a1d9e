#include <sdc/attack/rank.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <sdc/attack/bounds.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/table/relations.hpp>

#include <map>
#include <numeric>

namespace {

using namespace sdc;
using sdc::detail::wide_sum;
using support::HasErrc;
using support::splitmix64;

wide_sum divisor_of(wide_sum a, wide_sum b) {
    return b == 0 ? (a < 0 ? -a : a) : divisor_of(b, a % b);
}

/// Dense elimination in integers, rows kept in lowest terms: whether a vector is in the span of
/// others.
class span_oracle {
public:
    void add(std::vector<wide_sum> row) {
        reduce(row);
        if (std::ranges::any_of(row, [](wide_sum n) { return n != 0; }))
            rows_.push_back(std::move(row));
    }
    [[nodiscard]] bool contains(std::vector<wide_sum> row) const {
        reduce(row);
        return std::ranges::all_of(row, [](wide_sum n) { return n == 0; });
    }

private:
    void reduce(std::vector<wide_sum>& row) const {
        for (const auto& r : rows_) {
            const auto lead =
                std::ranges::find_if(r, [](wide_sum n) { return n != 0; }) - r.begin();
            const auto own = row[static_cast<std::size_t>(lead)],
                       other = r[static_cast<std::size_t>(lead)];
            wide_sum common = 0;
            for (std::size_t i = 0; i < row.size(); ++i) {
                row[i] = row[i] * other - r[i] * own;
                common = divisor_of(common, row[i]);
            }
            for (auto& n : row) n = common == 0 ? 0 : n / common;
        }
    }
    std::vector<std::vector<wide_sum>> rows_;
};

/// Each cell as a sum of leaves, by the paths in the codes' names; no relation of the library is
/// used.
std::vector<std::vector<wide_sum>> as_sums_of_leaves(const cube& c) {
    const auto is_under = [&](cell_index leaf, cell_index cell) {
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            const auto &inner = c.codes(d)[c.shape().coordinate(leaf, d)].id,
                       &outer = c.codes(d)[c.shape().coordinate(cell, d)].id;
            if (inner != outer && !inner.starts_with(outer + ".")) return false;
        }
        return true;
    };
    std::vector<std::vector<wide_sum>> sums(c.size());
    for (cell_index leaf = 0; leaf < c.size(); ++leaf) {
        if (c.is_margin(leaf)) continue;
        for (cell_index cell = 0; cell < c.size(); ++cell)
            sums[cell].push_back(is_under(leaf, cell));
    }
    return sums;
}

span_oracle everything_known(const knowledge& known,
                             const std::vector<std::vector<wide_sum>>& sums) {
    span_oracle oracle;
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (known.low(cell) == known.high(cell)) oracle.add(sums[cell]);
    }
    for (const auto& s : known.statements()) {
        if (s.low != s.high) continue;
        std::vector<wide_sum> row(sums[0].size());
        for (const auto& [cell, coefficient] : s.terms) {
            for (std::size_t i = 0; i < row.size(); ++i) row[i] += coefficient * sums[cell][i];
        }
        oracle.add(std::move(row));
    }
    return oracle;
}

std::vector<cell_index> all_cells(const knowledge& known) {
    std::vector<cell_index> cells(known.size());
    std::iota(cells.begin(), cells.end(), cell_index{0});
    return cells;
}

/// By addition: of the rows as they stand, and of the true values.
void expect_adds_up(const knowledge& known, cell_index cell, const derivation& how,
                    std::span<const std::int64_t> values) {
    std::map<cell_index, wide_sum> sum;
    wide_sum constant = 0, told = how.constant;
    for (const auto& step : how.steps) {
        if (step.total == no_cell) {
            const auto& s = known.statements()[step.statement];
            for (const auto& [c, coefficient] : s.terms)
                sum[c] += wide_sum{step.multiplier} * coefficient;
            constant += wide_sum{step.multiplier} * s.low;
            continue;
        }
        const auto& tables = known.tables();
        const auto k = tables.table_of(step.total);
        sum[tables.variable_of(step.total)] += step.multiplier;
        const auto first = tables.offset(k);
        relation(tables.cube(k), step.dimension, step.total - first)
            .for_each_part(
                [&](cell_index part) { sum[tables.variable_of(first + part)] -= step.multiplier; });
    }
    EXPECT_TRUE(constant == how.constant);
    EXPECT_GT(how.divisor, 0);
    sum[known.tables().variable_of(cell)] -= how.divisor;
    for (const auto& [used, coefficient] : how.known) {
        EXPECT_EQ(known.low(used), known.high(used)) << "of published cells only";
        sum[used] += coefficient;
        told += wide_sum{coefficient} * values[used];
    }
    for (const auto& [c, coefficient] : sum)
        EXPECT_TRUE(coefficient == 0) << "nothing is left over";
    EXPECT_TRUE(told == wide_sum{how.divisor} * values[cell]) << "and it is the true value";
}

knowledge random_release(const table& t, splitmix64& random) {
    knowledge known(t.shared_cube());
    const auto published = 20 + random.below(60);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (random.percent(published))
            known.learn_exact(cell, t.value(cell));
        else
            known.learn(cell, 0, t.value(cell) + 5);
    }
    for (auto k = random.below(4); k > 0; --k) {
        statement s{.text = "a sum", .terms = {}};
        for (auto terms = 1 + random.below(3); terms > 0; --terms)
            s.terms.emplace_back(random.below(t.size()),
                                 static_cast<std::int64_t>(random.below(9)) - 4);
        std::int64_t sum = 0;
        for (const auto& [cell, coefficient] : s.terms) sum += coefficient * t.value(cell);
        s.low = sum;
        s.high = sum + static_cast<std::int64_t>(random.below(2));
        known.learn(s);
    }
    return known;
}

TEST(Rank, EqualsDenseEliminationOfLeaves) {
    std::map<derivability, std::size_t> seen;
    std::size_t fractions = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        const auto t = support::random_table(seed, {.dimensions = 1 + seed % 4,
                                                    .branching = seed % 4 < 2 ? 4u : 2u,
                                                    .depth = 1 + seed / 4 % 2,
                                                    .mean = 3,
                                                    .single_child_percent = 15});
        if (t.size() > 250) continue;
        splitmix64 random(seed * 3 + 1);
        const auto known = random_release(t, random);
        const auto cells = all_cells(known);
        const auto sums = as_sums_of_leaves(t.cube());
        const auto oracle = everything_known(known, sums);
        const auto found = find_derivable(known, cells);
        ASSERT_THAT(found, support::IsOk());
        for (const auto cell : cells) {
            const auto& answer = (*found)[cell];
            ++seen[answer.verdict];
            const auto expected = known.low(cell) == known.high(cell) ? derivability::published
                                  : oracle.contains(sums[cell])       ? derivability::derivable
                                                                      : derivability::not_derivable;
            ASSERT_EQ(answer.verdict, expected) << describe(t, cell) << ", seed " << seed;
            if (expected != derivability::derivable) continue;
            expect_adds_up(known, cell, answer.how, t.values());
            fractions += answer.how.divisor > 1;
        }
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
    EXPECT_GT(seen[derivability::derivable], 10'000u);
    EXPECT_GT(seen[derivability::not_derivable], 10'000u);
    EXPECT_GT(fractions, 100u);
}

TEST(Rank, DeterminedCellsHaveOneValue) {
    std::size_t derivable = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto t = support::random_table(
            seed,
            {.dimensions = 1 + seed % 3, .branching = 3, .depth = 1 + seed / 3 % 2, .mean = 3});
        splitmix64 random(seed);
        const auto known = random_release(t, random);
        std::vector<cell_index> cells;
        const auto found = find_derivable(known, all_cells(known)).value();
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (found[cell].verdict == derivability::derivable) cells.push_back(cell);
        }
        const auto intervals = bounds(known, cells, {.start = t.values()});
        ASSERT_THAT(intervals, support::IsOk());
        for (const auto& i : *intervals) EXPECT_TRUE(i.is_single_value()) << "seed " << seed;
        derivable += cells.size();
    }
    EXPECT_GT(derivable, 500u);
}

TEST(Rank, OfLinkedTables) {
    const auto flat = [](const std::string& name) {
        const std::vector<std::string> ids{name + ".1", name + ".2", name + ".3"};
        return dimension{.name = name, .codes = hierarchy::flat(ids, name).value()};
    };
    const auto whole = cube::make({flat("a"), flat("b"), flat("c")}).value();
    const auto first = cube::make({flat("a"), flat("b")}).value(),
               second = cube::make({flat("a"), flat("c")}).value();
    const auto tables =
        linked_tables::make({{.cube = first}, {.name = "two", .cube = second}}).value();
    const auto of_whole = as_sums_of_leaves(*whole);
    // Cells of both tables as cells of the whole: (a, b, all), then (a, all, c).
    std::vector<std::vector<wide_sum>> sums;
    for (cell_index i = 0; i < 16; ++i) sums.push_back(of_whole[i * 4]);
    for (cell_index i = 0; i < 16; ++i) sums.push_back(of_whole[i / 4 * 16 + i % 4]);
    std::size_t derivable = 0, open = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        splitmix64 random(seed);
        std::vector<std::int64_t> leaves(27), values;
        for (auto& n : leaves) n = static_cast<std::int64_t>(random.below(9));
        for (const auto& sum : sums) {
            wide_sum n = 0;
            for (std::size_t i = 0; i < leaves.size(); ++i) n += sum[i] * leaves[i];
            values.push_back(static_cast<std::int64_t>(n));
        }
        knowledge known(tables);
        for (cell_index cell = 0; cell < 32; ++cell) {
            if (random.percent(45)) known.learn_exact(cell, values[cell]);
        }
        const auto oracle = everything_known(known, sums);
        const auto found = find_derivable(known, all_cells(known)).value();
        for (cell_index cell = 0; cell < 32; ++cell) {
            if (known.low(cell) == known.high(cell)) continue;
            ASSERT_EQ(found[cell].verdict, oracle.contains(sums[cell])
                                               ? derivability::derivable
                                               : derivability::not_derivable)
                << describe(*tables, cell) << ", seed " << seed;
            if (found[cell].verdict == derivability::derivable)
                expect_adds_up(known, cell, found[cell].how, values);
            ++(found[cell].verdict == derivability::derivable ? derivable : open);
        }
    }
    EXPECT_GT(derivable, 1'000u);
    EXPECT_GT(open, 1'000u);
}

std::shared_ptr<const cube> months() {
    const std::vector<std::string> ids{"April", "May", "June"};
    return cube::make({{.name = "month", .codes = hierarchy::flat(ids).value()}}).value();
}

TEST(Rank, ADerivationCanBeRead) {
    knowledge known(months());
    known.learn_exact(0, 9);
    known.learn_exact(1, 4);
    known.learn({.text = "May less twice June", .terms = {{2, 1}, {3, -2}}, .low = 2, .high = 2});
    const auto found = find_derivable(known, std::vector<cell_index>{0, 2, 3}).value();
    EXPECT_EQ(found[0].verdict, derivability::published);
    ASSERT_EQ(found[1].verdict, derivability::derivable);
    EXPECT_EQ(to_string(known, 2, found[1].how),
              "3 x month=May = 2 x month=Total - 2 x month=April + 2");
    EXPECT_EQ(to_string(known, 3, found[2].how), "3 x month=June = month=Total - month=April - 2");
}

TEST(Rank, DoesNotSeeThatNothingIsBelowZero) {
    // 0 = x + y: both are 0, and no addition says so.
    knowledge known(months());
    known.learn_exact(0, 4);
    known.learn_exact(1, 4);
    const std::vector<cell_index> cells{2, 3};
    const auto found = find_derivable(known, cells).value();
    for (const auto& answer : found) EXPECT_EQ(answer.verdict, derivability::not_derivable);
    const auto intervals = bounds(known, cells).value();
    for (const auto& i : intervals) EXPECT_EQ(i, (interval{0, 0, true}));
}

TEST(Rank, WhatIntegersCannotConfirmIsNotClaimed) {
    knowledge known(months());
    constexpr auto large = (std::int64_t{1} << 61) - 1;
    known.learn({.text = "vanishes modulo the first prime",
                 .terms = {{1, large}},
                 .low = large,
                 .high = large});
    known.learn(
        {.text = "needs large fractions", .terms = {{2, 3'000'000'000}}, .low = 0, .high = 0});
    const auto found = find_derivable(known, std::vector<cell_index>{1, 2, 3}).value();
    EXPECT_EQ(found[0].verdict, derivability::unconfirmed);
    EXPECT_EQ(found[1].verdict, derivability::unconfirmed);
    EXPECT_NE(found[2].verdict, derivability::derivable);
    EXPECT_THAT(find_derivable(known, std::vector<cell_index>{4}), HasErrc(errc::bad_argument));
}

} // namespace
