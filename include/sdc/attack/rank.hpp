/// Which cells follow from published numbers by addition and subtraction alone: the check of the
/// elimination methods.
#pragma once

#include <sdc/config.hpp>
#include <sdc/decimal.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class derivability : std::uint8_t {
    published,     ///< Its value is known without the relations.
    derivable,     ///< It is a linear combination of known cells and statements; the derivation was
                   ///< checked by exact addition.
    not_derivable, ///< It is none: a move of the open cells that keeps every relation and changes
                   ///< this cell was found and checked.
};

/// One row of a derivation: a relation of a table, or a statement whose sum is known.
struct derivation_step {
    decimal multiplier = 1;
    cell_index total = no_cell; ///< The relation "total less its parts in `dimension` is 0";
                                ///< `no_cell` for a statement.
    std::size_t dimension = 0;
    std::size_t statement = 0;
    bool operator==(const derivation_step&) const = default;
};

/// divisor x cell = constant + sum of coefficient x known cell.
struct derivation {
    decimal divisor = 1; ///< Above 0.
    std::vector<derivation_step> steps =
        {}; ///< Their sum has `divisor` for the cell and nothing for other open cells.
    std::vector<std::pair<cell_index, decimal>> known = {}; ///< Ascending cells.
    decimal constant = 0;                                   ///< From statements.
};

struct rank_answer {
    derivability verdict = derivability::published;
    derivation how = {}; ///< Of a cell that is determined.
};

/// For each cell whether it is a linear combination of published values, cells with one possible
/// value and statements with a known sum. NOT a protection guarantee: a cell that is
/// `not_derivable` can still be disclosed, since values are whole and not negative (0 = x + y): use
/// `bounds`. Guarantee: every answer is proved in exact integers. How: sparse elimination modulo
/// 2^61 - 1, brought back to fractions; what that leaves open, modulo powers of other primes.
/// Errors: bad_argument for a cell outside the tables; overflow for more than 2^32 cells.
/// Complexity: O(dimensions x cells), and at worst cubic in the open cells of one group. Reference:
/// Geurts (1992); Wang, Guy and Davenport (1982), Dixon (1982) for the fractions.
[[nodiscard]] SDCKIT_API result<std::vector<rank_answer>>
find_derivable(const knowledge& known, std::span<const cell_index> cells);

/// "month=May = month=Total - month=January - ...": a derivation to show to the disclosure officer.
/// For a cell that is derivable.
[[nodiscard]] SDCKIT_API std::string to_string(const knowledge& known, cell_index cell,
                                               const derivation& how);

} // namespace sdc::inline v0
