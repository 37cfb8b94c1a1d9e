#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/detail/audit_checks.hpp>
#include <sdc/attack/internal_attack.hpp>
#include <sdc/detail/splitmix64.hpp>
#include <sdc/detail/stage.hpp>
#include <sdc/intruder/linked_internal_intruders.hpp>
#include <sdc/plan/method_note.hpp>
#include <sdc/proof/witness.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace sdc::inline v0 {
namespace {

using namespace detail::audit_checks;

/// Nodes of the attack on what a witness proves: it need not search until it has a second proof.
constexpr std::uint64_t second_proof_limit = 50;

/// So many of the requirements that a witness proves are attacked as well: all of a few.
constexpr std::size_t sample_size = 16;

/// In an order that says nothing about the plan.
std::uint64_t sample_order(std::size_t i) { return detail::splitmix64(i).next(); }

/// Those that no witness proves; if there are none, all or a sample of those that one does.
std::vector<std::size_t> list_attacked(const std::vector<bool>& by_witness, attack_scope scope) {
    std::vector<std::size_t> attacked;
    for (std::size_t i = 0; i < by_witness.size(); ++i) {
        if (!by_witness[i] || scope == attack_scope::all) attacked.push_back(i);
    }
    if (!attacked.empty()) return attacked;
    attacked.resize(by_witness.size());
    std::iota(attacked.begin(), attacked.end(), std::size_t{0});
    if (attacked.size() <= sample_size) return attacked;
    std::ranges::nth_element(attacked, attacked.begin() + sample_size, {}, sample_order);
    attacked.resize(sample_size);
    std::ranges::sort(attacked);
    return attacked;
}

/// The answers of the attack; `undecided` where it was not asked.
result<feasibility_result> attack(const knowledge& known, std::span<const requirement> requirements,
                                  const std::vector<bool>& by_witness, attack_scope scope,
                                  bounds_options how) {
    if (std::ranges::all_of(by_witness, std::identity()))
        how.search_limit = std::min(how.search_limit, second_proof_limit);
    const auto attacked = list_attacked(by_witness, scope);
    std::vector<requirement> asked;
    for (const auto i : attacked) asked.push_back(requirements[i]);
    auto found = find_witnesses(known, asked, how);
    if (!found) return found;
    feasibility_result all{.feasibility = std::vector(requirements.size(), feasibility::undecided),
                           .witnesses = std::move(found->witnesses),
                           .witness_of = std::vector(requirements.size(), no_witness)};
    for (std::size_t k = 0; k < attacked.size(); ++k) {
        all.feasibility[attacked[k]] = found->feasibility[k];
        all.witness_of[attacked[k]] = found->witness_of[k];
    }
    return all;
}

/// `open`: which of so many requirements are not met, ascending; `refuted`: the first, of the cell
/// `own` of `p`, is refuted. `who` can learn it.
sdc::error not_proved(std::size_t requirements, std::span<const std::size_t> open, bool refuted,
                      const std::string& who, std::string cell, const plan& p, cell_index own) {
    const auto reasons = p.verdicts.reasons(own);
    return {.code = errc::not_proved,
            .message = fmt::format("{} of {} requirements are not met", open.size(), requirements),
            .explanation =
                "the first: " + (refuted ? who + " can infer more than the rule allows"
                                         : "the search limit came before a proof against " + who),
            .cell = std::move(cell),
            .rule = reasons.empty() ? note_of(p).name : to_string(reasons.front().rule)};
}
sdc::error not_proved(const plan& p, std::span<const std::size_t> open, bool refuted,
                      const std::string& who) {
    const auto cell = protected_cell(p.requirements[open.front()]);
    return not_proved(p.requirements.size(), open, refuted, who, describe(*p.source, cell), p,
                      cell);
}
sdc::error not_proved(const linked_plan& p, std::span<const requirement> requirements,
                      std::span<const std::size_t> open, bool refuted, const std::string& who) {
    const auto cell = protected_cell(requirements[open.front()]);
    const auto k = p.cubes->table_of(cell);
    return not_proved(requirements.size(), open, refuted, who, describe(*p.cubes, cell), p.parts[k],
                      cell - p.cubes->offset(k));
}

/// Adds the requirements from `first` to `last` that are not met to `open`.
audit_summary settle(std::span<const feasibility> by_attack, const std::vector<bool>& by_witness,
                     std::size_t first, std::size_t last, std::vector<std::size_t>& open) {
    audit_summary summary{.requirements = last - first};
    for (auto i = first; i < last; ++i) {
        summary.proved_by_witness += by_witness[i];
        summary.proved_by_attack += by_attack[i] == feasibility::feasible;
        // A witness is a proof whatever the search did; but witness and refutation together mean
        // that one of the two is broken.
        if (by_attack[i] == feasibility::infeasible ||
            (by_attack[i] == feasibility::undecided && !by_witness[i]))
            open.push_back(i);
    }
    return summary;
}

void log_reached(detail::stage& s, const std::vector<bool>& by_witness,
                 std::span<const feasibility> reached) {
    s.note(reached.size(), " requirements, ", std::ranges::count(by_witness, true),
           " with a witness of the plan, ", std::ranges::count(reached, feasibility::feasible),
           " feasible by attack, ", std::ranges::count(reached, feasibility::undecided),
           " undecided");
}

result<void> check_form(const linked_plan& p) {
    if (p.cubes == nullptr) return refuse("it has no tables");
    if (p.parts.size() != p.cubes->tables().size() || p.use.size() != p.parts.size())
        return refuse("it does not have one part a table");
    std::size_t requirements = 0;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto& part = p.parts[k];
        if (part.source == nullptr || part.source->shared_cube() != p.cubes->tables()[k].cube)
            return refuse("a part is of another table");
        if (part.status.size() != part.source->size())
            return refuse("a part does not have one status a cell");
        if (part.bands || !part.witnesses.empty() || !part.proofs.empty())
            return refuse("a part has bands or witnesses of its own");
        if (part.intruders.coalition < 0 ||
            part.intruders.coalition != p.parts.front().intruders.coalition)
            return refuse("its parts are to hold against different intruders");
        if ((p.use[k] == linked_use::unpublished) != part.rules.empty())
            return refuse("every published part has rules, and no other");
        requirements += part.requirements.size();
    }
    return check_proofs(p.proofs, requirements, p.witnesses.size());
}

