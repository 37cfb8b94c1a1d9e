/// Random tables that are small enough to enumerate every table, and what an intruder knows of
/// them.
#pragma once

#include "brute_force.hpp"
#include "generators.hpp"

#include <sdc/knowledge/knowledge.hpp>

#include <optional>
#include <string>
#include <vector>

namespace support {

/// Drawn by `seed`: 1 to 4 dimensions, hierarchical and ragged.
[[nodiscard]] inline sdc::table small_ragged_table(std::uint64_t seed) {
    return random_table(seed, {.dimensions = 1 + seed % 4,
                               .branching = seed % 4 == 0 ? 4u : 2u,
                               .depth = 1 + seed / 4 % 2,
                               .mean = 2,
                               .zero_percent = 40,
                               .single_child_percent = 15});
}

/// One of them whose total is small enough to enumerate every table under it.
[[nodiscard]] inline std::optional<sdc::table> small_table(std::uint64_t seed) {
    auto t = small_ragged_table(seed);
    const brute_force oracle(t.cube());
    if (oracle.leaves() > 9 || t.grand_total() > (oracle.leaves() > 6 ? 9 : 14))
        return std::nullopt;
    return t;
}

/// What an intruder might have: exact, rounded and suppressed cells, and a statement or two, all
/// true of the table.
[[nodiscard]] inline sdc::knowledge random_knowledge(const sdc::table& t, splitmix64& random) {
    sdc::knowledge known(t.shared_cube());
    const std::int64_t suppressed_minimum = random.percent(50) ? 1 : 0;
    for (sdc::cell_index cell = 1; cell < t.size(); ++cell) {
        const auto value = t.value(cell);
        const auto dice = random.below(10);
        if (dice < 3)
            known.learn_exact(cell, value);
        else if (dice < 5)
            known.learn(cell, value / 3 * 3, value / 3 * 3 + 2);
        else if (dice < 8 && value > 0)
            known.learn(cell, suppressed_minimum, sdc::unlimited);
    }
    if (random.percent(70))
        known.learn_exact(0, t.grand_total());
    else
        known.learn(0, 0, t.grand_total() + 2);
    for (std::uint64_t k = random.below(3); k > 0; --k) {
        const auto a = random.below(t.size()), b = random.below(t.size());
        const auto difference = t.value(a) - 2 * t.value(b);
        known.learn({.text = "a - 2b is about so",
                     .terms = {{a, 1}, {b, -2}},
                     .low = difference - 1,
                     .high = random.percent(50) ? difference : sdc::unlimited});
    }
    return known;
}

[[nodiscard]] inline std::vector<sdc::cell_index> all_cells(const sdc::cube& c) {
    std::vector<sdc::cell_index> cells;
    for (sdc::cell_index cell = 0; cell < c.size(); ++cell) cells.push_back(cell);
    return cells;
}

/// x1 and x2 under x, y1 and y2 under y: 2, 3, 3 and 2. Where x, y and the total are public, two
/// pairs of cells with nothing between them.
struct two_pairs {
    sdc::table counts =
        sdc::table::make(
            sdc::cube::make({{.name = "d",
                              .codes = sdc::hierarchy::from_paths(
                                           std::vector<std::vector<std::string>>{
                                               {"x", "x1"}, {"x", "x2"}, {"y", "y1"}, {"y", "y2"}})
                                           .value()}})
                .value(),
            {.values = {10, 5, 2, 3, 5, 3, 2}})
            .value();

    [[nodiscard]] sdc::knowledge known() const {
        sdc::knowledge all(counts.shared_cube());
        for (const sdc::cell_index cell : {0U, 1U, 4U}) all.learn_exact(cell, counts.value(cell));
        return all;
    }
};

} // namespace support
