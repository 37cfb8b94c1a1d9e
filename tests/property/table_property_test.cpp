#include <sdc/table/tabulate.hpp>

#include <generators.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using sdc::cell_index;
using sdc::records;
using strings = std::vector<std::string>;

struct table_case {
    std::vector<sdc::dimension> by;
    records rows; // one a leaf cell, then more of the same cells
    sdc::tabulate_options options;
};

/// From `low` to `high`, whatever the size that RapidCheck has come to: small cases come from
/// shrinking, not from the start.
std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint64_t>(low, high + 1));
}

std::uint64_t any_seed() {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>());
}

/// Small options, so that a failing case can be read.
support::table_options any_options() {
    return {.dimensions = between(1, 3),
            .branching = between(2, 3),
            .depth = between(1, 3),
            .mean = between(1, 50),
            .zero_percent = between(0, 100),
            .single_child_percent = between(0, 60),
            .ragged_percent = between(0, 60)};
}

/// Counts, or (`magnitude`) values of either sign by few contributors, so that most have several
/// rows.
table_case any_case(bool magnitude = false) {
    support::splitmix64 random(any_seed());
    const auto o = any_options();
    auto by = support::random_dimensions(random, o);
    auto leaves = support::random_leaf_counts(random, by, o);
    records rows{.source = leaves.source, .names = leaves.names};
    rows.names.push_back("who");
    const auto n = std::min<std::size_t>(2 * leaves.size(), 200);
    for (std::size_t i = 0; i < n; ++i) {
        const auto row = random.below(leaves.size());
        for (std::size_t d = 0; d < by.size(); ++d) rows.fields.push_back(leaves.field(row, d));
        rows.fields.push_back((magnitude && random.percent(20) ? "-" : "") +
                              leaves.field(row, by.size()));
        rows.fields.push_back("h" + std::to_string(random.below(6)));
    }
    sdc::tabulate_options options{.by = by, .count = "count"};
    if (magnitude) options = {.by = by, .value = "count", .contributor = "who", .largest = 3};
    return {.by = std::move(by), .rows = std::move(rows), .options = std::move(options)};
}

records with_rows_in_order(const records& rows, const std::vector<std::size_t>& order) {
    records result{.source = rows.source, .names = rows.names};
    for (const auto row : order) {
        for (std::size_t k = 0; k < rows.names.size(); ++k)
            result.fields.push_back(rows.field(row, k));
    }
    return result;
}

records shuffled(const records& rows) {
    support::splitmix64 random(any_seed());
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    return with_rows_in_order(rows, order);
}

/// "d0.1.0", "d0.1", "d0": the generator names a code by its path, so the codes over it need no
/// library code.
strings codes_over(std::string id) {
    strings chain{id};
    while (id.rfind('.') != std::string::npos) chain.push_back(id = id.substr(0, id.rfind('.')));
    return chain;
}

/// What each cell should hold, by brute force over rows and code names.
struct expected_cell {
    std::int64_t value = 0;
    std::map<std::string, std::int64_t> contributors = {};
};
using expected_cells = std::map<strings, expected_cell>;

expected_cells brute_force(const table_case& input) {
    expected_cells expected;
    const auto dimensions = input.by.size();
    for (std::size_t row = 0; row < input.rows.size(); ++row) {
        std::vector<strings> over{{}};
        for (std::size_t d = 0; d < dimensions; ++d) {
            std::vector<strings> longer;
            for (const auto& prefix : over) {
                for (const auto& id : codes_over(input.rows.field(row, d))) {
                    longer.push_back(prefix);
                    longer.back().push_back(id);
                }
            }
            over = std::move(longer);
        }
        const auto value = std::stoll(input.rows.field(row, dimensions));
        for (const auto& cell : over) {
            expected[cell].value += value;
            expected[cell].contributors[input.rows.field(row, dimensions + 1)] += value;
        }
    }
    return expected;
}

strings codes_of(const sdc::cell_view& cell, std::size_t dimensions) {
    strings ids;
    for (std::size_t d = 0; d < dimensions; ++d) ids.push_back(cell.code(d).id);
    return ids;
}

/// The `n` largest positive sums, padded with 0.
std::vector<std::int64_t> largest(const expected_cell& cell, std::size_t n) {
    std::vector<std::int64_t> sums(n);
    for (const auto& [who, sum] : cell.contributors) sums.push_back(sum);
    std::ranges::sort(sums, std::greater());
    sums.resize(n);
    return sums;
}

RC_GTEST_PROP(TableProperty, EveryRelationHolds, ()) {
    const auto input = any_case(*rc::gen::arbitrary<bool>());
    const auto t = tabulate(input.rows, input.options).value();
    for_each_relation(t.cube(), [&](const sdc::relation& r) {
        std::int64_t sum = 0;
        r.for_each_part([&](cell_index part) { sum += t.value(part); });
        RC_ASSERT(sum == t.value(r.total()));
    });
}

RC_GTEST_PROP(TableProperty, GrandTotalIsTheSumOfCounts, ()) {
    const auto input = any_case();
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < input.rows.size(); ++row)
        sum += std::stoll(input.rows.field(row, input.by.size()));
    RC_ASSERT(tabulate(input.rows, input.options).value().grand_total() == sum);
}

RC_GTEST_PROP(TableProperty, MarginsAreBruteForceSumsOverLeaves, ()) {
    const auto input = any_case();
    auto expected = brute_force(input);
    const auto t = tabulate(input.rows, input.options).value();
    for (const auto& cell : cells(t))
        RC_ASSERT(t.value(cell.index()) == expected[codes_of(cell, input.by.size())].value);
}

