/// From a requirement to a move that meets it, among suppressed cells or with complements: in the
/// whole problem where it can be searched at once, else in parts of it.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_finder.hpp>
#include <sdc/protect/detail/search/network_moves.hpp>
#include <sdc/protect/detail/search/search_area.hpp>
#include <sdc/protect/detail/search/simplex_moves.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace sdc::inline v0::detail {

/// Reusable; one a thread.
class move_search {
public:
    /// Price of changing a cell that may move by one.
    using price = std::function<double(unknown)>;

    /// `everywhere`: where the whole table can be searched at once it is, not parts of it.
    explicit move_search(const suppression_problem& p, bool everywhere = true)
        : p_(p), area_(p), system_(p) {
        if (!everywhere) return;
        if (network_moves::fits(p))
            network_.emplace(p);
        else if (simplex_moves::fits(p))
            simplex_.emplace(p);
    }

    /// From now on, where the simplex method would search all cells at once. Nothing where paths
    /// do.
    void search_parts_alone(bool alone = true) noexcept { parts_alone_ = alone; }

    /// Suppressed cells for little, so that moves stay short; candidates at their cost.
    [[nodiscard]] double usual_price(const pattern& s, unknown cell) const;

    [[nodiscard]] std::optional<move> among_suppressed(const pattern& s, const goal& g,
                                                       const price& price_of, std::size_t size,
                                                       std::uint64_t limit);

    /// The cheapest found among all cells that may move; nothing also where they cannot be searched
    /// at once.
    [[nodiscard]] std::optional<priced_move> anywhere(const pattern& s, const goal& g,
                                                      const price& price_of, std::uint64_t limit);

    /// The cheapest sum of products found where not all cells can be searched at once, or not
    /// always: in no time, and seldom the cheapest move.
    [[nodiscard]] std::optional<priced_move> by_products(const pattern& s, const goal& g,
                                                         const price& price_of);

    /// The cheapest found anywhere, or else by products, or else in an area of suppressed cells and
    /// products of about `size` cells: the first that finds any, for whoever asks often.
    [[nodiscard]] std::optional<priced_move> with_complements(const pattern& s, const goal& g,
                                                              const price& price_of,
                                                              std::size_t size,
                                                              std::uint64_t limit);

    /// The cheapest found in such an area. `known`: what a move that is known costs; one that is
    /// much cheaper takes many complements that cost a small share of it each, so that dearer ones
    /// are left out.
    [[nodiscard]] std::optional<priced_move> nearby(const pattern& s, const goal& g,
                                                    const price& price_of, std::size_t size,
                                                    std::uint64_t limit,
                                                    std::int64_t known = unlimited);

    /// The last resort: ever more candidates around the requirement, in the end all cells.
    /// `impossible`: no move exists at all.
    struct verdict {
        std::optional<priced_move> found = {};
        bool impossible = false;
    };
    [[nodiscard]] verdict among_all(const pattern& s, const goal& g, const price& price_of);

    /// The last search of all cells, or of all that are suppressed, gave up.
    [[nodiscard]] bool gave_up() const noexcept { return gave_up_; }

    /// The last `anywhere` searched all cells at once and, as far as it tells, nothing is there.
    [[nodiscard]] bool found_nothing() const noexcept { return found_nothing_; }

    /// The measure of work so far: columns of all linear programs over areas, and what takes as
    /// long.
    [[nodiscard]] std::uint64_t work() const noexcept {
        return work_ + (network_ ? network_->work() / arcs_a_column : 0) +
               (simplex_ ? simplex_->work() / entries_a_column : 0) +
               area_.work() / prices_a_column;
    }

private:
    /// What looking at so many arcs takes, one column of a linear program takes.
    static constexpr std::uint64_t arcs_a_column = 64;
    /// The same of cells and entries of an inverse.
    static constexpr std::uint64_t entries_a_column = 160;
    /// The same of cells priced.
    static constexpr std::uint64_t prices_a_column = 200;

    [[nodiscard]] found_move solve(const goal& g, const wanted_change& change,
                                   std::vector<unknown> cells, const price& price_of,
                                   std::uint64_t limit);
    /// Paths answer it: what they do not find is not there.
    [[nodiscard]] bool is_network(const goal& g) const {
        return network_ && g.asked.minus == no_cell;
    }
    [[nodiscard]] bool is_simplex(const goal& g) const {
        return simplex_ && !parts_alone_ && g.asked.minus == no_cell;
    }
    [[nodiscard]] bool is_impossible_nearby(const pattern& s, const goal& g);

    const suppression_problem& p_;
    search_area area_;
    local_system system_;
    std::optional<network_moves> network_;
    std::optional<simplex_moves> simplex_;
    std::uint64_t work_ = 0;
    bool parts_alone_ = false, found_nothing_ = false, gave_up_ = false;
};

} // namespace sdc::inline v0::detail
