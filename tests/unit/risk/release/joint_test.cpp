#include <sdc/risk/release/joint.hpp>

#include "support/generators.hpp"
#include "support/history.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using support::HasErrc;
using support::history;
using support::people;

TEST(Joint, TheHighestIsTheHighestOfAllThree) {
    const people all{.names = {"sex", "band"}, .letters = {"mf", "xy"}, .counts = {17, 30, 2, 40}};
    const auto band = support::flat("band", std::vector<std::string>{"x", "y"});
    const history h(
        {tabulate(all, "everybody", {band}), tabulate(all, "men", {band}, {{"sex", "m"}})}, 2);
    const auto found =
        sdc::score_joint(h.known()({true, true}).value(),
                         {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 3})
            .value();
    EXPECT_EQ(h.name(found.highest.what), "everybody: band=x less men: band=x");
    EXPECT_EQ(found.highest.risk.one_in, 2);
    EXPECT_EQ(found.cells.size(), h.tables->size());
    EXPECT_EQ(found.differences.size(), 3U);
    EXPECT_TRUE(found.residual_groups.empty());
    EXPECT_TRUE(found.exact);
    const auto men = sdc::score_joint(h.known()({false, true}).value(),
                                      {.scores = {.channels = {.coalition = 0}}})
                         .value();
    ASSERT_EQ(men.highest.what.size(), 1U);
    EXPECT_EQ(men.highest.risk.one_in, 17);
}

