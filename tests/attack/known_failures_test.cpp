/// What other programs have let through, as their users reported it: each case on the public
/// interface, with the release that must not be.
#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/rank.hpp>
#include <sdc/protect/suppress.hpp>

#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace {

using namespace sdc;
using support::HasErrc;
using support::IsOk;

/// The table with these cells suppressed and no others.
plan pattern(const table& t, std::vector<rule> rules, const std::vector<cell_index>& suppressed,
             protection width = {}, internal_intruders intruders = {}) {
    plan p{.source = std::make_shared<const table>(t),
           .rules = std::move(rules),
           .protection = width,
           .intruders = std::move(intruders)};
    p.verdicts = evaluate(t, p.rules).value();
    p.status.assign(t.size(), cell_status::published);
    for (const auto cell : suppressed)
        p.status[cell] =
            p.verdicts.reasons(cell).empty() ? cell_status::secondary : cell_status::primary;
    p.requirements = list_requirements(t, p.verdicts, p.rules, width);
    return p;
}

std::vector<interval> intervals(const plan& p, std::vector<cell_index> cells) {
    return bounds(knowledge_of(p), cells).value();
}

// sdcTable, issue 135: a row of 1, 1, 1 whose other cells are published.

TEST(KnownFailures, ThreeSingletonsInARow) {
    const auto t = support::series({1, 1, 1, 9});
    const threshold shown{.minimum = 3}, eligible{.minimum = 3, .zeros = zero_policy::eligible};
    EXPECT_THAT(audit(pattern(t, {shown}, {1, 2, 3})), HasErrc(errc::not_proved))
        << "where zeros are shown three of three are one each";
    EXPECT_THAT(audit(pattern(t, {eligible}, {1, 2, 3})), IsOk());
    EXPECT_THAT(audit(pattern(t, {eligible}, {1, 2, 3}, {}, {.coalition = 1})), IsOk())
        << "each has 0 to 2 for each of the others";
    EXPECT_THAT(audit(pattern(t, {eligible}, {1, 2, 3}, {}, {.coalition = 2})),
                HasErrc(errc::not_proved));
    EXPECT_THAT(audit(pattern(t, {eligible}, {1, 2, 3, 4}, {}, {.coalition = 2})), IsOk());
    // Two of them: each is the only doubt of the other.
    EXPECT_THAT(audit(pattern(support::series({1, 1, 9}), {eligible}, {1, 2})), IsOk());
    EXPECT_THAT(
        audit(pattern(support::series({1, 1, 9}), {eligible}, {1, 2}, {}, {.coalition = 1})),
        HasErrc(errc::not_proved));
}

TEST(KnownFailures, ASingletonWhoseComplementIsAMargin) {
    // Rows 1, 1, 8 | 10 and 9, 9, 9 | 27: the ones and their columns suppressed. Who is one of them
    // knows the column's other cell, and so all.
    const auto t = support::cross({{1, 1, 8}, {9, 9, 9}});
    const threshold eligible{.minimum = 3, .zeros = zero_policy::eligible};
    const std::vector<cell_index> square{support::cross_cell(t, 0, 0), support::cross_cell(t, 0, 1),
                                         support::cross_cell(t, 1, 0),
                                         support::cross_cell(t, 1, 1)};
    EXPECT_THAT(audit(pattern(t, {eligible}, square)), IsOk());
    EXPECT_THAT(audit(pattern(t, {eligible}, square, {}, {.coalition = 1})),
                HasErrc(errc::not_proved));
    auto wide = square;
    wide.push_back(support::cross_cell(t, 0, 2));
    wide.push_back(support::cross_cell(t, 1, 2));
    EXPECT_THAT(audit(pattern(t, {eligible}, wide, {}, {.coalition = 1})), IsOk());
}

// sdcTable, issue 160: the suppressed cells of a row add to a number that is public. What is
// protected here is each unsafe cell, and its interval reaches t-1: so what is suppressed together
// with it cannot add to less than t-1.

TEST(KnownFailures, WithheldCellsThatAddToLessThanTheRuleHides) {
    const threshold rule{.minimum = 5, .zeros = zero_policy::eligible};
    EXPECT_THAT(audit(pattern(support::series({1, 2, 9, 7}), {rule}, {1, 2})),
                HasErrc(errc::not_proved))
        << "3 in all: neither can be 4";
    const auto four = pattern(support::series({1, 3, 9, 7}), {rule}, {1, 2});
    EXPECT_THAT(audit(four), IsOk());
    EXPECT_EQ(intervals(four, {1, 2}), (std::vector<interval>{{0, 4, true}, {0, 4, true}}))
        << "each cell is protected, their sum of 4 is public";
    EXPECT_THAT(audit(pattern(support::series({1, 3, 9, 7}), {rule}, {1, 2},
                              {.width = protection::kind::reach})),
                HasErrc(errc::not_proved))
        << "who wants sums of the threshold and more asks for `reach`";
    EXPECT_THAT(audit(pattern(support::series({1, 3, 9, 7}), {rule}, {1, 2, 4},
                              {.width = protection::kind::reach})),
                IsOk());
}

