#include <sdc/protect/detail/intruder/internal_requirements.hpp>

#include <generators.hpp>
#include <matchers.hpp>
#include <small_tables.hpp>

#include <sdc/table/cells.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace {

using namespace sdc;
using detail::internal_requirements;
using detail::problem_solution;
using detail::suppression_problem;
using pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// The table's cells as unknowns, in any numbering: cell i is unknown `numbers[i]`.
suppression_problem problem_of(const table& t, const std::vector<detail::unknown>& numbers) {
    suppression_problem p;
    p.tables.push_back({.codes = &t.cube(), .numbers = numbers});
    p.value.resize(t.size());
    std::vector<cell_index> to_cell(t.size());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        p.value[p.tables[0].number(cell)] = t.value(cell);
        to_cell[p.tables[0].number(cell)] = cell;
    }
    p.count_own_units = [&t, to_cell](const intruder& who, cell_index cell) {
        auto here = who;
        for (auto& own : here.own) own.cell = to_cell[own.cell];
        return count_own_units(here, t.cube(), to_cell[cell]);
    };
    return p;
}

/// A leaf is part of a margin if going up from it meets the margin, in each dimension.
bool lies_under(const cube& c, cell_index leaf, cell_index margin) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        auto code = c.shape().coordinate(leaf, d);
        while (code != c.shape().coordinate(margin, d) && code != 0) code = c.codes(d).parent(code);
        if (code != c.shape().coordinate(margin, d)) return false;
    }
    return true;
}

/// Every need, intruder and move, one after the other, over cells of the table; `to_cell` undoes
/// the numbering.
pairs find_the_slow_way(const table& t, const suppression_problem& p,
                        const std::vector<intruder>& intruders, const problem_solution& s,
                        const std::vector<cell_index>& to_cell) {
    pairs open;
    for (std::uint32_t i = 0; i < p.requirements.size(); ++i) {
        for (std::uint32_t k = 0; k < intruders.size(); ++k) {
            const auto units = [&](cell_index cell) {
                std::int64_t sum = 0;
                for (const auto& own : intruders[k].own)
                    sum += lies_under(t.cube(), to_cell[own.cell], to_cell[cell]) ? own.units : 0;
                return sum;
            };
            auto n = p.requirements[i];
            const auto cell = n.minus == no_cell ? n.cell : n.minus;
            if (p.value[cell] > 0 && units(cell) == p.value[cell]) continue;
            bool covered = s.move_of[i] == 7777;
            for (std::uint32_t m = 0; m < s.moves.size() && !covered; ++m) {
                const bool first = s.move_of[i] == m;
                if (!first && std::ranges::find(s.intruders, std::pair{i, m}) == s.intruders.end())
                    continue;
                std::map<cell_index, std::int64_t> table;
                for (cell_index u = 0; u < p.size(); ++u) table[u] = p.value[u];
                for (const auto& [u, change] : s.moves[m]) table[u] += change;
                bool agrees = true;
                for (const auto& own : intruders[k].own)
                    agrees = agrees && (own.sole_contributor ? table[own.cell] == own.units
                                                             : table[own.cell] >= own.units);
                const auto x = table[n.cell] - (n.minus == no_cell ? 0 : table[n.minus]);
                auto limit = n.limit;
                if (n.minus == no_cell && n.direction == requirement::side::down)
                    limit = std::max(limit, units(n.cell));
                const bool met = n.direction == requirement::side::down ? x <= limit
                                 : n.direction == requirement::side::up ? x >= limit
                                                                        : x != limit;
                covered = agrees && (first || met);
            }
            if (!covered) open.emplace_back(i, k);
        }
    }
    return open;
}

std::vector<intruder> random_inside(const table& t, const std::vector<detail::unknown>& numbers,
                                    support::splitmix64& random) {
    std::vector<intruder> intruders;
    std::vector<cell_index> leaves;
    for (const auto& view : cells(t)) {
        if (!view.is_margin() && t.value(view.index()) > 0) leaves.push_back(view.index());
    }
    for (std::size_t k = 0, n = 1 + random.below(6); k < n && !leaves.empty(); ++k) {
        std::map<cell_index, own_contribution> own;
        for (std::size_t i = 0, cells = 1 + random.below(3); i < cells; ++i) {
            const auto leaf = leaves[random.below(leaves.size())];
            const auto units = random.percent(60)
                                   ? t.value(leaf)
                                   : 1 + static_cast<std::int64_t>(random.below(
                                             static_cast<std::uint64_t>(t.value(leaf))));
            const cell_index u = numbers.empty() ? leaf : numbers[leaf];
            own[u] = {.cell = u, .units = units, .sole_contributor = units == t.value(leaf)};
        }
        auto& who = intruders.emplace_back();
        for (const auto& [u, one] : own) who.own.push_back(one);
    }
    return intruders;
}

