#include <sdc/plan/linked_plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

std::vector<std::int64_t> values(const linked_plan& p) {
    std::vector<std::int64_t> all;
    all.reserve(p.cubes->size());
    for (const auto& part : p.parts)
        all.insert(all.end(), part.source->values().begin(), part.source->values().end());
    return all;
}

requirement shift(requirement n, cell_index by) noexcept {
    n.cell += by;
    if (n.minus != no_cell) n.minus += by;
    return n;
}

std::vector<std::vector<requirement>> list_requirements(const linked_plan& p) {
    const detail::known_minima least(p);
    std::vector<std::vector<requirement>> all;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto& part = p.parts[k];
        auto& requirements = all.emplace_back();
        if (p.use[k] == linked_use::unpublished) continue;
        const auto own =
            list_requirements(*part.source, part.verdicts, part.rules, part.protection);
        for (std::size_t i = 0; i < own.size(); ++i) {
            auto n = own[i];
            if (p.use[k] == linked_use::earlier && !is_suppressed(part.status[protected_cell(n)]))
                continue;
            if (n.direction == requirement::side::down) {
                n.limit = std::max(n.limit, least[p.cubes->offset(k) + n.cell]);
                const bool may_rise = i + 1 < own.size() &&
                                      own[i + 1] == requirement{.cell = n.cell,
                                                                .direction = requirement::side::up,
                                                                .limit = own[i + 1].limit};
                // It cannot be less than it is: then that it is more must be possible.
                if (n.limit == part.source->value(n.cell) && !may_rise)
                    n = {.cell = n.cell, .direction = requirement::side::up, .limit = n.limit + 1};
            }
            if (!is_met(n, functional(n, part.source->values()))) requirements.push_back(n);
        }
    }
    return all;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

void known_minima::take_rule(std::size_t k, cell_index cell) {
    const auto u = cubes_.variable_of(cubes_.offset(k) + cell);
    const auto& part = plan_.parts[k];
    const auto value = part.source->value(cell), minimum = part.verdicts.minimum(cell);
    if (part.source->is_structural_zero(cell) || value < minimum)
        is_shown_zero_[u] = true;
    else
        least_[u] = std::max(least_[u], minimum);
}

bool known_minima::raise(cell_index u, std::int64_t to) {
    if (to <= least_[u]) return false;
    least_[u] = to;
    return true;
}

bool known_minima::pass() {
    bool changed = false;
    for (const auto& [part, whole] : cubes_.subsets())
        changed = raise(whole, least_[part]) || changed;
    for (std::size_t k = plan_.parts.size(); k-- > 0;) {
        const auto& c = cubes_.cube(k);
        for (cell_index cell = c.size(); cell-- > 0;) {
            for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
                if (!c.codes(d).is_leaf(c.shape().coordinate(cell, d)))
                    changed = add_up(relation(c, d, cell), cubes_.offset(k)) || changed;
            }
        }
    }
    return changed;
}

bool known_minima::add_up(const relation& r, cell_index first) {
    const auto total = cubes_.variable_of(first + r.total());
    std::int64_t sum = 0;
    std::size_t others = 0;
    auto last = total;
    r.for_each_part([&](cell_index part) {
        const auto u = cubes_.variable_of(first + part);
        sum += least_[u];
        if (is_shown_zero_[u]) return;
        ++others;
        last = u;
    });
    const bool changed = raise(total, sum);
    return (others == 1 && raise(last, least_[total])) || changed;
}

} // namespace sdc::inline v0::detail
