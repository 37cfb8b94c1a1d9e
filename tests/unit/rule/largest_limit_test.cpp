#include <sdc/rule/largest_limit.hpp>

#include <sdc/rule/requirement.hpp>

#include <matchers.hpp>

namespace {

using sdc::errc;
using sdc::largest_limit;
using sdc::unlimited;
using support::HasErrc;
using support::IsOk;

/// Everything that takes a limit, with this one.
std::vector<std::pair<const char*, sdc::result<void>>> check_all(std::int64_t n) {
    using kind = sdc::protection::kind;
    return {
        {"threshold.minimum", check(sdc::threshold{.minimum = n})},
        {"threshold.hide_zeros_below_total", check(sdc::threshold{.hide_zeros_below_total = n})},
        {"threshold.min_total_for_breakdown", check(sdc::threshold{.min_total_for_breakdown = n})},
        {"group_disclosure.coalition", check(sdc::group_disclosure{.coalition = n})},
        {"protection.percent", check(sdc::protection{.width = kind::percent, .percent = n})},
        {"protection.absolute", check(sdc::protection{.width = kind::absolute, .absolute = n})},
        {"protection.levels[0].lower", check(sdc::protection{.levels = {{.lower = n}}})},
        {"protection.levels[0].upper", check(sdc::protection{.levels = {{.upper = n}}})},
        {"protection.levels[0].sliding", check(sdc::protection{.levels = {{.sliding = n}}})}};
}

TEST(LargestLimit, IsTakenByEveryRuleAndWidth) {
    for (const auto& [name, checked] : check_all(largest_limit))
        EXPECT_THAT(checked, IsOk()) << name;
}

TEST(LargestLimit, BeyondItEveryRuleAndWidthIsRefused) {
    for (const std::int64_t n : {largest_limit + 1, unlimited - 1, unlimited, std::int64_t{-1}}) {
        for (const auto& [name, checked] : check_all(n)) {
            ASSERT_THAT(checked, HasErrc(errc::bad_argument)) << name;
            EXPECT_EQ(checked.error().message, name);
            EXPECT_EQ(checked.error().found, std::to_string(n));
            EXPECT_THAT(checked.error().wanted, ::testing::HasSubstr("at most 1000000000000000"));
        }
    }
}

} // namespace
