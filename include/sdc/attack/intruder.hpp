/// Readers who are in the table themselves, and so know more than it says: contributors, coalitions of them, holdings.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/inside.hpp>
#include <sdc/plan.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// Everybody who sees a withheld cell because all that is in it is theirs: the contributor of a count of one; with a coalition of k, the
/// contributors of a cell of at most k, and those of several cells of one relation (a margin and its parts) if they are at most k together.
/// NOT among them: coalitions over cells that no one relation holds.
/// Errors: bad_argument for a coalition below 1 or a wrong number of statuses; overflow for more than a million coalitions.
/// O(coalitions + withheld x relations).
[[nodiscard]] SDCKIT_API result<std::vector<intruder>> find_contributors(const table& t, std::span<const cell_status> status, std::int64_t coalition = 1);

/// Holdings: all records with the same text in `holding` belong to one, who knows each of them. `count`: the column of units, else each
/// record is one. In order of first appearance; blanks belong to nobody. Errors: as `tabulate`, bad_argument if a holding has more of a cell
/// than the table.
[[nodiscard]] SDCKIT_API result<std::vector<intruder>> find_holdings(const table& t, const records& rows, std::string_view holding, std::string_view count = {});

/// What somebody inside learns and an outsider does not.
struct lesson {
    std::size_t who = 0;                     ///< Position among the intruders.
    std::size_t need = 0;                    ///< Position among the needs.
    reach reached = reach::impossible;       ///< impossible or undecided.
    interval reader = {};                    ///< What is left of the protected cell for them.

    bool operator==(const lesson&) const = default;
};

/// Holds every need against everyone of `inside` with their own units known. `outside` is what `find_witnesses` answered for the same
/// needs and start: a need that is not possible for an outsider is not asked again, and a witness that leaves an intruder's cells alone
/// holds against them, too; so only the rest is attacked. Nobody learns anything of a cell that is all theirs, and of a cell that holds
/// own units they may know as many as they have. In the order of intruders and needs. Errors: as `bounds`; bad_argument without a start.
[[nodiscard]] SDCKIT_API result<std::vector<lesson>> attack_from_inside(const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside,
                                                                        const answers& outside, const bounds_options& options);

} // namespace sdc::inline v0
