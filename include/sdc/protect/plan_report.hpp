/// What a plan costs, what it keeps, and why each complement is withheld: for the officer. Private: it tells true values in sums, and which
/// withheld cells are not unsafe.
#pragma once

#include <sdc/plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// Cells of one level of detail, and what of them is published.
struct level_report {
    std::size_t level = 0; ///< Steps below the grand total, over all dimensions.
    std::uint64_t cells = 0, published = 0;
    std::int64_t value = 0, published_value = 0; ///< Sums of true values; `unlimited` if they do not fit.
};

/// Why a complement is withheld: witnesses of needs of these unsafe cells move it.
struct complement_reason {
    cell_index cell = 0;
    cell_index protects = no_cell; ///< The unsafe cell whose witness moves it most (the first of them); `no_cell` where no witness does: it goes with others.
    std::uint64_t unsafe_cells = 0; ///< How many unsafe cells it protects.
    std::uint64_t needs = 0;        ///< How many needs.
};

struct plan_report {
    plan_counts counts = {};
    std::int64_t cost = 0;
    std::int64_t lower_bound = 0;               ///< Of the cost; 0: not known.
    bool improvement_cut = false;               ///< By time: another run may find another plan.
    std::uint64_t needs = 0, by_witness = 0;    ///< Needs, and those for which the plan holds a witness.
    level_report leaves = {};                   ///< The lowest level: cells that are sums of nothing; its `level` is 0.
    std::vector<level_report> levels = {};      ///< From the grand total down.
    std::vector<complement_reason> complements = {}; ///< Ascending cells.

    /// Cost above the lower bound; nothing if none is known.
    [[nodiscard]] std::optional<std::int64_t> gap() const noexcept {
        if (lower_bound <= 0) return std::nullopt;
        return cost - lower_bound;
    }
    [[nodiscard]] bool all_by_witness() const noexcept { return by_witness == needs; }
};

namespace detail {

inline void count_cell(level_report& to, std::int64_t value, bool published) {
    ++to.cells;
    to.value = add(to.value, value).value_or(unlimited);
    if (!published) return;
    ++to.published;
    to.published_value = add(to.published_value, value).value_or(unlimited);
}

/// Steps from each code up to the root.
inline std::vector<std::size_t> depths(const hierarchy& codes) {
    std::vector<std::size_t> depth(codes.size());
    for (code_index i = 1; i < codes.size(); ++i) depth[i] = depth[codes.parent(i)] + 1; // parents come first
    return depth;
}

inline void count_levels(const plan& p, plan_report& to) {
    std::vector<std::vector<std::size_t>> depth;
    for (const auto& d : p.source->cube().dimensions()) depth.push_back(depths(d.codes));
    for (const auto& cell : cells(*p.source)) {
        std::size_t level = 0;
        for (std::size_t d = 0; d < depth.size(); ++d) level += depth[d][cell.at()[d]];
        while (to.levels.size() <= level) to.levels.push_back({.level = to.levels.size()});
        const auto value = p.source->value(cell.index());
        const bool published = face(p, cell.index()).shows == public_cell::kind::number;
        count_cell(to.levels[level], value, published);
        if (!cell.is_margin()) count_cell(to.leaves, value, published);
    }
}

/// One entry for each complement and unsafe cell: how far the witnesses of that cell's needs move it at most, and how many of them do.
struct protects {
    cell_index complement = 0, unsafe = 0;
    std::int64_t most = 0;
    std::uint64_t needs = 0;
};

inline std::vector<protects> list_protects(const plan& p) {
    std::vector<protects> all;
    for (std::size_t i = 0; i < p.witness_of.size(); ++i) {
        for (const auto& [cell, change] : p.witnesses[p.witness_of[i]].move) {
            if (p.status[cell] != cell_status::complement) continue;
            all.push_back({.complement = cell, .unsafe = protected_cell(p.needs[i]), .most = change < 0 ? -change : change, .needs = 1});
        }
    }
    std::ranges::sort(all, {}, [](const protects& one) { return std::pair(one.complement, one.unsafe); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool same = kept > 0 && all[kept - 1].complement == all[i].complement && all[kept - 1].unsafe == all[i].unsafe;
        if (!same) {
            all[kept++] = all[i];
            continue;
        }
        ++all[kept - 1].needs;
        all[kept - 1].most = std::max(all[kept - 1].most, all[i].most);
    }
    all.resize(kept);
    return all;
}

inline complement_reason reason_of(cell_index cell, std::span<const protects> ascending) {
    complement_reason why{.cell = cell};
    std::int64_t most = 0;
    for (const auto& one : std::ranges::equal_range(ascending, cell, {}, &protects::complement)) {
        ++why.unsafe_cells;
        why.needs += one.needs;
        if (one.most > most) {
            most = one.most;
            why.protects = one.unsafe;
        }
    }
    return why;
}

} // namespace detail

/// Complexity: O(cells x dimensions + moves of the witnesses x log), a move counted for each need that it meets.
[[nodiscard]] inline plan_report report(const plan& p) {
    plan_report made{.counts = count(p), .cost = p.cost, .lower_bound = p.lower_bound, .improvement_cut = p.improvement_cut, .needs = p.needs.size(),
                     .by_witness = p.witness_of.size()};
    detail::count_levels(p, made);
    const auto protects = detail::list_protects(p);
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (p.status[cell] == cell_status::complement) made.complements.push_back(detail::reason_of(cell, protects));
    }
    return made;
}

} // namespace sdc::inline v0
