#include <sdc/protect/coarsen.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/release/published.hpp>
#include <sdc/risk/table/cell.hpp>

#include <generators.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace {

using sdc::cell_index;
using sdc::code_index;
using sdc::errc;
using sdc::table;
using support::HasErrc;
using support::IsOk;
using depths = std::vector<code_index>;
using rules = std::vector<sdc::rule>;

/// Ragged hierarchies with single children and structural zeros; every third table has no sensitive
/// dimension, the others one or two.
table any_table(std::uint64_t seed) {
    support::splitmix64 random(seed);
    const support::table_options o{.dimensions = 2 + seed % 2,
                                   .branching = 3,
                                   .depth = 2,
                                   .mean = 8,
                                   .single_child_percent = 20};
    auto by = support::random_dimensions(random, o);
    if (seed % 3 != 0) by.back().role = sdc::role::sensitive;
    if (seed % 3 == 2) by.front().role = sdc::role::sensitive;
    const auto rows = support::random_leaf_counts(random, by, o);
    std::vector<std::vector<std::string>> zeros;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows.field(row, by.size()) != "0" || !random.percent(40)) continue;
        auto& codes = zeros.emplace_back();
        for (std::size_t d = 0; d < by.size(); ++d) codes.push_back(rows.field(row, d));
    }
    return sdc::tabulate(rows, {.by = by, .count = "count", .structural_zeros = zeros}).value();
}

/// All combinations, from 0 or, if no dimension may be left out, 1.
std::vector<depths> all_depths(const table& t, code_index least) {
    std::vector<depths> all{{}};
    for (const auto& d : t.cube().dimensions()) {
        code_index deepest = 0;
        for (code_index i = 0; i < d.codes.size(); ++i)
            deepest = std::max(deepest, d.codes.depth(i));
        std::vector<depths> longer;
        for (const auto& one : all) {
            for (auto depth = std::min(least, deepest); depth <= deepest; ++depth) {
                longer.push_back(one);
                longer.back().push_back(depth);
            }
        }
        all = longer;
    }
    return all;
}

bool is_coarser(const depths& a, const depths& b) {
    for (std::size_t d = 0; d < a.size(); ++d) {
        if (a[d] > b[d]) return false;
    }
    return a != b;
}

/// By the definition: every safe combination that no safe one refines.
std::set<depths> most_detailed(const std::vector<depths>& all,
                               const std::function<bool(const depths&)>& is_safe) {
    std::set<depths> safe, best;
    for (const auto& one : all) {
        if (is_safe(one)) safe.insert(one);
    }
    for (const auto& one : safe) {
        if (std::ranges::none_of(safe, [&](const depths& other) { return is_coarser(one, other); }))
            best.insert(one);
    }
    return best;
}

std::set<depths> found_by(const sdc::result<sdc::coarsenings>& r) {
    std::set<depths> found;
    if (!r) {
        EXPECT_THAT(r, HasErrc(errc::not_protectable));
        return found;
    }
    EXPECT_FALSE(r->safe.empty());
    for (const auto& one : r->safe) EXPECT_TRUE(found.insert(one.depths).second) << "twice";
    return found;
}

/// The roles of the table decide: without any of its sensitive dimensions a group discloses
/// nothing.
rules rules_left(const table& t, const depths& at, const rules& all) {
    bool any = false, kept = false;
    for (std::size_t d = 0; d < at.size(); ++d) {
        if (t.cube().dimensions()[d].role != sdc::role::sensitive) continue;
        any = true;
        if (at[d] > 0) kept = true;
    }
    rules left;
    for (const auto& r : all) {
        if (!std::holds_alternative<sdc::group_disclosure>(r) || !any || kept) left.push_back(r);
    }
    return left;
}

bool flags_nothing(const table& t, const depths& at, const rules& all) {
    const auto left = rules_left(t, at, all);
    return left.empty() ||
           sdc::evaluate(*sdc::recode(t, at).value().table, left).value().cells().empty();
}

const std::vector<rules> rule_sets{
    {sdc::threshold{.minimum = 3}},
    {sdc::threshold{.minimum = 4, .zeros = sdc::zero_policy::unsafe}},
    {sdc::threshold{.minimum = 2, .zeros = sdc::zero_policy::hide}},
    {sdc::threshold{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 40}},
    {sdc::group_disclosure{.coalition = 1}},
    {sdc::threshold{.minimum = 3}, sdc::group_disclosure{.coalition = 0}}};

