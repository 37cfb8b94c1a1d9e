#include <sdc/protect/detail/exact/explain.hpp>
#include <sdc/protect/detail/problem/linked_problem.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/intruder/linked_internal_intruders.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

sdc::error in_table(sdc::error e, const std::string& name) {
    if (name.empty()) return e;
    if (e.cell.empty())
        e.message = "table " + detail::quoted(name) + ": " + e.message;
    else
        e.cell = name + ": " + e.cell;
    return e;
}

result<void> check_options(std::span<const linked_source> sources,
                           const suppress_options& options) {
    for (const auto& s : sources) {
        if (s.counts == nullptr)
            return error{.code = errc::bad_argument,
                         .message = "table " + detail::quoted(s.name) + " has no counts",
                         .field = "linked_source.counts"};
        if (!s.counts->is_frequency())
            return in_table({.code = errc::not_available,
                             .message = "suppression of magnitude tables",
                             .found = "a table with contributors",
                             .wanted = "a frequency table"},
                            s.name);
        if (s.use != linked_use::earlier && !s.suppressed.empty())
            return in_table(
                {.code = errc::bad_argument,
                 .message = "suppressed cells are given of a table that is no earlier release",
                 .field = "linked_source.suppressed"},
                s.name);
    }
    if (std::ranges::find(sources, linked_use::released, &linked_source::use) == sources.end())
        return error{.code = errc::bad_argument,
                     .message = "no table to release",
                     .field = "linked_source.use"};
    if (auto ok = check(options.protection); !ok) return ok;
    return check_choices(*sources.front().counts, options);
}

result<void> check_cells(const linked_source& s, const char* field,
                         std::span<const cell_index> cells) {
    const auto outside =
        std::ranges::find_if(cells, [&](cell_index cell) { return cell >= s.counts->size(); });
    if (outside == cells.end()) return {};
    return in_table(
        {.code = errc::bad_argument,
         .message = "a cell that must be published or was suppressed is outside the table",
         .field = field,
         .found = std::to_string(*outside)},
        s.name);
}

/// What an earlier release suppressed, which must be what its rules let it suppress.
result<void> take_earlier(plan& p, std::span<const cell_index> suppressed) {
    for (const auto cell : suppressed) {
        const auto value = p.source->value(cell);
        if (p.source->is_structural_zero(cell) || value < p.verdicts.minimum(cell) ||
            value > p.verdicts.maximum(cell))
            return error{.code = errc::bad_argument,
                         .message = "an earlier release suppresses a cell that its rule would show",
                         .field = "linked_source.suppressed",
                         .cell = describe(*p.source, cell)};
        const auto reasons = p.verdicts.reasons(cell);
        p.status[cell] = reasons.empty()      ? cell_status::secondary
                         : is_unsafe(reasons) ? cell_status::primary
                                              : cell_status::suppressed_zero;
    }
    return {};
}

result<plan> make_part(const linked_source& s, const suppress_options& options, bool is_first) {
    plan p{.source = s.counts,
           .protection = options.protection,
           .intruders = {.coalition = options.intruders.coalition, .holdings = s.holdings},
           .must_publish = s.must_publish};
    if (is_first) {
        p.must_publish.insert(p.must_publish.end(), options.must_publish.begin(),
                              options.must_publish.end());
        p.intruders.holdings.insert(p.intruders.holdings.end(), options.intruders.holdings.begin(),
                                    options.intruders.holdings.end());
    }
    if (auto ok = check_cells(s, "suppress_options.must_publish", p.must_publish); !ok)
        return ok.error();
    if (auto ok = check_cells(s, "linked_source.suppressed", s.suppressed); !ok) return ok.error();
    std::ranges::sort(p.must_publish);
    p.status.assign(p.source->size(), cell_status::published);
    if (s.use == linked_use::unpublished) return p;
    if (!is_first) p.protection.levels.clear();
    const auto common =
        is_first ? with_levels(options.rules, options.protection) : without_lists(options.rules);
    p.rules = s.rules.empty() ? common
              : is_first      ? with_levels(s.rules, options.protection)
                              : s.rules;
    auto v = evaluate(*p.source, p.rules);
    if (!v) return v.error();
    p.verdicts = *std::move(v);
    if (auto ok =
            s.use == linked_use::earlier ? take_earlier(p, s.suppressed) : suppress_flagged(p);
        !ok)
        return ok.error();
    return p;
}

