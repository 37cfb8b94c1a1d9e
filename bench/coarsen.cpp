// Question: how long does it take to find the most detailed safe coarser tables, with what each
// loses, among about a thousand?
#include <harness.hpp>

#include <sdc/protect/coarsen.hpp>
#include <sdc/risk/table/cell.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

/// Ten codes on five levels under the total: at each level a leaf and one that goes on. Four of
/// them: 1,296 combinations, 10,000 cells.
sdc::hierarchy comb(const std::string& name, int levels) {
    std::vector<sdc::code_parent> codes{{.id = name, .parent = ""}};
    auto parent = name;
    for (int level = 1; level <= levels; ++level) {
        auto next = name + std::to_string(level);
        if (level < levels) codes.push_back({.id = next + "leaf", .parent = parent});
        codes.push_back({.id = next, .parent = parent});
        parent = std::move(next);
    }
    return sdc::hierarchy::from_parents(codes).value();
}

sdc::table make(int levels) {
    std::vector<sdc::dimension> by;
    sdc::records rows;
    for (const char* name : {"a", "b", "c", "d"}) {
        by.push_back({.name = name, .codes = comb(name, levels)});
        rows.names.emplace_back(name);
    }
    by.back().role = sdc::role::sensitive;
    rows.names.emplace_back("n");
    const auto c = sdc::cube::make(by).value();
    instances::generator random(1296);
    for (const auto& cell : sdc::cells(*c)) {
        if (cell.is_margin()) continue;
        for (std::size_t d = 0; d < by.size(); ++d) rows.fields.push_back(cell.code(d).id);
        rows.fields.push_back(
            std::to_string(random.poisson(20.0 * static_cast<double>(1 + random.below(4)))));
    }
    return sdc::tabulate(rows, {.by = by, .count = "n"}).value();
}

const std::vector<sdc::rule>& rules() {
    static const std::vector<sdc::rule> all{sdc::threshold{.minimum = 60}};
    return all;
}

template <class F>
void measure(benchmark::State& state, int levels, F&& options) {
    const auto t = make(levels);
    sdc::coarsenings found;
    for (auto _ : state) {
        auto r = options(t);
        if (!r) {
            state.SkipWithError("refused");
            break;
        }
        found = *std::move(r);
        benchmark::DoNotOptimize(found);
    }
    state.counters["candidates"] = static_cast<double>(found.candidates);
    state.counters["judged"] = static_cast<double>(found.judged);
    state.counters["safe"] = static_cast<double>(found.safe.size());
    harness::report(state, "comb", t.size());
}

/// With the rules on the full table.
void by_cells(benchmark::State& state, int levels) {
    measure(state, levels, [](const sdc::table& t) {
        const auto flagged = sdc::evaluate(t, rules()).value();
        return sdc::coarsen(t, {.unsafe = flagged.cells(), .drop_allowed = true});
    });
}

/// As many safe tables as there can be of which none refines another, each with its loss: those
/// half-way down.
void by_cells_widest(benchmark::State& state, int levels) {
    measure(state, levels, [levels](const sdc::table& t) {
        std::vector<sdc::cell_index> deep;
        for (const auto& cell : sdc::cells(t)) {
            sdc::code_index depth = 0;
            for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d)
                depth += t.cube().codes(d).depth(cell.at()[d]);
            if (depth > 2 * static_cast<sdc::code_index>(levels)) deep.push_back(cell.index());
        }
        return sdc::coarsen(t, {.unsafe = deep, .drop_allowed = true});
    });
}

bool flags_nothing(const sdc::recoded& coarser) {
    return sdc::evaluate(*coarser.table, rules()).value().cells().empty();
}

void by_tables(benchmark::State& state, int levels) {
    measure(state, levels, [](const sdc::table& t) {
        return sdc::coarsen(t, {.is_safe = flags_nothing, .drop_allowed = true});
    });
}

void by_tables_monotone(benchmark::State& state, int levels) {
    measure(state, levels, [](const sdc::table& t) {
        return sdc::coarsen(t, {.is_safe = flags_nothing, .monotone = true, .drop_allowed = true});
    });
}

/// The most that can be asked: nothing but the total is safe, so every table is judged, by score.
void by_tables_all_refused(benchmark::State& state, int levels) {
    measure(state, levels, [](const sdc::table& t) {
        const auto judge = [](const sdc::recoded& coarser) -> sdc::result<bool> {
            const auto scores = sdc::score_cells(*coarser.table);
            if (!scores) return scores.error();
            benchmark::DoNotOptimize(std::ranges::count_if(
                *scores, [](const sdc::cell_risk& r) { return r.one_in <= 11; }));
            return coarser.table->size() == 1;
        };
        return sdc::coarsen(t, {.is_safe = judge, .drop_allowed = true});
    });
}

bool add(const std::string& name, void (*run)(benchmark::State&, int)) {
    benchmark::RegisterBenchmark(("coarsen/" + name + "/smoke/comb").c_str(), run, 2)
        ->Unit(benchmark::kMillisecond)
        ->Iterations(2);
    benchmark::RegisterBenchmark(("coarsen/" + name + "/comb").c_str(), run, 5)
        ->Unit(benchmark::kMillisecond);
    return true;
}
const bool added = add("cells", by_cells) && add("cells_widest", by_cells_widest) &&
                   add("tables", by_tables) && add("tables_monotone", by_tables_monotone) &&
                   add("tables_all_refused", by_tables_all_refused);

} // namespace
