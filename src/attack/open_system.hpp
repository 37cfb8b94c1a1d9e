/// What is still open to a reader after the easy inferences: for each connected component the cells that are not yet fixed and the
/// relations among them.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/error.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace sdc::inline v0::detail {

inline constexpr std::uint32_t no_component = std::numeric_limits<std::uint32_t>::max();

/// Rows low <= coefficients . x <= high in integers; columns are positions in `cells`.
struct component {
    std::vector<cell_index> cells; ///< Ascending.
    std::vector<std::size_t> row_first{0};
    std::vector<std::uint32_t> entry_column;
    std::vector<std::int64_t> entry_coefficient;
    std::vector<std::int64_t> row_low, row_high; ///< `unlimited` and its negative: no bound.
};

struct open_system {
    std::vector<std::int64_t> low, high; ///< Of every cell, after propagation.
    std::vector<std::uint32_t> component_of, column_of;
    std::vector<component> components;

    [[nodiscard]] bool is_open(cell_index cell) const noexcept { return low[cell] < high[cell]; }
};

/// Propagates intervals through all relations and statements until nothing changes (or a fixed number of visits: every bound stays
/// valid), then splits what is open into components. Errors: contradiction, overflow. O(dimensions x cells) and the visits.
[[nodiscard]] result<open_system> open(const knowledge& reader);

} // namespace sdc::inline v0::detail
