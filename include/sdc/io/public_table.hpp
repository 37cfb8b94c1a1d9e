/// From a published table, ours or anybody's spreadsheet, to what an intruder knows from it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/knowledge/public_table.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A dimension, and the text in its column instead of a code. The rows count people whose code is
/// suppressed: cases of a disease whose county is not published.
using suppressed_code = std::pair<std::string, std::string>;

struct public_options {
    std::string value = {}; ///< Column of the numbers; empty: the only one that is no dimension.
    std::int64_t suppressed_minimum =
        0; ///< What a marker says of its cell: 1 where zeros are always shown, else 0.
    std::vector<marker_to_read> markers = {}; ///< Further markers; they go before those known.
    std::vector<suppressed_code> suppressed_codes = {}; ///< In columns of dimensions.
    std::optional<banding> bands =
        {}; ///< Numbers are not true values but what these bands make of them.
    std::optional<perturbation> perturbed =
        {}; ///< Numbers are what this made of true ones; not together with bands.
    std::optional<interval> flagged = {}; ///< What a marker implies where a rule suppresses
                                          ///< together with the bands: this or what the bands say.
    int decimals = 0;                     ///< Of the measure.
};

/// Reads each row as a fact about one cell: a number, what bands or a perturbation can publish so,
/// or a marker; docs/formats.md lists the markers that are known. A row with a suppressed code
/// counts people of the cells without a row, each of which is among `suppressed`. Nothing is
/// learned of other cells without a row: see `find_absent`. Facts of several rows about one cell
/// intersect. Errors: missing_column, unknown_code, bad_syntax for any other text (a blank is not
/// 0), contradiction (two rows that cannot both be true), bad_argument (a column that names itself
/// rounded, "count_nearest5", is exact numbers only if `value` names it; a method out of range, or
/// together with bands); each with file, line and column.
[[nodiscard]] SDCKIT_API result<public_table>
read_public(const records& rows, std::shared_ptr<const cube> c, const public_options& options = {});
[[nodiscard]] SDCKIT_API result<public_table>
read_public(const records& rows, std::vector<dimension> by, const public_options& options = {});

/// A flat dimension whose codes are those of public tables, without the texts that stand for
/// suppressed ones. Errors: bad_argument for a text such as "Suppressed" or "[c]" that is not
/// named.
[[nodiscard]] SDCKIT_API result<dimension>
without_suppressed_codes(dimension d, std::span<const suppressed_code> texts);

} // namespace sdc::inline v0
