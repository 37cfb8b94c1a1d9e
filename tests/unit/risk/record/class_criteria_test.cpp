#include <sdc/risk/record/class_criteria.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using sdc::class_size_for;
using sdc::errc;
using support::HasErrc;
using sizes = std::vector<std::int64_t>;
const double nan = std::numeric_limits<double>::quiet_NaN();

// ARX, ParameterTranslation.getSizeThreshold, with its tolerance of a hundredth. Its own value for
// .33 is odd: meant is a third, but 1/3 is above .33 by a little more than a hundredth of it, so 4
// is asked for.
TEST(ClassSizeFor, OfPublishedThresholds) {
    const std::vector<std::pair<double, std::int64_t>> expected{
        {.33, 4},    {.3333, 3}, {.25, 4},  {.2, 5}, {.1, 10},
        {.0909, 11}, {.09, 12},  {.05, 20}, {1, 1},  {.5, 2}};
    for (const auto& [threshold, size] : expected)
        EXPECT_EQ(class_size_for(threshold).value(), size) << threshold;
    EXPECT_EQ(class_size_for(.33, .02).value(), 3);
    EXPECT_EQ(class_size_for(.3333, 0).value(), 4) << "1/3 is above .3333";
}

TEST(ClassSizeFor, MeetsTheThresholdAndNoSmallerDoes) {
    for (int i = 1; i <= 1000; ++i) {
        const auto threshold = i / 1000.0;
        const auto size = static_cast<double>(class_size_for(threshold, 0).value());
        EXPECT_LE(1 / size, threshold);
        if (size > 1) {
            EXPECT_GT(1 / (size - 1), threshold);
        }
    }
    for (std::int64_t size = 1; size < 5000; ++size)
        EXPECT_EQ(class_size_for(1 / static_cast<double>(size)).value(), size);
}

// ARX, KMap with the estimator POISSON, as recomputed: (k, fraction, significance).
TEST(KMapSampleSize, OfArx) {
    const std::vector<std::tuple<std::int64_t, double, double, std::int64_t>> expected{
        {5, .1, .01, 5}, {5, .01, .01, 3}, {11, .1, .05, 5}, {20, .1, .01, 8}};
    for (const auto& [k, fraction, significance, size] : expected)
        EXPECT_EQ(sdc::k_map_sample_size(k, fraction, significance).value(), size)
            << k << ' ' << fraction;
    EXPECT_EQ(sdc::k_map_sample_size(7, 1).value(), 7) << "never more than k";
    EXPECT_EQ(sdc::k_map_sample_size(1, 1e-9).value(), 1);
}

TEST(KMapSampleSize, IsPoissonsTail) {
    for (const std::int64_t k : {50, 2000, 30000}) {
        for (const double fraction : {.001, .02, .3}) {
            const auto size = sdc::k_map_sample_size(k, fraction, .05).value();
            long double term = std::exp(-static_cast<long double>(fraction) *
                                        static_cast<long double>(k)),
                        below = 0;
            for (std::int64_t n = 0; n + 1 < size; ++n) {
                if (n + 2 == size) {
                    EXPECT_LT(below, .95L) << k << ' ' << fraction;
                }
                below += term;
                term *= static_cast<long double>(fraction) * static_cast<long double>(k) /
                        static_cast<long double>(n + 1);
            }
            EXPECT_GE(below, .95L) << k << ' ' << fraction;
        }
    }
}

TEST(KMapSampleSize, OfTinySignificance) {
    // The chance of more than n of mean 300 falls below 10^-12 between these.
    const auto more_than = [](std::int64_t n) {
        long double term = std::exp(-300.0L), sum = 0;
        for (std::int64_t i = 1; i < 2000; ++i) {
            term *= 300.0L / static_cast<long double>(i);
            if (i > n) sum += term;
        }
        return sum;
    };
    const auto size = sdc::k_map_sample_size(3000, .1, 1e-12).value();
    EXPECT_LE(more_than(size - 2), 1e-12L);
    EXPECT_GT(more_than(size - 3), 1e-12L);
}

TEST(KMap, IsTheSmallestClassOfThePopulation) {
    EXPECT_EQ(sdc::k_map(sizes{1, 4, 2}, sizes{9, 5, 7}).value(), 5);
    EXPECT_THAT(sdc::k_map(sizes{1}, sizes{0}), HasErrc(errc::bad_argument));
}

TEST(HasAverageRisk, ComparesClassesToRecords) {
    EXPECT_TRUE(sdc::has_average_risk(sizes{1, 9}, .2).value())
        << "2 classes of 10 records, though one is alone";
    EXPECT_FALSE(sdc::has_average_risk(sizes{1, 8}, .2).value());
    EXPECT_THAT(sdc::has_average_risk(sizes{}, .2), HasErrc(errc::bad_argument));
}

TEST(PresenceIn, OfASample) {
    EXPECT_EQ(sdc::presence_in(sizes{1, 0, 3}, sizes{4, 9, 4}).value(),
              (sdc::presence{.lowest = 0, .highest = .75}));
    EXPECT_EQ(sdc::presence_in(sizes{1, 2}, sizes{2, 4}).value(),
              (sdc::presence{.lowest = .5, .highest = .5}));
    for (const auto& [sample, population] : {std::pair{sizes{}, sizes{}},
                                             {sizes{1}, sizes{1, 1}},
                                             {sizes{2}, sizes{1}},
                                             {sizes{-1}, sizes{1}},
                                             {sizes{0}, sizes{0}}})
        EXPECT_THAT(sdc::presence_in(sample, population), HasErrc(errc::bad_argument));
}

TEST(ClassCriteria, RefuseWhatIsOutOfRange) {
    for (const double bad : {0.0, -.1, 1.1, 1e-300, nan})
        EXPECT_THAT(class_size_for(bad), HasErrc(errc::bad_argument));
    for (const double bad : {-.1, 1.0, nan})
        EXPECT_THAT(class_size_for(.1, bad), HasErrc(errc::bad_argument));
    for (const double bad : {0.0, 1.1, nan})
        EXPECT_THAT(sdc::k_map_sample_size(5, bad), HasErrc(errc::bad_argument));
    for (const double bad : {0.0, 1.0, nan})
        EXPECT_THAT(sdc::k_map_sample_size(5, .1, bad), HasErrc(errc::bad_argument));
    for (const std::int64_t bad : {0, -1, 1000001})
        EXPECT_THAT(sdc::k_map_sample_size(bad, .1), HasErrc(errc::bad_argument));
}

} // namespace
