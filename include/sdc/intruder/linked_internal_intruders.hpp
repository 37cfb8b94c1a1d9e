/// Readers who are in linked tables themselves.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/plan/linked_plan.hpp>

#include <vector>

namespace sdc::inline v0 {

/// Everybody whom `inside` of the parts names, with what they know in ALL tables; own cells are the
/// first cells that mean the same, and those that nobody else sees are left out. `suppressed`: one
/// flag a cell of all tables; those of the first cells that mean the same are read.
///
/// Contributors of one published table, as `list_internal_intruders` of it says, have a place in
/// each other table of its measure. Known of it is what follows from the cells that they are in:
/// cells that mean the same, their wholes, parts that hold as many, and where two of them meet. Of
/// what is not known every possibility is asked, each as a reader of its own: any leaf that holds
/// somebody and contradicts nothing may be theirs. So one who is alone in two tables is asked as
/// one who knows both counts, and as one who knows either. They know the counts of leaves that are
/// all theirs, and that others that they are in hold at least them; and so for margins. That may be
/// more than anybody knows, most where tables are of fewer people: what is refused might hold. A
/// holding is what the parts say under its name, and nothing in tables that say nothing of it. NOT
/// assumed: that anybody knows of records of theirs under another measure, or where others stand;
/// nor coalitions over cells that no one relation of a published table holds. People who are alone
/// in an unpublished table alone are outsiders. Errors: as `list_internal_intruders` of each part;
/// overflow for more than 100,000 possibilities, for a coalition whose persons x tables are more
/// than 1,000, or if too many leaves must be tried. O(contributors x possibilities x cells that
/// hold them x tables); possibilities grow as leaves to the power of persons x tables.
[[nodiscard]] SDCKIT_API result<std::vector<intruder>>
list_internal_intruders(const linked_plan& p, const std::vector<bool>& suppressed);

/// How many units of a first cell that means the same are theirs, as `list_internal_intruders` of
/// linked tables names them. O(log own cells).
[[nodiscard]] SDCKIT_API std::int64_t listed_units(const intruder& who, cell_index cell);

} // namespace sdc::inline v0
