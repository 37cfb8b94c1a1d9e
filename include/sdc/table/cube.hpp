/// A cross-classification without values: the dimensions and the cells that they span. Tables,
/// plans, what is published and what an intruder knows share one.
#pragma once

#include <sdc/config.hpp>
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

class SDCKIT_API cube {
public:
    /// Errors: as `shape::make`; two dimensions of one name.
    [[nodiscard]] static result<std::shared_ptr<const cube>>
    make(std::vector<dimension> dimensions);

    [[nodiscard]] std::span<const dimension> dimensions() const noexcept { return dimensions_; }
    [[nodiscard]] const sdc::shape& shape() const noexcept { return shape_; }
    [[nodiscard]] cell_index size() const noexcept { return shape_.size(); }
    [[nodiscard]] const hierarchy& codes(std::size_t d) const noexcept {
        return dimensions_[d].codes;
    }

    /// True if the cell is a sum of others: some coordinate is not a leaf.
    [[nodiscard]] bool is_margin(cell_index cell) const noexcept;

    [[nodiscard]] std::optional<std::size_t> find_dimension(std::string_view name) const noexcept;

    bool operator==(const cube& other) const { return dimensions_ == other.dimensions_; }

private:
    cube(std::vector<dimension> dimensions, sdc::shape s)
        : dimensions_(std::move(dimensions)), shape_(s) {}
    std::vector<dimension> dimensions_;
    sdc::shape shape_;
};

/// "month=2024-05, outcome=Total": how errors and reports name a cell. It holds codes only, never a
/// value.
[[nodiscard]] SDCKIT_API std::string describe(const cube& c, cell_index cell);

} // namespace sdc::inline v0
