#include "component_attack.hpp"
#include "parallel.hpp"

#include <sdc/attack/bounds.hpp>

#include <algorithm>

namespace sdc::inline v0 {
namespace {

using detail::component_attack;
using detail::linear_form;
using detail::no_component;
using detail::open_system;

/// Positions of tasks, grouped by component: tasks of component i are task[first[i]] .. task[first[i + 1] - 1].
struct grouping {
    std::vector<std::size_t> first, task;
};

template <class Component>
grouping group(std::size_t components, std::size_t tasks, Component&& component_of) {
    grouping g{.first = std::vector<std::size_t>(components + 1), .task = {}};
    for (std::size_t i = 0; i < tasks; ++i) {
        if (component_of(i) != no_component) ++g.first[component_of(i) + 1];
    }
    for (std::size_t c = 0; c < components; ++c) g.first[c + 1] += g.first[c];
    g.task.resize(g.first.back());
    auto next = g.first;
    for (std::size_t i = 0; i < tasks; ++i) {
        if (component_of(i) != no_component) g.task[next[component_of(i)]++] = i;
    }
    return g;
}

sdc::error contradiction(const cube& c, const detail::component& part) {
    return {.code = errc::contradiction, .message = "no table of whole numbers agrees with everything that is public", .cell = describe(c, part.cells.front())};
}

/// Smallest and largest value seen of each column over all integer points that any search of the component found.
struct hull {
    std::vector<std::int64_t> least, most;

    void include(std::span<const std::int64_t> point) {
        if (least.empty()) least = most = {point.begin(), point.end()};
        for (std::size_t j = 0; j < point.size(); ++j) {
            least[j] = std::min(least[j], point[j]);
            most[j] = std::max(most[j], point[j]);
        }
    }
};

/// Both ends of one column.
interval bound_column(component_attack& attack, const hull& seen, std::uint32_t column) {
    const auto up = attack.maximise({{column, 1}}, seen.most[column], attack.high(column));
    const auto down = attack.maximise({{column, -1}}, -seen.least[column], -attack.low(column));
    interval result{.low = down.complete ? -*down.value : attack.low(column), .high = up.complete ? *up.value : attack.high(column), .exact = up.complete && down.complete};
    if (up.unbounded) result.high = unlimited;
    return result;
}

result<void> attack_component(const knowledge& reader, const open_system& system, std::uint32_t index, std::span<const std::size_t> tasks, std::span<const cell_index> asked,
                              const bounds_options& options, std::span<interval> answers) {
    hull seen;
    const auto& part = system.components[index];
    component_attack attack(system, part, options.search_limit, [&](std::span<const std::int64_t> point) { seen.include(point); });
    const auto any = attack.maximise({}, std::nullopt, 0);
    if (!any.value && any.complete) return contradiction(reader.cube(), part);
    for (const auto i : tasks) {
        const auto column = system.column_of[asked[i]];
        answers[i] = any.value ? bound_column(attack, seen, column) : interval{.low = attack.low(column), .high = attack.high(column), .exact = false};
    }
    return {};
}

/// One need on one component: what is asked for is a form of at least `wanted`; a need of side `other` has two.
struct goal {
    linear_form form;
    std::int64_t wanted = 0;
};

class need_attack {
public:
    need_attack(const open_system& system, std::uint32_t index, std::span<const std::size_t> tasks, std::span<const need> needs, const bounds_options& options,
                std::span<reach> answers)
        : system_(system), index_(index), tasks_(tasks), needs_(needs), answers_(answers),
          attack_(system, system.components[index], options.search_limit, [this](std::span<const std::int64_t> point) { mark(point); }) {}

    [[nodiscard]] result<void> run(const cube& c) {
        const auto any = attack_.maximise({}, std::nullopt, 0);
        if (!any.value && any.complete) return contradiction(c, system_.components[index_]);
        for (const auto i : tasks_) {
            if (answers_[i] == reach::possible) continue;
            bool complete = true;
            for (const auto& g : goals(needs_[i])) complete = pursue(g) && complete;
            if (answers_[i] != reach::possible) answers_[i] = complete ? reach::impossible : reach::undecided;
        }
        return {};
    }

private:
    /// A point that one need found may meet others: of each open need the point is evaluated.
    void mark(std::span<const std::int64_t> point) {
        const auto value = [&](cell_index cell) { return system_.component_of[cell] == index_ ? point[system_.column_of[cell]] : system_.low[cell]; };
        for (const auto i : tasks_) {
            const auto& n = needs_[i];
            if (answers_[i] == reach::possible) continue;
            if (is_met(n, value(n.cell) - (n.minus == no_cell ? 0 : value(n.minus)))) answers_[i] = reach::possible;
        }
    }

    [[nodiscard]] std::vector<goal> goals(const need& n) const {
        goal up;
        std::int64_t fixed = 0;
        const auto add = [&](cell_index cell, std::int64_t sign) {
            if (system_.component_of[cell] == index_) up.form.emplace_back(system_.column_of[cell], sign);
            else fixed += sign * system_.low[cell];
        };
        add(n.cell, 1);
        if (n.minus != no_cell) add(n.minus, -1);
        goal down = up;
        for (auto& term : down.form) term.second = -term.second;
        const std::int64_t step = n.direction == need::side::other ? 1 : 0;
        up.wanted = n.limit + step - fixed;
        down.wanted = fixed - n.limit + step;
        if (n.direction == need::side::up) return {up};
        if (n.direction == need::side::down) return {down};
        return {up, down};
    }

