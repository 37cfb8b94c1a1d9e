/// People whom no row of a dimension counts: the total of 100 has rows for 83 of them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/tabulate.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A dimension, and a code of it without rows of its own: it holds whom the other codes leave of
/// their total.
using residual_code = std::pair<std::string, std::string>;

/// The dimension with the code as a leaf, last under the total unless it has it already. Errors:
/// bad_argument for a code with others under it.
[[nodiscard]] SDCKIT_API result<dimension> with_residual(dimension d, const std::string& code);

/// Cells of these codes; ascending. Pairs that are of no code are left out.
[[nodiscard]] SDCKIT_API std::vector<cell_index>
cells_of_residuals(const cube& c, std::span<const residual_code> residuals);

/// A code of a residual that holds nobody in any line: a code of zeros is kept where the tables of
/// several measures must have the same codes.
enum class empty_residual : std::uint8_t { left_out, kept };

/// Adds a row of the code to `rows` for each line: what its siblings leave of their total, of which
/// the file must have a row. `how`: how the rows will be tabulated; the code becomes one of its
/// dimension. `empty`: what becomes of it where the siblings leave nobody in any line; a sentence
/// says that it is left out. Errors: bad_argument (no such dimension, no column of counts, a line
/// without the row of its total), duplicate (the code has rows), not_additive (the siblings count
/// more than their total); and those of `tabulate`. O(rows + cells x dimensions).
[[nodiscard]] SDCKIT_API result<std::vector<std::string>>
add_residuals(records& rows, tabulate_options& how, std::span<const residual_code> residuals,
              empty_residual empty = empty_residual::left_out);

} // namespace sdc::inline v0
