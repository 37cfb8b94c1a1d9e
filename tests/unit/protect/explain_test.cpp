#include <sdc/protect/detail/exact/explain.hpp>
#include <sdc/protect/detail/exact/relaxation.hpp>

#include <sdc/protect/suppress.hpp>

#include <generators.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace {

using sdc::requirement;
using sdc::detail::cell_role;
using sdc::detail::obstacle;
using sdc::detail::row_system;
using sdc::detail::suppression_problem;
using sdc::detail::unknown;
using testing::ElementsAre;
using testing::IsEmpty;

struct instance {
    suppression_problem p;
    std::vector<bool> kept;
};

/// A table of rows x columns with margins, cell (i, j) at i * (columns + 1) + j and totals at 0;
/// every value `value`; all cells candidates between 1 and 9, total and kept cells fixed.
instance grid(unknown rows, unknown columns, const std::vector<unknown>& kept) {
    instance made;
    auto& p = made.p;
    const auto width = columns + 1;
    const auto size = (rows + 1) * width;
    const auto add = [&](unknown total, unknown step, unknown parts) {
        std::vector<row_system::term> terms{{total, 1}};
        for (unknown k = 1; k <= parts; ++k) terms.push_back({total + k * step, -1});
        p.rows.add(terms);
    };
    for (unknown i = 0; i <= rows; ++i) add(i * width, 1, columns);
    for (unknown j = 0; j <= columns; ++j) add(j, width, rows);
    p.rows.index(size);
    p.value.assign(size, 3);
    p.low.assign(size, 1);
    p.high.assign(size, 9);
    p.cost.assign(size, 3);
    p.role.assign(size, cell_role::candidate);
    made.kept.assign(size, false);
    for (const auto cell : kept) {
        p.role[cell] = cell_role::fixed;
        made.kept[cell] = true;
    }
    p.role[0] = cell_role::fixed; // announced
    return made;
}

/// True if some move of the cells that `free` names, each -2 to 6 as the limits say, keeps every
/// row of `rows` and meets the need.
bool possible(const suppression_problem& p, const requirement& n, const std::vector<bool>& free,
              const std::vector<std::uint32_t>& rows) {
    std::vector<std::int64_t> change(p.size());
    std::vector<unknown> cells;
    std::vector<std::size_t> place(p.size()); // among them, from 1; 0: not free
    for (unknown cell = 0; cell < p.size(); ++cell) {
        if (!free[cell]) continue;
        cells.push_back(cell);
        place[cell] = cells.size();
    }
    const auto holds = [&](std::uint32_t r, std::size_t decided) {
        std::int64_t sum = 0, least = 0, most = 0;
        for (const auto& term : p.rows.row(r)) {
            if (place[term.cell] > decided) {
                const auto a = term.coefficient * (p.low[term.cell] - p.value[term.cell]),
                           b = term.coefficient * (p.high[term.cell] - p.value[term.cell]);
                least += std::min(a, b);
                most += std::max(a, b);
            } else {
                sum += term.coefficient * change[term.cell];
            }
        }
        return sum + least <= 0 && 0 <= sum + most;
    };
    const std::function<bool(std::size_t)> search = [&](std::size_t k) {
        if (!std::ranges::all_of(rows, [&](std::uint32_t r) { return holds(r, k); })) return false;
        if (k == cells.size()) {
            const auto moved = change[n.cell] + p.value[n.cell] -
                               (n.minus == sdc::no_cell ? 0 : change[n.minus] + p.value[n.minus]);
            return sdc::is_met(n, moved);
        }
        for (auto v = p.low[cells[k]]; v <= p.high[cells[k]]; ++v) {
            change[cells[k]] = v - p.value[cells[k]];
            if (search(k + 1)) return true;
        }
        change[cells[k]] = 0;
        return false;
    };
    return search(0);
}

std::vector<bool> movable(const instance& i, const std::vector<unknown>& released) {
    std::vector<bool> free(i.p.size());
    for (unknown cell = 0; cell < i.p.size(); ++cell)
        free[cell] = i.p.role[cell] != cell_role::fixed ||
                     std::ranges::find(released, cell) != released.end();
    return free;
}

std::vector<std::uint32_t> all_rows(const suppression_problem& p) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) rows.push_back(r);
    return rows;
}

std::vector<unknown> without(std::vector<unknown> list, unknown one) {
    std::erase(list, one);
    return list;
}

/// Rows and kept cells rule the need out, and none of them can be left out; checked by trying all
/// values.
void expect_minimal_conflict(const instance& i, const requirement& n, const obstacle& o) {
    std::vector<unknown> every_kept, others;
    for (unknown cell = 0; cell < i.p.size(); ++cell) {
        if (i.kept[cell]) every_kept.push_back(cell);
    }
    const auto free_but = [&](const std::vector<unknown>& stay) {
        auto free = movable(i, every_kept);
        for (const auto cell : stay) free[cell] = false;
        return free;
    };
    EXPECT_FALSE(possible(i.p, n, free_but(o.kept), o.rows));
    for (const auto cell : o.kept)
        EXPECT_TRUE(possible(i.p, n, free_but(without(o.kept, cell)), o.rows)) << "kept " << cell;
    for (const auto r : o.rows)
        EXPECT_TRUE(possible(i.p, n, free_but(o.kept), without(o.rows, r))) << "row " << r;
}

