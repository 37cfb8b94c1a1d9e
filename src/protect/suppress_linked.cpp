#include "engine.hpp"
#include "linked_problem.hpp"

#include <sdc/protect/suppress_linked.hpp>

#include <utility>

namespace sdc::inline v0 {

result<linked_plan> suppress(std::span<const linked_source> sources, const suppress_options& options) {
    auto p = detail::propose(sources, options);
    if (!p) return p.error();
    const auto problem = detail::make_problem(*p, options);
    if (!problem) return problem.error();
    const auto found = detail::solve(problem->system, {.threads = options.threads, .effort = options.effort, .stop = options.stop,
                                                       .enough = options.enough, .progress = options.progress});
    if (auto ok = detail::complete(*p, *problem, found, options); !ok) return ok.error();
    return p;
}

} // namespace sdc::inline v0
