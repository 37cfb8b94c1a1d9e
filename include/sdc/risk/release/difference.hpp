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

/// The differences of all pairs of `linked_tables::subsets`, in their order: "everybody" less
/// "men", a zone less a smaller one. The channels are those of `score_cells`, with the difference
/// for the cell: identity always, since what makes it is what it names; attribute and absence
/// within the same difference of the groups above along one dimension, where the tables have both
/// (everybody less men of all outcomes, of one outcome). Of each channel its least score over all
/// tables that agree, as in `score_knowledge`, whose result `scores` is: of that the reader is
/// sure. Source: Handbook on Statistical Disclosure Control, 2nd edition, 5.2 (differencing); the
/// channels are those of Lupp and Langsrud (2021) and the Handbook, 3.3. It says nothing of
/// differences of more than two cells: a table of codes that names their rest makes that a cell.
/// Errors: bad_argument for scores of other tables; those of `bounds`. Complexity: an attack on
/// what is not public, O(pairs x dimensions) sums.
[[nodiscard]] SDCKIT_API result<std::vector<difference_risk>>
score_differences(const knowledge& known, std::span<const interval_risk> scores,
                  const interval_risk_options& options = {});

} // namespace sdc::inline v0
