/// What a witness is, and its check by addition alone: no solver, integers only.
#pragma once

#include <sdc/detail/integer.hpp>
#include <sdc/plan.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// The change that a witness makes to a cell; 0 for cells outside its move. O(log support).
[[nodiscard]] inline std::int64_t change_of(const witness& w, cell_index cell) noexcept {
    const auto at = std::ranges::lower_bound(w.move, cell, {}, &std::pair<cell_index, std::int64_t>::first);
    return at != w.move.end() && at->first == cell ? at->second : 0;
}

/// x(cell) - x(minus) in the witness' table.
[[nodiscard]] inline std::int64_t functional(const need& n, const table& t, const witness& w) noexcept {
    const auto value = [&](cell_index cell) { return t.value(cell) + change_of(w, cell); };
    return value(n.cell) - (n.minus == no_cell ? 0 : value(n.minus));
}

namespace detail {

/// The first relation that the move breaks, if any.
inline std::optional<sdc::error> find_broken_relation(const cube& c, const witness& w) {
    std::vector<std::pair<cell_index, wide_sum>> balance; // (relation id, total's change - parts' changes)
    for (const auto& [cell, change] : w.move) {
        for_each_relation_of(c, cell, [&, change = change, cell = cell](const relation& r) {
            balance.emplace_back(r.dimension() * c.size() + r.total(), r.total() == cell ? wide_sum{change} : -wide_sum{change});
        });
    }
    std::ranges::sort(balance, {}, &std::pair<cell_index, wide_sum>::first);
    for (std::size_t i = 0; i < balance.size();) {
        const auto id = balance[i].first;
        wide_sum sum = 0;
        for (; i < balance.size() && balance[i].first == id; ++i) sum += balance[i].second;
        if (sum != 0) return error{.code = errc::not_proved, .message = "a witness is not additive along " + c.dimensions()[id / c.size()].name, .cell = describe(c, id % c.size())};
    }
    return std::nullopt;
}

} // namespace detail

/// Checks that the true table plus the move agrees with everything that `p` publishes: only withheld cells change, none beyond what
/// the rules and code lists tell, and every relation holds. Errors: not_proved, naming the cell or the relation. O(support x dimensions x log).
[[nodiscard]] inline result<void> check_witness(const plan& p, const witness& w) {
    const auto& c = p.source->cube();
    for (std::size_t i = 0; i < w.move.size(); ++i) {
        const auto [cell, change] = w.move[i];
        const auto refuse = [&](const char* why) { return error{.code = errc::not_proved, .message = why, .cell = cell < c.size() ? describe(c, cell) : std::to_string(cell)}; };
        if (cell >= c.size() || change == 0 || (i > 0 && w.move[i - 1].first >= cell)) return refuse("a witness is not well-formed");
        if (!is_withheld(p.status[cell])) return refuse("a witness changes a published cell");
        if (p.source->is_structural_zero(cell)) return refuse("a witness changes a structural zero");
        const auto value = detail::add(p.source->value(cell), change);
        if (!value || *value < p.verdicts.minimum(cell) || *value > p.verdicts.maximum(cell))
            return refuse("a witness takes a cell beyond what the rules tell of it");
    }
    if (auto broken = detail::find_broken_relation(c, w)) return *broken;
    return {};
}

} // namespace sdc::inline v0