/// Against everybody that agrees with what is told: two tables with a hierarchy, one of them of a
/// part of the people, one by another dimension. Of each reason the score is the least there is,
/// and no cell that holds another tells more of it than is said.
TEST(Joint, ScoresAreThoseOfAllThatAgrees) {
    support::splitmix64 random(97);
    int reasons = 0, across = 0, apart = 0;
    for (int round = 0; round < 60; ++round) {
        const auto all = support::random_people(random.next(), {"x", "y", "z"}, {"abc", "de", "fg"},
                                                {.most = 5, .zero_percent = 40});
        const support::shown_dimension x{
            .name = "x", .codes = {{"T", ""}, {"ab", "T"}, {"a", "ab"}, {"b", "ab"}, {"c", "T"}}};
        const auto y = support::flat("y", {"d", "e"}), z = support::flat("z", {"f", "g"});
        history h({tabulate(all, "xy", {x, y}), tabulate(all, "x of f", {x}, {{"z", "f"}}),
                   round % 2 == 0 ? tabulate(all, "z", {z})
                                  : tabulate(all, "xy of f", {y, x}, {{"z", "f"}})},
                  3);
        for (auto& table : h.suppressed) {
            for (std::size_t cell = 0; cell < table.size(); ++cell)
                table[cell] = random.percent(30);
        }
        h.suppressed[0][0] = false;
        const auto k = static_cast<std::int64_t>(random.below(2));
        const auto known = h.known()({true, true, true}).value();
        const auto bound =
            round % 3 == 0 ? 1 + static_cast<std::int64_t>(random.below(2)) : sdc::unlimited;
        const sdc::cell_risk_options channels{.coalition = k,
                                              .disclosed_by_linked_tables = true,
                                              .zeros_are_disclosive = true,
                                              .upper_bound = bound};
        const auto found =
            sdc::score_joint(
                known, {.scores = {.channels = channels, .reasons_one_in = sdc::unlimited - 1}})
                .value();

        std::vector<std::vector<bool>> members; // of each cell the combinations
        std::vector<bool> is_known;
        std::vector<std::int64_t> told;
        for (sdc::cell_index cell = 0; cell < known.size(); ++cell) {
            const auto k_table = h.tables->table_of(cell);
            const auto codes =
                support::codes_of(h.tables->cube(k_table), cell - h.tables->offset(k_table));
            members.emplace_back();
            for (std::size_t i = 0; i < all.size(); ++i)
                members.back().push_back(all.holds(codes, i) &&
                                         all.holds(h.sources[k_table].where, i));
            is_known.push_back(!h.suppressed[k_table][cell - h.tables->offset(k_table)]);
            told.push_back(h.value({{cell, 1}}));
        }
        std::vector<std::vector<std::int64_t>> agreeing; // counts of all cells
        std::vector<std::int64_t> n(all.size());
        const auto sum = [&](sdc::cell_index cell) {
            std::int64_t total = 0;
            for (std::size_t i = 0; i < n.size(); ++i) total += members[cell][i] ? n[i] : 0;
            return total;
        };
        const auto assign = [&](auto&& self, std::size_t i, std::int64_t room) -> void {
            if (i + 1 == n.size()) {
                n[i] = room;
                std::vector<std::int64_t> counts;
                for (sdc::cell_index cell = 0; cell < known.size(); ++cell) {
                    counts.push_back(sum(cell));
                    if (is_known[cell] && counts.back() != told[cell]) return;
                }
                agreeing.push_back(std::move(counts));
                return;
            }
            for (n[i] = 0; n[i] <= room; ++n[i]) self(self, i + 1, room - n[i]);
            n[i] = 0;
        };
        assign(assign, 0, told[0]);
        ASSERT_FALSE(agreeing.empty());
        const auto among = [k](std::int64_t others) {
            return 1 + std::max<std::int64_t>(0, others - k);
        };
        // The least score over all that agree of `here` people, if there always are some, among
        // `others`.
        const auto least = [&](const sdc::linear_form& here, const sdc::linear_form& others,
                               std::int64_t most = sdc::unlimited) {
            std::int64_t one_in = 1;
            for (const auto& counts : agreeing) {
                std::int64_t a = 0, b = 0;
                for (const auto& [cell, times] : here) a += times * counts[cell];
                for (const auto& [cell, times] : others) b += times * counts[cell];
                if (a <= 0 || a > most) return sdc::unlimited;
                one_in = std::max(one_in, among(b));
            }
            return one_in;
        };
        for (sdc::cell_index cell = 0; cell < known.size(); ++cell) {
            for (const auto& why : found.cells[cell].reasons) {
                if (why.channel != sdc::risk_channel::attribute &&
                    why.channel != sdc::risk_channel::negative_attribute)
                    continue;
                const sdc::linear_form here{{cell, 1}}, rest{{why.group, 1}, {cell, -1}};
                ASSERT_EQ(why.one_in, why.channel == sdc::risk_channel::attribute
                                          ? least(here, rest, bound)
                                          : least(rest, here))
                    << describe(*h.tables, cell) << " in " << describe(*h.tables, why.group)
                    << ", round " << round;
                ++reasons;
                across += h.tables->table_of(why.group) != h.tables->table_of(cell);
            }
            // Cells that mean the same share what is told of them.
            auto best = sdc::unlimited;
            h.tables->for_each_same(h.tables->variable_of(cell), [&](sdc::cell_index same) {
                best = std::min(best, found.cells[same].certain.one_in);
            });
            for (sdc::cell_index whole = 0; whole < known.size(); ++whole) {
                const bool holds =
                    members[cell] != members[whole] &&
                    std::ranges::equal(members[cell], members[whole],
                                       [](bool part, bool in) { return !part || in; });
                if (!holds) continue;
                ASSERT_LE(best, least({{cell, 1}}, {{whole, 1}, {cell, -1}}, bound))
                    << describe(*h.tables, cell) << " in " << describe(*h.tables, whole)
                    << ", round " << round;
            }
        }
        for (const auto& d : found.differences) {
            auto one_in_expected = std::int64_t{1}; // among so many
            for (const auto& counts : agreeing)
                one_in_expected =
                    counts[d.whole] == counts[d.part] || one_in_expected == sdc::unlimited
                        ? sdc::unlimited
                        : std::max(one_in_expected, counts[d.whole] - counts[d.part] - k);
            const auto identity =
                std::ranges::find(d.reasons, sdc::risk_channel::identity,
                                  [](const auto& why) { return why.risk.channel; });
            ASSERT_EQ(identity == d.reasons.end() ? sdc::unlimited : identity->risk.one_in,
                      one_in_expected)
                << h.name({{d.whole, 1}, {d.part, -1}}) << ", round " << round;
            for (const auto& why : d.reasons) {
                ASSERT_NE(why.risk.channel, sdc::risk_channel::none);
                if (why.risk.group == sdc::no_cell) continue;
                const sdc::linear_form here{{d.whole, 1}, {d.part, -1}},
                    rest{{why.risk.group, 1}, {why.group_part, -1}, {d.whole, -1}, {d.part, 1}};
                ASSERT_EQ(why.risk.one_in, why.risk.channel == sdc::risk_channel::attribute
                                               ? least(here, rest, bound)
                                               : least(rest, here))
                    << h.name(here) << ", round " << round;
                ++apart;
            }
        }
    }
    EXPECT_GT(reasons, 500);
    EXPECT_GT(across, 50);
    EXPECT_GT(apart, 200);
}

