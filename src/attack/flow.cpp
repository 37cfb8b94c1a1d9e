#include "flow.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace sdc::inline v0::detail {
namespace {

/// 1 or -1 for each row, so that every column with two entries has one of each sign; empty if there
/// are no such signs.
std::vector<int> find_signs(const component& c) {
    std::vector<int> sign(c.rows(), 0);
    std::vector<std::uint32_t> stack;
    for (std::uint32_t start = 0; start < c.rows(); ++start) {
        if (sign[start] != 0) continue;
        sign[start] = 1;
        stack.push_back(start);
        while (!stack.empty()) {
            const auto r = stack.back();
            stack.pop_back();
            for (const auto& in_row : c.row(r)) {
                for (const auto& other : c.column(in_row.at)) {
                    if (other.at == r) continue;
                    const int wanted = other.coefficient == in_row.coefficient ? -sign[r] : sign[r];
                    if (sign[other.at] == -wanted) return {};
                    if (sign[other.at] == 0) stack.push_back(other.at);
                    sign[other.at] = wanted;
                }
            }
        }
    }
    return sign;
}

void index_nodes(network& n, std::uint32_t nodes) {
    n.node_first.assign(nodes + 1, 0);
    for (const auto& e : n.edges) {
        ++n.node_first[e.tail + 1];
        ++n.node_first[e.head + 1];
    }
    std::partial_sum(n.node_first.begin(), n.node_first.end(), n.node_first.begin());
    n.arcs.resize(2 * n.edges.size());
    auto next = n.node_first;
    for (std::uint32_t i = 0; i < n.edges.size(); ++i) {
        const auto& e = n.edges[i];
        n.arcs[next[e.tail]++] = {.edge = i, .other = e.head, .forward = true};
        n.arcs[next[e.head]++] = {.edge = i, .other = e.tail, .forward = false};
    }
}

} // namespace

std::optional<network> network::recognise(const component& c) {
    for (std::uint32_t j = 0; j < c.columns(); ++j) {
        if (c.column(j).size() > 2 || std::ranges::any_of(c.column(j), [](const entry& e) {
                return std::abs(e.coefficient) != 1;
            }))
            return std::nullopt;
    }
    const auto sign = find_signs(c);
    if (sign.empty() && c.rows() > 0) return std::nullopt;
    const auto ground = c.rows();
    network n;
    for (std::uint32_t j = 0; j < c.columns(); ++j) {
        edge made{.low = c.low[j], .high = c.high[j], .tail = ground, .head = ground};
        for (const auto& e : c.column(j))
            (sign[e.at] * e.coefficient > 0 ? made.head : made.tail) = e.at;
        n.edges.push_back(made);
    }
    for (std::uint32_t r = 0; r < c.rows(); ++r) {
        if (c.row_low[r] == c.row_high[r]) continue;
        // The sum of the row leaves it, with the row's sign.
        n.edges.push_back({.low = c.row_low[r],
                           .high = c.row_high[r],
                           .tail = sign[r] > 0 ? r : ground,
                           .head = sign[r] > 0 ? ground : r});
        n.interval_row.push_back(r);
    }
    index_nodes(n, c.rows() + 1);
    return n;
}

flow::flow(const network& n, const component& c, std::span<const std::int64_t> point)
    : network_(n), point_(point.begin(), point.end()), seen_(c.rows() + 1), distance_(c.rows() + 1),
      queue_(c.rows() + 1), next_(c.rows() + 1) {
    for (std::size_t j = 0; j < point.size(); ++j)
        edges_.push_back({.low = n.edges[j].low, .high = n.edges[j].high, .value = point[j]});
    for (const auto r : n.interval_row) {
        std::int64_t sum = 0;
        for (const auto& e : c.row(r)) sum += e.coefficient * point[e.at];
        edges_.push_back(
            {.low = n.edges[edges_.size()].low, .high = n.edges[edges_.size()].high, .value = sum});
    }
}

/// How much can go along the arc. Bounds may be `unlimited`.
std::int64_t flow::room(const network::arc& a) const noexcept {
    const auto& e = edges_[a.edge];
    if (a.forward) return e.high == unlimited ? unlimited : e.high - e.value;
    return e.low == -unlimited ? unlimited : e.value - e.low;
}

void flow::shift(std::uint32_t edge, std::int64_t amount) {
    changed_.push_back(edge);
    before_.push_back(edges_[edge].value);
    set(edge, edges_[edge].value + amount);
}

/// Distances from `from` of all nodes that are no farther than `to`; false if it cannot be reached.
bool flow::find_distances(std::uint32_t from, std::uint32_t to, std::uint32_t without) {
    ++search_;
    std::size_t first = 0, last = 0;
    const auto reach = [&](std::uint32_t node, std::uint32_t distance) {
        seen_[node] = search_;
        distance_[node] = distance;
        next_[node] = network_.node_first[node];
        queue_[last++] = node;
    };
    reach(from, 0);
    while (first < last) {
        const auto node = queue_[first++];
        if (seen_[to] == search_ && distance_[node] + 1 >= distance_[to]) return true;
        for (auto i = network_.node_first[node]; i < network_.node_first[node + 1]; ++i) {
            const auto& a = network_.arcs[i];
            if (seen_[a.other] != search_ && a.edge != without && room(a) > 0)
                reach(a.other, distance_[node] + 1);
        }
    }
    return seen_[to] == search_;
}

/// Adds an edge that leads one farther from `node`; false if none is left.
bool flow::take_step(std::uint32_t node, std::uint32_t without) {
    for (; next_[node] < network_.node_first[node + 1]; ++next_[node]) {
        const auto& a = network_.arcs[next_[node]];
        if (seen_[a.other] != search_ || distance_[a.other] != distance_[node] + 1 ||
            a.edge == without || room(a) <= 0)
            continue;
        path_.push_back(&a);
        return true;
    }
    return false;
}

/// A path of that length by depth-first search; what leads nowhere is not tried twice.
bool flow::find_path(std::uint32_t from, std::uint32_t to, std::uint32_t without) {
    path_.clear();
    auto node = from;
    while (node != to) {
        if (distance_[node] < distance_[to] && take_step(node, without)) {
            node = path_.back()->other;
            continue;
        }
        if (path_.empty()) return false;
        path_.pop_back();
        node = path_.empty() ? from : path_.back()->other;
        ++next_[node];
    }
    return true;
}

std::int64_t flow::push(std::uint32_t column, bool up, std::int64_t enough) {
    changed_.clear();
    before_.clear();
    path_.clear();
    const auto tail = network_.edges[column].tail, head = network_.edges[column].head;
    const auto from = up ? head : tail, to = up ? tail : head;
    const auto& own = edges_[column];
    const auto goal = up ? std::min(enough, own.high) : std::max(enough, own.low);
    bool reached = false; // distances hold
    while (own.value != goal && (own.value < goal) == up) {
        auto amount = goal == unlimited ? unlimited : std::abs(goal - own.value);
        if (from != to) {
            reached = reached || find_distances(from, to, column);
            if (!reached) break;
            reached = find_path(from, to, column);
            if (!reached) continue; // none of that length is left
        }
        for (const auto* a : path_) amount = std::min(amount, room(*a));
        if (amount == unlimited) return unlimited;
        for (const auto* a : path_) shift(a->edge, a->forward ? amount : -amount);
        shift(column, up ? amount : -amount);
    }
    return own.value;
}

} // namespace sdc::inline v0::detail
