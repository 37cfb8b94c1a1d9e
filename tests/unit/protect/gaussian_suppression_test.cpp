#include <sdc/protect/gaussian_suppression.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/plan/method_note.hpp>
#include <sdc/table/relations.hpp>

#include <generators.hpp>
#include <matchers.hpp>
#include <row_space.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

using sdc::cell_status;
using support::cross;
using support::cross_cell;

const sdc::suppress_options under_five{.rules = {sdc::threshold{.minimum = 5}}};

sdc::plan eliminate(const sdc::table& t, const sdc::suppress_options& options = under_five) {
    return sdc::gaussian_suppression(std::make_shared<const sdc::table>(t), options).value();
}

support::sparse_row unit(sdc::cell_index cell) { return {{cell, 1}}; }

/// Of all that addition and subtraction of the other cells can reach: the relations with those left
/// out.
template <class Suppressed>
support::row_space reached_if(const sdc::plan& p, Suppressed&& is_suppressed) {
    support::row_space space;
    sdc::for_each_relation(p.source->cube(), [&](const sdc::relation& r) {
        support::sparse_row row;
        const auto add = [&](sdc::cell_index cell, std::int64_t coefficient) {
            if (is_suppressed(cell)) row[cell] = coefficient;
        };
        add(r.total(), 1);
        r.for_each_part([&](sdc::cell_index part) { add(part, -1); });
        space.add(row);
    });
    return space;
}

bool reaches(const support::row_space& space, const sdc::requirement& n) {
    auto asked = unit(n.cell);
    if (n.minus != sdc::no_cell) asked[n.minus] = -1;
    return space.contains(asked);
}

/// Needs that some pattern meets as far as addition goes: zeros are shown, all else may be
/// suppressed.
std::vector<sdc::requirement> requirements_with_hope(const sdc::plan& p) {
    const auto space =
        reached_if(p, [&](sdc::cell_index cell) { return p.source->value(cell) != 0; });
    std::vector<sdc::requirement> requirements;
    std::ranges::copy_if(p.requirements, std::back_inserter(requirements),
                         [&](const sdc::requirement& n) { return !reaches(space, n); });
    return requirements;
}

void expect_holds_and_is_minimal(const sdc::plan& p, const std::string& what) {
    const auto requirements = requirements_with_hope(p);
    const auto space =
        reached_if(p, [&](sdc::cell_index cell) { return sdc::is_suppressed(p.status[cell]); });
    for (const auto& n : requirements)
        EXPECT_FALSE(reaches(space, n)) << what << ", cell " << n.cell;
    for (sdc::cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (p.status[cell] != cell_status::secondary) continue;
        auto with_it = space;
        with_it.add(unit(cell));
        EXPECT_TRUE(std::ranges::any_of(
            requirements, [&](const sdc::requirement& n) { return reaches(with_it, n); }))
            << what << ", cell " << cell;
    }
}

sdc::table random_table(std::size_t dimensions, std::uint64_t seed) {
    return support::random_table(seed, {.dimensions = dimensions,
                                        .branching = 3,
                                        .depth = dimensions > 2 ? 1U : 2U,
                                        .mean = 8,
                                        .single_child_percent = 5});
}

TEST(GaussianSuppression, LeavesNoUnsafeCellToAdditionAndNoComplementWithoutReason) {
    std::uint64_t complements = 0;
    for (std::size_t dimensions = 1; dimensions <= 4; ++dimensions) {
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            const auto p = eliminate(random_table(dimensions, seed));
            complements += sdc::count(p).complements;
            expect_holds_and_is_minimal(p, std::to_string(dimensions) + " dimensions, seed " +
                                               std::to_string(seed));
        }
    }
    EXPECT_GT(complements, 500U);
}

TEST(GaussianSuppression, LooksAtDifferencesOfCells) {
    const sdc::suppress_options groups{
        .rules = {sdc::threshold{.minimum = 3}, sdc::group_disclosure{}}};
    std::uint64_t differences = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        const auto p = eliminate(
            support::random_table(
                seed, {.dimensions = 2, .branching = 4, .depth = 1, .mean = 3, .zero_percent = 50}),
            groups);
        const auto requirements = requirements_with_hope(p);
        differences += static_cast<std::uint64_t>(std::ranges::count_if(
            requirements, [](const sdc::requirement& n) { return n.minus != sdc::no_cell; }));
        expect_holds_and_is_minimal(p, "seed " + std::to_string(seed));
    }
    EXPECT_GT(differences, 10U);
}

