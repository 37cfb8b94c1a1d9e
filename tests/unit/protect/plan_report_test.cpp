#include <sdc/plan/published_value.hpp>
#include <sdc/protect/plan_report.hpp>

#include <small_tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace {

using sdc::cell_status;
using sdc::plan;
using sdc::requirement;
using support::cross_cell;

/// (0, 0) is unsafe; (0, 1), (1, 0) and (1, 1) protect it; the third column is not touched.
plan square() {
    plan p{.source = std::make_shared<const sdc::table>(support::cross({{3, 50, 7}, {60, 70, 8}})),
           .cost = 180};
    const auto& t = *p.source;
    p.status.assign(t.size(), cell_status::published);
    p.status[cross_cell(t, 0, 0)] = cell_status::primary;
    for (const auto cell : {cross_cell(t, 0, 1), cross_cell(t, 1, 0), cross_cell(t, 1, 1)})
        p.status[cell] = cell_status::secondary;
    p.requirements = {
        {.cell = cross_cell(t, 0, 0), .direction = requirement::side::down, .limit = 1},
        {.cell = cross_cell(t, 0, 0), .direction = requirement::side::up, .limit = 4}};
    p.witnesses = {{{{cross_cell(t, 0, 0), -2},
                     {cross_cell(t, 0, 1), 2},
                     {cross_cell(t, 1, 0), 2},
                     {cross_cell(t, 1, 1), -2}}},
                   {{{cross_cell(t, 0, 0), 1},
                     {cross_cell(t, 0, 1), -1},
                     {cross_cell(t, 1, 0), -1},
                     {cross_cell(t, 1, 1), 1}}}};
    p.proofs = {{.requirement = 0, .witness = 0}, {.requirement = 1, .witness = 1}};
    return p;
}

TEST(PlanReport, CountsWhatIsPublished) {
    const auto r = sdc::report(square());
    EXPECT_EQ(r.counts.complements, 3U);
    EXPECT_EQ(r.counts.complement_value, 180);
    EXPECT_EQ(r.leaves.cells, 6U);
    EXPECT_EQ(r.leaves.published, 2U);
    EXPECT_EQ(r.leaves.value, 198);
    EXPECT_EQ(r.leaves.published_value, 15);
    ASSERT_EQ(r.levels.size(), 3U);
    EXPECT_EQ(r.levels[0].cells, 1U);
    EXPECT_EQ(r.levels[0].published_value, 198);
    EXPECT_EQ(r.levels[1].cells, 5U) << "two rows, three columns";
    EXPECT_EQ(r.levels[1].published, 5U);
    EXPECT_EQ(r.levels[2].published, 2U);
}

TEST(PlanReport, ComplementsSayWhatTheyProtect) {
    auto p = square();
    const auto unsafe = cross_cell(*p.source, 0, 0);
    for (const auto& why : sdc::report(p).complements) {
        EXPECT_EQ(why.protects, unsafe);
        EXPECT_EQ(why.unsafe_cells, 1U);
        EXPECT_EQ(why.requirements, 2U);
    }
    // A second unsafe cell, whose witness moves (1, 1) farther.
    const auto other = cross_cell(*p.source, 0, 2), moved = cross_cell(*p.source, 1, 1);
    p.status[other] = cell_status::primary;
    p.requirements.push_back({.cell = other, .limit = 12});
    p.witnesses.push_back({{{other, 5}, {moved, 5}}});
    p.proofs.push_back({.requirement = 2, .witness = 2});
    const auto r = sdc::report(p);
    ASSERT_EQ(r.complements.size(), 3U);
    EXPECT_EQ(r.complements[0].unsafe_cells, 1U);
    EXPECT_EQ(r.complements[2].cell, moved);
    EXPECT_EQ(r.complements[2].protects, other);
    EXPECT_EQ(r.complements[2].unsafe_cells, 2U);
    EXPECT_EQ(r.complements[2].requirements, 3U);
}

TEST(PlanReport, FurtherProofsAreNotCounted) {
    auto p = square();
    const auto before = sdc::report(p);
    p.proofs.push_back({.requirement = 0, .witness = 1, .further = true});
    const auto r = sdc::report(p);
    EXPECT_EQ(r.by_witness, before.by_witness);
    EXPECT_EQ(r.complements.front().requirements, before.complements.front().requirements);
}

TEST(PlanReport, AComplementThatNoWitnessMoves_GoesWithOthers) {
    auto p = square();
    p.status[cross_cell(*p.source, 1, 2)] = cell_status::secondary;
    const auto r = sdc::report(p);
    EXPECT_EQ(r.complements.back().protects, sdc::no_cell);
    EXPECT_EQ(r.complements.back().requirements, 0U);
}

TEST(PlanReport, TheGapIsKnownIfTheBoundIs) {
    auto p = square();
    EXPECT_FALSE(sdc::report(p).gap());
    p.lower_bound = 170;
    p.stopped_early = true;
    EXPECT_EQ(sdc::report(p).gap(), 10);
    EXPECT_TRUE(sdc::report(p).stopped_early);
    EXPECT_TRUE(sdc::report(p).all_by_witness());
    p.proofs.clear();
    EXPECT_FALSE(sdc::report(p).all_by_witness());
}

} // namespace
