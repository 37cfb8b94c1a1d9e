/// The same cells are suppressed whatever the order of rows, dimensions, codes and further tables:
/// ties are broken by names.
#include "support/reordered.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/protect/gaussian_suppression.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>

namespace {

using namespace sdc;
using support::splitmix64;

/// Names in no order of their numbers.
std::string any_name(splitmix64& random, const std::string& unique) {
    return std::string(1, static_cast<char>('A' + random.below(26))) +
           std::string(1, static_cast<char>('a' + random.below(26))) + unique;
}

/// Counts from 0 to 12, so that many costs are equal.
std::shared_ptr<const table> any_table(splitmix64& random, std::size_t dimensions) {
    const support::table_options o{.dimensions = dimensions,
                                   .branching = dimensions < 3 ? 2 + random.below(4) : 2,
                                   .depth = dimensions < 4 ? 1 + random.below(2) : 1,
                                   .mean = 1 + random.below(3),
                                   .zero_percent = random.below(50),
                                   .single_child_percent = random.below(20)};
    std::vector<dimension> by;
    for (std::size_t d = 0; d < dimensions; ++d) {
        auto codes = support::random_codes(random, "d" + std::to_string(d), o);
        for (auto& c : codes) {
            const auto old = c.id;
            c.id = any_name(random, old);
            for (auto& other : codes) {
                if (other.parent == old) other.parent = c.id;
            }
        }
        by.push_back({.name = any_name(random, std::to_string(d)),
                      .codes = hierarchy::from_parents(codes).value(),
                      .role = random.percent(30) ? role::sensitive : role::identifying,
                      .codes_from_data = random.percent(20)});
    }
    auto rows = support::random_leaf_counts(random, by, o);
    return std::make_shared<const table>(tabulate(rows, {.by = by, .count = "count"}).value());
}

template <std::size_t N, class T>
T any_of(splitmix64& random, const std::array<T, N>& from) {
    return from[random.below(N)];
}

suppress_options any_options(splitmix64& random) {
    suppress_options o;
    o.rules = {
        threshold{.minimum = static_cast<std::int64_t>(2 + random.below(4)),
                  .zeros = any_of(random, std::array{zero_policy::show, zero_policy::eligible,
                                                     zero_policy::hide, zero_policy::unsafe}),
                  .publish_total = random.percent(50)}};
    if (random.percent(30))
        o.rules.emplace_back(
            group_disclosure{.coalition = static_cast<std::int64_t>(random.below(3))});
    o.protection.width =
        any_of(random,
               std::array{protection::kind::cover, protection::kind::reach, protection::kind::exact,
                          protection::kind::percent, protection::kind::absolute});
    o.protection.percent = 20;
    o.protection.absolute = 3;
    o.cost.by = any_of(random, std::array{suppression_cost::value, suppression_cost::unity,
                                          suppression_cost::log, suppression_cost::distance});
    o.improvement_budget = random.below(2);
    return o;
}

/// Whatever is said of cells: who is in them, which stay public, which go together.
void say_of_cells(splitmix64& random, const table& t, suppress_options& o) {
    const auto any_cell = [&] { return cell_index{random.below(t.size())}; };
    o.intruders.coalition = static_cast<std::int64_t>(
        random.below(t.size() < 100 ? 3 : 2)); // many coalitions take long
    for (auto k = random.below(3); k > 0; --k) o.preferred.push_back(any_cell());
    if (random.percent(20)) o.must_publish.push_back(any_cell());
    std::vector<cell_index> group{any_cell(), any_cell()};
    if (group[0] != group[1] && random.percent(50)) o.suppression_groups.push_back(group);
    if (random.percent(50)) o.cost.cells.emplace_back(any_cell(), 1 + random.below(9));
    for (const auto* name : {"b", "a"}) {
        intruder who{.name = name, .own = {}};
        for (const auto& cell : cells(t)) {
            const auto value = t.value(cell.index());
            if (!cell.is_margin() && value > 0 && random.percent(10))
                who.own.push_back(
                    {.cell = cell.index(), .units = 1, .sole_contributor = value == 1});
        }
        if (!who.own.empty() && random.percent(30)) o.intruders.holdings.push_back(std::move(who));
    }
    const auto level = any_cell();
    if (!t.is_structural_zero(level) && t.value(level) > 0 &&
        !std::get<threshold>(o.rules.front()).publish_total && random.percent(20))
        o.protection.levels.push_back({.cell = level, .lower = 1, .upper = 2, .sliding = 5});
}

using method = std::function<result<plan>(std::shared_ptr<const table>, const suppress_options&)>;

/// Which orders are changed: of siblings as other rows give it, of dimensions, of both.
struct orders {
    bool dimensions = false, siblings = false;
};
constexpr std::array all_orders{orders{.siblings = true}, orders{.dimensions = true},
                                orders{.dimensions = true, .siblings = true}};

struct tally {
    int suppressed_more = 0, refused = 0;
};

/// `shuffled` is the same plan, of the same cells.
void expect_same(const plan& p, const plan& shuffled, const std::vector<cell_index>& position) {
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        ASSERT_EQ(p.status[cell], shuffled.status[position[cell]]) << describe(*p.source, cell);
    ASSERT_EQ(p.cost, shuffled.cost);
    ASSERT_EQ(p.lower_bound, shuffled.lower_bound);
    ASSERT_EQ(p.requirements.size(), shuffled.requirements.size());
    ASSERT_EQ(p.witnesses.size(), shuffled.witnesses.size());
}

void check(splitmix64& random, const std::shared_ptr<const table>& t, const suppress_options& o,
           const method& suppress_by, tally& counted) {
    const auto p = suppress_by(t, o);
    counted.refused += !p;
    counted.suppressed_more += p && count(*p).complements > 0;
    for (const auto& changed : all_orders) {
        const auto other = support::reorder(random, *t, changed.dimensions, changed.siblings);
        const auto own = support::reorder(o, other.position);
        const auto shuffled = suppress_by(other.table, own);
        ASSERT_EQ(p.has_value(), shuffled.has_value());
        if (!p) {
            ASSERT_EQ(p.error().code, shuffled.error().code) << to_string(p.error()) << '\n'
                                                             << to_string(shuffled.error());
            continue;
        }
        ASSERT_NO_FATAL_FAILURE(expect_same(*p, *shuffled, other.position))
            << "dimensions " << changed.dimensions << ", siblings " << changed.siblings;
        if (&changed != &all_orders.back()) continue;
        ASSERT_EQ(audit(*p).has_value(), audit(*shuffled).has_value());
    }
}

/// Tables of 60 seeds. In two tests, since under sanitizers all of them take minutes.
void check_suppression(std::uint64_t first) {
    tally counted;
    for (auto seed = first; seed < first + 60; ++seed) {
        splitmix64 random(seed);
        const auto t = any_table(random, 1 + seed % 4);
        auto o = any_options(random);
        if (seed % 2 == 1) say_of_cells(random, *t, o);
        const method by = [](auto counts, const auto& options) {
            return suppress(counts, options);
        };
        ASSERT_NO_FATAL_FAILURE(check(random, t, o, by, counted)) << "seed " << seed;
    }
    EXPECT_GT(counted.suppressed_more, 18);
    EXPECT_LT(counted.refused, 75);
}

TEST(CanonicalProperty, SuppressionOfATable) { check_suppression(0); }

TEST(CanonicalProperty, SuppressionOfFurtherTables) { check_suppression(60); }

TEST(CanonicalProperty, Elimination) {
    tally counted;
    for (std::uint64_t seed = 0; seed < 240; ++seed) {
        splitmix64 random(seed);
        const auto t = any_table(random, 1 + seed % 4);
        const auto o = any_options(random);
        const method by = [](auto counts, const auto& options) {
            return gaussian_suppression(counts, options);
        };
        ASSERT_NO_FATAL_FAILURE(check(random, t, o, by, counted)) << "seed " << seed;
    }
    EXPECT_GT(counted.suppressed_more, 80);
}

TEST(CanonicalProperty, TheOptimalMethod) {
    tally counted;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        splitmix64 random(seed);
        const auto t = any_table(random, 1 + seed % 2);
        auto o = any_options(random);
        if (seed % 3 == 1) say_of_cells(random, *t, o);
        const method by = [](auto counts, const auto& options) {
            return suppress_optimally(counts, options, {.node_limit = 10});
        };
        ASSERT_NO_FATAL_FAILURE(check(random, t, o, by, counted)) << "seed " << seed;
    }
    EXPECT_GT(counted.suppressed_more, 20);
}

