/// Which cells of a table a release has, by the margins that it publishes: "area*age + area*sex".
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/cube.hpp>

#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// One flag a cell: the release does not have it; empty if it has all.
///
/// Terms are joined by "+": "a" is the one-way table of a, "a:b" the cells of a by b without
/// margins, "a*b" both with their one-way tables, "a(1)" the codes of a down to one level below its
/// total. A dimension that is not named is summed over; the grand total always belongs to it. Names
/// may be in double quotes. Several lines are one sum; what follows # is a comment. Errors:
/// bad_syntax, unknown_code (no such dimension). O(cells x terms). Source: Wilkinson and Rogers
/// (1973), model formulas.
[[nodiscard]] SDCKIT_API result<std::vector<bool>> find_unpublished(const cube& c,
                                                                    std::string_view terms);

} // namespace sdc::inline v0
