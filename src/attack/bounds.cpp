#include <sdc/attack/bounds.hpp>

#include "../detail/parallel.hpp"
#include "prepared.hpp"

#include <sdc/detail/integer.hpp>

#include <algorithm>
#include <numeric>

namespace sdc::inline v0 {
namespace {

using detail::component_attack;
using detail::hull;
using detail::linear_form;
using detail::no_component;
using detail::prepared;
using detail::wide_sum;

/// The share of one component in one sum.
struct part_of_sum {
    std::size_t sum;
    linear_form form;
    interval answer = {};
};

/// A sum's fixed part and its shares.
struct question {
    std::vector<wide_sum> fixed; // one a sum
    std::vector<part_of_sum> parts;
    std::vector<std::uint32_t> component_of_part;
};

void add_term(linear_form& form, std::uint32_t column, std::int64_t coefficient) {
    const auto at = std::ranges::find(form, column, &std::pair<std::uint32_t, std::int64_t>::first);
    if (at == form.end()) form.emplace_back(column, coefficient);
    else at->second += coefficient;
}

question take_apart(const detail::open_system& system, std::span<const cell_sum> sums) {
    question q{.fixed = std::vector<wide_sum>(sums.size()), .parts = {}, .component_of_part = {}};
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto first = q.parts.size();
        for (const auto& [cell, coefficient] : sums[i]) {
            const auto home = system.component_of[cell];
            if (home == no_component) {
                q.fixed[i] += wide_sum{coefficient} * system.low[cell];
                continue;
            }
            const auto at =
                std::find(q.component_of_part.begin() + static_cast<std::ptrdiff_t>(first), q.component_of_part.end(), home) - q.component_of_part.begin();
            if (static_cast<std::size_t>(at) == q.parts.size()) {
                q.parts.push_back({.sum = i, .form = {}});
                q.component_of_part.push_back(home);
            }
            add_term(q.parts[static_cast<std::size_t>(at)].form, system.column_of[cell], coefficient);
        }
    }
    return q;
}

linear_form negative(linear_form form) {
    for (auto& term : form) term.second = -term.second;
    return form;
}

/// A bound of the form that the bounds of its columns give.
std::int64_t outer_bound(const component_attack& attack, const linear_form& form) {
    wide_sum sum = 0;
    for (const auto& [column, coefficient] : form) {
        const auto bound = coefficient > 0 ? attack.high(column) : attack.low(column);
        if (bound == unlimited) return unlimited;
        sum += wide_sum{coefficient} * bound;
    }
    return sum >= unlimited ? unlimited : static_cast<std::int64_t>(sum);
}

/// The largest value, or a bound of it and false.
std::pair<std::int64_t, bool> find_most(component_attack& attack, const hull& seen, const linear_form& form) {
    std::optional<std::int64_t> known;
    if (form.size() == 1) {
        const auto [column, coefficient] = form.front();
        known = coefficient * (coefficient > 0 ? seen.most : seen.least)[column];
    }
    const auto most = outer_bound(attack, form);
    const auto found = attack.maximise(form, known, most, component_attack::aim::exact);
    if (found.unbounded) return {unlimited, true};
    if (found.value && *found.value >= std::min(most, found.bound)) return {*found.value, true};
    return {std::min(most, found.bound), false};
}

interval bound_form(component_attack& attack, const hull& seen, const linear_form& form) {
    const auto [high, high_exact] = find_most(attack, seen, form);
    const auto [low, low_exact] = find_most(attack, seen, negative(form));
    return {.low = low == unlimited ? -unlimited : -low, .high = high, .exact = high_exact && low_exact};
}

/// A component whose point was not found within the limit: its bounds stay as propagation left them.
interval bound_outside(const detail::component& c, const linear_form& form) {
    interval all{.low = 0, .high = 0, .exact = false};
    for (const auto& [column, coefficient] : form) {
        if (c.high[column] == unlimited) return {.low = -unlimited, .high = unlimited, .exact = false};
        all.low += coefficient * (coefficient > 0 ? c.low : c.high)[column];
        all.high += coefficient * (coefficient > 0 ? c.high : c.low)[column];
    }
    return all;
}

result<void> attack_run(prepared& what, const detail::task_run& run, const bounds_options& options, std::span<part_of_sum> parts) {
    const auto& c = what.system.components[run.component];
    auto& start = what.starts[run.component];
    if (start.point.empty()) {
        for (const auto i : run.tasks) parts[i].answer = bound_outside(c, parts[i].form);
        return {};
    }
    hull seen;
    component_attack attack(c, start, run.first ? std::move(start.search) : nullptr, options.search_limit, component_attack::gait::walks,
                            [&](std::span<const std::int64_t> point, std::span<const std::uint32_t> changed) { seen.include(point, changed); });
    for (const auto i : run.tasks) parts[i].answer = bound_form(attack, seen, parts[i].form);
    return {};
}

std::int64_t saturate(wide_sum n) { return n >= unlimited ? unlimited : n <= -unlimited ? -unlimited : static_cast<std::int64_t>(n); }

/// Components do not constrain each other, so ends add up.
std::vector<interval> put_together(const question& q) {
    std::vector<wide_sum> low(q.fixed), high(q.fixed);
    std::vector<interval> answers(q.fixed.size(), {.low = 0, .high = 0});
    for (const auto& part : q.parts) {
        auto& all = answers[part.sum];
        all.exact = all.exact && part.answer.exact;
        if (part.answer.low == -unlimited) all.low = -unlimited;
        if (part.answer.high == unlimited) all.high = unlimited;
        low[part.sum] += part.answer.low;
        high[part.sum] += part.answer.high;
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i].low != -unlimited) answers[i].low = saturate(low[i]);
        if (answers[i].high != unlimited) answers[i].high = saturate(high[i]);
    }
    return answers;
}

} // namespace