void expect_minimal_release(const instance& i, const requirement& n, const obstacle& o) {
    EXPECT_TRUE(possible(i.p, n, movable(i, o.release), all_rows(i.p)));
    for (const auto cell : o.release)
        EXPECT_FALSE(possible(i.p, n, movable(i, without(o.release, cell)), all_rows(i.p)))
            << "released " << cell;
}

TEST(Explain, AKeptNeighbourIsNamed) {
    // One row of three parts under an announced total: both neighbours are kept.
    auto i = grid(1, 3, {2, 3, 6, 7});
    i.p.requirements = {{.cell = 5, .direction = requirement::side::up, .limit = 4}};
    const std::vector<std::uint32_t> open{0};
    const auto o = sdc::detail::explain(i.p, i.kept, open);
    EXPECT_TRUE(o.refuted);
    EXPECT_TRUE(o.release_proved);
    expect_minimal_conflict(i, i.p.requirements[0], o);
    expect_minimal_release(i, i.p.requirements[0], o);
    const auto text =
        sdc::detail::to_text(i.p, o, [](unknown cell) { return "c" + std::to_string(cell); });
    EXPECT_THAT(text, testing::StartsWith("proved by the kept ["));
    EXPECT_THAT(text, testing::HasSubstr(
                          "possible if these cells that must be published were suppressed: [c"));
}

/// All cells of a grid that are kept, in many patterns, against trying all values.
TEST(Explain, AgreesWithTryingEverything) {
    support::splitmix64 random(7);
    int explained = 0, helped = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<unknown> kept;
        for (unknown cell = 1; cell < 9; ++cell) {
            if (cell != 4 && random.percent(65)) kept.push_back(cell);
        }
        auto i = grid(2, 2, kept);
        const bool up = random.percent(50);
        i.p.requirements = {{.cell = 4,
                             .direction = up ? requirement::side::up : requirement::side::down,
                             .limit = up ? 3 + 1 + static_cast<std::int64_t>(random.below(5)) : 1}};
        if (random.percent(20))
            i.p.requirements[0] = {
                .cell = 3, .minus = 4, .direction = requirement::side::up, .limit = 1};
        const auto& n = i.p.requirements[0];
        if (possible(i.p, n, movable(i, {}), all_rows(i.p))) continue;
        const std::vector<std::uint32_t> open{0};
        const auto o = sdc::detail::explain(i.p, i.kept, open);
        ++explained;
        if (!o.refuted) { // a difference of two cells can be possible in halves alone
            EXPECT_NE(n.minus, sdc::no_cell);
            EXPECT_TRUE(o.rows.empty() && o.kept.empty() && !o.release_proved);
            continue;
        }
        expect_minimal_conflict(i, n, o);
        if (o.release.empty()) {
            EXPECT_FALSE(possible(i.p, n, movable(i, kept), all_rows(i.p)));
        } else {
            ++helped;
            EXPECT_TRUE(o.release_proved);
            expect_minimal_release(i, n, o);
        }
    }
    EXPECT_GT(explained, 20);
    EXPECT_GT(helped, 10);
}

TEST(Explain, EveryOpenNeedIsMadePossible) {
    auto i = grid(2, 2, {1, 2, 3, 5, 6, 7, 8});
    i.p.requirements = {{.cell = 4, .direction = requirement::side::up, .limit = 5},
                        {.cell = 4, .direction = requirement::side::other, .limit = 3},
                        {.cell = 4, .direction = requirement::side::down, .limit = 1}};
    const std::vector<std::uint32_t> open{0, 1, 2};
    const auto o = sdc::detail::explain(i.p, i.kept, open);
    EXPECT_TRUE(o.release_proved);
    ASSERT_FALSE(o.release.empty());
    for (const auto& n : i.p.requirements)
        EXPECT_TRUE(possible(i.p, n, movable(i, o.release), all_rows(i.p)));
}

