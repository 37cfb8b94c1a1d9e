/// The basis of a simplex method as a dense inverse, with the standard library alone.
#pragma once

#include <sdc/config.hpp>
#include <sdc/solve/basis_factorisation.hpp>

#include <memory>

namespace sdc::inline v0 {

/// Updated by Gauss-Jordan steps that leave out what is 0; the norms are those of its rows. Solves
/// take O(rows x entries), updates at most O(rows^2), memory O(rows^2); up to 700 rows.
/// Deterministic.
[[nodiscard]] SDCKIT_API std::unique_ptr<basis_factorisation> make_dense_inverse();

} // namespace sdc::inline v0
