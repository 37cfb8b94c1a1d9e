#include <sdc/protect/detail/search/network_moves.hpp>

#include <sdc/table/relations.hpp>

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

constexpr std::uint32_t left_out = 0; // the node of the relation that is left out
/// After so many paths those of the fewest arcs are taken, which are done after nodes x arcs at
/// most (Edmonds and Karp 1972).
constexpr int most_priced_paths = 500;

bool is_flat(const hierarchy& codes) {
    for (code_index i = 1; i < codes.size(); ++i) {
        if (codes.depth(i) > 1) return false;
    }
    return true;
}

/// The dimension that may be a tree; a table of one dimension has no other.
std::size_t tree_of(const cube& c) {
    return c.dimensions().size() == 2 && is_flat(c.codes(0)) ? 1 : 0;
}

std::size_t relations(const cube& c) {
    std::size_t n = 0;
    for_each_relation(c, [&](const relation&) { ++n; });
    return n;
}

} // namespace

struct network_moves::request {
    const pattern& s;
    const goal& g;
    const price& price_of;
    bool candidates;
    wanted_change wanted;
    std::int64_t room; // that a path must have, unless less is left to be moved
    int paths = 0;     // so far

    [[nodiscard]] bool may_move(unknown cell) const {
        return (s.is_suppressed(cell) || (candidates && s.may_move(cell))) &&
               (g.still.empty() || std::ranges::find(g.still, cell) == g.still.end());
    }
};

bool network_moves::fits(const suppression_problem& p) {
    if (p.tables.size() != 1 || !p.tables[0].numbers.empty()) return false;
    const auto& c = *p.tables[0].codes;
    if (c.size() != p.size() || c.dimensions().size() > 2 || p.rows.size() != relations(c))
        return false;
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
        if (p.rows.limits(r) != std::pair<std::int64_t, std::int64_t>{0, 0}) return false;
    }
    return c.dimensions().size() < 2 || is_flat(c.codes(1 - tree_of(c)));
}

network_moves::network_moves(const suppression_problem& p)
    : p_(p), ends_(p.size()), change_(p.size()) {
    const auto& c = *p.tables[0].codes;
    const auto t = tree_of(c);
    const auto& tree = c.codes(t);
    const bool has_columns = c.dimensions().size() == 2 && c.codes(1 - t).size() > 1;
    const code_index columns = has_columns ? c.codes(1 - t).size() : 1;
    const auto relation_of = [&](code_index code, code_index column) {
        return static_cast<node>(1 + code * columns + column);
    };
    for (code_index code = 0; code < tree.size(); ++code) {
        for (code_index column = 0; column < columns; ++column) {
            const auto above = code == 0 ? left_out : relation_of(tree.parent(code), column);
            const auto below = !tree.is_leaf(code) ? relation_of(code, column)
                               : has_columns       ? relation_of(code, 0)
                                                   : left_out;
            const auto cell =
                code * c.shape().stride(t) + (has_columns ? column * c.shape().stride(1 - t) : 0);
            ends_[cell] = column == 0 ? std::pair{above, below} : std::pair{below, above};
        }
    }
    visits_.resize(1 + std::size_t{tree.size()} * columns);
    last_.resize(visits_.size());
    suppressed_.resize(visits_.size());
    collect_arcs();
}

void network_moves::collect_arcs() {
    std::vector<unknown> order(p_.size());
    std::iota(order.begin(), order.end(), unknown{0});
    std::ranges::stable_sort(order, {}, [&](unknown cell) { return p_.cost[cell]; });
    first_arc_.assign(visits_.size() + 1, 0);
    for (const auto& [tail, head] : ends_) {
        ++first_arc_[tail + 1];
        ++first_arc_[head + 1];
    }
    std::partial_sum(first_arc_.begin(), first_arc_.end(), first_arc_.begin());
    arcs_.resize(first_arc_.back());
    auto next = first_arc_;
    for (const auto cell : order) {
        const auto [tail, head] = ends_[cell];
        arcs_[next[tail]++] = {.cell = cell, .end = head, .up = true};
        arcs_[next[head]++] = {.cell = cell, .end = tail, .up = false};
    }
}

std::optional<move> network_moves::among_suppressed(const pattern& s, const goal& g,
                                                    const price& price_of) {
    return cheapest(s, g, price_of, false);
}

std::optional<priced_move> network_moves::with_complements(const pattern& s, const goal& g,
                                                           const price& price_of) {
    auto found = cheapest(s, g, price_of, true);
    if (!found) return std::nullopt;
    const auto cost = s.added_cost(*found);
    return priced_move{.cost = cost, .found = std::move(*found)};
}

/// The lists of suppressed arcs as the pattern is now.
void network_moves::follow(const pattern& s) {
    if (followed_ != &s || changes_followed_ > s.history().size()) {
        for (auto& list : suppressed_) list.clear();
        listed_.assign(p_.size(), false);
        followed_ = &s;
        changes_followed_ = 0;
    }
    for (; changes_followed_ < s.history().size(); ++changes_followed_)
        turn(s.history()[changes_followed_]);
}

/// Suppressed becomes public and public suppressed.
void network_moves::turn(unknown cell) {
    listed_[cell] = !listed_[cell];
    const auto [tail, head] = ends_[cell];
    for (const bool up : {true, false}) {
        auto& list = suppressed_[up ? tail : head];
        if (listed_[cell])
            list.push_back({.cell = cell, .end = up ? head : tail, .up = up});
        else
            std::erase_if(list, [&](const arc& a) { return a.cell == cell && a.up == up; });
    }
}

