#include <sdc/protect/detail/heuristic/gaussian_pass.hpp>
#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/problem/canonical.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <sdc/protect/gaussian_suppression.hpp>

#include <memory>
#include <utility>

namespace sdc::inline v0 {

result<plan> gaussian_suppression(std::shared_ptr<const table> t, const suppress_options& options) {
    auto p = detail::propose(std::move(t), options);
    if (!p) return p;
    const auto method = [](const detail::suppression_problem& problem) {
        auto found = detail::pattern(problem, detail::eliminate(problem)).solution();
        found.move_of.clear(); // it proves nothing
        return found;
    };
    if (auto ok = detail::solve_canonically(*p, options, method); !ok) return ok.error();
    p->by_gaussian_suppression = true;
    return p;
}

} // namespace sdc::inline v0
