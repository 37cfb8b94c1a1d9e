#include <sdc/protect/gaussian_suppression.hpp>

#include <instances.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>

namespace {

/// What other packages suppress by elimination, as bench/peers.md has it: GaussSuppression 1.2.3,
/// F2f50 by SIMPLEHEURISTIC of sdcTable 0.34.
struct peer {
    std::string name;
    std::uint64_t secondaries = 0;
    std::int64_t value = 0;
};

class EliminatedInstance : public testing::TestWithParam<peer> {};

TEST_P(EliminatedInstance, IsThatOfOtherPackages) {
    const auto t = std::make_shared<const sdc::table>(instances::make_table(GetParam().name));
    const auto n =
        sdc::count(sdc::gaussian_suppression(t, {.rules = {sdc::threshold{.minimum = 5}}}).value());
    EXPECT_EQ(n.complements, GetParam().secondaries);
    EXPECT_EQ(n.complement_value, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(Golden, EliminatedInstance,
                         testing::Values(peer{"F2f20", 7, 69}, peer{"F2f50", 15, 87},
                                         peer{"F2f100", 23, 136}, peer{"F2f200", 45, 275},
                                         peer{"F3t", 92, 1094}, peer{"F3s", 451, 5271}),
                         [](const auto& one) { return one.param.name; });

} // namespace
