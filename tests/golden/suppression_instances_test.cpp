#include <instances.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/protect/suppress.hpp>

#include <hash.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ios>
#include <memory>
#include <ostream>
#include <sstream>
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
    for (const auto& n : p.requirements) {
        for (const auto field : {n.cell, n.minus, static_cast<std::uint64_t>(n.direction)})
            all.add(field);
        all.add(n.limit);
    }
    for (const auto& w : p.witnesses) {
        all.add(std::uint64_t{w.move.size()});
        for (const auto& [cell, change] : w.move) {
            all.add(cell);
            all.add(change);
        }
    }
    const auto first_further = std::ranges::find(p.proofs, true, &sdc::protection_proof::further);
    for (const auto& proof : std::span(p.proofs.begin(), first_further))
        all.add(std::uint64_t{proof.witness});
    const std::span further(first_further, p.proofs.end());
    all.add(std::uint64_t{further.size()});
    for (const auto& proof : further) {
        all.add(std::uint64_t{proof.requirement});
        all.add(std::uint64_t{proof.witness});
    }
    all.add(p.cost);
    return all.value();
}

sdc::result<sdc::plan> suppress_instance(const std::string& name, std::int64_t coalition = 0,
                                         unsigned threads = 1) {
    return sdc::suppress(std::make_shared<const sdc::table>(instances::make_table(name)),
                         {.rules = {sdc::threshold{.minimum = 5}},
                          .intruders = {.coalition = coalition},
                          .threads = threads});
}

class SuppressedInstance : public testing::TestWithParam<ceiling> {};

TEST_P(SuppressedInstance, IsConfirmedByTheAuditAndNoWorseThanBefore) {
    const auto p = suppress_instance(GetParam().name);
    ASSERT_THAT(p, support::IsOk());
    const auto n = sdc::count(*p);
    const auto found = GetParam().name + ": " + std::to_string(n.complements) +
                       " secondaries of value " + std::to_string(n.complement_value);
    EXPECT_LE(n.complements, GetParam().secondaries) << found;
    EXPECT_LE(n.complement_value, GetParam().value) << found;
    RecordProperty("found", found);
    const auto proof = sdc::audit(*p);
    ASSERT_THAT(proof, support::IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, p->requirements.size());
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
        EXPECT_EQ(proof->summary().proved_by_attack, alone.summary().proved_by_attack)
            << threads << " threads";
    }
}

INSTANTIATE_TEST_SUITE_P(Golden, SuppressedInstance,
                         testing::Values(ceiling{"F2f10", 6, 39}, ceiling{"F2f20", 8, 79},
                                         ceiling{"F2f50", 18, 107}, ceiling{"F2hs", 20, 224},
                                         ceiling{"F2hm", 90, 762}, ceiling{"F3t", 124, 1479},
                                         ceiling{"F3s", 521, 6120}),
                         [](const auto& one) { return one.param.name; });

/// The whole plan of an instance, the same on every platform, compiler and number of threads. After
/// a change that may alter plans (it belongs under "Changes results"): run `test_golden
/// --gtest_filter='*PinnedPlan*'` and paste the lines that it prints over those below.
struct pin {
    std::string name;
    std::int64_t coalition = 0;
    std::uint64_t hash = 0;
};

std::string name_of(const pin& p) { return p.name + (p.coalition > 0 ? "Inside" : ""); }
void PrintTo(const pin& p, std::ostream* out) { *out << name_of(p); }

class PinnedPlan : public testing::TestWithParam<pin> {};

TEST_P(PinnedPlan, IsTheSameWithAnyNumberOfThreads) {
    const auto& [name, coalition, hash] = GetParam();
    const auto alone = suppress_instance(name, coalition);
    ASSERT_THAT(alone, support::IsOk());
    std::ostringstream line;
    line << "pin{\"" << name << "\", " << coalition << ", 0x" << std::hex << std::uppercase
         << hash_of(*alone) << "U}";
    EXPECT_EQ(hash_of(*alone), hash) << "now: " << line.str();
    EXPECT_EQ(std::ranges::any_of(alone->proofs, &sdc::protection_proof::further), coalition > 0);
    const auto proof = sdc::audit(*alone);
    ASSERT_THAT(proof, support::IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, alone->requirements.size());
    EXPECT_EQ(proof->summary().proved_against_intruders,
              coalition == 0 ? 0 : alone->requirements.size());
    for (const unsigned threads : {2U, 8U}) {
        const auto p = suppress_instance(name, coalition, threads);
        ASSERT_THAT(p, support::IsOk()) << threads << " threads";
        EXPECT_TRUE(p->status == alone->status) << threads << " threads";
        EXPECT_TRUE(std::ranges::equal(p->witnesses, alone->witnesses, {}, &sdc::witness::move,
                                       &sdc::witness::move))
            << threads << " threads";
        EXPECT_TRUE(p->proofs == alone->proofs) << threads << " threads";
        EXPECT_EQ(hash_of(*p), hash_of(*alone)) << threads << " threads";
    }
}

INSTANTIATE_TEST_SUITE_P(
    Golden, PinnedPlan,
    testing::Values(pin{"F2h", 0, 0x529EE86BBBAE5034U}, pin{"F2h", 1, 0x9F82FC67E889CCBBU},
                    pin{"F3t", 0, 0xAA9B05ADCD1806D6U}, pin{"F3t", 1, 0xF6B204C4E926DA02U},
                    pin{"F3s", 0, 0xA2D594298DAF9651U}, pin{"F3s", 1, 0x6EF287EEFA9BD939U},
                    pin{"F4t", 0, 0x5033DC2B98CE09BDU}, pin{"F4m", 0, 0x58D738AAB32238A4U}),
    [](const auto& one) { return name_of(one.param); });

} // namespace
