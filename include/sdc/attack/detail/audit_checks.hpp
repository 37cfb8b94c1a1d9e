/// What an audit checks of a plan before any attack: its form, its verdicts, what it shows, and its
/// witnesses by addition.
#pragma once

#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/plan/plan.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0::detail::audit_checks {

[[nodiscard]] sdc::error refuse(std::string message);
[[nodiscard]] sdc::error refuse(const plan& p, cell_index cell, const char* message,
                                const char* rule);
/// Positions are valid, and no requirement has two proofs that are not further.
[[nodiscard]] result<void> check_proofs(std::span<const protection_proof> proofs,
                                        std::size_t requirements, std::size_t witnesses);
[[nodiscard]] result<void> check_form(const plan& p);
[[nodiscard]] result<verdicts> evaluate_again(const plan& p);
[[nodiscard]] result<void> check_flagged(const plan& p, const verdicts& v);
[[nodiscard]] result<void> check_known(const plan& p, const verdicts& v);

/// All of the above; then the requirements, by the rules, which are those of the plan.
[[nodiscard]] result<std::vector<requirement>> derive_requirements(const plan& p);

/// One flag a requirement: a witness of the plan meets it. An invalid witness is an error, not a
/// gap to fill.
[[nodiscard]] result<std::vector<bool>> check_witnesses(const plan& p, const knowledge& known);

} // namespace sdc::inline v0::detail::audit_checks
