#include "witness_search.hpp"

#include <algorithm>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t remembered = 8;

/// The intruder cannot tell it from the truth.
bool passes(const suppression_problem& p, const move& m, const intruder* who) {
    return who == nullptr || std::ranges::all_of(m, [&](const auto& c) {
        const auto [low, high] = room(p, c.first, who);
        return low <= c.second && c.second <= high;
    });
}

} // namespace

bool knows_alone(const intruder& who, cell_index cell) {
    const auto own = std::ranges::lower_bound(who.own, cell, {}, &own_cell::cell);
    return own != who.own.end() && own->cell == cell && own->alone;
}

bool witness_search::serves(const move& m, std::uint32_t n, const intruder* who, const std::vector<bool>& withheld) const {
    return std::ranges::all_of(m, [&](const auto& c) { return withheld[c.first]; }) && passes(p_, m, who) && meets(p_, p_.needs[n], m) &&
           agrees(p_, withheld, m);
}

std::optional<move> witness_search::find(std::uint32_t n, const intruder* who, const std::vector<bool>& withheld, bool& settled) {
    for (const auto& m : recent_[n]) {
        if (serves(m, n, who, withheld)) return m;
    }
    const std::vector<double> open(withheld.begin(), withheld.end());
    for (const auto& q : questions_of(p_, p_.needs[n], who)) {
        auto answer = separation_.ask(q, open);
        if (!answer.possible && answer.cut) continue;
        if (!answer.whole || !serves(*answer.whole, n, who, withheld)) answer.whole = separation_.whole_move(q, withheld, node_limit_, settled);
        if (!answer.whole) continue;
        if (!serves(*answer.whole, n, who, withheld)) {
            settled = false;
            continue;
        }
        recent_[n].insert(recent_[n].begin(), *answer.whole);
        if (recent_[n].size() > remembered) recent_[n].pop_back();
        return answer.whole;
    }
    return std::nullopt;
}

std::optional<problem_solution> witness_search::prove(std::vector<bool> withheld) {
    problem_solution s{.withheld = std::move(withheld)};
    for (unknown cell = 0; cell < p_.size(); ++cell) s.cost += s.withheld[cell] && p_.role[cell] == cell_role::candidate ? p_.cost[cell] : 0;
    const auto inside = p_.find_inside ? p_.find_inside(s.withheld) : std::vector<intruder>{};
    for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
        bool settled = true;
        auto m = find(n, nullptr, s.withheld, settled);
        if (!m) return std::nullopt;
        s.move_of.push_back(static_cast<std::uint32_t>(s.moves.size()));
        s.moves.push_back(*std::move(m));
        if (!find_inside(n, inside, s)) return std::nullopt;
    }
    return s;
}

bool witness_search::find_inside(std::uint32_t n, const std::vector<intruder>& inside, problem_solution& s) {
    std::vector<std::uint32_t> found{s.move_of[n]}; // moves that show the need
    for (const auto& who : inside) {
        if (knows_alone(who, protected_cell(p_.needs[n]))) continue;
        if (std::ranges::any_of(found, [&](auto m) { return passes(p_, s.moves[m], &who); })) continue;
        bool settled = true;
        auto m = find(n, &who, s.withheld, settled);
        if (!m) return false;
        found.push_back(static_cast<std::uint32_t>(s.moves.size()));
        s.inside.emplace_back(n, found.back());
        s.moves.push_back(*std::move(m));
    }
    return true;
}

std::optional<capacity_cut> witness_search::separate(std::uint32_t n, const intruder* who, std::span<const double> open) {
    std::optional<capacity_cut> all;
    for (const auto& q : questions_of(p_, p_.needs[n], who)) {
        auto answer = separation_.ask(q, open);
        if (!answer.cut) return std::nullopt;
        all = all ? either(*all, *answer.cut) : std::move(answer.cut);
        if (!all) return std::nullopt;
    }
    return rounded(*std::move(all), open);
}

} // namespace sdc::inline v0::detail
