/// What an intruder knows, as linear facts over the leaves of one table.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

[[nodiscard]] SDCKIT_API std::vector<cell_index> leaves_of(const cube& c);

/// Calls f(leaf) for every leaf under a cell.
template <class F>
void for_each_leaf_under(const cube& c, cell_index cell, F&& f) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        relation(c, d, cell).for_each_part([&](cell_index part) {
            for_each_leaf_under(c, part, f);
        });
        return;
    }
    f(cell);
}

/// low <= sum of coefficient x leaf <= high.
struct linear_fact {
    wide_sum low = 0;
    std::optional<wide_sum> high = {};
    std::vector<std::pair<std::size_t, wide_sum>> terms =
        {}; // (position among the leaves, coefficient), ascending positions
};

/// coefficient x value >= at_least
SDCKIT_API void narrow(wide_sum coefficient, wide_sum at_least, wide_sum& low,
                       wide_sum& high) noexcept;

/// Every leaf bounded, and all that is known of sums of leaves.
class SDCKIT_API leaf_facts {
public:
    /// Errors: bad_argument if nothing bounds a leaf from above, or a statement is out of range.
    [[nodiscard]] static result<leaf_facts> make(const knowledge& known);

    std::vector<cell_index> leaves;
    std::vector<std::int64_t> low, high;
    std::vector<linear_fact> facts;
    bool impossible = false; ///< A fact without leaves does not hold.

private:
    explicit leaf_facts(const knowledge& known)
        : leaves(leaves_of(known.cube())), low(leaves.size()), high(leaves.size()),
          cube_(&known.cube()) {}

    [[nodiscard]] std::size_t position(cell_index leaf) const noexcept {
        return static_cast<std::size_t>(std::ranges::lower_bound(leaves, leaf) - leaves.begin());
    }

    /// No part exceeds the margin over it; without any such margin the tables are not finitely
    /// many.
    result<void> bound_leaves(const knowledge& known);

    /// The limit of 2^31 keeps every sum within 128 bits.
    static result<void> check(const sdc::cube& c, const statement& said);

    void add_cell_facts(const knowledge& known);

    void add_statement(const statement& said);

    const cube* cube_;
};

/// Narrows the leaves by each fact until nothing changes, then drops the facts that hold anyway.
/// False: no table agrees.
SDCKIT_API bool tighten(leaf_facts& known);

} // namespace sdc::inline v0::detail
