/// An additive table: a cube and dense columns over its cells. A value of this type is always
/// complete and additive.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What the values are: counts, or magnitudes as fixed-point decimals (12.50 with 2 decimals is
/// 1250).
struct measure {
    std::string name = "count";
    int decimals = 0;

    bool operator==(const measure&) const = default;
};

/// One entry per cell, margins included, in the order of `cells`. Empty columns are absent.
struct columns {
    std::vector<std::int64_t> values = {};
    std::vector<std::int64_t> contributors =
        {}; ///< Absent: a frequency table, each unit counted is one contributor.
    std::size_t largest_per_cell =
        0; ///< How many of the largest contributions are kept for each cell.
    std::vector<std::int64_t> largest =
        {}; ///< `largest_per_cell` entries a cell, non-increasing, padded with 0.
    std::vector<cell_index> structural_zeros =
        {}; ///< Leaf cells that cannot hold anybody (pregnant men), publicly known.
};

class SDCKIT_API table {
public:
    /// Errors: no cube, a column of the wrong length, a negative count, a structural zero that is
    /// not an empty leaf, `not_additive` naming the cell, the sum of its parts and the value found,
    /// `overflow`. Complexity: O(dimensions x cells).
    [[nodiscard]] static result<table> make(std::shared_ptr<const sdc::cube> c, columns data,
                                            sdc::measure m = {});

    [[nodiscard]] const sdc::cube& cube() const noexcept { return *cube_; }
    [[nodiscard]] const std::shared_ptr<const sdc::cube>& shared_cube() const noexcept {
        return cube_;
    }
    [[nodiscard]] const sdc::measure& measure() const noexcept { return measure_; }
    [[nodiscard]] cell_index size() const noexcept { return cube_->size(); }
    [[nodiscard]] std::span<const std::int64_t> values() const noexcept { return data_.values; }
    [[nodiscard]] std::int64_t value(cell_index cell) const noexcept { return data_.values[cell]; }
    /// The value of the cell in which every dimension is at its total.
    [[nodiscard]] std::int64_t grand_total() const noexcept { return data_.values[0]; }
    [[nodiscard]] bool is_frequency() const noexcept { return data_.contributors.empty(); }
    [[nodiscard]] std::int64_t contributors(cell_index cell) const noexcept {
        return is_frequency() ? data_.values[cell] : data_.contributors[cell];
    }
    [[nodiscard]] std::span<const std::int64_t> largest(cell_index cell) const noexcept;
    /// True for the leaves given as such and for margins over nothing else.
    /// Ascending, margins over nothing else among them.
    [[nodiscard]] std::span<const cell_index> structural_zeros() const noexcept {
        return data_.structural_zeros;
    }
    [[nodiscard]] bool is_structural_zero(cell_index cell) const noexcept {
        return std::ranges::binary_search(data_.structural_zeros, cell);
    }

private:
    table(std::shared_ptr<const sdc::cube> c, columns data, sdc::measure m)
        : cube_(std::move(c)), data_(std::move(data)), measure_(std::move(m)) {}

    std::shared_ptr<const sdc::cube> cube_;
    columns data_;
    sdc::measure measure_;
};

[[nodiscard]] inline std::string describe(const table& t, cell_index cell) {
    return describe(t.cube(), cell);
}
[[nodiscard]] inline cell_range cells(const table& t) { return cells(t.cube()); }

/// The first relation that a column of values breaks: its cell, the sum of its parts, the value
/// found. O(dimensions x cells).
[[nodiscard]] SDCKIT_API result<void> check_additive(const cube& c,
                                                     std::span<const std::int64_t> values);

namespace detail {

SDCKIT_API result<void> check_lengths(const cube& c, const columns& data);

SDCKIT_API result<void> check_counts(const cube& c, const columns& data);

/// Adds the margins over nothing but structural zeros and sorts; the column then answers by binary
/// search.
SDCKIT_API result<void> complete_structural_zeros(const cube& c, columns& data);

} // namespace detail

} // namespace sdc::inline v0
