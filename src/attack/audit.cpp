#include <sdc/attack/audited.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/intruder.hpp>
#include <sdc/attack/witness.hpp>

#include <algorithm>
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

/// Every cell that a rule flags is withheld, and what the zero rule announces is true of every withheld cell.
result<void> check_status(const plan& p, const verdicts& v) {
    for (const auto cell : p.kept) {
        if (cell >= p.status.size()) return refuse("a kept cell is outside the table");
        if (is_withheld(p.status[cell])) return refuse(p, cell, "a cell that must stay public, or is public already, would be withheld", "kept cells");
    }
    const auto publishes_total = [](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && limit->publish_total;
    };
    if (is_withheld(p.status[0]) && std::ranges::any_of(p.rules, publishes_total)) return refuse(p, 0, "the announced total would be withheld", "published total");
    for (const auto cell : v.cells()) {
        if (!is_withheld(p.status[cell])) return refuse(p, cell, "a flagged cell would be published", to_string(v.reasons(cell).front().rule));
    }
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (!is_withheld(p.status[cell])) continue;
        if (p.bands && v.reasons(cell).empty()) return refuse(p, cell, "beside bands a cell that no rule flags would be withheld", "bands");
        if (p.source->is_structural_zero(cell)) return refuse(p, cell, "a structural zero would be withheld", "structural zeros are always shown");
        if (p.source->value(cell) < v.minimum(cell)) return refuse(p, cell, "a zero would be withheld although the rule says that zeros are shown", "zeros shown");
    }
    return {};
}

/// For each need whether the plan's witness meets it, by addition. An invalid witness is an error, not a gap to fill.
result<std::vector<bool>> check_witnesses(const plan& p) {
    std::vector<bool> proved(p.needs.size());
    for (const auto& w : p.witnesses) {
        if (auto ok = check_witness(p, w); !ok) return ok.error();
    }
    for (std::size_t i = 0; i < p.witness_of.size(); ++i) {
        if (!is_met(p.needs[i], functional(p.needs[i], *p.source, p.witnesses[p.witness_of[i]])))
            return refuse(p, p.needs[i].cell, "a witness does not reach what its need asks", "witness");
        proved[i] = true;
    }
    return proved;
}

/// `open`: needs that are not met, ascending; `known`: the first is refuted. `who` can learn it.
sdc::error not_proved(const plan& p, std::span<const std::size_t> open, bool known, const std::string& who) {
    const auto cell = protected_cell(p.needs[open.front()]);
    const auto reasons = p.verdicts.reasons(cell);
    return {.code = errc::not_proved,
            .message = std::to_string(open.size()) + " of " + std::to_string(p.needs.size()) + " requirements are not met; the first: " +
                       (known ? who + " can work out more than the rule allows about" : "the search limit came before a proof against " + who + " for"),
            .cell = describe(*p.source, cell),
            .rule = reasons.empty() ? note_of(p).name : to_string(reasons.front().rule)};
}

/// Who is inside follows from what is withheld. An error does not tell who learned something: that somebody is alone tells a count.
result<void> attack_from_inside(const plan& p, answers outside, const bounds_options& options, audit_summary& summary) {
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
    const auto inside = find_inside(*p.source, p.inside, withheld_of(p.status));
    if (!inside) return inside.error();
    const auto lessons = attack_from_inside(knowledge_of(p), p.needs, *inside, outside, options, further);
    if (!lessons) return lessons.error();
    summary.intruders = inside->size();
    summary.proved_inside = p.needs.size();
    if (lessons->empty()) return {};
    std::vector<std::size_t> open;
    for (const auto& l : *lessons) open.push_back(l.need);
    std::ranges::sort(open);
    const auto repeated = std::ranges::unique(open);
    open.erase(repeated.begin(), repeated.end());
    const bool known = std::ranges::any_of(*lessons, [&](const lesson& l) { return l.need == open.front() && l.reached == reach::impossible; });
    return not_proved(p, open, known, "somebody counted in the table");
}

} // namespace

result<audited> audit(plan p, const audit_options& options) {
    if (auto ok = check_form(p); !ok) return ok.error();
    const auto v = evaluate_again(p);
    if (!v) return v.error();
    if (auto ok = check_status(p, *v); !ok) return ok.error();
    auto needs = p.bands ? banded_requirements(*p.source, *v, p.rules, *p.bands, p.protection) : requirements(*p.source, *v, p.rules, p.protection);
    if (needs != p.needs) return refuse("its needs are not those of its rules");
    const auto by_witness = check_witnesses(p);
    if (!by_witness) return by_witness.error();
    const bounds_options how{.threads = options.threads, .search_limit = options.search_limit, .start = p.source->values()};
    auto outside = find_witnesses(knowledge_of(p), needs, how);
    if (!outside) return outside.error();

    audit_summary summary{.needs = needs.size()};
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        const auto answer = outside->reached[i];
        summary.proved_by_witness += (*by_witness)[i];
        summary.proved_by_attack += answer == reach::possible;
        // A witness is a proof whatever the search did; but witness and refutation together mean that one of the two is broken.
        if (answer == reach::impossible || (answer == reach::undecided && !(*by_witness)[i])) open.push_back(i);
    }
    if (!open.empty()) return not_proved(p, open, outside->reached[open.front()] == reach::impossible, "a reader");
    if (p.inside.any()) {
        if (auto ok = attack_from_inside(p, std::move(*outside), how, summary); !ok) return ok.error();
    }
    return audited(std::move(p), summary);
}

} // namespace sdc::inline v0
