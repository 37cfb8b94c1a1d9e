/// The basis of a simplex method by sparse LU factors.
#pragma once

#include <sdc/config.hpp>
#include <sdc/solve/basis_factorisation.hpp>

#include <memory>

namespace sdc::inline v0 {

/// A dense inverse up to its limit, so that small bases give what they give without this; beyond
/// it LU factors (Eigen's SparseLU) with updates in product form, made anew every hundred updates.
/// Norms follow by recurrence, at one more solve for each update (Forrest and Goldfarb 1992).
/// Solves take O(entries of the factors and of the updates); up to 2,000 rows. Deterministic: sums
/// are formed in the same order on every machine.
[[nodiscard]] SDCKIT_API std::unique_ptr<basis_factorisation> make_sparse_lu();

} // namespace sdc::inline v0
