#include <sdc/attack/rank.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <sdc/attack/bounds.hpp>
#include <sdc/table/relations.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace {

using namespace sdc;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using support::HasErrc;
using support::splitmix64;

using rational_row = std::vector<cpp_rational>;

cpp_int exact(const decimal& n) { return cpp_int(n.to_string()); }

/// Dense elimination in fractions: whether a vector is in the span of others.
class span_oracle {
public:
    void add(rational_row row) {
        reduce(row);
        if (lead_of(row) < row.size()) rows_.push_back(std::move(row));
    }
    [[nodiscard]] bool contains(rational_row row) const {
        reduce(row);
        return lead_of(row) == row.size();
    }

private:
    static std::size_t lead_of(const rational_row& row) {
        const auto at = std::ranges::find_if(row, [](const auto& n) { return n != 0; });
        return static_cast<std::size_t>(at - row.begin());
    }
    void reduce(rational_row& row) const {
        for (const auto& r : rows_) {
            const auto lead = lead_of(r);
            if (row[lead] == 0) continue;
            const cpp_rational factor = row[lead] / r[lead];
            for (auto i = lead; i < row.size(); ++i) {
                if (r[i] != 0) row[i] -= factor * r[i];
            }
        }
    }
    std::vector<rational_row> rows_;
};

/// Each cell as a sum of leaves, by the paths in the codes' names; no relation of the library is
/// used.
std::vector<rational_row> as_sums_of_leaves(const cube& c) {
    const auto is_under = [&](cell_index leaf, cell_index cell) {
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            const auto &inner = c.codes(d)[c.shape().coordinate(leaf, d)].id,
                       &outer = c.codes(d)[c.shape().coordinate(cell, d)].id;
            if (inner != outer && !inner.starts_with(outer + ".")) return false;
        }
        return true;
    };
    std::vector<rational_row> sums(c.size());
    for (cell_index leaf = 0; leaf < c.size(); ++leaf) {
        if (c.is_margin(leaf)) continue;
        for (cell_index cell = 0; cell < c.size(); ++cell)
            sums[cell].push_back(is_under(leaf, cell));
    }
    return sums;
}

