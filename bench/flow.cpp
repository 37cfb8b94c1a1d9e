// Question: what do augmenting paths save against linear programs, on flat two-dimensional tables,
// where both give the same intervals? Items are intervals. dense: half of all cells are suppressed,
// so that the network is large.
#include <harness.hpp>
#include <pattern.hpp>

#include <sdc/attack/bounds.hpp>

#include <benchmark/benchmark.h>

namespace {

/// Every unsafe cell with its box, and `percent` of the others.
sdc::knowledge knowledge_for(const std::string& name, std::uint64_t percent,
                             std::vector<sdc::cell_index>& asked) {
    auto p = harness::box_pattern(harness::table(name), harness::rules());
    instances::generator random(2);
    for (sdc::cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (p.status[cell] == sdc::cell_status::published && p.source->value(cell) > 0 &&
            random.below(100) < percent)
            p.status[cell] = sdc::cell_status::secondary;
        if (p.status[cell] != sdc::cell_status::published) asked.push_back(cell);
    }
    return sdc::knowledge_of(p);
}

template <bool Networks, int Percent>
void attack(benchmark::State& state, const std::string& name) {
    std::vector<sdc::cell_index> asked;
    const auto known = knowledge_for(name, Percent, asked);
    std::int64_t hash = 0;
    for (auto _ : state) {
        const auto found = sdc::bounds(known, asked, {.networks = Networks}).value();
        hash = 0;
        for (const auto& i : found)
            hash =
                (hash * 31 + i.low * 7 + (i.high == sdc::unlimited ? -1 : i.high)) % 1'000'000'007;
    }
    harness::report(state, name, known.size(), asked.size());
    state.counters["intervals"] = static_cast<double>(asked.size());
    state.counters["hash"] = static_cast<double>(hash);
}

const harness::selection sizes{.smoke = {"F2f10"}, .growth = {"F2f50", "F2f100", "F2f200", "F2hm"}};
const bool added = harness::add("flow_paths", attack<true, 0>, sizes) &&
                   harness::add("flow_programs", attack<false, 0>, sizes) &&
                   harness::add("flow_dense_paths", attack<true, 50>, sizes) &&
                   harness::add("flow_dense_programs", attack<false, 50>,
                                {.smoke = {"F2f10"}, .growth = {"F2f50", "F2f100", "F2hm"}});

} // namespace
