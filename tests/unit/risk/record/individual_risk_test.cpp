#include <sdc/risk/record/individual_risk.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using sdc::errc;
using sdc::individual_risk;
using support::HasErrc;

double risk(std::int64_t f, double weighted) {
    return sdc::individual_risks({{f}}, {{weighted}}).value().at(0);
}

// r = p * integral of u^(f-1) / (p + q u) over [0, 1], by the double exponential rule: no formula
// of the header.
long double by_quadrature(std::int64_t f, long double p) {
    const long double half_pi = std::acos(0.0L), step = 1.0L / 64;
    long double sum = 0;
    for (int i = -6 * 64; i <= 6 * 64; ++i) {
        const auto s = half_pi * std::sinh(static_cast<long double>(i) * step);
        const auto u = 1 / (1 + std::exp(-2 * s)),
                   rest = 1 / (1 + std::exp(2 * s)); // rest = 1 - u, without loss
        const auto weight = 2 * half_pi * std::cosh(static_cast<long double>(i) * step) * u * rest;
        const auto power = std::exp(static_cast<long double>(f - 1) *
                                    (u < 0.5L ? std::log(u) : std::log1p(-rest)));
        if (weight > 0) sum += weight * (f == 1 ? 1 : power) / (p + (1 - p) * u);
    }
    return p * sum * step;
}

// The definition: the sum of P(F = h | f) / h.
long double by_summation(std::int64_t f, long double p) {
    auto chance = std::pow(p, static_cast<long double>(f));
    long double sum = 0, reached = 0;
    for (auto h = f; reached < 1 - 1e-16L; ++h) {
        sum += chance / static_cast<long double>(h);
        reached += chance;
        chance *= (1 - p) * static_cast<long double>(h) / static_cast<long double>(h - f + 1);
    }
    return sum;
}

// sdcMicro, test data of freqCalc: frequency and weighted frequency; exact values recomputed. Its
// own value for (3, 108) is the approximation p/(f - q), .01369863, which this library does not
// use.
TEST(IndividualRisk, OfTheFrequenciesOfSdcMicro) {
    EXPECT_NEAR(risk(3, 108), .013552968, 5e-10);
    EXPECT_NEAR(risk(1, 45.5), .085791288, 5e-10);
    EXPECT_NEAR(risk(1, 17), .177075834, 5e-10);
    EXPECT_NEAR(risk(2, 100), .018778833, 5e-10);
    EXPECT_NEAR(risk(1, 123.5), .039316254, 5e-10);
    EXPECT_NEAR(risk(4, 156), .008442137, 5e-10);
    EXPECT_NEAR(risk(50, 60), .016721485, 5e-10)
        << "p above 1/2, where the recurrence alone gives -1.9e18";
}

// IHSN, Statistical Disclosure Control: A Practice Guide, section "Measuring risk": ten records in
// seven keys.
TEST(IndividualRisk, OfThePracticeGuide) {
    EXPECT_NEAR(risk(2, 360), .005424520, 5e-10);
    EXPECT_NEAR(risk(1, 215), .025096439, 5e-10);
    EXPECT_NEAR(risk(2, 152), .012563425, 5e-10);
    EXPECT_NEAR(risk(1, 186), .028247279, 5e-10);
    EXPECT_NEAR(risk(1, 180), .029010932, 5e-10);
    EXPECT_NEAR(risk(2, 262), .007403834, 5e-10);
}

TEST(IndividualRisk, OfAPopulation_IsOneOverTheFrequency) {
    for (const std::int64_t f : {1, 2, 3, 15, 16, 1000000})
        EXPECT_DOUBLE_EQ(individual_risk(f, 1).value(), 1 / static_cast<double>(f));
    EXPECT_DOUBLE_EQ(risk(7, 7), 1.0 / 7);
}

TEST(IndividualRisk, AgreesWithQuadrature_OnAGrid) {
    for (const std::int64_t f : {1, 2, 3, 4, 7, 15, 16, 17, 50, 200, 5000}) {
        for (const double p : {1e-9, 1e-4, .01, .1, .3, .49, .5, .51, .6, .83, .9, .99, .999999}) {
            const auto expected = static_cast<double>(by_quadrature(f, p));
            EXPECT_NEAR(individual_risk(f, p).value() / expected, 1, 1e-13)
                << "f " << f << ", p " << p;
        }
    }
}

