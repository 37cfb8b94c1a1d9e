#include <sdc/attack/audit.hpp>
#include <sdc/plan/method_note.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/protect/round.hpp>

#include <matchers.hpp>
#include <requirements.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace {

using sdc::band_action;
using sdc::banding;
using sdc::cell_status;
using sdc::errc;
using sdc::plan;
using sdc::public_cell;
using sdc::requirement;
using sdc::table;
using sdc::threshold;
using sdc::tie_rule;
using sdc::zero_policy;
using support::cross;
using support::down;
using support::HasErrc;
using support::IsOk;
using support::series;
using support::up;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using kind = sdc::protection::kind;

/// What stands in each cell, margins included: a number, "*" or the label.
std::vector<std::string> faces(const plan& p) {
    std::vector<std::string> all;
    for (sdc::cell_index cell = 0; cell < p.status.size(); ++cell) {
        const auto shown = sdc::published_value(p, cell);
        if (shown.shows == public_cell::kind::suppressed)
            all.emplace_back("*");
        else
            all.push_back(shown.shows == public_cell::kind::label
                              ? p.bands->bands[shown.label].label
                              : std::to_string(shown.number));
    }
    return all;
}

// Handbook, 2nd edition, section 5.5: persons by class and sex, base 5, margins rounded from true
// values. It prints the total of class C, 32, as 35; it is 30. The rounded table is not additive: 0
// + 5 + 30 is not 40.
TEST(Round, HandbookTable_RoundsMarginsFromTrueValues) {
    const auto p =
        sdc::round(cross({{1, 0}, {3, 3}, {12, 20}}), {.bands = sdc::conventional(5)}).value();
    EXPECT_THAT(faces(p), ElementsAre("40", "15", "25", //
                                      "0", "0", "0",    //
                                      "5", "5", "5",    //
                                      "30", "10", "20"));
}

// OpenSAFELY documentation: heart disease 3, 8, 16, 23. Rounded from the true total 50, which hides
// that the parts shown add up to 50, too: an intruder who took the total for their sum would
// conclude that nobody is in the redacted cell.
TEST(Round, OpenSafelyTable_RedactsAndRounds) {
    EXPECT_THAT(
        faces(sdc::round(series({3, 8, 16, 23}), {.bands = sdc::redact_and_round(7, 5)}).value()),
        ElementsAre("50", "*", "10", "15", "25"));
    EXPECT_THAT(
        faces(sdc::round(series({18, 23, 31, 44}), {.bands = sdc::redact_and_round(7, 5)}).value()),
        ElementsAre("115", "20", "25", "30", "45"));
}

TEST(Round, DrbTable_ShowsLabels) {
    EXPECT_THAT(
        faces(sdc::round(series({0, 14, 17, 1250}), {.bands = sdc::us_census_drb()}).value()),
        ElementsAre("1300", "<15", "<15", "20", "1300"));
}

TEST(Round, APlan_PublishesEveryCellAndHoldsNoWitness) {
    const auto t = std::make_shared<const table>(series({3, 9}));
    const auto bands = sdc::redact_and_round(7, 5);
    const auto p = sdc::round(t, {.bands = bands}).value();
    EXPECT_EQ(p.source, t);
    EXPECT_EQ(p.bands, bands);
    EXPECT_THAT(p.status, ElementsAre(cell_status::published, cell_status::published,
                                      cell_status::published));
    EXPECT_EQ(p.protection, sdc::protection{}) << "cover";
    EXPECT_THAT(p.witnesses, IsEmpty());
    EXPECT_THAT(p.proofs, IsEmpty());
    EXPECT_THAT(p.must_publish, IsEmpty());
    EXPECT_EQ(p.cost, 0);
}

TEST(Round, WithoutRules_NeedsComeFromTheBands) {
    const auto p = sdc::round(series({0, 3, 9}), {.bands = sdc::redact_and_round(7, 5)}).value();
    EXPECT_THAT(p.requirements, ElementsAre(down(2, 1), up(2, 7)));
    EXPECT_THAT(p.rules, IsEmpty());
    EXPECT_EQ(p.verdicts, sdc::verdicts{});
    EXPECT_THAT(p.status, Each(cell_status::published));
}

TEST(Round, WithRules_FlaggedCellsAreWithheldWhateverTheBandsShow) {
    const std::vector<sdc::rule> rules{threshold{.minimum = 10, .zeros = zero_policy::hide}};
    const auto t = series({0, 3, 9, 20});
    const auto p = sdc::round(t, {.bands = sdc::conventional(5), .rules = rules}).value();
    EXPECT_THAT(faces(p), ElementsAre("30", "*", "*", "*", "20"));
    EXPECT_THAT(p.status,
                ElementsAre(cell_status::published, cell_status::suppressed_zero,
                            cell_status::primary, cell_status::primary, cell_status::published));
    EXPECT_THAT(p.requirements, ElementsAre(down(2, 0), up(2, 9), down(3, 0)));
    EXPECT_EQ(p.verdicts, sdc::evaluate(t, rules).value());
    EXPECT_EQ(p.rules.size(), 1U);
    EXPECT_EQ(p.requirements, sdc::list_banded_requirements(t, p.verdicts, rules, *p.bands, {}));
}

