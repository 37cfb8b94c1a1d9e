/// A table that may leave the house. Only `publish` makes one, only from an audited plan, and it no longer holds withheld values.
#pragma once

#include <sdc/attack/audited.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

class published {
public:
    [[nodiscard]] const sdc::cube& cube() const noexcept { return *cube_; }
    [[nodiscard]] const sdc::measure& measure() const noexcept { return measure_; }
    /// The measure's name, with the method's suffix where the numbers are not true values ("count_nearest5").
    [[nodiscard]] std::string column_name() const { return measure_.name + method_.suffix; }
    [[nodiscard]] const public_cell& operator[](cell_index cell) const noexcept { return cells_[cell]; }
    [[nodiscard]] const std::string& label(const public_cell& cell) const noexcept { return labels_[cell.label]; }
    [[nodiscard]] const method_note& method() const noexcept { return method_; }

private:
    friend published publish(const audited& proof);
    published(std::shared_ptr<const sdc::cube> c, sdc::measure m, method_note method)
        : cube_(std::move(c)), measure_(std::move(m)), method_(std::move(method)) {}

    std::shared_ptr<const sdc::cube> cube_;
    sdc::measure measure_;
    method_note method_;
    std::vector<public_cell> cells_;
    std::vector<std::string> labels_;
};

/// Takes the public face of every cell; nothing else of the plan is kept. O(cells).
[[nodiscard]] inline published publish(const audited& proof) {
    const auto& p = proof.plan();
    published release(p.source->shared_cube(), p.source->measure(), note_of(p));
    release.cells_.reserve(p.status.size());
    for (cell_index cell = 0; cell < p.status.size(); ++cell) release.cells_.push_back(face(p, cell));
    if (p.bands) {
        for (const auto& b : p.bands->bands) release.labels_.push_back(b.label);
    }
    return release;
}

} // namespace sdc::inline v0
