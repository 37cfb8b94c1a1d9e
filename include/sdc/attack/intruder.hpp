/// The attack of readers who are in the table themselves, and so know more than it says.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/inside.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What somebody inside learns and an outsider does not.
struct lesson {
    std::size_t who = 0;                     ///< Position among the intruders.
    std::size_t need = 0;                    ///< Position among the needs.
    reach reached = reach::impossible;       ///< impossible or undecided.
    interval reader = {};                    ///< What is left of the protected cell for them.

    bool operator==(const lesson&) const = default;
};

/// Holds every need against everyone of `inside` with their own units known. `outside` is what `find_witnesses` answered for the same
/// needs and start: a need that is not possible for an outsider is not asked again, and a witness that leaves an intruder's cells alone
/// holds against them, too; so only the rest is attacked. `further`: (need, position in `outside.witnesses`), in any order, of witnesses that
/// the asker has beside and has checked. Nobody learns anything of a cell that is all theirs, and of a cell that holds
/// own units they may know as many as they have. Own cells are leaf cells of the first table; or, as `find_inside` of linked tables names them,
/// of all, and then needs are of first cells that mean the same. In the order of intruders and needs. Errors: as `bounds`; bad_argument without
/// a start or for a further witness that is not there.
[[nodiscard]] SDCKIT_API result<std::vector<lesson>> attack_from_inside(const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside,
                                                                        const answers& outside, const bounds_options& options,
                                                                        std::span<const std::pair<std::uint32_t, std::uint32_t>> further = {});

} // namespace sdc::inline v0