TEST(Coarsen, FindsWhatTryingEveryTableFinds) {
    std::size_t several = 0, none = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto t = any_table(seed);
        for (const auto& all : rule_sets) {
            const auto flagged = sdc::evaluate(t, all).value();
            for (const bool drop : {false, true}) {
                const auto combinations = all_depths(t, drop ? 0 : 1);
                const auto wanted = most_detailed(
                    combinations, [&](const depths& at) { return flags_nothing(t, at, all); });
                const auto r = sdc::coarsen(t, {.unsafe = flagged.cells(), .drop_allowed = drop});
                EXPECT_EQ(found_by(r), wanted) << seed;
                if (r) {
                    EXPECT_EQ(r->candidates, combinations.size());
                }
                several += wanted.size() > 1 ? 1U : 0U;
                none += wanted.empty() ? 1U : 0U;
            }
        }
    }
    EXPECT_GT(several, 20U);
    EXPECT_GT(none, 20U);
}

TEST(Coarsen, APredicateFindsTheSameAsCellsDo) {
    std::uint64_t upwards = 0, all_of_them = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto t = any_table(seed);
        for (const auto& all : rule_sets) {
            const auto flagged = sdc::evaluate(t, all).value();
            const auto is_safe = [&](const sdc::recoded& coarser) {
                return sdc::evaluate(*coarser.table, all).value().cells().empty();
            };
            const auto by_cells =
                sdc::coarsen(t, {.unsafe = flagged.cells(), .drop_allowed = true});
            const auto by_tables = sdc::coarsen(t, {.is_safe = is_safe, .drop_allowed = true});
            const auto monotone =
                sdc::coarsen(t, {.is_safe = is_safe, .monotone = true, .drop_allowed = true});
            EXPECT_EQ(found_by(by_tables), found_by(by_cells)) << seed;
            EXPECT_EQ(found_by(monotone), found_by(by_cells)) << seed;
            if (!by_tables || !monotone) continue;
            upwards += monotone->judged;
            all_of_them += by_tables->judged;
            EXPECT_LE(by_tables->judged, by_tables->candidates);
        }
    }
    EXPECT_GT(upwards, 0U);
    EXPECT_GT(all_of_them, 0U);
}

TEST(Coarsen, ScoresOfTheTableAreThoseOfCoarserTables) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto t = any_table(seed);
        const sdc::cell_risk_options how{.coalition = static_cast<std::int64_t>(seed % 3),
                                         .zeros_are_disclosive = seed % 5 == 0};
        const auto scores = sdc::score_cells(t, how).value();
        std::vector<cell_index> at_risk;
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (scores[cell].one_in <= 4) at_risk.push_back(cell);
        }
        const auto is_safe = [&](const sdc::recoded& coarser) {
            return std::ranges::none_of(sdc::score_cells(*coarser.table, how).value(),
                                        [](const sdc::cell_risk& r) { return r.one_in <= 4; });
        };
        EXPECT_EQ(found_by(sdc::coarsen(t, {.is_safe = is_safe, .drop_allowed = true})),
                  found_by(sdc::coarsen(t, {.unsafe = at_risk, .drop_allowed = true})))
            << seed;
    }
}

/// Says yes or no by what the table is, in no order.
bool whim(const sdc::recoded& coarser) {
    const auto& t = *coarser.table;
    std::uint64_t seed = t.size();
    for (const auto& d : t.cube().dimensions())
        seed = seed * 31 + d.codes.size() + d.name.size() * (d.name == "d0" ? 1U : 7U);
    return support::splitmix64(seed).percent(30);
}

TEST(Coarsen, NothingIsTakenForGrantedOfAPredicate) {
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
        const auto t = any_table(seed);
        const auto wanted = most_detailed(all_depths(t, 0), [&](const depths& at) {
            return whim(sdc::recode_to_judge(t, at).value());
        });
        EXPECT_EQ(found_by(sdc::coarsen(t, {.is_safe = whim, .drop_allowed = true})), wanted)
            << seed;
    }
}

