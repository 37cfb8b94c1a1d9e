#include <sdc/attack/detail/audit_checks.hpp>

#include <sdc/proof/witness.hpp>
#include <sdc/rule/banded_requirement.hpp>

#include <algorithm>
#include <utility>
#include <variant>

namespace sdc::inline v0::detail::audit_checks {

sdc::error refuse(std::string message) {
    return {.code = errc::bad_argument,
            .message = "not a plan that can be audited: " + std::move(message)};
}

sdc::error refuse(const plan& p, cell_index cell, const char* message, const char* rule) {
    return {.code = errc::not_proved,
            .message = message,
            .cell = describe(*p.source, cell),
            .rule = rule};
}

result<void> check_proofs(std::span<const protection_proof> proofs, std::size_t requirements,
                          std::size_t witnesses) {
    std::vector<bool> proved(requirements);
    for (const auto& proof : proofs) {
        if (proof.requirement >= requirements || proof.witness >= witnesses)
            return refuse("a proof names a requirement or a witness that does not exist");
        if (proof.further) continue;
        if (proved[proof.requirement]) return refuse("a requirement is proved twice");
        proved[proof.requirement] = true;
    }
    return {};
}

result<void> check_form(const plan& p) {
    if (p.source == nullptr) return refuse("it has no table");
    if (p.status.size() != p.source->size()) return refuse("it does not have one status a cell");
    if (p.rules.empty() && !p.bands) return refuse("it has neither rules nor bands");
    if (auto ok = check_proofs(p.proofs, p.requirements.size(), p.witnesses.size()); !ok) return ok;
    if (p.intruders.coalition < 0) return refuse("a negative coalition");
    if (p.intruders.any() && !unpublished_of(p.status).empty())
        return refuse("a table that is published in part holds against external intruders only");
    if (p.bands && p.intruders.any()) return refuse("bands hold against external intruders only");
    // A witness is checked against markers alone; numbers, labels and markers that bands show are
    // left to the attack.
    if (p.bands && !p.witnesses.empty()) return refuse("it has bands and witnesses");
    return p.bands ? check_banded(*p.source, p.rules, *p.bands, p.protection) : result<void>{};
}

/// What the rules say now; the plan's own verdicts must be the same, since they are what its
/// release announces.
result<verdicts> evaluate_again(const plan& p) {
    auto unpublished = unpublished_of(p.status);
    if (p.rules.empty()) {
        verdicts none;
        none.set_unpublished(std::move(unpublished));
        return p.verdicts == none ? result<verdicts>(std::move(none))
                                  : refuse("it has verdicts without rules");
    }
    auto found = evaluate(*p.source, p.rules, std::move(unpublished));
    if (found && !(*found == p.verdicts)) return refuse("its verdicts are not those of its rules");
    return found;
}

/// Every cell that a rule flags is suppressed, and nothing that must be shown.
result<void> check_flagged(const plan& p, const verdicts& v) {
    for (const auto cell : p.must_publish) {
        if (cell >= p.status.size())
            return refuse("a cell that must be published is outside the table");
        if (p.status[cell] != cell_status::published)
            return refuse(
                p, cell,
                "a cell that must stay public, or is already published, would be suppressed",
                "cells that must be published");
    }
    const auto publishes_total = [](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && limit->publish_total;
    };
    if (is_suppressed(p.status[0]) && std::ranges::any_of(p.rules, publishes_total))
        return refuse(p, 0, "the announced total would be suppressed", "published total");
    for (const auto cell : v.cells()) {
        if (p.status[cell] == cell_status::published)
            return refuse(p, cell, "a flagged cell would be published",
                          to_string(v.reasons(cell).front().rule));
    }
    return {};
}

/// What the rules announce is true of every suppressed cell.
result<void> check_known(const plan& p, const verdicts& v) {
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (!is_suppressed(p.status[cell])) continue;
        if (p.bands && v.reasons(cell).empty())
            return refuse(p, cell,
                          "together with bands a cell that no rule flags would be suppressed",
                          "bands");
        if (p.source->is_structural_zero(cell))
            return refuse(p, cell, "a structural zero would be suppressed",
                          "structural zeros are always shown");
        if (p.source->value(cell) < v.minimum(cell))
            return refuse(p, cell,
                          "a zero would be suppressed although the rule says that zeros are shown",
                          "zeros shown");
    }
    return {};
}

result<std::vector<requirement>> derive_requirements(const plan& p) {
    if (auto ok = check_form(p); !ok) return ok.error();
    const auto v = evaluate_again(p);
    if (!v) return v.error();
    if (auto ok = check_flagged(p, *v); !ok) return ok.error();
    if (auto ok = check_known(p, *v); !ok) return ok.error();
    auto requirements =
        p.bands ? list_banded_requirements(*p.source, *v, p.rules, *p.bands, p.protection)
                : list_requirements(*p.source, *v, p.rules, p.protection);
    if (requirements != p.requirements)
        return refuse("its requirements are not those of its rules");
    return requirements;
}

result<std::vector<bool>> check_witnesses(const plan& p, const knowledge& known) {
    std::vector<bool> proved(p.requirements.size());
    for (const auto& w : p.witnesses) {
        if (auto ok = check_witness(p, w, known); !ok) return ok.error();
    }
    for (const auto& proof : p.proofs) {
        if (proof.further) continue;
        const auto& n = p.requirements[proof.requirement];
        if (!is_met(n, functional(n, *p.source, p.witnesses[proof.witness])))
            return refuse(p, n.cell, "a witness does not meet its requirement", "witness");
        proved[proof.requirement] = true;
    }
    return proved;
}

} // namespace sdc::inline v0::detail::audit_checks