TEST(IndividualRisk, AgreesWithItsDefinition) {
    for (const std::int64_t f : {1, 2, 5, 15, 16, 40}) {
        for (const double p : {.02, .2, .5, .75, .95}) {
            EXPECT_NEAR(individual_risk(f, p).value() / static_cast<double>(by_summation(f, p)), 1,
                        1e-13)
                << "f " << f << ", p " << p;
        }
    }
}

TEST(IndividualRisk, OfTheSmallestFraction_IsAboveZero) {
    EXPECT_GT(individual_risk(1, std::numeric_limits<double>::min()).value(), 0);
    EXPECT_GT(individual_risk(1000000000000, 1e-12).value(), 0);
}

TEST(IndividualRisk, RefusesWhatIsNoFrequencyOrFraction) {
    const double nan = std::numeric_limits<double>::quiet_NaN(),
                 infinity = std::numeric_limits<double>::infinity();
    EXPECT_THAT(individual_risk(0, .5), HasErrc(errc::bad_argument));
    for (const double p : {0.0, -.5, 1.5, nan, infinity})
        EXPECT_THAT(individual_risk(1, p), HasErrc(errc::bad_argument)) << p;
    EXPECT_THAT(sdc::individual_risks({{1, 2}}, {{3.0}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::individual_risks({{0}}, {{3.0}}), HasErrc(errc::bad_argument));
    for (const double weighted : {1.5, nan, infinity})
        EXPECT_THAT(sdc::individual_risks({{2}}, {{weighted}}), HasErrc(errc::bad_argument))
            << weighted;
}

// IHSN, as above: the published number of expected re-identifications is 0.1582 in 10 records. That
// two of the four uniques have the weight 215 is inferred: with it the sum is the published one.
TEST(ExpectReidentifications, OfThePracticeGuide) {
    const std::vector<std::int64_t> frequency{2, 2, 1, 2, 1, 2, 1, 1, 2, 2};
    const std::vector<double> weighted{360, 360, 215, 152, 186, 152, 180, 215, 262, 262};
    const auto e =
        sdc::expect_reidentifications(sdc::individual_risks(frequency, weighted).value()).value();
    EXPECT_NEAR(e.persons, .1582, 5e-5);
    EXPECT_DOUBLE_EQ(e.rate, e.persons / 10);
}

TEST(ExpectReidentifications, RefusesNoRecordsAndNoRisk) {
    EXPECT_THAT(sdc::expect_reidentifications({}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::expect_reidentifications({{.5, 1.5}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::expect_reidentifications({{std::numeric_limits<double>::quiet_NaN()}}),
                HasErrc(errc::bad_argument));
}

TEST(ThresholdForRate, LeavesTheRateThatWasAskedFor) {
    const std::vector<double> risks{.5, .1, 1, .2}; // a rate of .45
    EXPECT_DOUBLE_EQ(sdc::threshold_for_rate(risks, .1).value(), .1) << "all keep a tenth";
    EXPECT_DOUBLE_EQ(sdc::threshold_for_rate(risks, .25).value(), .35) << ".1, .2, .35, .35";
    EXPECT_DOUBLE_EQ(sdc::threshold_for_rate(risks, .04).value(), .04);
    for (const double rate : {.46, 1.0}) EXPECT_EQ(sdc::threshold_for_rate(risks, rate).value(), 1);
    for (int percent = 1; percent < 45; ++percent) {
        const auto rate = percent / 100.0, threshold = sdc::threshold_for_rate(risks, rate).value();
        double sum = 0;
        for (const auto r : risks) sum += std::min(r, threshold);
        EXPECT_NEAR(sum / 4, rate, 1e-15);
    }
    for (const double rate : {0.0, -.1, 1.1, std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THAT(sdc::threshold_for_rate(risks, rate), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::threshold_for_rate({}, .1), HasErrc(errc::bad_argument));
}

} // namespace
