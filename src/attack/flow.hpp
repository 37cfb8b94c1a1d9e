/// Components that are networks, as those of a table with one hierarchy and one flat dimension: maxima by augmenting paths, in integers.
#pragma once

#include "open_system.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// A component seen as a network: rows and the ground are nodes, columns are edges. Pushing along an edge takes from its tail and gives
/// to its head. A row with an interval has a further edge to the ground.
struct network {
    std::vector<std::uint32_t> tail = {}, head = {}; ///< Of each edge: first the columns, then the rows with intervals.
    std::vector<std::int64_t> low = {}, high = {};   ///< Of each edge.
    std::vector<std::uint32_t> interval_row = {};    ///< The row of each further edge.
    std::vector<std::size_t> node_first = {};        ///< Edges of node v: incident[node_first[v]] .. incident[node_first[v + 1] - 1].
    std::vector<std::uint32_t> incident = {};

    /// Nothing if some column has more than two entries, a coefficient is not 1 or -1, or the signs of the rows cannot be made to fit.
    [[nodiscard]] static std::optional<network> recognise(const component& c);
};

/// Moves one integer point of a network from maximum to maximum.
class flow {
public:
    /// `point`: a value for each column that meets every row. Both outlive this.
    flow(const network& n, const component& c, std::span<const std::int64_t> point);

    /// Pushes column j up (or down) until `enough`, its bound or the last augmenting path; the value reached. Exact. One breadth-first
    /// search, O(edges), for each path. Returns `unlimited`, and stays, if nothing limits it.
    std::int64_t push(std::uint32_t column, bool up, std::int64_t enough);
    [[nodiscard]] std::span<const std::int64_t> point() const noexcept { return value_; }
    /// Edges that the last push changed; those beyond the columns are of rows.
    [[nodiscard]] std::span<const std::uint32_t> changed() const noexcept { return changed_; }
    /// Takes the last push back.
    void undo() noexcept {
        for (std::size_t i = changed_.size(); i-- > 0;) value_[changed_[i]] = before_[i];
    }
    void restrict(std::uint32_t column, std::int64_t low, std::int64_t high) noexcept {
        low_[column] = low;
        high_[column] = high;
    }

private:
    struct step {
        std::uint32_t edge;
        std::uint32_t before; ///< The node that it came from.
    };
    [[nodiscard]] bool find_path(std::uint32_t from, std::uint32_t to, std::uint32_t without);
    [[nodiscard]] std::int64_t room(std::uint32_t edge, std::uint32_t from) const noexcept;
    void shift(std::uint32_t edge, std::uint32_t from, std::int64_t amount);

    const network& network_;
    std::vector<std::int64_t> low_, high_, value_, before_; // before_: the value of each of changed_
    std::vector<std::uint32_t> seen_, queue_, changed_; // seen: the number of the search that reached the node
    std::vector<step> step_;
    std::uint32_t search_ = 0;
};

} // namespace sdc::inline v0::detail
