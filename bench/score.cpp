// Question: how long does it take to score every cell of a table by what the table alone tells?
#include <harness.hpp>

#include <sdc/risk/table/cell.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

void score_cells(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    for (auto _ : state) {
        auto found = sdc::score_cells(*t);
        if (!found) state.SkipWithError("refused");
        benchmark::DoNotOptimize(found);
    }
    harness::report(state, name, t->size());
}

/// Every channel that a table of counts has.
void score_all_channels(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    const std::vector<std::int64_t> people(t->size(), 10'000'000);
    for (auto _ : state) {
        auto found = sdc::score_cells(*t, {.population = people,
                                           .disclosed_by_linked_tables = true,
                                           .zeros_are_disclosive = true});
        if (!found) state.SkipWithError("refused");
        benchmark::DoNotOptimize(found);
    }
    harness::report(state, name, t->size());
}

const harness::selection sizes{.growth = {"F3s", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("score_cells", score_cells, sizes) &&
                   harness::add("score_all_channels", score_all_channels, sizes);

} // namespace
