#include <sdc/attack/internal_attack.hpp>

#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_releases.hpp"

#include <sdc/protect/suppress.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <memory>
#include <optional>

namespace {

using namespace sdc;
using support::HasErrc;
using support::splitmix64;

/// A small suppressed table; whether it is protected against people inside is the question.
std::optional<plan> small_release(std::uint64_t seed) {
    auto t = support::random_table(seed, {.dimensions = 1 + seed % 3,
                                          .branching = seed % 3 == 0 ? 5u : 2u,
                                          .depth = 1 + seed / 4 % 2,
                                          .mean = 2,
                                          .zero_percent = 25});
    if (support::brute_force(t.cube()).leaves() > 9 || t.grand_total() > 16 || t.grand_total() == 0)
        return std::nullopt;
    auto zeros = seed % 2 == 0   ? zero_policy::show
                 : seed % 8 == 1 ? zero_policy::unsafe
                                 : zero_policy::eligible;
    auto p = suppress(std::make_shared<const table>(std::move(t)),
                      {.rules = {threshold{.minimum = 3, .zeros = zeros}}});
    if (!p || is_suppressed(p->status[0])) return std::nullopt;
    return std::move(*p);
}

bool agrees(const intruder& who, const table& t, std::span<const std::int64_t> values) {
    return std::ranges::all_of(who.own, [&](const own_contribution& own) {
        return own.sole_contributor ? values[own.cell] == t.value(own.cell)
                                    : values[own.cell] >= own.units;
    });
}

std::int64_t units_under(const intruder& who, const cube& c, cell_index cell) {
    std::int64_t units = 0;
    for (const auto& own : who.own) {
        bool under = true;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            auto code = c.shape().coordinate(own.cell, d);
            while (code != c.shape().coordinate(cell, d) && code != 0)
                code = c.codes(d).parent(code);
            under = under && code == c.shape().coordinate(cell, d);
        }
        if (under) units += own.units;
    }
    return units;
}

bool is_sole_contributor(const intruder& who, const table& t, cell_index cell) {
    return t.value(cell) > 0 && units_under(who, t.cube(), cell) == t.value(cell);
}

/// Who learns what, by going through all tables.
std::vector<disclosure> disclosures_by_brute_force(const plan& p,
                                                   std::span<const requirement> requirements,
                                                   std::span<const intruder> intruders,
                                                   const feasibility_result& external) {
    const auto known = knowledge_of(p);
    const auto& t = *p.source;
    std::vector<disclosure> all;
    for (std::size_t k = 0; k < intruders.size(); ++k) {
        std::vector<bool> met(requirements.size());
        std::vector<interval> left(t.size(), {.low = unlimited, .high = -1});
        support::brute_force(t.cube()).for_each_table(
            known, [&](std::span<const std::int64_t> values) {
                if (!agrees(intruders[k], t, values)) return;
                for (cell_index cell = 0; cell < t.size(); ++cell) {
                    left[cell].low = std::min(left[cell].low, values[cell]);
                    left[cell].high = std::max(left[cell].high, values[cell]);
                }
                for (std::size_t i = 0; i < requirements.size(); ++i) {
                    auto n = requirements[i];
                    if (n.direction == requirement::side::down)
                        n.limit = std::max(n.limit, units_under(intruders[k], t.cube(), n.cell));
                    if (is_met(n, values[n.cell])) met[i] = true;
                }
            });
        for (std::size_t i = 0; i < requirements.size(); ++i) {
            if (met[i] || external.feasibility[i] != feasibility::feasible ||
                is_sole_contributor(intruders[k], t, requirements[i].cell))
                continue;
            all.push_back({.who = k,
                           .requirement = i,
                           .feasibility = feasibility::infeasible,
                           .feasibility_interval = left[requirements[i].cell]});
        }
    }
    return all;
}

