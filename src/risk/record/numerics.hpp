/// Boost.Math as it is used here: in double precision on every machine, and without exceptions.
#pragma once

#include <boost/math/policies/policy.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <cstdint>

namespace sdc::inline v0::detail {

using quiet = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>,
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

/// Where `f` becomes 0 or less, to a few units in the last place: it is above 0 at `low` and not at
/// `high`, and crosses 0 once. Source: Alefeld, Potra and Shi (1995), Algorithm 748.
template <class F>
[[nodiscard]] double root_between(F f, double low, double high) {
    std::uintmax_t steps = 200;
    return boost::math::tools::toms748_solve(
               f, low, high, boost::math::tools::eps_tolerance<double>(), steps, quiet())
        .first;
}

} // namespace sdc::inline v0::detail
