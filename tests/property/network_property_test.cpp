// Moves and bounds of tables that are networks against the cheapest and largest flows of
// Boost.Graph, on tables beyond enumeration.
#include <sdc/protect/detail/search/network_moves.hpp>

#include <sdc/attack/bounds.hpp>

#include <generators.hpp>
#include <move_instance.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace {

using namespace sdc::detail;
using instance = support::move_instance;
using cell_number = sdc::detail::unknown;

/// What an arc costs, in 1024ths: a suppressed cell next to nothing.
std::int64_t weight(const pattern& s, cell_number cell) {
    return s.is_suppressed(cell) ? 1 : 1024 * s.problem().cost[cell];
}

double price(const pattern& s, cell_number cell) {
    return static_cast<double>(weight(s, cell)) / 1024;
}

/// The table as a network, from its codes alone. Nodes are the sums along the tree, for each
/// column, and along the columns, for each leaf of the tree; those of columns under the total have
/// their signs turned. A rising cell leads from the sum it lowers to the sum it raises.
class table_network {
public:
    explicit table_network(const sdc::cube& c) : ends_(c.size(), {0, 0}) {
        const bool is_tree_first = c.dimensions().size() == 1 || depth_of(c.codes(0)) > 1;
        const std::size_t t = is_tree_first ? 0 : 1;
        const auto& tree = c.codes(t);
        const auto columns =
            c.dimensions().size() == 1 ? sdc::code_index{1} : c.codes(1 - t).size();
        const auto cell_at = [&](sdc::code_index code, sdc::code_index column) {
            auto cell = code * c.shape().stride(t);
            if (columns > 1) cell += column * c.shape().stride(1 - t);
            return static_cast<std::size_t>(cell);
        };
        for (sdc::code_index column = 0; column < columns; ++column) {
            const bool turned = column > 0;
            for (sdc::code_index code = 0; code < tree.size(); ++code) {
                if (tree.is_leaf(code)) continue;
                const auto node = ++nodes_;
                (turned ? lowers(cell_at(code, column)) : raises(cell_at(code, column))) = node;
                for (sdc::code_index part = 1; part < tree.size(); ++part) {
                    if (tree.parent(part) != code) continue;
                    (turned ? raises(cell_at(part, column)) : lowers(cell_at(part, column))) = node;
                }
            }
        }
        for (sdc::code_index code = 0; columns > 1 && code < tree.size(); ++code) {
            if (!tree.is_leaf(code)) continue;
            const auto node = ++nodes_;
            raises(cell_at(code, 0)) = node;
            for (sdc::code_index column = 1; column < columns; ++column)
                lowers(cell_at(code, column)) = node;
        }
    }

    struct flow {
        std::int64_t amount = 0;
        std::int64_t weight = 0;         ///< Of each unit on each arc.
        std::int64_t weight_of_arcs = 0; ///< Of each arc once.
    };
    /// The cheapest flow that lets the cell change by so much, without the cell itself; or the
    /// largest there is.
    [[nodiscard]] flow cheapest(const pattern& s, const goal& g, std::int64_t change) const;

private:
    static std::size_t depth_of(const sdc::hierarchy& codes) {
        std::size_t deepest = 0;
        for (sdc::code_index i = 0; i < codes.size(); ++i)
            deepest = std::max<std::size_t>(deepest, codes.depth(i));
        return deepest;
    }
    std::size_t& lowers(std::size_t cell) { return ends_[cell].first; }
    std::size_t& raises(std::size_t cell) { return ends_[cell].second; }

    std::size_t nodes_ = 0; // 0 stands for all that is outside
    std::vector<std::pair<std::size_t, std::size_t>> ends_;
};

