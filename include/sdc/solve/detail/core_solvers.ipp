#include <sdc/solve/dense_simplex.hpp>
#include <sdc/solve/solvers.hpp>

namespace sdc::inline v0 {

const solvers& default_solvers() {
    static const solvers own{.linear = make_dense_simplex};
    return own;
}

} // namespace sdc::inline v0
