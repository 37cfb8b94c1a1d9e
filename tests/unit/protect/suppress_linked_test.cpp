#include <sdc/protect/suppress_linked.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/release/published.hpp>

#include "support/matchers.hpp"
#include "support/people.hpp"

#include <gmock/gmock.h>

namespace {

using namespace sdc;
using support::HasErrc;
using support::people;
using support::tabulate;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

support::shown_dimension flat(const std::string& name, const std::vector<std::string>& codes) {
    support::shown_dimension d{.name = name, .codes = {{"T", ""}}};
    for (const auto& c : codes) d.codes.push_back({c, "T"});
    return d;
}

std::vector<rule> below(std::int64_t minimum, zero_policy zeros = zero_policy::show) {
    return {threshold{.minimum = minimum, .zeros = zeros}};
}

cell_status status_of(const linked_plan& p, std::size_t k, const support::where_codes& codes) {
    for (cell_index cell = 0; cell < p.parts[k].source->size(); ++cell) {
        if (support::codes_of(p.cubes->cube(k), cell) == codes) return p.parts[k].status[cell];
    }
    ADD_FAILURE() << "no such cell";
    return cell_status::published;
}

/// Cells that mean the same have one status.
bool agrees(const linked_plan& p) {
    std::vector<bool> suppressed;
    for (const auto& part : p.parts) {
        for (const auto s : part.status) suppressed.push_back(is_suppressed(s));
    }
    for (cell_index cell = 0; cell < p.cubes->size(); ++cell) {
        if (suppressed[cell] != suppressed[p.cubes->variable_of(cell)]) return false;
    }
    return true;
}

const auto sexes = flat("sex", {"f", "m"});
const auto regions = flat("region", {"N", "S"});
/// (f,N) (f,S) (m,N) (m,S)
const people four{.names = {"sex", "region"}, .letters = {"fm", "NS"}, .counts = {3, 20, 30, 40}};

TEST(SuppressLinked, WithholdsOneCellUnderAllItsNames) {
    const people all{.names = {"sex", "region", "age"},
                     .letters = {"fm", "NS", "yo"},
                     .counts = {2, 10, 15, 20, 30, 35, 40, 45}};
    const std::vector<linked_source> sources{
        tabulate(all, "by region", {sexes, regions}),
        tabulate(all, "by age", {regions, flat("age", {"y", "o"})}),
        tabulate(all, "in full", {sexes, regions, flat("age", {"y", "o"})})};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_TRUE(agrees(*p));
    EXPECT_TRUE(is_suppressed(status_of(*p, 2, {{"sex", "f"}, {"region", "N"}, {"age", "y"}})));
    EXPECT_THAT(support::everybody(all, *p).members(*p, 0, 0), Each(true));
    const auto safe = audit(*p);
    ASSERT_TRUE(safe) << to_string(safe.error());
    ASSERT_EQ(safe->size(), 3u);
    EXPECT_EQ((*safe)[2].summary().requirements, p->parts[2].requirements.size());
    EXPECT_EQ((*safe)[2].summary().proved_by_witness, p->parts[2].requirements.size());
    EXPECT_EQ(publish((*safe)[1]).cube().size(), sources[1].counts->size());
}

/// Each release holds alone, and no cell is shown in one and suppressed in the other; with both a
/// reader subtracts, as happens where linked tables are protected one after the other (tau-Argus,
/// sdcTable).
TEST(SuppressLinked, TablesThatHoldOneByOneAreProtectedTogether) {
    const people all{.names = {"age"}, .letters = {"abcd"}, .counts = {2, 9, 30, 40}};
    std::vector<linked_source> sources{
        tabulate(all, "single", {flat("age", {"a", "b", "c", "d"})}),
        tabulate(all, "pairs", {flat("age", {"ac", "bd"})}),
        tabulate(all, "codes", {support::grouped("age", {"ac", "bd"})})};
    sources.back().use = linked_use::unpublished;
    auto p = suppress(sources, {.rules = below(5)}).value();
    ASSERT_TRUE(audit(p)) << to_string(audit(p).error());

    auto apart = p;
    for (std::size_t k = 0; k < 2; ++k)
        apart.parts[k].status = suppress(*sources[k].counts, {.rules = below(5)}).value().status;
    for (cell_index cell = 0; cell < sources[2].counts->size(); ++cell) {
        const auto u = apart.cubes->variable_of(apart.cubes->offset(2) + cell),
                   k = apart.cubes->table_of(u);
        apart.parts[2].status[cell] = apart.parts[k].status[u - apart.cubes->offset(k)];
    }
    apart.witnesses.clear();
    apart.proofs.clear();
    ASSERT_TRUE(agrees(apart));
    const auto leak = audit(apart);
    ASSERT_THAT(leak, HasErrc(errc::not_proved));
    EXPECT_THAT(leak.error().explanation,
                HasSubstr("an intruder can infer more than the rule allows"));
    EXPECT_EQ(leak.error().cell, "single: age=a");

    apart = p;
    apart.parts[2].status.assign(apart.parts[2].status.size(), cell_status::published);
    EXPECT_FALSE(agrees(apart));
    EXPECT_THAT(audit(apart), HasErrc(errc::not_proved))
        << "shown in one and suppressed in the other";
}

TEST(SuppressLinked, SubPopulationsAreHeldByTheirWholes) {
    const people all{.names = {"sex", "region"}, .letters = {"fm", "NS"}, .counts = {3, 4, 1, 30}};
    const std::vector<linked_source> sources{
        tabulate(all, "by sex", {sexes}), tabulate(all, "the North", {sexes}, {{"region", "N"}})};
    const auto p = suppress(sources, {.rules = below(5, zero_policy::eligible)});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_TRUE(audit(*p)) << to_string(audit(*p).error());
    EXPECT_THAT(support::everybody(all, *p).reached(*p), Each(true));
}

/// "ab" = a + b, which no hierarchy holds.
TEST(SuppressLinked, SumsOfCodesAreAFurtherTable) {
    const people all{.names = {"age"}, .letters = {"abcd"}, .counts = {3, 20, 30, 40}};
    const support::shown_dimension sum{.name = "age",
                                       .codes = {{"ab", ""}, {"a", "ab"}, {"b", "ab"}}};
    const std::vector<linked_source> sources{
        tabulate(all, "single", {flat("age", {"a", "b", "c", "d"})}),
        tabulate(all, "pairs", {flat("age", {"ab", "cd"})}), tabulate(all, "sum", {sum})};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_TRUE(agrees(*p));
    EXPECT_TRUE(is_suppressed(status_of(*p, 2, {{"age", "a"}})));
    EXPECT_THAT(support::everybody(all, *p).reached(*p), Each(true));
    EXPECT_TRUE(audit(*p)) << to_string(audit(*p).error());
}

TEST(SuppressLinked, CodesThatOverlapAreLinkedByATableThatNobodySees) {
    const people all{.names = {"age"}, .letters = {"abcd"}, .counts = {3, 20, 30, 40}};
    const std::vector<linked_source> apart{
        tabulate(all, "single", {flat("age", {"a", "b", "c", "d"})}),
        tabulate(all, "pairs", {flat("age", {"ac", "bd"})})};
    auto sources = apart;
    sources.push_back(tabulate(all, "codes", {support::grouped("age", {"ac", "bd"})}));
    sources.back().use = linked_use::unpublished;
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_THAT(support::everybody(all, *p).reached(*p), Each(true));
    const auto safe = audit(*p);
    ASSERT_TRUE(safe) << to_string(safe.error());
    EXPECT_EQ(safe->size(), 2u) << "the codes are not published";
    auto blind = suppress(apart, {.rules = below(5)}).value();
    EXPECT_LT(blind.cost, p->cost) << "a + c = ac costs something";
}

TEST(SuppressLinked, TrivialLevelsAreWithheldTogether) {
    const people all{
        .names = {"age", "sex"}, .letters = {"abc", "fm"}, .counts = {3, 40, 20, 50, 30, 60}};
    const support::shown_dimension ages{
        .name = "age", .codes = {{"T", ""}, {"a", "T"}, {"a1", "a"}, {"b", "T"}, {"c", "T"}}};
    const std::vector<linked_source> sources{
        tabulate(all, "deep", {ages, sexes}),
        tabulate(all, "flat", {flat("age", {"a", "b", "c"}), sexes})};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_TRUE(p) << to_string(p.error());
    for (const auto* code : {"a", "a1"}) {
        EXPECT_EQ(status_of(*p, 0, {{"age", code}, {"sex", "f"}}), cell_status::primary);
    }
    EXPECT_EQ(status_of(*p, 1, {{"age", "a"}, {"sex", "f"}}), cell_status::primary);
    for (const auto* sex : {"T", "f", "m"})
        EXPECT_EQ(is_suppressed(status_of(*p, 0, {{"age", "a"}, {"sex", sex}})),
                  is_suppressed(status_of(*p, 0, {{"age", "a1"}, {"sex", sex}})))
            << sex;
    EXPECT_TRUE(audit(*p)) << to_string(audit(*p).error());
}

TEST(SuppressLinked, WhatAnEarlierReleaseShowedStaysAndWhatItHidIsNotGivenAway) {
    auto old = tabulate(four, "2023", {sexes});
    const people more{
        .names = {"sex", "region"}, .letters = {"fm", "NS"}, .counts = {3, 1, 30, 40}};
    old = tabulate(more, "2023", {sexes});
    old.use = linked_use::earlier;
    old.suppressed = {1, 2};
    const std::vector<linked_source> sources{tabulate(more, "2024", {sexes, regions}), old};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_TRUE(p) << to_string(p.error());
    EXPECT_EQ(status_of(*p, 0, {{"sex", "T"}, {"region", "T"}}), cell_status::published)
        << "it is public already";
    EXPECT_TRUE(is_suppressed(status_of(*p, 0, {{"sex", "f"}, {"region", "T"}})));
    EXPECT_TRUE(is_suppressed(status_of(*p, 0, {{"sex", "m"}, {"region", "T"}})));
    EXPECT_FALSE(p->parts[1].requirements.empty());
    const auto safe = audit(*p);
    ASSERT_TRUE(safe) << to_string(safe.error());
    EXPECT_EQ(safe->size(), 1u) << "an earlier release is not published again";
}

TEST(SuppressLinked, AnUnsafeCellThatIsPublicAlreadyCannotBeProtected) {
    auto old = tabulate(four, "2023", {sexes, regions});
    old.use = linked_use::earlier;
    const std::vector<linked_source> sources{tabulate(four, "2024", {regions, sexes}), old};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::not_protectable));
    EXPECT_EQ(p.error().cell, "2024: region=N, sex=f and 2023: sex=f, region=N");
}