/// The people of a cell as an oracle names them: which combinations, in a table of which name.
using who = std::pair<std::string, std::vector<bool>>;
who who_is(const history& h, const people& all, sdc::cell_index cell) {
    const auto k = h.tables->table_of(cell);
    const auto codes = support::codes_of(h.tables->cube(k), cell - h.tables->offset(k));
    who found{h.sources[k].name, {}};
    for (std::size_t i = 0; i < all.size(); ++i)
        found.second.push_back(all.holds(codes, i) && all.holds(h.sources[k].where, i));
    return found;
}

/// What is found, by whom it is about: scores of cells and differences, and the sizes of residual
/// groups.
struct findings {
    std::map<who, std::pair<std::int64_t, double>> cells = {};
    std::map<std::pair<who, who>, std::int64_t> differences = {};
    std::multiset<std::int64_t> group_sizes = {};
    std::size_t at_risk = 0;

    bool operator==(const findings&) const = default;
};
findings find(const history& h, const people& all, const sdc::joint_risk_options& options) {
    const auto found =
        sdc::score_joint(h.known()(std::vector<bool>(h.released, true)).value(), options).value();
    findings by;
    for (sdc::cell_index cell = 0; cell < found.cells.size(); ++cell)
        by.cells[who_is(h, all, cell)] = {found.cells[cell].certain.one_in,
                                          found.cells[cell].expected};
    for (const auto& d : found.differences)
        by.differences[{who_is(h, all, d.whole), who_is(h, all, d.part)}] = d.highest().one_in;
    for (const auto& rest : found.residual_groups) by.group_sizes.insert(rest.people);
    by.at_risk = found.count_at_risk(*h.tables, options.limit_one_in);
    return by;
}

/// The same people under other names of dimensions and codes, codes and dimensions in another
/// order.
TEST(Joint, DoesNotDependOnNamesOrTheirOrder) {
    support::splitmix64 random(100);
    std::size_t at_risk = 0, groups = 0;
    for (int round = 0; round < 80; ++round) {
        const auto all = support::random_people(
            random.next(), {"x", "y", "z"}, {"abcd", "ef", "gh"}, {.most = 24, .zero_percent = 30});
        const people renamed{
            .names = {"q", "k", "m"}, .letters = {"pqrs", "uv", "mn"}, .counts = all.counts};
        const support::shown_dimension x{
            .name = "x",
            .codes = {
                {"T", ""}, {"abc", "T"}, {"a", "abc"}, {"b", "abc"}, {"c", "abc"}, {"d", "T"}}};
        const support::shown_dimension q{
            .name = "q",
            .codes = {
                {"T", ""}, {"s", "T"}, {"pqr", "T"}, {"r", "pqr"}, {"p", "pqr"}, {"q", "pqr"}}};
        const auto y = support::flat("y", {"e", "f"}), z = support::flat("z", {"g", "h"}),
                   k = support::flat("k", {"v", "u"}), m = support::flat("m", {"n", "m"});
        history first({tabulate(all, "1", {x, y}), tabulate(all, "2", {x}, {{"z", "g"}}),
                       tabulate(all, "3", {z, y})},
                      3);
        history second({tabulate(renamed, "1", {k, q}), tabulate(renamed, "2", {q}, {{"m", "m"}}),
                        tabulate(renamed, "3", {k, m})},
                       3);
        std::map<who, bool> suppressed;
        for (sdc::cell_index cell = 0; cell < first.tables->size(); ++cell)
            suppressed[who_is(first, all, cell)] = random.percent(round % 2 == 0 ? 35 : 60);
        for (auto* h : {&first, &second}) {
            for (sdc::cell_index cell = 0; cell < h->tables->size(); ++cell) {
                const auto table = h->tables->table_of(cell);
                h->suppressed[table][cell - h->tables->offset(table)] =
                    suppressed.at(who_is(*h, h == &first ? all : renamed, cell));
            }
        }
        const sdc::joint_risk_options how{
            .scores = {.channels = {.coalition = static_cast<std::int64_t>(random.below(2)),
                                    .disclosed_by_linked_tables = true,
                                    .zeros_are_disclosive = random.percent(50)}},
            .limit_one_in = 3};
        const auto one = find(first, all, how), other = find(second, renamed, how);
        ASSERT_EQ(one.cells, other.cells) << "round " << round;
        ASSERT_EQ(one.differences, other.differences) << "round " << round;
        ASSERT_EQ(one.group_sizes, other.group_sizes) << "round " << round;
        ASSERT_EQ(one.at_risk, other.at_risk);
        at_risk += one.at_risk;
        groups += one.group_sizes.size();
        const auto of_first = sdc::score_sequence(3, first.known(), how).value(),
                   of_second = sdc::score_sequence(3, second.known(), how).value();
        for (std::size_t n = 0; n < of_first.after.size(); ++n)
            ASSERT_EQ(of_first.after[n].risk.one_in, of_second.after[n].risk.one_in);
        ASSERT_EQ(of_first.smallest.has_value(), of_second.smallest.has_value());
        if (!of_first.smallest) continue;
        ASSERT_EQ(of_first.smallest->count, of_second.smallest->count);
    }
    EXPECT_GT(at_risk, 200U);
    EXPECT_GT(groups, 5U);
}

