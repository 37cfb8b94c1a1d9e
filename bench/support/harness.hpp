/// What every benchmark shares: instances made once, one name and label for each, the counters that
/// are compared.
///
/// Names are QUESTION/INSTANCE; QUESTION/smoke/INSTANCE runs a few times on a tiny instance, for
/// tests of the benchmarks themselves; QUESTION/million/INSTANCE is left out unless it is asked
/// for.
#pragma once

#include <instances.hpp>

#include <sdc/attack/audited.hpp>
#include <sdc/protect/suppress.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace harness {

/// The counts that the peers' figures are about: unsafe are 1 to 4, zeros are shown.
[[nodiscard]] inline std::vector<sdc::rule> rules() { return {sdc::threshold{.minimum = 5}}; }

/// Made on first use, so that listing or filtering costs nothing.
[[nodiscard]] inline std::shared_ptr<const sdc::table> table(const std::string& name) {
    static std::map<std::string, std::shared_ptr<const sdc::table>> made;
    auto& t = made[name];
    if (t == nullptr) t = std::make_shared<const sdc::table>(instances::make_table(name));
    return t;
}

/// The suppressed table that attacks and writers start from.
[[nodiscard]] inline const sdc::plan& plan(const std::string& name) {
    static std::map<std::string, sdc::plan> made;
    auto at = made.find(name);
    if (at == made.end())
        at = made.emplace(name, sdc::suppress(table(name), {.rules = rules()}).value()).first;
    return at->second;
}

/// Label: instance and size. `items` a run are what items_per_second counts; cells unless the
/// question is about something else.
inline void report(benchmark::State& state, const std::string& name, std::uint64_t cells,
                   std::uint64_t items) {
    state.SetItemsProcessed(static_cast<std::int64_t>(items) *
                            static_cast<std::int64_t>(state.iterations()));
    state.SetLabel(name + ", " + std::to_string(cells) + " cells");
}
inline void report(benchmark::State& state, const std::string& name, std::uint64_t cells) {
    report(state, name, cells, cells);
}

/// What suppression gave up, beside what it took to find it.
inline void report(benchmark::State& state, const sdc::plan_counts& n) {
    state.counters["unsafe"] = static_cast<double>(n.unsafe);
    state.counters["secondaries"] = static_cast<double>(n.complements);
    state.counters["value"] = static_cast<double>(n.complement_value);
}

using instance_benchmark = void (*)(benchmark::State&, const std::string& name);

struct selection {
    std::initializer_list<const char*> smoke = {"F2f10", "F3t"}; ///< Tiny: milliseconds.
    std::initializer_list<const char*> growth = {};              ///< From small to large.
    std::initializer_list<const char*> million = {};             ///< About a million cells.
    bool threads = false; ///< The run starts threads: all of them are in the CPU time, and rates
                          ///< are by the clock.
};

/// Registers one benchmark for each instance.
inline bool add(const std::string& question, instance_benchmark run, const selection& names) {
    const auto enlist = [&](const std::string& prefix, const std::string& name) {
        auto* made = benchmark::RegisterBenchmark((prefix + name).c_str(), run, name)
                         ->Unit(benchmark::kMillisecond);
        return names.threads ? made->MeasureProcessCPUTime()->UseRealTime() : made;
    };
    for (const auto* name : names.smoke) enlist(question + "/smoke/", name)->Iterations(2);
    for (const auto* name : names.growth) enlist(question + "/", name);
    for (const auto* name : names.million) enlist(question + "/million/", name);
    return true;
}

} // namespace harness
