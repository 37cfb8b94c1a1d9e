/// The audit that needs no solver.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>

namespace sdc::inline v0 {

/// Checks a plan by the witnesses that it brings: re-derives verdicts and requirements from the
/// rules, checks that every flagged cell is suppressed and every published value follows its rule,
/// and that a witness meets every requirement, by addition. It searches for nothing: `audit`
/// attacks as well. What it shares with the methods: as `audit`, without solvers and intruders.
/// Guarantee: as `audit`. Errors: not_proved, naming the cell, for a requirement without a witness
/// that meets it; not_available for bands and for internal intruders, which `audit` attacks;
/// bad_argument for a plan that is not well-formed.
/// Complexity: O(cells x rules + terms of the witnesses x dimensions).
[[nodiscard]] SDCKIT_API result<audited> audit_by_witnesses(plan p);

} // namespace sdc::inline v0
