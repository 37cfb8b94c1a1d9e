#include <sdc/protect/detail/problem/announced_problem.hpp>
#include <sdc/protect/detail/problem/cost.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <algorithm>
#include <optional>
#include <variant>

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
    for (const auto& cell : cells(*p.source))
        totals[cell.index()] = equals_total(p.source->cube(), cell.at());
    return totals;
}

void add_relations(const cube& c, row_system& rows) {
    std::vector<row_system::term> terms;
    for_each_relation(c, [&](const relation& r) {
        terms.clear();
        terms.push_back({static_cast<unknown>(r.total()), 1});
        r.for_each_part([&](cell_index part) {
            terms.push_back({static_cast<unknown>(part), -1});
        });
        rows.add(terms);
    });
    rows.index(c.size());
}

/// `zeros`: as if zeros might be suppressed; then the zero rule implies nothing.
suppression_problem make(const plan& p, const suppress_options& options, bool zeros) {
    const auto& t = *p.source;
    suppression_problem made{.tables = {{.codes = &t.cube()}}, .requirements = p.requirements};
    made.solvers = solvers_of(options);
    add_relations(t.cube(), made.rows);
    made.value.assign(t.values().begin(), t.values().end());
    made.cost = suppression_costs(t, p.verdicts, options.cost, options.preferred);
    const auto totals = public_totals(p);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        made.low.push_back(zeros ? 0 : p.verdicts.minimum(cell));
        made.high.push_back(p.verdicts.maximum(cell));
        const bool fixed = (!zeros && t.value(cell) < p.verdicts.suppressed_minimum()) ||
                           t.is_structural_zero(cell) || totals[cell];
        const bool unpublished =
            p.status[cell] == cell_status::unpublished && !t.is_structural_zero(cell);
        made.role.push_back(unpublished || is_suppressed(p.status[cell]) ? cell_role::suppressed
                            : fixed                                      ? cell_role::fixed
                                                                         : cell_role::candidate);
    }
    for (const auto cell : p.must_publish) made.role[cell] = cell_role::fixed;
    made.explains = [&p, view = plan_view(p)](const move& m) {
        std::vector<cell_index> changed;
        for (const auto& [cell, change] : m) changed.push_back(cell);
        return keeps_one_flagged(
            view, p, [&](cell_index cell) { return change_in(m, cell); }, changed);
    };
    made.find_flagged_cases = [&p, view = plan_view(p)](const std::vector<bool>& suppressed) {
        return find_flagged_cases(view, p, [&](cell_index cell) { return bool{suppressed[cell]}; });
    };
    for (const auto& r : p.rules) {
        if (const auto* limit = std::get_if<threshold>(&r))
            made.largest_flagged = std::max(made.largest_flagged, limit->minimum - 1);
    }
    for (const auto& set : find_flagged_sets(p)) made.flagged.emplace_back(set.begin(), set.end());
    for (const auto& group : options.suppression_groups)
        made.suppression_groups.emplace_back(group.begin(), group.end());
    // Coalitions that are too many once more is suppressed are found by the audit, which refuses
    // the plan.
    if (!p.intruders.any()) return made;
    made.list_internal_intruders = [&p](const std::vector<bool>& suppressed) {
        return list_internal_intruders(*p.source, p.intruders, suppressed)
            .value_or(std::vector<intruder>());
    };
    made.count_own_units = [&t](const intruder& who, cell_index cell) {
        return count_own_units(who, t.cube(), cell);
    };
    return made;
}

} // namespace

const solvers& solvers_of(const suppress_options& options) {
    return options.solvers == nullptr ? default_solvers() : *options.solvers;
}

result<suppression_problem> make_problem(const plan& p, const suppress_options& options) {
    auto made = make(p, options, false);
    if (const auto conflict = resolve_groups(made))
        return describe_group_conflict(describe(*p.source, conflict->suppressed),
                                       describe(*p.source, conflict->shown));
    add_published_facts(made, find_published_facts(p));
    return made;
}

std::optional<suppression_problem> with_eligible_zeros(const plan& p,
                                                       const suppress_options& options) {
    if (p.verdicts.suppressed_minimum() == 0) return std::nullopt;
    auto made = make(p, options, true);
    (void)resolve_groups(made); // fewer cells are shown than without a conflict of groups
    add_published_facts(made, find_published_facts(p));
    return made;
}

} // namespace sdc::inline v0::detail
