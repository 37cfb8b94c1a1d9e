/// What a release announces about how it was made.
#pragma once

#include <sdc/knowledge/preimage.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/requirement.hpp>

#include <optional>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

/// The rules by which cells are unsafe, what must stay feasible of such a cell, and how the numbers
/// that are shown were made of true ones: not at all, by bands or by chance.
struct announced_method {
    std::vector<rule> rules = {};
    sdc::protection protection = {};
    std::optional<banding> bands = {};
    std::optional<perturbation> perturbed = {}; ///< Not together with bands.

    /// The first threshold; nullptr if no rule is one.
    [[nodiscard]] const threshold* limit() const noexcept {
        for (const auto& r : rules) {
            if (const auto* t = std::get_if<threshold>(&r)) return t;
        }
        return nullptr;
    }
};

} // namespace sdc::inline v0
