#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/detail/integer.hpp>

#include <algorithm>
#include <optional>

namespace sdc::inline v0::detail {

void row_system::index(std::size_t cells) {
    first_row_.assign(cells + 1, 0);
    for (const auto& t : terms_) ++first_row_[t.cell + 1];
    for (std::size_t i = 0; i < cells; ++i) first_row_[i + 1] += first_row_[i];
    rows_.resize(terms_.size());
    row_coefficient_.resize(terms_.size());
    auto next = first_row_;
    for (std::uint32_t r = 0; r < size(); ++r) {
        for (const auto& t : row(r)) {
            rows_[next[t.cell]] = r;
            row_coefficient_[next[t.cell]++] = t.coefficient;
        }
    }
}

std::pair<std::int64_t, std::int64_t> row_system::limits(std::uint32_t r) const noexcept {
    const auto at = std::ranges::lower_bound(slack_, r, {}, [](const auto& s) { return s.first; });
    return at == slack_.end() || at->first != r ? std::pair<std::int64_t, std::int64_t>{0, 0}
                                                : at->second;
}

std::optional<group_conflict> resolve_groups(suppression_problem& p) {
    for (const auto& group : p.suppression_groups) {
        const auto find = [&](cell_role r) {
            return std::ranges::find(group, r, [&](unknown cell) { return p.role[cell]; });
        };
        const auto fixed = find(cell_role::fixed), suppressed = find(cell_role::suppressed);
        if (fixed != group.end() && suppressed != group.end())
            return group_conflict{.suppressed = *suppressed, .shown = *fixed};
        if (fixed == group.end() && suppressed == group.end()) continue;
        for (const auto cell : group) {
            if (p.role[cell] != cell_role::candidate) continue;
            p.role[cell] = fixed != group.end() ? cell_role::fixed : cell_role::suppressed;
            if (suppressed != group.end()) p.group_members.push_back(cell);
        }
    }
    std::ranges::sort(p.group_members);
    std::erase_if(p.suppression_groups, [&](const std::vector<unknown>& group) {
        return p.role[group.front()] != cell_role::candidate;
    });
    return std::nullopt;
}

std::int64_t group_members_cost(const suppression_problem& p) {
    std::int64_t sum = 0;
    for (const auto cell : p.group_members) sum = add(sum, p.cost[cell]).value_or(unlimited);
    return sum;
}

std::vector<wanted_change> changes(const suppression_problem& p, const requirement& n) {
    const auto now = functional(n, p.value);
    wanted_change up{.cell = static_cast<unknown>(n.cell), .amount = n.limit - now};
    if (n.minus != no_cell) up.minus = static_cast<unknown>(n.minus);
    auto down = up;
    down.sign = -1;
    down.amount = now - n.limit;
    if (n.direction == requirement::side::up) return {up};
    if (n.direction == requirement::side::down) return {down};
    up.amount = down.amount = 1;
    return {up, down};
}

std::int64_t change_in(const move& m, cell_index cell) {
    const auto at =
        std::ranges::lower_bound(m, cell, {}, [](const auto& c) { return cell_index{c.first}; });
    return at == m.end() || at->first != cell ? 0 : at->second;
}

bool is_possible(const suppression_problem& p, const move& m) {
    std::vector<std::pair<std::uint32_t, wide_sum>> parts; // (row, what one cell adds to it)
    for (const auto& [cell, change] : m) {
        const auto value = add(p.value[cell], change);
        if (!value || *value < p.low[cell] || *value > p.high[cell]) return false;
        p.rows.for_each_row_of(cell, [&, by = wide_sum{change}](std::uint32_t r, std::int32_t a) {
            parts.emplace_back(r, a * by);
        });
    }
    std::ranges::sort(parts, {}, [](const auto& part) { return part.first; });
    for (auto at = parts.begin(); at != parts.end();) {
        wide_sum sum = 0;
        const auto r = at->first;
        for (; at != parts.end() && at->first == r; ++at) sum += at->second;
        if (sum != 0) return false;
    }
    return true;
}

bool agrees(const suppression_problem& p, const std::vector<bool>& suppressed, const move& m) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> touched; // (row, change of one cell)
    for (const auto& [cell, change] : m) {
        const auto value = add(p.value[cell], change);
        if (!suppressed[cell] || !value || *value < lowest_known(p, suppressed, cell) ||
            *value > p.high[cell])
            return false;
        for (const auto r : p.rows.rows_of(cell)) touched.emplace_back(r, change);
    }
    // A row is summed once, over its own terms.
    std::ranges::sort(touched);
    const auto repeated = std::ranges::unique(touched, {}, [](const auto& t) { return t.first; });
    touched.erase(repeated.begin(), repeated.end());
    return std::ranges::all_of(touched, [&](const auto& t) {
        wide_sum sum = 0;
        for (const auto& term : p.rows.row(t.first)) {
            if (suppressed[term.cell]) sum += wide_sum{term.coefficient} * change_in(m, term.cell);
        }
        const auto [low, high] = p.rows.limits(t.first);
        return low <= sum && sum <= high;
    });
}

bool reaches(const suppression_problem& p, const requirement& n, const move& m) {
    const auto at = [&](cell_index cell) { return p.value[cell] + change_in(m, cell); };
    return is_met(n, at(n.cell) - (n.minus == no_cell ? 0 : at(n.minus)));
}

bool meets(const suppression_problem& p, const requirement& n, const move& m) {
    return reaches(p, n, m) && (!p.explains || p.explains(m));
}

std::int64_t lowest_known(const suppression_problem& p, const std::vector<bool>& suppressed,
                          unknown cell) {
    auto low = p.low[cell];
    for (const auto& fact :
         std::ranges::equal_range(p.published_facts, cell, {}, &published_fact::cell)) {
        if (!suppressed[fact.shown]) low = std::max(low, fact.low);
    }
    return low;
}

suppression_problem with_all_published_facts(suppression_problem p) {
    for (const auto& fact : p.published_facts) {
        if (p.role[fact.shown] == cell_role::candidate)
            p.low[fact.cell] = std::max(p.low[fact.cell], fact.low);
    }
    p.published_facts.clear();
    return p;
}

} // namespace sdc::inline v0::detail
