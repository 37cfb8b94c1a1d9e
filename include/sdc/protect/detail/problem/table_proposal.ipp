#include <sdc/protect/detail/exact/explain.hpp>
#include <sdc/protect/detail/problem/cost.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

result<void> check_frequency(const table& t) {
    if (t.is_frequency()) return {};
    return error{.code = errc::not_available,
                 .message = "suppression of magnitude tables",
                 .found = "a table with contributors",
                 .wanted = "a frequency table"};
}

result<void> check_suppression_groups(const table& t,
                                      std::span<const std::vector<cell_index>> groups) {
    std::vector<cell_index> all;
    for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
    std::ranges::sort(all);
    if (!all.empty() && all.back() >= t.size())
        return error{.code = errc::bad_argument,
                     .message = "a cell that is to be suppressed with others is outside the table",
                     .field = "suppress_options.suppression_groups",
                     .found = std::to_string(all.back())};
    const auto twice = std::ranges::adjacent_find(all);
    if (twice != all.end())
        return error{.code = errc::duplicate,
                     .message = "a cell is to be suppressed with two groups",
                     .field = "suppress_options.suppression_groups",
                     .cell = describe(t, *twice)};
    return {};
}

/// Sole contributors are found by leaf cells, which may not be published; one of a published margin
/// would be left out.
result<void> check_unpublished(const suppress_options& options, const table& t) {
    if (options.unpublished.empty()) return {};
    if (options.intruders.any())
        return error{.code = errc::not_available,
                     .message = "internal intruders of a table that is published in part",
                     .field = "suppress_options.unpublished",
                     .wanted = "linked tables, one for each that is published, or external "
                               "intruders alone"};
    for (const auto& group : options.suppression_groups) {
        for (const auto cell : group) {
            if (options.unpublished[cell])
                return error{.code = errc::bad_argument,
                             .message = "a cell that is to be suppressed with others is not "
                                        "published",
                             .field = "suppress_options.unpublished",
                             .cell = describe(t, cell)};
        }
    }
    return {};
}

void take(plan& p, const problem_solution& s) {
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (s.suppressed[cell] && p.status[cell] == cell_status::published)
            p.status[cell] = cell_status::secondary;
    }
    for (const auto& m : s.moves) {
        auto& made = p.witnesses.emplace_back();
        made.move.assign(m.begin(), m.end());
    }
    for (std::uint32_t n = 0; n < s.move_of.size(); ++n)
        p.proofs.push_back({.requirement = n, .witness = s.move_of[n]});
    for (const auto& [n, m] : s.intruders)
        p.proofs.push_back({.requirement = n, .witness = m, .further = true});
    p.stopped_early = s.stopped_early;
}

/// Which cells that must be published and relations stand in the way, and whether zeros would help.
std::string obstacles(const plan& p, const suppression_problem& problem, const problem_solution& s,
                      const suppress_options& options) {
    std::vector<bool> kept(p.status.size());
    for (const auto cell : p.must_publish) kept[cell] = true;
    const auto with_zeros = with_eligible_zeros(p, options);
    auto o = explain(problem, kept, s.open, with_zeros ? &*with_zeros : nullptr);
    o.more = s.more_open;
    return to_text(problem, o, [&](unknown cell) { return describe(*p.source, cell); });
}

/// Empty cells that could be suppressed, if their codes were known: nothing where all are.
std::string wanted_codes(const plan& p) {
    std::string names;
    for (const auto& d : p.source->cube().dimensions()) {
        if (d.codes_from_data) names += (names.empty() ? "" : ", ") + quoted(d.name);
    }
    if (names.empty()) return names;
    const bool shown = !may_suppress_zeros(p.rules, *p.source);
    return "perhaps a list of all codes of " + names +
           ", of which only those that occur are taken" +
           (shown ? ", and zero_policy::eligible" : "") +
           ": then empty cells can be suppressed, too";
}

sdc::error failure(const plan& p, const suppression_problem& problem, const problem_solution& s,
                   const suppress_options& options) {
    std::vector<std::pair<cell_index, bool>>
        cells; // (protected cell, whether its group is what is asked about)
    for (const auto n : s.open)
        cells.emplace_back(protected_cell(p.requirements[n]), p.requirements[n].minus != no_cell);
    std::ranges::sort(cells);
    const auto repeated = std::ranges::unique(cells, {}, [](const auto& c) { return c.first; });
    cells.erase(repeated.begin(), repeated.end());
    std::vector<std::string> names;
    for (const auto& [cell, by_group] : cells) names.push_back(describe(*p.source, cell));
    std::string rule;
    if (!cells.empty()) {
        const auto reasons = p.verdicts.reasons(cells.front().first);
        const auto blamed = std::ranges::find_if(reasons, [&](const reason& r) {
            return (r.rule == rule_id::group_disclosure) == cells.front().second;
        });
        rule = to_string(blamed == reasons.end() ? reasons.front().rule : blamed->rule);
    }
    auto e = open_cells(s.outcome, names, s.more_open, std::move(rule));
    if (e.code == errc::not_protectable) e.wanted = wanted_codes(p);
    if (s.outcome == problem_outcome::impossible && !p.intruders.any())
        e.explanation += (e.explanation.empty() ? "" : "; ") + obstacles(p, problem, s, options);
    return e;
}

} // namespace

