#include <sdc/policy/rounding_options.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace {

using sdc::errc;
using sdc::protection;
using sdc::rounding_method;
using sdc::rounding_options;
using support::HasErrc;

sdc::preset preset(std::string_view id) { return sdc::find_preset(id).value(); }

template <class T>
void expect_field(const sdc::result<T>& refused, const std::string& field) {
    ASSERT_THAT(refused, HasErrc(errc::bad_argument)) << field;
    EXPECT_EQ(refused.error().field, field);
}

TEST(RoundingOptions, ABaseIsNamedBesideTheThreshold) {
    const auto nearest = sdc::banding_of({.base = 5}, {}).value();
    EXPECT_EQ(nearest, sdc::conventional(5));
    const auto beside =
        sdc::banding_of({.base = 5, .ties = sdc::tie_rule::half_even}, {.threshold = 8}).value();
    EXPECT_EQ(beside->bands, sdc::conventional(5, sdc::tie_rule::half_even).bands);
    EXPECT_EQ(beside->name.find("redact 1-7, nearest 5"), 0U) << beside->name;
    const auto bins = sdc::banding_of({.method = rounding_method::midpoint, .base = 6}, {}).value();
    EXPECT_EQ(bins, sdc::midpoint(6));
}

TEST(RoundingOptions, BandsAndABaseWinOverThePreset) {
    const sdc::rule_options hes{.policy = preset("nhse_hes_2018")};
    EXPECT_EQ(sdc::banding_of({}, hes).value()->bands, sdc::conventional(5).bands)
        << "what the threshold suppresses is left to it";
    EXPECT_EQ(sdc::banding_of({.base = 10}, hes).value()->bands, sdc::conventional(10).bands);
    EXPECT_EQ(sdc::banding_of({.bands = sdc::us_census_drb()}, hes).value(), sdc::us_census_drb());
    EXPECT_FALSE(sdc::banding_of({}, {}).value());
    EXPECT_FALSE(sdc::banding_of({}, {.policy = preset("cms_11")}).value()) << "it does not round";
}

TEST(RoundingOptions, ByChance) {
    EXPECT_FALSE(sdc::perturbation_of({.base = 5}).value());
    EXPECT_EQ(std::get<sdc::random_rounding>(
                  *sdc::perturbation_of({.method = rounding_method::random, .base = 7}).value()),
              (sdc::random_rounding{.bands = {{.base = 7}}}));
    EXPECT_EQ(
        std::get<sdc::controlled_rounding>(
            *sdc::perturbation_of({.method = rounding_method::controlled, .base = 5, .steps = 2})
                 .value()),
        (sdc::controlled_rounding{.base = 5, .steps = 2}));
    EXPECT_EQ(
        std::get<sdc::bounded_noise>(
            *sdc::perturbation_of({.method = rounding_method::noise, .deviation = 3}).value()),
        sdc::bounded_noise{.deviation = 3});
    EXPECT_EQ(std::get<sdc::random_rounding>(
                  *sdc::perturbation_of({.method = rounding_method::graduated}).value()),
              sdc::graduated_random_rounding());
}

TEST(RoundingOptions, WhatDoesNotGoTogetherIsRefused) {
    using enum rounding_method;
    expect_field(sdc::banding_of({.base = 0}, {}), "base");
    expect_field(sdc::banding_of({.method = midpoint, .base = 1}, {}), "base");
    expect_field(sdc::banding_of({.method = nearest}, {}), "method");
    expect_field(sdc::banding_of({.method = random, .base = 5}, {}), "method");
    expect_field(sdc::banding_of({.ties = sdc::tie_rule::half_up}, {}), "ties");
    expect_field(sdc::banding_of({.base = 5, .bands = sdc::conventional(5)}, {}), "bands");
    expect_field(sdc::banding_of({.base = 5}, {.publish_total = true}), "rules");
    expect_field(sdc::perturbation_of({.method = noise}), "method");
    expect_field(sdc::perturbation_of({.method = noise, .base = 5, .deviation = 1}), "method");
    expect_field(sdc::perturbation_of({.method = random}), "method");
    expect_field(
        sdc::perturbation_of({.method = random, .base = 5, .ties = sdc::tie_rule::half_up}),
        "method");
    expect_field(sdc::perturbation_of({.base = 5, .steps = 1}), "steps");
    expect_field(sdc::perturbation_of({.base = 5, .deviation = 1}), "deviation");
    expect_field(sdc::perturbation_of({.method = controlled, .base = 0}), "base");
    expect_field(sdc::perturbation_of({.method = noise, .deviation = -1}), "deviation");
}

TEST(RoundingOptions, ThePresetsBandsAreAnnouncedOnlyWithRounding) {
    const sdc::rule_options hes{.policy = preset("nhse_hes_2018")};
    const auto suppressed = sdc::announce(hes, {}, {}).value();
    EXPECT_EQ(suppressed.rules.size(), 1U);
    EXPECT_FALSE(suppressed.bands);
    EXPECT_TRUE(sdc::announce(hes, {.base = 5}, {}).value().bands);
    expect_field(sdc::announce({.publish_total = true}, {}, {}), "rules");
}

TEST(RoundingOptions, AMethodByChancePromisesASecondValueAlone) {
    const rounding_options noise{.method = rounding_method::noise, .deviation = 2};
    const auto made = sdc::announce({.threshold = 5}, noise, {}).value();
    EXPECT_TRUE(made.perturbed);
    EXPECT_FALSE(made.bands);
    EXPECT_EQ(made.protection.width, protection::kind::exact);
    EXPECT_EQ(sdc::announce({.threshold = 5}, noise, {.width = protection::kind::reach})
                  .value()
                  .protection.width,
              protection::kind::reach)
        << "what is asked for stays";
    EXPECT_EQ(sdc::announce({.threshold = 5}, {}, {}).value().protection.width,
              protection::kind::cover);
}

} // namespace
