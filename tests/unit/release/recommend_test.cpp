#include <sdc/release/recommend.hpp>

#include <sdc/knowledge/knowledge.hpp>

#include "support/matchers.hpp"
#include "support/people.hpp"
#include "support/recommended.hpp"
#include "support/small_tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace {

using sdc::protection_method;
using support::chosen;
using support::HasErrc;
using support::of;
using support::people;
using support::share;

TEST(Recommend, LargeCountsAreReleasedWhole) {
    const auto r =
        sdc::recommend(share(support::series({120, 130, 110})), {.limit_one_in = 11}).value();
    EXPECT_EQ(chosen(r).way, protection_method::whole);
    EXPECT_EQ(chosen(r).loss, 0.0);
    EXPECT_EQ(chosen(r).rank_correlation, 1.0);
    EXPECT_EQ(r.candidates.size(), 2U) << "nothing else is asked";
}

TEST(Recommend, TooManyPointsMaskSmallCounts) {
    const auto t = share(support::series({120, 9, 110}));
    const auto held = sdc::recommend(t, {.limit_one_in = 5, .points = 13}).value();
    EXPECT_FALSE(held.candidates[0].passes);
    EXPECT_EQ(held.candidates[0].why, "13 points, more than 12, and counts below 11");
    EXPECT_NE(chosen(held).way, protection_method::nothing);
    EXPECT_TRUE(sdc::recommend(t, {.limit_one_in = 5, .points = 12}).value().candidates[0].passes);
    EXPECT_TRUE(
        sdc::recommend(share(support::series({120, 130, 110})), {.limit_one_in = 5, .points = 30})
            .value()
            .candidates[0]
            .passes)
        << "there is nothing to mask";
}

/// Four incidents in four months, three of one outcome: only the total can go out.
TEST(Recommend, FoundingCase) {
    const auto t = share(support::cross({{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 0, 0}},
                                        {.row = sdc::role::time, .column = sdc::role::sensitive}));
    const auto r = sdc::recommend(t, {.limit_one_in = 11}).value();
    EXPECT_EQ(chosen(r).way, protection_method::total);
    EXPECT_TRUE(chosen(r).highest.what.empty());
    EXPECT_EQ(r.candidates[0].highest.risk.one_in, 1);
    EXPECT_FALSE(of(r, protection_method::suppressed).passes);
    EXPECT_EQ(of(r, protection_method::nothing).loss, 1.0);
    for (const auto& c : r.candidates) EXPECT_FALSE(c.why.empty());
}

/// Quarters are safe where months are not.
TEST(Recommend, CoarserCategoriesComeBeforeSuppression) {
    const std::vector<sdc::code_parent> codes{{"Total", ""}, {"Q1", "Total"}, {"Jan", "Q1"},
                                              {"Feb", "Q1"}, {"Mar", "Q1"},   {"Q2", "Total"},
                                              {"Apr", "Q2"}, {"May", "Q2"},   {"Jun", "Q2"}};
    const auto c =
        sdc::cube::make(
            {sdc::dimension{.name = "month", .codes = sdc::hierarchy::from_parents(codes).value()}})
            .value();
    const auto t =
        share(sdc::table::make(c, {.values = {90, 40, 2, 18, 20, 50, 16, 17, 17}}).value());
    const auto r = sdc::recommend(t, {.limit_one_in = 5}).value();
    EXPECT_EQ(chosen(r).way, protection_method::coarsened);
    EXPECT_EQ(chosen(r).depths, (std::vector<sdc::code_index>{1}));
    EXPECT_GT(chosen(r).loss, 0.0);
    EXPECT_LT(chosen(r).loss, of(r, protection_method::total).loss);
    EXPECT_FALSE(r.candidates[0].passes);
}

/// What is lost is told in several ways, those of the table itself first.
TEST(Recommend, TellsWhatIsLost) {
    const auto t = share(support::cross({{40, 10, 2}, {10, 40, 20}}));
    const auto r = sdc::recommend(t, {.limit_one_in = 5}).value();
    EXPECT_EQ(r.candidates[0].average_distance, 0.0);
    EXPECT_EQ(r.candidates[0].relative_distance, 0.0);
    ASSERT_TRUE(r.candidates[0].cramers_v);
    // chi^2 / N by hand: rows 52 and 70, columns 50, 50, 22.
    const double sum = 40.0 * 40 / (52 * 50) + 10.0 * 10 / (52 * 50) + 2.0 * 2 / (52 * 22) +
                       10.0 * 10 / (70 * 50) + 40.0 * 40 / (70 * 50) + 20.0 * 20 / (70 * 22);
    EXPECT_NEAR(*r.candidates[0].cramers_v, std::sqrt(sum - 1), 1e-12);
    EXPECT_EQ(of(r, protection_method::total).cramers_v, 0.0)
        << "spread evenly nothing goes with anything";
    EXPECT_GT(of(r, protection_method::total).relative_distance,
              of(r, protection_method::rounded).relative_distance);
}

