#include "suppressor.hpp"

#include "cost.hpp"

#include <algorithm>
#include <numeric>

namespace sdc::inline v0::detail {
namespace {

/// Up to this many cells the whole table is searched at once, which finds the cheapest move; beyond, neighbourhoods come first.
constexpr cell_index whole_table_limit = 1'500;
constexpr std::size_t neighbourhood_widths[] = {2, 4};
constexpr std::uint64_t select_search_limit = 2'000;
/// Giving back is an improvement, not a duty: small searches, given up early.
constexpr std::size_t reroute_cells = 600;
constexpr std::uint64_t reroute_search_limit = 30;
/// Moving a cell that is withheld already is free; the small price keeps moves short.
constexpr double withheld_price = 1.0 / 1024;
/// Beyond this the solver's tolerances no longer tell prices apart.
constexpr double highest_price = 1e9;

} // namespace

suppressor::suppressor(plan& p, const suppress_options& options)
    : plan_(p), table_(*p.source), options_(options), costs_(suppression_costs(*p.source, p.verdicts, options.cost, options.preferred)) {
    for (std::size_t i = 0; i < p.needs.size(); ++i) {
        needs_at_.emplace_back(p.needs[i].cell, i);
        if (p.needs[i].minus != no_cell) needs_at_.emplace_back(p.needs[i].minus, i);
    }
    std::ranges::sort(needs_at_);
    p.witness_of.assign(p.needs.size(), no_witness);
}

std::int64_t suppressor::cost(cell_index cell) const { return costs_[cell]; }

bool suppressor::may_move(cell_index cell) const {
    if (is_withheld(plan_.status[cell])) return true;
    if (table_.value(cell) < plan_.verdicts.withheld_minimum() || table_.is_structural_zero(cell)) return false;
    return !std::ranges::binary_search(plan_.kept, cell) && !is_public_total(cell);
}

/// A total that the policy publishes is no complement.
bool suppressor::is_public_total(cell_index cell) const {
    return std::ranges::any_of(plan_.rules, [&](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && limit->publish_total && equals_total(table_.cube(), table_.cube().shape().at(cell));
    });
}

double suppressor::price(cell_index cell) const {
    if (is_withheld(plan_.status[cell])) return withheld_price;
    return may_move(cell) ? std::min(static_cast<double>(cost(cell)), highest_price) : no_bound;
}

std::vector<movable> suppressor::movables(std::span<const cell_index> cells) const {
    std::vector<movable> result;
    for (const auto cell : cells) {
        const auto value = table_.value(cell), most = plan_.verdicts.maximum(cell);
        result.push_back({.cell = cell, .down = value - plan_.verdicts.minimum(cell), .up = most == unlimited ? unlimited : most - value, .cost = price(cell)});
    }
    return result;
}

result<void> suppressor::run() {
    std::vector<std::size_t> order(plan_.needs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Small needs first: their moves are cheap and often meet others.
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::abs(plan_.needs[i].limit - functional(plan_.needs[i], table_.values())); });
    std::vector<std::size_t> impossible, undecided;
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (options_.progress) options_.progress(k, order.size());
        if (options_.stop && options_.stop()) return error{.code = errc::cancelled, .message = "stopped"};
        if (plan_.witness_of[order[k]] != no_witness) continue;
        const auto outcome = select(order[k]);
        if (outcome == attempt::impossible) impossible.push_back(order[k]);
        if (outcome == attempt::undecided) undecided.push_back(order[k]);
    }
    if (!impossible.empty()) return failure(impossible, attempt::impossible);
    if (!undecided.empty()) return failure(undecided, attempt::undecided);
    clean_up();
    drop_unused_witnesses();
    for (cell_index cell = 0; cell < table_.size(); ++cell) {
        if (plan_.status[cell] == cell_status::complement) plan_.cost = add(plan_.cost, cost(cell)).value_or(unlimited);
    }
    if (options_.progress) options_.progress(order.size(), order.size());
    return {};
}