/// Neither count is known, but a third table tells what is between them.
TEST(Joint, ADifferenceOfTwoOpenCountsIsAttacked) {
    const people all{.names = {"x", "z"}, .letters = {"ab", "fg"}, .counts = {8, 2, 9, 7}};
    const auto x = support::flat("x", std::vector<std::string>{"a", "b"}),
               z = support::flat("z", std::vector<std::string>{"f", "g"});
    history h({tabulate(all, "x", {x}), tabulate(all, "x of f", {x}, {{"z", "f"}}),
               tabulate(all, "xz", {x, z})},
              3);
    h.suppressed[0] = {false, true, true};
    h.suppressed[1] = {false, true, true};
    h.suppressed[2].assign(9, true);
    h.suppressed[2][5] = false; // a and g
    for (const std::int64_t limit : {0, 3}) {
        const auto found =
            sdc::score_joint(h.known()({true, true, true}).value(),
                             {.scores = {.channels = {.coalition = 0}, .at_least_one_in = limit}})
                .value();
        const auto d =
            std::ranges::find(found.differences, "x: x=a less x of f: x=a", [&](const auto& one) {
                return h.name({{one.whole, 1}, {one.part, -1}});
            });
        ASSERT_NE(d, found.differences.end());
        EXPECT_FALSE(found.cells[d->whole].count.is_single_value());
        EXPECT_FALSE(found.cells[d->part].count.is_single_value());
        EXPECT_EQ(d->count, (sdc::interval{.low = 2, .high = 2}));
        EXPECT_EQ(d->highest(),
                  (sdc::cell_risk{.one_in = 2, .channel = sdc::risk_channel::identity}));
    }
}

/// Where tables are rooted at a code of another one, to be of it is told.
TEST(Joint, ARootThatIsAPartElsewhereIsACategory) {
    const people all{.names = {"area", "sex"}, .letters = {"ns", "mf"}, .counts = {40, 10, 0, 60}};
    const auto area = support::flat("area", {"n", "s"}), sex = support::flat("sex", {"m", "f"});
    const history h(
        {tabulate(all, "by sex", {sex}),
         tabulate(all, "men of n", {{.name = "area", .codes = {{"n", ""}}}}, {{"sex", "m"}}),
         tabulate(all, "by area", {area})},
        3);
    const auto found = sdc::score_joint(h.known()({true, true, false}).value(),
                                        {.scores = {.channels = {.coalition = 0}}})
                           .value();
    EXPECT_EQ(h.name(found.highest.what), "men of n: area=n");
    EXPECT_EQ(found.highest.risk.channel, sdc::risk_channel::attribute) << "every man is of n";
    EXPECT_EQ(found.highest.risk.one_in, 1);
}

/// Two tables of two dimensions, the second of most of the people of the first, many cells of both
/// suppressed.
history most_of_all(support::splitmix64& random) {
    auto all = support::random_people(random.next(), {"x", "y", "z"}, {"abc", "de", "fg"},
                                      {.most = 60, .zero_percent = 20, .largest = 8});
    for (std::size_t i = 1; i < all.counts.size(); i += 2)
        all.counts[i] = random.percent(60) ? 0 : 1; // of g
    const auto x = support::flat("x", {"a", "b", "c"}), y = support::flat("y", {"d", "e"});
    history h({tabulate(all, "xy", {x, y}), tabulate(all, "xy of f", {x, y}, {{"z", "f"}})}, 2);
    for (auto& table : h.suppressed) {
        for (std::size_t cell = 0; cell < table.size(); ++cell) table[cell] = random.percent(35);
    }
    return h;
}