RC_GTEST_PROP(TableProperty, ContributorsAreBruteForceSetsOverLeaves, ()) {
    const auto input = any_case(true);
    auto expected = brute_force(input);
    const auto t = tabulate(input.rows, input.options).value();
    for (const auto& cell : cells(t)) {
        const auto& wanted = expected[codes_of(cell, input.by.size())];
        const auto found = t.largest(cell.index());
        RC_ASSERT(t.value(cell.index()) == wanted.value);
        RC_ASSERT(t.contributors(cell.index()) ==
                  static_cast<std::int64_t>(wanted.contributors.size()));
        RC_ASSERT(std::vector<std::int64_t>(found.begin(), found.end()) == largest(wanted, 3));
    }
}

RC_GTEST_PROP(TableProperty, OrderOfRowsDoesNotMatter, ()) {
    const auto input = any_case(*rc::gen::arbitrary<bool>());
    const auto t = tabulate(input.rows, input.options).value();
    const auto u = tabulate(shuffled(input.rows), input.options).value();
    RC_ASSERT(std::ranges::equal(t.values(), u.values()));
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        RC_ASSERT(t.contributors(cell) == u.contributors(cell));
        RC_ASSERT(std::ranges::equal(t.largest(cell), u.largest(cell)));
    }
}

RC_GTEST_PROP(TableProperty, AFullTableComesBackUnchanged_AndNoMarginMayBeWrong, ()) {
    const auto input = any_case();
    const auto t = tabulate(input.rows, input.options).value();
    records all{.source = "all", .names = input.rows.names};
    for (const auto& cell : cells(t)) {
        for (const auto& id : codes_of(cell, input.by.size())) all.fields.push_back(id);
        all.fields.push_back(std::to_string(t.value(cell.index())));
        all.fields.push_back("");
    }
    const auto mixed = shuffled(all);
    RC_ASSERT(std::ranges::equal(tabulate(mixed, input.options).value().values(), t.values()));

    const auto wrong = between(0, t.size() - 1);
    RC_PRE(t.cube().is_margin(wrong));
    all.fields.set(wrong * all.names.size() + input.by.size(),
                   std::to_string(t.value(wrong) + 1));
    const auto refused = tabulate(shuffled(all), input.options);
    RC_ASSERT(!refused);
    RC_ASSERT(refused.error().code == sdc::errc::not_additive);
    RC_ASSERT(refused.error().cell == describe(t, wrong));
}

RC_GTEST_PROP(ShapeProperty, IndexAndCoordinatesAreInverse, ()) {
    std::vector<sdc::code_index> extents(between(1, 5));
    for (auto& extent : extents) extent = static_cast<sdc::code_index>(between(1, 5000));
    const auto s = sdc::shape::make(extents);
    RC_ASSERT(s.has_value());
    const auto cell = any_seed() % s->size();
    const auto at = s->at(cell);
    RC_ASSERT(s->index(at) == cell);
    for (std::size_t d = 0; d < extents.size(); ++d) RC_ASSERT(at[d] < extents[d]);
}

RC_GTEST_PROP(HierarchyProperty, IsAPreOrderOfTheGivenTree_WhateverTheOrderOfTheList, ()) {
    support::splitmix64 random(any_seed());
    auto entries = support::random_codes(random, "T", any_options());
    for (auto i = entries.size(); i > 1; --i) std::swap(entries[i - 1], entries[random.below(i)]);
    const auto h = sdc::hierarchy::from_parents(entries).value();
    RC_ASSERT(h.size() == entries.size());
    std::map<std::string, std::size_t> line;
    for (std::size_t i = 0; i < entries.size(); ++i) line[entries[i].id] = i;
    for (sdc::code_index i = 0; i < h.size(); ++i) {
        const auto chain = codes_over(h[i].id);
        RC_ASSERT(h.depth(i) + 1 == chain.size());
        RC_ASSERT(h.find(h[i].id) == i);
        if (i != 0) RC_ASSERT(h[h.parent(i)].id == chain[1]);
        for (sdc::code_index k = 0; k < h.size(); ++k) {
            const auto over = codes_over(h[k].id);
            RC_ASSERT(h.contains(i, k) == (std::ranges::find(over, h[i].id) != over.end()));
        }
        const auto children = h.children(i);
        RC_ASSERT(h.is_leaf(i) == children.empty());
        RC_ASSERT(
            std::ranges::is_sorted(children, {}, [&](sdc::code_index k) { return line[h[k].id]; }));
    }
}

RC_GTEST_PROP(CellsProperty, VisitsEachIndexOnceInOrder, ()) {
    const auto c = sdc::cube::make(any_case().by).value();
    cell_index expected = 0;
    for (const auto& cell : sdc::cells(*c)) {
        RC_ASSERT(cell.index() == expected);
        RC_ASSERT(c->shape().index(cell.at()) == expected);
        ++expected;
    }
    RC_ASSERT(expected == c->size());
}

RC_GTEST_PROP(RelationsProperty, OfACellAreThoseThatHoldIt, ()) {
    using key = std::tuple<cell_index, std::size_t, cell_index>; // cell, dimension, total
    const auto c = sdc::cube::make(any_case().by).value();
    std::set<key> expected;
    for_each_relation(*c, [&](const sdc::relation& r) {
        expected.emplace(r.total(), r.dimension(), r.total());
        r.for_each_part([&](cell_index part) { expected.emplace(part, r.dimension(), r.total()); });
    });
    std::set<key> found;
    for (cell_index cell = 0; cell < c->size(); ++cell) {
        for_each_relation_of(*c, cell, [&](const sdc::relation& r) {
            RC_ASSERT(found.emplace(cell, r.dimension(), r.total()).second);
        });
    }
    RC_ASSERT(found == expected);
}

} // namespace
