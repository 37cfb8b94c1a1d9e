// Question: what does it cost to check every witness of a plan by addition, the part that anybody
// can repeat? Items are witnesses.
#include <harness.hpp>

#include <sdc/proof/witness.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

void check(benchmark::State& state, const std::string& name) {
    const auto& plan = harness::plan(name);
    std::uint64_t changes = 0;
    for (auto _ : state) {
        changes = 0;
        for (const auto& w : plan.witnesses) {
            sdc::check_witness(plan, w).value();
            changes += w.move.size();
        }
    }
    harness::report(state, name, plan.source->size(), plan.witnesses.size());
    state.counters["witnesses"] = static_cast<double>(plan.witnesses.size());
    state.counters["changes_each"] =
        static_cast<double>(changes) /
        static_cast<double>(std::max<std::size_t>(1, plan.witnesses.size()));
}

const bool added =
    harness::add("witness", check,
                 {.growth = {"F2f50", "F2hm", "F3t", "F3s", "F3p", "F3m"}, .million = {"F3L"}});

} // namespace
