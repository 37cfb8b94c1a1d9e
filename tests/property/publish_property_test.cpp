/// Releases that have some margins of a table only.
#include <sdc/protect/suppress.hpp>

#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/release/published.hpp>
#include <sdc/table/published_terms.hpp>
#include <sdc/table/recode.hpp>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace sdc;

table drawn_table(std::size_t dimensions, std::uint64_t branching, std::uint64_t depth) {
    support::table_options o{.dimensions = dimensions};
    o.branching = branching;
    o.depth = depth;
    o.mean = *rc::gen::inRange<std::uint64_t>(1, 12);
    o.zero_percent = *rc::gen::inRange<std::uint64_t>(0, 60);
    o.single_child_percent = *rc::gen::inRange<std::uint64_t>(0, 30);
    auto t = support::random_table(*rc::gen::arbitrary<std::uint64_t>(), o);
    if (*rc::gen::arbitrary<bool>()) return t;
    std::vector<dimension> occurring(t.cube().dimensions().begin(), t.cube().dimensions().end());
    for (auto& d : occurring) d.codes_from_data = true;
    columns data;
    data.values.assign(t.values().begin(), t.values().end());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (t.is_structural_zero(cell)) data.structural_zeros.push_back(cell);
    }
    return table::make(cube::make(std::move(occurring)).value(), std::move(data)).value();
}

std::vector<rule> drawn_rules() {
    std::vector<rule> rules{
        threshold{.minimum = *rc::gen::inRange<std::int64_t>(2, 8),
                  .zeros = *rc::gen::element(zero_policy::show, zero_policy::eligible,
                                             zero_policy::hide, zero_policy::unsafe),
                  .hide_zeros_below_total = *rc::gen::element<std::int64_t>(0, 20),
                  .publish_total = *rc::gen::arbitrary<bool>(),
                  .min_total_for_breakdown = *rc::gen::element<std::int64_t>(0, 8, 30)}};
    if (*rc::gen::inRange(0, 3) == 0)
        rules.push_back(group_disclosure{.coalition = *rc::gen::inRange<std::int64_t>(0, 3)});
    return rules;
}

/// Some tables of some dimensions, as a formula.
std::string drawn_terms(const cube& c) {
    std::string terms;
    for (int n = *rc::gen::inRange(1, 4); n > 0; --n) {
        std::string term;
        for (const auto& d : c.dimensions()) {
            if (!*rc::gen::arbitrary<bool>()) continue;
            if (!term.empty()) term += *rc::gen::element<std::string>("*", "*", ":");
            term += d.name;
            if (*rc::gen::inRange(0, 4) == 0) term += "(1)";
        }
        if (!term.empty()) terms += (terms.empty() ? "" : " + ") + term;
    }
    return terms.empty() ? c.dimensions()[0].name : terms;
}

/// The same as of the table of these dimensions alone: what is under it tells nobody anything.
RC_GTEST_PROP(Publish, OneMarginHasTheRequirementsOfThatTable, ()) {
    const auto t = drawn_table(3, 3, 2);
    const auto rules = drawn_rules();
    protection width;
    width.width = *rc::gen::element(protection::kind::cover, protection::kind::reach,
                                    protection::kind::exact, protection::kind::percent);
    width.percent = 20;
    std::vector<code_index> depths;
    std::string terms;
    for (const auto& d : t.cube().dimensions()) {
        depths.push_back(*rc::gen::arbitrary<bool>() ? depth_of(d.codes) : 0);
        if (depths.back() > 0) terms += (terms.empty() ? "" : "*") + d.name;
    }
    RC_PRE(!terms.empty());
    const auto own = recode(t, depths).value();
    const auto unpublished = find_unpublished(t.cube(), terms).value();
    const auto v = evaluate(t, rules, unpublished).value();
    // With flags that leave nothing out: without flags a table is taken to know less of its totals.
    const auto all = evaluate(*own.table, rules, std::vector<bool>(own.table->size())).value();
    auto expected = list_requirements(*own.table, all, rules, width);
    for (auto& n : expected) {
        n.cell = own.origin[n.cell];
        if (n.minus != no_cell) n.minus = own.origin[n.minus];
    }
    RC_CLASSIFY(!expected.empty(), "with requirements");
    RC_ASSERT(list_requirements(t, v, rules, width) == expected);
}

