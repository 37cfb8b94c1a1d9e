/// Plans tampered with by hand: for each promise the audit keeps, a plan that breaks it and nothing
/// else.
#include <sdc/attack/audit.hpp>
#include <sdc/attack/audit_by_witnesses.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/proof/witness.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/published.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <algorithm>

namespace {

using namespace sdc;
using support::HasErrc;
using support::IsOk;

plan good_plan() {
    const auto t = support::random_table(
        21, {.dimensions = 2, .branching = 5, .depth = 2, .mean = 9, .zero_percent = 5});
    return suppress(t, {.rules = {threshold{.minimum = 5}}}).value();
}

cell_index first(const plan& p, cell_status status) {
    return static_cast<cell_index>(std::ranges::find(p.status, status) - p.status.begin());
}

TEST(Audit, ConfirmsAGoodPlanByWitnessAndByAttack) {
    const auto p = good_plan();
    ASSERT_GT(p.requirements.size(), 5u);
    ASSERT_GT(count(p).complements, 2u);
    const auto proof = audit(p, {.attack = attack_scope::all});
    ASSERT_THAT(proof, IsOk());
    EXPECT_EQ(proof->summary().requirements, p.requirements.size());
    EXPECT_EQ(proof->summary().proved_by_witness, p.requirements.size());
    EXPECT_EQ(proof->summary().proved_by_attack, p.requirements.size());
}

TEST(Audit, RefusesAPublishedUnsafeCell) {
    auto p = good_plan();
    p.status[first(p, cell_status::primary)] = cell_status::published;
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved));
}

TEST(Audit, RefusesStarsOnUnsafeCellsAlone) {
    auto p = good_plan();
    for (auto& s : p.status) {
        if (s == cell_status::secondary) s = cell_status::published;
    }
    p.witnesses.clear();
    p.proofs.clear();
    const auto refusal = audit(p);
    ASSERT_THAT(refusal, HasErrc(errc::not_proved));
    EXPECT_EQ(refusal.error().rule, "small count");
    EXPECT_FALSE(refusal.error().cell.empty());
    EXPECT_TRUE(refusal.error().found.empty()) << "no value of a suppressed cell in an error";
}

TEST(Audit, RefusesAComplementGivenBackWithoutItsWitnesses) {
    auto p = good_plan();
    p.status[first(p, cell_status::secondary)] = cell_status::published;
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "a witness now changes a published cell";
}

TEST(Audit, RefusesAWitnessThatIsNotAdditive) {
    auto p = good_plan();
    p.witnesses.front().move.front().second += 1;
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved));
}

TEST(Audit, RefusesAWitnessOfAnotherNeed) {
    auto p = good_plan();
    const auto mirrored = [&](const protection_proof& n) {
        auto other = p.witnesses[n.witness];
        for (auto& [cell, change] : other.move) change = -change;
        return check_witness(p, other).has_value();
    };
    const auto at = std::ranges::find_if(p.proofs, mirrored);
    ASSERT_NE(at, p.proofs.end());
    auto& w = p.witnesses[at->witness];
    for (auto& [cell, change] : w.move) change = -change;
    ASSERT_THAT(check_witness(p, w), IsOk()) << "the mirror image is a consistent table, too";
    EXPECT_EQ(audit(p).error().message, "a witness does not meet its requirement");
}

TEST(Audit, RefusesAWitnessBelowWhatShownZerosTell) {
    auto p = good_plan();
    ASSERT_EQ(p.verdicts.suppressed_minimum(), 1);
    for (auto& w : p.witnesses) {
        for (auto& [cell, change] : w.move) change *= 1000;
    }
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved));
}

TEST(Audit, RefusesOtherVerdictsOrNeedsThanThoseOfTheRules) {
    auto fewer_requirements = good_plan();
    fewer_requirements.requirements.pop_back();
    fewer_requirements.proofs.pop_back();
    EXPECT_THAT(audit(fewer_requirements), HasErrc(errc::bad_argument));
    auto no_verdicts = good_plan();
    no_verdicts.verdicts = {};
    no_verdicts.requirements.clear();
    no_verdicts.proofs.clear();
    EXPECT_THAT(audit(no_verdicts), HasErrc(errc::bad_argument));
    auto other_rule = good_plan();
    other_rule.rules = {threshold{.minimum = 9}};
    EXPECT_THAT(audit(other_rule), HasErrc(errc::bad_argument));
}

TEST(Audit, RefusesAWithheldZeroWhereZerosAreShown) {
    auto p = good_plan();
    const auto zero = static_cast<cell_index>(std::ranges::find(p.source->values(), 0) -
                                              p.source->values().begin());
    ASSERT_LT(zero, p.source->size());
    p.status[zero] = cell_status::secondary;
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved));
}