/// From the dearest down 70, 60, the row's total 53 and 50 go out; 3 then needs the square of 30,
/// 40 and 9, and 20 and 8 follow from the rest.
TEST(GaussianSuppression, PublishesFromTheDearestDown) {
    const auto t = cross({{3, 20, 30}, {40, 50, 9}, {60, 8, 70}});
    const auto p = eliminate(t);
    std::vector<sdc::cell_index> complements;
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        if (p.status[cell] == cell_status::secondary) complements.push_back(cell);
    }
    EXPECT_THAT(complements, testing::ElementsAre(cross_cell(t, 0, 2), cross_cell(t, 1, 0),
                                                  cross_cell(t, 1, 2)));
    EXPECT_EQ(p.cost, 79);
}

TEST(GaussianSuppression, PublishesAllThatNothingUnsafeIsIn) {
    const auto p = eliminate(cross({{30, 20}, {40, 50}}));
    EXPECT_EQ(sdc::count(p).suppressed(), 0U);
    EXPECT_THAT(sdc::audit(p), support::IsOk());
}

/// Five ones under a published total of five: each is 1 for all who know that no suppressed count
/// is 0.
TEST(GaussianSuppression, OfARowOfOnesIsDisclosedExactlyAndRefusedByTheAudit) {
    const auto t = cross({{1, 1, 1, 1, 1}, {9, 8, 7, 6, 9}, {20, 21, 22, 23, 24}});
    const auto p = eliminate(t);
    ASSERT_EQ(p.status[cross_cell(t, 0, 0)], cell_status::primary);
    expect_holds_and_is_minimal(p, "row of ones");
    const auto reader = sdc::knowledge_of(p);
    const std::vector<sdc::cell_index> first{cross_cell(t, 0, 0)};
    const auto found = sdc::bounds(reader, first);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_EQ(found->front(), (sdc::interval{.low = 1, .high = 1}));
    const auto refused = sdc::audit(p);
    ASSERT_THAT(refused, support::HasErrc(sdc::errc::not_proved));
    EXPECT_NE(refused.error().cell, "");
    EXPECT_THAT(sdc::audit(sdc::suppress(t, under_five).value()), support::IsOk());
}

TEST(GaussianSuppression, ClaimsNothing) {
    const auto p = eliminate(cross({{3, 20}, {40, 50}}));
    EXPECT_TRUE(p.by_gaussian_suppression);
    EXPECT_TRUE(p.witnesses.empty());
    EXPECT_TRUE(p.proofs.empty());
    EXPECT_EQ(p.lower_bound, 0);
    EXPECT_THAT(sdc::note_of(p).guarantee, testing::EndsWith("No protection of intervals"));
}

/// What happens to hold is for the audit to find out, and the note stays what it is.
TEST(GaussianSuppression, ThatHoldsPassesTheAuditAndStillSaysWhatItIs) {
    const auto proof = sdc::audit(eliminate(cross({{3, 20}, {40, 50}})));
    ASSERT_THAT(proof, support::IsOk());
    EXPECT_EQ(proof->summary().proved_by_witness, 0U);
    EXPECT_THAT(sdc::note_of(proof->plan()).guarantee,
                testing::EndsWith("No protection of intervals"));
}

TEST(GaussianSuppression, KeepsWhatIsToStayPublicAndGroupsTogether) {
    const auto t = cross({{3, 20, 30}, {40, 50, 9}});
    const auto kept =
        eliminate(t, {.rules = under_five.rules, .must_publish = {cross_cell(t, 0, 1)}});
    EXPECT_EQ(kept.status[cross_cell(t, 0, 1)], cell_status::published);
    expect_holds_and_is_minimal(kept, "kept");
    const auto group_members =
        eliminate(t, {.rules = under_five.rules,
                      .suppression_groups = {{cross_cell(t, 1, 0), cross_cell(t, 0, 2)}}});
    EXPECT_EQ(group_members.status[cross_cell(t, 1, 0)], group_members.status[cross_cell(t, 0, 2)]);
}

TEST(GaussianSuppression, RefusesWhatSuppressionRefuses) {
    const auto t = std::make_shared<const sdc::table>(cross({{3, 20}, {40, 50}}));
    EXPECT_THAT(sdc::gaussian_suppression(
                    t, {.rules = under_five.rules, .must_publish = {cross_cell(*t, 0, 0)}}),
                support::HasErrc(sdc::errc::not_protectable));
    EXPECT_THAT(
        sdc::gaussian_suppression(t, {.rules = under_five.rules, .must_publish = {t->size()}}),
        support::HasErrc(sdc::errc::bad_argument));
}

} // namespace
