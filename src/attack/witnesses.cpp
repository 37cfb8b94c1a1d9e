#include "cases.hpp"
#include "need_attack.hpp"
#include "../detail/parallel.hpp"

#include <sdc/attack/bounds.hpp>

#include <algorithm>

namespace sdc::inline v0 {
namespace {

using detail::prepared;

/// What the needs of one run found.
struct run_outcome {
    std::vector<std::uint32_t> move_of;
    std::vector<detail::cell_move> moves;
};

struct outcome {
    std::vector<reach> answers;
    std::vector<detail::task_run> runs;
    std::vector<run_outcome> found; // one a run
};

/// Needs that nothing is open in are settled by what is fixed.
reach settle(const prepared& what, const need& n) { return is_met(n, functional(n, what.system.low)) ? reach::possible : reach::impossible; }

reach settle(const need& n, const interval& difference) {
    if (!difference.exact) return reach::undecided;
    const bool met = n.direction == need::side::up     ? difference.high >= n.limit
                     : n.direction == need::side::down ? difference.low <= n.limit
                                                       : difference.high != n.limit || difference.low != n.limit;
    return met ? reach::possible : reach::impossible;
}

/// Needs whose two cells are in different components: the interval of their difference says it.
result<void> attack_across(const knowledge& reader, const prepared& what, std::span<const need> needs, const bounds_options& options,
                           std::span<reach> answers) {
    std::vector<cell_sum> sums;
    for (const auto& n : needs) {
        if (is_across(what.system, n)) sums.push_back({{n.cell, 1}, {n.minus, -1}});
    }
    if (sums.empty()) return {};
    const auto found = bounds(reader, sums, options);
    if (!found) return found.error();
    for (std::size_t i = 0, k = 0; i < needs.size(); ++i) {
        if (is_across(what.system, needs[i])) answers[i] = settle(needs[i], (*found)[k++]);
    }
    return {};
}

result<std::vector<cell_index>> cells_of(const knowledge& reader, std::span<const need> needs) {
    std::vector<cell_index> cells;
    for (const auto& n : needs) {
        for (const auto cell : {n.cell, n.minus}) {
            if (cell == no_cell) continue;
            if (cell >= reader.size()) return error{.code = errc::bad_argument, .message = "a cell outside the tables", .found = std::to_string(cell)};
            cells.push_back(cell);
        }
    }
    return cells;
}

result<outcome> attack(const knowledge& reader, std::span<const need> needs, const bounds_options& options) {
    const auto cells = cells_of(reader, needs);
    if (!cells) return cells.error();
    auto what = detail::prepare(reader, *cells, options);
    if (!what) return what.error();
    outcome all{.answers = std::vector<reach>(needs.size(), reach::undecided), .runs = {}, .found = {}};
    std::vector<std::uint32_t> home;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        home.push_back(home_of(what->system, needs[i]));
        if (home[i] == detail::no_component && !is_across(what->system, needs[i])) all.answers[i] = settle(*what, needs[i]);
    }
    if (auto done = attack_across(reader, *what, needs, options, all.answers); !done) return done.error();
    all.runs = detail::make_runs(what->system.components.size(), home);
    all.found.resize(all.runs.size());
    auto done = detail::for_each_parallel(all.runs.size(), options.threads, [&](std::size_t r) -> result<void> {
        const auto& run = all.runs[r];
        if (what->starts[run.component].point.empty()) return {}; // not found within the limit: undecided
        detail::need_attack one(*what, run, needs, options.search_limit, all.answers);
        one.run();
        all.found[r] = {.move_of = one.move_of(), .moves = one.moves()};
        return {};
    });
    if (!done) return done.error();
    return all;
}

/// The need as what is known.
std::vector<condition> conditions_of(const need& n) {
    const condition down{.cell = n.cell, .minus = n.minus, .low = -unlimited, .high = n.limit - (n.direction == need::side::other ? 1 : 0)};
    const condition up{.cell = n.cell, .minus = n.minus, .low = n.limit + (n.direction == need::side::other ? 1 : 0), .high = unlimited};
    if (n.direction == need::side::down) return {down};
    if (n.direction == need::side::up) return {up};
    return {down, up};
}

/// What the search left open because no point that it saw agreed with the cases: by each of the cases, with a whole table for a witness.
result<reach> decide_by_cases(const knowledge& reader, const need& n, const bounds_options& options, std::vector<std::int64_t>& table) {
    auto answer = reach::impossible;
    for (const auto& wanted : conditions_of(n)) {
        auto with = reader;
        with.learn(wanted);
        auto found = find_table(with, {.threads = options.threads, .search_limit = options.search_limit, .networks = options.networks});
        if (found) {
            table = *std::move(found);
            return reach::possible;
        }
        if (found.error().code == errc::not_proved) answer = reach::undecided;
        else if (found.error().code != errc::contradiction) return found.error();
    }
    return answer;
}

/// f(position of the need, table that meets it) for each undecided need that is possible after all.
template <class F>
result<void> settle_by_cases(const knowledge& reader, std::span<const need> needs, const bounds_options& options, std::span<reach> answers, F&& f) {
    if (reader.cases().empty()) return {};
    // Where many are open the search limit left them so, not the cases.
    constexpr std::ptrdiff_t most = 256;
    if (std::ranges::count(answers, reach::undecided) > most) return {};
    std::vector<std::int64_t> table;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        if (answers[i] != reach::undecided) continue;
        const auto answer = decide_by_cases(reader, needs[i], options, table);
        if (!answer) return answer.error();
        answers[i] = *answer;
        if (*answer == reach::possible) f(i, table);
    }
    return {};
}

} // namespace

result<std::vector<reach>> can_be(const knowledge& reader, std::span<const need> needs, const bounds_options& options) {
    auto found = attack(reader, needs, options);
    if (!found) return found.error();
    auto settled = settle_by_cases(reader, needs, options, found->answers, [](std::size_t, const std::vector<std::int64_t>&) {});
    if (!settled) return settled.error();
    return std::move(found->answers);
}

result<answers> find_witnesses(const knowledge& reader, std::span<const need> needs, const bounds_options& options) {
    if (options.start.empty())
        return error{.code = errc::bad_argument, .message = "a witness is a move from a start, and there is none", .wanted = "bounds_options::start"};
    auto found = attack(reader, needs, options);
    if (!found) return found.error();
    answers all{.reached = std::move(found->answers)};
    all.witness_of.assign(needs.size(), no_witness);
    for (std::size_t r = 0; r < found->runs.size(); ++r) {
        const auto first = static_cast<std::uint32_t>(all.witnesses.size());
        for (auto& move : found->found[r].moves) all.witnesses.push_back({std::move(move)});
        for (std::size_t k = 0; k < found->found[r].move_of.size(); ++k) {
            const auto own = found->found[r].move_of[k];
            if (own != no_witness) all.witness_of[found->runs[r].tasks[k]] = first + own;
        }
    }
    auto settled = settle_by_cases(reader, needs, options, all.reached, [&](std::size_t i, const std::vector<std::int64_t>& table) {
        witness w;
        for (cell_index cell = 0; cell < table.size(); ++cell) {
            if (table[cell] != options.start[cell]) w.move.emplace_back(cell, table[cell] - options.start[cell]);
        }
        all.witness_of[i] = static_cast<std::uint32_t>(all.witnesses.size());
        all.witnesses.push_back(std::move(w));
    });
    if (!settled) return settled.error();
    return all;
}

} // namespace sdc::inline v0
