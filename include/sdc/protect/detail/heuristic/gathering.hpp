/// Where nearly all is suppressed: people gathered in one cell, or moved out of it.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <optional>
#include <vector>

namespace sdc::inline v0::detail {

/// Moves that no search is needed for: from where people are to one leaf cell, with all totals
/// above. Of a table alone, nine tenths of whose cells are suppressed and few of whose leaf cells
/// hold anybody; elsewhere such a move would change cells that are published.
class gathering {
public:
    /// O(cells).
    [[nodiscard]] static std::optional<gathering> make(const suppression_problem& p,
                                                       const std::vector<bool>& suppressed);

    /// Additive and within what is known; nothing if people are too few. O(cells of the move x
    /// dimensions).
    [[nodiscard]] std::optional<move> find(const wanted_change& wanted) const;

private:
    gathering(const suppression_problem& p, const std::vector<bool>& suppressed)
        : p_(p), suppressed_(suppressed), codes_(*p.tables.front().codes) {}

    [[nodiscard]] bool is_under(cell_index leaf, cell_index cell) const;
    [[nodiscard]] std::optional<cell_index> find_place(cell_index cell, bool inside) const;
    void add(cell_index leaf, std::int64_t by, move& to) const;

    const suppression_problem& p_;
    const std::vector<bool>& suppressed_;
    const cube& codes_;
    std::vector<cell_index> leaves_; ///< Those that are suppressed, ascending.
    std::vector<cell_index> people_; ///< Of them those with anybody.
};

} // namespace sdc::inline v0::detail
