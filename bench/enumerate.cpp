// Question: what does it cost to count the tables that an intruder has left, and to estimate how
// often primary suppression only give one away? Items are leaves for counts and samples for
// estimates.
#include <harness.hpp>

#include <sdc/attack/recovery_estimate.hpp>
#include <sdc/enumerate/count_tables.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace {

/// A flat list of categories, of which the total is known.
sdc::knowledge knows_total(std::size_t categories, std::int64_t total) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < categories; ++i) ids.push_back("c" + std::to_string(i));
    sdc::knowledge known(
        sdc::cube::make({{.name = "category", .codes = sdc::hierarchy::flat(ids).value()}})
            .value());
    known.learn_exact(0, total);
    return known;
}

/// What is left of a suppressed table: exactly where that is quick, else bounds.
void count(benchmark::State& state, const std::string& name) {
    const auto& plan = harness::plan(name);
    auto known = sdc::knowledge_of(plan);
    known.learn_exact(0, plan.source->value(0));
    sdc::table_count n;
    for (auto _ : state) n = sdc::count_tables(known).value();
    harness::report(state, name, plan.source->size());
    state.counters["lower_bits"] = n.lower_bits();
    state.counters["upper_bits"] = n.upper_bits();
}

void count_flat(benchmark::State& state) {
    const auto known = knows_total(static_cast<std::size_t>(state.range(0)), state.range(1));
    for (auto _ : state) benchmark::DoNotOptimize(sdc::count_tables(known).value());
    state.SetItemsProcessed(state.range(0) * static_cast<std::int64_t>(state.iterations()));
}

void estimate(benchmark::State& state) {
    const auto known = knows_total(static_cast<std::size_t>(state.range(0)), state.range(1));
    const sdc::primary_only publish(known.shared_cube(),
                                    {sdc::threshold{.minimum = 5, .publish_total = true}});
    sdc::recovery_estimate r;
    for (auto _ : state) r = sdc::estimate_recovery(known, publish, {.samples = 100}).value();
    state.SetItemsProcessed(100 * static_cast<std::int64_t>(state.iterations()));
    state.counters["probability"] = r.probability();
    state.counters["undecided"] = static_cast<double>(r.undecided);
}

const bool added = harness::add("count", count, {.growth = {"F2f50", "F2hm"}});
BENCHMARK(count_flat)
    ->Name("count_flat/smoke")
    ->Args({25, 4})
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(count_flat)
    ->Name("count_flat")
    ->Args({25, 1000})
    ->Args({1000, 1000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(estimate)
    ->Name("estimate/smoke")
    ->Args({25, 4})
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(estimate)
    ->Name("estimate")
    ->Args({25, 60})
    ->Args({100, 400})
    ->Unit(benchmark::kMillisecond);

} // namespace
