// Question: how long does suppression take, and how much does it withhold, on the tables that peers.md gives for other packages?
// The time is that of the method alone: rules, needs, search and witnesses, not reading, not the audit.
#include <harness.hpp>

#include <benchmark/benchmark.h>

namespace {

void suppress(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    sdc::plan_counts found;
    for (auto _ : state) found = sdc::count(sdc::suppress(t, {.rules = harness::rules()}).value());
    harness::report(state, name, t->size());
    harness::report(state, found);
}

const bool added = harness::add("suppress", suppress,
                                {.growth = {"F2f10", "F2f20", "F2f50", "F2f50d", "F2f100", "F2hs", "F2hm", "F2h", "F3t", "F3s", "F3p", "F3m"},
                                 .million = {"F3L"}});

} // namespace
