/// Moves of a table of two dimensions as circulations in a network: shortest paths instead of
/// linear programs, whole numbers by nature.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_finder.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// Relations along the tree for every code of the flat dimension, and along the flat dimension for
/// the leaves of the tree, imply all others. A cell is in at most two of them; with the signs
/// turned for the codes under the flat total it enters one with +1 and one with -1, so it is an arc
/// between relations (one more node stands for the relation that is left out), and a move is a
/// circulation. Every search is over the whole table: nothing found is a proof (maximum flow).
/// Reusable for one pattern; one a thread.
class network_moves {
public:
    /// Price of changing a cell that may move, at least `least_price`; of candidates that are
    /// public it ascends with their costs.
    using price = std::function<double(unknown)>;
    /// Next to nothing, but so that paths stay short; also of a cell that the move changes already.
    static constexpr double least_price = 1.0 / 1024;

    /// One table of at most two dimensions, at most one of them deeper than its total, and no
    /// statements together with it.
    [[nodiscard]] static bool fits(const suppression_problem& p);

    /// Precondition: it fits. O(cells log cells).
    explicit network_moves(const suppression_problem& p);

    /// The cheapest move found for a requirement without `minus`; prices are charged once a cell,
    /// whatever its change. Nothing: there is none.
    [[nodiscard]] std::optional<move> among_suppressed(const pattern& s, const goal& g,
                                                       const price& price_of);
    [[nodiscard]] std::optional<priced_move> with_complements(const pattern& s, const goal& g,
                                                              const price& price_of);

    /// Arcs looked at so far.
    [[nodiscard]] std::uint64_t work() const noexcept { return work_; }

private:
    using node = std::uint32_t; // a relation
    struct arc {
        unknown cell;
        node end;
        bool up; // the cell rises on the way there
    };
    struct visit {
        double distance = 0;
        arc by = {};
        std::uint64_t search = 0; // which one wrote it
        bool settled = false;
    };
    struct request;

    void collect_arcs();
    void follow(const pattern& s);
    void turn(unknown cell);
    [[nodiscard]] std::optional<move> cheapest(const pattern& s, const goal& g,
                                               const price& price_of, bool candidates);
    [[nodiscard]] bool route(request asked);
    [[nodiscard]] bool find_path(const request& asked, node from, node to, std::int64_t room);
    void mark_neighbours(const request& asked);
    [[nodiscard]] double left_to_go(node at) const;
    void settle(const request& asked, node at);
    /// False if this arc alone makes the path cost no less than one that is known.
    bool lengthen(const request& asked, double distance, const arc& a);
    [[nodiscard]] std::int64_t room_of(const request& asked, const arc& a) const;
    void push(const arc& a, std::int64_t amount);
    [[nodiscard]] move take();

    const suppression_problem& p_;
    std::vector<std::pair<node, node>>
        ends_; // of each cell: when it rises, flow leaves the first and enters the second
    std::vector<std::size_t> first_arc_;
    std::vector<arc> arcs_;             // of each node, cheapest cells first
    const pattern* followed_ = nullptr; // up to so many changes:
    std::size_t changes_followed_ = 0;
    std::vector<bool> listed_;
    std::vector<std::vector<arc>> suppressed_; // of each node
    std::vector<visit> visits_;
    std::vector<std::pair<double, node>> queue_;
    std::uint64_t searches_ = 0, work_ = 0;
    node to_ = 0;
    std::int64_t room_ = 1;
    std::vector<std::uint64_t>
        last_; // of each node the last search in which it was next to the end
    std::vector<arc> path_;
    std::vector<std::int64_t> change_; // of each cell, in the move at hand
    std::vector<unknown> changed_;     // may repeat, may have come back
};

} // namespace sdc::inline v0::detail
