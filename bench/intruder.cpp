// Question: what does it cost to hold a release against everyone who is inside, beyond the attack
// from external? Items are intruders: each person who is alone in a suppressed cell. learned counts
// the (intruder, need) pairs at risk: suppression protects against outsiders alone.
#include <harness.hpp>
#include <pattern.hpp>

#include <sdc/attack/internal_attack.hpp>

#include <benchmark/benchmark.h>

namespace {

void attack(benchmark::State& state, const std::string& name, const sdc::plan& release) {
    const auto& t = *release.source;
    const auto intruder_knowledge = sdc::knowledge_of(release);
    const sdc::bounds_options options{.start = t.values()};
    const auto external =
        sdc::find_witnesses(intruder_knowledge, release.requirements, options).value();
    const auto intruders = sdc::find_contributors(t, sdc::unknown_of(release.status)).value();
    std::vector<sdc::disclosure> disclosures;
    for (auto _ : state)
        disclosures = sdc::attack_by_internal_intruders(intruder_knowledge, release.requirements,
                                                        intruders, external, options)
                          .value();
    harness::report(state, name, t.size(), intruders.size());
    state.counters["intruders"] = static_cast<double>(intruders.size());
    state.counters["requirements"] = static_cast<double>(release.requirements.size());
    state.counters["learned"] = static_cast<double>(disclosures.size());
}

void suppressed(benchmark::State& state, const std::string& name) {
    attack(state, name, harness::plan(name));
}
void boxes(benchmark::State& state, const std::string& name) {
    attack(state, name, harness::box_pattern(harness::table(name), harness::rules()));
}

const bool added =
    harness::add("inside_suppressed", suppressed, {.growth = {"F2f50", "F3t", "F3s", "F3m"}}) &&
    harness::add("internal_hypercubes", boxes,
                 {.growth = {"F3s", "F3m", "F3h"}, .million = {"F3L"}});

} // namespace
