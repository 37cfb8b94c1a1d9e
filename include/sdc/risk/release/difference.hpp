/// How identifiable the people are who are in one cell and not in another that is part of it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/interval.hpp>

#include <span>
#include <vector>

namespace sdc::inline v0 {

/// A way to be sure of something about the people of a difference.
struct difference_reason {
    cell_risk risk = {}; ///< Its group less `group_part` are the people among whom it is learned.
    cell_index group_part = no_cell;

    bool operator==(const difference_reason&) const = default;
};

/// All of `whole` who are not in `part`.
struct difference_risk {
    cell_index whole = no_cell, part = no_cell; ///< Of all tables.
    interval count = {};
    bool exact = true; ///< False: a search limit came first, and scores may be higher.
    std::vector<difference_reason> reasons =
        {}; ///< Every channel that is certain, the highest score first.

    [[nodiscard]] cell_risk highest() const noexcept {
        return reasons.empty() ? cell_risk{} : reasons.front().risk;
    }
};

/// Scores the differences of all pairs of `linked_tables::subsets`, in their order. The channels
/// are those of `score_cells`, with the difference for the cell; attribute and negative attribute
/// within the same difference of the groups above, where the tables have both. Of each channel its
/// least score over all tables that agree, as in `score_knowledge`, whose result is `scores`. It
/// does not score differences of more than two cells: a table with a code for their rest makes that
/// a cell. Source: Handbook on Statistical Disclosure Control, 2nd edition, 5.2 and 3.3; Lupp and
/// Langsrud (2021). Errors: bad_argument for scores of other tables; those of `bounds`. Complexity:
/// an attack on what is not public.
[[nodiscard]] SDCKIT_API result<std::vector<difference_risk>>
score_differences(const knowledge& known, std::span<const interval_risk> scores,
                  const interval_risk_options& options = {});

} // namespace sdc::inline v0
