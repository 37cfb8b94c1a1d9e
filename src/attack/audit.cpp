#include <sdc/attack/audited.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/intruder.hpp>
#include <sdc/attack/witness.hpp>
#include <sdc/linked_inside.hpp>

#include <algorithm>
#include <functional>
#include <optional>

namespace sdc::inline v0 {
namespace {

sdc::error refuse(std::string message) { return {.code = errc::bad_argument, .message = "not a plan that can be audited: " + std::move(message)}; }

sdc::error refuse(const plan& p, cell_index cell, const char* message, const char* rule) {
    return {.code = errc::not_proved, .message = message, .cell = describe(*p.source, cell), .rule = rule};
}

result<void> check_form(const plan& p) {
    if (p.source == nullptr) return refuse("it has no table");
    if (p.status.size() != p.source->size()) return refuse("it does not have one status a cell");
    if (p.rules.empty() && !p.bands) return refuse("it has neither rules nor bands");
    const auto unknown = std::ranges::find_if(p.witness_of, [&](std::uint32_t w) { return w >= p.witnesses.size(); });
    if (unknown != p.witness_of.end()) return refuse("a need names a witness that is not there");
    if (!p.witness_of.empty() && p.witness_of.size() != p.needs.size()) return refuse("not every need has a witness");
    const auto is_strange = [&](const auto& further) { return further.first >= p.needs.size() || further.second >= p.witnesses.size(); };
    if (std::ranges::any_of(p.further_witnesses, is_strange)) return refuse("a further witness is not there, or its need is not");
    if (p.inside.coalition < 0) return refuse("a negative coalition");
    if (p.bands && p.inside.any()) return refuse("bands hold against readers who are not in the table");
    // A witness is checked against markers alone; numbers, labels and markers that bands show are left to the attack.
    if (p.bands && !p.witnesses.empty()) return refuse("it has bands and witnesses");
    return p.bands ? check_banded(*p.source, p.rules, *p.bands, p.protection) : result<void>{};
}

/// What the rules say now; the plan's own verdicts must be the same, since they are what its release announces.
result<verdicts> evaluate_again(const plan& p) {
    if (p.rules.empty()) return p.verdicts == verdicts{} ? result<verdicts>(verdicts{}) : refuse("it has verdicts without rules");
    auto found = evaluate(*p.source, p.rules);
    if (found && !(*found == p.verdicts)) return refuse("its verdicts are not those of its rules");
    return found;
}

/// Every cell that a rule flags is withheld, and nothing that must be shown.
result<void> check_flagged(const plan& p, const verdicts& v) {
    for (const auto cell : p.kept) {
        if (cell >= p.status.size()) return refuse("a kept cell is outside the table");
        if (is_withheld(p.status[cell])) return refuse(p, cell, "a cell that must stay public, or is public already, would be withheld", "kept cells");
    }
    const auto publishes_total = [](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && limit->publish_total;
    };
    if (is_withheld(p.status[0]) && std::ranges::any_of(p.rules, publishes_total))
        return refuse(p, 0, "the announced total would be withheld", "published total");
    for (const auto cell : v.cells()) {
        if (!is_withheld(p.status[cell])) return refuse(p, cell, "a flagged cell would be published", to_string(v.reasons(cell).front().rule));
    }
    return {};
}

/// What the rules announce is true of every withheld cell.
result<void> check_told(const plan& p, const verdicts& v) {
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (!is_withheld(p.status[cell])) continue;
        if (p.bands && v.reasons(cell).empty()) return refuse(p, cell, "beside bands a cell that no rule flags would be withheld", "bands");
        if (p.source->is_structural_zero(cell)) return refuse(p, cell, "a structural zero would be withheld", "structural zeros are always shown");
        if (p.source->value(cell) < v.minimum(cell))
            return refuse(p, cell, "a zero would be withheld although the rule says that zeros are shown", "zeros shown");
    }
    return {};
}

/// For each need whether the plan's witness meets it, by addition. An invalid witness is an error, not a gap to fill.
/// Where a witness shows every need, the attack is a second opinion: it need not search until it has one.
constexpr std::uint64_t second_opinion_limit = 50;

bounds_options first_attack(bounds_options how, const std::vector<bool>& by_witness) {
    if (std::ranges::all_of(by_witness, std::identity())) how.search_limit = std::min(how.search_limit, second_opinion_limit);
    return how;
}

result<std::vector<bool>> check_witnesses(const plan& p, const knowledge& reader) {
    std::vector<bool> proved(p.needs.size());
    for (const auto& w : p.witnesses) {
        if (auto ok = check_witness(p, w, reader); !ok) return ok.error();
    }
    for (std::size_t i = 0; i < p.witness_of.size(); ++i) {
        if (!is_met(p.needs[i], functional(p.needs[i], *p.source, p.witnesses[p.witness_of[i]])))
            return refuse(p, p.needs[i].cell, "a witness does not reach what its need asks", "witness");
        proved[i] = true;
    }
    return proved;
}

/// `open`: which of so many needs are not met, ascending; `known`: the first, of the cell `own` of `p`, is refuted. `who` can learn it.
sdc::error not_proved(std::size_t needs, std::span<const std::size_t> open, bool known, const std::string& who, std::string cell, const plan& p,
                      cell_index own) {
    const auto reasons = p.verdicts.reasons(own);
    return {.code = errc::not_proved,
            .message = std::to_string(open.size()) + " of " + std::to_string(needs) + " requirements are not met; the first: " +
                       (known ? who + " can work out more than the rule allows about" : "the search limit came before a proof against " + who + " for"),
            .cell = std::move(cell),
            .rule = reasons.empty() ? note_of(p).name : to_string(reasons.front().rule)};
}
sdc::error not_proved(const plan& p, std::span<const std::size_t> open, bool known, const std::string& who) {
    const auto cell = protected_cell(p.needs[open.front()]);
    return not_proved(p.needs.size(), open, known, who, describe(*p.source, cell), p, cell);
}
sdc::error not_proved(const linked_plan& p, std::span<const need> needs, std::span<const std::size_t> open, bool known, const std::string& who) {
    const auto cell = protected_cell(needs[open.front()]);
    const auto k = p.cubes->table_of(cell);
    return not_proved(needs.size(), open, known, who, describe(*p.cubes, cell), p.parts[k], cell - p.cubes->first(k));
}

/// Adds the needs from `first` to `last` that are not met to `open`.
audit_summary settle(std::span<const reach> answers, const std::vector<bool>& by_witness, std::size_t first, std::size_t last, std::vector<std::size_t>& open) {
    audit_summary summary{.needs = last - first};
    for (auto i = first; i < last; ++i) {
        summary.proved_by_witness += by_witness[i];
        summary.proved_by_attack += answers[i] == reach::possible;
        // A witness is a proof whatever the search did; but witness and refutation together mean that one of the two is broken.
        if (answers[i] == reach::impossible || (answers[i] == reach::undecided && !by_witness[i])) open.push_back(i);
    }
    return summary;
}

result<void> check_form(const linked_plan& p) {
    if (p.cubes == nullptr) return refuse("it has no tables");
    if (p.parts.size() != p.cubes->tables().size() || p.use.size() != p.parts.size()) return refuse("it does not have one part a table");
    std::size_t needs = 0;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto& part = p.parts[k];
        if (part.source == nullptr || part.source->shared_cube() != p.cubes->tables()[k].cube) return refuse("a part is of another table");
        if (part.status.size() != part.source->size()) return refuse("a part does not have one status a cell");
        if (part.bands || !part.witnesses.empty() || !part.further_witnesses.empty()) return refuse("a part has bands or witnesses of its own");
        if (part.inside.coalition < 0 || part.inside.coalition != p.parts.front().inside.coalition)
            return refuse("its parts are to hold against different readers");
        if ((p.use[k] == linked_use::unpublished) != part.rules.empty()) return refuse("every published part has rules, and no other");
        needs += part.needs.size();
    }
    if (std::ranges::any_of(p.witness_of, [&](std::uint32_t w) { return w >= p.witnesses.size(); })) return refuse("a need names a witness that is not there");
    if (!p.witness_of.empty() && p.witness_of.size() != needs) return refuse("not every need has a witness");
    const auto is_strange = [&](const auto& further) { return further.first >= needs || further.second >= p.witnesses.size(); };
    if (std::ranges::any_of(p.further_witnesses, is_strange)) return refuse("a further witness is not there, or its need is not");
    return {};
}

