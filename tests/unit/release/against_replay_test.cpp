#include <sdc/release/against_replay.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/protect/optimal.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace {

using sdc::cell_status;
using ::testing::HasSubstr;

std::shared_ptr<const sdc::table> crossed(const std::vector<std::vector<std::int64_t>>& rows) {
    return std::make_shared<const sdc::table>(support::cross(rows));
}

sdc::suppress_options options(std::uint8_t key) {
    sdc::suppress_options o{.rules = {sdc::threshold{.minimum = 3}}};
    o.cost.key.emplace().bytes.front() = key;
    return o;
}

sdc::result<sdc::plan> protect(std::shared_ptr<const sdc::table> t, const sdc::suppress_options& o,
                               const sdc::against_replay_options& how = {}) {
    auto made = sdc::suppress_against_replay(std::move(t), o, how);
    if (!made) return made.error();
    return std::move(made->plan);
}

/// One unsafe cell, and nothing that makes one complement better than another.
std::shared_ptr<const sdc::table> with_ties() {
    return crossed({{1, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9}});
}

TEST(AgainstReplay, TheKeyDecides) {
    std::vector<std::vector<cell_status>> plans;
    for (std::uint8_t key = 0; key < 8; ++key) {
        const auto p = protect(with_ties(), options(key)).value();
        EXPECT_EQ(protect(with_ties(), options(key)).value().status, p.status) << "the same key";
        EXPECT_EQ(p.status[support::cross_cell(*p.source, 0, 0)], cell_status::primary);
        plans.push_back(p.status);
    }
    std::ranges::sort(plans);
    EXPECT_GT(std::ranges::unique(plans).begin() - plans.begin(), 4)
        << "other keys, other complements";
}

TEST(AgainstReplay, TheAuditProvesThePlan) {
    for (std::uint8_t key = 0; key < 8; ++key) {
        for (const auto& t : {with_ties(), crossed({{1, 4, 7}, {3, 2, 9}, {6, 8, 2}})}) {
            auto p = protect(t, options(key));
            ASSERT_TRUE(p) << sdc::to_string(p.error());
            EXPECT_TRUE(p->protection.levels.empty())
                << "what is told of the method does not say that more was protected";
            EXPECT_GT(p->cost, 0);
            EXPECT_TRUE(sdc::audit(*std::move(p)));
        }
    }
}

/// A complement that may be 1 or 2 for all that is public, and of which that is not all that is
/// possible, is what replay tells apart.
TEST(AgainstReplay, ComplementsThatMayBeUnsafeAreProtected) {
    std::size_t open = 0;
    const auto count_open = [](const sdc::plan& p) {
        std::vector<sdc::cell_index> asked;
        for (sdc::cell_index cell = 0; cell < p.status.size(); ++cell) {
            if (p.status[cell] == cell_status::secondary && !p.source->cube().is_margin(cell))
                asked.push_back(cell);
        }
        const auto found = sdc::bounds(sdc::knowledge_of(p), asked).value();
        return static_cast<std::size_t>(std::ranges::count_if(found, [](const sdc::interval& i) {
            return i.low == 2 || (i.low == 1 && i.high == 1);
        }));
    };
    for (std::int64_t a = 2; a < 8; ++a) {
        for (std::int64_t b = 2; b < 8; ++b) {
            const auto t = crossed({{1, a, 7}, {b, 5, 9}, {6, 8, 4}});
            open += count_open(sdc::suppress(t, options(1)).value());
            EXPECT_EQ(count_open(protect(t, options(1), {.one_in = 0}).value()), 0U)
                << a << ' ' << b;
        }
    }
    EXPECT_GT(open, 0U) << "else the test shows nothing";
}

TEST(AgainstReplay, SuppressesMoreThanIsNeeded) {
    const auto count = [](std::uint32_t one_in) {
        std::uint64_t sum = 0;
        for (std::uint8_t key = 0; key < 16; ++key)
            sum += sdc::count(protect(with_ties(), options(key), {.one_in = one_in}).value())
                       .suppressed();
        return sum;
    };
    EXPECT_EQ(count(0), 16U * 4U);
    EXPECT_GT(count(8), count(0) + 16);
    EXPECT_EQ(count(1), 16U * 24U) << "all but the total";
}

TEST(AgainstReplay, WhatMustStayPublicStays) {
    auto o = options(3);
    const auto t = with_ties();
    o.must_publish = {support::row_total(*t, 1), support::cross_cell(*t, 3, 3)};
    o.rules = {sdc::threshold{.minimum = 3, .publish_total = true}};
    const auto p = protect(t, o, {.one_in = 1}).value();
    for (const auto cell : {sdc::cell_index{0}, o.must_publish[0], o.must_publish[1]})
        EXPECT_EQ(p.status[cell], cell_status::published);
    const auto zero =
        protect(crossed({{1, 9, 0}, {9, 9, 5}, {7, 7, 7}}), options(3), {.one_in = 1}).value();
    EXPECT_EQ(zero.status[support::cross_cell(*zero.source, 0, 2)], cell_status::published)
        << "zeros are shown";
    const auto safe = protect(crossed({{9, 9}, {9, 9}}), options(3), {.one_in = 1}).value();
    EXPECT_EQ(sdc::count(safe).suppressed(), 0U) << "nothing is unsafe";
}

TEST(AgainstReplay, SaysWhatWasDone) {
    const auto p = sdc::suppress_against_replay(with_ties(), options(3), {.one_in = 1}).value();
    EXPECT_EQ(p.made_by, "against replay: costs perturbed by a secret key; 0 further cells "
                         "protected as if they were unsafe; 20 cells suppressed by the key alone");
}

TEST(AgainstReplay, TakesAnotherMethod) {
    const sdc::suppression_method optimal = [](std::shared_ptr<const sdc::table> t,
                                               const sdc::suppress_options& o) {
        return sdc::suppress_optimally(std::move(t), o);
    };
    auto p = protect(with_ties(), options(3), {.method = optimal, .one_in = 0}).value();
    EXPECT_EQ(p.cost, p.lower_bound);
    EXPECT_TRUE(sdc::audit(std::move(p)));
}

TEST(AgainstReplay, Refuses) {
    auto o = options(1);
    o.cost.key.reset();
    const auto keyless = protect(with_ties(), o);
    ASSERT_FALSE(keyless);
    EXPECT_EQ(keyless.error().code, sdc::errc::bad_argument);
    EXPECT_THAT(keyless.error().wanted, HasSubstr("cost.key"));
    o = options(1);
    o.intruders.coalition = 1;
    EXPECT_EQ(protect(with_ties(), o).error().code, sdc::errc::not_available);
    o = options(1);
    o.run.cancel = [] { return true; };
    EXPECT_EQ(protect(with_ties(), o).error().code, sdc::errc::cancelled);
}

} // namespace