TEST(Audit, RefusesAWithheldCellThatIsPublicAlready) {
    auto p = good_plan();
    p.must_publish = {first(p, cell_status::secondary)};
    const auto refusal = audit(p);
    ASSERT_THAT(refusal, HasErrc(errc::not_proved));
    EXPECT_EQ(refusal.error().rule, "cells that must be published");
}

TEST(Audit, RefusesAPlanThatWithholdsTheAnnouncedTotal) {
    auto p = good_plan();
    std::get<threshold>(p.rules.front()).publish_total = true;
    ASSERT_EQ(p.status[0], cell_status::published);
    ASSERT_THAT(audit(p), IsOk());
    p.status[0] = cell_status::secondary;
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved));
}

TEST(Audit, RefusesPlansThatAreNotWellFormed) {
    EXPECT_THAT(audit(plan{}), HasErrc(errc::bad_argument));
    auto p = good_plan();
    p.status.pop_back();
    EXPECT_THAT(audit(p), HasErrc(errc::bad_argument));
    p = good_plan();
    p.proofs.front().witness = 9'999'999;
    EXPECT_THAT(audit(p), HasErrc(errc::bad_argument));
    p = good_plan();
    p.proofs.front().requirement = 9'999'999;
    EXPECT_THAT(audit(p), HasErrc(errc::bad_argument));
    p = good_plan();
    p.proofs.push_back(p.proofs.front());
    EXPECT_THAT(audit(p), HasErrc(errc::bad_argument)) << "one requirement is proved twice";
    p.proofs.back().further = true;
    EXPECT_THAT(audit(p), IsOk());
}

TEST(Audit, AttacksWhatThePlanDoesNotProve) {
    auto p = good_plan();
    p.proofs.pop_back();
    const auto proof = audit(p);
    ASSERT_THAT(proof, IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, p.requirements.size() - 1);
    EXPECT_EQ(proof->summary().proved_by_attack, 1U);
    EXPECT_EQ(audit(p, {.attack = attack_scope::all})->summary().proved_by_attack,
              p.requirements.size());
    EXPECT_THAT(audit_by_witnesses(p), HasErrc(errc::not_proved));
}

/// More requirements than are attacked as a sample.
plan large_plan() {
    const auto t = support::random_table(
        7, {.dimensions = 3, .branching = 7, .depth = 1, .mean = 6, .zero_percent = 5});
    return suppress(t, {.rules = {threshold{.minimum = 5}}}).value();
}

TEST(Audit, AttacksASampleOfWhatWitnessesProve) {
    const auto p = large_plan();
    ASSERT_GT(p.requirements.size(), 32U);
    const auto sample = audit(p), all = audit(p, {.attack = attack_scope::all});
    ASSERT_THAT(sample, IsOk());
    ASSERT_THAT(all, IsOk());
    EXPECT_EQ(sample->summary().proved_by_witness, p.requirements.size());
    EXPECT_EQ(sample->summary().proved_by_attack, 16U);
    EXPECT_EQ(all->summary().proved_by_witness, p.requirements.size());
    EXPECT_EQ(all->summary().proved_by_attack, p.requirements.size());
}

/// Wherever the fault is, no sample is needed to find it.
TEST(Audit, RefusesALargePlanWithOneFaultAnywhere) {
    const auto good = large_plan();
    for (std::size_t i = 0; i < good.proofs.size(); i += 11) {
        const auto& proof = good.proofs[i];
        const auto cell = good.requirements[proof.requirement].cell;
        auto p = good;
        p.witnesses[proof.witness].move.front().second += 1;
        EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "a witness spoiled, " << i;
        p = good;
        p.witnesses[proof.witness].move.clear();
        EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "a witness without a move, " << i;
        p = good;
        p.requirements.erase(p.requirements.begin() + proof.requirement);
        EXPECT_THAT(audit(p), HasErrc(errc::bad_argument)) << "a requirement left out, " << i;
        p = good;
        p.status[cell] = cell_status::published;
        EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "a cell too many published, " << i;
    }
    for (cell_index cell = 0; cell < good.status.size(); ++cell) {
        if (good.status[cell] != cell_status::secondary) continue;
        auto p = good;
        p.status[cell] = cell_status::published;
        EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "a complement published, " << cell;
    }
}

TEST(Audit, AWitnessIsAProofWhenTheSearchLimitComesFirst) {
    const auto p = good_plan();
    EXPECT_THAT(audit(p, {.search_limit = 0}), IsOk());
    auto unproved = p;
    unproved.witnesses.clear();
    unproved.proofs.clear();
    EXPECT_THAT(audit(unproved, {.search_limit = 0}), HasErrc(errc::not_proved));
}

