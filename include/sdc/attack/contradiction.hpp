/// Why no table fits: a smallest set of facts that cannot all be true, for the person who has to
/// find the wrong one.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// One thing that somebody said: of a cell, or a side statement.
struct stated_fact {
    enum class kind : std::uint8_t {
        at_least,  ///< cell >= low
        at_most,   ///< cell <= high
        exactly,   ///< Both, from one source.
        statement, ///< `knowledge::statements()[statement]`
    };
    kind what = kind::exactly;
    cell_index cell = no_cell; ///< The first shared cell; `no_cell` for a statement.
    std::int64_t low = 0, high = unlimited;
    source_index source = 0; ///< Whose word it is; 0 for a statement.
    std::size_t statement = 0;
    bool operator==(const stated_fact&) const = default;
};

struct contradiction {
    std::vector<stated_fact> facts;  ///< Cells first, ascending; then statements.
    std::vector<cell_index> margins; ///< Cells of the facts under which others of them lie,
                                     ///< ascending: the sums that tie the facts together.
    bool minimal = true; ///< Without any one of the facts some table fits, and one was found;
                         ///< false: the search limit came first.
};

/// Facts that cannot all be true, where values are whole, not negative and add up. Guarantee: that
/// no table agrees with the facts is proved as in `bounds`; so is `minimal`. Of several such sets
/// it is one near the cell where the attack met the contradiction, not necessarily the smallest.
/// How: facts near that cell, more until they contradict each other; then Junker's divide and
/// conquer. `options`: only the search limit, of each test. Errors:
/// bad_argument if some table fits; not_proved if the search limit came first; overflow as
/// `bounds`. Complexity: one attack as `bounds` on every cell, then O(k log(n / k)) small linear
/// programs for k of n facts. Reference: Junker (2004), QuickXplain, section 4.
[[nodiscard]] SDCKIT_API result<contradiction>
explain_contradiction(const knowledge& known, const bounds_options& options = {});

/// "public.csv says month=2024-05 is exactly 3", or the text of a statement in quotes.
[[nodiscard]] SDCKIT_API std::string to_string(const knowledge& known, const stated_fact& fact);

/// "These cannot all be true: ...; ...; ..."
[[nodiscard]] SDCKIT_API std::string to_string(const knowledge& known, const contradiction& found);

/// What is known if these facts are all.
[[nodiscard]] SDCKIT_API knowledge knowledge_of(const knowledge& known,
                                                const std::vector<stated_fact>& facts);

} // namespace sdc::inline v0
