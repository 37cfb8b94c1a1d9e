/// How identifiable the people of a table are as a whole: figures side by side, never one blend of
/// them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/risk/table/cell.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace sdc::inline v0 {

/// Persons are those of the leaves, each counted once. Shares are of them.
struct table_risk {
    std::int64_t persons = 0;
    std::uint64_t leaves = 0,
                  zeros = 0; ///< Leaves that could hold somebody, and how many of them are empty.
    std::uint64_t
        ones = 0,
        twos = 0; ///< Leaves of one person, and of two: each of two finds the other.
    cell_index highest_cell = no_cell; ///< The first cell, margins included, of the highest score;
                                       ///< `no_cell` if nothing is to be learned.
    cell_risk highest = {};
    std::int64_t persons_at_risk =
        0;              ///< In leaves whose score is at least the limit (ARX: records at risk).
    double average = 0; ///< Mean score of the persons (ARX: average risk).
    /// In groups, of one leaf code of each dimension that is not sensitive, all of whose people are
    /// of one category of the sensitive dimensions (synthpop: Dorig is this as a percentage of the
    /// persons). Nothing where no dimension is sensitive or all are.
    std::optional<std::int64_t> persons_in_one_category = {};
    /// The same groups of one person (synthpop: UiO).
    std::optional<std::int64_t> uniques_by_keys = {};

    [[nodiscard]] double share_at_risk() const noexcept {
        return persons == 0 ? 0.0
                            : static_cast<double>(persons_at_risk) / static_cast<double>(persons);
    }
};

namespace detail {

/// People of groups by the leaf codes of the dimensions that are not sensitive.
SDCKIT_API void count_by_keys(const table& t, table_risk& to);

} // namespace detail

/// The figures of a table whose cells have these scores, as `score_cells` gives them; at risk is a
/// score of at least 1 / `limit_one_in`. They describe; a release is decided by the highest score,
/// since an average of thousands hides one person. Sources: ARX, RiskModelSampleSummary (records at
/// risk, average risk); Raab, Nowok and Dibben, synthpop, disclosure vignette (Dorig, UiO). Errors:
/// bad_argument where the scores are not one a cell or the limit is under 1. O(dimensions x cells),
/// and memory of one number for each group.
[[nodiscard]] SDCKIT_API result<table_risk>
score_table(const table& t, std::span<const cell_risk> scores, std::int64_t limit_one_in);

} // namespace sdc::inline v0