TEST(KnownFailures, OneContributorHasNearlyAllThatIsWithheld) {
    // 1 and 9 suppressed: a holding of 8 of the 9 leaves 1 or 2 for the other, one of all 9 leaves
    // its value.
    const threshold rule{.minimum = 3};
    const auto t = support::series({1, 9, 20});
    for (const std::int64_t units : {1, 8, 9}) {
        const internal_intruders one{
            .holdings = {{.name = "one",
                          .own = {{.cell = 2, .units = units, .sole_contributor = units == 9}}}}};
        EXPECT_EQ(audit(pattern(t, {rule}, {1, 2}, {}, one)).has_value(), units < 9) << units;
    }
}

// sdcTable, issue 194: equations that only whole numbers that are not negative solve in one way.

TEST(KnownFailures, CellsThatOnlyWholeNumbersFix) {
    std::size_t fixed_by_whole_numbers = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        support::splitmix64 random(seed);
        const auto t = support::random_table(
            seed, {.dimensions = 3, .branching = 2, .depth = 1, .mean = 2, .zero_percent = 30});
        if (t.grand_total() < 3 || t.grand_total() > 11) continue;
        const threshold rule{.minimum = 3, .zeros = zero_policy::eligible};
        std::vector<cell_index> suppressed;
        const auto v = evaluate(t, std::vector<sdc::rule>{rule}).value();
        for (cell_index cell = 1; cell < t.size(); ++cell) {
            if (!v.reasons(cell).empty() || random.percent(40)) suppressed.push_back(cell);
        }
        const auto p = pattern(t, {rule}, suppressed, {.width = protection::kind::exact});
        std::vector<std::set<std::int64_t>> values(t.size());
        support::brute_force(t.cube()).for_each_table(
            knowledge_of(p), [&](std::span<const std::int64_t> table) {
                for (std::size_t i = 0; i < table.size(); ++i) values[i].insert(table[i]);
            });
        const bool is_known = std::ranges::any_of(
            p.requirements, [&](const requirement& n) { return values[n.cell].size() == 1; });
        ASSERT_EQ(audit(p).has_value(), !is_known) << "seed " << seed;
        std::vector<cell_index> known;
        for (const auto& n : p.requirements) {
            if (values[n.cell].size() == 1) known.push_back(n.cell);
        }
        const auto by_sums = find_derivable(knowledge_of(p), known).value();
        fixed_by_whole_numbers += static_cast<std::size_t>(
            std::ranges::count(by_sums, derivability::not_derivable, &rank_answer::verdict));
    }
    EXPECT_GT(fixed_by_whole_numbers, 20u) << "of what sums alone determine any program knows";
}

// sdcTable, issues 35 and 130: the pattern of the last period.

TEST(KnownFailures, TheLastPatternDoesNotFitTheNewCounts) {
    const threshold rule{.minimum = 5};
    const auto before = suppress(support::series({3, 7, 9, 20}), {.rules = {rule}}).value();
    ASSERT_THAT(audit(before), IsOk());
    std::vector<cell_index> suppressed;
    for (cell_index cell = 0; cell < before.status.size(); ++cell) {
        if (is_suppressed(before.status[cell])) suppressed.push_back(cell);
    }
    ASSERT_EQ(suppressed, (std::vector<cell_index>{1, 2}));
    EXPECT_THAT(audit(pattern(support::series({3, 8, 9, 20}), {rule}, suppressed)), IsOk());
    EXPECT_EQ(audit(pattern(support::series({3, 8, 2, 20}), {rule}, suppressed)).error().message,
              "a flagged cell would be published");
    EXPECT_EQ(audit(pattern(support::series({3, 0, 9, 20}), {rule}, suppressed)).error().message,
              "a zero would be suppressed although the rule says that zeros are shown");
    EXPECT_THAT(audit(pattern(support::series({1, 1, 9, 20}), {rule}, suppressed)),
                HasErrc(errc::not_proved))
        << "both ones, since zeros are shown";
    // What stays public because it was is a limit, and where nothing is left the cells are named.
    const auto refusal =
        suppress(support::series({3, 8, 2, 20}), {.rules = {rule}, .must_publish = {0, 3, 4}});
    ASSERT_THAT(refusal, HasErrc(errc::not_protectable));
    EXPECT_EQ(refusal.error().cell, "x=x2");
}

} // namespace
