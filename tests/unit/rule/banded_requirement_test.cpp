#include <sdc/rule/banded_requirement.hpp>

#include <matchers.hpp>
#include <requirements.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using sdc::band_action;
using sdc::banding;
using sdc::errc;
using sdc::group_disclosure;
using sdc::interval;
using sdc::protection;
using sdc::requirement;
using sdc::table;
using sdc::threshold;
using sdc::unlimited;
using sdc::zero_policy;
using support::cross;
using support::cross_cell;
using support::down;
using support::HasErrc;
using support::IsOk;
using support::other;
using support::row_total;
using support::series;
using support::up;
using testing::ElementsAre;
using testing::IsEmpty;
using rules = std::vector<sdc::rule>;
using kind = protection::kind;
using side = requirement::side;

sdc::verdicts verdicts_of(const table& t, const rules& r) {
    return r.empty() ? sdc::verdicts{} : sdc::evaluate(t, r).value();
}

std::vector<requirement> requirements(const table& t, const banding& bands, const rules& r = {},
                                      kind width = kind::cover) {
    return sdc::list_banded_requirements(t, verdicts_of(t, r), r, bands, {.width = width});
}

interval preimage(const table& t, const banding& bands, const rules& r, sdc::cell_index cell) {
    const auto v = verdicts_of(t, r);
    return sdc::banded_preimages(t, v, r, bands).preimage(cell);
}

const banding exact_numbers{.bands = {{}}};

TEST(BandedRequirement, Cover_AsksForAllThatAMarkerOrLabelSays) {
    const auto t = series({0, 3, 9}); // total 12
    EXPECT_THAT(requirements(t, sdc::redact_and_round(7, 5)), ElementsAre(down(2, 1), up(2, 7)));
    EXPECT_THAT(requirements(t, sdc::ons_10_5()),
                ElementsAre(up(1, 9), down(2, 0), up(2, 9), down(3, 0)))
        << "a suppressed 0 as well";
    EXPECT_THAT(requirements(t, sdc::us_census_drb()),
                ElementsAre(down(0, 0), up(0, 14), up(1, 14), down(2, 0), up(2, 14), down(3, 0),
                            up(3, 14)));
    EXPECT_THAT(requirements(t, sdc::conventional(5)), IsEmpty());
    EXPECT_THAT(requirements(series({7, 9}), sdc::redact_and_round(7, 5)), ElementsAre(down(1, 1)))
        << "7 is at the upper end already";
}

// Two markers under a marker: the total is at least 2 whatever else is shown.
TEST(BandedRequirement, Cover_OfAMarginStaysWithinTheSumsOfItsLeaves) {
    EXPECT_THAT(requirements(series({2, 2, 0}), sdc::redact_and_round(7, 5)),
                ElementsAre(down(0, 2), up(0, 7), down(1, 1), up(1, 7), down(2, 1), up(2, 7)));
    const banding low_label{.bands = {{.high = 3},
                                      {.low = 4, .high = 99, .action = band_action::suppress},
                                      {.low = 100}}};
    EXPECT_THAT(requirements(series({2, 3}), low_label), ElementsAre(other(0, 5)))
        << "both leaves are shown: the sum is certain";
    EXPECT_THAT(requirements(series({2, 9}), low_label),
                ElementsAre(down(0, 6), up(0, 99), down(2, 4), up(2, 99)));
    const auto t = cross({{2, 0}, {2, 9}});
    const auto found = requirements(t, sdc::redact_and_round(7, 5));
    EXPECT_EQ(found.front(), down(1, 2)) << "the column of 2 and 2";
    EXPECT_EQ(sdc::detail::sums_over_leaves(t.cube(),
                                            std::vector<interval>(t.size(), {.low = 1, .high = 2}))
                  .front(),
              (interval{.low = 4, .high = 8}));
}