/// As for a table alone; an earlier release shows what it shows.
result<void> check_part(const linked_plan& p, std::size_t k) {
    const auto& part = p.parts[k];
    const auto named = [&](sdc::error e) {
        if (!e.cell.empty() && !p.cubes->tables()[k].name.empty())
            e.cell = p.cubes->tables()[k].name + ": " + e.cell;
        return e;
    };
    const auto v = evaluate_again(part);
    if (!v) return named(v.error());
    if (p.use[k] == linked_use::unpublished) return {};
    if (p.use[k] == linked_use::released) {
        if (auto ok = check_flagged(part, *v); !ok) return named(ok.error());
    }
    if (auto ok = check_known(part, *v); !ok) return named(ok.error());
    return {};
}

/// Shared cells have one value and are suppressed in all tables or in none; a part is not more than
/// its whole.
result<void> check_agreement(const linked_plan& p) {
    const auto& all = *p.cubes;
    const auto value = values(p);
    const auto suppressed = [&](cell_index cell) {
        const auto k = all.table_of(cell);
        return is_suppressed(p.parts[k].status[cell - all.offset(k)]);
    };
    const auto differ = [&](cell_index a, cell_index b, const char* why) {
        return sdc::error{.code = errc::not_proved,
                          .message = why,
                          .cell = describe(all, b) + " and " + describe(all, a)};
    };
    for (cell_index cell = 0; cell < all.size(); ++cell) {
        const auto u = all.variable_of(cell);
        if (value[cell] != value[u])
            return differ(cell, u, "two shared cells have different values");
        if (suppressed(cell) != suppressed(u))
            return differ(cell, u, "one of two shared cells would be published");
    }
    for (const auto& [part, whole] : all.subsets()) {
        if (value[part] > value[whole]) return differ(whole, part, "a part is more than its whole");
    }
    return {};
}

