#include <sdc/release/protect_measures.hpp>

#include <sdc/attack/audit.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace sdc;
using support::HasErrc;
using testing::HasSubstr;

const std::vector<std::string> areas{"A", "B", "C", "D"};
const std::vector<std::string> kinds{"x", "y", "z"};

/// Counts of areas by kinds, row by row.
std::shared_ptr<const table> counts_of(const std::vector<std::int64_t>& leaves,
                                       const std::vector<std::string>& rows_of = areas) {
    records rows{.source = "t", .names = {"area", "kind", "n"}};
    std::size_t next = 0;
    for (const auto& area : rows_of) {
        for (const auto& kind : kinds) {
            rows.fields.append(
                std::array<std::string, 3>{area, kind, std::to_string(leaves.at(next++))});
        }
    }
    const std::vector<dimension> by{{.name = "area", .codes = hierarchy::flat(rows_of).value()},
                                    {.name = "kind", .codes = hierarchy::flat(kinds).value()}};
    return std::make_shared<const table>(tabulate(rows, {.by = by, .count = "n"}).value());
}

suppress_options below_5(zero_policy zeros = zero_policy::show) {
    return {.rules = {threshold{.minimum = 5, .zeros = zeros}}};
}

std::vector<audited> audit_all(std::vector<plan> plans) {
    std::vector<audited> proofs;
    for (auto& p : plans) proofs.push_back(audit(std::move(p)).value());
    return proofs;
}

const auto incidents = counts_of({3, 20, 30, 40, 50, 60, 70, 80, 90, 15, 25, 35});
const auto arrests = counts_of({9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});

TEST(ProtectMeasures, ACellThatIsUnsafeInOneIsSuppressedAndProvedInAll) {
    const std::vector<counted_measure> both{{"incidents", incidents}, {"arrests", arrests}};
    const auto alone = suppress(arrests, below_5()).value();
    EXPECT_EQ(std::ranges::count_if(alone.status, is_suppressed), 0);
    const auto proofs = audit_all(suppress_measures(both, below_5()).value());
    for (const auto& proof : proofs) {
        const auto& p = proof.plan();
        EXPECT_EQ(std::ranges::count(p.status, cell_status::primary), 1);
        EXPECT_FALSE(p.requirements.empty());
        EXPECT_GE(std::ranges::count(p.status, cell_status::secondary), 3);
    }
    EXPECT_EQ(proofs[0].plan().status, proofs[1].plan().status);
}

/// If a number stands beside the marker, the cell is unsafe in no measure: here the complement
/// would be 5 or more, and the unsafe cell 1, since both together are 6.
TEST(ProtectMeasures, NoNumberBesideAMarkerTellsComplementsFromUnsafeCells) {
    support::splitmix64 random(17);
    int suppressed = 0;
    for (int run = 0; run < 200; ++run) {
        const auto zeros = random.percent(50) ? zero_policy::show : zero_policy::eligible;
        std::vector<counted_measure> measures;
        for (const auto* name : {"a", "b", "c"}) {
            std::vector<std::int64_t> leaves;
            for (int i = 0; i < 12; ++i)
                leaves.push_back(random.percent(20)
                                     ? static_cast<std::int64_t>(random.below(6))
                                     : static_cast<std::int64_t>(20 + random.below(40)));
            measures.push_back({name, counts_of(leaves)});
        }
        auto plans = suppress_measures(measures, below_5(zeros));
        if (!plans) {
            EXPECT_THAT(plans, HasErrc(errc::not_protectable));
            continue;
        }
        const auto proofs = audit_all(*std::move(plans));
        for (cell_index cell = 0; cell < measures[0].counts->size(); ++cell) {
            bool marked = false, shown = false;
            for (const auto& proof : proofs) {
                const auto& p = proof.plan();
                const bool zero_rule = zeros == zero_policy::show && p.source->value(cell) == 0;
                const bool hidden = is_suppressed(p.status[cell]);
                EXPECT_FALSE(hidden && zero_rule);
                marked = marked || hidden;
                shown = shown || (!hidden && !zero_rule);
                const auto n = p.source->value(cell);
                EXPECT_TRUE(hidden || n == 0 || n >= 5);
            }
            suppressed += marked ? 1 : 0;
            EXPECT_FALSE(marked && shown) << run << ' ' << cell;
        }
    }
    EXPECT_GT(suppressed, 500);
}

TEST(ProtectMeasures, CostsAreThoseOfAllComplements) {
    const std::vector<counted_measure> both{{"incidents", incidents}, {"arrests", arrests}};
    auto options = below_5();
    options.cost.by = suppression_cost::unity;
    const auto plans = suppress_measures(both, options).value();
    for (const auto& p : plans)
        EXPECT_EQ(p.cost, std::ranges::count(p.status, cell_status::secondary));
}

TEST(ProtectMeasures, CellsThatAreListedAlreadyStayListed) {
    const std::vector<counted_measure> both{{"incidents", incidents}, {"arrests", arrests}};
    auto options = below_5();
    const auto last = static_cast<cell_index>(arrests->size() - 1);
    options.rules.emplace_back(listed_cells{{last}});
    const auto plans = suppress_measures(both, options).value();
    for (const auto& p : plans) EXPECT_EQ(p.status[last], cell_status::primary);
}

TEST(ProtectMeasures, WhatCannotBeDoneIsRefused) {
    const std::vector<counted_measure> one{{"incidents", incidents}};
    EXPECT_THAT(suppress_measures(one, below_5()), HasErrc(errc::bad_argument));
    const std::vector<counted_measure> none{{"incidents", incidents}, {"arrests", nullptr}};
    EXPECT_THAT(suppress_measures(none, below_5()), HasErrc(errc::bad_argument));
    const std::vector<std::string> others{"A", "B", "C", "E"};
    const std::vector<counted_measure> other{
        {"incidents", incidents},
        {"arrests", counts_of({9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, others)}};
    EXPECT_THAT(suppress_measures(other, below_5()), HasErrc(errc::bad_argument));
    const std::vector<counted_measure> both{{"incidents", incidents}, {"arrests", arrests}};
    auto internal = below_5();
    internal.intruders.coalition = 1;
    EXPECT_THAT(suppress_measures(both, internal), HasErrc(errc::not_available));
    auto kept = below_5();
    kept.must_publish = {static_cast<cell_index>(kinds.size() + 2)}; // A, x: unsafe
    const auto refused = suppress_measures(both, kept);
    ASSERT_THAT(refused, HasErrc(errc::not_protectable));
    EXPECT_THAT(refused.error().message, HasSubstr("incidents: "));
}

TEST(ProtectMeasures, RoundingRefusesWhatItCannotShare) {
    const std::vector<counted_measure> both{{"incidents", incidents}, {"arrests", arrests}};
    const banding fives{.name = "nearest 5",
                        .bands = {{.low = 0, .action = band_action::round, .base = 5}}};
    const auto plans = round_measures(both, {.bands = fives}).value();
    ASSERT_EQ(plans.size(), 2U);
    EXPECT_EQ(plans[1].source, arrests);
    const auto refused = round_measures(both, {.bands = fives, .rules = {threshold{.minimum = 5}}});
    ASSERT_THAT(refused, HasErrc(errc::not_available));
    EXPECT_THAT(refused.error().message, HasSubstr("a cell of incidents and not of arrests"));
    EXPECT_THAT(refused.error().cell, HasSubstr("area=A"));
}

} // namespace
