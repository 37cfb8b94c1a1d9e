#include <sdc/attack/release_attack.hpp>

#include <matchers.hpp>

#include "public_files.hpp"

#include <gmock/gmock.h>

namespace {

using sdc::announced_method;
using sdc::cell_verdict;
using sdc::interval;
using support::IsOk;
using support::marker;
using support::no_row;
using ::testing::IsEmpty;

announced_method rule(std::int64_t minimum, sdc::zero_policy zeros = {}) {
    return {.rules = {sdc::threshold{.minimum = minimum, .zeros = zeros}}};
}

/// The findings by cell; a cell without one is judged to be no finding.
class ReleaseAttack : public ::testing::Test {
protected:
    void attack(const std::vector<std::int64_t>& cells, const announced_method& method = rule(5)) {
        const auto sources = support::published_series({{"p.csv", cells}});
        attack(sources, method);
    }
    void attack(const sdc::public_sources& sources, const announced_method& method) {
        const sdc::release_attack by(method, sources);
        const auto known = by.know();
        ASSERT_THAT(known, IsOk());
        auto judged = by.judge(*known);
        ASSERT_THAT(judged, IsOk());
        found = *std::move(judged);
    }
    [[nodiscard]] const sdc::finding& at(sdc::cell_index cell) const {
        static const sdc::finding none{};
        const auto f = std::ranges::find(found, cell, &sdc::finding::cell);
        EXPECT_NE(f, found.end()) << cell;
        return f == found.end() ? none : *f;
    }
    std::vector<sdc::finding> found;
};

TEST_F(ReleaseAttack, AMarkerAloneIsTheRestOfTheTotal) {
    attack({20, marker, 9, 8});
    EXPECT_EQ(at(1).outcome, cell_verdict::known);
    EXPECT_EQ(at(1).known, (interval{3, 3}));
}

TEST_F(ReleaseAttack, TwoMarkersThatLeaveEverySmallValueAreProtected) {
    attack({22, marker, marker, 8});
    EXPECT_EQ(at(1).known, (interval{1, 13})) << "zeros are shown, so that neither is 0";
    EXPECT_EQ(at(1).outcome, cell_verdict::is_protected);
    EXPECT_EQ(at(2).outcome, cell_verdict::is_protected);
}

/// 1 and 2, or 2 and 1: both are known to be below 3.
TEST_F(ReleaseAttack, SmallValuesThatAreNotAllPossibleAreAtRisk) {
    attack({11, marker, marker, 8});
    EXPECT_EQ(at(1).known, (interval{1, 2}));
    EXPECT_EQ(at(1).outcome, cell_verdict::known);
    attack({11, marker, marker, 8},
           {.rules = rule(5).rules, .protection = {.width = sdc::protection::kind::exact}});
    EXPECT_EQ(at(1).outcome, cell_verdict::is_protected) << "a second value is enough";
}

TEST_F(ReleaseAttack, WhatIsNotSmallIsNotUnsafe) {
    attack({100, marker, 9, 8});
    EXPECT_EQ(at(1).outcome, cell_verdict::no_unsafe);
    EXPECT_EQ(at(1).known, (interval{83, 83}));
}

TEST_F(ReleaseAttack, NumbersThatTheRuleSuppressesAreFound) {
    attack({20, 3, 9, 8});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(at(1).outcome, cell_verdict::published);
    attack({20, 0, 12, 8});
    EXPECT_THAT(found, IsEmpty()) << "zeros are shown";
    attack({20, 0, 12, 8}, rule(5, sdc::zero_policy::unsafe));
    EXPECT_EQ(at(1).outcome, cell_verdict::published);
    auto impossible = support::published_series({{"p.csv", {20, 0, 12, 8}}});
    impossible.structural_zeros = {1};
    attack(impossible, rule(5, sdc::zero_policy::unsafe));
    EXPECT_THAT(found, IsEmpty()) << "everybody knows it";
}

TEST_F(ReleaseAttack, WhatWasPublishedBeforeIsNoFinding) {
    auto sources = support::published_series({{"p.csv", {20, 3, 9, 8}}});
    sources.already_published = {.source = "earlier.csv", .cells = {1}, .numbers = {{1, 3}}};
    attack(sources, rule(5));
    EXPECT_THAT(found, IsEmpty());
    sources = support::published_series({{"p.csv", {20, marker, 9, 8}}});
    sources.already_published = {.source = "earlier.csv", .cells = {1}, .numbers = {{1, 3}}};
    attack(sources, rule(5));
    EXPECT_EQ(at(1).outcome, cell_verdict::already_public);
}

TEST_F(ReleaseAttack, ATotalBelowTheLimitHasNoBreakdown) {
    const announced_method method{
        .rules = {sdc::threshold{.minimum = 1, .min_total_for_breakdown = 10}}};
    attack({8, 3, 5}, method);
    EXPECT_EQ(at(1).outcome, cell_verdict::published);
    EXPECT_EQ(at(2).outcome, cell_verdict::published);
    attack({12, 3, 9}, method);
    EXPECT_THAT(found, IsEmpty());
}

/// All but one of the four are in one category of the cell's group: the total.
TEST_F(ReleaseAttack, GroupsAreJudgedByWhatIsShown) {
    const auto t = support::cross({{3, 1}, {9, 9}}, {.column = sdc::role::sensitive});
    std::vector<std::int64_t> cells(t.values().begin(), t.values().end());
    sdc::public_sources sources{.tables =
                                    std::make_shared<const sdc::linked_tables>(t.shared_cube())};
    sources.files = {support::published_file("p.csv", t.shared_cube(), cells)};
    attack(sources, {.rules = {sdc::group_disclosure{.coalition = 1}}});
    const auto cell = support::cross_cell(t, 0, 0);
    EXPECT_EQ(at(cell).outcome, cell_verdict::published);
    EXPECT_NE(at(cell).group, sdc::no_cell);
}

TEST_F(ReleaseAttack, RoundedNumbersThatMayBeSmallAreJudged) {
    const auto bands = sdc::conventional(5);
    auto sources = support::published_series({{"p.csv", {20, 5, 15}}});
    sources.bands = bands;
    const auto c = sources.tables->tables().front().cube;
    sources.files[0].read = [c, bands](const sdc::marker_meaning&) {
        sdc::public_table made{.known = sdc::knowledge(c), .listed = {true, true, true}};
        for (sdc::cell_index cell = 0; cell < 3; ++cell) {
            const auto values = sdc::preimage(bands, std::vector{20, 5, 15}[cell]);
            made.known.learn(cell, values.low, values.high);
        }
        return sdc::result<sdc::public_table>(made);
    };
    attack(sources, {.rules = rule(5).rules, .bands = bands});
    ASSERT_EQ(found.size(), 1U) << "15 is 13 or more";
    EXPECT_TRUE(at(1).is_rounded);
    EXPECT_EQ(at(1).known, (interval{3, 7}));
    EXPECT_EQ(at(1).outcome, cell_verdict::is_protected);
}

} // namespace