suppressor::attempt suppressor::select(std::size_t need_index) {
    const auto& n = plan_.needs[need_index];
    if (table_.size() > whole_table_limit) {
        for (const auto width : neighbourhood_widths) {
            const auto near = neighbourhood(table_.cube(), n.cell, width, [this](cell_index cell) { return price(cell); });
            if (near.size() <= whole_table_limit && select_among(need_index, near) == attempt::found) return attempt::found;
        }
    }
    std::vector<cell_index> all;
    for (cell_index cell = 0; cell < table_.size(); ++cell) {
        if (may_move(cell)) all.push_back(cell);
    }
    return select_among(need_index, all);
}

suppressor::attempt suppressor::select_among(std::size_t need_index, std::span<const cell_index> cells) {
    const auto movable_cells = movables(cells);
    std::optional<witness> best;
    bool exhausted = true;
    for (const auto& change : changes(plan_.needs[need_index])) {
        auto found = find_move(table_.cube(), movable_cells, change, select_search_limit);
        exhausted = exhausted && found.exhausted;
        if (found.move && (!best || new_cost(*found.move) < new_cost(*best))) best = std::move(found.move);
    }
    if (!best) return exhausted ? attempt::impossible : attempt::undecided;
    adopt(*std::move(best));
    return attempt::found;
}

std::vector<wanted_change> suppressor::changes(const need& n) const {
    const auto now = functional(n, table_.values());
    const wanted_change up{.cell = n.cell, .minus = n.minus, .sign = 1, .amount = n.limit - now};
    const wanted_change down{.cell = n.cell, .minus = n.minus, .sign = -1, .amount = now - n.limit};
    if (n.direction == need::side::up) return {up};
    if (n.direction == need::side::down) return {down};
    return {{n.cell, n.minus, 1, 1}, {n.cell, n.minus, -1, 1}};
}

std::int64_t suppressor::new_cost(const witness& w) const {
    std::int64_t sum = 0;
    for (const auto& [cell, change] : w.move) sum = add(sum, is_withheld(plan_.status[cell]) ? 0 : cost(cell)).value_or(unlimited);
    return sum;
}

/// Withholds what the witness moves, and lets it and its mirror image meet every need they can.
void suppressor::adopt(witness w) {
    for (const auto& [cell, change] : w.move) {
        if (!is_withheld(plan_.status[cell])) plan_.status[cell] = cell_status::complement;
    }
    witness mirror = w;
    for (auto& [cell, change] : mirror.move) change = -change;
    share(store(std::move(w)));
    if (check_witness(plan_, mirror)) share(store(std::move(mirror)));
}

std::uint32_t suppressor::store(witness w) {
    const auto id = static_cast<std::uint32_t>(plan_.witnesses.size());
    for (const auto& [cell, change] : w.move) witnesses_at_[cell].push_back(id);
    plan_.witnesses.push_back(std::move(w));
    needs_of_.emplace_back();
    return id;
}

void suppressor::meet(std::size_t need_index, std::uint32_t id) {
    plan_.witness_of[need_index] = id;
    needs_of_[id].push_back(need_index);
}

void suppressor::share(std::uint32_t id) {
    const auto& w = plan_.witnesses[id];
    for (const auto& [cell, change] : w.move) {
        for (auto at = std::ranges::lower_bound(needs_at_, std::pair{cell, std::size_t{0}}); at != needs_at_.end() && at->first == cell; ++at) {
            if (plan_.witness_of[at->second] == no_witness && is_met(plan_.needs[at->second], functional(plan_.needs[at->second], table_, w))) meet(at->second, id);
        }
    }
}

void suppressor::clean_up() {
    std::vector<cell_index> complements;
    for (cell_index cell = 0; cell < table_.size(); ++cell) {
        if (plan_.status[cell] == cell_status::complement) complements.push_back(cell);
    }
    std::ranges::stable_sort(complements, std::ranges::greater{}, [&](cell_index cell) { return cost(cell); });
    for (const auto cell : complements) {
        if ((options_.enough && options_.enough()) || !give_back(cell)) plan_.status[cell] = cell_status::complement;
    }
}

/// Publishes the cell if every need whose witness moves it can be met without it; else leaves every witness as it was.
bool suppressor::give_back(cell_index cell) {
    std::vector<std::pair<std::size_t, std::uint32_t>> before;
    plan_.status[cell] = cell_status::published;
    // No witness found from here on moves the cell, so the list does not grow under the loop.
    for (const auto id : witnesses_at_[cell]) {
        for (const auto need_index : needs_of_[id]) {
            if (plan_.witness_of[need_index] == id) before.emplace_back(need_index, id);
        }
    }
    for (const auto& [need_index, id] : before) {
        if (const auto other = find_other_witness(need_index, cell)) {
            meet(need_index, *other);
        } else if (!reroute(need_index)) {
            for (const auto& [moved, old] : before) plan_.witness_of[moved] = old;
            return false;
        }
    }
    return true;
}

