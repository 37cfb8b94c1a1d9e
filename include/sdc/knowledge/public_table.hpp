/// A published table, ours or anybody's, as facts about its cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/rule/bands.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sdc::inline v0 {

struct public_table {
    knowledge known;
    std::vector<cell_index> suppressed =
        {}; ///< Cells that show a marker or a range instead of a number, ascending.
    std::vector<bool> listed = {}; ///< By cell: it has a row.
};

/// Cells without a row; ascending.
struct absent_cells {
    std::vector<cell_index> suppressed =
        {}; ///< Rows show other cells of the same levels, so these were left out.
    std::vector<cell_index> not_published = {}; ///< No row shows a cell of these levels. Sums of
                                                ///< numbers that are shown are none of these.
};

/// What several files together reveal of one table.
struct joined_tables : public_table {
    std::vector<interval> shown = {}; ///< By cell: what its rows alone say.
    absent_cells absent = {}; ///< Of all files; those that are suppressed are among `suppressed`,
                              ///< unless empty cells are left out.

    /// A number that no rounding or noise blurs.
    [[nodiscard]] bool shows(cell_index cell) const {
        return listed[cell] && shown[cell].is_single_value() &&
               !std::ranges::binary_search(suppressed, cell);
    }
};

/// What a marker implies about its cell, apart from bands.
struct marker_meaning {
    std::int64_t minimum = 0;             ///< 1 where zeros are always shown, else 0.
    std::optional<interval> flagged = {}; ///< Where a rule suppresses together with the bands: this
                                          ///< or what the bands say.
};

/// The values that a suppressed cell can have. Precondition: `check` of the bands.
[[nodiscard]] SDCKIT_API interval suppressed_interval(const marker_meaning& marker,
                                                      const std::optional<banding>& bands = {});

/// The cells that the codes name and no row does. The level of a code is its depth, or that it is a
/// leaf. `shown`: cells whose number is public. Precondition: both as long as the table. O(cells x
/// dimensions).
[[nodiscard]] SDCKIT_API absent_cells find_absent(const cube& c, const std::vector<bool>& listed,
                                                  const std::vector<bool>& shown);

/// Adds `facts`, about the cells of the k-th table, to what is known; their source is the name of
/// the table. Precondition: `facts` are about the cube of that table. Errors: contradiction, naming
/// a cell that no number fits.
[[nodiscard]] SDCKIT_API result<void> learn_table(knowledge& known, std::size_t k,
                                                  const public_table& facts);

} // namespace sdc::inline v0