/// Where only large scores matter, those are the same, and no others are invented.
TEST(Joint, TheLimitOfScoresChangesNoneAbove) {
    support::splitmix64 random(98);
    int met = 0, open = 0;
    for (int round = 0; round < 1000; ++round) {
        const auto h = most_of_all(random);
        const auto known = h.known()({true, true}).value();
        sdc::joint_risk_options how{
            .scores = {.channels = {.coalition = 1,
                                    .disclosed_by_linked_tables = true,
                                    .zeros_are_disclosive = random.percent(30)},
                       .reasons_one_in = 3}};
        const auto every = sdc::score_joint(known, how).value();
        how.scores.at_least_one_in = 3;
        const auto large = sdc::score_joint(known, how).value();
        for (sdc::cell_index cell = 0; cell < known.size(); ++cell)
            ASSERT_EQ(every.cells[cell].reasons, large.cells[cell].reasons);
        for (std::size_t i = 0; i < every.differences.size(); ++i) {
            const auto of = [](std::vector<sdc::difference_reason> reasons) {
                std::erase_if(reasons, [](const auto& why) { return why.risk.one_in > 3; });
                return reasons;
            };
            const auto &d = every.differences[i], &e = large.differences[i];
            ASSERT_EQ(of(d.reasons), of(e.reasons));
            met += static_cast<int>(of(e.reasons).size());
            open += !every.cells[d.whole].count.is_single_value() &&
                    !every.cells[d.part].count.is_single_value() && !of(e.reasons).empty();
        }
    }
    EXPECT_GT(met, 500);
    EXPECT_GT(open, 10) << "both counts open, and the difference small";
}

/// What is called exact is what a search without limit finds.
TEST(Joint, WhatASearchLimitLeavesOpenIsSaid) {
    support::splitmix64 random(99);
    int cut = 0;
    for (int round = 0; round < 300; ++round) {
        const auto h = most_of_all(random);
        const auto known = h.known()({true, true}).value();
        sdc::joint_risk_options how{
            .scores = {.channels = {.coalition = 0, .disclosed_by_linked_tables = true}}};
        const auto all = sdc::score_joint(known, how).value();
        ASSERT_TRUE(all.exact);
        how.scores.attack.search_limit = 0;
        const auto some = sdc::score_joint(known, how);
        if (!some) continue; // not even one table was found
        if (!some->exact)
            ++cut;
        else
            ASSERT_EQ(some->highest, all.highest);
        for (std::size_t i = 0; i < all.differences.size(); ++i) {
            if (some->differences[i].exact)
                ASSERT_EQ(some->differences[i].reasons, all.differences[i].reasons);
            else
                ASSERT_FALSE(some->exact);
        }
    }
    EXPECT_GT(cut, 0);
}

TEST(Joint, WhatALineLeavesIsPartOfIt) {
    const auto t = support::cross({{40, 30}, {1, 20}, {0, 15}});
    sdc::knowledge known(t.shared_cube());
    for (const auto cell :
         {sdc::cell_index{0}, support::column_total(t, 0), support::column_total(t, 1),
          support::row_total(t, 0), support::cross_cell(t, 0, 0)})
        known.learn_exact(cell, t.value(cell));
    const auto found =
        sdc::score_joint(known, {.scores = {.channels = {.coalition = 0}}, .limit_one_in = 3})
            .value();
    ASSERT_EQ(found.residual_groups.size(), 1U);
    EXPECT_EQ(found.residual_groups[0].people, 1)
        << "of the first column, and not of the first row";
    EXPECT_EQ(found.highest.what, found.residual_groups[0].what);
    EXPECT_EQ(found.count_at_risk(known.tables(), 3), 2U)
        << "and that all of the column but one are of the row";
}

TEST(Joint, WhereNobodyMayBeCountedNothingIsCertain) {
    const auto t = support::series({4, 5});
    sdc::knowledge known(t.shared_cube());
    known.learn(1, 0, 9);
    const auto found = sdc::score_joint(known).value();
    EXPECT_TRUE(found.highest.what.empty());
    ASSERT_EQ(found.cells.size(), 3U);
    EXPECT_EQ(found.cells[1].count.high, 9);
    known.learn({.text = "somebody", .terms = {{0, 1}}, .low = 1});
    EXPECT_EQ(sdc::score_joint(known).value().cells[0].count.low, 1)
        << "a statement is not forgotten";
    EXPECT_THAT(sdc::score_joint(known, {.limit_one_in = 0}), HasErrc(sdc::errc::bad_argument));
}

TEST(Joint, ACoalitionThatKnowsEachOtherIsCountedOnce) {
    EXPECT_EQ(sdc::detail::identity_among({.low = 3, .high = 5}, 1).one_in, 4);
    EXPECT_EQ(sdc::detail::identity_among({.low = 1, .high = 1}, 1).one_in, 1);
    EXPECT_EQ(sdc::detail::identity_among({.low = 0, .high = 1}, 0).one_in, sdc::unlimited)
        << "nobody may be there";
    EXPECT_EQ(sdc::detail::identity_among({.low = 1}, 0).one_in, sdc::unlimited)
        << "any number may be there";
}

} // namespace