detail::move random_move(std::size_t cells, support::splitmix64& random) {
    std::map<detail::unknown, std::int64_t> changes;
    for (std::size_t i = 0, n = 1 + random.below(4); i < n; ++i)
        changes[static_cast<detail::unknown>(random.below(cells))] =
            random.percent(50) ? 1 : -1 - static_cast<std::int64_t>(random.below(3));
    return {changes.begin(), changes.end()};
}

TEST(InternalRequirements, UncoveredPairsAreThoseOfTheDoubleLoop) {
    std::size_t found = 0, covered = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        support::splitmix64 random(seed);
        const auto t = support::random_table(seed, {.dimensions = 1 + seed % 2,
                                                    .branching = 3,
                                                    .depth = 1 + seed / 2 % 2,
                                                    .mean = 2,
                                                    .zero_percent = 20,
                                                    .single_child_percent = 20});
        std::vector<detail::unknown> numbers;
        std::vector<cell_index> to_cell(t.size());
        for (cell_index cell = 0; cell < t.size(); ++cell) to_cell[cell] = cell;
        if (seed % 3 != 0) {
            for (auto i = t.size(); i > 1; --i) std::swap(to_cell[i - 1], to_cell[random.below(i)]);
            numbers.resize(t.size());
            for (cell_index u = 0; u < t.size(); ++u)
                numbers[to_cell[u]] = static_cast<detail::unknown>(u);
        }
        auto p = problem_of(t, numbers);
        const auto intruders = random_inside(t, numbers, random);
        problem_solution s;
        for (std::size_t m = 0; m < 6; ++m) s.moves.push_back(random_move(t.size(), random));
        for (std::uint32_t i = 0; i < 8; ++i) {
            requirement n{.cell = random.below(t.size()),
                          .direction = static_cast<requirement::side>(random.below(3)),
                          .limit = static_cast<std::int64_t>(random.below(6))};
            if (random.percent(20)) n.minus = random.below(t.size());
            p.requirements.push_back(n);
            s.move_of.push_back(random.percent(5) ? 7777
                                                  : static_cast<std::uint32_t>(random.below(6)));
            for (std::uint32_t m = 0; m < 6; ++m) {
                if (random.percent(30)) s.intruders.emplace(s.intruders.begin(), i, m);
            }
        }
        const auto open = internal_requirements(p, intruders).find_uncovered(s);
        ASSERT_EQ(open, find_the_slow_way(t, p, intruders, s, to_cell)) << "seed " << seed;
        found += open.size();
        auto alone = s;
        alone.intruders.clear();
        covered += internal_requirements(p, intruders).find_uncovered(alone).size() - open.size();
    }
    EXPECT_GT(found, 1'000u);
    EXPECT_GT(covered, 300u) << "further moves must matter, else this says nothing of them";
}

TEST(InternalRequirements, NothingIsAskedOfWhatIsAllTheirs) {
    // 1 and 4 under 5: who is the 1 knows that the total is not less, and the rest.
    const auto t = support::series({1, 4});
    auto p = problem_of(t, {});
    p.requirements = {{.cell = 1, .direction = requirement::side::up, .limit = 4},
                      {.cell = 0, .direction = requirement::side::down, .limit = 0},
                      {.cell = 2, .minus = 1, .direction = requirement::side::up, .limit = 6}};
    const internal_requirements one(
        p, {{.name = "one", .own = {{.cell = 1, .units = 1, .sole_contributor = true}}}});
    EXPECT_FALSE(one.asked(0, 0));
    EXPECT_EQ(one.asked(1, 0)->limit, 1);
    EXPECT_FALSE(one.asked(2, 0)) << "a group need protects the cell that is taken away";
    EXPECT_TRUE(one.agrees(0, {{0, 1}, {2, 1}}));
    EXPECT_FALSE(one.agrees(0, {{1, 1}, {2, -1}}));
}

TEST(InternalRequirements, WithoutUnitsACellHoldsWhatTheyNameOfIt) {
    suppression_problem p;
    p.value = {5, 1, 4};
    p.requirements = {{.cell = 1, .direction = requirement::side::up, .limit = 2},
                      {.cell = 0, .direction = requirement::side::down, .limit = 0}};
    const internal_requirements one(
        p, {{.name = "one", .own = {{.cell = 1, .units = 1, .sole_contributor = true}}}});
    EXPECT_FALSE(one.asked(0, 0));
    EXPECT_EQ(one.asked(1, 0)->limit, 0);
}

} // namespace