/// Two or three tables that share a dimension, of the same people.
std::vector<linked_source> any_tables(splitmix64& random) {
    const auto whole = any_table(random, 3);
    const auto dims = whole->cube().dimensions();
    records rows{.source = "people"};
    for (const auto& d : dims) rows.names.push_back(d.name);
    rows.names.push_back("count");
    for (const auto& cell : cells(*whole)) {
        if (cell.is_margin()) continue;
        for (std::size_t d = 0; d < dims.size(); ++d) rows.fields.push_back(cell.code(d).id);
        rows.fields.push_back(std::to_string(whole->value(cell.index())));
    }
    std::vector<linked_source> made;
    constexpr std::array<std::array<std::size_t, 2>, 3> pairs{{{0, 1}, {1, 2}, {0, 2}}};
    for (std::size_t k = 0; k < 2 + random.below(2); ++k) {
        const std::vector by{dims[pairs[k][0]], dims[pairs[k][1]]};
        made.push_back({.name = any_name(random, std::to_string(k)),
                        .counts = std::make_shared<const table>(
                            tabulate(rows, {.by = by, .count = "count"}).value())});
    }
    return made;
}

void check_linked(splitmix64& random, const std::vector<linked_source>& sources,
                  const suppress_options& o, bool optimally, tally& counted) {
    const auto by = [&](const std::vector<linked_source>& tables, const suppress_options& options) {
        return optimally ? suppress_optimally(tables, options, {.node_limit = 30})
                         : suppress(tables, options);
    };
    const auto p = by(sources, o);
    counted.refused += !p;
    std::vector<linked_source> others;
    std::vector<support::reordered> moved;
    std::vector<std::size_t> order;
    for (std::size_t k = 0; k < sources.size(); ++k) {
        order.push_back(k);
        moved.push_back(support::reorder(random, *sources[k].counts, random.percent(50), true));
    }
    std::swap(order[1], order.back());
    for (const auto k : order) {
        others.push_back(sources[k]);
        others.back().counts = moved[k].table;
    }
    const auto shuffled = by(others, support::reorder(o, moved[0].position));
    ASSERT_EQ(p.has_value(), shuffled.has_value());
    if (!p) {
        ASSERT_EQ(p.error().code, shuffled.error().code);
        return;
    }
    ASSERT_EQ(p->cost, shuffled->cost);
    counted.suppressed_more += p->cost > 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto k = order[i];
        for (cell_index cell = 0; cell < sources[k].counts->size(); ++cell)
            ASSERT_EQ(p->parts[k].status[cell], shuffled->parts[i].status[moved[k].position[cell]])
                << describe(*p, k, cell);
    }
    ASSERT_TRUE(audit(*shuffled));
}

TEST(CanonicalProperty, LinkedTables) {
    tally counted;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        splitmix64 random(seed);
        const auto sources = any_tables(random);
        auto o = any_options(random);
        if (seed % 3 == 1) say_of_cells(random, *sources.front().counts, o);
        if (seed % 3 == 1) o.intruders = {};
        if (seed % 6 == 2) o.intruders.coalition = 1;
        ASSERT_NO_FATAL_FAILURE(check_linked(random, sources, o, false, counted))
            << "seed " << seed;
    }
    EXPECT_GT(counted.suppressed_more, 60);
}

TEST(CanonicalProperty, LinkedTablesOptimally) {
    tally counted;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        splitmix64 random(seed);
        const auto sources = any_tables(random);
        ASSERT_NO_FATAL_FAILURE(check_linked(random, sources, any_options(random), true, counted))
            << "seed " << seed;
    }
    EXPECT_GT(counted.suppressed_more, 10);
}

} // namespace
