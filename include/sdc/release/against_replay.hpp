/// Suppression that an intruder who has the program learns less from.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/protect/suppress.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace sdc::inline v0 {

/// `suppress`, `suppress_optimally`, or another method of the same errors.
using suppression_method =
    std::function<result<plan>(std::shared_ptr<const table>, const suppress_options&)>;

struct against_replay_options {
    suppression_method method = {}; ///< Empty: `suppress`.
    std::uint32_t one_in = 16;      ///< Of the cells that could be published one in so many is
                                    ///< suppressed, too, chosen by the key; 0: none.
};

struct guarded_plan {
    sdc::plan plan;
    std::string made_by =
        {}; ///< What was done, in words for the private record; the key is not in it.
};

/// A plan of `method`, changed so that running the method on other tables (see `replay`) excludes
/// fewer of them: costs are perturbed by the key; a suppressed cell whose feasibility interval
/// holds a value below the threshold is protected like an unsafe one, as far as possible; and
/// further cells are suppressed that protect nothing. Guarantee: that of `method`. How much less is
/// learned is measured, not proved: docs/replay.md. Only thresholds are protected further, not
/// group disclosure or listed cells. Errors: those of `method`; bad_argument without a key;
/// not_available against internal intruders. Deterministic: depends on table and options, the key
/// among them. Complexity: a few runs of `method`, and of `bounds` on the complements.
[[nodiscard]] SDCKIT_API result<guarded_plan>
suppress_against_replay(std::shared_ptr<const table> t, const suppress_options& options,
                        const against_replay_options& how = {});

} // namespace sdc::inline v0
