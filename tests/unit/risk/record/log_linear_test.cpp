#include <sdc/risk/record/log_linear.hpp>

#include <sdc/detail/splitmix64.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using sdc::errc;
using sdc::fit_log_linear;
using sdc::key_column;
using sdc::log_linear_model;
using support::HasErrc;
using columns = std::vector<key_column>;
const double nan = std::numeric_limits<double>::quiet_NaN();

struct vector_of_risk {
    double mean, fraction, unique, match;
};

// Skinner and Elamir's formulas, as recomputed to six digits. sdcMicro's tests of modRisk expect
// .552916 and .7053842 for its iterative proportional fitting: these test another convention, in
// which the fitted mean of the sample stands where that of the population is meant and inclusion
// probabilities are summed within a cell.
TEST(RiskOfUnique, OfSkinnerAndElamir) {
    for (const auto& v : std::vector<vector_of_risk>{
             {1, .1, .406570, .659367}, {5, .1, .011109, .219754}, {10, .01, .000050, .101005}}) {
        const auto risk = sdc::risk_of_unique(v.mean, v.fraction).value();
        EXPECT_NEAR(risk.population_unique, v.unique, 5e-7);
        EXPECT_NEAR(risk.reidentification, v.match, 5e-7);
    }
    EXPECT_EQ(sdc::risk_of_unique(7, 1).value().reidentification, 1)
        << "the sample is the population";
    EXPECT_EQ(sdc::risk_of_unique(0, .5).value().reidentification, 1);
}

// The definition: F = 1 + the persons not drawn, whose number is Poisson.
TEST(RiskOfUnique, IsTheExpectationOverThePersonsNotDrawn) {
    for (const double mean : {1e-9, .3, 4.0, 60.0}) {
        for (const double fraction : {.01, .4, .95}) {
            const long double others =
                static_cast<long double>(mean) * (1 - static_cast<long double>(fraction));
            long double chance = std::exp(-others), expected = 0;
            const auto risk = sdc::risk_of_unique(mean, fraction).value();
            EXPECT_NEAR(risk.population_unique, static_cast<double>(chance), 1e-15);
            for (int n = 0; n < 400; ++n) {
                expected += chance / (1 + n);
                chance *= others / (n + 1);
            }
            EXPECT_NEAR(risk.reidentification, static_cast<double>(expected), 1e-14)
                << mean << ' ' << fraction;
        }
    }
}

double count(const columns& file, const std::vector<std::size_t>& of, std::size_t record) {
    double n = 0;
    for (std::size_t j = 0; j < file[0].size(); ++j) {
        bool same = true;
        for (const auto c : of) same = same && file[c][j] == file[c][record];
        n += same ? 1 : 0;
    }
    return n;
}

TEST(FitLogLinear, MainEffectsAreTheProductOfMargins) {
    const columns file{{3, 3, 3, 8, 8, 8, 8}, {0, 0, 1, 1, 2, 2, 2}, {5, 6, 5, 6, 5, 6, 6}};
    const auto fit = fit_log_linear(file).value();
    ASSERT_EQ(fit.means.size(), 6U);
    for (std::size_t i = 0; i < fit.means.size(); ++i) {
        const auto r = fit.first[i];
        EXPECT_NEAR(fit.means[i],
                    count(file, {0}, r) * count(file, {1}, r) * count(file, {2}, r) / 49, 1e-12);
        EXPECT_EQ(static_cast<double>(fit.sizes[i]), count(file, {0, 1, 2}, r));
    }
}

TEST(FitLogLinear, TwoWayOfAtMostTwoColumns_IsWhatIsThere) {
    for (const auto& file : {columns{{0, 0, 1, 1, 2}, {4, 4, 4, 5, 5}}, columns{{0, 0, 1, 1, 2}}}) {
        const auto fit = fit_log_linear(file, {.model = log_linear_model::two_way}).value();
        for (std::size_t i = 0; i < fit.means.size(); ++i)
            EXPECT_NEAR(fit.means[i], static_cast<double>(fit.sizes[i]), 1e-9);
    }
}

/// Every cell of 2 x 3 x 2 x 2 occurs, so the fit shows all means.
columns full_file(std::uint64_t seed) {
    sdc::detail::splitmix64 random(seed);
    columns file(4);
    for (std::int32_t cell = 0; cell < 24; ++cell) {
        for (auto n = 1 + random.below(9); n > 0; --n) {
            const std::array codes{cell / 12, cell / 4 % 3, cell / 2 % 2, cell % 2};
            for (std::size_t c = 0; c < 4; ++c) file[c].push_back(codes[c]);
        }
    }
    return file;
}

