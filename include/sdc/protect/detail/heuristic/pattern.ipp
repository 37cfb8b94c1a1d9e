#include <sdc/protect/detail/heuristic/pattern.hpp>

#include <sdc/detail/integer.hpp>

#include <algorithm>

namespace sdc::inline v0::detail {
namespace {

/// Of the least cost of a candidate.
constexpr double share_of_least_cost = 1.0 / 16;

} // namespace

pattern::pattern(const suppression_problem& p, const std::vector<bool>& suppressed)
    : p_(p), suppressed_(p.size()), first_requirement_(p.size() + 1),
      move_of_(p.requirements.size(), no_move), slot_(p.size(), no_move), uses_(p.size()) {
    const auto for_each_cell = [&](auto&& f) {
        for (std::uint32_t n = 0; n < p.requirements.size(); ++n) {
            f(p.requirements[n].cell, n);
            if (p.requirements[n].minus != no_cell) f(p.requirements[n].minus, n);
        }
    };
    for_each_cell([&](cell_index cell, std::uint32_t) { ++first_requirement_[cell + 1]; });
    for (std::size_t i = 0; i < p.size(); ++i) first_requirement_[i + 1] += first_requirement_[i];
    requirements_.resize(first_requirement_.back());
    auto next = first_requirement_;
    for_each_cell([&](cell_index cell, std::uint32_t n) { requirements_[next[cell]++] = n; });
    if (!p.suppression_groups.empty()) group_of_.assign(p.size(), no_move);
    for (std::uint32_t g = 0; g < p.suppression_groups.size(); ++g) {
        for (const auto cell : p.suppression_groups[g]) group_of_[cell] = g;
    }
    auto least = unlimited;
    for (unknown cell = 0; cell < p.size(); ++cell) {
        if (p.role[cell] == cell_role::candidate) least = std::min(least, p.cost[cell]);
        if (suppressed[cell]) suppress(cell);
    }
    suppressed_price_ =
        least == unlimited ? share_of_least_cost : share_of_least_cost * static_cast<double>(least);
}

std::span<const unknown> pattern::group(const unknown& cell) const {
    if (group_of_.empty() || group_of_[cell] == no_move) return {&cell, 1};
    return p_.suppression_groups[group_of_[cell]];
}

bool pattern::is_idle(unknown cell) const {
    return is_complement(cell) && std::ranges::all_of(group(cell), [&](unknown other) {
               return is_complement(other) && uses_[other] == 0;
           });
}

goal pattern::goal_of(std::uint32_t g) const {
    if (g < p_.requirements.size()) return {.requirement = g, .asked = p_.requirements[g]};
    return further_[g - p_.requirements.size()];
}

void pattern::add_goal(goal g, move m) {
    further_.push_back(std::move(g));
    move_of_.push_back(no_move);
    meet(goals() - 1, store(std::move(m)));
}

std::int64_t pattern::added_cost(const move& m) const {
    std::int64_t sum = 0;
    for (const auto& [cell, change] : m) {
        for (const auto other : group(cell))
            sum = add(sum, suppressed_[other] ? 0 : p_.cost[other]).value_or(unlimited);
    }
    return sum;
}

void pattern::suppress(unknown cell) {
    if (suppressed_[cell]) return;
    for (const auto other : group(cell)) {
        if (suppressed_[other]) continue;
        suppressed_[other] = true;
        history_.push_back(other);
        if (p_.role[other] == cell_role::candidate)
            cost_ = add(cost_, p_.cost[other]).value_or(unlimited);
    }
}

void pattern::publish(unknown cell) {
    for (const auto other : group(cell)) {
        suppressed_[other] = false;
        history_.push_back(other);
        cost_ -= p_.cost[other];
    }
}

void pattern::publish_idle() {
    for (unknown cell = 0; cell < p_.size(); ++cell) {
        if (is_idle(cell)) publish(cell);
    }
}

void pattern::release(std::uint32_t g) {
    if (move_of_[g] == no_move) return;
    for (const auto& [cell, change] : moves_[move_of_[g]]) --uses_[cell];
    move_of_[g] = no_move;
}

void pattern::meet(std::uint32_t g, std::uint32_t id) {
    release(g);
    move_of_[g] = id;
    users_[id].push_back(g);
    for (const auto& [cell, change] : moves_[id]) ++uses_[cell];
}

std::uint32_t pattern::store(move m) {
    const auto id = static_cast<std::uint32_t>(moves_.size());
    for (const auto& [cell, change] : m) {
        if (p_.role[cell] != cell_role::candidate) continue;
        if (slot_[cell] == no_move) {
            slot_[cell] = static_cast<std::uint32_t>(moves_at_.size());
            moves_at_.emplace_back();
        }
        moves_at_[slot_[cell]].push_back(id);
    }
    moves_.push_back(std::move(m));
    users_.emplace_back();
    return id;
}

void pattern::adopt(move m) {
    for (const auto& [cell, change] : m) suppress(cell);
    move mirror = m;
    for (auto& [cell, change] : mirror) change = -change;
    share(store(std::move(m)));
    if (agrees(p_, suppressed_, mirror)) share(store(std::move(mirror)));
}

void pattern::share(std::uint32_t id) {
    for (const auto& [cell, change] : moves_[id]) {
        for (const auto n : requirements_at(cell)) {
            if (!is_met(n) && meets(p_, p_.requirements[n], moves_[id])) meet(n, id);
        }
    }
    if (!users_[id].empty()) return;
    for (const auto& [cell, change] : moves_[id]) {
        if (slot_[cell] != no_move) moves_at_[slot_[cell]].pop_back();
    }
    moves_.pop_back();
    users_.pop_back();
}

std::vector<std::uint32_t> pattern::goals_through(unknown cell) const {
    std::vector<std::uint32_t> found;
    for (const auto other : group(cell)) {
        if (slot_[other] == no_move) continue;
        for (const auto id : moves_at_[slot_[other]]) {
            for (const auto g : users_[id]) {
                if (move_of_[g] == id) found.push_back(g);
            }
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

void pattern::forget_unused() {
    if (moves_.size() < 1'000 + 4 * std::size_t{goals()}) return;
    std::vector<std::uint32_t> old;
    for (std::uint32_t g = 0; g < goals(); ++g) {
        if (is_met(g)) old.push_back(move_of_[g]);
    }
    std::ranges::sort(old);
    const auto repeated = std::ranges::unique(old);
    old.erase(repeated.begin(), repeated.end());
    std::vector<move> kept;
    for (const auto id : old) kept.push_back(std::move(moves_[id]));
    moves_.clear();
    users_.clear();
    for (auto& at : moves_at_) at.clear();
    for (auto& m : kept) (void)store(std::move(m));
    for (std::uint32_t g = 0; g < goals(); ++g) {
        if (!is_met(g)) continue;
        move_of_[g] =
            static_cast<std::uint32_t>(std::ranges::lower_bound(old, move_of_[g]) - old.begin());
        users_[move_of_[g]].push_back(g);
    }
}

problem_solution pattern::solution() const {
    problem_solution made{.suppressed = suppressed_, .cost = cost_};
    std::vector<std::uint32_t> renumbered(moves_.size(), no_move);
    const auto take = [&](std::uint32_t id) {
        if (renumbered[id] == no_move) {
            renumbered[id] = static_cast<std::uint32_t>(made.moves.size());
            made.moves.push_back(moves_[id]);
        }
        return renumbered[id];
    };
    for (std::uint32_t g = 0; g < goals(); ++g) {
        if (!is_met(g)) {
            made.open.push_back(g);
            made.move_of.push_back(no_move);
        } else if (g < p_.requirements.size()) {
            made.move_of.push_back(take(move_of_[g]));
        } else {
            made.intruders.emplace_back(further_[g - p_.requirements.size()].requirement,
                                        take(move_of_[g]));
        }
    }
    return made;
}

} // namespace sdc::inline v0::detail
