/// Linear programs of some hundred rows, with the standard library alone.
#pragma once

#include <sdc/config.hpp>
#include <sdc/solve/linear_program.hpp>

#include <memory>

namespace sdc::inline v0 {

/// The primal simplex method for columns with bounds (Dantzig 1963, section 18.1) on a dense
/// inverse of the basis, which is made anew every hundred steps. Starts from where the last solve
/// ended. `failed` after 200 steps a row and column. Memory O(rows^2); a step O(rows^2 + entries).
/// Deterministic. Thread-safe as long as each program is used by one thread at a time.
[[nodiscard]] SDCKIT_API std::unique_ptr<linear_program> make_dense_simplex(const program& p);

} // namespace sdc::inline v0
