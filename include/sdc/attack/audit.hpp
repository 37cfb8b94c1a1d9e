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

struct audit_options {
    run_control run = {};
    unsigned threads = 1; ///< Components are attacked in parallel; results do not depend on it.
    std::uint64_t search_limit =
        100'000; ///< Nodes of integer search for each bound, counted in steps, not in seconds.
    const sdc::solvers* solvers = nullptr; ///< As `bounds_options::solvers`.
};

/// Attacks what `p` would publish, with code that shares nothing with the methods: re-derives
/// verdicts and needs from the rules, checks that every flagged cell is withheld and every shown
/// value follows its rule, checks each witness by addition, and bounds every need by linear
/// programs and integer search over all that is public. Everybody whom `p.intruders` names attacks
/// as well, with their own cells known. Errors: not_proved (cell and rule, never a value);
/// bad_argument for a plan that is not well-formed.
[[nodiscard]] SDCKIT_API result<audited> audit(plan p, const audit_options& options = {});

/// The same for several tables at once: each is checked as above, cells that mean the same agree in
/// value and status, and all needs of all tables are attacked with all that all tables tell, and by
/// each witness as one table of all. Gives one for each released table, in order, each with the
/// summary of its own needs. An earlier release is taken as it is: only what it withheld is
/// attacked; an unpublished table tells only which codes are parts of which. Whom the parts'
/// `inside` names attacks with what is theirs in all tables. Errors: as above; cells with the name
/// of their table.
[[nodiscard]] SDCKIT_API result<std::vector<audited>> audit(linked_plan p,
                                                            const audit_options& options = {});

} // namespace sdc::inline v0