/// Values must agree before anything can be protected. An error holds none: either may be one to
/// suppress.
result<void> check_agreement(const linked_plan& p) {
    const auto& all = *p.cubes;
    const auto value = values(p);
    const auto refuse = [&](cell_index a, cell_index b, const char* why) {
        return error{.code = errc::contradiction,
                     .message = why,
                     .cell = describe(all, a) + " and " + describe(all, b)};
    };
    for (cell_index cell = 0; cell < all.size(); ++cell) {
        const auto u = all.variable_of(cell);
        if (value[cell] != value[u])
            return refuse(u, cell, "shared cells of two tables have different values");
    }
    for (const auto& [part, whole] : all.subsets()) {
        if (value[part] > value[whole])
            return refuse(part, whole, "a cell is more than one that holds all of its people");
    }
    return {};
}

/// Each part names everybody, those who have nothing of it too, so that its release says against
/// whom it holds.
void share_holdings(linked_plan& p) {
    std::set<std::string> all;
    for (const auto& part : p.parts) {
        for (const auto& who : part.intruders.holdings) all.insert(who.name);
    }
    for (auto& part : p.parts) {
        auto others = all;
        for (const auto& who : part.intruders.holdings) others.erase(who.name);
        for (const auto& name : others)
            part.intruders.holdings.push_back({.name = name, .own = {}});
    }
}

result<void> check_intruders(const linked_plan& p) {
    std::vector<bool> suppressed;
    for (const auto& part : p.parts) {
        for (const auto s : part.status) suppressed.push_back(is_suppressed(s));
    }
    const auto found = list_internal_intruders(p, suppressed);
    return found ? result<void>() : found.error();
}

/// The part that a requirement of all parts belongs to, and the requirement.
std::pair<std::size_t, requirement> find_requirement(const linked_plan& p, std::size_t i) {
    std::size_t k = 0;
    for (; i >= p.parts[k].requirements.size(); ++k) i -= p.parts[k].requirements.size();
    return {k, p.parts[k].requirements[i]};
}

/// One flag an unknown: kept by choice, and not already published.
std::vector<bool> published_by_choice(const linked_plan& p) {
    std::vector<bool> kept(p.cubes->size());
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        for (const auto cell : p.parts[k].must_publish)
            kept[p.cubes->variable_of(p.cubes->offset(k) + cell)] = true;
    }
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (p.use[k] != linked_use::earlier) continue;
        for (cell_index cell = 0; cell < p.parts[k].status.size(); ++cell) {
            if (!is_suppressed(p.parts[k].status[cell]))
                kept[p.cubes->variable_of(p.cubes->offset(k) + cell)] = false;
        }
    }
    return kept;
}

sdc::error failure(const linked_plan& p, const linked_problem& from, const problem_solution& found,
                   const suppress_options& options) {
    std::vector<std::pair<std::size_t, cell_index>> cells; // (part, cell)
    for (std::size_t i = 0; i < from.requirement_of.size(); ++i) {
        if (std::ranges::find(found.open, from.requirement_of[i]) == found.open.end()) continue;
        const auto [k, n] = find_requirement(p, i);
        cells.emplace_back(k, protected_cell(n));
    }
    std::ranges::sort(cells);
    cells.erase(std::ranges::unique(cells).begin(), cells.end());
    std::vector<std::string> names;
    for (const auto& [k, cell] : cells) names.push_back(describe(p, k, cell));
    const auto reasons = cells.empty()
                             ? std::span<const reason>()
                             : p.parts[cells.front().first].verdicts.reasons(cells.front().second);
    auto e = open_cells(found.outcome, names, found.more_open,
                        reasons.empty() ? "" : to_string(reasons.front().rule));
    if (found.outcome != problem_outcome::impossible || p.parts.front().intruders.any()) return e;
    const auto with_zeros = with_eligible_zeros(p, options);
    auto o = explain(from.system, published_by_choice(p), found.open,
                     with_zeros ? &*with_zeros : nullptr);
    o.more = found.more_open;
    if (const auto why =
            to_text(from.system, o, [&](unknown cell) { return describe(*p.cubes, cell); });
        !why.empty())
        e.explanation += (e.explanation.empty() ? "" : "; ") + why;
    return e;
}