/// Multipliers of a solver against values of a hundred thousand million: their sum must not be
/// taken for a proof that an intruder knows more.
TEST(Audit, LargeValuesRefuteNothing) {
    support::splitmix64 random(81); // where the sum did come out wrong
    std::vector<sdc::dimension> by;
    for (const auto* name : {"a", "b", "c"}) {
        std::vector<code_parent> codes{{.id = "T", .parent = ""}};
        for (int i = 0; i < 8; ++i) codes.push_back({.id = std::to_string(i), .parent = "T"});
        by.push_back({.name = name, .codes = hierarchy::from_parents(codes).value()});
    }
    auto rows = support::random_leaf_counts(random, by, {.mean = 9});
    for (std::size_t i = rows.names.size() - 1; i < rows.fields.size(); i += rows.names.size())
        rows.fields.set(i, std::to_string(random.percent(50) ? random.below(13)
                                                             : 1 + random.below(100'000'000'000)));
    const auto t = tabulate(rows, {.by = by, .count = "count"}).value();
    const auto p = suppress(t, {.rules = {threshold{.minimum = 1'000}},
                                .protection = {.width = protection::kind::exact},
                                .improvement_budget = 0});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_THAT(audit(*p), IsOk());
}

TEST(Published, HoldsNothingOfWithheldCells) {
    const auto p = good_plan();
    const auto release = publish(audit(p).value());
    for (cell_index cell = 0; cell < p.source->size(); ++cell) {
        EXPECT_EQ(release[cell], is_suppressed(p.status[cell])
                                     ? public_cell{}
                                     : (public_cell{.shows = public_cell::kind::number,
                                                    .number = p.source->value(cell)}));
    }
}

/// 12 = 9 + three suppressed cells: where zeros are shown the marker says that each is at least 1,
/// so all three are 1.
TEST(Audit, RefusesWhatTheMarkersRuleGivesAway) {
    const std::vector<std::string> codes{"a", "b", "c", "rest"};
    const auto c = cube::make({{.name = "row", .codes = hierarchy::flat(codes).value()}}).value();
    for (const auto zeros : {zero_policy::show, zero_policy::eligible}) {
        plan p{.source = std::make_shared<const table>(
                   table::make(c, {.values = {12, 1, 1, 1, 9}}).value()),
               .rules = {threshold{.minimum = 3, .zeros = zeros}}};
        p.verdicts = evaluate(*p.source, p.rules).value();
        p.status = {cell_status::published, cell_status::primary, cell_status::primary,
                    cell_status::primary, cell_status::published};
        p.requirements = list_requirements(*p.source, p.verdicts, p.rules, p.protection);
        const auto proof = audit(std::move(p));
        if (zeros == zero_policy::eligible)
            EXPECT_THAT(proof, support::IsOk());
        else
            EXPECT_THAT(proof, support::HasErrc(errc::not_proved));
    }
}

/// A row of counts under its total, with a threshold of 3.
plan row_plan(const std::vector<std::int64_t>& counts, const std::vector<cell_index>& suppressed,
              internal_intruders intruders, zero_policy zeros = zero_policy::eligible) {
    plan p{.source = std::make_shared<const table>(support::series(counts)),
           .rules = {threshold{.minimum = 3, .zeros = zeros}},
           .intruders = std::move(intruders)};
    p.verdicts = evaluate(*p.source, p.rules).value();
    p.status.assign(p.source->size(), cell_status::published);
    for (const auto cell : suppressed)
        p.status[cell] =
            p.verdicts.reasons(cell).empty() ? cell_status::secondary : cell_status::primary;
    p.requirements = list_requirements(*p.source, p.verdicts, p.rules, p.protection);
    return p;
}

TEST(Audit, AttacksFromInsideWhomThePlanNames) {
    // 1 and 1 suppressed under a public total: each of the two knows the other.
    const auto outsiders = audit(row_plan({1, 1, 9}, {1, 2}, {}));
    ASSERT_THAT(outsiders, IsOk());
    EXPECT_EQ(outsiders->summary().intruders, 0u);
    EXPECT_EQ(outsiders->summary().proved_against_intruders, 0u);
    const auto refusal = audit(row_plan({1, 1, 9}, {1, 2}, {.coalition = 1}));
    ASSERT_THAT(refusal, HasErrc(errc::not_proved));
    EXPECT_EQ(refusal.error().message, "4 of 4 requirements are not met");
    EXPECT_EQ(refusal.error().explanation,
              "the first: an internal intruder can infer more than the rule allows");
    EXPECT_EQ(refusal.error().cell, "x=x0");
    EXPECT_TRUE(refusal.error().found.empty());
    EXPECT_EQ(sdc::to_string(refusal.error()).find("x=x1"), std::string::npos)
        << "who is alone in a cell tells its count";
    // With 9 suppressed, too, neither knows more than that the other is 0 to 10.
    const auto proof = audit(row_plan({1, 1, 9}, {1, 2, 3}, {.coalition = 1}));
    ASSERT_THAT(proof, IsOk());
    EXPECT_EQ(proof->summary().intruders, 2u);
    EXPECT_EQ(proof->summary().proved_against_intruders, 4u);
    EXPECT_THAT(audit(row_plan({1, 1, 9}, {1, 2, 3}, {.coalition = 2})), IsOk())
        << "two together learn nothing but their own and 9, which is safe";
    EXPECT_THAT(audit(row_plan({1, 1, 1, 9}, {1, 2, 3}, {.coalition = 1})), IsOk());
    EXPECT_THAT(audit(row_plan({1, 1, 1, 9}, {1, 2, 3}, {.coalition = 2})),
                HasErrc(errc::not_proved));
}

TEST(Audit, AttacksFromInsideByHoldings) {
    const auto with = [](std::int64_t units) {
        return internal_intruders{
            .holdings = {{.name = "firm",
                          .own = {{.cell = 2, .units = units, .sole_contributor = units == 9}}}}};
    };
    const auto shows_zeros = [](internal_intruders intruders) {
        return row_plan({1, 9, 7}, {1, 2}, std::move(intruders), zero_policy::show);
    };
    EXPECT_THAT(audit(shows_zeros(with(8))), IsOk())
        << "1 or 2 in the first, which is what the rule asks";
    EXPECT_THAT(audit(shows_zeros(with(9))), HasErrc(errc::not_proved));
    EXPECT_THAT(audit(row_plan({1, 9, 7}, {1, 2}, {})), HasErrc(errc::not_proved))
        << "no 0 in the first: nothing would be suppressed";
    auto strange = with(8);
    strange.holdings[0].own[0].units = 10;
    EXPECT_THAT(audit(shows_zeros(strange)), HasErrc(errc::bad_argument));
    EXPECT_THAT(audit(shows_zeros({.coalition = -1})), HasErrc(errc::bad_argument));
}

/// Cell 1 down and cell 2 up by the first witness, the other two ends by the second.
void prove_by_the_first_two(plan& p) {
    for (std::uint32_t i = 0; i < p.requirements.size(); ++i) {
        const auto& n = p.requirements[i];
        p.proofs.push_back(
            {.requirement = i,
             .witness = (n.cell == 1) == (n.direction == requirement::side::down) ? 0U : 1U});
    }
}

TEST(Audit, AWitnessThatMovesTheirCellProvesNothingToThem) {
    auto p = row_plan({1, 1, 9}, {1, 2}, {});
    p.witnesses = {{{{1, -1}, {2, 1}}}, {{{1, 1}, {2, -1}}}};
    prove_by_the_first_two(p);
    EXPECT_THAT(audit(p), IsOk());
    p.intruders.coalition = 1;
    EXPECT_THAT(audit(p, {.search_limit = 0}), HasErrc(errc::not_proved));
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved));
}

TEST(Audit, FurtherWitnessesAreThere) {
    auto p = row_plan({1, 1, 9}, {1, 2, 3}, {.coalition = 1});
    p.witnesses = {{{{1, -1}, {2, 1}}}, {{{1, 1}, {2, -1}}}, {{{1, -1}, {3, 1}}}};
    prove_by_the_first_two(p);
    p.proofs.push_back({.requirement = 0, .witness = 2, .further = true});
    EXPECT_THAT(audit(p), IsOk());
    for (const auto& [requirement, witness] : {std::pair{0u, 3u}, std::pair{4u, 2u}}) {
        p.proofs.back() = {.requirement = requirement, .witness = witness, .further = true};
        EXPECT_THAT(audit(p), HasErrc(errc::bad_argument));
    }
}

TEST(Audit, BandsHoldAgainstOutsiders) {
    plan p{.source = std::make_shared<const table>(support::series({3, 9})),
           .intruders = {.coalition = 1},
           .status = std::vector(3, cell_status::published),
           .bands = conventional(5)};
    EXPECT_THAT(audit(p), HasErrc(errc::bad_argument));
    p.intruders = {};
    EXPECT_THAT(audit(p), IsOk());
}

} // namespace