TEST(InternalAttack, LearnsWhatBruteForceSays) {
    std::size_t releases = 0, disclosures = 0;
    for (std::uint64_t seed = 0; seed < 1'500; ++seed) {
        const auto p = small_release(seed);
        if (!p) continue;
        const auto intruders = find_contributors(*p->source, unknown_of(p->status),
                                                 1 + static_cast<std::int64_t>(seed % 3))
                                   .value();
        const auto known = knowledge_of(*p);
        const auto external =
            find_witnesses(known, p->requirements, {.start = p->source->values()}).value();
        const auto found = attack_by_internal_intruders(
            known, p->requirements, intruders, external,
            {.threads = 1 + static_cast<unsigned>(seed % 2), .start = p->source->values()});
        ASSERT_THAT(found, support::IsOk());
        ASSERT_EQ(*found, disclosures_by_brute_force(*p, p->requirements, intruders, external))
            << "seed " << seed;
        // Whatever other witnesses there are, nobody learns more or less.
        std::vector<protection_proof> further;
        for (std::uint32_t w = 0; w < external.witnesses.size(); ++w) {
            for (auto i = static_cast<std::uint32_t>(p->requirements.size()); i-- > 0;)
                further.push_back({.requirement = i, .witness = w, .further = true});
        }
        ASSERT_EQ(*found, attack_by_internal_intruders(known, p->requirements, intruders, external,
                                                       {.start = p->source->values()}, further)
                              .value())
            << "seed " << seed;
        ++releases;
        disclosures += found->size();
    }
    EXPECT_GT(releases, 300u);
    EXPECT_GT(disclosures, 100u) << "suppression against outsiders alone must leave something to "
                                    "learn, else this says nothing";
}

/// One row: three suppressed cells of one person each, beside a published 9, under a published
/// total of 12.
plan three_singletons(zero_policy zeros) {
    const std::vector<std::string> codes{"a", "b", "c", "rest"};
    const auto c = cube::make({{.name = "row", .codes = hierarchy::flat(codes).value()}}).value();
    plan p{.source =
               std::make_shared<const table>(table::make(c, {.values = {12, 1, 1, 1, 9}}).value()),
           .rules = {threshold{.minimum = 3, .zeros = zeros}}};
    p.verdicts = evaluate(*p.source, p.rules).value();
    p.status = {cell_status::published, cell_status::primary, cell_status::primary,
                cell_status::primary, cell_status::published};
    p.requirements = list_requirements(*p.source, p.verdicts, p.rules, p.protection);
    return p;
}

TEST(InternalAttack, ThreeSingletonsInARowAreKnownToAnyIntruderWhereZerosAreShown) {
    const auto p = three_singletons(zero_policy::show);
    const std::vector<cell_index> cells{1, 2, 3};
    EXPECT_EQ(bounds(knowledge_of(p), cells).value(), std::vector<interval>(3, {1, 1, true}));
}

TEST(InternalAttack, TwoOfThreeSingletonsInARowKnowTheThird) {
    const auto p = three_singletons(zero_policy::eligible);
    const auto known = knowledge_of(p);
    const bounds_options options{.start = p.source->values()};
    const auto external = find_witnesses(known, p.requirements, options).value();
    for (const auto r : external.feasibility) EXPECT_EQ(r, feasibility::feasible);
    const auto alone = find_contributors(*p.source, unknown_of(p.status), 1).value();
    ASSERT_EQ(alone.size(), 3u);
    EXPECT_EQ(alone[0].name, "the one person in row=a");
    EXPECT_TRUE(attack_by_internal_intruders(known, p.requirements, alone, external, options)
                    .value()
                    .empty())
        << "one of them still has 0 to 2 for each other";
    const auto pairs = find_contributors(*p.source, unknown_of(p.status), 2).value();
    ASSERT_EQ(pairs.size(), 6u);
    EXPECT_EQ(pairs[3].name, "all in row=a and row=b together");
    const auto disclosures =
        attack_by_internal_intruders(known, p.requirements, pairs, external, options).value();
    EXPECT_EQ(disclosures.size(), 6u) << "each pair learns both ends of the third";
    for (const auto& l : disclosures) EXPECT_EQ(l.feasibility_interval, (interval{1, 1, true}));
}

