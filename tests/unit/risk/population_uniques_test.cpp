#include <sdc/risk/population_uniques.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using histogram = std::vector<std::int64_t>;
const double nan = std::numeric_limits<double>::quiet_NaN();

double choose(int n, int k) {
    if (k > n) return 0;
    double c = 1;
    for (int i = 1; i <= k; ++i) c = c * (n - k + i) / i;
    return c;
}

// The formula as published, by binomial coefficients.
TEST(ZayatzUniques, IsItsFormula) {
    const histogram classes{5, 3, 0, 1}; // 15 records
    for (const int population : {15, 16, 17, 20, 60, 150}) {
        double all = 0;
        for (int s = 1; s <= 4; ++s) all += static_cast<double>(classes[static_cast<std::size_t>(s - 1)]) * s * choose(population - s, 14);
        const auto chance = 5 * choose(population - 1, 14) / all;
        const auto estimate = sdc::zayatz_uniques(classes, population).value();
        EXPECT_NEAR(estimate.uniques, 5 * chance * population / 15, 1e-9) << population;
        EXPECT_NEAR(estimate.share, 5 * chance / 15, 1e-12) << population;
    }
}

// ARX, TestRiskMetrics, adult with nine variables: the share of uniques of the sample itself.
TEST(ZayatzUniques, OfThePopulationItself_AreItsUniques) {
    EXPECT_NEAR(sdc::zayatz_uniques(histogram{15512, 7325}, 30162).value().share, .5142895033485844, 1e-15);
    EXPECT_EQ(sdc::zayatz_uniques(histogram{0, 4}, 100).value().uniques, 0);
    EXPECT_EQ(sdc::zayatz_uniques(histogram{1}, 1).value().uniques, 1);
}

// ARX, TestRiskMetrics, adult with nine variables: the parameters as recomputed, to 8 digits, and the published shares.
TEST(PitmanUniques, OfAdult) {
    const sdc::pitman_parameters adult{.theta = 3176.2335, .alpha = .71794895};
    EXPECT_NEAR(sdc::pitman_uniques(adult, 3016200).value().share, .1446083531, 1e-7);
    EXPECT_NEAR(sdc::pitman_uniques(adult, 301620).value().share, .2768499388, 1e-7);
    EXPECT_NEAR(sdc::pitman_uniques(adult, 150810).value().share, .3366, 5e-5);
}

// The logarithm of Pitman's sampling formula, without what does not depend on the parameters.
long double log_likelihood(const histogram& classes, long double theta, long double alpha) {
    long double sum = 0, u = 0, n = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto c = static_cast<long double>(classes[i]);
        u += c, n += c * static_cast<long double>(i + 1);
        for (std::size_t j = 1; j <= i; ++j) sum += c * std::log(static_cast<long double>(j) - alpha);
    }
    for (long double i = 1; i < u; ++i) sum += std::log(theta + i * alpha);
    for (long double i = 1; i < n; ++i) sum -= std::log(theta + i);
    return sum;
}

TEST(FitPitman, IsTheMostLikelyModel) {
    const histogram few{30, 6, 3, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}, fewer{40, 9, 4, 0, 0, 2, 0, 0, 0, 1};
    for (const auto& classes : {histogram{15512, 2098, 700, 300, 200, 100, 50, 20}, few, fewer}) {
        const auto model = sdc::fit_pitman(classes).value();
        const auto best = log_likelihood(classes, model.theta, model.alpha);
        for (const long double step : {1e-3L, 1e-2L, .1L}) {
            for (const long double side : {-1.0L, 1.0L}) {
                EXPECT_GT(best, log_likelihood(classes, model.theta * (1 + side * step), model.alpha)) << step * side;
                EXPECT_GT(best, log_likelihood(classes, model.theta, model.alpha + side * step * .1L)) << step * side;
            }
        }
        for (long double alpha = .02L; alpha < 1; alpha += .07L) {
            for (long double theta = .01L; theta < 1e6L; theta *= 3) EXPECT_GE(best, log_likelihood(classes, theta, alpha));
        }
        // Both equations of Hoshino hold, as sums.
        long double left = 0, right = 0, u = 0, n = 0;
        for (std::size_t i = 0; i < classes.size(); ++i) {
            u += static_cast<long double>(classes[i]);
            n += static_cast<long double>(classes[i]) * static_cast<long double>(i + 1);
        }
        for (long double i = 1; i < u; ++i) left += 1 / (model.theta + i * model.alpha);
        for (long double i = 1; i < n; ++i) right += 1 / (model.theta + i);
        EXPECT_NEAR(static_cast<double>(left / right), 1, 1e-11);
    }
}

