#include <sdc/protect/detail/exact/optimal.hpp>
#include <sdc/protect/detail/heuristic/engine.hpp>
#include <sdc/protect/detail/problem/canonical.hpp>
#include <sdc/protect/detail/problem/linked_problem.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/protect/optimal.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// The solvers that are kept for each requirement hold all cells that may change.
constexpr std::size_t largest_search = 5'000'000;

result<void> check_size(const detail::suppression_problem& p) {
    if (!p.solvers.integer)
        return error{.code = errc::not_available,
                     .message = "the optimal method needs an integer solver",
                     .wanted = "suppress_options.solvers.integer, or the library sdckit::sdckit"};
    const auto fixed = std::ranges::count_if(p.role, [](auto role) {
        return role == detail::cell_role::fixed || role == detail::cell_role::unused;
    });
    const auto size = p.requirements.size() * (p.size() - static_cast<std::size_t>(fixed));
    if (size <= largest_search) return {};
    return error{
        .code = errc::not_available,
        .message = "the optimal method is for small tables: requirements x cells that may change",
        .found = std::to_string(size),
        .wanted = "at most " + std::to_string(largest_search) + ", or the heuristic method"};
}

/// The heuristic solution, made cheaper.
result<detail::problem_solution> solve(const detail::suppression_problem& problem,
                                       const suppress_options& options,
                                       const optimal_options& search) {
    if (auto ok = check_size(problem); !ok) return ok.error();
    const auto start = detail::solve(problem, {.threads = options.threads,
                                               .improvement_budget = options.improvement_budget,
                                               .stop_improving = options.stop_improving,
                                               .run = options.run});
    bool cancelled = start.outcome == detail::problem_outcome::cancelled, cut = start.stopped_early;
    const auto cancel = [&] {
        cancelled = cancelled || (options.run.cancel && options.run.cancel());
        cut = cut || (options.stop_improving && options.stop_improving());
        return cancelled || cut;
    };
    auto found =
        detail::solve_exactly(problem, {.node_limit = search.node_limit,
                                        .start = &start,
                                        .run = {.cancel = cancel, .log = options.run.log}});
    if (cancelled)
        found.outcome = detail::problem_outcome::cancelled;
    else if (found.outcome == detail::problem_outcome::cancelled)
        found.outcome = start.outcome; // `stop_improving` before there was any plan
    if (found.open.empty()) found.open = start.open;
    // Of two reasons the one that says more.
    using outcome = detail::problem_outcome;
    if (found.outcome == outcome::impossible && start.outcome == outcome::unexplained)
        found.outcome = start.outcome;
    found.stopped_early = cut;
    return found;
}

} // namespace

result<plan> suppress_optimally(std::shared_ptr<const table> t, const suppress_options& options,
                                const optimal_options& search) {
    const detail::stage whole(options.run, "suppress optimally");
    auto p = detail::propose(std::move(t), options);
    if (!p) return p;
    const auto method = [&](const detail::suppression_problem& problem) {
        return solve(problem, options, search);
    };
    if (auto ok = detail::solve_canonically(*p, options, method); !ok) return ok.error();
    return p;
}

result<linked_plan> suppress_optimally(std::span<const linked_source> sources,
                                       const suppress_options& options,
                                       const optimal_options& search) {
    const detail::stage whole(options.run, "suppress linked tables optimally");
    auto p = detail::propose(sources, options);
    if (!p) return p.error();
    const auto method = [&](const detail::suppression_problem& problem) {
        return solve(problem, options, search);
    };
    if (auto ok = detail::solve_canonically(*p, options, method); !ok) return ok.error();
    return p;
}

result<plan> suppress_optimally(const table& t, const suppress_options& options,
                                const optimal_options& search) {
    return suppress_optimally(std::make_shared<const table>(t), options, search);
}

} // namespace sdc::inline v0
