#include <sdc/protect/suppress.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/proof/witness.hpp>
#include <sdc/release/published.hpp>

#include <rapidcheck/gtest.h>

#include <algorithm>

namespace {

using namespace sdc;

/// A table of 1 to 5 dimensions, ragged, with single-child levels, of a size that a thousand of
/// them take seconds.
table any_table() {
    const auto dimensions = *rc::gen::inRange<std::size_t>(1, 6);
    support::table_options o{.dimensions = dimensions};
    o.branching = dimensions < 3 ? *rc::gen::inRange<std::uint64_t>(2, 7) : 2;
    o.depth = dimensions < 4 ? *rc::gen::inRange<std::uint64_t>(1, 4) : 1;
    o.mean = *rc::gen::inRange<std::uint64_t>(1, 30);
    o.zero_percent = *rc::gen::inRange<std::uint64_t>(0, 60);
    o.single_child_percent = *rc::gen::inRange<std::uint64_t>(0, 30);
    return support::random_table(*rc::gen::arbitrary<std::uint64_t>(), o);
}

suppress_options any_options() {
    suppress_options o;
    o.rules = {threshold{.minimum = *rc::gen::inRange<std::int64_t>(1, 8),
                         .zeros = *rc::gen::element(zero_policy::show, zero_policy::eligible,
                                                    zero_policy::hide, zero_policy::unsafe),
                         .hide_zeros_below_total = *rc::gen::element<std::int64_t>(0, 20),
                         .publish_total = *rc::gen::arbitrary<bool>(),
                         .min_total_for_breakdown = *rc::gen::element<std::int64_t>(0, 8, 30)}};
    if (*rc::gen::inRange(0, 3) == 0)
        o.rules.push_back(group_disclosure{.coalition = *rc::gen::inRange<std::int64_t>(0, 3)});
    o.protection.width =
        *rc::gen::element(protection::kind::cover, protection::kind::reach, protection::kind::exact,
                          protection::kind::percent, protection::kind::absolute);
    o.protection.percent = 20;
    o.protection.absolute = 3;
    o.cost.by = *rc::gen::element(suppression_cost::value, suppression_cost::count,
                                  suppression_cost::unity, suppression_cost::log,
                                  suppression_cost::box_cox, suppression_cost::distance);
    return o;
}

RC_GTEST_PROP(Suppress, EveryPlanHoldsAgainstTheAudit, ()) {
    const auto t = any_table();
    const auto o = any_options();
    const auto p = suppress(t, o);
    RC_CLASSIFY(p.has_value(), "protected");
    if (!p) {
        RC_ASSERT(p.error().code == errc::not_protectable);
        return;
    }
    RC_CLASSIFY(!p->requirements.empty(), "with needs");
    const auto proof = audit(*p);
    if (!proof) RC_LOG() << to_string(proof.error());
    RC_ASSERT(proof.has_value());
    RC_ASSERT(proof->summary().proved_by_witness == p->requirements.size());
}

RC_GTEST_PROP(Suppress, CellsWithLevelsArePossibleThatFar, ()) {
    const auto t = any_table();
    auto o = any_options();
    std::get<threshold>(o.rules.front()).publish_total = false;
    for (cell_index cell = 0; cell < t.size() && o.protection.levels.size() < 2; ++cell) {
        if (t.value(cell) == 0 || *rc::gen::inRange(0, 3) > 0) continue;
        const auto lower = *rc::gen::inRange<std::int64_t>(0, 4),
                   upper = *rc::gen::inRange<std::int64_t>(1, 4),
                   sliding = *rc::gen::inRange<std::int64_t>(0, 9);
        o.protection.levels.push_back(
            {.cell = cell, .lower = lower, .upper = upper, .sliding = sliding});
    }
    const auto p = suppress(t, o);
    RC_CLASSIFY(p.has_value() && !o.protection.levels.empty(), "protected");
    if (!p) {
        RC_ASSERT(p.error().code == errc::not_protectable);
        return;
    }
    RC_ASSERT(audit(*p).has_value());
    for (const auto& level : o.protection.levels) {
        RC_ASSERT(p->status[level.cell] == cell_status::primary);
        auto low = t.value(level.cell), high = low;
        for (const auto& w : p->witnesses) {
            low = std::min(low, t.value(level.cell) + change_of(w, level.cell));
            high = std::max(high, t.value(level.cell) + change_of(w, level.cell));
        }
        RC_ASSERT(high >= t.value(level.cell) + level.upper);
        RC_ASSERT(high - low >= level.sliding);
        RC_ASSERT(low <= std::max(t.value(level.cell) - level.lower,
                                  detail::lowest_known(t, p->verdicts, level.cell)));
    }
}

RC_GTEST_PROP(Suppress, KeepsItsPromisesAboutWhatIsWithheld, ()) {
    const auto t = any_table();
    auto o = any_options();
    for (auto k = *rc::gen::inRange(0, 4); k > 0; --k)
        o.must_publish.push_back(*rc::gen::inRange<cell_index>(0, t.size()));
    const auto p = suppress(t, o);
    if (!p) return;
    const auto zeros = zeros_in(std::get<threshold>(o.rules.front()), t);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const bool suppressed = is_suppressed(p->status[cell]);
        if (std::ranges::find(o.must_publish, cell) != o.must_publish.end()) RC_ASSERT(!suppressed);
        if (is_unsafe(p->verdicts.reasons(cell))) RC_ASSERT(suppressed);
        if (t.value(cell) == 0 && zeros == zero_policy::show) RC_ASSERT(!suppressed);
        if (suppressed) continue;
        RC_ASSERT(published_value(*p, cell) ==
                  (public_cell{.shows = public_cell::kind::number, .number = t.value(cell)}));
    }
}

