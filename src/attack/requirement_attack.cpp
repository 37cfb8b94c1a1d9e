#include "requirement_attack.hpp"

#include <algorithm>
#include <cstdlib>

namespace sdc::inline v0::detail {

bool is_across(const open_system& system, const requirement& n) {
    if (n.minus == no_cell) return false;
    const auto a = system.component_of[n.cell], b = system.component_of[n.minus];
    return a != no_component && b != no_component && a != b;
}

std::uint32_t home_of(const open_system& system, const requirement& n) {
    if (is_across(system, n)) return no_component;
    const auto own = system.component_of[n.cell];
    return own != no_component || n.minus == no_cell ? own : system.component_of[n.minus];
}

requirement_attack::requirement_attack(prepared& what, const task_run& asked,
                                       std::span<const requirement> requirements,
                                       std::uint64_t search_limit,
                                       std::span<feasibility> feasibility_result)
    : what_(what), index_(asked.component), asked_(asked.tasks), requirements_(requirements),
      answers_(feasibility_result), move_of_(asked.tasks.size(), no_witness), check_(what, index_),
      attack_(what.system.components[index_], what.starts[index_],
              asked.first ? std::move(what.starts[index_].search) : nullptr, search_limit,
              component_attack::gait::stays,
              [this](std::span<const std::int64_t> point, std::span<const std::uint32_t> changed) {
                  mark(point, changed);
              }) {
    for (std::size_t k = 0; k < asked_.size(); ++k) {
        for (const auto cell : {requirements_[asked_[k]].cell, requirements_[asked_[k]].minus}) {
            if (cell != no_cell && what_.system.component_of[cell] == index_)
                requirement_of_column_.emplace_back(what_.system.column_of[cell], k);
        }
    }
    std::ranges::sort(requirement_of_column_);
}

void requirement_attack::run() {
    mark(what_.starts[index_].point, {});
    for (const auto i : asked_) {
        if (answers_[i] == feasibility::feasible) continue;
        bool refuted = true;
        for (const auto& [form, wanted] : goals(requirements_[i]))
            refuted = pursue(form, wanted) && refuted;
        if (answers_[i] != feasibility::feasible)
            answers_[i] = refuted ? feasibility::infeasible : feasibility::undecided;
    }
}

/// A point that one requirement found may meet others: of each open requirement that it touches the
/// point is evaluated.
void requirement_attack::mark(std::span<const std::int64_t> point,
                              std::span<const std::uint32_t> changed) {
    if (!check_.allows(point)) return;
    auto move = no_witness;
    for (const auto column : changed) {
        auto at =
            std::ranges::lower_bound(requirement_of_column_, std::pair{column, std::size_t{0}});
        for (; at != requirement_of_column_.end() && at->first == column; ++at)
            mark_requirement(at->second, point, changed, move);
    }
    for (std::size_t k = 0; changed.empty() && k < asked_.size(); ++k)
        mark_requirement(k, point, changed, move);
}

void requirement_attack::mark_requirement(std::size_t k, std::span<const std::int64_t> point,
                                          std::span<const std::uint32_t> changed,
                                          std::uint32_t& move) {
    const auto& n = requirements_[asked_[k]];
    if (answers_[asked_[k]] == feasibility::feasible) return;
    const auto value = what_.value(index_, point, n.cell) -
                       (n.minus == no_cell ? 0 : what_.value(index_, point, n.minus));
    if (!is_met(n, value)) return;
    answers_[asked_[k]] = feasibility::feasible;
    if (move == no_witness) move = add_move(point, changed);
    move_of_[k] = move;
}

std::uint32_t requirement_attack::add_move(std::span<const std::int64_t> point,
                                           std::span<const std::uint32_t> changed) {
    const auto& first = what_.starts[index_].point;
    const auto& cells = what_.system.components[index_].cells;
    cell_move move;
    const auto add = [&](std::size_t j) {
        if (j < first.size() && point[j] != first[j])
            move.emplace_back(cells[j], point[j] - first[j]);
    };
    for (const auto j : changed) add(j);
    for (std::size_t j = 0; changed.empty() && j < first.size(); ++j) add(j);
    if (move.empty()) return no_witness; // the first point itself
    std::ranges::sort(move);
    const auto repeated = std::ranges::unique(move);
    move.erase(repeated.begin(), repeated.end());
    moves_.push_back(std::move(move));
    return static_cast<std::uint32_t>(moves_.size() - 1);
}

/// What is asked for is a form of at least so much; a requirement of side `other` has two.
std::vector<std::pair<column_form, std::int64_t>>
requirement_attack::goals(const requirement& n) const {
    column_form up;
    std::int64_t fixed = 0;
    const auto add = [&](cell_index cell, std::int64_t sign) {
        if (what_.system.component_of[cell] == index_)
            up.emplace_back(what_.system.column_of[cell], sign);
        else
            fixed += sign * what_.system.low[cell];
    };
    add(n.cell, 1);
    if (n.minus != no_cell) add(n.minus, -1);
    column_form down = up;
    for (auto& term : down) term.second = -term.second;
    const std::int64_t step = n.direction == requirement::side::other ? 1 : 0;
    if (n.direction == requirement::side::up) return {{up, n.limit - fixed}};
    if (n.direction == requirement::side::down) return {{down, fixed - n.limit}};
    return {{up, n.limit + step - fixed}, {down, fixed - n.limit + step}};
}

/// True if no point goes so far.
bool requirement_attack::pursue(const column_form& form, std::int64_t wanted) {
    const auto found = attack_.maximise(form, std::nullopt, wanted, component_attack::aim::decide);
    if (found.unbounded) return pursue_capped(form, wanted);
    return found.bound < wanted;
}

interval requirement_attack::bound(cell_index cell) {
    if (what_.system.component_of[cell] != index_)
        return {.low = what_.system.low[cell], .high = what_.system.high[cell]};
    const auto column = what_.system.column_of[cell];
    const auto end = [&](std::int64_t sign, std::int64_t most) {
        const auto found =
            attack_.maximise({{column, sign}}, std::nullopt, most, component_attack::aim::exact);
        const auto limit = found.unbounded ? unlimited : std::min(found.bound, most);
        return std::pair(found.value && *found.value >= limit ? *found.value : limit,
                         found.unbounded || (found.value && *found.value >= limit));
    };
    const auto [high, high_exact] = end(1, attack_.high(column));
    const auto [low, low_exact] = end(-1, -attack_.low(column));
    return {.low = -low, .high = high, .exact = high_exact && low_exact};
}

/// A form without a bound is capped just above what is wanted, so that a point comes out. Then some
/// integer table goes beyond any value; if the cap hid it, that is not a refutation.
bool requirement_attack::pursue_capped(const column_form& form, std::int64_t wanted) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> restore;
    const auto& first = what_.starts[index_].point;
    for (const auto& [column, coefficient] : form) {
        if (attack_.high(column) != unlimited) continue;
        restore.emplace_back(column, attack_.high(column));
        attack_.restrict(column, attack_.low(column),
                         std::max(first[column], attack_.low(column)) + 2 * std::abs(wanted) + 2);
    }
    [[maybe_unused]] const auto capped =
        attack_.maximise(form, std::nullopt, wanted, component_attack::aim::decide);
    for (const auto& [column, high] : restore) attack_.restrict(column, attack_.low(column), high);
    return false;
}

} // namespace sdc::inline v0::detail
