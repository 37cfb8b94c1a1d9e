// Question: how fast is CSV read, and how fast is a release written?
// Items are rows; bytes_per_second is of the text.
#include <harness.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/io/csv.hpp>

#include <benchmark/benchmark.h>

#include <sstream>

namespace {

void parse(benchmark::State& state, const std::string& name) {
    const auto rows = instances::rows(instances::require(name));
    const auto text = instances::to_csv(rows);
    for (auto _ : state) benchmark::DoNotOptimize(sdc::parse_csv(text, name).value().size());
    harness::report(state, name, harness::table(name)->size(), rows.size());
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                            static_cast<std::int64_t>(state.iterations()));
}

void write(benchmark::State& state, const std::string& name) {
    const auto release = sdc::publish(sdc::audit(harness::plan(name)).value());
    std::size_t bytes = 0;
    for (auto _ : state) {
        std::ostringstream out;
        sdc::write_csv(out, release);
        bytes = out.view().size();
    }
    harness::report(state, name, release.cube().size());
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes) *
                            static_cast<std::int64_t>(state.iterations()));
}

const bool added =
    harness::add("csv_parse", parse, {.growth = {"F3t", "F3s", "F3m"}, .million = {"F3L"}}) &&
    harness::add("csv_write", write, {.growth = {"F3t", "F3s", "F3m"}, .million = {"F3L"}});

} // namespace
