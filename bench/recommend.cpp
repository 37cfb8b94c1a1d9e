// Question: how long does it take to score what a reader of a suppressed table can be sure of, and to find what could be released instead?
#include <harness.hpp>

#include <sdc/release/recommend.hpp>
#include <sdc/risk/interval.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>

namespace {

void score_reader(benchmark::State& state, const std::string& name) {
    const auto reader = sdc::knowledge_of(harness::plan(name));
    std::size_t open = 0, certain = 0;
    for (auto _ : state) {
        const auto found = sdc::score_reader(reader, {.channels = {.coalition = 0}}).value();
        open = static_cast<std::size_t>(std::ranges::count_if(found, [](const auto& one) { return !one.count.is_single_value(); }));
        certain = static_cast<std::size_t>(std::ranges::count_if(found, [](const auto& one) { return !one.count.is_single_value() && one.certain.one_in < 5; }));
    }
    harness::report(state, name, reader.size());
    state.counters["withheld"] = static_cast<double>(open);
    state.counters["certain_above_a_fifth"] = static_cast<double>(certain);
}

void recommend(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    sdc::recommendation found;
    for (auto _ : state) found = sdc::recommend(t, {.channels = {.coalition = 1}, .limit_one_in = 5}).value();
    harness::report(state, name, t->size());
    state.SetLabel(name + ", " + std::to_string(t->size()) + " cells: " + sdc::to_string(found.candidates[found.chosen].way));
    state.counters["candidates"] = static_cast<double>(found.candidates.size());
}

const harness::selection sizes{.growth = {"F2f50", "F2f200", "F3t", "F3s", "F3m"}};
const harness::selection smaller{.growth = {"F2f50", "F3t", "F2f200"}};
const bool added = harness::add("score_reader", score_reader, sizes) && harness::add("recommend", recommend, smaller);

} // namespace