TEST(Round, PoliciesForTotalsWork) {
    const auto shown = [](const std::vector<std::int64_t>& counts, const threshold& rule) {
        return faces(
            sdc::round(series(counts), {.bands = sdc::conventional(5), .rules = {rule}}).value());
    };
    EXPECT_THAT(shown({9, 0}, {.minimum = 5, .min_total_for_breakdown = 20}),
                ElementsAre("10", "*", "*"));
    EXPECT_THAT(shown({3, 0}, {.minimum = 5}), ElementsAre("*", "*", "0"));
    EXPECT_THAT(shown({3, 0}, {.minimum = 5, .publish_total = true}), ElementsAre("5", "*", "0"));
    EXPECT_THAT(shown({9, 0}, {.minimum = 5, .hide_zeros_below_total = 20}),
                ElementsAre("10", "10", "*"));
}

// 4 + 3 + 20 = 27, all but the small ones exact: each of these is 3 or 4, where the marker says 1
// to 4.
TEST(Round, AMarkerThatItsNeighboursNarrowIsRefused) {
    const banding bands{
        .bands = {{.high = 0}, {.low = 1, .high = 4, .action = band_action::suppress}, {.low = 5}}};
    const auto p = sdc::round(series({4, 3, 20}), {.bands = bands}).value();
    EXPECT_THAT(faces(p), ElementsAre("27", "*", "*", "20"));
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::not_proved));
    EXPECT_THAT(sdc::audit(sdc::round(series({4, 3, 20}),
                                      {.bands = bands, .protection = {.width = kind::exact}})
                               .value()),
                IsOk());
}

TEST(Round, AWithheldZeroThatAnExactTotalGivesAwayIsRefused) {
    const banding bands{.bands = {{.high = 9, .action = band_action::suppress}, {.low = 10}}};
    const auto p = sdc::round(series({0, 20, 30}), {.bands = bands}).value();
    EXPECT_THAT(faces(p), ElementsAre("50", "*", "20", "30"));
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::not_proved));
}

// 15 is 13 to 17, so of two values up to 7 each is at least 6.
TEST(Round, TwoSevensUnderAShownTotal_AreRefusedUnderCoverAlone) {
    const auto bands = sdc::redact_and_round(7, 5);
    const auto p = sdc::round(series({7, 7}), {.bands = bands}).value();
    EXPECT_THAT(faces(p), ElementsAre("15", "*", "*"));
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::not_proved));
    EXPECT_THAT(sdc::audit(sdc::round(series({7, 7}),
                                      {.bands = bands, .protection = {.width = kind::exact}})
                               .value()),
                IsOk());
    EXPECT_THAT(sdc::audit(sdc::round(series({7, 7, 40, 50}), {.bands = bands}).value()),
                HasErrc(errc::not_proved))
        << "at most 107 - 38 - 48 are left for both, at least 1";
    EXPECT_THAT(sdc::audit(sdc::round(series({4, 3, 40, 50, 60}), {.bands = bands}).value()),
                IsOk());
}

TEST(Round, ProtectionOtherThanCoverAndExact_IsNotAvailable) {
    EXPECT_THAT(sdc::round(series({3}),
                           {.bands = sdc::conventional(5), .protection = {.width = kind::reach}}),
                HasErrc(errc::not_available));
    EXPECT_THAT(sdc::round(series({3}), {.bands = sdc::conventional(5),
                                         .protection = {.width = kind::percent, .percent = 5}}),
                HasErrc(errc::not_available));
}

TEST(Round, TheAuditRefusesAPlanTamperedWith) {
    const auto t = series({4, 3, 40, 50, 60});
    const auto good =
        sdc::round(t, {.bands = sdc::redact_and_round(7, 5), .rules = {threshold{.minimum = 8}}})
            .value();
    ASSERT_THAT(sdc::audit(good), IsOk());
    auto p = good;
    p.status[1] = cell_status::published;
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::not_proved)) << "a flagged cell";
    p = good;
    p.status[3] = cell_status::secondary;
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::not_proved)) << "rounding has no complements";
    p = good;
    p.protection = {.width = kind::exact};
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::bad_argument)) << "requirements of another protection";
    p = good;
    p.bands = sdc::redact_and_round(1, 5);
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::not_available)) << "bands with a gap";
    p = good;
    p.witnesses = {{}};
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::bad_argument));
    p = sdc::round(t, {.bands = sdc::conventional(5)}).value();
    p.verdicts.set_suppressed_minimum(1);
    EXPECT_THAT(sdc::audit(p), HasErrc(errc::bad_argument)) << "verdicts without rules";
}