TEST(Explain, ZerosAreOfferedOnlyIfTheyHelp) {
    // 3 = 3 + 0 under an announced total: the zero is always shown.
    auto i = grid(1, 2, {});
    for (const unknown cell : {unknown{0}, unknown{1}, unknown{3}, unknown{4}}) i.p.value[cell] = 3;
    for (const unknown cell : {unknown{2}, unknown{5}}) {
        i.p.value[cell] = i.p.low[cell] = 0;
        i.p.role[cell] = cell_role::fixed;
    }
    i.p.role[3] = cell_role::fixed;
    i.p.requirements = {{.cell = 4, .direction = requirement::side::down, .limit = 1}};
    const std::vector<std::uint32_t> open{0};
    auto eligible = i.p;
    for (auto& low : eligible.low) low = 0;
    for (const unknown cell : {unknown{2}, unknown{5}}) eligible.role[cell] = cell_role::candidate;
    eligible.requirements[0].limit = 0;
    const auto o = sdc::detail::explain(i.p, i.kept, open, &eligible);
    EXPECT_THAT(o.release, IsEmpty());
    EXPECT_TRUE(o.refuted);
    EXPECT_TRUE(o.zeros_help);
    EXPECT_THAT(sdc::detail::to_text(i.p, o, [](unknown) { return "x"; }),
                testing::HasSubstr("where zeros may be suppressed"));
    auto structural = eligible;
    structural.role[5] = cell_role::fixed;
    EXPECT_FALSE(sdc::detail::explain(i.p, i.kept, open, &structural).zeros_help);
}

TEST(Explain, ManyNamesAreCut) {
    auto i = grid(2, 2, {});
    const obstacle o{.requirements = {0}, .open = 3, .release = {1, 2, 3, 4, 5, 6, 7}, .rows = {0}};
    const auto text =
        sdc::detail::to_text(i.p, o, [](unknown cell) { return std::to_string(cell); });
    EXPECT_EQ(text,
              "by [0] is the sum of [1], [2]; may be possible (of the first 1 of 3) if these "
              "cells that must be published were suppressed: [1], [2], [3], [4], [5] and 2 more");
}

/// A small and a large count in each of so many groups, of which all but the small ones are kept:
/// every small one is a difference.
sdc::result<sdc::plan> suppress_differences(std::size_t groups) {
    const auto t = support::cross(std::vector<std::vector<std::int64_t>>(groups, {3, 50}));
    sdc::suppress_options o{.rules = {sdc::threshold{.minimum = 5}}};
    for (std::size_t i = 0; i < groups; ++i) {
        o.must_publish.push_back(support::cross_cell(t, i, 1));
        o.must_publish.push_back(support::row_total(t, i));
    }
    return sdc::suppress(t, o);
}

TEST(Explain, WhereManyCannotBeProtectedTheFirstAreEnough) {
    const auto some = suppress_differences(20), many = suppress_differences(300);
    ASSERT_FALSE(some);
    EXPECT_THAT(some.error().message, testing::StartsWith("20 cells cannot be protected"));
    EXPECT_THAT(
        sdc::to_string(some.error()),
        testing::HasSubstr("; possible if these cells that must be published were suppressed"));
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().code, sdc::errc::not_protectable);
    EXPECT_THAT(many.error().message, testing::StartsWith("at least 56 cells cannot be protected"))
        << "seven rounds of eight";
    EXPECT_THAT(
        sdc::to_string(many.error()),
        testing::HasSubstr(
            "; possible (of the first 50) if these cells that must be published were suppressed"));
}

/// Of so many pairs each is as much as the one before: a chain in which the last cell cannot rise
/// because the first is kept.
suppression_problem chain(unknown links) {
    suppression_problem p;
    for (unknown i = 0; i + 1 < links; ++i)
        p.rows.add(std::vector<row_system::term>{{i, 1}, {i + 1, -1}});
    p.rows.index(links);
    p.value.assign(links, 3);
    p.low.assign(links, 0);
    p.high.assign(links, 9);
    p.cost.assign(links, 1);
    p.role.assign(links, cell_role::suppressed);
    p.role[0] = cell_role::fixed;
    p.requirements = {{.cell = links - 1, .direction = requirement::side::up, .limit = 5}};
    return p;
}

TEST(Explain, AChainOfVeryManyRowsIsStillAProof) {
    for (const unknown links : {20U, 900U}) {
        const auto p = chain(links);
        std::vector<bool> kept(links);
        kept[0] = true;
        const std::vector<std::uint32_t> open{0};
        const auto o = sdc::detail::explain(p, kept, open);
        EXPECT_TRUE(o.refuted);
        EXPECT_EQ(o.rows.size(), links - 1) << "each link is needed";
        EXPECT_THAT(o.kept, ElementsAre(0U));
        EXPECT_THAT(o.release, ElementsAre(0U));
    }
}

TEST(Relaxation, RefutesOnlyWhatTheIntegersShow) {
    auto i = grid(1, 2, {2, 5});
    const sdc::detail::relaxation r{.rows = {0}, .cells = {1}};
    const sdc::detail::wanted_change t{.cell = 1, .sign = 1, .amount = 1};
    const std::vector<double> right{1.0}, nothing{0.0};
    EXPECT_TRUE(sdc::detail::refutes(i.p, r, t, right) ||
                sdc::detail::refutes(i.p, r, t, std::vector<double>{-1.0}));
    EXPECT_FALSE(sdc::detail::refutes(i.p, r, t, nothing)) << "the cell alone could reach it";
    EXPECT_TRUE(sdc::detail::refutes(i.p, r, {.cell = 1, .sign = 1, .amount = 7}, nothing))
        << "beyond its limit";
}

} // namespace