/// As for a table alone; an earlier release shows what it shows.
result<void> check_part(const linked_plan& p, std::size_t k) {
    const auto& part = p.parts[k];
    const auto named = [&](sdc::error e) {
        if (!e.cell.empty() && !p.cubes->tables()[k].name.empty()) e.cell = p.cubes->tables()[k].name + ": " + e.cell;
        return e;
    };
    const auto v = evaluate_again(part);
    if (!v) return named(v.error());
    if (p.use[k] == linked_use::unpublished) return {};
    if (p.use[k] == linked_use::released) {
        if (auto ok = check_flagged(part, *v); !ok) return named(ok.error());
    }
    if (auto ok = check_told(part, *v); !ok) return named(ok.error());
    return {};
}

/// Cells that mean the same have one value and are withheld in all tables or in none; a part is not more than its whole.
result<void> check_agreement(const linked_plan& p) {
    const auto& all = *p.cubes;
    const auto value = values(p);
    const auto withheld = [&](cell_index cell) {
        const auto k = all.table_of(cell);
        return is_withheld(p.parts[k].status[cell - all.first(k)]);
    };
    const auto differ = [&](cell_index a, cell_index b, const char* why) {
        return sdc::error{.code = errc::not_proved, .message = why, .cell = describe(all, b) + " and " + describe(all, a)};
    };
    for (cell_index cell = 0; cell < all.size(); ++cell) {
        const auto u = all.unknown(cell);
        if (value[cell] != value[u]) return differ(cell, u, "two cells that mean the same have different values");
        if (withheld(cell) != withheld(u)) return differ(cell, u, "one of two cells that mean the same would be published");
    }
    for (const auto& [part, whole] : all.contained()) {
        if (value[part] > value[whole]) return differ(whole, part, "a part is more than its whole");
    }
    return {};
}

