#include <sdc/protect/detail/problem/announced_problem.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// Where more cells are flagged, no move comes near all of them.
constexpr std::size_t few_flagged = 64;

/// What everybody sees once other cells are suppressed.
class view_of_choice : public plan_view {
public:
    view_of_choice(const plan_view& view, const std::function<bool(cell_index)>& is_suppressed)
        : plan_view(view), is_suppressed_(is_suppressed) {}
    [[nodiscard]] bool is_suppressed(cell_index cell) const {
        return is_suppressed_(cell) && !is_unpublished(cell);
    }

private:
    const std::function<bool(cell_index)>& is_suppressed_;
};

} // namespace

std::vector<published_fact> find_published_facts(const plan& p) {
    std::vector<published_fact> found;
    for_each_published_fact(plan_view(p), p.rules, [&](cell_index shown, const condition& fact) {
        if (fact.low <= p.source->value(fact.cell))
            found.push_back({.shown = static_cast<unknown>(shown),
                             .cell = static_cast<unknown>(fact.cell),
                             .low = fact.low});
    });
    return found;
}

void add_published_facts(suppression_problem& to, std::vector<published_fact> facts) {
    std::erase_if(facts, [&](const published_fact& fact) {
        auto& low = to.low[fact.cell];
        if (to.role[fact.shown] == cell_role::fixed) low = std::max(low, fact.low);
        return to.role[fact.shown] != cell_role::candidate;
    });
    std::erase_if(facts, [&](const published_fact& fact) { return fact.low <= to.low[fact.cell]; });
    std::ranges::sort(facts, {},
                      [](const published_fact& f) { return std::tuple(f.cell, f.shown, -f.low); });
    const auto repeated =
        std::ranges::unique(facts, [](const published_fact& a, const published_fact& b) {
            return a.cell == b.cell && a.shown == b.shown;
        });
    facts.erase(repeated.begin(), repeated.end());
    to.published_facts = std::move(facts);
}

bool keeps_one_flagged(const plan_view& view, const plan& p,
                       const std::function<std::int64_t(cell_index)>& change_of,
                       std::span<const cell_index> changed) {
    const auto value_of = [&](cell_index cell) {
        return p.source->contributors(cell) + change_of(cell);
    };
    const auto holds_at = [&](cell_index cell) {
        return !view.is_unpublished(cell) &&
               is_flagged(view, p.rules, cell_view(p.source->cube(), cell), value_of);
    };
    const auto is_seen = [&](cell_index cell) {
        return view.is_suppressed(cell) && holds_at(cell);
    };
    return std::ranges::any_of(p.verdicts.cells(), is_seen) ||
           std::ranges::any_of(changed, holds_at);
}

std::optional<one_of> find_flagged_cases(const plan_view& view, const plan& p,
                                         const std::function<bool(cell_index)>& is_suppressed) {
    return find_flagged_cases(view_of_choice(view, is_suppressed), p.rules);
}

std::vector<std::vector<cell_index>> find_flagged_sets(const plan& p) {
    std::vector<std::vector<cell_index>> sets;
    const auto cells = p.verdicts.cells();
    if (cells.size() > few_flagged) return sets;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (p.verdicts.is_unpublished(cells[i])) continue; // no marker shows that it is flagged
        for (const auto& why : p.verdicts.reasons_at(i)) {
            std::vector<cell_index> set{cells[i]};
            if (why.group != no_cell) set.push_back(why.group);
            if (std::ranges::find(sets, set) == sets.end()) sets.push_back(std::move(set));
        }
    }
    return sets;
}

} // namespace sdc::inline v0::detail
