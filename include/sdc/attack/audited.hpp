/// A plan that has been attacked and held. Only `audit` makes one.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/linked_plan.hpp>
#include <sdc/plan.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct audit_options {
    unsigned threads = 1;                     ///< Components are attacked in parallel; results do not depend on it.
    std::uint64_t search_limit = 100'000;     ///< Nodes of integer search for each bound, counted in steps, not in seconds.
};

/// What the audit saw: how many needs there are and how each was proved.
struct audit_summary {
    std::uint64_t needs = 0;             ///< Requirements re-derived from the rules.
    std::uint64_t proved_by_witness = 0; ///< By a complete integer table of the plan, checked by addition.
    std::uint64_t proved_by_attack = 0;  ///< By an integer table that the attack itself found.
    std::uint64_t intruders = 0;         ///< Readers inside the table, re-derived from `plan::inside`, that attacked as well.
    std::uint64_t proved_inside = 0;     ///< Needs that hold against every one of them; 0 if nobody inside was asked.
};

/// Attacks what `p` would publish, with code that shares nothing with the methods: re-derives verdicts and needs from the rules, checks
/// that every flagged cell is withheld and every shown value follows its rule, checks each witness by addition, and bounds every need by
/// linear programs and integer search over all that is public. Everybody whom `p.inside` names attacks as well, with their own cells known.
/// Errors: not_proved (cell and rule, never a value); bad_argument for a plan that is not well-formed.
[[nodiscard]] SDCKIT_API result<class audited> audit(plan p, const audit_options& options = {});

/// The same for several tables at once: each is checked as above, cells that mean the same agree in value and status, and all needs of all
/// tables are attacked with all that all tables tell, and by each witness as one table of all. Gives one for each released table, in order,
/// each with the summary of its own needs. An earlier release is taken as it is: only what it withheld is attacked; an unpublished table tells
/// only which codes are parts of which. Whom the parts' `inside` names attacks with what is theirs in all tables.
/// Errors: as above; cells with the name of their table.
[[nodiscard]] SDCKIT_API result<std::vector<class audited>> audit(linked_plan p, const audit_options& options = {});

class audited {
public:
    [[nodiscard]] const sdc::plan& plan() const noexcept { return plan_; }
    [[nodiscard]] const audit_summary& summary() const noexcept { return summary_; }

private:
    friend SDCKIT_API result<audited> audit(sdc::plan p, const audit_options& options);
    friend SDCKIT_API result<std::vector<audited>> audit(linked_plan p, const audit_options& options);
    audited(sdc::plan p, audit_summary s) : plan_(std::move(p)), summary_(s) {}

    sdc::plan plan_;
    audit_summary summary_;
};

} // namespace sdc::inline v0
