/// Small problems in which moves are sought.
#pragma once

#include "brute_force.hpp"
#include "generators.hpp"

#include <sdc/knowledge/knowledge.hpp>
#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/table/relations.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace support {

/// A table, who may move how far in it, and what is suppressed from the start.
struct move_instance {
    sdc::table table;
    sdc::detail::suppression_problem p = {};

    explicit move_instance(sdc::table t) : table(std::move(t)) {
        p.tables = {{.codes = &table.cube()}};
        sdc::for_each_relation(table.cube(), [&](const sdc::relation& r) {
            std::vector<sdc::detail::row_system::term> terms{
                {static_cast<sdc::detail::unknown>(r.total()), -1}};
            r.for_each_part([&](sdc::cell_index part) {
                terms.push_back({static_cast<sdc::detail::unknown>(part), 1});
            });
            p.rows.add(terms);
        });
        p.rows.index(table.size());
        p.value.assign(table.values().begin(), table.values().end());
    }

    /// Bounds up to `room` away, every other cell suppressed, a few fixed.
    void draw(splitmix64& random, std::uint64_t room) {
        for (const auto value : p.value) {
            p.low.push_back(std::max<std::int64_t>(
                0, value - static_cast<std::int64_t>(random.below(room + 1))));
            p.high.push_back(value + static_cast<std::int64_t>(random.below(room + 1)));
            p.cost.push_back(1 + static_cast<std::int64_t>(random.below(20)));
            p.role.push_back(random.percent(50)   ? sdc::detail::cell_role::suppressed
                             : random.percent(20) ? sdc::detail::cell_role::fixed
                                                  : sdc::detail::cell_role::candidate);
        }
    }
    [[nodiscard]] std::vector<bool> suppressed() const {
        std::vector<bool> flags;
        for (const auto role : p.role) flags.push_back(role == sdc::detail::cell_role::suppressed);
        return flags;
    }
    [[nodiscard]] sdc::detail::goal ask(sdc::detail::unknown cell, std::int64_t change) const {
        return {.asked = {.cell = cell,
                          .direction = change > 0 ? sdc::requirement::side::up
                                                  : sdc::requirement::side::down,
                          .limit = p.value[cell] + change}};
    }
};

using cell_change = std::pair<sdc::detail::unknown, std::int64_t>;

/// Of every change of every cell the lowest cost, over all tables that exist while only suppressed
/// cells move, or with `candidates` those that may be suppressed, too; the goal's `still` and
/// `least` are facts. By brute force.
[[nodiscard]] inline std::map<cell_change, std::int64_t>
lowest_costs(const move_instance& made, const sdc::detail::pattern& s, const sdc::detail::goal& g,
             bool candidates,
             const std::function<std::int64_t(std::span<const std::int64_t>)>& cost_of) {
    sdc::knowledge known(made.table.shared_cube());
    const auto& p = made.p;
    for (sdc::detail::unknown cell = 0; cell < p.size(); ++cell) {
        if (candidates ? s.may_move(cell) : s.is_suppressed(cell))
            known.learn(cell, p.low[cell], p.high[cell]);
        else
            known.learn_exact(cell, p.value[cell]);
    }
    for (const auto cell : g.still) known.learn_exact(cell, p.value[cell]);
    for (const auto& [cell, low] : g.least) known.learn(cell, low, p.high[cell]);
    std::map<cell_change, std::int64_t> lowest;
    brute_force(made.table.cube()).for_each_table(known, [&](std::span<const std::int64_t> values) {
        const auto cost = cost_of(values);
        for (sdc::detail::unknown cell = 0; cell < p.size(); ++cell) {
            const auto [at, is_new] =
                lowest.emplace(cell_change{cell, values[cell] - p.value[cell]}, cost);
            at->second = std::min(at->second, cost);
        }
    });
    return lowest;
}

} // namespace support
