#include <sdc/policy/presets.hpp>

#include <sdc/release/marker.hpp>

#include <matchers.hpp>

#include <set>

namespace {

TEST(Presets, EachNamesItsSourceAndHoldsARule) {
    for (const auto& p : sdc::presets) {
        SCOPED_TRACE(p.id);
        EXPECT_FALSE(p.authority.empty());
        EXPECT_FALSE(p.date.empty());
        EXPECT_FALSE(p.scope.empty());
        EXPECT_FALSE(p.source.empty());
        EXPECT_FALSE(p.says.empty());
        EXPECT_TRUE(p.limit.has_value() || p.bands != nullptr);
    }
}

TEST(Presets, HaveDistinctIdsByWhichTheyAreFound) {
    std::set<std::string_view> ids;
    for (const auto& p : sdc::presets) {
        EXPECT_TRUE(ids.insert(p.id).second) << p.id;
        const auto found = sdc::find_preset(p.id);
        ASSERT_THAT(found, support::IsOk());
        EXPECT_EQ(found->source, p.source);
    }
}

TEST(Presets, HaveValidRulesAndMarkers) {
    for (const auto& p : sdc::presets) {
        SCOPED_TRACE(p.id);
        EXPECT_THAT(sdc::check(p.limit.value_or(sdc::threshold{})), support::IsOk());
        EXPECT_THAT(sdc::check(p.bands != nullptr ? p.bands() : sdc::conventional(5)),
                    support::IsOk());
        EXPECT_THAT(sdc::find_marker("text=" + std::string(p.marker)), support::IsOk());
    }
}

TEST(Presets, SayTheNumbersOfTheirSources) {
    EXPECT_EQ(sdc::find_preset("uk_foi_lt5")->limit->minimum, 5);
    EXPECT_EQ(sdc::find_preset("uk_foi_le5")->limit->minimum, 6);
    EXPECT_EQ(sdc::find_preset("nhse_hes_2018")->limit->minimum, 8);
    EXPECT_EQ(sdc::find_preset("cms_11")->limit->minimum, 11);
    EXPECT_EQ(sdc::find_preset("ssb_3")->limit->minimum, 3);
    EXPECT_EQ(sdc::find_preset("wa_doh_10")->limit->minimum, 10);
    EXPECT_EQ(sdc::find_preset("acro_default")->limit->minimum, 10);
    EXPECT_EQ(sdc::find_preset("acro_default")->limit->zeros, sdc::zero_policy::unsafe)
        << "its mask is count < 10, so 0 fails";
    EXPECT_EQ(sdc::find_preset("ukllc_10")->limit->zeros, sdc::zero_policy::unsafe);
    EXPECT_TRUE(sdc::find_preset("uk_police_total_only")->limit->publish_total);
    EXPECT_EQ(sdc::find_preset("uk_police_total_only")->limit->min_total_for_breakdown, 5);
}

TEST(Presets, RoundAsTheirSourcesSay) {
    const auto number = [](const char* id, std::int64_t value) {
        return sdc::apply(sdc::find_preset(id)->bands(), value).number;
    };
    EXPECT_EQ(number("opensafely_7_5", 8), 10);
    EXPECT_EQ(number("opensafely_midpoint6", 1), 3);
    EXPECT_EQ(number("opensafely_midpoint6", 6), 3);
    EXPECT_EQ(number("opensafely_midpoint6", 7), 9);
    EXPECT_EQ(number("us_census_drb", 1250), 1300);
    EXPECT_EQ(sdc::apply(sdc::find_preset("us_census_drb")->bands(), 14).shows,
              sdc::band_value::kind::label);
    EXPECT_EQ(sdc::apply(sdc::find_preset("opensafely_7_5")->bands(), 7).shows,
              sdc::band_value::kind::suppressed);
    EXPECT_EQ(sdc::apply(sdc::find_preset("ofqual")->bands(), 4).shows,
              sdc::band_value::kind::label);
    EXPECT_EQ(number("ofqual", 0), 0);
}

TEST(Presets, UnknownIdNamesThoseThatExist) {
    const auto missing = sdc::find_preset("uk_foi");
    ASSERT_THAT(missing, support::HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(missing.error().wanted, ::testing::HasSubstr("uk_foi_lt5"));
}

} // namespace
