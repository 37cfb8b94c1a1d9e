#include "cost.hpp"
#include "table_problem.hpp"

#include <algorithm>
#include <span>

namespace sdc::inline v0::detail {
namespace {

/// A total that the policy publishes is no complement.
std::vector<bool> public_totals(const plan& p) {
    std::vector<bool> totals(p.source->size());
    const bool published = std::ranges::any_of(p.rules, [](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && limit->publish_total;
    });
    if (!published) return totals;
    for (const auto& cell : cells(*p.source)) totals[cell.index()] = equals_total(p.source->cube(), cell.at());
    return totals;
}

void add_relations(const cube& c, row_system& rows) {
    std::vector<row_system::term> terms;
    for_each_relation(c, [&](const relation& r) {
        terms.clear();
        terms.push_back({static_cast<unknown>(r.total()), 1});
        r.for_each_part([&](cell_index part) { terms.push_back({static_cast<unknown>(part), -1}); });
        rows.add(terms);
    });
    rows.index(c.size());
}

/// A group with a cell that is public for ever is public; one with an unsafe cell is withheld; either is decided. Unsafe cells beside public
/// ones stay what they are: protection comes first.
void tie_groups(suppression_problem& p) {
    for (const auto& group : p.together) {
        const auto is = [&](cell_role r) { return std::ranges::any_of(group, [&](unknown cell) { return p.role[cell] == r; }); };
        const bool fixed = is(cell_role::fixed), withheld = is(cell_role::withheld);
        if (!fixed && !withheld) continue;
        for (const auto cell : group) {
            if (p.role[cell] == cell_role::candidate) p.role[cell] = fixed ? cell_role::fixed : cell_role::withheld;
        }
    }
    std::erase_if(p.together, [&](const std::vector<unknown>& group) { return std::ranges::any_of(group, [&](unknown cell) { return p.role[cell] != cell_role::candidate; }); });
}

/// `zeros`: as if zeros might be withheld; then the zero rule tells nothing.
suppression_problem make(const plan& p, const suppress_options& options, bool zeros) {
    const auto& t = *p.source;
    suppression_problem made{.tables = {{.codes = &t.cube()}}, .needs = p.needs};
    add_relations(t.cube(), made.rows);
    made.value.assign(t.values().begin(), t.values().end());
    made.cost = suppression_costs(t, p.verdicts, options.cost, options.preferred);
    const auto totals = public_totals(p);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        made.low.push_back(zeros ? 0 : p.verdicts.minimum(cell));
        made.high.push_back(p.verdicts.maximum(cell));
        const bool fixed = (!zeros && t.value(cell) < p.verdicts.withheld_minimum()) || t.is_structural_zero(cell) || totals[cell];
        made.role.push_back(is_withheld(p.status[cell]) ? cell_role::withheld : fixed ? cell_role::fixed : cell_role::candidate);
    }
    for (const auto cell : p.kept) made.role[cell] = cell_role::fixed;
    for (const auto& group : options.together) {
        auto& cells = made.together.emplace_back();
        for (const auto cell : group) cells.push_back(static_cast<unknown>(cell));
    }
    tie_groups(made);
    // Whoever is inside was found well-formed before, and withholding more makes no holding of another.
    if (!p.inside.any()) return made;
    made.find_inside = [&p](const std::vector<bool>& withheld) { return find_inside(*p.source, p.inside, withheld).value(); };
    made.own_units = [&t](const intruder& who, cell_index cell) { return own_units(who, t.cube(), cell); };
    return made;
}

} // namespace

suppression_problem make_problem(const plan& p, const suppress_options& options) { return make(p, options, false); }

std::optional<suppression_problem> with_eligible_zeros(const plan& p, const suppress_options& options) {
    if (p.verdicts.withheld_minimum() == 0) return std::nullopt;
    return make(p, options, true);
}

} // namespace sdc::inline v0::detail
