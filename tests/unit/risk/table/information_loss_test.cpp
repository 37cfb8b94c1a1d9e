#include <sdc/risk/table/information_loss.hpp>

#include <sdc/detail/splitmix64.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using numbers = std::vector<double>;

// The example of SmallCountRounding's page on HD and HDutility; its numbers by hand from the
// formulas printed there.
const numbers original{1, 2, 3, 4, 5, 6}, rounded{0, 3, 3, 3, 6, 6};

TEST(InformationLoss, DistancesByHand) {
    EXPECT_DOUBLE_EQ(sdc::average_distance(original, rounded).value(), 4.0 / 6);
    EXPECT_DOUBLE_EQ(sdc::relative_distance(original, rounded).value(),
                     (1 + 1.0 / 2 + 0 + 1.0 / 4 + 1.0 / 5 + 0) / 6);
    const auto hellinger = sdc::hellinger_distance(original, rounded).value();
    EXPECT_NEAR(hellinger, 0.7805018046, 1e-10);
    EXPECT_NEAR(1 - hellinger / std::sqrt(21.0), 0.8296805429, 1e-10); // HDutility
}

TEST(InformationLoss, ThereIsNoShareOfNothing) {
    EXPECT_DOUBLE_EQ(sdc::relative_distance(numbers{0, 4}, numbers{7, 3}).value(), 0.25);
    EXPECT_DOUBLE_EQ(sdc::relative_distance(numbers{0, 0}, numbers{7, 3}).value(), 0);
}

TEST(InformationLoss, TheLargestHellingerDistanceIsTheRootOfTheTotal) {
    EXPECT_DOUBLE_EQ(sdc::hellinger_distance(numbers{9, 0}, numbers{0, 9}).value(), 3);
}

TEST(InformationLoss, RanksByHand) {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
    EXPECT_NEAR(sdc::rank_correlation(numbers{10, 20, 20, 40}, numbers{1, 2, 3, 4}).value().value(),
                4.5 / std::sqrt(22.5), 1e-15);
    EXPECT_EQ(sdc::rank_correlation(numbers{1, 2, 3}, numbers{5, 50, 500}).value(), 1.0);
    EXPECT_EQ(sdc::rank_correlation(numbers{1, 2, 3}, numbers{3, 2, 1}).value(), -1.0);
    EXPECT_EQ(sdc::rank_correlation(numbers{1, 2, 3}, numbers{4, 4, 4}).value(), std::nullopt)
        << "no order is left";
}

TEST(InformationLoss, CramersVByHand) {
    EXPECT_EQ(sdc::cramers_v(numbers{5, 0, 0, 7}, 2).value(), 1.0)
        << "one variable tells the other";
    EXPECT_EQ(sdc::cramers_v(numbers{2, 4, 3, 6}, 2).value(), 0.0) << "independent";
    // chi^2 of (10 20 / 30 40) is 100 (10 x 40 - 20 x 30)^2 / (30 x 70 x 40 x 60).
    EXPECT_NEAR(sdc::cramers_v(numbers{10, 20, 30, 40}, 2).value().value(),
                std::sqrt(200.0 * 200 / (30.0 * 70 * 40 * 60)), 1e-12);
    EXPECT_EQ(sdc::cramers_v(numbers{5, 0, 0, 0, 0, 0, 0, 0, 7}, 3).value(), 1.0)
        << "rows and columns of nobody do not count";
    EXPECT_EQ(sdc::cramers_v(numbers{5, 1, 3}, 3).value(), std::nullopt);
    EXPECT_EQ(sdc::cramers_v(numbers{0, 0, 0, 0}, 2).value(), std::nullopt);
}

TEST(InformationLoss, Properties) {
    sdc::detail::splitmix64 random(7);
    for (int round = 0; round < 200; ++round) {
        numbers a, b;
        for (int i = 0; i < 12; ++i) {
            a.push_back(static_cast<double>(random.below(9)));
            b.push_back(static_cast<double>(random.below(9)) / 2);
        }
        EXPECT_EQ(sdc::average_distance(a, a).value(), 0);
        EXPECT_EQ(sdc::relative_distance(a, a).value(), 0);
        EXPECT_EQ(sdc::hellinger_distance(a, a).value(), 0);
        EXPECT_EQ(sdc::average_distance(a, b).value(), sdc::average_distance(b, a).value());
        EXPECT_EQ(sdc::hellinger_distance(a, b).value(), sdc::hellinger_distance(b, a).value());
        EXPECT_EQ(sdc::rank_correlation(a, b).value(), sdc::rank_correlation(b, a).value());
        EXPECT_GT(sdc::average_distance(a, b).value(), 0);
        EXPECT_GT(sdc::hellinger_distance(a, b).value(), 0);
        const auto r = sdc::rank_correlation(a, b).value();
        ASSERT_TRUE(r);
        EXPECT_LE(std::abs(*r), 1);
        auto squares = a; // an increasing function keeps ranks
        for (auto& n : squares) n *= n;
        EXPECT_DOUBLE_EQ(*sdc::rank_correlation(squares, b).value(), *r);
        const auto v = sdc::cramers_v(a, 4).value();
        ASSERT_TRUE(v);
        EXPECT_TRUE(*v >= 0 && *v <= 1);
        auto thrice = a;
        for (auto& n : thrice) n *= 3;
        EXPECT_NEAR(*sdc::cramers_v(thrice, 4).value(), *v, 1e-12);
    }
}

TEST(InformationLoss, RefusesWhatIsNoTable) {
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN(),
                   infinite = std::numeric_limits<double>::infinity();
    const auto refused = [](const numbers& a, const numbers& b) {
        EXPECT_THAT(sdc::average_distance(a, b), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::relative_distance(a, b), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::hellinger_distance(a, b), HasErrc(errc::bad_argument));
        EXPECT_THAT(sdc::rank_correlation(a, b), HasErrc(errc::bad_argument));
    };
    refused({}, {});
    refused({1, 2}, {1});
    refused({1}, {-1});
    refused({nan}, {1});
    refused({1}, {infinite});
    EXPECT_THAT(sdc::cramers_v(numbers{1, 2, 3}, 2), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::cramers_v(numbers{1, 2, 3}, 0), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::cramers_v(numbers{}, 1), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::cramers_v(numbers{-1, 2}, 2), HasErrc(errc::bad_argument));
}

} // namespace
