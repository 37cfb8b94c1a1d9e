/// Moves sought among all cells at once, by the simplex method that looks only where a move leads.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_simplex.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace sdc::inline v0::detail {

/// The cheapest move of the linear relaxation, branched to whole numbers and checked in integers.
/// Where nothing is found there may be a move. Reusable; one a thread.
class simplex_moves {
public:
    /// Price of changing a cell that may move by one.
    using price = std::function<double(unknown)>;

    /// Equations alone, in tables of at most three dimensions: in more a move takes so many rows
    /// that programs over parts of the table, which keep a sparse factor instead of an inverse, are
    /// faster.
    [[nodiscard]] static bool fits(const suppression_problem& p);

    /// Precondition: it fits.
    explicit simplex_moves(const suppression_problem& p) : p_(p), simplex_(p) {}

    /// For a change without `minus`; `accept`: which cells may move. `limit` counts programs.
    [[nodiscard]] std::optional<move> find(const goal& g, const wanted_change& wanted,
                                           const std::function<bool(unknown)>& accept,
                                           const price& price_of, std::uint64_t limit);

    /// The last search gave up or came to its limit; otherwise nothing found meant that, as far as
    /// doubles tell, nothing is there.
    [[nodiscard]] bool was_undecided() const noexcept { return undecided_; }

    [[nodiscard]] std::uint64_t work() const noexcept { return simplex_.work(); }

private:
    struct range {
        unknown cell;
        std::int64_t low, high;
    };
    struct request {
        const goal& asked;
        const std::function<bool(unknown)>& accept;
        const price& price_of;
        std::int64_t most;
    };

    [[nodiscard]] move_simplex::terms terms_of(const request& r, unknown cell) const;
    void visit(const request& r);
    void branch(const request& r, unknown cell, double value);

    const suppression_problem& p_;
    move_simplex simplex_;
    std::vector<range> ranges_; // of the wanted cell and the branches taken
    std::uint64_t left_ = 0;    // programs
    bool undecided_ = false;
    std::optional<move> found_;
};

} // namespace sdc::inline v0::detail
