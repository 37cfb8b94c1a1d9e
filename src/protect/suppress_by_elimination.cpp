#include "elimination.hpp"
#include "pattern.hpp"
#include "table_problem.hpp"

#include <sdc/protect/elimination.hpp>

#include <utility>

namespace sdc::inline v0 {

result<plan> suppress_by_elimination(std::shared_ptr<const table> t, const suppress_options& options) {
    auto p = detail::propose(std::move(t), options);
    if (!p) return p;
    const auto problem = detail::make_problem(*p, options);
    if (!problem) return problem.error();
    auto found = detail::pattern(*problem, detail::eliminate(*problem)).solution();
    found.move_of.clear(); // it proves nothing
    if (auto ok = detail::complete(*p, *problem, found, options); !ok) return ok.error();
    p->by_elimination = true;
    return p;
}

} // namespace sdc::inline v0