std::vector<cell_index> cells_with_total(const linked_source& s) {
    std::vector<cell_index> found;
    for (cell_index cell = 0; cell < s.counts->size(); ++cell) {
        if (s.counts->cube().is_margin(cell)) found.push_back(cell);
    }
    return found;
}

TEST(SuppressLinked, KeptCellsOfAnyTableThatStandInTheWayAreNamed) {
    auto by_sex = tabulate(four, "by sex", {sexes});
    by_sex.must_publish = {0, 1, 2};
    auto full = tabulate(four, "in full", {sexes, regions});
    for (cell_index cell = 0; cell < full.counts->size(); ++cell) {
        if (support::codes_of(full.counts->cube(), cell) ==
            support::where_codes{{"sex", "f"}, {"region", "S"}})
            full.must_publish = {cell};
    }
    const auto p = suppress(std::vector<linked_source>{full, by_sex}, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::not_protectable));
    EXPECT_THAT(p.error().explanation,
                HasSubstr("proved by the kept [in full: sex=f, region=T], [in full: sex=f, "
                          "region=S] and [in full: sex=f, region=T] is the sum of ["));
    EXPECT_THAT(p.error().explanation,
                HasSubstr("possible if these cells that must be published were "
                          "suppressed: [in full: sex=f, region="));
    for (const char* number : {"23", "20", "93"})
        EXPECT_THAT(to_string(p.error()), Not(HasSubstr(number)));
}

