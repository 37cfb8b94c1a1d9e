#include <sdc/attack/counts_attack.hpp>

#include <matchers.hpp>

#include "public_files.hpp"

#include <gmock/gmock.h>

namespace {

using support::HasErrc;
using support::IsOk;
using support::marker;

const sdc::announced_method limit_five{.rules = {sdc::threshold{.minimum = 5}}};

std::shared_ptr<const sdc::table> three() {
    return std::make_shared<const sdc::table>(support::series({3, 6, 20}));
}

sdc::counts_attack attack_on(const sdc::public_sources& sources) {
    return sdc::counts_attack::make(limit_five, sources, three()).value();
}

TEST(CountsAttack, WithoutFilesOnlyUnsafeCellsAreSuppressed) {
    const sdc::public_sources nothing{
        .tables = std::make_shared<const sdc::linked_tables>(three()->shared_cube())};
    auto attack = attack_on(nothing);
    const auto known = attack.know();
    ASSERT_THAT(known, IsOk());
    EXPECT_EQ(known->low(1), 1);
    EXPECT_EQ(known->high(1), 4) << "the marker stands for the small counts alone";
    EXPECT_EQ(known->low(2), 6);
    EXPECT_EQ(attack.complements(), 0U);
}

TEST(CountsAttack, OfFilesAMarkerCanBeThatOfAComplement) {
    const auto sources = support::published_series({{"p.csv", {29, marker, marker, 20}}});
    auto attack = attack_on(sources);
    const auto known = attack.know();
    ASSERT_THAT(known, IsOk());
    EXPECT_EQ(known->high(1), sdc::unlimited);
    EXPECT_EQ(attack.complements(), 1U);
    const auto found = attack.judge(*known, {});
    ASSERT_THAT(found, IsOk());
    ASSERT_EQ(found->size(), 1U) << "the complement is safe";
    EXPECT_EQ(found->front().outcome, sdc::cell_verdict::is_protected);
    EXPECT_THAT(attack.certify(), IsOk());
}

TEST(CountsAttack, AStatementThatIsNotTrueOfTheCountsIsRefused) {
    auto sources = support::published_series({{"p.csv", {29, marker, marker, 20}}});
    sources.statements = {{.text = "as many of both", .terms = {{1, 1}, {2, -1}}, .high = 0}};
    auto attack = attack_on(sources);
    const auto r = attack.know();
    ASSERT_THAT(r, HasErrc(sdc::errc::contradiction));
    EXPECT_EQ(r.error().found, "\"as many of both\"");
    EXPECT_THAT(attack.know(sdc::left_out(1)), IsOk());
}

TEST(CountsAttack, NoErrorRepeatsWhatTheCountsImplyForBands) {
    sdc::announced_method by_fives = limit_five;
    by_fives.bands =
        sdc::banding{.name = "fives",
                     .bands = {{.low = 0, .high = 4, .action = sdc::band_action::suppress},
                               {.low = 5, .action = sdc::band_action::round, .base = 5}}};
    auto sources = support::published_series({{"p.csv", {29, marker, marker, 20}}});
    const auto c = three()->shared_cube();
    sources.tables =
        sdc::linked_tables::make({{.name = "new", .cube = c}, {.name = "old", .cube = c}}).value();
    sdc::linked_facts old{.facts = {.known = sdc::knowledge(c)}, .is_public = true};
    old.facts.known.learn_exact(1, 9);
    sources.linked = {old};
    const auto attack = sdc::counts_attack::make(by_fives, sources, three());
    ASSERT_THAT(attack, IsOk());
    auto copy = *attack;
    const auto known = copy.know();
    ASSERT_THAT(known, HasErrc(sdc::errc::contradiction));
    EXPECT_THAT(to_string(known.error()),
                ::testing::Not(::testing::AnyOf(::testing::HasSubstr("at most"),
                                                ::testing::HasSubstr("exactly 3"))));
}

TEST(CountsAttack, ARuleOutOfRangeIsRefused) {
    const auto sources = support::published_series({{"p.csv", {29, 3, 6, 20}}});
    const sdc::announced_method wrong{.rules = {sdc::threshold{.minimum = 0}}};
    EXPECT_THAT(sdc::counts_attack::make(wrong, sources, three()),
                HasErrc(sdc::errc::bad_argument));
}

} // namespace
