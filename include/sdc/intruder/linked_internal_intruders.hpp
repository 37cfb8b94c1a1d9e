/// Internal intruders of linked tables.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/plan/linked_plan.hpp>

#include <vector>

namespace sdc::inline v0 {

/// The internal intruders that the parts name, with what each knows in all tables; own cells are
/// first shared cells. `suppressed`: one flag a cell of all tables.
///
/// A sole contributor of one published table is counted somewhere in each other table of its
/// measure. Where that is does not follow from shared cells, every possible leaf is tried, as an
/// intruder of its own. Not assumed: knowledge of own records under another measure, or of where
/// others are counted; nor coalitions over cells that no one relation of a published table holds.
/// Errors: as `list_internal_intruders` of each part; overflow for more than 100,000 possibilities.
/// Complexity: O(contributors x possibilities x cells that hold them x tables).
[[nodiscard]] SDCKIT_API result<std::vector<intruder>>
list_internal_intruders(const linked_plan& p, const std::vector<bool>& suppressed);

/// The own contribution of an intruder to a first shared cell, as `list_internal_intruders` of
/// linked tables names them. O(log own cells).
[[nodiscard]] SDCKIT_API std::int64_t listed_units(const intruder& who, cell_index cell);

} // namespace sdc::inline v0
