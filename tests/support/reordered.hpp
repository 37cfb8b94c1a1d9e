/// The same table in another order of dimensions and of the codes under each code, as other orders
/// of rows and files give it.
#pragma once

#include "generators.hpp"

#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/protect/suppress.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace support {

template <class T>
void shuffle(splitmix64& random, std::vector<T>& v) {
    for (std::size_t i = v.size(); i > 1; --i) std::swap(v[i - 1], v[random.below(i)]);
}

struct reordered {
    std::shared_ptr<const sdc::table> table;
    std::vector<sdc::cell_index> position; ///< Of each cell of the first table, where it is now.
};

/// Siblings and, if `dimensions` say so, dimensions in random order.
[[nodiscard]] inline reordered reorder(splitmix64& random, const sdc::table& t, bool dimensions,
                                       bool siblings) {
    const auto from = t.cube().dimensions();
    std::vector<std::size_t> order;
    for (std::size_t d = 0; d < from.size(); ++d) order.push_back(d);
    if (dimensions) shuffle(random, order);
    std::vector<sdc::dimension> by;
    for (const auto d : order) {
        std::vector<sdc::code_parent> entries;
        const auto& codes = from[d].codes;
        for (sdc::code_index i = 0; i < codes.size(); ++i)
            entries.push_back(
                {.id = codes[i].id, .parent = i == 0 ? "" : codes[codes.parent(i)].id});
        if (siblings) shuffle(random, entries);
        by.push_back({.name = from[d].name,
                      .codes = sdc::hierarchy::from_parents(entries).value(),
                      .role = from[d].role,
                      .codes_from_data = from[d].codes_from_data});
    }
    const auto c = sdc::cube::make(by).value();
    reordered made;
    sdc::columns data{.values = std::vector<std::int64_t>(t.size())};
    for (const auto& cell : sdc::cells(t)) {
        sdc::coordinates at{};
        for (std::size_t k = 0; k < order.size(); ++k)
            at[k] = *c->codes(k).find(from[order[k]].codes[cell.at()[order[k]]].id);
        made.position.push_back(c->shape().index(at));
        data.values[made.position.back()] = t.value(cell.index());
        if (!cell.is_margin() && t.is_structural_zero(cell.index()))
            data.structural_zeros.push_back(made.position.back());
    }
    made.table = std::make_shared<const sdc::table>(
        sdc::table::make(c, std::move(data), t.measure()).value());
    return made;
}

/// What the options say of cells, of the same cells in their new places.
[[nodiscard]] inline sdc::suppress_options reorder(sdc::suppress_options o,
                                                   const std::vector<sdc::cell_index>& position) {
    const auto move = [&](std::vector<sdc::cell_index>& cells) {
        for (auto& cell : cells) cell = position[cell];
    };
    move(o.must_publish);
    move(o.preferred);
    for (auto& group : o.suppression_groups) move(group);
    std::ranges::reverse(o.suppression_groups);
    for (auto& [cell, cost] : o.cost.cells) cell = position[cell];
    for (auto& level : o.protection.levels) level.cell = position[level.cell];
    std::ranges::sort(o.protection.levels, {}, &sdc::protection_level::cell);
    for (auto& r : o.rules) {
        if (auto* listed = std::get_if<sdc::listed_cells>(&r)) {
            move(listed->cells);
            std::ranges::sort(listed->cells);
        }
    }
    for (auto& who : o.intruders.holdings) {
        for (auto& own : who.own) own.cell = position[own.cell];
        std::ranges::sort(who.own, {}, &sdc::own_contribution::cell);
    }
    std::ranges::reverse(o.intruders.holdings);
    return o;
}

} // namespace support
