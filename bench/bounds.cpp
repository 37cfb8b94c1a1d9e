// Question: what does it cost to work out the exact interval of every withheld cell of a release, as an attacker would?
// Items are withheld cells. Two releases: the unsafe cells starred and nothing else, and a suppressed table that holds.
// certainly_small counts the unsafe cells that cannot be 5 or more for all a reader knows.
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
    std::vector<sdc::interval> found;
    for (auto _ : state) found = sdc::bounds(reader, withheld).value();
    std::uint64_t disclosed = 0, certain = 0;
    for (std::size_t i = 0; i < withheld.size(); ++i) {
        disclosed += found[i].is_single_value();
        certain += release.status[withheld[i]] == sdc::cell_status::unsafe && found[i].high < 5;
    }
    harness::report(state, name, release.status.size(), withheld.size());
    state.counters["withheld"] = static_cast<double>(withheld.size());
    state.counters["exactly_known"] = static_cast<double>(disclosed);
    state.counters["certainly_small"] = static_cast<double>(certain);
}

void stars_alone(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    sdc::plan release{.source = t, .rules = harness::rules(), .verdicts = sdc::evaluate(*t, harness::rules()).value()};
    release.status.assign(t->size(), sdc::cell_status::published);
    for (const auto cell : release.verdicts.cells()) release.status[cell] = sdc::cell_status::unsafe;
    attack(state, name, release);
}

void suppressed(benchmark::State& state, const std::string& name) { attack(state, name, harness::plan(name)); }

const harness::selection sizes{.growth = {"F2f10", "F2f20", "F2f50", "F2hs", "F2hm", "F3t", "F3s", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("bounds_stars_alone", stars_alone, sizes) && harness::add("bounds_suppressed", suppressed, sizes);

} // namespace
