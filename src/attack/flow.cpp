#include "flow.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace sdc::inline v0::detail {
namespace {

/// 1 or -1 for each row, so that every column with two entries has one of each sign; empty if there are no such signs.
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
    for (std::size_t e = 0; e < n.tail.size(); ++e) {
        ++n.node_first[n.tail[e] + 1];
        ++n.node_first[n.head[e] + 1];
    }
    std::partial_sum(n.node_first.begin(), n.node_first.end(), n.node_first.begin());
    n.incident.resize(2 * n.tail.size());
    auto next = n.node_first;
    for (std::uint32_t e = 0; e < n.tail.size(); ++e) {
        n.incident[next[n.tail[e]]++] = e;
        n.incident[next[n.head[e]]++] = e;
    }
}

} // namespace

std::optional<network> network::recognise(const component& c) {
    for (std::uint32_t j = 0; j < c.columns(); ++j) {
        if (c.column(j).size() > 2 || std::ranges::any_of(c.column(j), [](const entry& e) { return std::abs(e.coefficient) != 1; })) return std::nullopt;
    }
    const auto sign = find_signs(c);
    if (sign.empty() && c.rows() > 0) return std::nullopt;
    const auto ground = c.rows();
    network n{.low = c.low, .high = c.high};
    n.tail.assign(c.columns(), ground);
    n.head.assign(c.columns(), ground);
    for (std::uint32_t j = 0; j < c.columns(); ++j) {
        for (const auto& e : c.column(j)) (sign[e.at] * e.coefficient > 0 ? n.head : n.tail)[j] = e.at;
    }
    for (std::uint32_t r = 0; r < c.rows(); ++r) {
        if (c.row_low[r] == c.row_high[r]) continue;
        // The sum of the row leaves it, with the row's sign.
        n.tail.push_back(sign[r] > 0 ? r : ground);
        n.head.push_back(sign[r] > 0 ? ground : r);
        n.low.push_back(c.row_low[r]);
        n.high.push_back(c.row_high[r]);
        n.interval_row.push_back(r);
    }
    index_nodes(n, c.rows() + 1);
    return n;
}

flow::flow(const network& n, const component& c, std::span<const std::int64_t> point)
    : network_(n), low_(n.low), high_(n.high), value_(point.begin(), point.end()), seen_(c.rows() + 1), queue_(c.rows() + 1), step_(c.rows() + 1) {
    for (const auto r : n.interval_row) {
        std::int64_t sum = 0;
        for (const auto& e : c.row(r)) sum += e.coefficient * point[e.at];
        value_.push_back(sum);
    }
}

/// How much can go along the edge when it is entered at `from`. Bounds may be `unlimited`.
std::int64_t flow::room(std::uint32_t edge, std::uint32_t from) const noexcept {
    const bool forward = network_.tail[edge] == from;
    if (forward) return high_[edge] == unlimited ? unlimited : high_[edge] - value_[edge];
    return low_[edge] == -unlimited ? unlimited : value_[edge] - low_[edge];
}

void flow::shift(std::uint32_t edge, std::uint32_t from, std::int64_t amount) {
    changed_.push_back(edge);
    before_.push_back(value_[edge]);
    value_[edge] += network_.tail[edge] == from ? amount : -amount;
}

bool flow::find_path(std::uint32_t from, std::uint32_t to, std::uint32_t without) {
    ++search_;
    std::size_t first = 0, last = 0;
    seen_[from] = search_;
    queue_[last++] = from;
    while (first < last) {
        const auto node = queue_[first++];
        for (auto i = network_.node_first[node]; i < network_.node_first[node + 1]; ++i) {
            const auto edge = network_.incident[i];
            const auto next = network_.tail[edge] == node ? network_.head[edge] : network_.tail[edge];
            if (seen_[next] == search_ || edge == without || room(edge, node) <= 0) continue;
            seen_[next] = search_;
            step_[next] = {.edge = edge, .before = node};
            if (next == to) return true;
            queue_[last++] = next;
        }
    }
    return false;
}

std::int64_t flow::push(std::uint32_t column, bool up, std::int64_t enough) {
    changed_.clear();
    before_.clear();
    const auto tail = network_.tail[column], head = network_.head[column];
    const auto from = up ? head : tail, to = up ? tail : head;
    const auto goal = up ? std::min(enough, high_[column]) : std::max(enough, low_[column]);
    while (value_[column] != goal && (value_[column] < goal) == up) {
        auto amount = goal == unlimited ? unlimited : std::abs(goal - value_[column]);
        if (from != to) {
            if (!find_path(from, to, column)) break;
            for (auto v = to; v != from; v = step_[v].before) amount = std::min(amount, room(step_[v].edge, step_[v].before));
        }
        if (amount == unlimited) return unlimited;
        for (auto v = to; v != from; v = step_[v].before) shift(step_[v].edge, step_[v].before, amount);
        changed_.push_back(column);
        before_.push_back(value_[column]);
        value_[column] += up ? amount : -amount;
    }
    return value_[column];
}

} // namespace sdc::inline v0::detail
