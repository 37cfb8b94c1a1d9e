// Question: what does it cost to find the withheld cells that follow from published ones by addition alone, each with its derivation, and
// to show of every other one that it does not? Items are withheld cells, of a release by a quick rule.
#include <harness.hpp>
#include <pattern.hpp>

#include <sdc/attack/rank.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

void rank(benchmark::State& state, const std::string& name) {
    const auto release = harness::box_pattern(harness::table(name), harness::rules());
    std::vector<sdc::cell_index> withheld;
    for (sdc::cell_index cell = 0; cell < release.status.size(); ++cell) {
        if (sdc::is_withheld(release.status[cell])) withheld.push_back(cell);
    }
    const auto reader = sdc::knowledge_of(release);
    std::vector<sdc::rank_answer> found;
    for (auto _ : state) found = sdc::find_determined(reader, withheld).value();
    const auto count = [&](sdc::determinacy d) { return static_cast<double>(std::ranges::count(found, d, &sdc::rank_answer::verdict)); };
    harness::report(state, name, release.status.size(), withheld.size());
    state.counters["withheld"] = static_cast<double>(withheld.size());
    state.counters["determined"] = count(sdc::determinacy::determined);
    state.counters["unconfirmed"] = count(sdc::determinacy::unconfirmed);
}

const harness::selection sizes{.growth = {"F2f50", "F2hm", "F3s", "F2h", "F4", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("rank", rank, sizes);

} // namespace