TEST(SuppressLinked, WhatIsPublicAlreadyIsNotOfferedToBeWithheld) {
    auto old = tabulate(four, "2023", {sexes});
    old.use = linked_use::earlier;
    auto full = tabulate(four, "in full", {sexes, regions});
    full.must_publish = cells_with_total(full);
    for (cell_index cell = 0; cell < full.counts->size(); ++cell) {
        if (support::codes_of(full.counts->cube(), cell) ==
            support::where_codes{{"sex", "f"}, {"region", "S"}})
            full.must_publish.push_back(cell);
    }
    const auto p = suppress(std::vector<linked_source>{full, old}, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::not_protectable));
    const auto offer = p.error().explanation.find("were suppressed: ");
    ASSERT_NE(offer, std::string::npos) << p.error().explanation;
    EXPECT_THAT(p.error().explanation.substr(offer), Not(HasSubstr("sex=f, region=T")));
    EXPECT_THAT(p.error().explanation.substr(offer), HasSubstr("sex=f, region=S"));
}

TEST(SuppressLinked, ZerosThatWouldHelpAreOffered) {
    // N and W can give way to each other, but for more than two in all only S can, where a zero
    // must rise.
    const people with_zero{
        .names = {"sex", "region"}, .letters = {"fm", "NSW"}, .counts = {3, 20, 1, 30, 0, 20}};
    auto full = tabulate(with_zero, "in full", {sexes, flat("region", {"N", "S", "W"})});
    full.must_publish = cells_with_total(full);
    const std::vector<linked_source> sources{full, tabulate(with_zero, "by sex", {sexes})};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::not_protectable));
    EXPECT_THAT(p.error().explanation, HasSubstr("possible where zeros may be suppressed"));
    EXPECT_TRUE(suppress(sources, {.rules = below(5, zero_policy::eligible)}))
        << "what was said is so";
}