result<std::vector<interval>> bounds(const knowledge& reader, std::span<const cell_sum> sums, const bounds_options& options) {
    std::vector<cell_index> asked;
    for (const auto& sum : sums) {
        for (const auto& [cell, coefficient] : sum) {
            if (cell >= reader.size()) return error{.code = errc::bad_argument, .message = "a cell outside the tables", .found = std::to_string(cell)};
            asked.push_back(cell);
        }
    }
    auto what = detail::prepare(reader, asked, options);
    if (!what) return what.error();
    auto q = take_apart(what->system, sums);
    const auto runs = detail::make_runs(what->system.components.size(), q.component_of_part);
    auto done = detail::for_each_parallel(runs.size(), options.threads, [&](std::size_t i) { return attack_run(*what, runs[i], options, q.parts); });
    if (!done) return done.error();
    return put_together(q);
}

result<std::vector<std::int64_t>> find_table(const knowledge& reader, const bounds_options& options) {
    std::vector<cell_index> all(reader.size());
    std::iota(all.begin(), all.end(), cell_index{0});
    const auto what = detail::prepare(reader, all, options);
    if (!what) return what.error();
    auto values = what->system.low;
    for (std::size_t i = 0; i < what->starts.size(); ++i) {
        if (what->starts[i].point.empty())
            return error{.code = errc::not_proved,
                         .message = "the search limit came before a table",
                         .cell = describe(reader.tables(), what->system.components[i].cells.front())};
    }
    for (const auto cell : all) {
        const auto home = what->system.component_of[cell];
        if (home != no_component) values[cell] = what->value(home, what->starts[home].point, cell);
    }
    return values;
}

result<std::vector<interval>> bounds(const knowledge& reader, std::span<const cell_index> cells, const bounds_options& options) {
    std::vector<cell_sum> sums;
    sums.reserve(cells.size());
    for (const auto cell : cells) sums.push_back({{cell, 1}});
    return bounds(reader, sums, options);
}

} // namespace sdc::inline v0
