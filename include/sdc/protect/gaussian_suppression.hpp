/// NO PROTECTION OF INTERVALS: the baseline that other packages call suppression. For comparison;
/// to protect, use `suppress`.
#pragma once

#include <sdc/config.hpp>
#include <sdc/protect/suppress.hpp>

#include <memory>

namespace sdc::inline v0 {

/// A plan that suppresses the unsafe cells and, in one pass, publishes the others, the dearest
/// first, unless a protected cell would then be a linear combination of published cells. Guarantee:
/// none of protection: whole and not negative values, feasibility intervals and internal intruders
/// are ignored, so an unsafe cell may follow exactly from what is published. The plan holds no
/// witness, its note says "No protection of intervals", and `audit` refuses it unless every
/// requirement happens to hold. `improvement_budget`, `threads` and the callbacks are not used.
/// Errors: bad_argument, duplicate, not_available and not_protectable as of `suppress`. Complexity:
/// about linear in the cells on tables with few unsafe ones, worst case cubic. Reference: Langsrud
/// (2024), Secondary cell suppression by Gaussian elimination.
[[nodiscard]] SDCKIT_API result<plan> gaussian_suppression(std::shared_ptr<const table> t,
                                                           const suppress_options& options);

} // namespace sdc::inline v0
