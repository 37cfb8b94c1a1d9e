#include <sdc/risk/record/key_counts.hpp>

#include <sdc/detail/splitmix64.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace {

using sdc::errc;
using sdc::key_column;
using sdc::missing_code;
using support::HasErrc;
using testing::ElementsAre;
using columns = std::vector<key_column>;
using sizes = std::vector<std::int64_t>;

// sdcMicro, tests/testthat/test_freqCalc.R
columns freq_calc() {
    return {{2, 3, 2, 2, 3, 3, 1, 2}, {3, 3, 3, 3, 3, 3, 4, 3}, {1, 3, 1, 2, 1, 1, 1, 1}};
}
const std::vector<double> freq_calc_weights{18, 45.5, 39, 17, 92, 8, 123.5, 51};

TEST(CountKeys, OfTheExampleOfSdcMicro) {
    const auto counts = sdc::count_keys(freq_calc(), freq_calc_weights).value();
    EXPECT_THAT(counts.frequency, ElementsAre(3, 1, 3, 1, 2, 2, 1, 3));
    EXPECT_THAT(counts.weighted, ElementsAre(108, 45.5, 108, 17, 100, 100, 123.5, 108));
}

TEST(CountKeys, OfTheExampleOfSdcMicro_WithMissingValues) {
    auto file = freq_calc();
    file[2][2] = file[2][6] = missing_code;
    const auto counts = sdc::count_keys(file, freq_calc_weights).value();
    EXPECT_THAT(counts.frequency, ElementsAre(3, 1, 4, 2, 2, 2, 1, 3));
    EXPECT_THAT(counts.weighted, ElementsAre(108, 45.5, 125, 56, 100, 100, 123.5, 108));
}

TEST(CountKeys, ARecordWithoutAnyValueMatchesAll) {
    const columns file{{0, 1, missing_code}, {5, 5, missing_code}};
    const auto counts = sdc::count_keys(file).value();
    EXPECT_THAT(counts.frequency, ElementsAre(2, 2, 3));
    EXPECT_TRUE(counts.weighted.empty());
}

TEST(CountKeys, AgreesWithComparingAllPairs) {
    sdc::detail::splitmix64 random(1);
    for (int round = 0; round < 200; ++round) {
        const auto records = 1 + random.below(40), width = 1 + random.below(4);
        const auto rare = 2 + random.below(9);
        columns file(width, key_column(records));
        for (auto& column : file) {
            for (auto& code : column)
                code = random.below(rare) == 0 ? missing_code
                                               : static_cast<std::int32_t>(random.below(3));
        }
        std::vector<double> weights(records);
        for (auto& w : weights)
            w = static_cast<double>(random.below(100)) / 4; // sums of quarters are exact
        const auto counts = sdc::count_keys(file, weights).value();
        for (std::size_t i = 0; i < records; ++i) {
            std::int64_t frequency = 0;
            double weighted = 0;
            for (std::size_t j = 0; j < records; ++j) {
                bool match = true;
                for (const auto& column : file)
                    match = match && (column[i] == column[j] || column[i] == missing_code ||
                                      column[j] == missing_code);
                if (match) ++frequency, weighted += weights[j];
            }
            ASSERT_EQ(counts.frequency[i], frequency) << "round " << round << ", record " << i;
            ASSERT_EQ(counts.weighted[i], weighted) << "round " << round << ", record " << i;
        }
    }
}