/// Readers inside, kept cells, groups, the last period and efforts together.
suppress_options any_combination(const table& t) {
    auto o = any_options();
    const auto any_cell = [&] { return *rc::gen::inRange<cell_index>(0, t.size()); };
    o.intruders.coalition = *rc::gen::inRange<std::int64_t>(0, 3);
    for (auto k = *rc::gen::inRange(0, 3); k > 0; --k) o.must_publish.push_back(any_cell());
    for (auto k = *rc::gen::inRange(0, 3); k > 0; --k) o.preferred.push_back(any_cell());
    std::vector<cell_index> group{any_cell(), any_cell()};
    if (group[0] != group[1]) o.suppression_groups.push_back(group);
    o.improvement_budget = *rc::gen::inRange<std::uint64_t>(0, 3);
    return o;
}

RC_GTEST_PROP(Suppress, EveryCombinationHoldsAgainstTheAuditOnAnyNumberOfThreads, ()) {
    const auto t = any_table();
    auto o = any_combination(t);
    const auto p = suppress(t, o);
    RC_CLASSIFY(p.has_value() && !p->requirements.empty(), "protected");
    RC_CLASSIFY(p.has_value() && std::ranges::any_of(p->proofs, &protection_proof::further),
                "with further witnesses");
    if (!p) RC_ASSERT(p.error().code == errc::not_protectable);
    o.threads = *rc::gen::element(2U, 8U);
    const auto again = suppress(t, o);
    RC_ASSERT(p.has_value() == again.has_value());
    if (!p) return;
    RC_ASSERT(p->status == again->status);
    RC_ASSERT(p->proofs == again->proofs);
    for (std::size_t i = 0; i < p->witnesses.size(); ++i)
        RC_ASSERT(p->witnesses[i].move == again->witnesses[i].move);
    for (const auto cell : o.must_publish) RC_ASSERT(!is_suppressed(p->status[cell]));
    for (const auto& group : o.suppression_groups)
        RC_ASSERT(is_suppressed(p->status[group[0]]) == is_suppressed(p->status[group[1]]));
    for (cell_index cell = 0; cell < t.size(); ++cell)
        RC_ASSERT(!is_suppressed(p->status[cell]) || !t.is_structural_zero(cell));
    const auto proof = audit(*p);
    if (!proof) RC_LOG() << to_string(proof.error());
    RC_ASSERT(proof.has_value());
}

/// Cell 23 stays public with the total, 14, so that its group is known to be at least 15, and the
/// rest of that, the unsafe cell 22, not 0: no plan can hide that.
TEST(Suppress, WhatIsPublicWithItsGroupImpliesWhatPublishedCellsImply) {
    const auto t = support::random_table(58079389156367260,
                                         {.dimensions = 4,
                                          .branching = 2,
                                          .depth = 1,
                                          .mean = 13,
                                          .zero_percent = 5,
                                          .single_child_percent = 12});
    suppress_options o{.rules = {threshold{.minimum = 4,
                                           .zeros = zero_policy::hide,
                                           .hide_zeros_below_total = 20,
                                           .publish_total = true,
                                           .min_total_for_breakdown = 8},
                                 group_disclosure{.coalition = 0}},
                       .must_publish = {0},
                       .suppression_groups = {{23, 0}}};
    o.protection.width = protection::kind::reach;
    o.cost.by = suppression_cost::distance;
    o.improvement_budget = 0;
    const auto p = suppress(t, o);
    ASSERT_FALSE(p);
    EXPECT_EQ(p.error().code, errc::not_protectable);
    EXPECT_EQ(p.error().cell, describe(t, 22));
}

RC_GTEST_PROP(Suppress, StopsWheneverItIsAsked, ()) {
    const auto t = any_table();
    auto o = any_combination(t);
    const auto whole = suppress(t, o);
    auto left = *rc::gen::inRange(0, 40);
    o.run.cancel = [&left] { return left-- <= 0; };
    const auto stopped = suppress(t, o);
    if (stopped)
        RC_ASSERT(whole.has_value() && stopped->status == whole->status);
    else
        RC_ASSERT(stopped.error().code == errc::cancelled || !whole);
    RC_CLASSIFY(!stopped && stopped.error().code == errc::cancelled, "stopped");
}

RC_GTEST_PROP(Suppress, SameInputSamePlan, ()) {
    const auto t = any_table();
    const auto o = any_options();
    const auto a = suppress(t, o), b = suppress(t, o);
    RC_ASSERT(a.has_value() == b.has_value());
    if (!a) return;
    RC_ASSERT(a->status == b->status);
    RC_ASSERT(a->proofs == b->proofs);
    RC_ASSERT(a->cost == b->cost);
    for (std::size_t i = 0; i < a->witnesses.size(); ++i)
        RC_ASSERT(a->witnesses[i].move == b->witnesses[i].move);
}

} // namespace
