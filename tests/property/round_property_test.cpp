#include <sdc/plan/published_value.hpp>
#include <sdc/protect/round.hpp>

#include <generators.hpp>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using sdc::band;
using sdc::band_action;
using sdc::band_value;
using sdc::banding;
using sdc::interval;
using sdc::tie_rule;
using sdc::unlimited;

constexpr std::int64_t far = 3000; // beyond every band edge that is generated

rc::Gen<tie_rule> any_ties() {
    return rc::gen::element(tie_rule::half_up, tie_rule::half_even, tie_rule::half_down);
}

/// Small values, where band edges are, and all of 64 bits.
rc::Gen<std::int64_t> any_value() {
    return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, far),
                          rc::gen::nonNegative<std::int64_t>(),
                          rc::gen::map(rc::gen::inRange<std::int64_t>(0, far),
                                       [](std::int64_t n) { return unlimited - n; }));
}

rc::Gen<std::int64_t> any_base() {
    return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(2, 40),
                          rc::gen::inRange<std::int64_t>(2, unlimited),
                          rc::gen::map(rc::gen::inRange<std::int64_t>(0, 40),
                                       [](std::int64_t n) { return unlimited - n; }));
}

/// A band of any action; the edges come later.
band any_band() {
    band b{.action = *rc::gen::element(band_action::keep, band_action::suppress, band_action::label,
                                       band_action::round, band_action::midpoint,
                                       band_action::significant)};
    b.base =
        b.action == band_action::significant ? *rc::gen::inRange<std::int64_t>(1, 19) : *any_base();
    b.label = *rc::gen::element<std::string>("few", "some");
    b.ties = *any_ties();
    return b;
}

/// Any bands that `check` accepts, those with gaps in their preimages included.
banding any_banding() {
    auto edges =
        *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 60));
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    banding rule{.name = "any"};
    std::int64_t low = 0;
    for (const auto edge : edges) {
        rule.bands.push_back(any_band());
        rule.bands.back().low = low;
        rule.bands.back().high = edge - 1;
        low = edge;
    }
    rule.bands.push_back(any_band());
    rule.bands.back().low = low;
    return rule;
}

/// What an intruder sees of a band value, without the band.
std::string seen(const banding& rule, const band_value& shown) {
    if (shown.shows == band_value::kind::suppressed) return "*";
    return shown.shows == band_value::kind::label ? rule.bands[shown.band].label
                                                  : std::to_string(shown.number);
}

RC_GTEST_PROP(RoundProperty, EveryGeneratedBandingIsAccepted, ()) {
    RC_ASSERT(sdc::check(any_banding()).has_value());
}

RC_GTEST_PROP(RoundProperty, APreimageContainsTheValueAndIsExactAtBothEnds, ()) {
    const auto rule = any_banding();
    const auto shown = sdc::apply(rule, *any_value());
    const auto value = *any_value();
    const auto own = sdc::preimage(rule, sdc::apply(rule, value));
    RC_ASSERT(own.low <= value && value <= own.high);
    const auto text = seen(rule, shown);
    const auto values = sdc::preimage(rule, shown);
    RC_ASSERT(seen(rule, sdc::apply(rule, values.low)) == text);
    RC_ASSERT(seen(rule, sdc::apply(rule, values.high)) == text);
    RC_ASSERT((value < values.low || value > values.high) <=
              (seen(rule, sdc::apply(rule, value)) != text));
}

// By brute force over the part of the range where the bands change, for preimages that end there.
RC_GTEST_PROP(RoundProperty, APreimageIsTheHullOfWhatIsSeenAlike, ()) {
    const auto rule = any_banding();
    const auto shown = sdc::apply(rule, *rc::gen::inRange<std::int64_t>(0, 200));
    const auto values = sdc::preimage(rule, shown);
    std::optional<std::int64_t> first, last;
    for (std::int64_t value = 0; value < far; ++value) {
        if (seen(rule, sdc::apply(rule, value)) != seen(rule, shown)) continue;
        if (!first) first = value;
        last = value;
    }
    RC_ASSERT(first.has_value());
    RC_ASSERT(values.low == *first);
    RC_ASSERT(*last <= values.high);
    RC_ASSERT(*last == values.high || values.high >= far);
}

RC_GTEST_PROP(RoundProperty, WithoutASplitFaceEveryValueOfAPreimageIsSeenAlike, ()) {
    auto rule = any_banding();
    while (sdc::detail::find_split_value(rule)) { // one band alone never is split
        rule.bands.pop_back();
        rule.bands.back().high = unlimited;
    }
    const auto shown = sdc::apply(rule, *rc::gen::inRange<std::int64_t>(0, 100));
    const auto values = sdc::preimage(rule, shown);
    for (auto value = values.low; value < std::min(values.high, far); ++value)
        RC_ASSERT(seen(rule, sdc::apply(rule, value)) == seen(rule, shown));
}