/// Of all parts, one after the other, with the cells of all tables.
result<std::vector<need>> gather_needs(const linked_plan& p) {
    std::vector<need> all;
    const auto own = requirements(p);
    for (std::size_t k = 0; k < own.size(); ++k) {
        if (own[k] != p.parts[k].needs) return refuse("the needs of a part are not those of its rules");
        for (const auto& n : own[k]) all.push_back(shift(n, p.cubes->first(k)));
    }
    return all;
}

result<std::vector<bool>> check_witnesses(const linked_plan& p, const knowledge& reader, std::span<const need> needs, std::span<const std::int64_t> value) {
    std::vector<bool> proved(needs.size());
    for (const auto& w : p.witnesses) {
        if (auto ok = check_witness(p, w, reader); !ok) return ok.error();
    }
    for (std::size_t i = 0; i < p.witness_of.size(); ++i) {
        const auto& n = needs[i];
        const auto& w = p.witnesses[p.witness_of[i]];
        const auto minus = n.minus == no_cell ? 0 : value[n.minus] + change_of(w, n.minus);
        if (!is_met(n, value[n.cell] + change_of(w, n.cell) - minus))
            return sdc::error{
                .code = errc::not_proved, .message = "a witness does not reach what its need asks", .cell = describe(*p.cubes, n.cell), .rule = "witness"};
        proved[i] = true;
    }
    return proved;
}

/// Needs that do not hold against somebody inside, ascending; `known`: the first is refuted.
struct inside_outcome {
    std::vector<std::size_t> open = {};
    bool known = false;
};

template <class Plan>
result<inside_outcome> attack_from_inside(const Plan& p, const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside,
                                          answers outside, const bounds_options& options) {
    // The plan's witnesses are checked: beside those of the attack, and as the proof of what it left open.
    const auto first = static_cast<std::uint32_t>(outside.witnesses.size());
    outside.witnesses.insert(outside.witnesses.end(), p.witnesses.begin(), p.witnesses.end());
    auto further = p.further_witnesses;
    for (auto& [need, witness] : further) witness += first;
    for (std::uint32_t i = 0; i < p.witness_of.size(); ++i) {
        if (outside.reached[i] == reach::possible) {
            further.emplace_back(i, first + p.witness_of[i]);
        } else {
            outside.reached[i] = reach::possible;
            outside.witness_of[i] = first + p.witness_of[i];
        }
    }
    const auto lessons = attack_from_inside(reader, needs, inside, outside, options, further);
    if (!lessons) return lessons.error();
    inside_outcome found;
    for (const auto& l : *lessons) found.open.push_back(l.need);
    std::ranges::sort(found.open);
    const auto repeated = std::ranges::unique(found.open);
    found.open.erase(repeated.begin(), repeated.end());
    found.known = std::ranges::any_of(*lessons, [&](const lesson& l) { return l.need == found.open.front() && l.reached == reach::impossible; });
    return found;
}

/// An error does not tell who learned something: that somebody is alone tells a count.
constexpr const char* somebody_inside = "somebody counted in the table";

