#include <sdc/io/group_release.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace {

using support::HasErrc;
using support::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class GroupRelease : public ::testing::Test {
protected:
    [[nodiscard]] sdc::result<std::vector<sdc::linked_release>>
    read(const std::string& group, const sdc::announced_method& method,
         bool leaves_out_empty = false) const {
        const std::vector files{
            sdc::parse_csv("race,n\nTotal,90\nWhite,90\n" + group, "p.csv").value()};
        const std::vector<std::string> ids{"White", "Hispanic"};
        return sdc::read_overlapping_groups(
            files,
            {.by = {{.name = "race", .codes = sdc::hierarchy::flat(ids).value()}},
             .groups = {{"race", "Hispanic"}},
             .leaves_out_empty = leaves_out_empty},
            method);
    }
    const sdc::announced_method below_five{.rules = {sdc::threshold{.minimum = 5}}};
};

TEST_F(GroupRelease, IsALinkedTableOfTheGroupAndAllOthers) {
    const auto all = read("Hispanic,20\n", below_five);
    ASSERT_THAT(all, IsOk());
    ASSERT_EQ(all->size(), 1U);
    const auto& one = all->front();
    EXPECT_EQ(one.table.name, "Hispanic of p.csv");
    EXPECT_TRUE(one.is_public);
    EXPECT_EQ(one.facts.known.low(0), 90);
    EXPECT_EQ(one.facts.known.high(1), 20);
    EXPECT_THAT(one.facts.suppressed, ElementsAre(2)) << "of all others there is no number";
}

TEST_F(GroupRelease, WhatTheRuleSuppressesIsJudged) {
    EXPECT_THAT(read("Hispanic,4\n", below_five)->front().facts.suppressed, ElementsAre(1, 2));
    const auto marked = read("Hispanic,[c]\n", below_five);
    EXPECT_THAT(marked->front().facts.suppressed, ElementsAre(1, 2));
    EXPECT_EQ(marked->front().facts.known.low(1), 1);
    const sdc::announced_method eligible{
        .rules = {sdc::threshold{.minimum = 5, .zeros = sdc::zero_policy::eligible}}};
    EXPECT_EQ(read("Hispanic,[c]\n", eligible)->front().facts.known.low(1), 0);
    const auto empty = read("", below_five, true);
    EXPECT_EQ(empty->front().facts.known.high(1), sdc::unlimited) << "no row of its level";
}

TEST_F(GroupRelease, OtherMethodsAreNotAvailable) {
    EXPECT_THAT(read("Hispanic,20\n", {.bands = sdc::conventional(5)}),
                HasErrc(sdc::errc::not_available));
    EXPECT_THAT(read("Hispanic,20\n", {.rules = {sdc::group_disclosure{}}}),
                HasErrc(sdc::errc::not_available));
    EXPECT_THAT(*sdc::read_overlapping_groups({}, {}, {.bands = sdc::conventional(5)}), IsEmpty());
}

} // namespace
