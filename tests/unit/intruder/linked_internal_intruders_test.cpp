#include <sdc/intruder/linked_internal_intruders.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/plan/method_note.hpp>
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
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const auto sexes = flat("sex", {"f", "m"});
const auto ages = flat("age", {"a", "b", "c"});
const auto regions = flat("region", {"N", "S"});

/// Zeros may be suppressed, so that readers are told of no count that it is not 0.
linked_plan plan_of(const std::vector<linked_source>& sources, std::int64_t coalition = 1,
                    zero_policy zeros = zero_policy::hide) {
    suppress_options options{.rules = {threshold{.minimum = 2, .zeros = zeros}},
                             .improvement_budget = 0};
    auto p = suppress(sources, options).value();
    for (auto& part : p.parts) part.intruders.coalition = coalition;
    return p;
}

/// "one: age=a 1!": a cell, how many of it are theirs, and ! if it is all theirs.
std::vector<std::vector<std::string>> readers_of(const linked_plan& p,
                                                 const std::vector<bool>& suppressed) {
    std::vector<std::vector<std::string>> all;
    const auto found = list_internal_intruders(p, suppressed).value();
    for (const auto& who : found) {
        auto& texts = all.emplace_back();
        for (const auto& own : who.own)
            texts.push_back(describe(*p.cubes, own.cell) + " " + std::to_string(own.units) +
                            (own.sole_contributor ? "!" : ""));
    }
    return all;
}

std::vector<bool> but_totals(const linked_plan& p) {
    std::vector<bool> suppressed(p.cubes->size(), true);
    for (std::size_t k = 0; k < p.parts.size(); ++k) suppressed[p.cubes->offset(k)] = false;
    return suppressed;
}

TEST(LinkedInternalIntruders, WhereSomebodyStandsInAnotherTableIsEveryPossibility) {
    // age 1, 5; region 2, 4: the one of a is in N or in S.
    const people all{.names = {"age", "region"}, .letters = {"ab", "NS"}, .counts = {1, 0, 1, 4}};
    const auto p =
        plan_of({tabulate(all, "one", {flat("age", {"a", "b"})}), tabulate(all, "two", {regions})});
    EXPECT_THAT(readers_of(p, but_totals(p)),
                ElementsAre(ElementsAre("one: age=a 1!", "two: region=N 1"),
                            ElementsAre("one: age=a 1!", "two: region=S 1")));
    const auto shown =
        plan_of({tabulate(all, "one", {flat("age", {"a", "b"})}), tabulate(all, "two", {regions})},
                1, zero_policy::show);
    EXPECT_THAT(readers_of(shown, but_totals(shown)), ElementsAre(ElementsAre("one: age=a 1!")))
        << "that it is not 0 everybody is told";
}

TEST(LinkedInternalIntruders, OneWhoIsAloneInTwoTablesKnowsBoth) {
    const people all{.names = {"age", "region"}, .letters = {"ab", "NS"}, .counts = {1, 0, 0, 4}};
    const auto p =
        plan_of({tabulate(all, "one", {flat("age", {"a", "b"})}), tabulate(all, "two", {regions})});
    EXPECT_THAT(readers_of(p, but_totals(p)),
                ElementsAre(ElementsAre("one: age=a 1!", "two: region=N 1!"),
                            ElementsAre("one: age=a 1!", "two: region=S 1"),
                            ElementsAre("one: age=b 1", "two: region=N 1!")));
}

TEST(LinkedInternalIntruders, CellsThatMeanTheSameAndTheirPartsAreKnown) {
    // a is one woman: the table by age and sex has nobody else of age a.
    const people all{
        .names = {"age", "sex"}, .letters = {"abc", "fm"}, .counts = {1, 0, 3, 4, 5, 6}};
    const auto p = plan_of({tabulate(all, "age", {ages}), tabulate(all, "both", {ages, sexes})});
    EXPECT_THAT(
        readers_of(p, but_totals(p)),
        ElementsAre(ElementsAre("age: age=a 1!", "both: age=T, sex=f 1", "both: age=a, sex=f 1!")));
    auto none = std::vector<bool>(p.cubes->size(), false);
    EXPECT_TRUE(readers_of(p, none).empty());
}

TEST(LinkedInternalIntruders, TheWholeOfACellIsKnownAndOneOfTheWholeMayBeInThePart) {
    // f, m: 3, 5; in the North 1, 0.
    const people all{.names = {"sex", "region"}, .letters = {"fm", "NS"}, .counts = {1, 2, 0, 5}};
    const std::vector sources{tabulate(all, "all", {sexes}),
                              tabulate(all, "North", {sexes}, {{"region", "N"}})};
    auto p = plan_of(sources);
    EXPECT_THAT(readers_of(p, std::vector<bool>(p.cubes->size(), true)),
                ElementsAre(ElementsAre("all: sex=f 1", "North: sex=T 1", "North: sex=f 1!")));
    for (auto& part : p.parts) part.intruders.coalition = 3;
    const auto found = readers_of(p, but_totals(p));
    EXPECT_NE(
        std::ranges::find(found, std::vector<std::string>{"all: sex=f 3!", "North: sex=f 1!"}),
        found.end())
        << "all three women are one of the North";
    EXPECT_NE(std::ranges::find(found, std::vector<std::string>{"all: sex=f 3!"}), found.end())
        << "not known: asked as if none of them were";
}

