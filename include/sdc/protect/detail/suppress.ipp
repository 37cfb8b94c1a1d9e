#include <sdc/protect/detail/heuristic/engine.hpp>
#include <sdc/protect/detail/problem/canonical.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/protect/suppress.hpp>

#include <memory>
#include <utility>

namespace sdc::inline v0 {

result<plan> suppress(std::shared_ptr<const table> t, const suppress_options& options) {
    const detail::stage whole(options.run, "suppress");
    auto p = detail::propose(std::move(t), options);
    if (!p) return p;
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

result<plan> suppress(const table& t, const suppress_options& options) {
    return suppress(std::make_shared<const table>(t), options);
}

} // namespace sdc::inline v0
