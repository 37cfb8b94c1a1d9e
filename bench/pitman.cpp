// Question: how long does it take to fit Pitman's model to the sizes of the classes of a file, and
// to estimate the population's uniques?
#include <record_files.hpp>

#include <sdc/risk/record/population_uniques.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

std::vector<std::int64_t> histogram_of(const std::string& name) {
    const auto sizes = sdc::class_sizes(record_files::make(name)).value();
    std::vector<std::int64_t> histogram(static_cast<std::size_t>(std::ranges::max(sizes)));
    for (const auto s : sizes) ++histogram[static_cast<std::size_t>(s) - 1];
    return histogram;
}

void pitman(benchmark::State& state, const std::string& name) {
    const auto histogram = histogram_of(name);
    for (auto _ : state) {
        auto uniques = sdc::pitman_uniques(sdc::fit_pitman(histogram).value(), 3'000'000).value();
        benchmark::DoNotOptimize(uniques);
    }
    state.SetLabel(name + ", largest class " + std::to_string(histogram.size()));
}

BENCHMARK_CAPTURE(pitman, tiny, "tiny")
    ->Name("pitman/smoke/tiny")
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pitman, census, "census")->Name("pitman/census")->Unit(benchmark::kMillisecond);

} // namespace