TEST(BandedRequirement, Cover_OfABandWithoutEndAsksForNoUpperEnd) {
    const banding open{
        .bands = {{.high = 9}, {.low = 10, .action = band_action::label, .label = "10 and more"}}};
    EXPECT_THAT(requirements(series({3, 12}), open), ElementsAre(down(0, 13), down(2, 10)));
}

TEST(BandedRequirement, Cover_OfACellFlaggedBySizeIsThatOfItsRule) {
    const auto t = series({0, 3, 9});
    const auto with = [](zero_policy zeros) {
        return rules{threshold{.minimum = 5, .zeros = zeros}};
    };
    EXPECT_THAT(requirements(t, sdc::conventional(5), with(zero_policy::show)),
                ElementsAre(down(2, 1), up(2, 4)));
    EXPECT_THAT(requirements(t, sdc::conventional(5), with(zero_policy::eligible)),
                ElementsAre(down(2, 1), up(2, 4)))
        << "there are no complements";
    EXPECT_THAT(requirements(t, sdc::conventional(5), with(zero_policy::hide)),
                ElementsAre(down(2, 0), up(2, 4)))
        << "not of a hidden zero";
    EXPECT_THAT(requirements(t, sdc::conventional(5), with(zero_policy::unsafe)),
                ElementsAre(up(1, 4), down(2, 0), up(2, 4)));
    EXPECT_THAT(requirements(t, sdc::redact_and_round(4, 5), with(zero_policy::show)),
                ElementsAre(down(2, 1), up(2, 4)))
        << "once";
    EXPECT_THAT(requirements(t, sdc::redact_and_round(9, 5), with(zero_policy::show)),
                ElementsAre(down(2, 1), up(2, 4), down(3, 1)));
    EXPECT_THAT(requirements(t, sdc::ons_10_5(), with(zero_policy::show)),
                ElementsAre(up(1, 9), down(2, 0), up(2, 4), down(3, 0)))
        << "the marker may stand for a zero";
}

TEST(BandedRequirement, Cover_OfASingleValueAsksForAnother) {
    EXPECT_THAT(requirements(series({1, 9}), sdc::conventional(5), {threshold{.minimum = 2}}),
                ElementsAre(other(1, 1)));
    const banding ones{
        .bands = {{.high = 0}, {.low = 1, .high = 1, .action = band_action::suppress}, {.low = 2}}};
    EXPECT_THAT(requirements(series({1, 9}), ones), ElementsAre(other(1, 1)));
}

// The total of 9 is shown as 10, 8 to 12; the suppressed breakdown tells that it is below 12.
TEST(BandedRequirement, Cover_OfASmallTotalGoesUpToWhatItsFaceTells) {
    const rules r{threshold{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 12}};
    EXPECT_EQ(preimage(series({9, 0}), sdc::conventional(5), r, 0),
              (interval{.low = 8, .high = 11}));
    EXPECT_THAT(requirements(series({9, 0}), sdc::conventional(5), r),
                ElementsAre(down(1, 0), up(1, 11), up(2, 11)));
    EXPECT_THAT(requirements(series({9, 0}), exact_numbers, r), ElementsAre(down(1, 0), up(2, 9)));
}

TEST(BandedRequirement, StructuralZerosAreNeverInScope) {
    const auto t = cross({{0, 30}, {40, 50}}, {}, {4});
    ASSERT_TRUE(t.is_structural_zero(cross_cell(t, 0, 0)));
    EXPECT_THAT(requirements(t, sdc::ons_10_5()), IsEmpty());
    EXPECT_THAT(
        requirements(t, sdc::ons_10_5(), {threshold{.minimum = 5, .zeros = zero_policy::unsafe}}),
        IsEmpty());
}

