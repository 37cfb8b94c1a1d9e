#include "support/three_audits.hpp"

#include <gtest/gtest.h>

namespace {

TEST(ThreeAudits, LeaveTheSameOfFiveThousandReleases) {
    std::size_t released = 0;
    std::uint64_t seed = 1'000;
    for (; released < 5'000 && seed < 30'000; ++seed) {
        const auto one = support::audit_three_ways(seed);
        released += one.released;
        EXPECT_EQ(one.differs, "") << "seed " << seed;
    }
    EXPECT_EQ(released, 5'000U);
}

} // namespace
