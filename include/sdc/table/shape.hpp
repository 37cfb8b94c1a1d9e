/// Coordinates to linear index and back, row-major, overflow-checked once when the shape is made.
#pragma once

#include <sdc/error.hpp>
#include <sdc/fwd.hpp>

#include <array>
#include <span>
#include <string>

namespace sdc::inline v0 {

/// The code of each dimension of one cell; entries beyond the number of dimensions are 0.
using coordinates = std::array<code_index, max_dimensions>;

class shape {
public:
    /// Extents are numbers of codes, margins included. Errors: none or more than `max_dimensions` dimensions, an empty dimension,
    /// more than 2^63 - 1 cells.
    [[nodiscard]] static result<shape> make(std::span<const code_index> extents) {
        if (extents.empty() || extents.size() > max_dimensions)
            return error{.code = errc::bad_argument, .message = "number of dimensions", .found = std::to_string(extents.size()),
                         .wanted = "1 to " + std::to_string(max_dimensions)};
        shape s;
        s.dimensions_ = extents.size();
        for (std::size_t d = extents.size(); d-- > 0;) {
            if (extents[d] == 0) return error{.code = errc::bad_argument, .message = "a dimension without codes"};
            s.extent_[d] = extents[d];
            s.stride_[d] = s.size_;
            if (s.size_ > static_cast<cell_index>(unlimited) / extents[d])
                return error{.code = errc::overflow, .message = "the table has more cells than 64 bits can number"};
            s.size_ *= extents[d];
        }
        return s;
    }

    [[nodiscard]] std::size_t dimensions() const noexcept { return dimensions_; }
    [[nodiscard]] cell_index size() const noexcept { return size_; }
    [[nodiscard]] code_index extent(std::size_t d) const noexcept { return extent_[d]; }
    [[nodiscard]] cell_index stride(std::size_t d) const noexcept { return stride_[d]; }

    [[nodiscard]] cell_index index(const coordinates& at) const noexcept {
        cell_index cell = 0;
        for (std::size_t d = 0; d < dimensions_; ++d) cell += at[d] * stride_[d];
        return cell;
    }
    [[nodiscard]] code_index coordinate(cell_index cell, std::size_t d) const noexcept {
        return static_cast<code_index>(cell / stride_[d] % extent_[d]);
    }
    [[nodiscard]] coordinates at(cell_index cell) const noexcept {
        coordinates result{};
        for (std::size_t d = 0; d < dimensions_; ++d) result[d] = coordinate(cell, d);
        return result;
    }

    bool operator==(const shape&) const = default;

private:
    shape() = default;
    std::size_t dimensions_ = 0;
    cell_index size_ = 1;
    std::array<code_index, max_dimensions> extent_{};
    std::array<cell_index, max_dimensions> stride_{};
};

} // namespace sdc::inline v0