TEST(CountKeys, RefusesWhatIsNoFile) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(sdc::count_keys({}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::count_keys(columns{{}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::count_keys(columns{{1, 2}, {1}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::count_keys(columns{{1, -2}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::count_keys(columns{{1, 2}}, std::vector<double>{1}),
                HasErrc(errc::bad_argument));
    for (const double w : {-1.0, nan, std::numeric_limits<double>::infinity()})
        EXPECT_THAT(sdc::count_keys(columns{{1, 2}}, std::vector<double>{1, w}),
                    HasErrc(errc::bad_argument))
            << w;
}

TEST(ClassSizes, AMissingValueIsAValueOfItsOwn) {
    auto file = freq_calc();
    file[2][2] = missing_code;
    EXPECT_THAT(sdc::class_sizes(file).value(), ElementsAre(2, 1, 1, 1, 2, 1))
        << "in the order of their first records";
    EXPECT_THAT(sdc::class_sizes({}), HasErrc(errc::bad_argument));
}

// By hand: 6 records in classes of 1, 2 and 3, of 2, 2 and 12 persons.
TEST(Intruders, OfThreeClasses) {
    const sizes sample{1, 2, 3}, population{2, 2, 12};
    EXPECT_EQ(
        sdc::prosecutor_risk(sample, .5).value(),
        (sdc::intruder_risk{.at_risk = 1.0 / 6, .highest = 1, .lowest = 1.0 / 3, .average = .5}))
        << "a risk of the threshold itself is not above it";
    const auto journalist = sdc::journalist_risk(sample, population, .4).value();
    EXPECT_DOUBLE_EQ(journalist.at_risk, .5);
    EXPECT_DOUBLE_EQ(journalist.highest, .5);
    EXPECT_DOUBLE_EQ(journalist.lowest, 1.0 / 12);
    EXPECT_DOUBLE_EQ(journalist.average, (1.0 / 2 + 1 + 1.0 / 4) / 6)
        << "above 3 classes / 16 persons";
    EXPECT_DOUBLE_EQ(sdc::marketer_risk(sample, population).value(), 1.75 / 6);
}

// ARX, TestRiskMetrics, adult with nine variables: 30,162 records in 19,502 classes, 15,512 of them
// of one record and 2,098 of two. The mean depends on the number of classes alone, so larger ones
// may be of any size.
TEST(Intruders, OfAdult) {
    std::vector<std::int64_t> classes(15512, 1);
    classes.insert(classes.end(), 2098, 2);
    classes.insert(classes.end(), 1891, 5);
    classes.push_back(30162 - 15512 - 2 * 2098 - 5 * 1891);
    const auto risk = sdc::prosecutor_risk(classes, 1.0).value();
    EXPECT_NEAR(risk.average, .6465751607983555, 1e-15);
    EXPECT_EQ(risk.highest, 1);
}

TEST(Intruders, TheJournalistTakesTheLargerReading) {
    const sizes sample{1, 9}, rare_hidden{2, 9}, common_hidden{1, 90};
    EXPECT_DOUBLE_EQ(sdc::journalist_risk(sample, rare_hidden, .2).value().average, 2.0 / 11)
        << "classes / persons, above 1.5/10";
    EXPECT_DOUBLE_EQ(sdc::journalist_risk(sample, common_hidden, .2).value().average, 1.1 / 10)
        << "matches / records, above 2/91";
}

TEST(Intruders, AreOrdered_AndAgreeWhereTheSampleIsThePopulation) {
    sdc::detail::splitmix64 random(2);
    for (int round = 0; round < 500; ++round) {
        sizes sample(1 + random.below(6)), population(sample.size());
        for (std::size_t i = 0; i < sample.size(); ++i) {
            sample[i] = static_cast<std::int64_t>(1 + random.below(9));
            population[i] = sample[i] + static_cast<std::int64_t>(random.below(20));
        }
        const auto prosecutor = sdc::prosecutor_risk(sample, .2).value(),
                   journalist = sdc::journalist_risk(sample, population, .2).value();
        EXPECT_GE(prosecutor.at_risk, journalist.at_risk);
        EXPECT_GE(prosecutor.highest, journalist.highest);
        EXPECT_GE(prosecutor.average * (1 + 1e-15), journalist.average);
        EXPECT_GE(journalist.average, sdc::marketer_risk(sample, population).value());
        EXPECT_NEAR(sdc::marketer_risk(sample, sample).value(), prosecutor.average, 1e-15);
        EXPECT_NEAR(sdc::journalist_risk(sample, sample, .2).value().average, prosecutor.average,
                    1e-15);
    }
}

TEST(Intruders, RefuseWhatAreNoClasses) {
    EXPECT_THAT(sdc::prosecutor_risk({}, .2), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::prosecutor_risk(sizes{0}, .2), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::prosecutor_risk(sizes{1}, 1.5), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::prosecutor_risk(sizes{1}, std::numeric_limits<double>::quiet_NaN()),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::journalist_risk(sizes{1, 2}, sizes{3}, .2), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::marketer_risk(sizes{3}, sizes{2}), HasErrc(errc::bad_argument));
}

} // namespace
