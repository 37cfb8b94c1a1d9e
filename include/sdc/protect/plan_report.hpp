/// What a plan costs, what it keeps, and why each complement is suppressed: for the disclosure
/// officer. Private: it discloses true values in sums, and which suppressed cells are not unsafe.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/plan/published_value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// Cells of one level of detail, and what of them is published.
struct level_report {
    std::size_t level = 0; ///< Steps below the grand total, over all dimensions.
    std::uint64_t cells = 0, published = 0;
    std::int64_t value = 0,
                 published_value = 0; ///< Sums of true values; `unlimited` if they do not fit.
};

/// Why a complement is suppressed: witnesses of requirements of these unsafe cells move it.
struct complement_reason {
    cell_index cell = 0;
    cell_index protects = no_cell; ///< The unsafe cell whose witness moves it most (the first of
                                   ///< them); `no_cell` where no witness does: it goes with others.
    std::uint64_t unsafe_cells = 0; ///< How many unsafe cells it protects.
    std::uint64_t requirements = 0; ///< How many requirements.
};

struct plan_report {
    plan_counts counts = {};
    std::int64_t cost = 0;
    std::int64_t lower_bound = 0; ///< Of the cost; 0: not known.
    bool stopped_early = false;   ///< By time: another run may find another plan.
    std::uint64_t requirements = 0,
                  by_witness = 0; ///< Requirements, and those for which the plan holds a witness.
    level_report leaves =
        {}; ///< The lowest level: cells that are sums of nothing; its `level` is 0.
    std::vector<level_report> levels = {};           ///< From the grand total down.
    std::vector<complement_reason> complements = {}; ///< Ascending cells.

    /// Cost above the lower bound; nothing if none is known.
    [[nodiscard]] std::optional<std::int64_t> gap() const noexcept {
        if (lower_bound <= 0) return std::nullopt;
        return cost - lower_bound;
    }
    [[nodiscard]] bool all_by_witness() const noexcept { return by_witness == requirements; }
};

namespace detail {

SDCKIT_API void count_cell(level_report& to, std::int64_t value, bool published);

/// Steps from each code up to the root.
SDCKIT_API std::vector<std::size_t> depths(const hierarchy& codes);

SDCKIT_API void count_levels(const plan& p, plan_report& to);

/// One entry for each complement and unsafe cell: how far the witnesses of that cell's requirements
/// move it at most, and how many of them do.
struct protects {
    cell_index complement = 0, unsafe = 0;
    std::int64_t most = 0;
    std::uint64_t requirements = 0;
};

SDCKIT_API std::vector<protects> list_protects(const plan& p);

SDCKIT_API complement_reason reason_of(cell_index cell, std::span<const protects> ascending);

} // namespace detail

/// Complexity: O(cells x dimensions + moves of the witnesses x log), a move counted for each
/// requirement that it meets.
[[nodiscard]] SDCKIT_API plan_report report(const plan& p);

} // namespace sdc::inline v0