/// A flat table of many large cells and few small ones.
TEST(Recommend, FewSmallCellsAreSuppressed) {
    std::vector<std::int64_t> counts(30, 40);
    counts[3] = 2;
    counts[10] = counts[20] = 6; // one of 5 to the one who looks: at the very limit, and more of
                                 // them than the 2 needs beside it
    const auto r = sdc::recommend(share(support::series(counts)), {.limit_one_in = 5}).value();
    EXPECT_EQ(chosen(r).way, protection_method::suppressed) << chosen(r).why;
    EXPECT_GT(chosen(r).suppressed_share, 0.05);
    EXPECT_LE(chosen(r).suppressed_share, 0.2);
    EXPECT_GT(chosen(r).highest.risk.one_in, 5);
    const auto none = sdc::recommend(share(support::series(counts)),
                                     {.limit_one_in = 5, .max_suppressed_share = 0.01})
                          .value();
    EXPECT_EQ(chosen(none).way, protection_method::rounded)
        << "too many for the limit that was set, and " << chosen(none).why;
    EXPECT_EQ(of(none, protection_method::suppressed).why,
              "the table with cells suppressed suppresses more than 1 % of what the table shows");
}

/// Who may be nobody's category is known: it is no other category, and is not suppressed.
TEST(Recommend, StructuralZerosAreKnown) {
    const auto t = share(support::cross(
        {{30, 0, 2}, {28, 31, 25}, {40, 33, 36}}, {},
        {support::cross_cell(support::cross({{30, 0, 2}, {28, 31, 25}, {40, 33, 36}}), 0, 1)}));
    const auto r = sdc::recommend(t, {.limit_one_in = 3, .max_suppressed_share = 0.6}).value();
    const auto& suppressed = of(r, protection_method::suppressed);
    ASSERT_TRUE(suppressed.exists) << suppressed.why;
    EXPECT_TRUE(suppressed.passes) << suppressed.why;
    EXPECT_GT(suppressed.highest.risk.one_in, 3);
    EXPECT_DOUBLE_EQ(suppressed.suppressed_share, 0.5)
        << "of the 8 leaves that could hold somebody";
    const sdc::knowledge nothing(t->shared_cube());
    const auto beside =
        sdc::recommend(
            t, {.limit_one_in = 3, .max_suppressed_share = 0.6, .already_published = &nothing})
            .value();
    EXPECT_TRUE(of(beside, protection_method::suppressed).passes)
        << of(beside, protection_method::suppressed).why;
    EXPECT_EQ(beside.chosen, r.chosen);
    EXPECT_TRUE(beside.must_publish.empty());
}

/// Men alone are public; all, of this table, less men are women, all of y.
struct men_and_all {
    std::shared_ptr<const sdc::table> all = share(support::series({17, 48}));
    sdc::table men = support::series({17, 7});
    std::shared_ptr<const sdc::linked_tables> tables =
        sdc::linked_tables::make(
            {{.cube = all->shared_cube()},
             {.name = "men", .cube = men.shared_cube(), .where = {{"sex", "m"}}}})
            .value();
    sdc::knowledge known{tables};

    men_and_all() {
        for (sdc::cell_index cell = 0; cell < men.size(); ++cell)
            known.learn_exact(tables->offset(1) + cell, men.value(cell));
    }
    [[nodiscard]] sdc::recommend_options options() const {
        return {.channels = {.disclosed_by_linked_tables = true},
                .limit_one_in = 5,
                .already_published = &known};
    }
};

TEST(Recommend, WhatIsPublicAlreadyIsPartOfWhatIsScored) {
    const men_and_all m;
    EXPECT_TRUE(sdc::recommend(m.all, {.limit_one_in = 5}).value().candidates[0].passes)
        << "by itself it is safe";
    const auto r = sdc::recommend(m.all, m.options()).value();
    EXPECT_EQ(r.at_risk_already, 0U);
    const auto& whole = r.candidates[0];
    EXPECT_FALSE(whole.passes);
    EXPECT_EQ(whole.highest.risk,
              (sdc::cell_risk{.one_in = 1, .channel = sdc::risk_channel::attribute, .group = 1}))
        << "all of x are men";
    EXPECT_EQ(whole.highest.what, (sdc::linear_form{{m.tables->offset(1) + 1, 1}}));
    EXPECT_EQ(whole.why, "the table has a score of 1/5 or more together with what else is public");
    EXPECT_EQ(of(r, protection_method::suppressed).why, "by itself no cell is to be suppressed");
    EXPECT_EQ(chosen(r).way, protection_method::rounded);
    // Base 10: all of y are 45 to 54, so women of y are 38 to 47 of 41 at most; base 5 leaves too
    // few others.
    EXPECT_EQ(chosen(r).base, 10);
    EXPECT_TRUE(of(r, protection_method::total).passes);
}

