/// A cross-classification without values: the dimensions and the cells that they span. Tables, plans, what is published and what a
/// reader knows share one.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/table/dimension.hpp>
#include <sdc/table/shape.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

class cube {
public:
    /// Errors: as `shape::make`; two dimensions of one name.
    [[nodiscard]] static result<std::shared_ptr<const cube>> make(std::vector<dimension> dimensions) {
        std::vector<code_index> extents;
        for (std::size_t d = 0; d < dimensions.size(); ++d) {
            extents.push_back(dimensions[d].codes.size());
            for (std::size_t e = 0; e < d; ++e) {
                if (dimensions[e].name == dimensions[d].name)
                    return error{.code = errc::duplicate, .message = "dimension given twice", .found = detail::quoted(dimensions[d].name)};
            }
        }
        const auto s = sdc::shape::make(extents);
        if (!s) return s.error();
        return std::shared_ptr<const cube>(new cube(std::move(dimensions), *s));
    }

    [[nodiscard]] std::span<const dimension> dimensions() const noexcept { return dimensions_; }
    [[nodiscard]] const sdc::shape& shape() const noexcept { return shape_; }
    [[nodiscard]] cell_index size() const noexcept { return shape_.size(); }
    [[nodiscard]] const hierarchy& codes(std::size_t d) const noexcept { return dimensions_[d].codes; }

    /// True if the cell is a sum of others: some coordinate is not a leaf.
    [[nodiscard]] bool is_margin(cell_index cell) const noexcept {
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            if (!codes(d).is_leaf(shape_.coordinate(cell, d))) return true;
        }
        return false;
    }

    [[nodiscard]] std::optional<std::size_t> find_dimension(std::string_view name) const noexcept {
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            if (dimensions_[d].name == name) return d;
        }
        return std::nullopt;
    }

    bool operator==(const cube& other) const { return dimensions_ == other.dimensions_; }

private:
    cube(std::vector<dimension> dimensions, sdc::shape s) : dimensions_(std::move(dimensions)), shape_(s) {}
    std::vector<dimension> dimensions_;
    sdc::shape shape_;
};

/// "month=2024-05, outcome=Total": how errors and reports name a cell. It holds codes only, never a value.
[[nodiscard]] inline std::string describe(const cube& c, cell_index cell) {
    std::string text;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (d != 0) text += ", ";
        text += detail::shorten(c.dimensions()[d].name) + "=" + detail::shorten(c.codes(d)[c.shape().coordinate(cell, d)].id);
    }
    return text;
}

} // namespace sdc::inline v0
