// Question: how long does it take to score what an intruder of a suppressed table can be sure of,
// and to find what could be released instead, by itself and beside an earlier release?
#include <harness.hpp>

#include <sdc/release/recommend.hpp>
#include <sdc/risk/table/interval.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/linked.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace {

void score_knowledge(benchmark::State& state, const std::string& name) {
    const auto known = sdc::knowledge_of(harness::plan(name));
    std::size_t open = 0, certain = 0;
    for (auto _ : state) {
        const auto found = sdc::score_knowledge(known, {.channels = {.coalition = 0}}).value();
        open = static_cast<std::size_t>(std::ranges::count_if(
            found, [](const auto& one) { return !one.count.is_single_value(); }));
        certain = static_cast<std::size_t>(std::ranges::count_if(found, [](const auto& one) {
            return !one.count.is_single_value() && one.certain.one_in < 5;
        }));
    }
    harness::report(state, name, known.size());
    state.counters["suppressed"] = static_cast<double>(open);
    state.counters["certain_above_a_fifth"] = static_cast<double>(certain);
}

void recommend(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    sdc::recommendation found;
    for (auto _ : state)
        found = sdc::recommend(t, {.channels = {.coalition = 1}, .limit_one_in = 5}).value();
    harness::report(state, name, t->size());
    state.SetLabel(name + ", " + std::to_string(t->size()) +
                   " cells: " + sdc::to_string(found.candidates[found.chosen].way));
    state.counters["candidates"] = static_cast<double>(found.candidates.size());
}

/// Calls f for the cell and all margins that it is in.
template <class F>
void for_each_margin(const sdc::cube& c, sdc::cell_index cell, F&& f, std::size_t d = 0) {
    if (d == c.dimensions().size()) return f(cell);
    for (auto i = c.shape().coordinate(cell, d);; i = c.codes(d).parent(i)) {
        for_each_margin(c, cell, f, d + 1);
        if (i == 0) return;
        cell -= (i - c.codes(d).parent(i)) * c.shape().stride(d);
    }
}

/// Half of the people were published before, every tenth cell of them suppressed.
sdc::knowledge half_of(const sdc::table& t) {
    const auto tables = sdc::linked_tables::make(
                            {{.cube = t.shared_cube()},
                             {.name = "half", .cube = t.shared_cube(), .where = {{"half", "one"}}}})
                            .value();
    std::vector<std::int64_t> half(t.size());
    for (const auto& cell : sdc::cells(t)) {
        if (cell.is_margin()) continue;
        for_each_margin(t.cube(), cell.index(), [&](sdc::cell_index above) {
            half[above] += t.contributors(cell.index()) / 2;
        });
    }
    sdc::knowledge known(tables);
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        if (cell % 10 != 7) known.learn_exact(tables->offset(1) + cell, half[cell]);
    }
    return known;
}

void recommend_jointly(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    const auto known = half_of(*t);
    sdc::recommendation found;
    for (auto _ : state)
        found = sdc::recommend(t, {.channels = {.coalition = 1, .disclosed_by_linked_tables = true},
                                   .limit_one_in = 5,
                                   .already_published = &known})
                    .value();
    harness::report(state, name, t->size());
    state.SetLabel(name + ", " + std::to_string(t->size()) +
                   " cells beside as many: " + sdc::to_string(found.candidates[found.chosen].way));
    state.counters["candidates"] = static_cast<double>(found.candidates.size());
}

const harness::selection sizes{.growth = {"F2f50", "F2f200", "F3t", "F3s", "F3m"}};
const harness::selection smaller{.growth = {"F2f50", "F3t", "F2f200"}},
    smallest{.growth = {"F2f20", "F2f50"}};
const bool added = harness::add("recommend_jointly", recommend_jointly, smallest) &&
                   harness::add("score_reader", score_knowledge, sizes) &&
                   harness::add("recommend", recommend, smaller);

} // namespace