/// Who is inside follows from what is withheld.
result<void> attack_from_inside(const plan& p, const knowledge& reader, answers outside, const bounds_options& options, audit_summary& summary) {
    const auto inside = find_inside(*p.source, p.inside, withheld_of(p.status));
    if (!inside) return inside.error();
    const auto found = attack_from_inside(p, reader, p.needs, *inside, std::move(outside), options);
    if (!found) return found.error();
    summary.intruders = inside->size();
    summary.proved_inside = p.needs.size();
    if (found->open.empty()) return {};
    return not_proved(p, found->open, found->known, somebody_inside);
}

/// One flag a cell; true: no table shows it.
std::vector<bool> hidden_of(const linked_plan& p) {
    std::vector<bool> hidden(p.cubes->size(), true);
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (p.use[k] == linked_use::unpublished) continue;
        const auto& status = p.parts[k].status;
        for (cell_index cell = 0; cell < status.size(); ++cell) {
            if (!is_withheld(status[cell])) hidden[p.cubes->unknown(p.cubes->first(k) + cell)] = false;
        }
    }
    return hidden;
}

/// How many attacked.
result<std::uint64_t> attack_from_inside(const linked_plan& p, const knowledge& reader, std::vector<need> needs, answers outside,
                                         const bounds_options& options) {
    const auto inside = find_inside(p, hidden_of(p));
    if (!inside) return inside.error();
    for (auto& n : needs) {
        n.cell = p.cubes->unknown(n.cell);
        if (n.minus != no_cell) n.minus = p.cubes->unknown(n.minus);
    }
    const auto found = attack_from_inside(p, reader, needs, *inside, std::move(outside), options);
    if (!found) return found.error();
    if (found->open.empty()) return inside->size();
    return not_proved(p, needs, found->open, found->known, somebody_inside);
}

} // namespace

result<audited> audit(plan p, const audit_options& options) {
    if (auto ok = check_form(p); !ok) return ok.error();
    const auto v = evaluate_again(p);
    if (!v) return v.error();
    if (auto ok = check_flagged(p, *v); !ok) return ok.error();
    if (auto ok = check_told(p, *v); !ok) return ok.error();
    auto needs = p.bands ? banded_requirements(*p.source, *v, p.rules, *p.bands, p.protection) : requirements(*p.source, *v, p.rules, p.protection);
    if (needs != p.needs) return refuse("its needs are not those of its rules");
    const auto reader = knowledge_of(p);
    const auto by_witness = check_witnesses(p, reader);
    if (!by_witness) return by_witness.error();
    const bounds_options how{.threads = options.threads, .search_limit = options.search_limit, .start = p.source->values()};
    auto outside = find_witnesses(reader, needs, first_attack(how, *by_witness));
    if (!outside) return outside.error();

    std::vector<std::size_t> open;
    auto summary = settle(outside->reached, *by_witness, 0, needs.size(), open);
    if (!open.empty()) return not_proved(p, open, outside->reached[open.front()] == reach::impossible, "a reader");
    if (p.inside.any()) {
        if (auto ok = attack_from_inside(p, reader, std::move(*outside), how, summary); !ok) return ok.error();
    }
    return audited(std::move(p), summary);
}

result<std::vector<audited>> audit(linked_plan p, const audit_options& options) {
    if (auto ok = check_form(p); !ok) return ok.error();
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (auto ok = check_part(p, k); !ok) return ok.error();
    }
    if (auto ok = check_agreement(p); !ok) return ok.error();
    const auto needs = gather_needs(p);
    if (!needs) return needs.error();
    const auto start = values(p);
    const auto reader = knowledge_of(p);
    const auto by_witness = check_witnesses(p, reader, *needs, start);
    if (!by_witness) return by_witness.error();
    const bounds_options how{.threads = options.threads, .search_limit = options.search_limit, .start = start};
    auto outside = find_witnesses(reader, *needs, first_attack(how, *by_witness));
    if (!outside) return outside.error();

    std::vector<std::size_t> open;
    std::vector<audited> all;
    std::size_t first = 0;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto summary = settle(outside->reached, *by_witness, first, first + p.parts[k].needs.size(), open);
        first += p.parts[k].needs.size();
        if (p.use[k] == linked_use::released) all.push_back(audited(p.parts[k], summary));
    }
    if (!open.empty()) return not_proved(p, *needs, open, outside->reached[open.front()] == reach::impossible, "a reader");
    if (std::ranges::none_of(p.parts, [](const plan& part) { return part.inside.any(); })) return all;
    const auto intruders = attack_from_inside(p, reader, *needs, *std::move(outside), how);
    if (!intruders) return intruders.error();
    for (auto& one : all) {
        one.summary_.intruders = *intruders;
        one.summary_.proved_inside = one.summary_.needs;
    }
    return all;
}

} // namespace sdc::inline v0
