/// A coarser table from a table: fewer levels, fewer dimensions. Every cell of it is a cell of the
/// finer one.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/table.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// A coarser table and, for each of its cells, the equal cell of the table that it comes from.
struct recoded {
    std::shared_ptr<const sdc::table> table;
    std::vector<cell_index> origin;
};

/// The level of the deepest code: 0 if there is only the total.
[[nodiscard]] SDCKIT_API code_index depth_of(const hierarchy& codes) noexcept;

/// "month to level 1 of 2, such as 2024; outcome dropped": one depth a dimension, as `recode` takes
/// them. Codes are not escaped.
[[nodiscard]] SDCKIT_API std::string describe_depths(const cube& c,
                                                     std::span<const code_index> depths);

/// Keeps along each dimension the codes down to its depth in `depths`. A dimension of depth 0 is
/// left out and stands at its code in `at` (0 is the total); if all are left out, the first stays
/// with the one code. Contributors and largest contributions come along. Errors: bad_argument if
/// `depths` or a code does not fit the table. Complexity: O(cells of the result x dimensions).
[[nodiscard]] result<recoded> recode(const table& t, std::span<const code_index> depths,
                                     const coordinates& at = {});

namespace detail {

/// The codes that a dimension keeps, as old indices in pre-order.
SDCKIT_API std::vector<code_index> kept_codes(const hierarchy& codes, code_index depth,
                                              code_index at);

/// Pre-order and the order of siblings survive, so the k-th kept code has index k.
SDCKIT_API hierarchy kept_hierarchy(const hierarchy& codes, std::span<const code_index> kept);

SDCKIT_API columns columns_at(const table& t, const cube& c, std::span<const cell_index> origin);

} // namespace detail

SDCKIT_API result<recoded> recode(const table& t, std::span<const code_index> depths,
                                  const coordinates& at);

} // namespace sdc::inline v0
