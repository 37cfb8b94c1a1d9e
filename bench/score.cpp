// Question: how long does it take to score every cell of a table by what the table alone tells?
#include <harness.hpp>

#include <sdc/risk/cell.hpp>

#include <benchmark/benchmark.h>

#include <string>

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

const harness::selection sizes{.growth = {"F3s", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("score_cells", score_cells, sizes);

} // namespace