RC_GTEST_PROP(Publish, EveryPlanHoldsAgainstTheAudit, ()) {
    const auto t = drawn_table(*rc::gen::inRange<std::size_t>(2, 4), 3, 2);
    suppress_options o{.rules = drawn_rules()};
    o.unpublished = find_unpublished(t.cube(), drawn_terms(t.cube())).value();
    const auto p = suppress(t, o);
    RC_CLASSIFY(p.has_value(), "protected");
    RC_CLASSIFY(!o.unpublished.empty(), "in part");
    if (!p) {
        RC_ASSERT(p.error().code == errc::not_protectable);
        return;
    }
    const auto proof = audit(*p);
    if (!proof) RC_LOG() << to_string(proof.error());
    RC_ASSERT(proof.has_value());
    RC_ASSERT(proof->summary().proved_by_witness == p->requirements.size());
    const auto release = publish(*proof);
    for (cell_index cell = 0; cell < o.unpublished.size(); ++cell) {
        RC_ASSERT(release.has(cell) == !o.unpublished[cell]);
        if (o.unpublished[cell])
            RC_ASSERT(release[cell] == (public_cell{.shows = public_cell::kind::unpublished}));
    }
}

/// Every table that agrees with the numbers of the release, one by one: an unsafe cell of the
/// release can be anything from 0 to below the threshold.
RC_GTEST_PROP(Publish, NoUnsafeCellOfTheReleaseIsNarrowed, ()) {
    const auto t = drawn_table(2, 3, 1);
    RC_PRE(t.grand_total() < 14);
    constexpr std::int64_t limit = 3;
    suppress_options o{.rules = {threshold{.minimum = limit, .zeros = zero_policy::eligible}}};
    o.unpublished = find_unpublished(t.cube(), drawn_terms(t.cube())).value();
    const auto p = suppress(t, o);
    if (!p) return;
    const auto release = publish(audit(*p).value());
    knowledge known(t.shared_cube());
    known.learn(0, 0, 16);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (release[cell].shows == public_cell::kind::number)
            known.learn_exact(cell, release[cell].number);
    }
    std::map<cell_index, interval> seen;
    support::brute_force(t.cube()).for_each_table(known, [&](std::span<const std::int64_t> values) {
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            auto& range =
                seen.try_emplace(cell, interval{values[cell], values[cell]}).first->second;
            range.low = std::min(range.low, values[cell]);
            range.high = std::max(range.high, values[cell]);
        }
    });
    const auto known_sums = detail::sums_of_published(t.cube(), o.unpublished);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const bool judged = known_sums.empty() || known_sums[cell];
        const bool unsafe = judged && 0 < t.value(cell) && t.value(cell) < limit;
        RC_CLASSIFY(unsafe, "unsafe");
        RC_CLASSIFY(unsafe && !release.has(cell), "unsafe sum of published cells");
        if (!unsafe) continue;
        RC_ASSERT(release[cell].shows != public_cell::kind::number);
        RC_ASSERT(seen.at(cell).low == 0);
        RC_ASSERT(seen.at(cell).high >= limit - 1);
    }
}

RC_GTEST_PROP(Publish, RoundingHoldsOrIsRefusedByTheAudit, ()) {
    const auto t = drawn_table(2, 3, 2);
    round_options o{
        .bands = {.name = "nearest", .bands = {{.action = band_action::round, .base = 5}}}};
    if (*rc::gen::arbitrary<bool>()) o.rules = {threshold{.minimum = 5}};
    o.unpublished = find_unpublished(t.cube(), drawn_terms(t.cube())).value();
    auto p = round(t, o);
    RC_ASSERT(p.has_value());
    const auto proof = audit(*p);
    RC_CLASSIFY(proof.has_value(), "proved");
    if (!proof) {
        RC_ASSERT(proof.error().code == errc::not_proved);
        return;
    }
    const auto release = publish(*proof);
    for (cell_index cell = 0; cell < o.unpublished.size(); ++cell)
        RC_ASSERT(release.has(cell) == !o.unpublished[cell]);
}

} // namespace