TEST(Coarsen, CellsAndAPredicateTogether) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto t = any_table(seed);
        const auto flagged = sdc::evaluate(t, rule_sets[0]).value();
        const auto wanted = most_detailed(all_depths(t, 0), [&](const depths& at) {
            return flags_nothing(t, at, rule_sets[0]) && whim(sdc::recode_to_judge(t, at).value());
        });
        EXPECT_EQ(found_by(sdc::coarsen(
                      t, {.unsafe = flagged.cells(), .is_safe = whim, .drop_allowed = true})),
                  wanted)
            << seed;
    }
}

sdc::hierarchy tree(const std::vector<std::vector<std::string>>& paths) {
    return sdc::hierarchy::from_paths(paths).value();
}

/// Leeds 3, York 1 under N; Bath, directly under the total, 4; women 5, men 3.
table people() {
    const std::vector<std::string> sexes{"f", "m"};
    const sdc::dimension area{.name = "area",
                              .codes = tree({{"N", "Leeds"}, {"N", "York"}, {"Bath"}})};
    const sdc::dimension sex{
        .name = "sex", .codes = sdc::hierarchy::flat(sexes).value(), .role = sdc::role::sensitive};
    const sdc::records rows{.names = {"area", "sex", "n"},
                            .fields = {"Leeds", "f", "2", "Leeds", "m", "1", "York", "f", "1",
                                       "Bath", "f", "2", "Bath", "m", "2"}};
    return sdc::tabulate(rows, {.by = {area, sex}, .count = "n"}).value();
}

TEST(Coarsen, LossesByHand) {
    const auto t = people();
    // York's only person is unsafe, and so is every area by sex: areas to N and Bath, or sex alone.
    const auto flagged = sdc::evaluate(t, rules{sdc::threshold{.minimum = 3}}).value();
    const auto r = sdc::coarsen(t, {.unsafe = flagged.cells(), .drop_allowed = true}).value();
    ASSERT_EQ(r.safe.size(), 2U);
    EXPECT_EQ(r.candidates, 6U);
    // Leaves Lf 2, Lm 1, Yf 1, Ym 0, Bf 2, Bm 2. N's 4 over 4 leaves, Bath's 4 over 2: off by 1, 0,
    // 0, 1, 0, 0.
    EXPECT_EQ(r.safe[0].depths, (depths{1, 0}));
    EXPECT_EQ(r.safe[0].cells, 3U);
    EXPECT_DOUBLE_EQ(r.safe[0].average_distance, 2.0 / 6);
    EXPECT_DOUBLE_EQ(r.safe[0].hellinger,
                     std::sqrt(((std::sqrt(2.0) - 1) * (std::sqrt(2.0) - 1) + 1) / 2));
    // 5 women and 3 men over three areas: off by 1/3, 0, 2/3, 1, 1/3, 1.
    EXPECT_EQ(r.safe[1].depths, (depths{0, 1}));
    EXPECT_DOUBLE_EQ(r.safe[1].average_distance, (1.0 / 3 + 0 + 2.0 / 3 + 1 + 1.0 / 3 + 1) / 6);
}

TEST(Coarsen, WhatCannotHoldAnybodyTakesNoShare) {
    const sdc::dimension area{.name = "area",
                              .codes = tree({{"N", "Leeds"}, {"N", "York"}, {"N", "Sea"}})};
    const sdc::records rows{.names = {"area", "n"}, .fields = {"Leeds", "7", "York", "1"}};
    const auto t =
        sdc::tabulate(rows, {.by = {area}, .count = "n", .structural_zeros = {{"Sea"}}}).value();
    EXPECT_EQ(sdc::spread_over_leaves(t, depths{1}).value(), (std::vector<double>{4, 4}));
    EXPECT_EQ(sdc::spread_over_leaves(t, depths{2}).value(), (std::vector<double>{7, 1}));
}

TEST(Coarsen, MoreIsLostTheMoreIsLeftOut) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const auto t = any_table(seed);
        const auto r = sdc::coarsen(t, {.drop_allowed = true}).value(); // nothing is unsafe
        ASSERT_EQ(r.safe.size(), 1U);
        EXPECT_EQ(r.safe[0].cells, t.size());
        EXPECT_EQ(r.safe[0].average_distance, 0);
        EXPECT_EQ(r.safe[0].hellinger, 0);
    }
}

