/// Which needs a pattern meets already, component by component.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_search.hpp>

#include <functional>

namespace sdc::inline v0::detail {

/// Looks for a move among what is suppressed for every open need, and adopts what it finds.
/// Components of suppressed cells are searched in parallel and adopted in order: what is adopted
/// does not depend on threads. Returns the work done. `stop`: asked between requirements, on any
/// thread.
[[nodiscard]] std::uint64_t certify(pattern& s, unsigned threads,
                                    const std::function<bool()>& stop);

} // namespace sdc::inline v0::detail
