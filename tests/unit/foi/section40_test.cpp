#include <sdc/foi/section40.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using sdc::foi::section40_condition;
using ::testing::HasSubstr;

TEST(Section40, CitesTheConditionByNumber) {
    EXPECT_EQ(sdc::foi::limb(section40_condition::first), "FOIA 2000 s.40(2) with s.40(3A)(a)");
    EXPECT_EQ(sdc::foi::limb(section40_condition::second), "FOIA 2000 s.40(2) with s.40(3B)");
    EXPECT_EQ(sdc::foi::limb(section40_condition::third), "FOIA 2000 s.40(2) with s.40(4A)");
    EXPECT_EQ(sdc::foi::principle(), "UK GDPR Art 5(1)(a)");
}

TEST(Section40, OnlyTheFirstConditionNeedsNoPublicInterestTest) {
    EXPECT_FALSE(sdc::foi::needs_public_interest_test(section40_condition::first));
    EXPECT_TRUE(sdc::foi::needs_public_interest_test(section40_condition::second));
    EXPECT_TRUE(sdc::foi::needs_public_interest_test(section40_condition::third));
}

TEST(Section40, TheFirstQuestionSaysThatANumberIsNotTheTest) {
    EXPECT_THAT(sdc::foi::section40_questions().front(), HasSubstr("[2018] UKUT 229 (AAC)"));
}

} // namespace
