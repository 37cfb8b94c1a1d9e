/// The audit of one large component whose cells hardly have room: F3p, where most suppressed counts
/// are 1 or 2.
#include <instances.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/protect/suppress.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>

namespace {

class DenseTable : public testing::TestWithParam<std::int64_t> {};

/// Where witnesses show everything the attack is a second opinion, and must end although it cannot
/// settle all.
TEST_P(DenseTable, IsAuditedInTheEnd) {
    const auto t = std::make_shared<const sdc::table>(instances::make_table("F3p"));
    const auto p = sdc::suppress(
        t, {.rules = {sdc::threshold{.minimum = 5}}, .intruders = {.coalition = GetParam()}});
    ASSERT_THAT(p, support::IsOk());
    const auto proof = sdc::audit(*p, {.attack = sdc::attack_scope::all});
    ASSERT_THAT(proof, support::IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, p->requirements.size());
    EXPECT_GT(proof->summary().proved_by_attack, p->requirements.size() / 3);
    EXPECT_EQ(proof->summary().proved_against_intruders,
              GetParam() == 0 ? 0 : p->requirements.size());
}

INSTANTIATE_TEST_SUITE_P(Slow, DenseTable, testing::Values(0, 1));

} // namespace
