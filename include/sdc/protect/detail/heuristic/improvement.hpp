/// Making a proved pattern cheaper: complements are given back where other moves do without them,
/// or with cheaper ones.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_search.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <functional>

namespace sdc::inline v0::detail {

/// Dearest complements first, one at a time, again and again until that gains nothing; then several
/// near each other at once, chosen and priced by a fixed generator (large neighbourhood search,
/// Shaw 1998), until `work` columns of linear programs were spent. Every goal stays met.
/// `stop_improving`: asked between attempts; returns whether it said so. Deterministic without it.
[[nodiscard]] bool improve(pattern& s, move_search& finder, std::uint64_t work,
                           const std::function<bool()>& enough, const run_control& run);

} // namespace sdc::inline v0::detail
