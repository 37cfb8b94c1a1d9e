/// Components that are networks, as those of a table with one hierarchy and one flat dimension:
/// maxima by augmenting paths, in integers.
#pragma once

#include "open_system.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// A component seen as a network: rows and the ground are nodes, columns are edges. Pushing along
/// an edge takes from its tail and gives to its head. A row with an interval has a further edge to
/// the ground.
struct network {
    struct edge {
        std::int64_t low, high;
        std::uint32_t tail, head;
    };
    /// An edge seen from one of its ends.
    struct arc {
        std::uint32_t edge, other;
        bool forward; ///< From the tail.
    };
    std::vector<edge> edges = {}; ///< First the columns, then the rows with intervals.
    std::vector<std::uint32_t> interval_row = {}; ///< The row of each further edge.
    std::vector<std::size_t> node_first =
        {}; ///< Arcs of node v: arcs[node_first[v]] .. arcs[node_first[v + 1] - 1].
    std::vector<arc> arcs = {};

    /// Nothing if some column has more than two entries, a coefficient is not 1 or -1, or the signs
    /// of the rows cannot be made to fit.
    [[nodiscard]] static std::optional<network> recognise(const component& c);
};

/// Moves one integer point of a network from maximum to maximum.
class flow {
public:
    /// `point`: a value for each column that meets every row. Both outlive this.
    flow(const network& n, const component& c, std::span<const std::int64_t> point);

    /// Pushes column j up (or down) until `enough`, its bound or the last augmenting path; the
    /// value reached. Exact. Returns `unlimited`, and stays, if nothing limits it. Shortest paths,
    /// all of one length after one breadth-first search (Dinic 1970).
    std::int64_t push(std::uint32_t column, bool up, std::int64_t enough);
    [[nodiscard]] std::span<const std::int64_t> point() const noexcept { return point_; }
    /// Edges that the last push changed; those beyond the columns are of rows.
    [[nodiscard]] std::span<const std::uint32_t> changed() const noexcept { return changed_; }
    /// Takes the last push back.
    void undo() noexcept {
        for (std::size_t i = changed_.size(); i-- > 0;) set(changed_[i], before_[i]);
    }
    void restrict(std::uint32_t column, std::int64_t low, std::int64_t high) noexcept {
        edges_[column].low = low;
        edges_[column].high = high;
    }

private:
    /// What can move: up to `high`, down to `low`.
    struct state {
        std::int64_t low, high, value;
    };
    [[nodiscard]] bool find_distances(std::uint32_t from, std::uint32_t to, std::uint32_t without);
    [[nodiscard]] bool find_path(std::uint32_t from, std::uint32_t to, std::uint32_t without);
    [[nodiscard]] bool take_step(std::uint32_t node, std::uint32_t without);
    [[nodiscard]] std::int64_t room(const network::arc& a) const noexcept;
    void shift(std::uint32_t edge, std::int64_t amount);
    void set(std::uint32_t edge, std::int64_t value) noexcept {
        edges_[edge].value = value;
        if (edge < point_.size()) point_[edge] = value;
    }

    const network& network_;
    std::vector<state> edges_;
    std::vector<std::int64_t> point_, before_; // of the columns; of each of changed_
    std::vector<std::uint32_t> changed_;
    std::vector<std::uint32_t> seen_, distance_,
        queue_;                     // seen_: the number of the search that reached the node
    std::vector<std::size_t> next_; // of each node the first incident edge that may still lead on
    std::vector<const network::arc*> path_;
    std::uint32_t search_ = 0;
};

} // namespace sdc::inline v0::detail