/// The same cell again tells nothing new, and is kept public when others are suppressed.
TEST(Recommend, WhatIsAtRiskAlreadyIsNotOfThisRelease) {
    const auto t = share(support::cross({{2, 40, 40}, {40, 50, 30}, {41, 45, 33}}));
    sdc::knowledge known(t->shared_cube());
    const auto small = support::cross_cell(*t, 0, 0), large = support::cross_cell(*t, 1, 1);
    known.learn_exact(small, 2);
    known.learn_exact(large, 50);
    const auto r = sdc::recommend(t, {.limit_one_in = 5, .already_published = &known}).value();
    EXPECT_EQ(r.at_risk_already, 1U);
    EXPECT_TRUE(r.candidates[0].passes) << r.candidates[0].why;
    EXPECT_GT(r.candidates[0].highest.risk.one_in, 5) << "the highest that is raised";
    EXPECT_FALSE(r.candidates[0].highest.what.empty());
    // Small counts that are new, beside one that is public: complements are looked for among the
    // others.
    const auto two = share(support::cross({{2, 40, 40}, {40, 50, 30}, {41, 3, 33}}));
    sdc::knowledge seen(two->shared_cube());
    seen.learn_exact(support::cross_cell(*two, 1, 0), 40);
    const auto other =
        sdc::recommend(two,
                       {.limit_one_in = 5, .max_suppressed_share = 1, .already_published = &seen})
            .value();
    EXPECT_EQ(other.must_publish, std::vector<sdc::cell_index>{support::cross_cell(*two, 1, 0)});
    EXPECT_TRUE(of(other, protection_method::suppressed).passes)
        << of(other, protection_method::suppressed).why;
}

/// One woman is of x, and no cell alone is at risk.
TEST(Recommend, ADifferenceIsRaised) {
    const auto all = share(support::series({18, 48}));
    const auto men = support::series({17, 8});
    const auto tables = sdc::linked_tables::make(
                            {{.cube = all->shared_cube()},
                             {.name = "men", .cube = men.shared_cube(), .where = {{"sex", "m"}}}})
                            .value();
    sdc::knowledge known(tables);
    for (sdc::cell_index cell = 0; cell < men.size(); ++cell)
        known.learn_exact(tables->offset(1) + cell, men.value(cell));
    const auto r =
        sdc::recommend(all, {.channels = {.coalition = 0, .disclosed_by_linked_tables = true},
                             .limit_one_in = 1,
                             .already_published = &known})
            .value();
    EXPECT_FALSE(r.candidates[0].passes);
    EXPECT_EQ(r.candidates[0].highest.what,
              (sdc::linear_form{{1, 1}, {tables->offset(1) + 1, -1}}));
    EXPECT_EQ(r.candidates[0].highest.risk,
              (sdc::cell_risk{.one_in = 1, .channel = sdc::risk_channel::identity}));
}

/// The coarser table by outcome leaves, less the men who are public, one person: the others were
/// never told apart.
TEST(Recommend, WhatACoarserTableLeavesOfPublicPartsIsScored) {
    const auto t =
        share(support::cross({{40, 30, 29}, {1, 41, 36}, {0, 0, 2}},
                             {.row = sdc::role::identifying, .column = sdc::role::sensitive}));
    sdc::knowledge known(t->shared_cube());
    for (std::size_t j = 0; j < 3; ++j)
        known.learn_exact(support::cross_cell(*t, 0, j), t->value(support::cross_cell(*t, 0, j)));
    const auto r = sdc::recommend(t, {.limit_one_in = 5, .already_published = &known}).value();
    for (const auto& c : r.candidates)
        EXPECT_FALSE(c.way == protection_method::coarsened && c.passes &&
                     c.depths == (std::vector<sdc::code_index>{0, 1}));
    EXPECT_NE(chosen(r).way, protection_method::coarsened);
}

