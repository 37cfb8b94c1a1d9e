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

    /// Equations alone, in tables of at most three dimensions; or of four, if there are so many
    /// cells that no program over a part of them sees most of them, and at least four for each
    /// requirement. Where more is unsafe, and in more dimensions, moves take so many rows that most
    /// searches would give up.
    [[nodiscard]] static bool fits(const suppression_problem& p);
    /// At most three dimensions in every table: then the search seldom gives up.
    [[nodiscard]] static bool has_few_dimensions(const suppression_problem& p);

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