std::optional<std::uint32_t> suppressor::find_other_witness(std::size_t need_index, cell_index without) const {
    const auto& n = plan_.needs[need_index];
    const auto known = witnesses_at_.find(n.cell);
    if (known == witnesses_at_.end()) return std::nullopt;
    for (const auto id : known->second) {
        const auto& w = plan_.witnesses[id];
        const bool allowed = change_of(w, without) == 0 && std::ranges::all_of(w.move, [&](const auto& m) { return is_withheld(plan_.status[m.first]); });
        if (allowed && is_met(n, functional(n, table_, w))) return id;
    }
    return std::nullopt;
}

bool suppressor::reroute(std::size_t need_index) {
    const auto movable_cells = movables(withheld_around(need_index));
    for (const auto& change : changes(plan_.needs[need_index])) {
        auto found = find_move(table_.cube(), movable_cells, change, reroute_search_limit);
        if (!found.move) continue;
        meet(need_index, store(*std::move(found.move)));
        return true;
    }
    return false;
}

/// The withheld cells nearest to the need by relations, ascending.
std::vector<cell_index> suppressor::withheld_around(std::size_t need_index) const {
    std::vector<cell_index> found;
    std::map<cell_index, bool> seen;
    const auto visit = [&](cell_index cell) {
        if (found.size() >= reroute_cells || !is_withheld(plan_.status[cell]) || !seen.try_emplace(cell, true).second) return;
        found.push_back(cell);
    };
    visit(plan_.needs[need_index].cell);
    if (plan_.needs[need_index].minus != no_cell) visit(plan_.needs[need_index].minus);
    for (std::size_t next = 0; next < found.size(); ++next) {
        for_each_relation_of(table_.cube(), found[next], [&](const relation& r) {
            visit(r.total());
            r.for_each_part(visit);
        });
    }
    std::ranges::sort(found);
    return found;
}

void suppressor::drop_unused_witnesses() {
    std::vector<std::uint32_t> renumbered(plan_.witnesses.size(), no_witness);
    std::vector<witness> used;
    for (auto& id : plan_.witness_of) {
        if (renumbered[id] == no_witness) {
            renumbered[id] = static_cast<std::uint32_t>(used.size());
            used.push_back(std::move(plan_.witnesses[id]));
        }
        id = renumbered[id];
    }
    plan_.witnesses = std::move(used);
}

sdc::error suppressor::failure(std::span<const std::size_t> failed, attempt why) const {
    std::vector<cell_index> cells;
    for (const auto i : failed) cells.push_back(protected_cell(plan_.needs[i]));
    std::ranges::sort(cells);
    cells.erase(std::ranges::unique(cells).begin(), cells.end());
    const auto first = *std::ranges::find(failed, cells.front(), [&](std::size_t i) { return protected_cell(plan_.needs[i]); });
    const bool by_group = plan_.needs[first].minus != no_cell;
    const auto reasons = plan_.verdicts.reasons(cells.front());
    const auto blamed = std::ranges::find_if(reasons, [&](const reason& r) { return (r.rule == rule_id::group_disclosure) == by_group; });
    std::string message = std::to_string(cells.size()) + (cells.size() == 1 ? " cell" : " cells");
    message += why == attempt::impossible ? " cannot be protected even if every permitted cell is withheld" : " not protected before the search limit";
    if (plan_.verdicts.withheld_minimum() == 1) message += " (zeros are always shown; letting zeros be withheld may help)";
    for (std::size_t i = 1; i < std::min<std::size_t>(cells.size(), 10); ++i) message += (i == 1 ? "; also " : " / ") + describe(table_, cells[i]);
    return {.code = why == attempt::impossible ? errc::not_protectable : errc::not_proved, .message = std::move(message), .cell = describe(table_, cells.front()),
            .rule = to_string(blamed == reasons.end() ? reasons.front().rule : blamed->rule)};
}

} // namespace sdc::inline v0::detail
