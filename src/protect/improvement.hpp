/// Making a proved pattern cheaper: complements are given back where other moves do without them, or with cheaper ones.
#pragma once

#include "move_search.hpp"
#include "pattern.hpp"

#include <cstdint>
#include <functional>

namespace sdc::inline v0::detail {

/// Dearest complements first, again and again until nothing is gained or `work` columns of linear programs were spent. Every goal stays
/// met. `enough`: asked between complements; returns whether it said so.
[[nodiscard]] bool improve(pattern& s, move_search& finder, std::uint64_t work, const std::function<bool()>& enough);

} // namespace sdc::inline v0::detail
