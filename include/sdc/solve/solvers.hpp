/// The solvers that a method or an attack uses: injected, so that the core needs none from outside.
#pragma once

#include <sdc/config.hpp>
#include <sdc/solve/basis_factorisation.hpp>
#include <sdc/solve/dense_inverse.hpp>
#include <sdc/solve/integer_program.hpp>
#include <sdc/solve/linear_program.hpp>

#include <functional>
#include <memory>

namespace sdc::inline v0 {

/// How programs are loaded. What a solver answers is checked in integers and never taken for a
/// proof, so a wrong solver can only lead to fewer releases, never to an unsafe one; the lower
/// bound of the optimal method rests on it.
struct solvers {
    std::function<std::unique_ptr<linear_program>(const program&)> linear = {};
    /// Empty: no exact method.
    std::function<std::unique_ptr<integer_program>(const program&)> integer = {};
    /// Of a basis of no rows, for the search that looks at a whole table at once.
    std::function<std::unique_ptr<basis_factorisation>()> basis = make_dense_inverse;
};

/// Those that are linked: Clp, Cbc and `make_sparse_lu` with `sdckit::sdckit`;
/// `make_dense_simplex`, no integer solver and `make_dense_inverse` in the core.
[[nodiscard]] SDCKIT_API const solvers& default_solvers();

} // namespace sdc::inline v0