TEST(FitPitman, RefusesWhereThereIsNone) {
    EXPECT_THAT(sdc::fit_pitman(histogram{}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::fit_pitman(histogram{0, 0, 1}), HasErrc(errc::bad_argument)) << "one class";
    EXPECT_THAT(sdc::fit_pitman(histogram{9}), HasErrc(errc::bad_argument)) << "all alone";
    EXPECT_THAT(sdc::fit_pitman(histogram{0, 4, 2}), HasErrc(errc::bad_argument)) << "nobody alone";
    EXPECT_THAT(sdc::fit_pitman(histogram{30, 10, 5, 3, 1}), HasErrc(errc::bad_argument)) << "alpha would be below 0";
    EXPECT_THAT(sdc::fit_pitman(histogram{1, 0, 0, 0, 0, 0, 0, 0, 0, 20}), HasErrc(errc::bad_argument)) << "classes too equal";
}

// The formulas were checked by quadrature of the mixture; mean 2, spread 3.
TEST(InverseGaussianChance, OfSmallFrequencies) {
    const std::vector<double> expected{.333815, .252341, .149449, .088082};
    for (std::size_t x = 0; x < expected.size(); ++x)
        EXPECT_NEAR(sdc::inverse_gaussian_chance(2, 3, static_cast<std::int64_t>(x)).value(), expected[x], 5e-7);
    double sum = 0, mean = 0;
    for (std::int64_t x = 0; x < 400; ++x) {
        const auto chance = sdc::inverse_gaussian_chance(2, 3, x).value();
        sum += chance, mean += static_cast<double>(x) * chance;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_NEAR(mean, 2, 1e-10);
}

TEST(InverseGaussianUnique, IsTheRatioOfChances) {
    EXPECT_NEAR(sdc::inverse_gaussian_unique(2, 3, .1).value(), .190422, 5e-7);
    for (const double fraction : {.01, .3, .9}) {
        const auto ratio = fraction * sdc::inverse_gaussian_chance(5, .7, 1).value() /
                           sdc::inverse_gaussian_chance(5 * fraction, .7 * fraction, 1).value();
        EXPECT_NEAR(sdc::inverse_gaussian_unique(5, .7, fraction).value(), ratio, 1e-14);
    }
    EXPECT_DOUBLE_EQ(sdc::inverse_gaussian_unique(2, 3, 1).value(), 1);
}

TEST(PopulationUniques, RefuseWhatIsOutOfRange) {
    EXPECT_THAT(sdc::zayatz_uniques(histogram{}, 10), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::zayatz_uniques(histogram{3, -1}, 10), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::zayatz_uniques(histogram{3}, 2), HasErrc(errc::bad_argument));
    for (const double theta : {-1.0, nan}) EXPECT_THAT(sdc::pitman_uniques({.theta = theta, .alpha = .5}, 10), HasErrc(errc::bad_argument));
    for (const double alpha : {0.0, 1.0, nan}) EXPECT_THAT(sdc::pitman_uniques({.theta = 1, .alpha = alpha}, 10), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::pitman_uniques({.theta = 1, .alpha = .5}, 0), HasErrc(errc::bad_argument));
    for (const double bad : {0.0, -1.0, nan}) {
        EXPECT_THAT(sdc::inverse_gaussian_chance(bad, 1, 1), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::inverse_gaussian_chance(1, bad, 1), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::inverse_gaussian_unique(1, 1, bad), HasErrc(errc::bad_argument));
    }
    EXPECT_THAT(sdc::inverse_gaussian_chance(1, 1, -1), HasErrc(errc::bad_argument));
}

} // namespace