TEST(Coarsen, EqualLossesAreOrderedByCellsThenByTheNamesOfDimensions) {
    // Two people in every leaf: nothing is lost whatever is left out.
    const auto three = [](const char* name) {
        const std::vector<std::string> ids{"x", "y", "z"};
        return sdc::dimension{.name = name, .codes = sdc::hierarchy::flat(ids).value()};
    };
    const std::vector<std::string> four{"v", "x", "y", "z"};
    const sdc::dimension wide{.name = "wide", .codes = sdc::hierarchy::flat(four).value()};
    sdc::records rows{.names = {"a", "b", "wide", "n"}};
    for (const char* a : {"x", "y", "z"}) {
        for (const char* b : {"x", "y", "z"}) {
            for (const auto& w : four) rows.fields.append(std::vector<std::string>{a, b, w, "2"});
        }
    }
    const auto t =
        sdc::tabulate(rows, {.by = {three("a"), three("b"), wide}, .count = "n"}).value();
    const auto flagged = sdc::evaluate(t, rules{sdc::threshold{.minimum = 9}}).value();
    const auto r = sdc::coarsen(t, {.unsafe = flagged.cells(), .drop_allowed = true}).value();
    ASSERT_EQ(r.safe.size(), 3U) << "two dimensions have cells of 6 and 8";
    EXPECT_EQ(r.safe[0].depths, (depths{0, 0, 1}));
    EXPECT_EQ(r.safe[1].depths, (depths{1, 0, 0}));
    EXPECT_EQ(r.safe[2].depths, (depths{0, 1, 0}));
    const auto moved =
        sdc::tabulate(rows, {.by = {wide, three("b"), three("a")}, .count = "n"}).value();
    const auto again =
        sdc::coarsen(
            moved,
            {.unsafe = sdc::evaluate(moved, rules{sdc::threshold{.minimum = 9}}).value().cells(),
             .drop_allowed = true})
            .value();
    ASSERT_EQ(again.safe.size(), 3U);
    EXPECT_EQ(again.safe[0].depths, (depths{1, 0, 0}));
    EXPECT_EQ(again.safe[1].depths, (depths{0, 0, 1})) << "a, wherever it stands";
    EXPECT_EQ(again.safe[2].depths, (depths{0, 1, 0}));
    const auto pairs = sdc::coarsen(t, {.is_safe =
                                            [](const sdc::recoded& c) {
                                                return c.table->cube().dimensions().size() == 2;
                                            },
                                        .drop_allowed = true})
                           .value();
    ASSERT_EQ(pairs.safe.size(), 3U);
    EXPECT_EQ(pairs.safe[0].depths, (depths{1, 0, 1}));
    EXPECT_EQ(pairs.safe[1].depths, (depths{0, 1, 1}));
    EXPECT_EQ(pairs.safe[2].depths, (depths{1, 1, 0}));
}

TEST(Coarsen, WithoutItsSensitiveDimensionATableHasNothingSensitive) {
    const auto t = people();
    const auto judged = sdc::recode_to_judge(t, depths{2, 0}).value();
    EXPECT_EQ(judged.table->size(), 5U);
    ASSERT_EQ(judged.table->cube().dimensions().size(), 2U);
    EXPECT_EQ(judged.table->cube().dimensions()[1].role, sdc::role::sensitive);
    EXPECT_EQ(judged.table->cube().codes(1).size(), 1U);
    for (cell_index cell = 0; cell < judged.table->size(); ++cell)
        EXPECT_EQ(judged.table->value(cell), t.value(judged.origin[cell]));
    // N and Bath are half of the people each; were areas sensitive, York's neighbours would tell.
    const rules group{sdc::group_disclosure{.coalition = 1}};
    EXPECT_TRUE(sdc::evaluate(*judged.table, group).value().cells().empty());
    EXPECT_FALSE(
        sdc::evaluate(*sdc::recode(t, depths{2, 0}).value().table, group).value().cells().empty());
    EXPECT_EQ(sdc::recode_to_judge(t, depths{2, 1}).value().table->cube().dimensions().size(), 2U);
    EXPECT_EQ(sdc::recode_to_judge(t, depths{0, 0}).value().table->cube().dimensions().size(), 2U);
}

