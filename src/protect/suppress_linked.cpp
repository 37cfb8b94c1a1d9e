#include "canonical.hpp"
#include "engine.hpp"
#include "linked_problem.hpp"

#include <sdc/protect/suppress_linked.hpp>

#include <utility>

namespace sdc::inline v0 {

result<linked_plan> suppress(std::span<const linked_source> sources, const suppress_options& options) {
    auto p = detail::propose(sources, options);
    if (!p) return p.error();
    const detail::engine_options engine{
        .threads = options.threads, .effort = options.effort, .stop = options.stop, .enough = options.enough, .progress = options.progress};
    const auto method = [&](const detail::suppression_problem& problem) { return detail::solve(problem, engine); };
    if (auto ok = detail::solve_canonically(*p, options, method); !ok) return ok.error();
    return p;
}

} // namespace sdc::inline v0
