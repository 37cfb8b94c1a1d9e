// Question: what does it cost to judge every cell by the rules, and what to turn the verdicts into
// requirements?
#include <harness.hpp>

#include <sdc/rule/requirement.hpp>

#include <benchmark/benchmark.h>

namespace {

void judge(benchmark::State& state, const std::string& name, const std::vector<sdc::rule>& rules) {
    const auto t = harness::table(name);
    std::size_t flagged = 0;
    for (auto _ : state) flagged = sdc::evaluate(*t, rules).value().cells().size();
    harness::report(state, name, t->size());
    state.counters["unsafe"] = static_cast<double>(flagged);
}

void threshold(benchmark::State& state, const std::string& name) {
    judge(state, name, harness::rules());
}

void threshold_and_group(benchmark::State& state, const std::string& name) {
    auto rules = harness::rules();
    rules.emplace_back(sdc::group_disclosure{});
    judge(state, name, rules);
}

void list_requirements(benchmark::State& state, const std::string& name) {
    const auto t = harness::table(name);
    const auto rules = harness::rules();
    const auto verdicts = sdc::evaluate(*t, rules).value();
    std::size_t requirements = 0;
    for (auto _ : state) requirements = sdc::list_requirements(*t, verdicts, rules, {}).size();
    harness::report(state, name, t->size());
    state.counters["requirements"] = static_cast<double>(requirements);
}

const harness::selection sizes{.growth = {"F3t", "F3s", "F3p", "F3m"}, .million = {"F3L"}};
const bool added = harness::add("evaluate_threshold", threshold, sizes) &&
                   harness::add("evaluate_threshold_and_group", threshold_and_group, sizes) &&
                   harness::add("requirements", list_requirements, sizes);

} // namespace
