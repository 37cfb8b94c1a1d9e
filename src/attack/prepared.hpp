/// What every question to one body of knowledge shares: the open system, and a point of each
/// component that is asked about.
#pragma once

#include "component_attack.hpp"
#include "open_system.hpp"

#include <sdc/attack/bounds.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

struct prepared {
    open_system system;
    std::vector<component_start>
        starts; ///< One a component; made for those that are asked about, and for all where
                ///< statements or links could contradict.
    std::vector<one_of> cases = {};           ///< Of what is known; see `case_check`.
    std::span<const std::int64_t> start = {}; ///< That of the options.

    /// The value of a cell in a point of component `index`; fixed outside of it.
    [[nodiscard]] std::int64_t value(std::uint32_t index, std::span<const std::int64_t> point,
                                     cell_index cell) const {
        return system.component_of[cell] == index ? point[system.column_of[cell]]
                                                  : system.low[cell];
    }
};

/// `asked`: whether a component is asked about. Errors: contradiction; bad_argument for a start
/// that does not agree.
[[nodiscard]] result<prepared> prepare(const knowledge& known, std::span<const cell_index> asked,
                                       const bounds_options& options);

/// Tasks in runs of one component, none longer than `most`: so that threads share large components,
/// and results do not depend on them.
struct task_run {
    std::uint32_t component = 0;
    std::vector<std::size_t> tasks;
    bool first = true; ///< Of its component.
};
[[nodiscard]] std::vector<task_run> make_runs(std::size_t components,
                                              std::span<const std::uint32_t> component_of_task);

/// Smallest and largest value of each column over the points that a search has seen.
struct hull {
    std::vector<std::int64_t> least, most;

    void include(std::span<const std::int64_t> point, std::span<const std::uint32_t> changed) {
        if (least.empty()) {
            least = most = {point.begin(), point.end()};
            return;
        }
        const auto widen = [&](std::size_t j) {
            if (j >= least.size()) return; // an edge of a network that is no column
            least[j] = std::min(least[j], point[j]);
            most[j] = std::max(most[j], point[j]);
        };
        for (const auto j : changed) widen(j);
        for (std::size_t j = 0; changed.empty() && j < point.size(); ++j) widen(j);
    }
};

} // namespace sdc::inline v0::detail
