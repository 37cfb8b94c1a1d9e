/// A table that may leave the house. Only `publish` makes one, only from an audited plan, and it no
/// longer holds suppressed values.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/plan/method_note.hpp>
#include <sdc/plan/published_value.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

class published {
public:
    [[nodiscard]] const sdc::cube& cube() const noexcept { return *cube_; }
    [[nodiscard]] const sdc::measure& measure() const noexcept { return measure_; }
    /// The measure's name, with the method's suffix where the numbers are not true values
    /// ("count_nearest5").
    [[nodiscard]] std::string column_name() const { return measure_.name + method_.suffix; }
    [[nodiscard]] const public_cell& operator[](cell_index cell) const noexcept {
        return cells_[cell];
    }
    /// The release has the cell, be it as a marker.
    [[nodiscard]] bool has(cell_index cell) const noexcept {
        return cells_[cell].shows != public_cell::kind::unpublished;
    }
    [[nodiscard]] const std::string& label(const public_cell& cell) const noexcept {
        return labels_[cell.label];
    }
    [[nodiscard]] const method_note& method() const noexcept { return method_; }

private:
    friend published publish(const audited& proof);
    friend published merge(std::shared_ptr<const sdc::cube> c, std::span<const published> parts);
    published(std::shared_ptr<const sdc::cube> c, sdc::measure m, method_note method)
        : cube_(std::move(c)), measure_(std::move(m)), method_(std::move(method)) {}

    std::shared_ptr<const sdc::cube> cube_;
    sdc::measure measure_;
    method_note method_;
    std::vector<public_cell> cells_;
    std::vector<std::string> labels_;
};

/// Takes the published value of every cell; nothing else of the plan is kept. O(cells).
[[nodiscard]] SDCKIT_API published publish(const audited& proof);

/// One release of several of one measure: of each cell of `c` what the first of them shows that has
/// the codes; a cell that none has is not published. Preconditions: there is a part, all have the
/// dimensions of `c` in its order, and none has labels. O(cells x parts x dimensions).
[[nodiscard]] SDCKIT_API published merge(std::shared_ptr<const sdc::cube> c,
                                         std::span<const published> parts);

} // namespace sdc::inline v0