// What tells the most likely model from all others: it has the sample's two-way margins, and no
// effect of three or more columns.
TEST(FitLogLinear, TwoWayHasTheMarginsAndNoEffectOfThree) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const auto file = full_file(seed);
        const auto fit = fit_log_linear(file, {.model = log_linear_model::two_way}).value();
        ASSERT_EQ(fit.means.size(), 24U);
        EXPECT_LE(fit.largest_gap, 1e-8);
        for (std::size_t a = 0; a < 4; ++a) {
            for (std::size_t b = a + 1; b < 4; ++b) {
                for (std::size_t i = 0; i < 24; ++i) {
                    double sum = 0;
                    for (std::size_t j = 0; j < 24; ++j) {
                        if (file[a][fit.first[j]] == file[a][fit.first[i]] &&
                            file[b][fit.first[j]] == file[b][fit.first[i]])
                            sum += fit.means[j];
                    }
                    EXPECT_NEAR(sum, count(file, {a, b}, fit.first[i]), 1e-7);
                }
            }
        }
        // The keys occur in row-major order. The odds ratio of the last two columns is the same
        // whatever the first two are, and so on.
        const auto mean = [&](std::size_t i, std::size_t j, std::size_t k, std::size_t l) {
            return fit.means[((i * 3 + j) * 2 + k) * 2 + l];
        };
        const auto odds = [&](std::size_t i, std::size_t j) {
            return mean(i, j, 0, 0) * mean(i, j, 1, 1) / (mean(i, j, 0, 1) * mean(i, j, 1, 0));
        };
        const auto across = [&](std::size_t k, std::size_t l) {
            return mean(0, 0, k, l) * mean(1, 2, k, l) / (mean(0, 2, k, l) * mean(1, 0, k, l));
        };
        for (std::size_t cell = 0; cell < 6; ++cell)
            EXPECT_NEAR(odds(cell / 3, cell % 3), odds(0, 0), 1e-6);
        for (std::size_t cell = 0; cell < 4; ++cell)
            EXPECT_NEAR(across(cell / 2, cell % 2), across(0, 0), 1e-6);
    }
}

TEST(RiskByLogLinear, SumsOverSampleUniques) {
    const columns file{{0, 0, 0, 1, 1},
                       {0, 0, 1, 0, 1}}; // keys of 2, 1, 1, 1 records; means 1.8, 1.2, 1.2, .8
    const auto risk = sdc::risk_by_log_linear(fit_log_linear(file).value(), .25).value();
    EXPECT_EQ(risk.sample_uniques, 3);
    double tau1 = 0, tau2 = 0;
    for (const double mean : {1.2, 1.2, .8}) {
        const double others = mean / .25 * .75;
        tau1 += std::exp(-others);
        tau2 += (1 - std::exp(-others)) / others;
    }
    EXPECT_NEAR(risk.tau1, tau1, 1e-14);
    EXPECT_NEAR(risk.tau2, tau2, 1e-14);
    const auto whole = sdc::risk_by_log_linear(fit_log_linear(file).value(), 1).value();
    EXPECT_EQ(whole.tau1, 3) << "the sample is the population";
}

TEST(FitLogLinear, TellsHowFarItGot) {
    const auto short_of =
        fit_log_linear(full_file(4), {.model = log_linear_model::two_way, .iterations = 1}).value();
    EXPECT_EQ(short_of.iterations, 1U);
    EXPECT_GT(short_of.largest_gap, 1e-8);
}

TEST(LogLinear, RefusesWhatIsOutOfRange) {
    EXPECT_THAT(fit_log_linear({}), HasErrc(errc::bad_argument));
    EXPECT_THAT(fit_log_linear(columns{{0, sdc::missing_code}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(fit_log_linear(columns{{0, 1}}, {.tolerance = 0}), HasErrc(errc::bad_argument));
    EXPECT_THAT(fit_log_linear(columns{{0, 1}}, {.iterations = 0}), HasErrc(errc::bad_argument));
    const columns wide(3, {0, 1, 2});
    EXPECT_THAT(fit_log_linear(wide, {.model = log_linear_model::two_way, .cell_limit = 26}),
                HasErrc(errc::bad_argument));
    EXPECT_TRUE(fit_log_linear(wide, {.model = log_linear_model::two_way, .cell_limit = 27}));
    for (const double bad : {-1.0, nan})
        EXPECT_THAT(sdc::risk_of_unique(bad, .5), HasErrc(errc::bad_argument));
    for (const double bad : {0.0, 1.1, nan})
        EXPECT_THAT(sdc::risk_by_log_linear({}, bad), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::risk_by_log_linear({.sizes = {1}}, .5), HasErrc(errc::bad_argument));
}

} // namespace
