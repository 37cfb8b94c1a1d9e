// Question: how long does suppression take, and how much does it suppress, beside elimination,
// which protects no interval? The time is that of the method alone: rules, requirements, search and
// witnesses, not reading, not the audit. `of_reference` is that time as a multiple of a fixed
// amount of integer work done right before it: more alike between machines and loads than seconds
// are. suppress_inside: the same against every intruder who is alone in a suppressed count.
#include <harness.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/proof/witness.hpp>
#include <sdc/protect/gaussian_suppression.hpp>
#include <sdc/table/relations.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

/// Whoever takes longer is reported as not done.
constexpr double seconds_at_most = 300;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Seconds of the reference: every relation of F3m added up 50 times.
double reference_seconds() {
    const auto t = harness::table("F3m");
    const auto start = cpu_seconds();
    std::uint64_t broken = 0;
    for (int round = 0; round < 50; ++round) {
        sdc::for_each_relation(t->cube(), [&](const sdc::relation& r) {
            auto rest = t->value(r.total());
            r.for_each_part([&](sdc::cell_index part) { rest -= t->value(part); });
            broken += rest != 0;
        });
    }
    benchmark::DoNotOptimize(broken);
    return cpu_seconds() - start;
}

struct baseline {
    sdc::plan_counts counts = {};
    double seconds = 0;
};

const baseline& eliminate(const std::string& name) {
    static std::map<std::string, baseline> made;
    auto& b = made[name];
    if (b.counts.cells != 0) return b;
    const auto t = harness::table(name);
    const auto start = cpu_seconds();
    const auto p = sdc::gaussian_suppression(t, {.rules = harness::rules()}).value();
    b = {.counts = sdc::count(p), .seconds = cpu_seconds() - start};
    return b;
}

/// Needs that the plan's own witness proves, by addition alone.
std::uint64_t proved_requirements(const sdc::plan& p) {
    std::vector<bool> agrees;
    for (const auto& w : p.witnesses) agrees.push_back(sdc::check_witness(p, w).has_value());
    std::uint64_t proved = 0;
    for (const auto& proof : p.proofs) {
        const auto& n = p.requirements[proof.requirement];
        proved += !proof.further && agrees[proof.witness] &&
                  sdc::is_met(n, sdc::functional(n, *p.source, p.witnesses[proof.witness]));
    }
    return proved;
}

void report_baseline(benchmark::State& state, const baseline& other,
                     const sdc::plan_counts& found) {
    state.counters["elimination_secondaries"] = static_cast<double>(other.counts.complements);
    state.counters["elimination_value"] = static_cast<double>(other.counts.complement_value);
    state.counters["elimination_s"] = other.seconds;
    const auto value = static_cast<double>(other.counts.complement_value);
    if (value > 0)
        state.counters["value_ratio"] = static_cast<double>(found.complement_value) / value;
}

void measure(benchmark::State& state, const std::string& name, sdc::suppress_options options) {
    const auto t = harness::table(name);
    const auto reference = reference_seconds();
    auto start = cpu_seconds();
    options.run.cancel = [&] { return cpu_seconds() > start + seconds_at_most; };
    double seconds = 0;
    std::optional<sdc::plan> made;
    for (auto _ : state) {
        start = cpu_seconds();
        auto p = sdc::suppress(t, options);
        seconds += cpu_seconds() - start;
        if (!p) {
            state.SkipWithError(to_string(p.error()).c_str());
            return;
        }
        made = std::move(*p);
    }
    const auto found = sdc::count(*made);
    harness::report(state, name, t->size());
    harness::report(state, found);
    report_baseline(state, eliminate(name), found);
    state.counters["s"] = seconds / static_cast<double>(state.iterations());
    state.counters["reference_s"] = reference;
    state.counters["of_reference"] = state.counters["s"] / reference;
    state.counters["requirements"] = static_cast<double>(made->requirements.size());
    state.counters["proved"] = static_cast<double>(proved_requirements(*made));
    if (options.intruders.any())
        state.counters["proved_inside"] = static_cast<double>(
            sdc::audit(*std::move(made)).value().summary().proved_against_intruders);
}

void suppress(benchmark::State& state, const std::string& name) {
    measure(state, name, {.rules = harness::rules()});
}
void suppress_inside(benchmark::State& state, const std::string& name) {
    measure(state, name, {.rules = harness::rules(), .intruders = {.coalition = 1}});
}

const bool added =
    harness::add("suppress", suppress,
                 {.growth = {"F2f10", "F2f20", "F2f50", "F2f50d", "F2f100", "F2f200", "F2hs",
                             "F2hm", "F2h", "F3t", "F3s", "F3p", "F3m", "F3h", "F4", "F5"},
                  .million = {"F3L"}}) &&
    harness::add("suppress_inside", suppress_inside,
                 {.growth = {"F2f20", "F2f50", "F2f100", "F2f200", "F2hs", "F2hm", "F2h", "F3t",
                             "F3s", "F3p", "F3m", "F3h", "F4", "F5"},
                  .million = {"F3L"}});

} // namespace