table_network::flow table_network::cheapest(const pattern& s, const goal& g,
                                            std::int64_t change) const {
    using traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using arcs = boost::adjacency_list<
        boost::vecS, boost::vecS, boost::directedS, boost::no_property,
        boost::property<
            boost::edge_capacity_t, std::int64_t,
            boost::property<boost::edge_residual_capacity_t, std::int64_t,
                            boost::property<boost::edge_reverse_t, traits::edge_descriptor,
                                            boost::property<boost::edge_weight_t, double>>>>>;
    arcs graph(nodes_ + 2);
    const auto source = nodes_ + 1;
    std::vector<std::pair<traits::edge_descriptor, std::int64_t>> forward;
    const auto add = [&](std::size_t from, std::size_t to, std::int64_t room, std::int64_t cost) {
        if (room <= 0) return;
        const auto there = boost::add_edge(from, to, graph).first,
                   back = boost::add_edge(to, from, graph).first;
        boost::put(boost::edge_capacity, graph, there, room);
        boost::put(boost::edge_capacity, graph, back, 0);
        // Whole numbers far below 2^53: Boost adds to the distance of what cannot be reached.
        boost::put(boost::edge_weight, graph, there, static_cast<double>(cost));
        boost::put(boost::edge_weight, graph, back, static_cast<double>(-cost));
        boost::put(boost::edge_reverse, graph, there, back);
        boost::put(boost::edge_reverse, graph, back, there);
        forward.emplace_back(there, cost);
    };
    const auto& p = s.problem();
    auto low = p.low;
    for (const auto& [cell, least] : g.least) low[cell] = std::max(low[cell], least);
    for (cell_number cell = 0; cell < p.size(); ++cell) {
        if (cell == g.asked.cell || !s.may_move(cell) || std::ranges::count(g.still, cell) > 0)
            continue;
        const auto [tail, head] = ends_[cell];
        add(tail, head, p.high[cell] - p.value[cell], weight(s, cell));
        add(head, tail, p.value[cell] - low[cell], weight(s, cell));
    }
    const auto [tail, head] = ends_[g.asked.cell];
    const auto begin = change > 0 ? head : tail, end = change > 0 ? tail : head;
    const auto amount = change > 0 ? change : -change;
    if (begin == end) return {.amount = amount};
    add(source, begin, amount, 0);
    boost::successive_shortest_path_nonnegative_weights(graph, source, end);
    flow found;
    for (const auto& [arc, cost] : forward) {
        const auto sent = boost::get(boost::edge_capacity, graph, arc) -
                          boost::get(boost::edge_residual_capacity, graph, arc);
        if (boost::source(arc, graph) == source) found.amount = sent;
        found.weight += cost * sent;
        if (sent > 0) found.weight_of_arcs += cost;
    }
    return found;
}

instance random_instance(support::splitmix64& random) {
    std::vector<sdc::dimension> by{
        {.name = "d0",
         .codes = support::random_hierarchy(random, "d0",
                                            {.branching = 7,
                                             .depth = 1 + random.below(3),
                                             .single_child_percent = 15,
                                             .ragged_percent = 40})}};
    if (random.percent(90))
        by.push_back(
            {.name = "d1",
             .codes = support::random_hierarchy(random, "d1", {.branching = 9, .depth = 1})});
    if (random.percent(50)) std::ranges::reverse(by);
    instance made(sdc::tabulate(support::random_leaf_counts(random, by, {.mean = 3}),
                                {.by = by, .count = "count"})
                      .value());
    made.draw(random, 3);
    return made;
}

struct tally {
    std::size_t found = 0, none = 0, larger = 0;
    double weight = 0, of_flows = 0; // of larger changes
};

