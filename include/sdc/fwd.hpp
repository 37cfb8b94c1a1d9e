/// Forward declarations, index types and the few constants that every floor shares.
#pragma once

#include <sdc/config.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace sdc::inline v0 {

/// Position of a code in the pre-order of its hierarchy; 0 is the root (the total).
using code_index = std::uint32_t;

/// Position of a cell in the row-major order over the full product of codes, margins included.
using cell_index = std::uint64_t;

inline constexpr cell_index no_cell = std::numeric_limits<cell_index>::max();

/// A bound that nothing public limits.
inline constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

/// Coordinates are kept in place, without allocation; a table of more dimensions than this is
/// refused.
inline constexpr std::size_t max_dimensions = 16;

class hierarchy;
struct dimension;
class shape;
class cube;
class table;
struct records;
class verdicts;
struct plan;
class knowledge;
class audited;
class published;
class linear_program;
struct solvers;

} // namespace sdc::inline v0