span_oracle everything_known(const knowledge& known, const std::vector<rational_row>& sums) {
    span_oracle oracle;
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (known.low(cell) == known.high(cell)) oracle.add(sums[cell]);
    }
    for (const auto& s : known.statements()) {
        if (s.low != s.high) continue;
        rational_row row(sums[0].size());
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
    std::map<cell_index, cpp_int> sum;
    cpp_int constant = 0, told = exact(how.constant);
    for (const auto& step : how.steps) {
        if (step.total == no_cell) {
            const auto& s = known.statements()[step.statement];
            for (const auto& [c, coefficient] : s.terms)
                sum[c] += exact(step.multiplier) * coefficient;
            constant += exact(step.multiplier) * s.low;
            continue;
        }
        const auto& tables = known.tables();
        const auto k = tables.table_of(step.total);
        sum[tables.variable_of(step.total)] += exact(step.multiplier);
        const auto first = tables.offset(k);
        relation(tables.cube(k), step.dimension, step.total - first)
            .for_each_part([&](cell_index part) {
                sum[tables.variable_of(first + part)] -= exact(step.multiplier);
            });
    }
    EXPECT_EQ(constant, exact(how.constant));
    EXPECT_GT(how.divisor, 0);
    sum[known.tables().variable_of(cell)] -= exact(how.divisor);
    for (const auto& [used, coefficient] : how.known) {
        EXPECT_EQ(known.low(used), known.high(used)) << "of published cells only";
        sum[used] += exact(coefficient);
        told += exact(coefficient) * values[used];
    }
    for (const auto& [c, coefficient] : sum) EXPECT_EQ(coefficient, 0) << "nothing is left over";
    EXPECT_EQ(told, exact(how.divisor) * values[cell]) << "and it is the true value";
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
    std::vector<rational_row> sums;
    for (cell_index i = 0; i < 16; ++i) sums.push_back(of_whole[i * 4]);
    for (cell_index i = 0; i < 16; ++i) sums.push_back(of_whole[i / 4 * 16 + i % 4]);
    std::size_t derivable = 0, open = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        splitmix64 random(seed);
        std::vector<std::int64_t> leaves(27), values;
        for (auto& n : leaves) n = static_cast<std::int64_t>(random.below(9));
        for (const auto& sum : sums) {
            cpp_rational n = 0;
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

TEST(Rank, NoCoefficientIsTooLarge) {
    knowledge known(months());
    constexpr auto large = (std::int64_t{1} << 61) - 1;
    known.learn({.text = "vanishes modulo the first prime",
                 .terms = {{1, large}},
                 .low = large,
                 .high = large});
    known.learn(
        {.text = "needs large fractions", .terms = {{2, 3'000'000'000}}, .low = 0, .high = 0});
    const auto found = find_derivable(known, std::vector<cell_index>{1, 2, 3}).value();
    ASSERT_EQ(found[0].verdict, derivability::derivable);
    EXPECT_EQ(to_string(known, 1, found[0].how),
              "2305843009213693951 x month=April = 2305843009213693951");
    ASSERT_EQ(found[1].verdict, derivability::derivable);
    EXPECT_EQ(to_string(known, 2, found[1].how), "3000000000 x month=May = 0");
    EXPECT_EQ(found[2].verdict, derivability::not_derivable);
    EXPECT_THAT(find_derivable(known, std::vector<cell_index>{4}), HasErrc(errc::bad_argument));
}

/// Coefficients of any size; some that vanish modulo the primes that the library tries first.
std::int64_t large_coefficient(splitmix64& random) {
    constexpr std::int64_t first_prime = (std::int64_t{1} << 61) - 1;
    const auto sign = random.percent(50) ? 1 : -1;
    if (random.percent(10)) return sign * (random.percent(50) ? first_prime : first_prime - 30);
    const auto bits = 1 + random.below(58);
    return sign * static_cast<std::int64_t>(1 + random.below(std::uint64_t{1} << bits));
}

/// A list of cells, some published, and statements about several of them with large coefficients;
/// at times one that is a combination of two others, which an eliminated row must not add to.
knowledge with_large_statements(const table& t, splitmix64& random) {
    knowledge known(t.shared_cube());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (random.percent(20)) known.learn_exact(cell, t.value(cell));
    }
    for (auto k = 1 + random.below(t.size()); k > 0; --k) {
        statement s{.text = "a sum", .terms = {}};
        cpp_int sum = 0;
        for (auto terms = 1 + random.below(4); terms > 0; --terms) {
            s.terms.emplace_back(random.below(t.size()), large_coefficient(random));
            sum += cpp_int(s.terms.back().second) * t.value(s.terms.back().first);
        }
        if (abs(sum) > std::numeric_limits<std::int64_t>::max() / 2) continue;
        s.low = s.high = static_cast<std::int64_t>(sum);
        known.learn(s);
    }
    return known;
}

TEST(Rank, IsCertainHoweverLargeTheNumbers) {
    std::map<derivability, std::size_t> seen;
    std::size_t longest = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        const auto t = support::random_table(
            seed,
            {.dimensions = 1 + seed % 2, .branching = 4, .depth = 1 + seed / 2 % 2, .mean = 1});
        if (t.size() > 40) continue;
        splitmix64 random(seed);
        const auto known = with_large_statements(t, random);
        const auto sums = as_sums_of_leaves(t.cube());
        const auto oracle = everything_known(known, sums);
        const auto found = find_derivable(known, all_cells(known)).value();
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            const auto& answer = found[cell];
            ++seen[answer.verdict];
            if (answer.verdict == derivability::published) continue;
            ASSERT_EQ(answer.verdict == derivability::derivable, oracle.contains(sums[cell]))
                << describe(t, cell) << ", seed " << seed;
            if (answer.verdict != derivability::derivable) continue;
            expect_adds_up(known, cell, answer.how, t.values());
            longest = std::max(longest, answer.how.divisor.to_string().size());
        }
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
    EXPECT_GT(seen[derivability::derivable], 500u);
    EXPECT_GT(seen[derivability::not_derivable], 500u);
    EXPECT_GT(longest, 40u) << "digits: beyond 128 bits";
}

} // namespace
