#include <sdc/plan/linked_plan.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/proof/witness.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include "support/matchers.hpp"
#include "support/people.hpp"

#include <gmock/gmock.h>

namespace {

using namespace sdc;
using support::flat;
using support::HasErrc;
using support::IsOk;
using support::people;
using support::tabulate;
using ::testing::HasSubstr;

const auto sexes = flat("sex", {"f", "m"});
const auto ages = flat("age", {"a", "b", "c"});

linked_plan good_plan(zero_policy zeros = zero_policy::show) {
    const people all{
        .names = {"age", "sex"}, .letters = {"abc", "fm"}, .counts = {3, 1, 20, 50, 30, 60}};
    const std::vector<linked_source> sources{tabulate(all, "by age", {ages}),
                                             tabulate(all, "both", {sexes, ages})};
    return suppress(sources, {.rules = {threshold{.minimum = 6, .zeros = zeros}}}).value();
}

/// The need of a cell in a direction; its limit, or nothing.
std::optional<std::int64_t> limit_of(const std::vector<requirement>& requirements, cell_index cell,
                                     requirement::side side) {
    for (const auto& n : requirements) {
        if (n.cell == cell && n.direction == side) return n.limit;
    }
    return std::nullopt;
}

TEST(LinkedPlan, NoNeedAsksForLessThanAllTablesTell) {
    const auto p = good_plan();
    // a = 4 people, f and m among them: where zeros are shown nobody can take it for 1, which the
    // table by age alone would allow.
    EXPECT_EQ(
        limit_of(list_requirements(*p.parts[0].source, p.parts[0].verdicts, p.parts[0].rules, {}),
                 1, requirement::side::down),
        1);
    EXPECT_EQ(limit_of(list_requirements(p)[0], 1, requirement::side::down), 2);
    EXPECT_EQ(limit_of(list_requirements(p)[0], 1, requirement::side::up), 5);
    EXPECT_EQ(limit_of(list_requirements(good_plan(zero_policy::eligible))[0], 1,
                       requirement::side::down),
              0);
}

/// b, m: the women's zero is on show, so that the men are as many as both, of whom the other table
/// tells three.
TEST(LinkedPlan, AZeroOnShowPassesOnWhatIsTold) {
    const people all{.names = {"age", "sex", "region"},
                     .letters = {"ab", "fm", "NSE"},
                     .counts = {9, 9, 9, 9, 9, 9, 0, 0, 0, 1, 1, 2}};
    const std::vector<linked_source> sources{
        tabulate(all, "sex", {flat("age", {"a", "b"}), sexes}),
        tabulate(all, "region", {flat("age", {"a", "b"}), flat("region", {"N", "S", "E"})})};
    const auto p = suppress(sources, {.rules = {threshold{.minimum = 6}}});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_EQ(limit_of(p->parts[0].requirements, 8, requirement::side::down), 3);
    EXPECT_THAT(audit(*p), IsOk());
}

TEST(LinkedPlan, AWholeIsNoLessThanItsPartIsTold) {
    const people all{.names = {"sex", "region", "age"},
                     .letters = {"fm", "NS", "abc"},
                     .counts = {1, 1, 1, 1, 0, 0, 9, 9, 9, 9, 9, 9}};
    const std::vector<linked_source> sources{
        tabulate(all, "all", {sexes}), tabulate(all, "North", {sexes, ages}, {{"region", "N"}})};
    const auto p = suppress(sources, {.rules = {threshold{.minimum = 6}}});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_EQ(limit_of(p->parts[0].requirements, 1, requirement::side::down), 3)
        << "women of three ages in the North";
    EXPECT_THAT(audit(*p), IsOk());
}

/// Told to be at least 5 of 6: that it is more must be possible, or it is known.
TEST(LinkedPlan, WhatCannotBeLessMustBeAbleToBeMore) {
    const people all{.names = {"age", "sex"},
                     .letters = {"ab", "fmxyz"},
                     .counts = {1, 1, 1, 1, 1, 9, 9, 9, 9, 9}};
    const std::vector<linked_source> sources{
        tabulate(all, "age", {flat("age", {"a", "b"})}),
        tabulate(all, "both", {flat("age", {"a", "b"}), flat("sex", {"f", "m", "x", "y", "z"})})};
    const auto p = suppress(sources, {.rules = {threshold{.minimum = 6}}});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_EQ(limit_of(p->parts[0].requirements, 1, requirement::side::down), std::nullopt);
    EXPECT_EQ(limit_of(p->parts[0].requirements, 1, requirement::side::up), 6);
}

TEST(LinkedPlan, WitnessesAreCheckedInAllTables) {
    const auto p = good_plan();
    ASSERT_FALSE(p.witnesses.empty());
    ASSERT_THAT(audit(p), IsOk());
    for (const auto& w : p.witnesses) {
        ASSERT_THAT(check_witness(p, w), IsOk());
        for (std::size_t i = 0; i < w.move.size(); ++i) {
            auto without = w;
            without.move.erase(without.move.begin() + static_cast<std::ptrdiff_t>(i));
            EXPECT_THAT(check_witness(p, without), HasErrc(errc::not_proved));
            auto more = w;
            ++more.move[i].second;
            EXPECT_THAT(check_witness(p, more), HasErrc(errc::not_proved));
        }
    }
    // Each table adds up for itself, and they do not agree.
    for (const auto& w : p.witnesses) {
        auto first = w, second = w;
        std::erase_if(first.move,
                      [&](const auto& change) { return change.first >= p.cubes->offset(1); });
        std::erase_if(second.move,
                      [&](const auto& change) { return change.first < p.cubes->offset(1); });
        if (first.move.empty() || second.move.empty()) continue;
        EXPECT_THAT(check_witness(p, first), HasErrc(errc::not_proved));
        EXPECT_THAT(check_witness(p, second), HasErrc(errc::not_proved));
    }
    auto outside = p.witnesses.front();
    outside.move.emplace_back(p.cubes->size(), 1);
    EXPECT_THAT(check_witness(p, outside), HasErrc(errc::not_proved));
}

TEST(LinkedPlan, AWitnessMakesNoPartMoreThanItsWhole) {
    const people all{.names = {"sex", "region"}, .letters = {"fm", "NS"}, .counts = {4, 1, 20, 30}};
    const std::vector<linked_source> sources{tabulate(all, "all", {sexes}),
                                             tabulate(all, "North", {sexes}, {{"region", "N"}})};
    auto p = suppress(sources, {.rules = {threshold{.minimum = 7}}}).value();
    for (auto& part : p.parts) part.status.assign(3, cell_status::secondary);
    // f: 5 in all, 4 in the North. The moves add up in each table.
    EXPECT_THAT(check_witness(p, {.move = {{1, -1}, {2, 1}}}), IsOk());
    EXPECT_THAT(check_witness(p, {.move = {{4, 1}, {5, -1}}}), IsOk());
    EXPECT_THAT(check_witness(p, {.move = {{1, -1}, {2, 1}, {4, 1}, {5, -1}}}),
                HasErrc(errc::not_proved));
    EXPECT_THAT(check_witness(p, {.move = {{4, 2}, {5, -2}}}), HasErrc(errc::not_proved));
    EXPECT_THAT(check_witness(p, {.move = {{1, -2}, {2, 2}}}), HasErrc(errc::not_proved));
}

TEST(LinkedPlan, TheAuditRefusesWhatIsNotWellFormed) {
    const auto refused = [](auto&& spoil) {
        auto p = good_plan();
        spoil(p);
        return audit(p);
    };
    EXPECT_THAT(refused([](linked_plan& p) { p.cubes = nullptr; }), HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.use.pop_back(); }), HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.parts.pop_back(); }), HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { std::swap(p.parts[0], p.parts[1]); }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.parts[1].requirements.pop_back(); }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) {
                    p.parts[1].requirements.pop_back();
                    p.proofs.pop_back();
                }),
                HasErrc(errc::bad_argument))
        << "a need of the rules is left out";
    EXPECT_THAT(refused([](linked_plan& p) { p.parts[1].status.pop_back(); }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.parts[1].rules.clear(); }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.parts[1].bands = banding{}; }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.proofs.front().witness = 1000; }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.proofs.front().requirement = 1000; }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.proofs.push_back(p.proofs.front()); }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.parts[1].proofs.push_back(p.proofs.front()); }),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused([](linked_plan& p) { p.parts[0].rules = {threshold{.minimum = 5}}; }),
                HasErrc(errc::bad_argument))
        << "verdicts of other rules";
    EXPECT_THAT(refused([](linked_plan& p) { p.use[0] = linked_use::unpublished; }),
                HasErrc(errc::bad_argument));
}

