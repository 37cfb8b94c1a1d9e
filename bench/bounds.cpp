// Question: what does it cost to work out the exact interval of every suppressed cell of a release,
// as an attacker would? Items are the cells asked about. Releases: the unsafe cells suppressed and
// nothing else; a suppressed table that holds; a quick pattern of boxes, of which every unsafe cell
// is asked; and the boxes with 55 % of all other cells suppressed, too, which is one giant
// component. certainly_small counts the unsafe cells that cannot be 5 or more for all an intruder
// knows.
#include <harness.hpp>
#include <pattern.hpp>

#include <sdc/attack/bounds.hpp>

#include <benchmark/benchmark.h>

#include <span>
#include <vector>

namespace {

void attack(benchmark::State& state, const std::string& name, const sdc::plan& release,
            std::span<const sdc::cell_index> asked, unsigned threads = 1) {
    const auto intruder_knowledge = sdc::knowledge_of(release);
    std::vector<sdc::interval> found;
    for (auto _ : state)
        found = sdc::bounds(intruder_knowledge, asked, {.threads = threads}).value();
    std::uint64_t disclosed = 0, certain = 0, outer = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        disclosed += found[i].is_single_value();
        outer += !found[i].exact;
        certain += release.status[asked[i]] == sdc::cell_status::primary && found[i].high < 5;
    }
    harness::report(state, name, release.status.size(), asked.size());
    state.counters["asked"] = static_cast<double>(asked.size());
    state.counters["exactly_known"] = static_cast<double>(disclosed);
    state.counters["certainly_small"] = static_cast<double>(certain);
    state.counters["not_exact"] = static_cast<double>(outer);
}

std::vector<sdc::cell_index> find(const sdc::plan& release, bool unsafe_alone) {
    std::vector<sdc::cell_index> cells;
    for (sdc::cell_index cell = 0; cell < release.status.size(); ++cell) {
        if (unsafe_alone ? release.status[cell] == sdc::cell_status::primary
                         : sdc::is_suppressed(release.status[cell]))
            cells.push_back(cell);
    }
    return cells;
}

void primary_only(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    sdc::plan release{.source = t,
                      .rules = harness::rules(),
                      .verdicts = sdc::evaluate(*t, harness::rules()).value()};
    release.status.assign(t->size(), sdc::cell_status::published);
    for (const auto cell : release.verdicts.cells())
        release.status[cell] = sdc::cell_status::primary;
    attack(state, name, release, find(release, false));
}

void suppressed(benchmark::State& state, const std::string& name) {
    attack(state, name, harness::plan(name), find(harness::plan(name), false));
}

template <unsigned Threads>
void boxes(benchmark::State& state, const std::string& name) {
    const auto release = harness::box_pattern(harness::table(name), harness::rules());
    attack(state, name, release, find(release, true), Threads);
}

/// More than half of all other cells suppressed, too, so that most of what is open hangs together.
void dense(benchmark::State& state, const std::string& name) {
    auto release = harness::box_pattern(harness::table(name), harness::rules());
    instances::generator random(7);
    for (sdc::cell_index cell = 0; cell < release.status.size(); ++cell) {
        if (release.source->value(cell) > 0 &&
            release.status[cell] == sdc::cell_status::published && random.below(100) < 55)
            release.status[cell] = sdc::cell_status::secondary;
    }
    attack(state, name, release, find(release, true));
}

const harness::selection sizes{
    .growth = {"F2f10", "F2f20", "F2f50", "F2hs", "F2hm", "F3t", "F3s", "F3m"}, .million = {"F3L"}};
const harness::selection growth{.growth = {"F3t", "F3s", "F3m", "F3h"}, .million = {"F3L"}};
const bool added =
    harness::add("bounds_primary_only", primary_only, sizes) &&
    harness::add("bounds_suppressed", suppressed, sizes) &&
    harness::add("bounds_hypercubes", boxes<1>, growth) &&
    harness::add("bounds_hypercubes_two_threads", boxes<2>,
                 {.growth = {"F3m"}, .million = {"F3L"}, .threads = true}) &&
    harness::add("bounds_dense", dense, {.growth = {"F3s"}, .million = {"F3m", "F3h"}});

} // namespace