/// Few paths with much room, or many with little: neither is always cheaper.
std::optional<move> network_moves::cheapest(const pattern& s, const goal& g, const price& price_of,
                                            bool candidates) {
    follow(s);
    std::optional<move> best;
    double lowest = 0;
    for (const auto& wanted : changes(p_, g.asked)) {
        for (auto room = wanted.amount; room > 0; room /= 2) {
            if (best && lowest < 1) return best;
            const bool found = route({.s = s,
                                      .g = g,
                                      .price_of = price_of,
                                      .candidates = candidates,
                                      .wanted = wanted,
                                      .room = room});
            auto m = take();
            if (!found) continue;
            double sum = 0;
            for (const auto& [cell, change] : m) sum += price_of(cell);
            if (best && sum >= lowest) continue;
            best = std::move(m);
            lowest = sum;
        }
    }
    return best;
}

/// What leaves along the wanted cell comes back on other ways.
bool network_moves::route(request asked) {
    const auto& wanted = asked.wanted;
    const auto [tail, head] = ends_[wanted.cell];
    const bool up = wanted.sign > 0;
    const arc out{.cell = wanted.cell, .end = up ? head : tail, .up = up};
    if (!asked.may_move(wanted.cell) || room_of(asked, out) < wanted.amount) return false;
    push(out, wanted.amount);
    const auto from = out.end, to = up ? tail : head;
    for (auto left = wanted.amount; left > 0; ++asked.paths) {
        if (!find_path(asked, from, to, std::min(asked.room, left))) return false;
        auto amount = left;
        for (const auto& a : path_) amount = std::min(amount, room_of(asked, a));
        for (const auto& a : path_) push(a, amount);
        left -= amount;
    }
    return true;
}

/// Dijkstra's, led by how many arcs are left at least (Hart, Nilsson and Raphael 1968): in a dense
/// table nearly all nodes are as near as the last but one of the path.
bool network_moves::find_path(const request& asked, node from, node to, std::int64_t room) {
    ++searches_;
    to_ = to;
    room_ = room;
    mark_neighbours(asked);
    visits_[from] = {.search = searches_};
    queue_.assign(1, {0.0, from});
    while (!queue_.empty() && queue_.front().second != to) {
        std::ranges::pop_heap(queue_, std::greater{});
        const auto at = queue_.back().second;
        queue_.pop_back();
        if (!std::exchange(visits_[at].settled, true)) settle(asked, at);
    }
    if (queue_.empty()) return false;
    path_.clear();
    for (auto at = to; at != from;) {
        const auto& a = path_.emplace_back(visits_[at].by);
        at = a.up ? ends_[a.cell].first : ends_[a.cell].second;
    }
    return true;
}

void network_moves::mark_neighbours(const request& asked) {
    for (const auto& a : suppressed_[to_]) last_[a.end] = searches_;
    if (!asked.candidates) return;
    for (auto i = first_arc_[to_]; i < first_arc_[to_ + 1]; ++i) last_[arcs_[i].end] = searches_;
}

double network_moves::left_to_go(node at) const {
    return at == to_ ? 0 : last_[at] == searches_ ? least_price : 2 * least_price;
}

void network_moves::settle(const request& asked, node at) {
    const auto distance = visits_[at].distance;
    for (const auto& a : suppressed_[at]) lengthen(asked, distance, a);
    work_ += suppressed_[at].size();
    if (!asked.candidates) return;
    for (auto i = first_arc_[at]; i < first_arc_[at + 1]; ++i) {
        ++work_;
        if (!asked.s.is_suppressed(arcs_[i].cell) && !lengthen(asked, distance, arcs_[i])) break;
    }
}

bool network_moves::lengthen(const request& asked, double distance, const arc& a) {
    auto& next = visits_[a.end];
    const bool seen = next.search == searches_;
    if (seen && next.distance <= distance) return true;
    if (a.cell == asked.wanted.cell || !asked.may_move(a.cell) || room_of(asked, a) < room_)
        return true;
    const bool free = change_[a.cell] != 0 || asked.paths > most_priced_paths;
    const auto longer = distance + (free ? least_price : asked.price_of(a.cell));
    const auto all = longer + left_to_go(a.end);
    if (visits_[to_].search == searches_ && all >= visits_[to_].distance)
        return free || longer < visits_[to_].distance;
    if (seen && next.distance <= longer) return true;
    next = {.distance = longer, .by = a, .search = searches_};
    queue_.emplace_back(all, a.end);
    std::ranges::push_heap(queue_, std::greater{});
    return true;
}

std::int64_t network_moves::room_of(const request& asked, const arc& a) const {
    const auto now = p_.value[a.cell] + change_[a.cell];
    if (a.up) return p_.high[a.cell] == unlimited ? unlimited : p_.high[a.cell] - now;
    const auto& least = asked.g.least;
    const auto at =
        std::ranges::lower_bound(least, a.cell, {}, &std::pair<unknown, std::int64_t>::first);
    const auto low = p_.low[a.cell];
    return now - (at == least.end() || at->first != a.cell ? low : std::max(low, at->second));
}

void network_moves::push(const arc& a, std::int64_t amount) {
    change_[a.cell] += a.up ? amount : -amount;
    changed_.push_back(a.cell);
}

move network_moves::take() {
    std::ranges::sort(changed_);
    move made;
    for (const auto cell : changed_) {
        if (change_[cell] != 0) made.emplace_back(cell, std::exchange(change_[cell], 0));
    }
    changed_.clear();
    return made;
}

} // namespace sdc::inline v0::detail
