// Question: what does it cost to find the suppressed cells that follow from published ones by
// addition alone, each with its derivation, and to show of every other one that it does not? Items
// are suppressed cells, of a release by a quick rule.
#include <harness.hpp>
#include <pattern.hpp>

#include <sdc/attack/rank.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

void rank(benchmark::State& state, const std::string& name) {
    const auto release = harness::box_pattern(harness::table(name), harness::rules());
    std::vector<sdc::cell_index> suppressed;
    for (sdc::cell_index cell = 0; cell < release.status.size(); ++cell) {
        if (sdc::is_suppressed(release.status[cell])) suppressed.push_back(cell);
    }
    const auto intruder_knowledge = sdc::knowledge_of(release);
    std::vector<sdc::rank_answer> found;
    for (auto _ : state) found = sdc::find_derivable(intruder_knowledge, suppressed).value();
    const auto count = [&](sdc::derivability d) {
        return static_cast<double>(std::ranges::count(found, d, &sdc::rank_answer::verdict));
    };
    harness::report(state, name, release.status.size(), suppressed.size());
    state.counters["suppressed"] = static_cast<double>(suppressed.size());
    state.counters["determined"] = count(sdc::derivability::derivable);
}

const harness::selection sizes{.growth = {"F2f50", "F2hm", "F3s", "F2h", "F4", "F3m"},
                               .million = {"F3L"}};
const bool added = harness::add("rank", rank, sizes);

} // namespace
