/// A plan as everybody sees it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

/// What everybody sees of the suppression that a plan proposes (a `release_view`). The plan
/// outlives it.
class SDCKIT_API plan_view {
public:
    explicit plan_view(const plan& p) : plan_(&p) {
        const auto unpublished = unpublished_of(p.status);
        for (std::size_t d = 0; d < cube().dimensions().size(); ++d) {
            last_.push_back(detail::last_shown_codes(cube(), unpublished, d));
            occur_.push_back(cube().dimensions()[d].codes_from_data && all_occur(d));
        }
    }

    [[nodiscard]] const sdc::cube& cube() const noexcept { return plan_->source->cube(); }
    [[nodiscard]] bool is_suppressed(cell_index cell) const noexcept {
        return sdc::is_suppressed(plan_->status[cell]);
    }
    [[nodiscard]] bool is_structural_zero(cell_index cell) const noexcept {
        return plan_->source->is_structural_zero(cell);
    }
    [[nodiscard]] std::int64_t low(cell_index cell) const noexcept {
        return is_unpublished(cell) ? 0 : plan_->source->contributors(cell);
    }
    [[nodiscard]] std::int64_t high(cell_index cell) const noexcept {
        return is_unpublished(cell) ? unlimited : plan_->source->contributors(cell);
    }
    [[nodiscard]] bool is_unpublished(cell_index cell) const noexcept {
        return plan_->status[cell] == cell_status::unpublished &&
               !plan_->source->is_structural_zero(cell);
    }
    [[nodiscard]] bool codes_occur(std::size_t d) const noexcept { return occur_[d]; }
    [[nodiscard]] bool is_last_code(std::size_t d, code_index i) const noexcept {
        return last_[d][i];
    }

private:
    /// If some code holds nobody, the list cannot have come from what occurs, and implies nothing.
    [[nodiscard]] bool all_occur(std::size_t d) const;

    const plan* plan_;
    std::vector<bool> occur_;
    std::vector<std::vector<bool>> last_; // of each dimension one flag a code
};

} // namespace sdc::inline v0
