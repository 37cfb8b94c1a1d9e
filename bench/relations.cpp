// Question: what does it cost to walk every relation (margin = sum of its parts) of a table, which
// every check and attack does?
#include <harness.hpp>

#include <sdc/table/relations.hpp>

#include <benchmark/benchmark.h>

namespace {

void walk(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    std::uint64_t relations = 0;
    for (auto _ : state) {
        relations = 0;
        std::int64_t sum = 0;
        sdc::for_each_relation(t->cube(), [&](const sdc::relation& r) {
            ++relations;
            r.for_each_part([&](sdc::cell_index part) { sum += t->value(part); });
        });
        benchmark::DoNotOptimize(sum);
    }
    harness::report(state, name, t->size());
    state.counters["relations"] = static_cast<double>(relations);
}

void walk_from_cells(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    for (auto _ : state) {
        std::uint64_t met = 0;
        for (const auto& cell : sdc::cells(*t))
            sdc::for_each_relation_of(t->cube(), cell.index(),
                                      [&](const sdc::relation& r) { met += r.size(); });
        benchmark::DoNotOptimize(met);
    }
    harness::report(state, name, t->size());
}

const bool added =
    harness::add("relations", walk, {.growth = {"F3t", "F3s", "F3m"}, .million = {"F3L"}}) &&
    harness::add("relations_of_each_cell", walk_from_cells,
                 {.growth = {"F3t", "F3s", "F3m"}, .million = {"F3L"}});

} // namespace