TEST(SuppressLinked, ValuesThatDisagreeAreNamedAndNotTold) {
    auto other = four;
    other.counts[0] = 4;
    const std::vector<linked_source> sources{tabulate(four, "one", {sexes}),
                                             tabulate(other, "two", {sexes, regions})};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::contradiction));
    EXPECT_EQ(p.error().cell, "one: sex=T and two: sex=T, region=T");
    for (const char* number : {"93", "94", "23", "24"})
        EXPECT_THAT(to_string(p.error()), Not(HasSubstr(number)));
}

TEST(SuppressLinked, APartThatIsMoreThanItsWholeIsRefused) {
    auto other = four;
    other.counts[0] = 300;
    const std::vector<linked_source> sources{tabulate(four, "all", {sexes}),
                                             tabulate(other, "North", {sexes}, {{"region", "N"}})};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::contradiction));
    EXPECT_THAT(p.error().cell, HasSubstr("North: "));
    EXPECT_THAT(p.error().cell, HasSubstr(" and all: "));
}

TEST(SuppressLinked, AnEarlierReleaseAgreesWithItsRule) {
    const people all{.names = {"sex"}, .letters = {"fmx"}, .counts = {0, 4, 20}};
    const auto by = flat("sex", {"f", "m", "x"});
    auto old = tabulate(all, "2023", {by});
    old.use = linked_use::earlier;
    old.suppressed = {1, 2};
    const std::vector<linked_source> sources{tabulate(all, "2024", {by}), old};
    const auto p = suppress(sources, {.rules = below(5)});
    ASSERT_THAT(p, HasErrc(errc::bad_argument)) << "the rule shows zeros";
    EXPECT_EQ(p.error().cell, "2023: sex=f");
    EXPECT_TRUE(suppress(sources, {.rules = below(5, zero_policy::eligible)}));
}

/// The first says that what is suppressed is not 0, so that one person and three cannot be four and
/// none.
TEST(SuppressLinked, WhatOneTableTellsIsKnownInAll) {
    const people all{.names = {"sex"}, .letters = {"fmx"}, .counts = {3, 1, 50}};
    const auto by = flat("sex", {"f", "m", "x"});
    for (const bool show_first : {true, false}) {
        std::vector<linked_source> sources{tabulate(all, "one", {by}), tabulate(all, "two", {by})};
        sources[0].rules = below(5, show_first ? zero_policy::show : zero_policy::eligible);
        sources[1].rules = below(5, show_first ? zero_policy::eligible : zero_policy::show);
        const auto p = suppress(sources, {});
        ASSERT_TRUE(p) << to_string(p.error());
        EXPECT_EQ(p->cost, 50);
        EXPECT_TRUE(audit(*p)) << to_string(audit(*p).error());
    }
}

TEST(SuppressLinked, RefusesWhatCannotBeMeant) {
    const auto one = tabulate(four, "one", {sexes});
    auto earlier = one;
    earlier.use = linked_use::earlier;
    EXPECT_THAT(suppress(std::vector{earlier}, {.rules = below(5)}), HasErrc(errc::bad_argument))
        << "nothing to release";
    auto outside = one;
    outside.must_publish = {3};
    EXPECT_THAT(suppress(std::vector{outside}, {.rules = below(5)}), HasErrc(errc::bad_argument));
    auto hides = one;
    hides.suppressed = {1};
    EXPECT_THAT(suppress(std::vector{hides}, {.rules = below(5)}), HasErrc(errc::bad_argument))
        << "not an earlier release";
    EXPECT_THAT(suppress(std::vector{one}, {.rules = below(5), .intruders = {.coalition = -1}}),
                HasErrc(errc::bad_argument));
    auto strange = one;
    strange.holdings = {
        {.name = "firm", .own = {{.cell = 0, .units = 1, .sole_contributor = false}}}};
    EXPECT_THAT(suppress(std::vector{strange}, {.rules = below(5)}), HasErrc(errc::bad_argument))
        << "of a margin";
    EXPECT_THAT(suppress(std::vector{one}, {}), HasErrc(errc::bad_argument)) << "no rule";
}

TEST(SuppressLinked, OneTableIsProtectedAsAlone) {
    const people all{
        .names = {"sex", "region"}, .letters = {"fm", "NSE"}, .counts = {3, 20, 10, 30, 40, 15}};
    const std::vector<linked_source> sources{
        tabulate(all, "", {sexes, flat("region", {"N", "S", "E"})})};
    const auto p = suppress(sources, {.rules = below(5)}).value();
    const auto alone = suppress(*sources[0].counts, {.rules = below(5)}).value();
    EXPECT_EQ(p.parts[0].requirements, alone.requirements);
    EXPECT_EQ(p.cost, alone.cost);
    EXPECT_EQ(p.parts[0].cost, alone.cost);
}

} // namespace