/// A change by one is one path, so that both must cost the same. More is a heuristic: each cell
/// costs once, however far it moves, so that a unit of the cheapest flow is a lower bound.
void compare(const pattern& s, const goal& g, std::int64_t change, const table_network& oracle,
             network_moves& network, tally& t) {
    const auto price_of = [&](cell_number cell) { return price(s, cell); };
    const auto found = network.with_complements(s, g, price_of);
    const auto& p = s.problem();
    const auto cell = static_cast<cell_number>(g.asked.cell);
    const auto amount = change > 0 ? change : -change;
    const auto room = change > 0 ? p.high[cell] - p.value[cell] : p.value[cell] - p.low[cell];
    const bool free = s.may_move(cell) && std::ranges::count(g.still, cell) == 0 && room >= amount;
    const auto flow = free ? oracle.cheapest(s, g, change) : table_network::flow{};
    ASSERT_EQ(found.has_value(), flow.amount == amount);
    ++(found ? t.found : t.none);
    if (!found) return;
    std::int64_t sum = -weight(s, cell);
    for (const auto& [at, by] : found->found) sum += weight(s, at);
    if (amount == 1) {
        EXPECT_EQ(sum, flow.weight);
        return;
    }
    EXPECT_GE(sum * amount, flow.weight);
    ++t.larger;
    t.weight += static_cast<double>(sum);
    t.of_flows += static_cast<double>(flow.weight_of_arcs);
}

TEST(NetworkProperty, MovesCostWhatTheCheapestFlowsCost) {
    support::splitmix64 random(7);
    tally t;
    for (int round = 0; round < 1000; ++round) {
        auto made = random_instance(random);
        if (made.p.size() > 500) continue;
        ASSERT_TRUE(network_moves::fits(made.p));
        const pattern s(made.p, made.suppressed());
        const table_network oracle(made.table.cube());
        network_moves network(made.p);
        for (int k = 0; k < 30; ++k) {
            const auto cell = static_cast<cell_number>(random.below(made.p.size()));
            const auto amount = static_cast<std::int64_t>(1 + random.below(3));
            const auto change = random.percent(50) ? amount : -amount;
            auto g = made.ask(cell, change);
            for (cell_number other = 0; round % 2 == 0 && other < made.p.size(); ++other) {
                if (other != cell && random.percent(10)) g.still.push_back(other);
                if (other != cell && random.percent(20))
                    g.least.emplace_back(other, std::max<std::int64_t>(0, made.p.value[other] - 1));
            }
            compare(s, g, change, oracle, network, t);
            ASSERT_FALSE(HasFailure()) << "round " << round << ", cell " << cell << ' ' << change;
        }
    }
    EXPECT_GT(t.found, 5'000U);
    EXPECT_GT(t.none, 5'000U);
    EXPECT_GT(t.larger, 2'000U);
    EXPECT_LE(t.weight, t.of_flows) << "no dearer than what the cheapest flows use";
}

TEST(NetworkProperty, BoundsAreAsWideAsTheLargestFlows) {
    support::splitmix64 random(8);
    std::size_t wide = 0, single = 0;
    for (int round = 0; round < 300; ++round) {
        auto made = random_instance(random);
        if (made.p.size() > 500) continue;
        for (auto& role : made.p.role)
            if (role == cell_role::candidate) role = cell_role::fixed;
        const pattern s(made.p, made.suppressed());
        const table_network oracle(made.table.cube());
        sdc::knowledge known(made.table.shared_cube());
        std::vector<sdc::cell_index> open;
        for (cell_number cell = 0; cell < made.p.size(); ++cell) {
            if (!s.is_suppressed(cell)) {
                known.learn_exact(cell, made.p.value[cell]);
                continue;
            }
            known.learn(cell, made.p.low[cell], made.p.high[cell]);
            open.push_back(cell);
        }
        const auto found = sdc::bounds(known, open).value();
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto cell = static_cast<cell_number>(open[i]);
            const auto value = made.p.value[cell];
            const auto flow_of = [&](std::int64_t change) {
                return change == 0 ? 0 : oracle.cheapest(s, made.ask(cell, change), change).amount;
            };
            const auto low = value - flow_of(made.p.low[cell] - value),
                       high = value + flow_of(made.p.high[cell] - value);
            ASSERT_EQ(found[i], (sdc::interval{low, high, true})) << "round " << round;
            ++(low < high ? wide : single);
        }
    }
    EXPECT_GT(wide, 2'000U);
    EXPECT_GT(single, 2'000U);
}

} // namespace
