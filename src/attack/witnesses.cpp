#include "cases.hpp"
#include "requirement_attack.hpp"
#include <sdc/detail/parallel.hpp>
#include <sdc/detail/stage.hpp>

#include <sdc/attack/bounds.hpp>

#include <algorithm>

namespace sdc::inline v0 {
namespace {

using detail::prepared;

/// What the requirements of one run found.
struct run_outcome {
    std::vector<std::uint32_t> move_of;
    std::vector<detail::cell_move> moves;
    std::uint64_t programs = 0; // integer programs solved
};

struct outcome {
    std::vector<feasibility> feasibility_result;
    std::vector<detail::task_run> runs;
    std::vector<run_outcome> found; // one a run
};

/// Requirements that nothing is open in are settled by what is fixed.
feasibility settle(const prepared& what, const requirement& n) {
    return is_met(n, functional(n, what.system.low)) ? feasibility::feasible
                                                     : feasibility::infeasible;
}

feasibility settle(const requirement& n, const interval& difference) {
    if (!difference.exact) return feasibility::undecided;
    const bool met = n.direction == requirement::side::up ? difference.high >= n.limit
                     : n.direction == requirement::side::down
                         ? difference.low <= n.limit
                         : difference.high != n.limit || difference.low != n.limit;
    return met ? feasibility::feasible : feasibility::infeasible;
}

/// Requirements whose two cells are in different components: the interval of their difference says
/// it.
result<void> attack_across(const knowledge& known, const prepared& what,
                           std::span<const requirement> requirements, const bounds_options& options,
                           std::span<feasibility> feasibility_result) {
    std::vector<linear_form> sums;
    for (const auto& n : requirements) {
        if (is_across(what.system, n)) sums.push_back({{n.cell, 1}, {n.minus, -1}});
    }
    if (sums.empty()) return {};
    const auto found = bounds(known, sums, options);
    if (!found) return found.error();
    for (std::size_t i = 0, k = 0; i < requirements.size(); ++i) {
        if (is_across(what.system, requirements[i]))
            feasibility_result[i] = settle(requirements[i], (*found)[k++]);
    }
    return {};
}

result<std::vector<cell_index>> cells_of(const knowledge& known,
                                         std::span<const requirement> requirements) {
    std::vector<cell_index> cells;
    for (const auto& n : requirements) {
        for (const auto cell : {n.cell, n.minus}) {
            if (cell == no_cell) continue;
            if (cell >= known.size())
                return error{.code = errc::bad_argument,
                             .message = "a cell outside the tables",
                             .field = "requirements",
                             .found = std::to_string(cell)};
            cells.push_back(cell);
        }
    }
    return cells;
}

void log_attack(const bounds_options& options, detail::stage& s, std::size_t components,
                const outcome& all) {
    if (options.run.log == nullptr) return;
    std::uint64_t programs = 0;
    for (const auto& run : all.found) programs += run.programs;
    const auto requirements = all.feasibility_result.size();
    s.note(requirements, " requirements, ", components, " components, ", programs,
           " integer programs");
    const auto open = std::ranges::count(all.feasibility_result, feasibility::undecided);
    if (open > 0)
        detail::write_log(options.run, log_level::info, "attack: ", open, " of ", requirements,
                          " requirements undecided: the limit of ", options.search_limit,
                          " nodes came first, or cases are looked at one by one");
}

result<outcome> attack(const knowledge& known, std::span<const requirement> requirements,
                       const bounds_options& options) {
    detail::stage s(options.run, "attack", log_level::debug);
    const auto cells = cells_of(known, requirements);
    if (!cells) return cells.error();
    auto what = detail::prepare(known, *cells, options);
    if (!what) return what.error();
    outcome all{.feasibility_result =
                    std::vector<feasibility>(requirements.size(), feasibility::undecided),
                .runs = {},
                .found = {}};
    std::vector<std::uint32_t> home;
    for (std::size_t i = 0; i < requirements.size(); ++i) {
        home.push_back(home_of(what->system, requirements[i]));
        if (home[i] == detail::no_component && !is_across(what->system, requirements[i]))
            all.feasibility_result[i] = settle(*what, requirements[i]);
    }
    if (auto done = attack_across(known, *what, requirements, options, all.feasibility_result);
        !done)
        return done.error();
    all.runs = detail::make_runs(what->system.components.size(), home);
    all.found.resize(all.runs.size());
    auto done = detail::for_each_parallel(
        all.runs.size(), options.threads,
        [&](std::size_t r) -> result<void> {
            const auto& run = all.runs[r];
            if (what->starts[run.component].point.empty())
                return {}; // not found within the limit: undecided
            detail::requirement_attack one(*what, run, requirements, options.search_limit,
                                           all.feasibility_result);
            one.run();
            all.found[r] = {.move_of = one.move_of(),
                            .moves = one.moves(),
                            .programs = one.attack().programs()};
            return {};
        },
        options.run);
    if (!done) return done.error();
    log_attack(options, s, what->system.components.size(), all);
    return all;
}

/// The requirement as what is known.
std::vector<condition> conditions_of(const requirement& n) {
    const condition down{.cell = n.cell,
                         .minus = n.minus,
                         .low = -unlimited,
                         .high = n.limit - (n.direction == requirement::side::other ? 1 : 0)};
    const condition up{.cell = n.cell,
                       .minus = n.minus,
                       .low = n.limit + (n.direction == requirement::side::other ? 1 : 0),
                       .high = unlimited};
    if (n.direction == requirement::side::down) return {down};
    if (n.direction == requirement::side::up) return {up};
    return {down, up};
}

/// What the search left open because no point that it saw agreed with the cases: by each of the
/// cases, with a whole table for a witness.
result<feasibility> decide_by_cases(const knowledge& known, const requirement& n,
                                    const bounds_options& options,
                                    std::vector<std::int64_t>& table) {
    auto answer = feasibility::infeasible;
    auto how = options;
    how.run = {.cancel = options.run.cancel};
    how.start = {};
    for (const auto& wanted : conditions_of(n)) {
        auto with = known;
        with.learn(wanted);
        auto found = find_table(with, how);
        if (found) {
            table = *std::move(found);
            return feasibility::feasible;
        }
        if (found.error().code == errc::not_proved)
            answer = feasibility::undecided;
        else if (found.error().code != errc::contradiction)
            return found.error();
    }
    return answer;
}

/// f(position of the requirement, table that meets it) for each undecided requirement that is
/// possible after all.
template <class F>
result<void> settle_by_cases(const knowledge& known, std::span<const requirement> requirements,
                             const bounds_options& options,
                             std::span<feasibility> feasibility_result, F&& f) {
    if (known.cases().empty() || known.size() / detail::columns_a_node > options.search_limit)
        return {};
    // Where many are open the search limit left them so, not the cases.
    constexpr std::ptrdiff_t most = 256;
    if (std::ranges::count(feasibility_result, feasibility::undecided) > most) return {};
    std::vector<std::int64_t> table;
    for (std::size_t i = 0; i < requirements.size(); ++i) {
        if (feasibility_result[i] != feasibility::undecided) continue;
        const auto answer = decide_by_cases(known, requirements[i], options, table);
        if (!answer) return answer.error();
        feasibility_result[i] = *answer;
        if (*answer == feasibility::feasible) f(i, table);
    }
    return {};
}

} // namespace

result<std::vector<feasibility>> check_feasibility(const knowledge& known,
                                                   std::span<const requirement> requirements,
                                                   const bounds_options& options) {
    auto found = attack(known, requirements, options);
    if (!found) return found.error();
    auto settled = settle_by_cases(known, requirements, options, found->feasibility_result,
                                   [](std::size_t, const std::vector<std::int64_t>&) {});
    if (!settled) return settled.error();
    return std::move(found->feasibility_result);
}

result<feasibility_result> find_witnesses(const knowledge& known,
                                          std::span<const requirement> requirements,
                                          const bounds_options& options) {
    if (options.start.empty())
        return error{.code = errc::bad_argument,
                     .message = "a witness is a move from a start, and there is none",
                     .field = "bounds_options.start",
                     .wanted = "bounds_options::start"};
    auto found = attack(known, requirements, options);
    if (!found) return found.error();
    feasibility_result all{.feasibility = std::move(found->feasibility_result)};
    all.witness_of.assign(requirements.size(), no_witness);
    for (std::size_t r = 0; r < found->runs.size(); ++r) {
        const auto first = static_cast<std::uint32_t>(all.witnesses.size());
        for (auto& move : found->found[r].moves) all.witnesses.push_back({std::move(move)});
        for (std::size_t k = 0; k < found->found[r].move_of.size(); ++k) {
            const auto own = found->found[r].move_of[k];
            if (own != no_witness) all.witness_of[found->runs[r].tasks[k]] = first + own;
        }
    }
    auto settled =
        settle_by_cases(known, requirements, options, all.feasibility,
                        [&](std::size_t i, const std::vector<std::int64_t>& table) {
                            witness w;
                            for (cell_index cell = 0; cell < table.size(); ++cell) {
                                if (table[cell] != options.start[cell])
                                    w.move.emplace_back(cell, table[cell] - options.start[cell]);
                            }
                            all.witness_of[i] = static_cast<std::uint32_t>(all.witnesses.size());
                            all.witnesses.push_back(std::move(w));
                        });
    if (!settled) return settled.error();
    return all;
}

} // namespace sdc::inline v0
