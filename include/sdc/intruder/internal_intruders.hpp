/// Internal intruders, who know their own contributions to the table.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/count_format.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// What one of them knows of a leaf cell: that it holds at least the own units, or, if nobody else
/// is in it, its value.
struct own_contribution {
    cell_index cell = 0;
    std::int64_t units = 0;
    bool sole_contributor = false;

    bool operator==(const own_contribution&) const = default;
};

struct intruder {
    std::string name; ///< As reports name it. Private: that a cell has a sole contributor discloses
                      ///< its count.
    std::vector<own_contribution> own; ///< Ascending cells.

    bool operator==(const intruder&) const = default;
};

/// Against whom a release is to hold besides external intruders.
struct internal_intruders {
    std::int64_t coalition = 0; ///< 0: nobody; 1: each contributor of a count of one; k: any k
                                ///< contributors of one relation together.
    std::vector<intruder> holdings = {}; ///< Each of these.

    [[nodiscard]] bool any() const noexcept { return coalition > 0 || !holdings.empty(); }
    bool operator==(const internal_intruders&) const = default;
};

/// Every sole contributor of a suppressed cell: the contributor of a count of one; with a coalition
/// of k, the contributors of a cell of at most k, and those of several cells of one relation (a
/// margin and its parts) if they are at most k together. NOT among them: coalitions over cells that
/// no one relation holds. `suppressed`: one flag a cell. Errors: bad_argument for a coalition below
/// 1 or a wrong number of flags; overflow for more than a million coalitions. O(coalitions +
/// suppressed x relations).
[[nodiscard]] SDCKIT_API result<std::vector<intruder>>
find_contributors(const table& t, const std::vector<bool>& suppressed, std::int64_t coalition = 1);

/// Holdings: all records with the same text in `holding` belong to one, who knows each of them.
/// `count`: the column of units, else each record is one. In order of first appearance; blanks
/// belong to nobody. Errors: as `tabulate`, bad_argument if a holding has more of a cell than the
/// table.
[[nodiscard]] SDCKIT_API result<std::vector<intruder>>
find_holdings(const table& t, const records& rows, std::string_view holding,
              std::string_view count = {}, const count_format& format = {});

/// Everybody of `who`, contributors before holdings. Errors: as `find_contributors`; bad_argument
/// for a holding that is not one of the table: leaf cells, ascending, each with 1 unit to its
/// value, alone if and only if that is its value. The error names no cell.
[[nodiscard]] SDCKIT_API result<std::vector<intruder>>
list_internal_intruders(const table& t, const internal_intruders& who,
                        const std::vector<bool>& suppressed);

/// How many units of a cell of the cube, leaf or margin, are in own leaf cells under it. O(own
/// cells x dimensions).
[[nodiscard]] SDCKIT_API std::int64_t count_own_units(const intruder& who, const cube& c,
                                                      cell_index cell);

} // namespace sdc::inline v0
