// Question: what does it cost to round every cell by bands and to name what must stay uncertain?
#include <harness.hpp>

#include <sdc/protect/round.hpp>

#include <benchmark/benchmark.h>

namespace {

void round(benchmark::State& state, const std::string& name, const sdc::banding& bands) {
    const auto t = harness::table(name);
    std::size_t requirements = 0;
    for (auto _ : state) requirements = sdc::round(t, {.bands = bands}).value().requirements.size();
    harness::report(state, name, t->size());
    state.counters["requirements"] = static_cast<double>(requirements);
}

void nearest(benchmark::State& state, const std::string& name) {
    round(state, name, sdc::conventional(5));
}
void redact_and_round(benchmark::State& state, const std::string& name) {
    round(state, name, sdc::redact_and_round(7, 5));
}

const harness::selection sizes{.growth = {"F3t", "F3s", "F3p", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("round_nearest_5", nearest, sizes) &&
                   harness::add("round_redact_7_nearest_5", redact_and_round, sizes);

} // namespace