/// Four people are between two bands, which no code names.
TEST(Recommend, ARestOfZonesIsRaised) {
    const people all{.names = {"age"}, .letters = {"abcde"}, .counts = {16, 1, 2, 1, 27}};
    const auto first = support::grouped("age", {"abcd", "e"}),
               second = support::grouped("age", {"a", "bcde"});
    const auto now = tabulate(all, "now", {support::flat("age", {"abcd", "e"})}),
               before = tabulate(all, "before", {support::flat("age", {"a", "bcde"})});
    const auto tables =
        support::link({now, before, tabulate(all, "", {first}), tabulate(all, "", {second})});
    sdc::knowledge known(tables);
    for (sdc::cell_index cell = 0; cell < before.counts->size(); ++cell)
        known.learn_exact(tables->offset(1) + cell, before.counts->value(cell));
    const auto r = sdc::recommend(now.counts,
                                  {.channels = {.coalition = 0, .disclosed_by_linked_tables = true},
                                   .limit_one_in = 4,
                                   .already_published = &known})
                       .value();
    EXPECT_FALSE(r.candidates[0].passes);
    EXPECT_EQ(r.candidates[0].highest.what,
              (sdc::linear_form{{1, 1}, {tables->offset(1) + 1, -1}}));
    EXPECT_EQ(r.candidates[0].highest.risk.one_in, 4);
    EXPECT_TRUE(sdc::recommend(now.counts,
                               {.channels = {.coalition = 0, .disclosed_by_linked_tables = true},
                                .limit_one_in = 3,
                                .already_published = &known})
                    .value()
                    .candidates[0]
                    .passes);
}

/// A cell that was at risk among some people is now at risk among others, too: that is new.
TEST(Recommend, ANewInferenceAtTheSameCellIsRaised) {
    const people all{
        .names = {"age", "outcome"}, .letters = {"ab", "cd"}, .counts = {40, 0, 0, 60}};
    const auto age = support::flat("age", std::vector<std::string>{"a", "b"}),
               outcome = support::flat("outcome", std::vector<std::string>{"c", "d"});
    const auto now = tabulate(all, "now", {age, outcome});
    const auto tables = sdc::linked_tables::make({{.cube = now.counts->shared_cube()}}).value();
    const auto cell = support::cross_cell(*now.counts, 0, 0);
    sdc::knowledge known(tables);
    known.learn_exact(support::row_total(*now.counts, 0), 40); // everybody of a is of c
    known.learn_exact(cell, 40);
    const auto r =
        sdc::recommend(now.counts, {.limit_one_in = 5, .already_published = &known}).value();
    EXPECT_EQ(r.at_risk_already, 1U);
    EXPECT_FALSE(r.candidates[0].passes) << "that everybody of c is of a was not known";
    EXPECT_EQ(r.candidates[0].highest.what, (sdc::linear_form{{cell, 1}}));
    EXPECT_EQ(r.candidates[0].highest.risk.group, support::column_total(*now.counts, 0));
}

/// What a pair of tables told already is not raised again.
TEST(Recommend, ADifferenceThatWasThereIsNotOfThisRelease) {
    const men_and_all m;
    auto both = m.known;
    for (sdc::cell_index c = 0; c < m.all->size(); ++c) both.learn_exact(c, m.all->value(c));
    auto how = m.options();
    how.already_published = &both;
    const auto r = sdc::recommend(m.all, how).value();
    EXPECT_EQ(r.at_risk_already, 2U) << "the men of x, and the women of y";
    EXPECT_TRUE(r.candidates[0].passes);
    EXPECT_TRUE(r.candidates[0].highest.what.empty());
}

/// "These were all of x": whatever is told of the total is told of x.
TEST(Recommend, WhatIsSaidIsToldWithEveryCandidate) {
    const auto t = share(
        support::cross({{4, 0}, {0, 0}}, {.row = sdc::role::time, .column = sdc::role::sensitive}));
    const sdc::knowledge nothing(t->shared_cube());
    const std::vector<sdc::statement> said{{.text = "these were all in the first year",
                                            .terms = {{0, 1}, {support::row_total(*t, 0), -1}},
                                            .low = 0,
                                            .high = 0}};
    const auto silent =
        sdc::recommend(
            t, {.channels = {.coalition = 0}, .limit_one_in = 3, .already_published = &nothing})
            .value();
    const auto told = sdc::recommend(t, {.channels = {.coalition = 0},
                                         .limit_one_in = 11,
                                         .already_published = &nothing,
                                         .statements = said})
                          .value();
    EXPECT_EQ(of(silent, protection_method::total).highest.risk.one_in, sdc::unlimited);
    EXPECT_EQ(of(told, protection_method::total).highest.risk,
              (sdc::cell_risk{.one_in = 4, .channel = sdc::risk_channel::identity}))
        << "four are found in a year";
    EXPECT_EQ(chosen(told).way, protection_method::nothing);
}

