#include <sdc/policy/preset_bands.hpp>

#include <gmock/gmock.h>

#include <vector>

namespace {

using sdc::threshold;
using sdc::zero_policy;
using ::testing::IsEmpty;
using ::testing::Not;

sdc::preset preset(std::string_view id) { return sdc::find_preset(id).value(); }

TEST(PresetBands, TheNameSaysWhatTheThresholdSuppresses) {
    EXPECT_EQ(sdc::name_with_threshold(sdc::conventional(5), {.minimum = 5}),
              "redact 1-4, nearest 5");
    EXPECT_EQ(
        sdc::name_with_threshold(sdc::conventional(5), {.minimum = 5, .zeros = zero_policy::hide}),
        "redact 0-4, nearest 5");
    EXPECT_EQ(sdc::name_with_threshold(sdc::conventional(5), {.minimum = 1}), "nearest 5")
        << "no count is below";
}

/// A preset that redacts 1 to 7 by its bands rounds alone beside a threshold of 10, which
/// suppresses 8 and 9 as well.
TEST(PresetBands, LeaveSuppressionToTheThreshold) {
    const auto alone = sdc::bands_of(preset("nhse_hes_2018"), {});
    EXPECT_EQ(alone, sdc::redact_and_round(7, 5));
    const auto beside = sdc::bands_of(preset("nhse_hes_2018"), threshold{.minimum = 10});
    ASSERT_EQ(beside.bands.size(), 1U);
    EXPECT_EQ(beside.bands.front(), sdc::conventional(5).bands.front());
    EXPECT_EQ(beside.name, "redact 1-9, nearest 5");
    const auto labels = sdc::bands_of(preset("ofqual"), threshold{.minimum = 10});
    EXPECT_EQ(labels, preset("ofqual").bands()) << "labels are not suppression";
}

TEST(PresetBands, SayWhatTheyLabelAndHide) {
    EXPECT_TRUE(sdc::labels_small_counts(preset("ofqual").bands()));
    EXPECT_FALSE(sdc::labels_small_counts(preset("nhse_hes_2018").bands()));
    EXPECT_TRUE(sdc::suppresses_or_labels(preset("ofqual").bands()));
    EXPECT_TRUE(sdc::suppresses_or_labels(preset("nhse_hes_2018").bands()));
    EXPECT_FALSE(sdc::suppresses_or_labels(sdc::conventional(5)));
}

/// Of 1 to 5 suppressed the first number that is shown, 5, can only be 6 or 7.
TEST(PresetBands, WarningsAreThoseOfBothTogether) {
    const auto rounding = sdc::conventional(5);
    EXPECT_THAT(sdc::find_warnings(rounding, std::vector<sdc::rule>{}), IsEmpty());
    EXPECT_THAT(sdc::find_warnings(rounding, std::vector<sdc::rule>{threshold{.minimum = 6}}),
                Not(IsEmpty()));
    EXPECT_THAT(sdc::find_warnings(rounding, std::vector<sdc::rule>{threshold{.minimum = 8}}),
                IsEmpty());
}

} // namespace
