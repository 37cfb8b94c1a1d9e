/// What is left of a release is the same however it is audited: tests/slow has 5,000 of them.
#include "support/three_audits.hpp"

#include <gtest/gtest.h>

namespace {

TEST(ThreeAudits, LeaveTheSame) {
    std::size_t released = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const auto one = support::audit_three_ways(seed);
        released += one.released;
        EXPECT_EQ(one.differs, "") << "seed " << seed;
    }
    EXPECT_GT(released, 150U);
}

} // namespace
