#include <sdc/policy/rule_options.hpp>

#include <matchers.hpp>

#include <gmock/gmock.h>

#include <variant>
#include <vector>

namespace {

using sdc::errc;
using sdc::rule_options;
using sdc::threshold;
using sdc::zero_policy;
using support::HasErrc;
using ::testing::IsEmpty;

sdc::preset preset(std::string_view id) { return sdc::find_preset(id).value(); }

TEST(RuleOptions, WithoutAnythingThereIsNoRule) {
    EXPECT_FALSE(sdc::threshold_of({}).value());
    EXPECT_THAT(sdc::rules_of({}).value(), IsEmpty());
    EXPECT_FALSE(rule_options().names_rule());
}

TEST(RuleOptions, WhatIsSaidWinsOverThePreset) {
    const auto made = sdc::threshold_of({.policy = preset("uk_foi_le5"),
                                         .threshold = 10,
                                         .zeros = {.hide_below_total = 100},
                                         .publish_total = true})
                          .value();
    EXPECT_EQ(made, (threshold{.minimum = 10,
                               .zeros = zero_policy::hide,
                               .hide_zeros_below_total = 100,
                               .publish_total = true}));
    const auto zeros =
        sdc::threshold_of({.policy = preset("uk_foi_le5"), .zeros = {.zeros = zero_policy::show}})
            .value();
    EXPECT_EQ(zeros, threshold{.minimum = 6});
}

TEST(RuleOptions, ATotalThatThePresetReleasesIsReleased) {
    const auto made =
        sdc::threshold_of({.policy = preset("uk_police_total_only"), .threshold = 3}).value();
    EXPECT_TRUE(made->publish_total);
    EXPECT_EQ(made->min_total_for_breakdown, 5);
}

/// Without a number zeros and totals flag no cell for its own size.
TEST(RuleOptions, WithoutANumberNoCountIsSmall) {
    const auto made =
        sdc::rules_of({.zeros = {.zeros = zero_policy::unsafe}, .group_disclosure = 0}).value();
    ASSERT_EQ(made.size(), 2U);
    EXPECT_EQ(std::get<threshold>(made[0]),
              (threshold{.minimum = 1, .zeros = zero_policy::unsafe}));
    EXPECT_EQ(std::get<sdc::group_disclosure>(made[1]).coalition, 0);
}

TEST(RuleOptions, ZerosAndTheTotalGoWithARule) {
    for (const auto& alone :
         {rule_options{.zeros = {.zeros = zero_policy::hide}}, rule_options{.publish_total = true},
          rule_options{.policy = preset("opensafely_midpoint6"),
          .zeros = {.hide_below_total = 5}}}) {
        const auto made = sdc::rules_of(alone);
        ASSERT_THAT(made, HasErrc(errc::bad_argument));
        EXPECT_EQ(made.error().field, "rules");
    }
}

TEST(RuleOptions, AnErrorNamesTheOption) {
    const auto of = [](const rule_options& o) { return sdc::rules_of(o).error().field; };
    EXPECT_EQ(of({.threshold = 0}), "threshold");
    EXPECT_EQ(of({.threshold = 5, .min_total_for_breakdown = 3}), "min-total-for-breakdown");
    EXPECT_EQ(of({.threshold = 5, .zeros = {.hide_below_total = -1}}), "zeros.hide-below");
    EXPECT_EQ(of({.group_disclosure = -1}), "group-disclosure");
}

TEST(RuleOptions, BesideBandsThatLabelAPresetSuppressesNothingUnasked) {
    EXPECT_THAT(sdc::rules_with_bands({.policy = preset("ofqual")}).value(), IsEmpty());
    EXPECT_EQ(sdc::rules_with_bands({.policy = preset("ofqual"), .threshold = 5}).value().size(),
              1U);
    EXPECT_EQ(sdc::rules_with_bands({.policy = preset("nhse_hes_2018")}).value().size(), 1U)
        << "its bands suppress";
    EXPECT_EQ(sdc::rules_of({.policy = preset("ofqual")}).value().size(), 1U);
}

TEST(RuleOptions, AreDescribedAfterThePolicy) {
    const std::vector<sdc::rule> rules{threshold{.minimum = 5, .min_total_for_breakdown = 10},
                                       sdc::group_disclosure{.coalition = 2},
                                       sdc::listed_cells{{1, 2}}};
    EXPECT_EQ(sdc::describe_rules("", rules),
              "threshold 5, breakdown of a total from 10, group disclosure 2, cells listed 2");
    EXPECT_EQ(sdc::describe_rules("cms_11", std::vector<sdc::rule>{threshold{.minimum = 11}}),
              "cms_11, threshold 11");
    EXPECT_EQ(sdc::describe_rules("ofqual", {}), "ofqual");
}

} // namespace