    /// True if the search was complete. A form without a bound is capped just above what is wanted, so that a point comes out.
    [[nodiscard]] bool pursue(const goal& g) {
        const auto found = attack_.maximise(g.form, std::nullopt, g.wanted);
        if (!found.unbounded) return found.complete;
        std::vector<std::pair<std::uint32_t, std::int64_t>> restore;
        for (const auto& [column, coefficient] : g.form) {
            if (attack_.high(column) != unlimited) continue;
            restore.emplace_back(column, attack_.high(column));
            attack_.restrict(column, attack_.low(column), std::max<std::int64_t>(0, attack_.low(column)) + 2 * std::abs(g.wanted) + 2);
        }
        const auto capped = attack_.maximise(g.form, std::nullopt, g.wanted);
        for (const auto& [column, high] : restore) attack_.restrict(column, attack_.low(column), high);
        // Without a bound some integer table goes beyond any value; if the cap hid it, that is not a refutation.
        return capped.complete && capped.value && *capped.value >= g.wanted;
    }

    const open_system& system_;
    std::uint32_t index_;
    std::span<const std::size_t> tasks_;
    std::span<const need> needs_;
    std::span<reach> answers_;
    component_attack attack_;
};

/// True if the two cells of the need are open in different components.
bool is_across(const open_system& system, const need& n) {
    if (n.minus == no_cell) return false;
    const auto a = system.component_of[n.cell], b = system.component_of[n.minus];
    return a != no_component && b != no_component && a != b;
}

/// Components do not constrain each other, so the difference of two cells reaches from low - high to high - low.
reach answer_across(const need& n, const interval& cell, const interval& minus) {
    const bool unbounded_up = cell.high == unlimited, unbounded_down = minus.high == unlimited;
    const auto most = unbounded_up ? unlimited : cell.high - minus.low, least = unbounded_down ? -unlimited : cell.low - minus.high;
    if (!cell.exact || !minus.exact) return reach::undecided;
    const bool met = n.direction == need::side::up ? most >= n.limit : n.direction == need::side::down ? least <= n.limit : most != n.limit || least != n.limit;
    return met ? reach::possible : reach::impossible;
}

} // namespace

result<std::vector<interval>> bounds(const knowledge& reader, std::span<const cell_index> cells, const bounds_options& options) {
    const auto system = detail::open(reader);
    if (!system) return system.error();
    std::vector<interval> answers;
    for (const auto cell : cells) answers.push_back({.low = system->low[cell], .high = system->high[cell]});
    const auto groups = group(system->components.size(), cells.size(), [&](std::size_t i) { return system->component_of[cells[i]]; });
    auto done = detail::for_each_parallel(system->components.size(), options.threads, [&](std::size_t c) -> result<void> {
        const auto tasks = std::span(groups.task).subspan(groups.first[c], groups.first[c + 1] - groups.first[c]);
        if (tasks.empty() && reader.statements().empty()) return {};
        return attack_component(reader, *system, static_cast<std::uint32_t>(c), tasks, cells, options, answers);
    });
    if (!done) return done.error();
    return answers;
}

namespace {

result<void> attack_across(const knowledge& reader, const open_system& system, std::span<const need> needs, const bounds_options& options, std::span<reach> answers) {
    std::vector<cell_index> cells;
    for (const auto& n : needs) {
        if (is_across(system, n)) cells.insert(cells.end(), {n.cell, n.minus});
    }
    if (cells.empty()) return {};
    const auto found = bounds(reader, cells, options);
    if (!found) return found.error();
    for (std::size_t i = 0, k = 0; i < needs.size(); ++i) {
        if (!is_across(system, needs[i])) continue;
        answers[i] = answer_across(needs[i], (*found)[k], (*found)[k + 1]);
        k += 2;
    }
    return {};
}

} // namespace

result<std::vector<reach>> can_be(const knowledge& reader, std::span<const need> needs, const bounds_options& options) {
    const auto system = detail::open(reader);
    if (!system) return system.error();
    std::vector<reach> answers(needs.size(), reach::undecided);
    const auto home = [&](std::size_t i) {
        if (is_across(*system, needs[i])) return no_component;
        const auto own = system->component_of[needs[i].cell];
        return own != no_component || needs[i].minus == no_cell ? own : system->component_of[needs[i].minus];
    };
    for (std::size_t i = 0; i < needs.size(); ++i) {
        if (home(i) == no_component && !is_across(*system, needs[i])) answers[i] = is_met(needs[i], functional(needs[i], system->low)) ? reach::possible : reach::impossible;
    }
    if (auto done = attack_across(reader, *system, needs, options, answers); !done) return done.error();
    const auto groups = group(system->components.size(), needs.size(), home);
    auto done = detail::for_each_parallel(system->components.size(), options.threads, [&](std::size_t c) -> result<void> {
        const auto tasks = std::span(groups.task).subspan(groups.first[c], groups.first[c + 1] - groups.first[c]);
        if (tasks.empty()) return {};
        return need_attack(*system, static_cast<std::uint32_t>(c), tasks, needs, options, answers).run(reader.cube());
    });
    if (!done) return done.error();
    return answers;
}

} // namespace sdc::inline v0
