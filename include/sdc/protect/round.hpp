/// Rounding by bands: every cell, margins included, is rounded from its true value.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>

#include <memory>
#include <vector>

namespace sdc::inline v0 {

struct round_options {
    banding bands = {};
    std::vector<rule> rules =
        {}; ///< Cells that these flag are suppressed; the bands decide what the others show.
    sdc::protection protection = {}; ///< Cover or exact.
    std::vector<bool> unpublished =
        {}; ///< One flag a cell, or none: cells that the release does not have.
};

/// A plan in which each cell that a rule flags is suppressed, and every other shows `apply(bands,
/// value)`. Its requirements: `list_banded_requirements`. It holds no witnesses: the audit looks
/// for its own. Nothing is suppressed to protect others, so many tables with exact or finely
/// rounded margins do not pass the audit. Errors: bad_argument if a rule is refused; those of
/// `check_banded`. Complexity: O(cells x (rules x dimensions x depth + log bands)).
[[nodiscard]] SDCKIT_API result<plan> round(std::shared_ptr<const table> t,
                                            const round_options& options);
[[nodiscard]] inline result<plan> round(const table& t, const round_options& options) {
    return round(std::make_shared<const table>(t), options);
}

} // namespace sdc::inline v0
