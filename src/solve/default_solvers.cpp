#include <sdc/solve/cbc.hpp>
#include <sdc/solve/clp.hpp>
#include <sdc/solve/solvers.hpp>
#include <sdc/solve/sparse_lu.hpp>

namespace sdc::inline v0 {

const solvers& default_solvers() {
    static const solvers linked{.linear = make_clp, .integer = make_cbc, .basis = make_sparse_lu};
    return linked;
}

} // namespace sdc::inline v0
