/// The attack on a plan, before anything of it is published.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/linked_plan.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

/// Which requirements are attacked by search beside those that no witness proves.
enum class attack_scope : std::uint8_t {
    sample, ///< If a witness proves each of them, up to 16, in an order fixed once and for all: a
            ///< check on the audit itself, not a part of the proof.
    all,    ///< All, as a second proof that shares no code with the first.
};

struct audit_options {
    run_control run = {};
    attack_scope attack = attack_scope::sample;
    unsigned threads = 1; ///< Components are attacked in parallel; results do not depend on it.
    std::uint64_t search_limit =
        100'000; ///< Nodes of integer search for each bound, counted in steps, not in seconds.
    const sdc::solvers* solvers = nullptr; ///< As `bounds_options::solvers`.
};

/// Attacks what `p` would publish: re-derives verdicts and requirements from the rules, checks that
/// flagged cells are suppressed and shown values follow their rules, checks each witness by
/// addition, and decides requirements without one by linear programs and integer search over all
/// that is public. All whom `p.intruders` names attack too, their own cells known.
/// Shares no search with the methods, nor what a witness must agree with; but tables and relations,
/// `evaluate`, `list_requirements`, what rules announce, `list_internal_intruders`, and solvers,
/// whose answers it checks in integers. Errors: not_proved (cell and rule, never a value);
/// bad_argument for a plan that is not well-formed; cancelled, if `run.cancel` says so. Complexity:
/// linear in the witnesses; `bounds` of what is attacked, for each intruder.
[[nodiscard]] SDCKIT_API result<audited> audit(plan p, const audit_options& options = {});

/// The same for several tables at once: each is checked as above, shared cells agree in value and
/// status, and all requirements of all tables are attacked with all that all tables imply, and by
/// each witness as one table of all. Gives one for each released table, in order, each with the
/// summary of its own requirements. An earlier release is taken as it is: only what it suppressed
/// is attacked; an unpublished table states only which codes are parts of which. The internal
/// intruders of the parts attack with their own contributions in all tables. Errors and complexity:
/// as above; cells with the name of their table.
[[nodiscard]] SDCKIT_API result<std::vector<audited>> audit(linked_plan p,
                                                            const audit_options& options = {});

} // namespace sdc::inline v0