TEST(Coarsen, NoDimensionIsDeeperThanIsAllowed) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto t = any_table(seed);
        support::splitmix64 random(seed);
        depths deepest;
        for (const auto& d : t.cube().dimensions())
            deepest.push_back(
                static_cast<sdc::code_index>(random.below(sdc::depth_of(d.codes) + 2)));
        const auto flagged = sdc::evaluate(t, rule_sets[0]).value();
        std::vector<depths> allowed = all_depths(t, 0);
        std::erase_if(allowed, [&](const depths& at) {
            for (std::size_t d = 0; d < at.size(); ++d) {
                if (at[d] > deepest[d]) return true;
            }
            return false;
        });
        const auto wanted = most_detailed(
            allowed, [&](const depths& at) { return flags_nothing(t, at, rule_sets[0]); });
        EXPECT_EQ(found_by(sdc::coarsen(
                      t, {.unsafe = flagged.cells(), .drop_allowed = true, .deepest = deepest})),
                  wanted)
            << seed;
    }
    EXPECT_THAT(sdc::coarsen(people(), {.deepest = depths{1}}), HasErrc(errc::bad_argument));
}

TEST(Coarsen, RefusesWhatDoesNotFit) {
    const auto t = people();
    const std::vector<cell_index> outside{t.size()}, total{0};
    EXPECT_THAT(sdc::coarsen(t, {.unsafe = outside}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::coarsen(t, {.monotone = true}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::coarsen(t, {.unsafe = total, .drop_allowed = true}),
                HasErrc(errc::not_protectable));
    EXPECT_THAT(sdc::spread_over_leaves(t, depths{1}), HasErrc(errc::bad_argument));
    const auto fails = [](const sdc::recoded&) -> sdc::result<bool> {
        return sdc::error{.code = errc::contradiction};
    };
    EXPECT_THAT(sdc::coarsen(t, {.is_safe = fails}), HasErrc(errc::contradiction));
    EXPECT_THAT(sdc::coarsen(t, {.is_safe = fails, .monotone = true}),
                HasErrc(errc::contradiction));
}

TEST(Coarsen, APlanShowsTheCoarserTableWhole) {
    const auto t = people();
    const rules all{sdc::threshold{.minimum = 3}, sdc::group_disclosure{.coalition = 0}};
    const auto proof = sdc::audit(sdc::plan_coarser(t, depths{1, 0}, all).value()).value();
    EXPECT_EQ(proof.plan().rules.size(), 1U) << "the audit applies the threshold again";
    EXPECT_EQ(proof.summary().requirements, 0U);
    const auto shown = sdc::publish(proof);
    ASSERT_EQ(shown.cube().size(), 3U);
    EXPECT_EQ(shown.column_name(), "count");
    EXPECT_EQ(shown.method().guarantee, "each number is the true value");
    for (cell_index cell = 0; cell < 3; ++cell)
        EXPECT_EQ(shown[cell].shows, sdc::public_cell::kind::number);
    EXPECT_EQ(shown[1].number, 4);
}

TEST(Coarsen, APlanOfAnUnsafeTableIsNone) {
    const auto t = people();
    const auto york = sdc::plan_coarser(t, depths{2, 0}, rules{sdc::threshold{.minimum = 3}});
    ASSERT_THAT(york, HasErrc(errc::not_proved));
    EXPECT_EQ(york.error().cell, "area=York, sex=Total");
    EXPECT_EQ(york.error().rule, "small count");
    EXPECT_EQ(york.error().found, "");
    const auto n = *t.cube().codes(0).find("N") * t.cube().shape().stride(0);
    EXPECT_THAT(
        sdc::plan_coarser(t, depths{1, 0},
                          rules{sdc::threshold{.minimum = 1, .zeros = sdc::zero_policy::eligible},
                                sdc::listed_cells{.cells = {n}}}),
        HasErrc(errc::not_proved));
    EXPECT_THAT(
        sdc::plan_coarser(t, depths{0, 1},
                          rules{sdc::threshold{.minimum = 1, .zeros = sdc::zero_policy::eligible},
                                sdc::listed_cells{.cells = {n}}}),
        IsOk());
    EXPECT_THAT(sdc::plan_coarser(t, depths{1, 1}, rules{sdc::group_disclosure{.coalition = 1}}),
                HasErrc(errc::not_proved));
    EXPECT_THAT(sdc::plan_coarser(t, depths{1, 0}, rules{sdc::group_disclosure{.coalition = 1}}),
                IsOk());
    EXPECT_THAT(sdc::plan_coarser(t, depths{1}, {}), HasErrc(errc::bad_argument));
}

} // namespace
