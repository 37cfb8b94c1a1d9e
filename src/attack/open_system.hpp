/// What is still open to an intruder after the easy inferences: for each connected component the
/// cells that are not yet fixed and the relations among them.
#pragma once

#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/solve/solvers.hpp>

#include <cstdint>
#include <limits>
#include <functional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

inline constexpr std::uint32_t no_component = std::numeric_limits<std::uint32_t>::max();

/// An entry of the matrix, seen from its row or from its column.
struct entry {
    std::uint32_t at; ///< The column, or the row.
    std::int64_t coefficient;
};

/// Rows row_low <= coefficients . x <= row_high in integers, columns low <= x <= high. Both ways
/// through the matrix are kept.
struct component {
    std::vector<cell_index>
        cells; ///< Ascending; one a column. Empty in parts that are cut out of another.
    std::vector<std::int64_t> low, high;
    std::vector<std::int64_t> row_low, row_high; ///< `unlimited` and its negative: no bound.
    std::vector<std::size_t> row_first{0}, column_first{0};
    std::vector<entry> row_entries, column_entries;
    const sdc::solvers* solvers = nullptr; ///< nullptr: `default_solvers()`.
    std::function<bool()> cancel = {};     ///< Of `run_control`.

    [[nodiscard]] std::uint32_t columns() const noexcept {
        return static_cast<std::uint32_t>(low.size());
    }
    [[nodiscard]] std::uint32_t rows() const noexcept {
        return static_cast<std::uint32_t>(row_low.size());
    }
    [[nodiscard]] std::span<const entry> row(std::uint32_t r) const noexcept {
        return std::span(row_entries).subspan(row_first[r], row_first[r + 1] - row_first[r]);
    }
    [[nodiscard]] std::span<const entry> column(std::uint32_t j) const noexcept {
        return std::span(column_entries)
            .subspan(column_first[j], column_first[j + 1] - column_first[j]);
    }
    void end_row(std::int64_t at_least, std::int64_t at_most) {
        row_first.push_back(row_entries.size());
        row_low.push_back(at_least);
        row_high.push_back(at_most);
    }
    /// Fills the columns' view from the rows'.
    void index_columns();
};

struct open_system {
    std::vector<std::int64_t> low, high; ///< Of every cell of every table, after propagation.
    std::vector<std::uint32_t> component_of, column_of;
    std::vector<component> components;

    [[nodiscard]] bool is_open(cell_index cell) const noexcept { return low[cell] < high[cell]; }
};

/// Propagates intervals through all relations and statements until nothing changes (or a fixed
/// number of visits: every bound stays valid), then splits what is open into components. Errors:
/// contradiction, overflow. O(dimensions x cells) and the visits.
[[nodiscard]] result<open_system> open(const knowledge& known);

} // namespace sdc::inline v0::detail