TEST(BandedRequirement, GroupDisclosureAsksAsInRequirements) {
    const auto t = cross({{6, 1}, {90, 90}}, {.column = sdc::role::sensitive});
    const rules r{group_disclosure{.coalition = 1}};
    const requirement doubt{
        .cell = row_total(t, 0), .minus = cross_cell(t, 0, 0), .direction = side::up, .limit = 2};
    EXPECT_THAT(requirements(t, exact_numbers, r), ElementsAre(doubt));
    EXPECT_THAT(requirements(t, sdc::redact_and_round(6, 5), r),
                ElementsAre(down(cross_cell(t, 0, 0), 1), doubt, up(cross_cell(t, 0, 1), 6)));
}

TEST(BandedRequirement, Exact_AsksForAnyOtherValue) {
    const auto t = series({0, 3, 9});
    const auto with = [](zero_policy zeros) {
        return rules{threshold{.minimum = 5, .zeros = zeros}};
    };
    EXPECT_THAT(requirements(t, sdc::redact_and_round(7, 5), {}, kind::exact),
                ElementsAre(other(2, 3)));
    EXPECT_THAT(requirements(t, sdc::us_census_drb(), {}, kind::exact),
                ElementsAre(other(0, 12), other(2, 3), other(3, 9)));
    EXPECT_THAT(requirements(t, sdc::ons_10_5(), {}, kind::exact),
                ElementsAre(other(2, 3), other(3, 9)))
        << "a suppressed 0 needs nothing";
    EXPECT_THAT(requirements(t, sdc::conventional(5), {}, kind::exact), IsEmpty());
    EXPECT_THAT(requirements(t, sdc::conventional(5), with(zero_policy::hide), kind::exact),
                ElementsAre(other(2, 3)));
    EXPECT_THAT(requirements(t, sdc::conventional(5), with(zero_policy::unsafe), kind::exact),
                ElementsAre(other(1, 0), other(2, 3)));
    EXPECT_THAT(requirements(t, sdc::redact_and_round(7, 5), with(zero_policy::show), kind::exact),
                ElementsAre(other(2, 3)))
        << "once";
}

TEST(BandedPreimages, AMarkerOfARuleIsBoundedByIt) {
    const auto t = series({0, 3, 9});
    EXPECT_EQ(preimage(t, sdc::conventional(5), {threshold{.minimum = 5}}, 2),
              (interval{.low = 1, .high = 4}));
    EXPECT_EQ(
        preimage(t, sdc::conventional(5), {threshold{.minimum = 5, .zeros = zero_policy::hide}}, 1),
        (interval{.low = 0, .high = 4}));
    EXPECT_EQ(
        preimage(t, sdc::conventional(5), {threshold{.minimum = 4}, threshold{.minimum = 8}}, 2),
        (interval{.low = 1, .high = 7}));
    EXPECT_EQ(preimage(t, sdc::conventional(5),
                       {threshold{.minimum = 5, .min_total_for_breakdown = 20}}, 3),
              (interval{.low = 0, .high = 19}));
}

TEST(BandedPreimages, ARuleOrABandMayBeBehindAMarker) {
    const rules r{threshold{.minimum = 5}};
    EXPECT_EQ(preimage(series({3, 9}), sdc::ons_10_5(), r, 1), (interval{.low = 0, .high = 9}));
    EXPECT_EQ(preimage(series({3, 9}), sdc::ons_10_5(), r, 2), (interval{.low = 0, .high = 9}));
    const banding apart{.bands = {{.high = 9},
                                  {.low = 10, .high = 19, .action = band_action::suppress},
                                  {.low = 20}}};
    const auto t = series({3, 12});
    EXPECT_EQ(preimage(t, apart, r, 1), (interval{.low = 1, .high = 4}));
    EXPECT_EQ(preimage(t, apart, r, 2), (interval{.low = 10, .high = 19}));
    const auto v = verdicts_of(t, r);
    EXPECT_EQ(sdc::banded_preimages(t, v, r, apart).values(1).hull,
              (interval{.low = 1, .high = 19}));
}