/// Of all parts, one after the other, with the cells of all tables.
result<std::vector<requirement>> gather_requirements(const linked_plan& p) {
    std::vector<requirement> all;
    const auto own = list_requirements(p);
    for (std::size_t k = 0; k < own.size(); ++k) {
        if (own[k] != p.parts[k].requirements)
            return refuse("the requirements of a part are not those of its rules");
        for (const auto& n : own[k]) all.push_back(shift(n, p.cubes->offset(k)));
    }
    return all;
}

result<std::vector<bool>> check_witnesses(const linked_plan& p, const knowledge& known,
                                          std::span<const requirement> requirements,
                                          std::span<const std::int64_t> value) {
    std::vector<bool> proved(requirements.size());
    for (const auto& w : p.witnesses) {
        if (auto ok = check_witness(p, w, known); !ok) return ok.error();
    }
    for (const auto& proof : p.proofs) {
        if (proof.further) continue;
        const auto& n = requirements[proof.requirement];
        const auto& w = p.witnesses[proof.witness];
        const auto minus = n.minus == no_cell ? 0 : value[n.minus] + change_of(w, n.minus);
        if (!is_met(n, value[n.cell] + change_of(w, n.cell) - minus))
            return sdc::error{.code = errc::not_proved,
                              .message = "a witness does not meet its requirement",
                              .cell = describe(*p.cubes, n.cell),
                              .rule = "witness"};
        proved[proof.requirement] = true;
    }
    return proved;
}

/// Requirements that do not hold against an internal intruder, ascending; `refuted`: the first is
/// refuted.
struct internal_outcome {
    std::vector<std::size_t> open = {};
    bool refuted = false;
};

template <class Plan>
result<internal_outcome> attack_by_internal_intruders(const Plan& p, const knowledge& known,
                                                      std::span<const requirement> requirements,
                                                      std::span<const intruder> intruders,
                                                      feasibility_result external,
                                                      const bounds_options& options) {
    // The plan's witnesses are checked: together with those of the attack, and as the proof of what
    // it left open.
    const auto first = static_cast<std::uint32_t>(external.witnesses.size());
    external.witnesses.insert(external.witnesses.end(), p.witnesses.begin(), p.witnesses.end());
    std::vector<protection_proof> further;
    for (auto proof : p.proofs) {
        proof.witness += first;
        if (proof.further || external.feasibility[proof.requirement] == feasibility::feasible) {
            further.push_back(proof);
        } else {
            external.feasibility[proof.requirement] = feasibility::feasible;
            external.witness_of[proof.requirement] = proof.witness;
        }
    }
    const auto disclosures =
        attack_by_internal_intruders(known, requirements, intruders, external, options, further);
    if (!disclosures) return disclosures.error();
    internal_outcome found;
    for (const auto& l : *disclosures) found.open.push_back(l.requirement);
    std::ranges::sort(found.open);
    const auto repeated = std::ranges::unique(found.open);
    found.open.erase(repeated.begin(), repeated.end());
    found.refuted = std::ranges::any_of(*disclosures, [&](const disclosure& l) {
        return l.requirement == found.open.front() && l.feasibility == feasibility::infeasible;
    });
    return found;
}

/// An error does not name the intruder: that a cell has a sole contributor discloses its count.
constexpr const char* internal_intruder = "an internal intruder";

/// Who the internal intruders are follows from what is suppressed.
result<void> attack_by_internal_intruders(const plan& p, const knowledge& known,
                                          feasibility_result external,
                                          const bounds_options& options, audit_summary& summary) {
    const auto intruders = list_internal_intruders(*p.source, p.intruders, unknown_of(p.status));
    if (!intruders) return intruders.error();
    const auto found = attack_by_internal_intruders(p, known, p.requirements, *intruders,
                                                    std::move(external), options);
    if (!found) return found.error();
    summary.intruders = intruders->size();
    summary.proved_against_intruders = p.requirements.size();
    if (found->open.empty()) return {};
    return not_proved(p, found->open, found->refuted, internal_intruder);
}

