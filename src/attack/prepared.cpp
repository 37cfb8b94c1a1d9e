#include "prepared.hpp"

#include <sdc/detail/parallel.hpp>

#include <algorithm>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t most_of_one_run = 256;

sdc::error contradiction(const knowledge& known, const component& part) {
    return {.code = errc::contradiction,
            .message = "no table of whole numbers agrees with everything that is public",
            .cell = describe(known.tables(), part.cells.front())};
}

/// The start must be one of the tables that the attack looks for, in every bound and row.
result<void> check_start(const knowledge& known, const open_system& system,
                         std::span<const std::int64_t> start) {
    if (start.size() != known.size())
        return error{.code = errc::bad_argument,
                     .message = "bounds_options.start",
                     .field = "bounds_options.start",
                     .found = std::to_string(start.size()) + " values",
                     .wanted = std::to_string(known.size())};
    const auto refuse = [&](cell_index cell) {
        return error{.code = errc::bad_argument,
                     .message = "bounds_options.start does not agree with what is known",
                     .field = "bounds_options.start",
                     .cell = describe(known.tables(), cell)};
    };
    for (cell_index cell = 0; cell < start.size(); ++cell) {
        if (start[cell] < system.low[cell] || start[cell] > system.high[cell] ||
            start[cell] != start[known.tables().variable_of(cell)])
            return refuse(cell);
    }
    for (const auto& part : system.components) {
        for (std::uint32_t r = 0; r < part.rows(); ++r) {
            wide_sum sum = 0;
            for (const auto& e : part.row(r))
                sum += wide_sum{e.coefficient} * start[part.cells[e.at]];
            if ((part.row_low[r] != -unlimited && sum < part.row_low[r]) ||
                (part.row_high[r] != unlimited && sum > part.row_high[r]))
                return refuse(part.cells[part.row(r).front().at]);
        }
    }
    return {};
}

} // namespace

result<prepared> prepare(const knowledge& known, std::span<const cell_index> asked,
                         const bounds_options& options) {
    auto system = open(known);
    if (!system) return system.error();
    if (!options.start.empty()) {
        if (auto ok = check_start(known, *system, options.start); !ok) return ok.error();
    }
    prepared made{
        .system = std::move(*system), .starts = {}, .cases = known.cases(), .start = options.start};
    for (auto& part : made.system.components) {
        part.solvers = options.solvers;
        part.cancel = options.run.cancel;
    }
    const auto& parts = made.system.components;
    made.starts.resize(parts.size());
    // Relations alone cannot contradict what one true table shows; statements and further tables
    // can, wherever they are.
    std::vector<char> wanted(parts.size(),
                             !known.statements().empty() || known.tables().tables().size() > 1);
    for (const auto cell : asked) {
        if (made.system.component_of[cell] != no_component)
            wanted[made.system.component_of[cell]] = true;
    }
    auto done = for_each_parallel(
        parts.size(), options.threads,
        [&](std::size_t i) -> result<void> {
            if (!wanted[i]) return {};
            std::vector<std::int64_t> values;
            for (std::size_t j = 0; !options.start.empty() && j < parts[i].cells.size(); ++j)
                values.push_back(options.start[parts[i].cells[j]]);
            made.starts[i] = prepare(parts[i], values, options);
            if (made.starts[i].point.empty() && made.starts[i].complete)
                return contradiction(known, parts[i]);
            return {};
        },
        options.run);
    if (!done) return done.error();
    return made;
}

std::vector<task_run> make_runs(std::size_t components,
                                std::span<const std::uint32_t> component_of_task) {
    std::vector<std::size_t> open(components, 0); // 1 + the last run of the component
    std::vector<task_run> runs;
    for (std::size_t i = 0; i < component_of_task.size(); ++i) {
        const auto c = component_of_task[i];
        if (c == no_component) continue;
        if (open[c] == 0 || runs[open[c] - 1].tasks.size() == most_of_one_run) {
            runs.push_back({.component = c, .tasks = {}, .first = open[c] == 0});
            open[c] = runs.size();
        }
        runs[open[c] - 1].tasks.push_back(i);
    }
    return runs;
}

} // namespace sdc::inline v0::detail
