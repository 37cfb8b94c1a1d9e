/// What a release adds to what readers have already.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/risk/difference.hpp>
#include <sdc/risk/interval.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace sdc::inline v0 {

/// The highest score that is raised: of a cell, or of a cell less one that is part of it.
struct raised_score {
    cell_risk risk = {};
    cell_index cell = no_cell, less = no_cell;
};

class added_risk {
public:
    /// Attacks what is public already. `options` outlive this. Errors: contradiction; bad_argument.
    [[nodiscard]] static result<added_risk> make(const table& t, const recommend_options& options);

    /// With a release that tells this. Errors: contradiction; not_proved if a search limit came first.
    [[nodiscard]] result<raised_score> of(const std::function<void(knowledge&)>& tell) const;
    [[nodiscard]] const knowledge& before() const noexcept { return *options_->public_already; }
    [[nodiscard]] std::size_t at_risk_before() const noexcept { return at_risk_; }

private:
    struct scores {
        std::vector<cell_risk> cells, differences;
        bool exact = true;
    };
    explicit added_risk(const recommend_options& options) : options_(&options) {}
    [[nodiscard]] result<scores> score(const knowledge& reader) const;

    const recommend_options* options_;
    std::vector<std::int64_t> population_;
    std::vector<cell_index> structural_zeros_;
    scores before_;
    std::size_t at_risk_ = 0;
};

} // namespace sdc::inline v0