// A 5 can be 3 to 7 by the bands; that it is not suppressed tells that it is at least the
// threshold.
TEST(BandedPreimages, ANumberLeavesOutWhatARuleWouldHaveWithheld) {
    const auto t = series({0, 6, 9});
    EXPECT_EQ(preimage(t, sdc::conventional(5), {}, 2), (interval{.low = 3, .high = 7}));
    EXPECT_EQ(preimage(t, sdc::conventional(5), {threshold{.minimum = 5}}, 2),
              (interval{.low = 5, .high = 7}));
    EXPECT_EQ(preimage(t, sdc::conventional(5), {threshold{.minimum = 5}}, 1),
              (interval{.low = 0, .high = 0}));
    EXPECT_EQ(preimage(t, sdc::conventional(50), {threshold{.minimum = 5}}, 2),
              (interval{.low = 5, .high = 24}))
        << "not 0, although shown alike";
    EXPECT_EQ(
        preimage(t, sdc::conventional(40), {threshold{.minimum = 20, .publish_total = true}}, 0),
        (interval{.low = 0, .high = 19}))
        << "the rule does not suppress the total";
}

TEST(BandedPreimages, CodesFromTheDataHoldSomebody) {
    auto by = support::flat("x", 2);
    by.codes_from_data = true;
    const auto t = table::make(sdc::cube::make({by}).value(), {.values = {32, 2, 30}}).value();
    EXPECT_EQ(preimage(t, sdc::ons_10_5(), {}, 1), (interval{.low = 1, .high = 9}));
    EXPECT_THAT(requirements(t, sdc::ons_10_5()), ElementsAre(down(1, 1), up(1, 9)));
    // With one code along the other dimension the cell under it is the same number.
    const auto two = table::make(sdc::cube::make({by, support::flat("y", 1)}).value(),
                                 {.values = {32, 32, 2, 2, 30, 30}})
                         .value();
    EXPECT_THAT(requirements(two, sdc::ons_10_5()),
                ElementsAre(down(2, 1), up(2, 9), down(3, 1), up(3, 9)));
}

TEST(CheckBanded, NamesWhatCannotBeShownOrProved) {
    const auto t = series({3, 9});
    EXPECT_THAT(sdc::check_banded(t, {}, sdc::conventional(5), {}), IsOk());
    EXPECT_THAT(sdc::check_banded(t, {}, sdc::conventional(5), {.width = kind::exact}), IsOk());
    EXPECT_THAT(sdc::check_banded(t, {}, sdc::conventional(5), {.width = kind::reach}),
                HasErrc(errc::not_available));
    EXPECT_THAT(
        sdc::check_banded(t, {}, sdc::conventional(5), {.width = kind::percent, .percent = 10}),
        HasErrc(errc::not_available));
    EXPECT_THAT(
        sdc::check_banded(t, {}, sdc::conventional(5), {.width = kind::absolute, .absolute = 10}),
        HasErrc(errc::not_available));
    EXPECT_THAT(
        sdc::check_banded(t, {}, sdc::conventional(5), {.levels = {{.cell = 1, .upper = 1}}}),
        HasErrc(errc::not_available));
    EXPECT_THAT(sdc::check_banded(t, rules{sdc::listed_cells{{1}}}, sdc::conventional(5), {}),
                HasErrc(errc::not_available));
    EXPECT_THAT(sdc::check_banded(t, {}, sdc::conventional(0), {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::check_banded(t, {}, sdc::redact_and_round(1, 5), {}),
                HasErrc(errc::not_available))
        << "0 stands for 0 and 2";
    const auto magnitudes = table::make(sdc::cube::make({support::flat("x", 2)}).value(),
                                        {.values = {90, 30, 60}, .contributors = {5, 2, 3}})
                                .value();
    EXPECT_THAT(sdc::check_banded(magnitudes, {}, sdc::conventional(5), {}), IsOk());
    EXPECT_THAT(sdc::check_banded(magnitudes, rules{threshold{}}, sdc::conventional(5), {}),
                HasErrc(errc::not_available));
}

} // namespace