TEST(Round, TheMethod_SaysWhatAReaderMayRelyOn) {
    const auto note = [](const banding& bands) {
        return sdc::note_of(sdc::round(series({1}), {.bands = bands}).value());
    };
    EXPECT_EQ(note(sdc::conventional(5)).name, "nearest 5");
    EXPECT_EQ(note(sdc::conventional(5)).suffix, "_nearest5");
    EXPECT_THAT(note(sdc::conventional(5)).guarantee, HasSubstr("within 2 of the true value"));
    EXPECT_THAT(note(sdc::conventional(10)).guarantee, HasSubstr("within 5 of the true value"));
    EXPECT_EQ(note(sdc::redact_and_round(7, 5)).suffix, "_nearest5");
    EXPECT_EQ(note(sdc::midpoint(6)).suffix, "_midpoint6");
    EXPECT_THAT(note(sdc::midpoint(6)).guarantee, HasSubstr("within 3 of the true value"));
    EXPECT_THAT(note(sdc::midpoint(5)).guarantee, HasSubstr("within 2 of the true value"));
    EXPECT_EQ(note(sdc::us_census_drb()).suffix, "_bands");
    EXPECT_THAT(
        note(sdc::us_census_drb()).guarantee,
        HasSubstr("within 500 of the true value, from 1000000 to 4 significant digits; margins"));
    EXPECT_EQ(note(sdc::eurostat_ifs()).suffix, "_bands");
    EXPECT_EQ(note({.bands = {{.action = band_action::significant, .base = 3}}}).suffix,
              "_significant3");
}

TEST(Round, BandsThatOnlyWithhold_ShowTrueValues) {
    const banding bands{
        .bands = {{.high = 0},
                  {.low = 1, .high = 4, .action = band_action::label, .label = "1 to 4"},
                  {.low = 5}}};
    const auto method = sdc::note_of(sdc::round(series({3}), {.bands = bands}).value());
    EXPECT_EQ(method.name, "bands");
    EXPECT_EQ(method.suffix, "");
    EXPECT_EQ(method.guarantee, "each number is the true value");
}

TEST(Round, UnderExactTheGuaranteeSaysHowLittleIsPromised) {
    const auto p = sdc::round(series({3, 9}), {.bands = sdc::redact_and_round(7, 5),
                                               .protection = {.width = kind::exact}})
                       .value();
    EXPECT_THAT(sdc::note_of(p).guarantee,
                HasSubstr("no more is promised than that a second value is possible"));
}

TEST(Round, BadBandsAndRules_AreRefused) {
    const auto t = series({3, 9});
    EXPECT_THAT(sdc::round(t, {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::round(t, {.bands = sdc::conventional(0)}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::round(t, {.bands = sdc::conventional(5), .rules = {threshold{.minimum = 0}}}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::round(std::shared_ptr<const table>(), {.bands = sdc::conventional(5)}),
                HasErrc(errc::bad_argument));
}

// A 0 would stand for 0 and 2, but not 1: the attack, which knows ranges, would take 1 for possible
// and call a cell protected that is not.
TEST(Round, BandsWithAGap_AreRefused) {
    const auto refused = sdc::round(series({3, 9}), {.bands = sdc::redact_and_round(1, 5)});
    ASSERT_THAT(refused, HasErrc(errc::not_available));
    EXPECT_THAT(refused.error().found, HasSubstr("2 as 0"));
    EXPECT_EQ(refused.error().rule, "redact 1, nearest 5");
}

TEST(Round, ANegativeValue_IsRefusedWithoutBeingNamed) {
    auto c = sdc::cube::make({support::flat("x", 2)}).value();
    const auto t = table::make(c, {.values = {993, 1000, -7}, .contributors = {2, 1, 1}}).value();
    const auto refused = sdc::round(t, {.bands = sdc::conventional(5)});
    ASSERT_THAT(refused, HasErrc(errc::bad_argument));
    EXPECT_EQ(refused.error().cell, "x=x1");
    EXPECT_THAT(sdc::to_string(refused.error()), Not(HasSubstr("-7")));
}

TEST(Round, GroupDisclosure_IsLeftToSuppression) {
    const std::vector<std::string> ids{"a", "b"};
    const auto c =
        sdc::cube::make({{.name = "d", .codes = sdc::hierarchy::flat(ids).value()}}).value();
    const auto t = sdc::table::make(c, {.values = {9, 9, 0}}).value();
    const auto refused =
        sdc::round(t, {.bands = sdc::conventional(5), .rules = {sdc::group_disclosure{}}});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, sdc::errc::not_available);
}

} // namespace
