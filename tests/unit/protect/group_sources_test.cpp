#include <sdc/protect/group_sources.hpp>

#include <sdc/attack/audit.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <memory>
#include <vector>

namespace {

using support::HasErrc;
using support::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const sdc::table> group_and_others() {
    return std::make_shared<const sdc::table>(support::cross({{0, 7}, {3, 0}}));
}

TEST(GroupSources, NobodySeesAZeroOfAllOthers) {
    const std::vector<sdc::rule> rules{sdc::threshold{.minimum = 5}};
    const auto made = sdc::sources_of_group(group_and_others(), "r", rules);
    ASSERT_THAT(made, IsOk());
    ASSERT_EQ(made->size(), 2U);
    const auto& whole = made->front();
    EXPECT_EQ(std::get<sdc::threshold>(whole.rules.front()).zeros, sdc::zero_policy::eligible);
    EXPECT_THAT(whole.must_publish, ElementsAre(4)) << "the group's zero is shown";
    const auto& alone = made->back();
    EXPECT_EQ(alone.name, "r=r0");
    EXPECT_THAT(alone.rules, IsEmpty()) << "those of all";
    EXPECT_EQ(alone.counts->cube().codes(0).size(), 1U);
    EXPECT_THAT(std::vector(alone.counts->values().begin(), alone.counts->values().end()),
                ElementsAre(7, 0, 7));
}

TEST(GroupSources, OtherPoliciesHoldForBoth) {
    const std::vector<sdc::rule> rules{
        sdc::threshold{.minimum = 5, .zeros = sdc::zero_policy::eligible}};
    const auto made = sdc::sources_of_group(group_and_others(), "r", rules);
    ASSERT_THAT(made, IsOk());
    ASSERT_EQ(made->size(), 1U);
    EXPECT_THAT(made->front().rules, IsEmpty());
    EXPECT_THAT(sdc::sources_of_group(group_and_others(), "x", rules),
                HasErrc(sdc::errc::bad_argument));
}

} // namespace
