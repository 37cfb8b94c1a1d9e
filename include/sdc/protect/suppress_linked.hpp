/// Cell suppression of several tables about the same people as one system.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/linked_plan.hpp>
#include <sdc/protect/suppress.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// One table, and what is to become of it.
struct linked_source {
    std::string name = {}; ///< As errors name it.
    std::shared_ptr<const table> counts;
    std::string measure = {}; ///< What the numbers are of; only tables of one measure share cells.
    std::vector<std::pair<std::string, std::string>> where =
        {};                       ///< The people of the table, if not all: (dimension, code).
    std::vector<rule> rules = {}; ///< Empty: those of the options, without lists of cells.
    linked_use use = linked_use::released;
    std::vector<cell_index> suppressed =
        {}; ///< By an earlier release: all of its other cells are public. In any order.
    std::vector<intruder> holdings =
        {}; ///< What these have of it; those of one name are one in all tables.
    std::vector<cell_index> must_publish =
        {}; ///< Cells that must stay public, or are public already; in any order.
};

/// Which cells mean the same, and which are part of which, is found by the names of dimensions and
/// codes: see `linked_tables`. A sum of codes that no hierarchy holds, as "A+B", is a further table
/// over "A+B" and its parts "A" and "B". Cells in `options` (kept, together, preferred, costs,
/// levels, holdings, and those that its rules list) are those of the first table. Guarantee: as
/// `suppress`, for a reader of all tables at once; a cell is withheld in all tables that hold it or
/// in none. Readers inside are those of `list_internal_intruders` in
/// list_linked_internal_intruders.hpp: where somebody stands in the other tables every possibility
/// is held against. Limit: a reader can know more than that tables add up and agree and that parts
/// are no more than their wholes: that two sub-populations are apart, or that tables by (a, b), (b,
/// c) and (a, c) have some table by (a, b, c). A table over all of it, unpublished, tells that.
/// Errors: as `suppress`, cells with the name of their table; contradiction where cells that mean
/// the same have different values, naming both; bad_argument for a table that cannot be linked, an
/// earlier release that does not agree with its rules, or no released table; those of
/// `list_internal_intruders`.
[[nodiscard]] SDCKIT_API result<linked_plan> suppress(std::span<const linked_source> sources,
                                                      const suppress_options& options);

} // namespace sdc::inline v0
