/// 100,000 releases of the library before the judge that knows the rules; the first of them are
/// those of tests/attack/rule_judge_test.cpp.
#include "support/rule_releases.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <iostream>

namespace {

class RuleJudgeLibrary : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RuleJudgeLibrary, DisclosesNothing) {
    support::tally n;
    for (std::uint64_t i = 0; i < 5'000; ++i)
        support::judge_release(GetParam() * 5'000 + i, i % 4 == 3, n);
    std::cout << n;
    EXPECT_EQ(n.exact, 0u);
    EXPECT_EQ(n.narrow, 0u);
    EXPECT_EQ(n.not_followed + n.audit_failed + n.other_error, 0u);
    EXPECT_LT(n.undecided, 5u);
    EXPECT_GT(n.suppressing, 2'000u) << "refused too often to tell anything";
}

INSTANTIATE_TEST_SUITE_P(Slow, RuleJudgeLibrary, testing::Range<std::uint64_t>(0, 20));

} // namespace
