/// What a release adds to what intruders have already.
#pragma once

#include <sdc/knowledge/knowledge.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/risk/release/joint.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace sdc::inline v0 {

class added_risk {
public:
    /// Attacks what is already published. `options` outlive this. Errors: contradiction;
    /// bad_argument.
    [[nodiscard]] static result<added_risk> make(const table& t, const recommend_options& options);

    /// The highest score that a release with these facts raises. Errors: contradiction; not_proved
    /// if a search limit came first.
    [[nodiscard]] result<maximum_risk> of(const std::function<void(knowledge&)>& learn) const;
    [[nodiscard]] const knowledge& before() const noexcept { return *options_->already_published; }
    [[nodiscard]] std::size_t at_risk_before() const noexcept { return at_risk_; }

private:
    explicit added_risk(const recommend_options& options) : options_(&options) {}
    [[nodiscard]] result<joint_risk> score(const knowledge& known) const;

    const recommend_options* options_;
    std::vector<std::int64_t> population_;
    std::vector<cell_index> structural_zeros_;
    joint_risk before_;
    std::size_t at_risk_ = 0;
};

} // namespace sdc::inline v0
