/// What a method proposes. Untrusted: nothing here reaches the public before `audit` has attacked
/// it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/rule/banded_requirement.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class cell_status : std::uint8_t {
    published,       ///< Its true value, or what the bands make of it.
    primary,         ///< Suppressed because a rule flags it (primary suppression).
    suppressed_zero, ///< Suppressed because the zero policy suppresses zeros.
    secondary,       ///< Suppressed to protect others (secondary suppression).
    unpublished,     ///< Not a cell of the release at all. Rules judge it only if it is a sum of
                     ///< cells of the release.
};

/// The release has the marker for it.
[[nodiscard]] constexpr bool is_suppressed(cell_status s) noexcept {
    return s != cell_status::published && s != cell_status::unpublished;
}

[[nodiscard]] constexpr const char* to_string(cell_status s) noexcept {
    switch (s) {
    case cell_status::published: return "published";
    case cell_status::primary: return "primary";
    case cell_status::suppressed_zero: return "suppressed zero";
    case cell_status::secondary: return "secondary";
    case cell_status::unpublished: return "not published";
    }
    return "";
}

/// One flag a cell: suppressed or not published.
[[nodiscard]] SDCKIT_API std::vector<bool> unknown_of(std::span<const cell_status> status);

/// One flag a cell; empty if every cell is one of the release.
[[nodiscard]] SDCKIT_API std::vector<bool> unpublished_of(std::span<const cell_status> status);

/// A sparse integer change of the true table: the true table plus the move is a complete table that
/// agrees with everything public.
struct witness {
    std::vector<std::pair<cell_index, std::int64_t>>
        move; ///< (cell, change), ascending cells, no change of 0.
};

/// That a requirement is met: by the table of a witness.
struct protection_proof {
    std::uint32_t requirement = 0; ///< Position among the requirements of the plan.
    std::uint32_t witness = 0;     ///< Position among its witnesses; proofs can share one.
    bool further = false; ///< Only for internal intruders whose cells the requirement's other
                          ///< witnesses change.

    auto operator<=>(const protection_proof&) const = default;
};

struct plan {
    std::shared_ptr<const table> source;
    std::vector<rule> rules = {};
    std::string applied_before =
        {}; ///< All that a coarser table was judged by, in words for the record.
    sdc::protection protection = {};
    internal_intruders intruders = {}; ///< Against whom it is to hold as well.
    std::vector<cell_index> must_publish =
        {}; ///< Cells that must stay public (or are already published), ascending.
    sdc::verdicts verdicts = {};
    std::vector<cell_status> status = {}; ///< One per cell.
    std::optional<banding> bands =
        {}; ///< Set by the rounding methods: then published cells show `apply(*bands, value)`.
    std::vector<requirement> requirements = {}; ///< What the method set out to protect.
    std::vector<witness> witnesses = {};
    std::vector<protection_proof> proofs =
        {}; ///< At most one a requirement, and further ones; none where the audit is to search.
    std::int64_t cost = 0;        ///< Sum of the costs of the complements.
    std::int64_t lower_bound = 0; ///< No plan for these requirements costs less; 0: not known.
    bool stopped_early =
        false; ///< `suppress_options::enough` ended the improvement: the plan depends on when.
    bool by_gaussian_suppression =
        false; ///< Of `gaussian_suppression`: of the requirements only the cells were used.
};

/// Numbers for the summary line and reports.
struct plan_counts {
    /// `cells`: of the release.
    std::uint64_t cells = 0, unsafe = 0, suppressed_zeros = 0, complements = 0;
    std::int64_t complement_value = 0; ///< Sum of the true values of the complements: private
                                       ///< detail only in so far as a sum is.

    [[nodiscard]] std::uint64_t suppressed() const noexcept {
        return unsafe + suppressed_zeros + complements;
    }
};

[[nodiscard]] SDCKIT_API plan_counts count(const plan& p);

} // namespace sdc::inline v0
