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
        {}; ///< Cells that must stay public, or are already published; in any order.
};

/// Suppresses cells of several tables together; shared cells and subset cells are found by the
/// names of dimensions and codes: see `linked_tables`. `options` names cells of the first table.
/// Guarantee: as `suppress`, against an intruder who has all tables; a shared cell is suppressed in
/// all tables or in none. Limit: other knowledge, such as that two sub-populations do not overlap,
/// is used only if an unpublished table over both states it. Errors: as `suppress`, cells with the
/// name of their table; contradiction where shared cells have different values; bad_argument for a
/// table that cannot be linked, an earlier release that does not agree with its rules, or no
/// released table.
[[nodiscard]] SDCKIT_API result<linked_plan> suppress(std::span<const linked_source> sources,
                                                      const suppress_options& options);

} // namespace sdc::inline v0
