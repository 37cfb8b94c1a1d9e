#include <instances.hpp>

#include <sdc/attack/audited.hpp>
#include <sdc/protect/suppress.hpp>

#include <hash.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

namespace {

/// The most that suppression may give up; fewer is progress, and then the numbers here are lowered.
struct ceiling {
    std::string name;
    std::uint64_t secondaries = 0;
    std::int64_t value = 0;
};

void PrintTo(const ceiling& c, std::ostream* out) { *out << c.name; }

/// Of everything that a plan decides and claims.
std::uint64_t hash_of(const sdc::plan& p) {
    support::hash all;
    for (const auto status : p.status) all.add(static_cast<std::uint64_t>(status));
    for (const auto& n : p.needs) {
        for (const auto field : {n.cell, n.minus, static_cast<std::uint64_t>(n.direction)}) all.add(field);
        all.add(n.limit);
    }
    for (const auto& w : p.witnesses) {
        all.add(std::uint64_t{w.move.size()});
        for (const auto& [cell, change] : w.move) {
            all.add(cell);
            all.add(change);
        }
    }
    for (const auto w : p.witness_of) all.add(std::uint64_t{w});
    all.add(p.cost);
    return all.value();
}

sdc::result<sdc::plan> suppress_instance(const std::string& name) {
    return sdc::suppress(std::make_shared<const sdc::table>(instances::make_table(name)), {.rules = {sdc::threshold{.minimum = 5}}});
}

class SuppressedInstance : public testing::TestWithParam<ceiling> {};

TEST_P(SuppressedInstance, IsConfirmedByTheAuditAndNoWorseThanBefore) {
    const auto p = suppress_instance(GetParam().name);
    ASSERT_THAT(p, support::IsOk());
    const auto n = sdc::count(*p);
    const auto found = GetParam().name + ": " + std::to_string(n.complements) + " secondaries of value " + std::to_string(n.complement_value);
    EXPECT_LE(n.complements, GetParam().secondaries) << found;
    EXPECT_LE(n.complement_value, GetParam().value) << found;
    RecordProperty("found", found);
    const auto proof = sdc::audit(*p);
    ASSERT_THAT(proof, support::IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, p->needs.size());
}

TEST_P(SuppressedInstance, IsTheSameOnEveryRunAndThreadCount) {
    const auto first = suppress_instance(GetParam().name).value();
    const auto second = suppress_instance(GetParam().name).value();
    EXPECT_EQ(hash_of(first), hash_of(second));
    const auto alone = sdc::audit(first, {.threads = 1}).value();
    for (const unsigned threads : {2U, 8U}) {
        const auto proof = sdc::audit(first, {.threads = threads});
        ASSERT_THAT(proof, support::IsOk()) << threads << " threads";
        EXPECT_EQ(hash_of(proof->plan()), hash_of(alone.plan())) << threads << " threads";
        EXPECT_EQ(proof->summary().proved_by_attack, alone.summary().proved_by_attack) << threads << " threads";
    }
}

INSTANTIATE_TEST_SUITE_P(Golden, SuppressedInstance,
                         testing::Values(ceiling{"F2f10", 6, 39}, ceiling{"F2f20", 9, 86}, ceiling{"F2f50", 18, 116}, ceiling{"F2hs", 20, 224},
                                         ceiling{"F2hm", 91, 786}, ceiling{"F3t", 122, 1523}, ceiling{"F3s", 532, 6436}),
                         [](const auto& one) { return one.param.name; });

} // namespace
