// Question: what does it cost to attack a plan again with independent code, and what do threads
// save?
#include <sdc/attack/audit.hpp>
#include <harness.hpp>

#include <benchmark/benchmark.h>

namespace {

void audit(benchmark::State& state, const std::string& name, unsigned threads) {
    const auto& plan = harness::plan(name);
    sdc::audit_summary summary;
    for (auto _ : state) {
        state.PauseTiming();
        auto copy = plan;
        state.ResumeTiming();
        summary = sdc::audit(std::move(copy), {.threads = threads}).value().summary();
    }
    harness::report(state, name, plan.source->size());
    state.counters["requirements"] = static_cast<double>(summary.requirements);
    state.counters["proved_by_attack"] = static_cast<double>(summary.proved_by_attack);
}

void one_thread(benchmark::State& state, const std::string& name) { audit(state, name, 1); }
void two_threads(benchmark::State& state, const std::string& name) { audit(state, name, 2); }

const harness::selection sizes{
    .growth = {"F2f50", "F2hm", "F3t", "F3s", "F3p", "F3m"}, .million = {"F3L"}, .threads = true};
const bool added = harness::add("audit", one_thread, sizes) &&
                   harness::add("audit_two_threads", two_threads, sizes);

} // namespace
