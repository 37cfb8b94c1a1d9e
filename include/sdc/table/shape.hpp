/// Coordinates to linear index and back, row-major, overflow-checked once when the shape is made.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>

#include <array>
#include <span>

namespace sdc::inline v0 {

/// The code of each dimension of one cell; entries beyond the number of dimensions are 0.
using coordinates = std::array<code_index, max_dimensions>;

class SDCKIT_API shape {
public:
    /// Extents are numbers of codes, margins included. Errors: none or more than `max_dimensions`
    /// dimensions, an empty dimension, more than 2^63 - 1 cells.
    [[nodiscard]] static result<shape> make(std::span<const code_index> extents);

    [[nodiscard]] std::size_t dimensions() const noexcept { return dimensions_; }
    [[nodiscard]] cell_index size() const noexcept { return size_; }
    [[nodiscard]] code_index extent(std::size_t d) const noexcept { return extent_[d]; }
    [[nodiscard]] cell_index stride(std::size_t d) const noexcept { return stride_[d]; }

    [[nodiscard]] cell_index index(const coordinates& at) const noexcept;
    [[nodiscard]] code_index coordinate(cell_index cell, std::size_t d) const noexcept {
        return static_cast<code_index>(cell / stride_[d] % extent_[d]);
    }
    [[nodiscard]] coordinates at(cell_index cell) const noexcept;

    bool operator==(const shape&) const = default;

private:
    shape() = default;
    std::size_t dimensions_ = 0;
    cell_index size_ = 1;
    std::array<code_index, max_dimensions> extent_{};
    std::array<cell_index, max_dimensions> stride_{};
};

} // namespace sdc::inline v0