void take_status(linked_plan& p, const linked_problem& from, const std::vector<bool>& suppressed) {
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (p.use[k] == linked_use::earlier) continue;
        auto& part = p.parts[k];
        for (cell_index cell = 0; cell < part.status.size(); ++cell) {
            const auto u = p.cubes->variable_of(p.cubes->offset(k) + cell);
            if (!suppressed[u] || is_suppressed(part.status[cell])) continue;
            part.status[cell] = cell_status::secondary;
            const bool chosen = from.system.role[u] == cell_role::candidate ||
                                std::ranges::binary_search(from.system.group_members, u);
            if (p.use[k] == linked_use::released && chosen)
                part.cost = add(part.cost, from.system.cost[u]).value_or(unlimited);
        }
    }
}

/// The same change wherever the cell stands.
witness spread(const linked_tables& all, const move& from) {
    witness to;
    for (const auto& [u, change] : from)
        all.for_each_same(
            u, [&, change = change](cell_index cell) { to.move.emplace_back(cell, change); });
    std::ranges::sort(to.move);
    return to;
}

} // namespace

result<linked_plan> propose(std::span<const linked_source> sources,
                            const suppress_options& options) {
    if (auto ok = check_options(sources, options); !ok) return ok.error();
    std::vector<linked_table> tables;
    linked_plan p;
    for (const auto& s : sources) {
        tables.push_back({.name = s.name,
                          .cube = s.counts->shared_cube(),
                          .measure = s.measure,
                          .where = s.where,
                          .decimals = s.counts->measure().decimals});
        auto part = make_part(s, options, &s == sources.data());
        if (!part) return in_table(part.error(), s.name);
        p.parts.push_back(*std::move(part));
        p.use.push_back(s.use);
    }
    auto cubes = linked_tables::make(std::move(tables));
    if (!cubes) return cubes.error();
    p.cubes = *std::move(cubes);
    if (auto ok = check_agreement(p); !ok) return ok.error();
    share_holdings(p);
    if (auto ok = check_intruders(p); !ok) return ok.error();
    auto requirements = list_requirements(p);
    for (std::size_t k = 0; k < p.parts.size(); ++k)
        p.parts[k].requirements = std::move(requirements[k]);
    return p;
}

result<void> complete(linked_plan& p, const linked_problem& from, const problem_solution& found,
                      const suppress_options& options) {
    if (found.outcome == problem_outcome::cancelled)
        return error{.code = errc::cancelled, .message = "stopped before every cell was protected"};
    if (found.outcome != problem_outcome::solved) return failure(p, from, found, options);
    take_status(p, from, found.suppressed);
    for (const auto& m : found.moves) p.witnesses.push_back(spread(*p.cubes, m));
    for (std::uint32_t i = 0; i < from.requirement_of.size(); ++i)
        p.proofs.push_back({.requirement = i, .witness = found.move_of[from.requirement_of[i]]});
    auto further = found.intruders;
    std::ranges::sort(further);
    for (std::uint32_t i = 0; i < from.requirement_of.size(); ++i) {
        for (const auto& [n, m] : std::ranges::equal_range(
                 further, from.requirement_of[i], {}, [](const auto& pair) { return pair.first; }))
            p.proofs.push_back({.requirement = i, .witness = m, .further = true});
    }
    const auto group_members = group_members_cost(from.system);
    p.cost = add(found.cost, group_members).value_or(unlimited);
    if (found.lower_bound > 0 || found.cost == 0)
        p.lower_bound = add(found.lower_bound, group_members).value_or(unlimited);
    p.stopped_early = found.stopped_early;
    for (auto& part : p.parts) part.stopped_early = found.stopped_early;
    return {};
}

} // namespace sdc::inline v0::detail
