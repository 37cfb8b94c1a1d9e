#include <sdc/protect/plan_report.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

void count_cell(level_report& to, std::int64_t value, bool published) {
    ++to.cells;
    to.value = add(to.value, value).value_or(unlimited);
    if (!published) return;
    ++to.published;
    to.published_value = add(to.published_value, value).value_or(unlimited);
}

std::vector<std::size_t> depths(const hierarchy& codes) {
    std::vector<std::size_t> depth(codes.size());
    for (code_index i = 1; i < codes.size(); ++i)
        depth[i] = depth[codes.parent(i)] + 1; // parents come first
    return depth;
}

void count_levels(const plan& p, plan_report& to) {
    std::vector<std::vector<std::size_t>> depth;
    for (const auto& d : p.source->cube().dimensions()) depth.push_back(depths(d.codes));
    for (const auto& cell : cells(*p.source)) {
        if (p.status[cell.index()] == cell_status::unpublished) continue;
        std::size_t level = 0;
        for (std::size_t d = 0; d < depth.size(); ++d) level += depth[d][cell.at()[d]];
        while (to.levels.size() <= level) to.levels.push_back({.level = to.levels.size()});
        const auto value = p.source->value(cell.index());
        const bool published = published_value(p, cell.index()).shows == public_cell::kind::number;
        count_cell(to.levels[level], value, published);
        if (!cell.is_margin()) count_cell(to.leaves, value, published);
    }
}

std::vector<protects> list_protects(const plan& p) {
    std::vector<protects> all;
    for (const auto& proof : p.proofs) {
        if (proof.further) continue;
        for (const auto& [cell, change] : p.witnesses[proof.witness].move) {
            if (p.status[cell] != cell_status::secondary) continue;
            all.push_back({.complement = cell,
                           .unsafe = protected_cell(p.requirements[proof.requirement]),
                           .most = change < 0 ? -change : change,
                           .requirements = 1});
        }
    }
    std::ranges::sort(all, {},
                      [](const protects& one) { return std::pair(one.complement, one.unsafe); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool same = kept > 0 && all[kept - 1].complement == all[i].complement &&
                          all[kept - 1].unsafe == all[i].unsafe;
        if (!same) {
            all[kept++] = all[i];
            continue;
        }
        ++all[kept - 1].requirements;
        all[kept - 1].most = std::max(all[kept - 1].most, all[i].most);
    }
    all.resize(kept);
    return all;
}

complement_reason reason_of(cell_index cell, std::span<const protects> ascending) {
    complement_reason why{.cell = cell};
    std::int64_t most = 0;
    for (const auto& one : std::ranges::equal_range(ascending, cell, {}, &protects::complement)) {
        ++why.unsafe_cells;
        why.requirements += one.requirements;
        if (one.most > most) {
            most = one.most;
            why.protects = one.unsafe;
        }
    }
    return why;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

plan_report report(const plan& p) {
    plan_report made{.counts = count(p),
                     .cost = p.cost,
                     .lower_bound = p.lower_bound,
                     .stopped_early = p.stopped_early,
                     .requirements = p.requirements.size(),
                     .by_witness = static_cast<std::size_t>(
                         std::ranges::count(p.proofs, false, &protection_proof::further))};
    detail::count_levels(p, made);
    const auto protects = detail::list_protects(p);
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (p.status[cell] == cell_status::secondary)
            made.complements.push_back(detail::reason_of(cell, protects));
    }
    return made;
}

} // namespace sdc::inline v0
