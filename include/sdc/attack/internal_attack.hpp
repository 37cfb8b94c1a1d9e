/// The attack of readers who are in the table themselves, and so know more than it says.
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

/// What somebody inside learns and an outsider does not.
struct disclosure {
    std::size_t who = 0;                           ///< Position among the intruders.
    std::size_t requirement = 0;                   ///< Position among the needs.
    feasibility reached = feasibility::infeasible; ///< impossible or undecided.
    interval known = {};                           ///< What is left of the protected cell for them.

    bool operator==(const disclosure&) const = default;
};

/// Holds every need against everyone of `inside` with their own units known. `outside` is what
/// `find_witnesses` answered for the same needs and start: a need that is not possible for an
/// outsider is not asked again, and a witness that leaves an intruder's cells alone holds against
/// them, too; so only the rest is attacked. `further`: (need, position in `outside.witnesses`), in
/// any order, of witnesses that the asker has beside and has checked. Nobody learns anything of a
/// cell that is all theirs, and of a cell that holds own units they may know as many as they have.
/// Own cells are leaf cells of the first table; or, as `list_internal_intruders` of linked tables
/// names them, of all, and then needs are of first cells that mean the same. In the order of
/// intruders and needs. Errors: as `bounds`; bad_argument without a start or for a further witness
/// that is not there.
[[nodiscard]] SDCKIT_API result<std::vector<disclosure>>
attack_by_internal_intruders(const knowledge& known, std::span<const requirement> requirements,
                             std::span<const intruder> intruders, const feasibility_result& outside,
                             const bounds_options& options,
                             std::span<const std::pair<std::uint32_t, std::uint32_t>> further = {});

} // namespace sdc::inline v0