TEST(LinkedPlan, TheAuditRefusesWhatAReaderOfAllTablesSees) {
    auto p = good_plan();
    p.parts[0].status[1] = cell_status::published;
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "suppressed in the other table";
    p.parts[1].status[1] = cell_status::published;
    const auto flagged = audit(p);
    ASSERT_THAT(flagged, HasErrc(errc::not_proved));
    EXPECT_THAT(flagged.error().message, HasSubstr("a flagged cell would be published"));
    EXPECT_EQ(flagged.error().cell, "by age: age=a");
    p = good_plan();
    p.witnesses.front().move.emplace_back(p.cubes->size() - 1, 1);
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "it reaches its need, and does not add up";
    p = good_plan();
    // Told in one table, the cell that means the same is known in the other.
    const auto suppressed = static_cast<cell_index>(
        std::ranges::find(p.parts[0].status, cell_status::secondary) - p.parts[0].status.begin());
    if (suppressed < p.parts[0].status.size()) {
        p.parts[0].status[suppressed] = cell_status::published;
        const auto refusal = audit(p);
        ASSERT_THAT(refusal, HasErrc(errc::not_proved));
        EXPECT_THAT(refusal.error().message, HasSubstr("shared cells"));
    }
    p = good_plan();
    p.witnesses.front().move.clear();
    EXPECT_THAT(audit(p), HasErrc(errc::not_proved)) << "reaches nothing";
}

} // namespace