TEST(InternalAttack, AHoldingKnowsItsUnitsWhereverTheyAre) {
    const records rows{
        .names = {"region", "firm"},
        .fields = {"n", "H", "n", "H", "n", "K", "s", "H", "s", "L", "s", "L", "w", "M"}};
    const std::vector<std::string> codes{"n", "s", "w"};
    const auto t =
        tabulate(rows, {.by = {{.name = "region", .codes = hierarchy::flat(codes).value()}}})
            .value();
    const auto found = find_holdings(t, rows, "firm").value();
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].name, "holding H");
    EXPECT_EQ(found[0].own,
              (std::vector<own_contribution>{{.cell = 1, .units = 2}, {.cell = 2, .units = 1}}));
    EXPECT_EQ(found[3].own,
              (std::vector<own_contribution>{{.cell = 3, .units = 1, .sole_contributor = true}}));
    EXPECT_THAT(find_holdings(t, rows, "nobody"), HasErrc(errc::missing_column));

    // Everything but the total is suppressed: a holding with 2 of n and 1 of s leaves at most 4 of
    // 7 to the others in n.
    knowledge known(t.shared_cube());
    known.learn_exact(0, 7);
    const std::vector<requirement> requirements{
        {.cell = 1, .direction = requirement::side::down, .limit = 0},
        {.cell = 1, .direction = requirement::side::up, .limit = 7}};
    const bounds_options options{.start = t.values()};
    const auto external = find_witnesses(known, requirements, options).value();
    const auto disclosures =
        attack_by_internal_intruders(known, requirements, {found.data(), 1}, external, options)
            .value();
    ASSERT_EQ(disclosures.size(), 1u)
        << "that n can be as few as its own 2 is all that can be asked";
    EXPECT_EQ(disclosures[0], (disclosure{.who = 0,
                                          .requirement = 1,
                                          .feasibility = feasibility::infeasible,
                                          .feasibility_interval = {2, 6, true}}));
}

TEST(InternalAttack, KnowsOneSideOfARequirementAcrossTwoComponents) {
    // Two groups of two suppressed cells, each adding to 5: an intruder takes x1 to be up to 5 less
    // than y1; who is all of x2 knows that x1 is 2.
    const support::two_pairs pairs;
    const auto& t = pairs.counts;
    const auto known = pairs.known();
    const std::vector<requirement> requirements{
        {.cell = 2, .minus = 5, .direction = requirement::side::down, .limit = -5},
        {.cell = 2, .minus = 5, .direction = requirement::side::down, .limit = -3},
        {.cell = 2, .minus = 5, .direction = requirement::side::down, .limit = -1}};
    const bounds_options options{.start = t.values()};
    const auto external = find_witnesses(known, requirements, options).value();
    ASSERT_EQ(external.feasibility, std::vector<feasibility>(3, feasibility::feasible));
    const std::vector<intruder> intruders{
        {.name = "x2", .own = {{.cell = 3, .units = 3, .sole_contributor = true}}},
        {.name = "elsewhere", .own = {{.cell = 1, .units = 5, .sole_contributor = true}}}};
    const auto disclosures =
        attack_by_internal_intruders(known, requirements, intruders, external, options).value();
    EXPECT_EQ(disclosures, (std::vector<disclosure>{{.who = 0,
                                                     .requirement = 0,
                                                     .feasibility = feasibility::infeasible,
                                                     .feasibility_interval = {0, 5, true}}}))
        << "of y1, which the need protects";
}

TEST(InternalAttack, DisclosuresAreInTheOrderOfRequirements) {
    const support::two_pairs pairs;
    const auto& t = pairs.counts;
    const auto known = pairs.known();
    const std::vector<requirement> requirements{
        {.cell = 5, .direction = requirement::side::up, .limit = 4},
        {.cell = 2, .direction = requirement::side::up, .limit = 4}};
    const bounds_options options{.start = t.values()};
    const std::vector<intruder> intruders{
        {.name = "both",
         .own = {{.cell = 3, .units = 3, .sole_contributor = true},
                 {.cell = 6, .units = 2, .sole_contributor = true}}}};
    const auto disclosures =
        attack_by_internal_intruders(known, requirements, intruders,
                                     find_witnesses(known, requirements, options).value(), options)
            .value();
    EXPECT_EQ(disclosures,
              (std::vector<disclosure>{
                  {.who = 0, .requirement = 0, .feasibility_interval = {3, 3, true}},
                  {.who = 0, .requirement = 1, .feasibility_interval = {2, 2, true}}}));
}

TEST(InternalAttack, RefusesWhatItCannotAttack) {
    const auto p = three_singletons(zero_policy::eligible);
    EXPECT_THAT(attack_by_internal_intruders(knowledge_of(p), p.requirements, {}, {}, {}),
                HasErrc(errc::bad_argument));
    const bounds_options options{.start = p.source->values()};
    EXPECT_THAT(attack_by_internal_intruders(knowledge_of(p), p.requirements, {}, {}, options),
                HasErrc(errc::bad_argument));
    const auto external = find_witnesses(knowledge_of(p), p.requirements, options).value();
    const std::vector<protection_proof> strange{{.requirement = 0, .witness = 99}};
    EXPECT_THAT(attack_by_internal_intruders(knowledge_of(p), p.requirements, {}, external, options,
                                             strange),
                HasErrc(errc::bad_argument));
}

} // namespace