result<void> suppress_flagged(plan& p) {
    for (const auto cell : p.must_publish) {
        if (cell >= p.source->size())
            return error{.code = errc::bad_argument,
                         .message = "a cell that must be published is outside the table",
                         .field = "suppress_options.must_publish",
                         .found = std::to_string(cell)};
        if (p.verdicts.is_unpublished(cell))
            return error{.code = errc::bad_argument,
                         .message = "a cell that must stay public is not published",
                         .field = "suppress_options.unpublished",
                         .cell = describe(*p.source, cell)};
        const auto reasons = p.verdicts.reasons(cell);
        if (reasons.empty()) continue;
        return error{.code = errc::not_protectable,
                     .message = is_unsafe(reasons) ? "an unsafe cell must stay public"
                                                   : "a zero that the rules hide must stay public",
                     .cell = describe(*p.source, cell),
                     .rule = to_string(reasons.front().rule)};
    }
    p.status.assign(p.source->size(), cell_status::published);
    for (cell_index cell = 0; cell < p.verdicts.unpublished().size(); ++cell) {
        if (p.verdicts.is_unpublished(cell)) p.status[cell] = cell_status::unpublished;
    }
    for (std::size_t i = 0; i < p.verdicts.cells().size(); ++i) {
        auto& status = p.status[p.verdicts.cells()[i]];
        if (status == cell_status::unpublished) continue; // a sum of published cells
        status = is_unsafe(p.verdicts.reasons_at(i)) ? cell_status::primary
                                                     : cell_status::suppressed_zero;
    }
    return {};
}

sdc::error describe_group_conflict(const std::string& suppressed, const std::string& shown) {
    return {.code = errc::not_protectable,
            .message = "a group has a cell that is suppressed and one that is always shown",
            .cell = suppressed + " and " + shown,
            .wanted = "cells that can all be suppressed"};
}

result<void> check_choices(const table& t, const suppress_options& options) {
    if (auto ok = check(options.cost, t.size()); !ok) return ok;
    return check_suppression_groups(t, options.suppression_groups);
}

sdc::error open_cells(problem_outcome why, std::span<const std::string> cells, bool more,
                      std::string rule) {
    if (why == problem_outcome::cancelled)
        return {.code = errc::cancelled,
                .message = "stopped before every unsafe cell was protected"};
    const bool impossible = why == problem_outcome::impossible,
               unexplained = why == problem_outcome::unexplained;
    sdc::error e{.code = impossible || unexplained ? errc::not_protectable : errc::not_proved,
                 .message = (more ? "at least " : "") + std::to_string(cells.size()) +
                            (cells.size() == 1 ? " cell" : " cells"),
                 .cell = cells.empty() ? "" : cells.front(),
                 .rule = std::move(rule)};
    e.message += impossible    ? " cannot be protected even if every permitted cell is suppressed"
                 : unexplained ? " cannot be protected against an intruder who knows the rule: in "
                                 "every other table that was found no suppressed "
                                 "cell would be unsafe, so that nothing would have been suppressed"
                               : " not protected before the search limit";
    for (std::size_t i = 1; i < std::min<std::size_t>(cells.size(), 10); ++i)
        e.explanation += (i == 1 ? "also " : " / ") + cells[i];
    return e;
}

result<plan> propose(std::shared_ptr<const table> t, const suppress_options& options) {
    if (t == nullptr) return none_given("table");
    if (auto ok = check_frequency(*t); !ok) return ok.error();
    if (auto ok = check(options.protection); !ok) return ok.error();
    if (auto ok = check_choices(*t, options); !ok) return ok.error();
    auto rules = with_levels(options.rules, options.protection);
    if (auto ok = v0::detail::check_unpublished(*t, options.unpublished); !ok) return ok.error();
    if (auto ok = check_unpublished(options, *t); !ok) return ok.error();
    auto v = evaluate(*t, rules, options.unpublished);
    if (!v) return v.error();
    plan p{.source = std::move(t),
           .rules = std::move(rules),
           .protection = options.protection,
           .intruders = options.intruders,
           .must_publish = options.must_publish,
           .verdicts = *std::move(v)};
    std::ranges::sort(p.must_publish);
    if (auto ok = suppress_flagged(p); !ok) return ok.error();
    if (auto ok = list_internal_intruders(*p.source, p.intruders, unknown_of(p.status)); !ok)
        return ok.error();
    p.requirements = list_requirements(*p.source, p.verdicts, p.rules, p.protection);
    return p;
}

result<void> complete(plan& p, const suppression_problem& problem, const problem_solution& s,
                      const suppress_options& options) {
    if (s.outcome != problem_outcome::solved) return failure(p, problem, s, options);
    take(p, s);
    const auto group_members = group_members_cost(problem);
    p.cost = add(s.cost, group_members).value_or(unlimited);
    if (s.lower_bound > 0 || s.cost == 0)
        p.lower_bound = add(s.lower_bound, group_members).value_or(unlimited);
    return {};
}

} // namespace sdc::inline v0::detail
