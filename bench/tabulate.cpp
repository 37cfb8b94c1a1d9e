// Question: how fast do rows become an additive table with all margins, and does the rate hold as
// tables grow? Items are rows. F*: one row per leaf with its count. M*: one row per contribution,
// with contributors and the two largest of each cell.
#include <harness.hpp>

#include <sdc/table/tabulate.hpp>

#include <benchmark/benchmark.h>

namespace {

void tabulate(benchmark::State& state, const std::string& name) {
    const auto rows = instances::rows(instances::require(name));
    const auto options = instances::tabulation(instances::require(name));
    sdc::cell_index cells = 0;
    for (auto _ : state) {
        const auto t = sdc::tabulate(rows, options).value();
        cells = t.size();
        benchmark::DoNotOptimize(t.grand_total());
    }
    harness::report(state, name, cells, rows.size());
}

const bool added =
    harness::add("tabulate", tabulate,
                 {.growth = {"F3t", "F3s", "F3m", "M2t", "M2s", "M2m"}, .million = {"F3L"}});

} // namespace
