#include "engine.hpp"
#include "table_problem.hpp"

#include <sdc/protect/suppress.hpp>

#include <utility>

namespace sdc::inline v0 {

result<plan> suppress(std::shared_ptr<const table> t, const suppress_options& options) {
    auto p = detail::propose(std::move(t), options);
    if (!p) return p;
    const auto problem = detail::make_problem(*p, options);
    if (!problem) return problem.error();
    const auto found = detail::solve(
        *problem, {.threads = options.threads, .effort = options.effort, .stop = options.stop, .enough = options.enough, .progress = options.progress});
    if (auto ok = detail::complete(*p, *problem, found, options); !ok) return ok.error();
    return p;
}

result<plan> suppress(const table& t, const suppress_options& options) { return suppress(std::make_shared<const table>(t), options); }

} // namespace sdc::inline v0
