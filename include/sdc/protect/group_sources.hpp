/// A group whose people are in other codes of its dimension, too, as linked tables to protect.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// The table of the group and all others, as `tabulate_group` makes it, and where zeros are always
/// shown the group alone. All others have no rows in a release: nobody sees a zero of them, so that
/// none is always shown; of the group it is. `dimension`: that of the group. Errors: bad_argument
/// if the table does not have it; those of `table::make`.
[[nodiscard]] SDCKIT_API result<std::vector<linked_source>>
sources_of_group(std::shared_ptr<const table> counts, const std::string& dimension,
                 std::span<const rule> rules);

} // namespace sdc::inline v0