/// A cell that is public is no complement: without it the small one would follow.
TEST(Recommend, SuppressionKeepsWhatIsPublic) {
    const auto t = share(support::series({2, 8, 50, 60}));
    sdc::knowledge known(t->shared_cube());
    const auto cheap =
        sdc::recommend(t,
                       {.limit_one_in = 5, .max_suppressed_share = 1, .already_published = &known})
            .value();
    EXPECT_TRUE(cheap.must_publish.empty());
    known.learn_exact(2, 8);
    const auto r =
        sdc::recommend(t,
                       {.limit_one_in = 5, .max_suppressed_share = 1, .already_published = &known})
            .value();
    EXPECT_EQ(r.must_publish, std::vector<sdc::cell_index>{2});
    EXPECT_TRUE(of(r, protection_method::suppressed).passes)
        << of(r, protection_method::suppressed).why;
    EXPECT_EQ(of(r, protection_method::suppressed).suppressed_share, 0.5);
}

/// Counts that points ask to mask are in no coarser table beside others either.
TEST(Recommend, PointsMaskBesideOthers) {
    const std::vector<sdc::code_parent> codes{{"Total", ""},  {"north", "Total"}, {"a", "north"},
                                              {"b", "north"}, {"south", "Total"}, {"c", "south"},
                                              {"d", "south"}};
    const auto c =
        sdc::cube::make(
            {sdc::dimension{.name = "place", .codes = sdc::hierarchy::from_parents(codes).value()}})
            .value();
    const auto t = share(sdc::table::make(c, {.values = {90, 40, 9, 31, 50, 25, 25}}).value());
    const sdc::knowledge nothing(c);
    const auto r =
        sdc::recommend(t, {.limit_one_in = 5, .points = 13, .already_published = &nothing}).value();
    EXPECT_FALSE(r.candidates[0].passes);
    EXPECT_EQ(chosen(r).way, protection_method::coarsened);
    EXPECT_EQ(chosen(r).depths, (std::vector<sdc::code_index>{1}));
}

/// Cells that mean the same are at risk once.
TEST(Recommend, WhatIsAtRiskAlreadyIsCountedOnce) {
    const auto t = share(support::series({2, 80, 50}));
    const auto tables = sdc::linked_tables::make({{.cube = t->shared_cube()},
                                                  {.name = "again", .cube = t->shared_cube()}})
                            .value();
    sdc::knowledge known(tables);
    for (sdc::cell_index cell = 0; cell < t->size(); ++cell)
        known.learn_exact(tables->offset(1) + cell, t->value(cell));
    EXPECT_EQ(sdc::recommend(t, {.channels = {.disclosed_by_linked_tables = true},
                                 .limit_one_in = 5,
                                 .already_published = &known})
                  .value()
                  .at_risk_already,
              1U);
}

TEST(Recommend, BadOptionsAreRefused) {
    const auto t = share(support::series({4, 5}));
    EXPECT_THAT(sdc::recommend(nullptr), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.limit_one_in = 0}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.channels = {.coalition = sdc::unlimited - 2}}),
                HasErrc(sdc::errc::bad_argument));
    const auto turnover = share(
        sdc::table::make(t->shared_cube(), {.values = {77, 33, 44}, .contributors = {31, 1, 30}},
                         {.name = "turnover"})
            .value());
    EXPECT_THAT(sdc::recommend(turnover), HasErrc(sdc::errc::bad_argument))
        << "an intruder of values learns little of who is counted";
    EXPECT_THAT(sdc::recommend(t, {.bases = {1}}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.max_suppressed_share = 1.5}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::recommend(t, {.channels = {.coalition = -1}}),
                HasErrc(sdc::errc::bad_argument));
    const auto another = support::series({4, 5, 6});
    sdc::knowledge of_another(another.shared_cube()), untrue(t->shared_cube());
    EXPECT_THAT(sdc::recommend(t, {.already_published = &of_another}),
                HasErrc(sdc::errc::bad_argument));
    const std::vector<sdc::statement> said{
        {.text = "nobody", .terms = {{0, 1}}, .low = 0, .high = 0}};
    EXPECT_THAT(sdc::recommend(t, {.statements = said}), HasErrc(sdc::errc::bad_argument))
        << "it is about no tables";
    untrue.learn_exact(1, 3);
    EXPECT_THAT(sdc::recommend(t, {.already_published = &untrue}),
                HasErrc(sdc::errc::contradiction));
}

} // namespace
