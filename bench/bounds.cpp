// Question: what does it cost to work out the exact interval of every withheld cell of a release, as an attacker would?
// Items are withheld cells. Two releases: the unsafe cells starred and nothing else, and a suppressed table that holds.
#include <harness.hpp>

#include <sdc/attack/bounds.hpp>

#include <benchmark/benchmark.h>

namespace {

void attack(benchmark::State& state, const std::string& name, const sdc::plan& release) {
    std::vector<sdc::cell_index> withheld;
    for (sdc::cell_index cell = 0; cell < release.status.size(); ++cell) {
        if (sdc::is_withheld(release.status[cell])) withheld.push_back(cell);
    }
    const auto reader = sdc::knowledge_of(release);
    std::uint64_t disclosed = 0;
    for (auto _ : state) {
        const auto found = sdc::bounds(reader, withheld).value();
        disclosed = 0;
        for (const auto& interval : found) disclosed += interval.is_single_value();
    }
    harness::report(state, name, release.status.size(), withheld.size());
    state.counters["withheld"] = static_cast<double>(withheld.size());
    state.counters["exactly_known"] = static_cast<double>(disclosed);
}

void stars_alone(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    sdc::plan release{.source = t, .rules = harness::rules(), .verdicts = sdc::evaluate(*t, harness::rules()).value()};
    release.status.assign(t->size(), sdc::cell_status::published);
    for (const auto cell : release.verdicts.cells()) release.status[cell] = sdc::cell_status::unsafe;
    attack(state, name, release);
}

void suppressed(benchmark::State& state, const std::string& name) { attack(state, name, harness::plan(name)); }

const harness::selection sizes{.growth = {"F2f50", "F2hm", "F3t", "F3s", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("bounds_stars_alone", stars_alone, sizes) && harness::add("bounds_suppressed", suppressed, sizes);

} // namespace
