#include <sdc/table/shape.hpp>

#include <span>
#include <string>

namespace sdc::inline v0 {

result<shape> shape::make(std::span<const code_index> extents) {
    if (extents.empty() || extents.size() > max_dimensions)
        return error{.code = errc::bad_argument,
                     .message = "number of dimensions",
                     .field = "dimensions",
                     .found = std::to_string(extents.size()),
                     .wanted = "1 to " + std::to_string(max_dimensions)};
    shape s;
    s.dimensions_ = extents.size();
    for (std::size_t d = extents.size(); d-- > 0;) {
        if (extents[d] == 0)
            return error{.code = errc::bad_argument,
                         .message = "a dimension without codes",
                         .field = "dimensions"};
        s.extent_[d] = extents[d];
        s.stride_[d] = s.size_;
        if (s.size_ > static_cast<cell_index>(unlimited) / extents[d])
            return error{.code = errc::overflow,
                         .message = "the table has more cells than 64 bits can number"};
        s.size_ *= extents[d];
    }
    return s;
}

cell_index shape::index(const coordinates& at) const noexcept {
    cell_index cell = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) cell += at[d] * stride_[d];
    return cell;
}

coordinates shape::at(cell_index cell) const noexcept {
    coordinates result{};
    for (std::size_t d = 0; d < dimensions_; ++d) result[d] = coordinate(cell, d);
    return result;
}

} // namespace sdc::inline v0
