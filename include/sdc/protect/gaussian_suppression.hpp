/// NO PROTECTION OF INTERVALS: the baseline that other packages call suppression. For comparison;
/// to protect, use `suppress`.
#pragma once

#include <sdc/config.hpp>
#include <sdc/protect/suppress.hpp>

#include <memory>

namespace sdc::inline v0 {

/// A plan that withholds the unsafe cells and, in one pass, publishes the others from the dearest
/// down, unless what a need asks about would then be a linear combination of published cells.
/// Guarantee: none of protection. That values are whole and not negative, intervals, and readers
/// inside are not looked at: an unsafe cell may follow exactly from what is published. The plan
/// holds no witness, its note says "No protection of intervals", and `audit` refuses it unless
/// every need happens to hold. To publish any one complement makes some need's cell a linear
/// combination of published cells; by rare chance of arithmetic modulo 2^31 - 1 it does not, and
/// where cells go together it need not. `effort`, `threads` and the callbacks are not used. Errors:
/// bad_argument, duplicate, not_available and not_protectable as of `suppress`, for options that
/// are refused; none for cells that cannot be protected. Deterministic: depends on table and
/// options only. Complexity: about linear in the cells on tables with few unsafe ones, worst case
/// cubic. Reference: Langsrud (2024), Secondary cell suppression by Gaussian elimination.
[[nodiscard]] SDCKIT_API result<plan> suppress_by_elimination(std::shared_ptr<const table> t,
                                                              const suppress_options& options);

} // namespace sdc::inline v0
