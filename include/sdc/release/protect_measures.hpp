/// Several measures of the same people in one table, such as incidents and arrests.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/against_replay.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

struct counted_measure {
    std::string name = {}; ///< For errors.
    std::shared_ptr<const table> counts = {};
};

/// A plan for each measure. A cell that the rules flag as unsafe in one is a listed cell of all,
/// with a requirement in each. A cell that is suppressed in one is suppressed in all: a number
/// beside the marker would imply that no measure of the cell is small. Left out are structural
/// zeros, and zeros that the zero rule always shows. Guarantee: that of `method` for each plan,
/// whose witnesses stay valid where more is suppressed. Relations between measures are not
/// considered. Errors: those of `method`, with the name; bad_argument (fewer than two;
/// other dimensions or codes); not_available (internal intruders). Deterministic: depends on the
/// measures, their order and the options. Complexity: that of `method` for each.
[[nodiscard]] SDCKIT_API result<std::vector<plan>>
suppress_measures(std::span<const counted_measure> measures, const suppress_options& options,
                  const suppression_method& method = {});

/// A plan of `round` for each measure. Errors: those of `round`, with the measure's name;
/// bad_argument as above; not_available if a rule suppresses a cell in one measure and not in
/// another, since rounding suppresses nothing for the sake of others.
[[nodiscard]] SDCKIT_API result<std::vector<plan>>
round_measures(std::span<const counted_measure> measures, const round_options& options);

} // namespace sdc::inline v0