/// One flag a cell; true: no table shows it.
std::vector<bool> suppressed_of(const linked_plan& p) {
    std::vector<bool> suppressed(p.cubes->size(), true);
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (p.use[k] == linked_use::unpublished) continue;
        const auto& status = p.parts[k].status;
        for (cell_index cell = 0; cell < status.size(); ++cell) {
            if (!is_suppressed(status[cell]))
                suppressed[p.cubes->variable_of(p.cubes->offset(k) + cell)] = false;
        }
    }
    return suppressed;
}

/// How many attacked.
result<std::uint64_t> attack_by_internal_intruders(const linked_plan& p, const knowledge& known,
                                                   std::vector<requirement> requirements,
                                                   feasibility_result external,
                                                   const bounds_options& options) {
    const auto intruders = list_internal_intruders(p, suppressed_of(p));
    if (!intruders) return intruders.error();
    for (auto& n : requirements) {
        n.cell = p.cubes->variable_of(n.cell);
        if (n.minus != no_cell) n.minus = p.cubes->variable_of(n.minus);
    }
    const auto found = attack_by_internal_intruders(p, known, requirements, *intruders,
                                                    std::move(external), options);
    if (!found) return found.error();
    if (found->open.empty()) return intruders->size();
    return not_proved(p, requirements, found->open, found->refuted, internal_intruder);
}

} // namespace

result<audited> audit(plan p, const audit_options& options) {
    detail::stage s(options.run, "audit");
    const auto derived = derive_requirements(p);
    if (!derived) return derived.error();
    const auto& requirements = *derived;
    const auto known = knowledge_of(p);
    const auto by_witness = check_witnesses(p, known);
    if (!by_witness) return by_witness.error();
    const bounds_options how{.run = options.run,
                             .threads = options.threads,
                             .search_limit = options.search_limit,
                             .start = p.source->values(),
                             .solvers = options.solvers};
    auto external = attack(known, requirements, *by_witness, options.attack, how);
    if (!external) return external.error();

    log_reached(s, *by_witness, external->feasibility);
    std::vector<std::size_t> open;
    auto summary = settle(external->feasibility, *by_witness, 0, requirements.size(), open);
    if (!open.empty())
        return not_proved(p, open, external->feasibility[open.front()] == feasibility::infeasible,
                          "an intruder");
    if (p.intruders.any()) {
        if (auto ok = attack_by_internal_intruders(p, known, std::move(*external), how, summary);
            !ok)
            return ok.error();
    }
    return audited(std::move(p), summary);
}

result<std::vector<audited>> audit(linked_plan p, const audit_options& options) {
    detail::stage s(options.run, "audit of linked tables");
    if (auto ok = check_form(p); !ok) return ok.error();
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (auto ok = check_part(p, k); !ok) return ok.error();
    }
    if (auto ok = check_agreement(p); !ok) return ok.error();
    const auto requirements = gather_requirements(p);
    if (!requirements) return requirements.error();
    const auto start = values(p);
    const auto known = knowledge_of(p);
    const auto by_witness = check_witnesses(p, known, *requirements, start);
    if (!by_witness) return by_witness.error();
    const bounds_options how{.run = options.run,
                             .threads = options.threads,
                             .search_limit = options.search_limit,
                             .start = start,
                             .solvers = options.solvers};
    auto external = attack(known, *requirements, *by_witness, options.attack, how);
    if (!external) return external.error();

    log_reached(s, *by_witness, external->feasibility);
    std::vector<std::size_t> open;
    std::vector<audited> all;
    std::size_t first = 0;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto summary = settle(external->feasibility, *by_witness, first,
                                    first + p.parts[k].requirements.size(), open);
        first += p.parts[k].requirements.size();
        if (p.use[k] == linked_use::released) all.push_back(audited(p.parts[k], summary));
    }
    if (!open.empty())
        return not_proved(p, *requirements, open,
                          external->feasibility[open.front()] == feasibility::infeasible,
                          "an intruder");
    if (std::ranges::none_of(p.parts, [](const plan& part) { return part.intruders.any(); }))
        return all;
    const auto intruders =
        attack_by_internal_intruders(p, known, *requirements, *std::move(external), how);
    if (!intruders) return intruders.error();
    for (auto& one : all) {
        one.summary_.intruders = *intruders;
        one.summary_.proved_against_intruders = one.summary_.requirements;
    }
    return all;
}

} // namespace sdc::inline v0
