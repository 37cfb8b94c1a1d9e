#include <sdc/protect/detail/heuristic/engine.hpp>
#include <sdc/protect/detail/problem/canonical.hpp>
#include <sdc/protect/detail/problem/linked_problem.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/protect/suppress_linked.hpp>

namespace sdc::inline v0 {

result<linked_plan> suppress(std::span<const linked_source> sources,
                             const suppress_options& options) {
    detail::stage whole(options.run, "suppress linked tables");
    whole.note(sources.size(), " tables");
    auto p = detail::propose(sources, options);
    if (!p) return p.error();
    const detail::engine_options engine{.threads = options.threads,
                                        .improvement_budget = options.improvement_budget,
                                        .stop_improving = options.stop_improving,
                                        .run = options.run};
    const auto method = [&](const detail::suppression_problem& problem) {
        return detail::solve(problem, engine);
    };
    if (auto ok = detail::solve_canonically(*p, options, method); !ok) return ok.error();
    return p;
}

} // namespace sdc::inline v0