RC_GTEST_PROP(RoundProperty, RoundingIsWithinHalfTheBaseAndAMultiple, ()) {
    const auto base = *any_base();
    const auto value = *any_value();
    const auto shown = sdc::apply(sdc::conventional(base, *any_ties()), value).number;
    RC_ASSERT(shown % base == 0);
    const auto distance = shown > value ? shown - value : value - shown;
    // Only where the multiple above does not fit may the one below be farther.
    RC_ASSERT(distance <= base / 2 || (shown < value && shown > unlimited - base));
}

RC_GTEST_PROP(RoundProperty, MidpointsAreWithinHalfTheBase_AndExactlyZeroAtZero, ()) {
    const auto base = *any_base();
    const auto value = *any_value();
    const auto shown = sdc::apply(sdc::midpoint(base), value).number;
    RC_ASSERT((shown == 0) == (value == 0));
    const auto distance = shown > value ? shown - value : value - shown;
    RC_ASSERT(distance <= base / 2 || (shown < value && shown > unlimited - base));
}

RC_GTEST_PROP(RoundProperty, SignificantDigitsAreWithinHalfAUnitOfTheLast, ()) {
    const auto digits = *rc::gen::inRange<std::int64_t>(1, 19);
    const banding rule{
        .bands = {{.action = band_action::significant, .base = digits, .ties = *any_ties()}}};
    const auto value = *any_value();
    const auto shown = sdc::apply(rule, value).number;
    auto text = std::to_string(shown);
    text.erase(text.find_last_not_of('0') + 1);
    RC_ASSERT(text.size() <= static_cast<std::size_t>(digits));
    const auto unit = sdc::detail::significant_unit(value, digits);
    const auto distance = shown > value ? shown - value : value - shown;
    RC_ASSERT(distance <= unit / 2 || (shown < value && shown > unlimited - unit));
}

RC_GTEST_PROP(RoundProperty, ALargerValueIsNeverShownAsASmallerNumber, ()) {
    const auto base = *any_base();
    const auto digits = *rc::gen::inRange<std::int64_t>(1, 19);
    const banding significant{
        .bands = {{.action = band_action::significant, .base = digits, .ties = *any_ties()}}};
    const auto one = *any_value(), two = *any_value();
    for (const auto& rule : {sdc::conventional(base, *any_ties()), sdc::midpoint(base), significant,
                             sdc::us_census_drb(), sdc::eurostat_ifs()}) {
        const auto low = sdc::apply(rule, std::min(one, two)),
                   high = sdc::apply(rule, std::max(one, two));
        if (low.shows == band_value::kind::number) RC_ASSERT(low.number <= high.number);
    }
}

RC_GTEST_PROP(RoundProperty, RoundingTwiceIsRoundingOnce_WithinOneBand, ()) {
    auto b = any_band();
    RC_PRE(sdc::detail::shows_number(b));
    const banding rule{.bands = {b}};
    const auto once = sdc::apply(rule, *any_value());
    RC_ASSERT(sdc::apply(rule, once.number) == once);
}

// Redacting 1 to 5 and rounding to 5 is not idempotent, since 6 is shown as 5, which would be
// redacted. Without warnings it is.
RC_GTEST_PROP(RoundProperty, RedactedAndRoundedNumbersStay_IfThereAreNoWarnings, ()) {
    const auto rule = sdc::redact_and_round(*rc::gen::inRange<std::int64_t>(1, 60),
                                            *rc::gen::inRange<std::int64_t>(2, 40), *any_ties());
    RC_PRE(sdc::warnings(rule).empty());
    const auto once = sdc::apply(rule, *any_value());
    RC_PRE(once.shows == band_value::kind::number);
    RC_ASSERT(sdc::apply(rule, once.number).number == once.number);
}

RC_GTEST_PROP(RoundProperty, APlanShowsWhatTheBandsShow_AndNeedsWhatTheyHide,
              (std::uint64_t seed)) {
    const auto t = support::random_table(seed);
    const auto rule = sdc::redact_and_round(*rc::gen::element<std::int64_t>(2, 7, 12), 5);
    const auto p = sdc::round(t, {.bands = rule}).value();
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        const auto shown = sdc::published_value(p, cell);
        const bool suppressed = shown.shows == sdc::public_cell::kind::suppressed;
        RC_ASSERT(suppressed == (1 <= t.value(cell) && t.value(cell) <= rule.bands[1].high));
        if (!suppressed)
            RC_ASSERT(shown.number % 5 == 0 &&
                      std::max(shown.number - t.value(cell), t.value(cell) - shown.number) <= 2);
    }
    for (const auto& n : p.requirements)
        RC_ASSERT(sdc::published_value(p, n.cell).shows == sdc::public_cell::kind::suppressed &&
                  !sdc::is_met(n, t.value(n.cell)));
}

} // namespace