TEST(LinkedInternalIntruders, HoldingsAreOneUnderTheirNameInAllTables) {
    const people all{.names = {"age", "region"}, .letters = {"ab", "NS"}, .counts = {2, 0, 1, 4}};
    std::vector sources{tabulate(all, "one", {flat("age", {"a", "b"})}),
                        tabulate(all, "two", {regions})};
    auto p = plan_of(sources, 0);
    p.parts[0].intruders.holdings = {
        {.name = "firm", .own = {{.cell = 1, .units = 2, .sole_contributor = true}}}};
    p.parts[1].intruders.holdings = {
        {.name = "firm", .own = {{.cell = 1, .units = 2, .sole_contributor = false}}},
        {.name = "other", .own = {}}};
    EXPECT_THAT(readers_of(p, but_totals(p)),
                ElementsAre(ElementsAre("one: age=a 2!", "two: region=N 2")));
    EXPECT_EQ(listed_units(list_internal_intruders(p, but_totals(p)).value()[0], 1), 2);
    EXPECT_EQ(listed_units(list_internal_intruders(p, but_totals(p)).value()[0], 2), 0);
    p.parts[1].intruders.holdings[0].own[0].units = 9;
    EXPECT_THAT(list_internal_intruders(p, but_totals(p)), HasErrc(errc::bad_argument));
    EXPECT_THAT(list_internal_intruders(p, {}), HasErrc(errc::bad_argument));
}

TEST(LinkedInternalIntruders, ThePlanSaysAgainstWhomAndTheAuditAttacksItFromInside) {
    const people all{.names = {"age", "region"},
                     .letters = {"abc", "NSE"},
                     .counts = {1, 0, 0, 0, 1, 0, 40, 25, 35}};
    const std::vector sources{tabulate(all, "one", {ages}),
                              tabulate(all, "two", {flat("region", {"N", "S", "E"})})};
    suppress_options options{.rules = {threshold{.minimum = 3, .zeros = zero_policy::eligible}}};
    auto outside = suppress(sources, options).value();
    ASSERT_THAT(audit(outside), IsOk());
    options.intruders.coalition = 1;
    const auto p = suppress(sources, options).value();
    const auto proofs = audit(p);
    ASSERT_THAT(proofs, IsOk());
    EXPECT_GT(p.cost, 0);
    for (const auto& proof : *proofs) {
        EXPECT_GT(proof.summary().intruders, 0u);
        EXPECT_EQ(proof.summary().proved_against_intruders, proof.summary().requirements);
        EXPECT_THAT(note_of(proof.plan()).guarantee,
                    HasSubstr("nor a sole contributor of a suppressed count"));
    }
    for (auto& part : outside.parts) part.intruders.coalition = 1;
    ASSERT_LT(outside.cost, p.cost);
    const auto leak = audit(outside);
    ASSERT_THAT(leak, HasErrc(errc::not_proved));
    EXPECT_THAT(leak.error().explanation, HasSubstr("an internal intruder can infer more"));
    outside.parts[1].intruders.coalition = 2;
    EXPECT_THAT(audit(outside), HasErrc(errc::bad_argument)) << "readers differ";
}

TEST(LinkedInternalIntruders, TooManyPossibilitiesAreAnError) {
    people all{.names = {}, .letters = {}};
    for (int d = 0; d < 7; ++d) {
        all.names.push_back("d" + std::to_string(d));
        all.letters.emplace_back("abc");
    }
    all.counts.assign(all.size(), 0);
    for (const std::size_t i : {std::size_t{0}, all.size() / 2, all.size() - 1})
        all.counts[i] = 2; // a, b and c in all dimensions
    std::vector<linked_source> sources;
    for (const auto& name : all.names)
        sources.push_back(tabulate(all, name, {flat(name, {"a", "b", "c"})}));
    auto p = plan_of(sources, 2);
    EXPECT_THAT(list_internal_intruders(p, std::vector<bool>(p.cubes->size(), true)),
                HasErrc(errc::overflow));
}

TEST(LinkedInternalIntruders, SoLargeACoalitionThatNobodyCouldCountItsPlacesIsAnError) {
    const people all{.names = {"age", "region"},
                     .letters = {"ab", "NS"},
                     .counts = {2'000'000'000, 7, 9, 2'000'000'000}};
    const std::vector sources{tabulate(all, "one", {flat("age", {"a", "b"})}),
                              tabulate(all, "two", {flat("region", {"N", "S"})})};
    const auto p = plan_of(sources, 3'000'000'000);
    EXPECT_THAT(list_internal_intruders(p, std::vector<bool>(p.cubes->size(), true)),
                HasErrc(errc::overflow));
}

} // namespace
