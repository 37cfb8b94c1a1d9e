/// The attack by internal intruders, who know their own contributions.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/intruder/internal_intruders.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What an internal intruder learns and an external intruder does not.
struct disclosure {
    std::size_t who = 0;                                    ///< Position among the intruders.
    std::size_t requirement = 0;                            ///< Position among the requirements.
    sdc::feasibility feasibility = feasibility::infeasible; ///< infeasible or undecided.
    interval feasibility_interval = {};                     ///< Of the protected cell, for them.

    bool operator==(const disclosure&) const = default;
};

/// Attacks every requirement once for each internal intruder, whose own contribution is known.
/// `external` is what `find_witnesses` returned for the same requirements and start: what is
/// feasible there, and has no witness that leaves the intruder's cells as they are, is attacked
/// again. `further`: proofs by further witnesses of `external`, which the caller has checked, in
/// any order. Own cells are leaf cells of the first table; of linked tables, as
/// `list_internal_intruders` names them, of all, and requirements are of first shared cells. The
/// result is in the order of intruders and requirements. Errors: as `bounds`; bad_argument without
/// a start or for a further witness that does not exist; cancelled, too. Complexity: at most
/// `bounds` for each requirement and intruder.
[[nodiscard]] SDCKIT_API result<std::vector<disclosure>>
attack_by_internal_intruders(const knowledge& known, std::span<const requirement> requirements,
                             std::span<const intruder> intruders,
                             const feasibility_result& external, const bounds_options& options,
                             std::span<const protection_proof> further = {});

} // namespace sdc::inline v0
