/// The judge is judged: by enumeration, by cases worked out by hand, and by releases that a judge
/// who knows less takes for safe. Then the library is judged by it.
#include "support/rule_judge.hpp"
#include "support/rule_releases.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

namespace {

using judge::failure;
using judge::intruder;
using judge::rule_judge;
using judge::zeros;
using support::release;

judge::table flat_table(std::vector<int> leaves) {
    judge::table t;
    t.axes = {support::flat_axis("a", static_cast<int>(leaves.size()))};
    support::set_leaves(t, leaves, std::vector<char>(leaves.size(), 0));
    return t;
}

judge::table tree_table(std::vector<int> parents, const std::vector<int>& leaves) {
    judge::table t;
    t.axes = {{.name = "a", .parent = std::move(parents)}};
    support::set_leaves(t, leaves, std::vector<char>(leaves.size(), 0));
    return t;
}

void suppress(judge::table& t, std::initializer_list<int> cells) {
    t.suppressed.assign(t.values.size(), 0);
    for (const int cell : cells) t.suppressed[static_cast<std::size_t>(cell)] = 1;
}

bool is_safe(const judge::table& t, const intruder& who = {}) {
    return rule_judge({t}, who).run().empty();
}

std::vector<int> disclosed_exactly(const judge::table& t) {
    std::vector<int> cells;
    for (const auto& f : rule_judge({t}).run()) {
        if (f.failure == failure::exact && (cells.empty() || cells.back() != f.cell))
            cells.push_back(f.cell);
    }
    return cells;
}

// By hand

TEST(RuleJudge, ADifferenceOfPublishedCells) {
    auto t = flat_table({1, 6, 7});
    t.size = judge::size_rule{.minimum = 5};
    suppress(t, {1});
    EXPECT_EQ(disclosed_exactly(t), std::vector{1});
    suppress(t, {1, 2}); // 7 in all, each 1 or more: 1 to 6
    EXPECT_TRUE(is_safe(t));
}

TEST(RuleJudge, WhatIsAskedOfACoveredCell) {
    auto t = flat_table({1, 6, 7});
    t.size = judge::size_rule{.minimum = 5};
    suppress(t, {1, 2});
    const rule_judge j({t});
    std::vector<std::string> texts;
    for (const auto& r : j.requirements(0, 1)) texts.push_back(r.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"two values", "at most 1", "at least 4"}));
    EXPECT_TRUE(j.requirements(0, 2).empty());
}

/// Two ones among published cells: 0 and 2 would leave nothing to be suppressed for.
TEST(RuleJudge, ThatSomethingIsSuppressedTellsBothOnes) {
    auto t = flat_table({4, 2, 1, 0, 1, 0});
    t.size = judge::size_rule{.minimum = 2, .zeros = zeros::eligible, .publish_total = true};
    suppress(t, {3, 5});
    EXPECT_EQ(disclosed_exactly(t), (std::vector{3, 5}));
    EXPECT_TRUE(is_safe(t, {.something_unsafe = false}));
}

/// Code 4 is published, so not nearly all of its group 2: 3 is 2 at least, and with that all is
/// known.
TEST(RuleJudge, APublishedCellIsNotNearlyAllOfItsGroup) {
    auto t = tree_table({0, 0, 1, 2, 2, 0}, {2, 2, 1});
    t.group = judge::group_rule{.coalition = 1};
    suppress(t, {1, 2, 3, 5});
    EXPECT_EQ(disclosed_exactly(t), (std::vector{1, 2}));
    EXPECT_TRUE(is_safe(t, {.published_cells = false}));
}

TEST(RuleJudge, ShownZerosTellThatTheOthersAreNot) {
    auto t = flat_table({1, 1, 7});
    t.size = judge::size_rule{.minimum = 2};
    suppress(t, {1, 2});
    EXPECT_EQ(disclosed_exactly(t), (std::vector{1, 2}));
    t.size->zeros = zeros::unsafe;
    EXPECT_TRUE(is_safe(t));
}

TEST(RuleJudge, AFlaggedCellThatIsPublishedIsFound) {
    auto t = flat_table({1, 6, 7});
    t.size = judge::size_rule{.minimum = 5};
    suppress(t, {2});
    ASSERT_FALSE(rule_judge({t}).run().empty());
    EXPECT_EQ(rule_judge({t}).run().front().failure, failure::not_followed);
}

/// What is a margin of one table only is known from the other.
TEST(RuleJudge, APairTellsWhatNeitherTableTells) {
    judge::table ab, az;
    ab.axes = {support::flat_axis("a", 2), support::flat_axis("b", 2)};
    az.axes = {support::flat_axis("a", 2), support::flat_axis("z", 2)};
    support::set_leaves(ab, {5, 5, 1, 8}, std::vector<char>(4, 0));
    support::set_leaves(az, {4, 6, 5, 4}, std::vector<char>(4, 0));
    ab.size = judge::size_rule{.minimum = 3};
    az.size = ab.size;
    suppress(ab, {0, 1, 6, 7}); // total, b1, a2, (a2, b1)
    suppress(az, {});
    EXPECT_TRUE(is_safe(ab));
    EXPECT_FALSE(rule_judge({ab, az}).run().empty());
}

// By enumeration

/// All leaf tables up to a bound above the judge's own, so that its bound is tried, too.
template <class F>
void for_each_table(std::size_t leaves, int most, F&& f) {
    std::vector<int> values(leaves, 0);
    for (;;) {
        f(values);
        std::size_t i = 0;
        while (i < leaves && values[i] == most) values[i++] = 0;
        if (i == leaves) return;
        ++values[i];
    }
}

/// Flagged cells and some others.
void suppress_at_random(support::splitmix64& random, release& r, std::uint64_t percent) {
    for (auto& t : r) {
        const judge::layout l(t);
        t.suppressed.clear();
        for (int cell = 0; cell < l.size(); ++cell) {
            const bool flagged = !judge::reasons(t, l, t.values, cell, t.values[0]).empty();
            t.suppressed.push_back(
                flagged || (judge::may_be_suppressed(t, l, cell) && random.percent(percent)));
        }
    }
}

struct comparison {
    int possible = 0, impossible = 0;
};

void compare(std::uint64_t seed, const release& r, const intruder& who, int most, comparison& n) {
    rule_judge j(r, who);
    if (!j.broken_by(j.truth()).empty()) return;
    std::vector<std::pair<judge::requirement, bool>> asked;
    for (std::size_t k = 0; k < r.size(); ++k) {
        for (int cell = 0; cell < j.of(k).size(); ++cell) {
            for (auto& needed : j.requirements(k, cell))
                asked.emplace_back(std::move(needed), false);
        }
    }
    const bool is_pair = r.size() > 1;
    for_each_table(j.truth().size() - (is_pair ? 2 : 0), most, [&](std::vector<int> leaves) {
        // The first of a pair is the two margins of the second.
        if (is_pair) leaves.insert(leaves.begin(), {leaves[0] + leaves[1], leaves[2] + leaves[3]});
        if (!j.broken_by(leaves).empty()) return;
        for (auto& [needed, found] : asked)
            found = found || std::ranges::any_of(needed.any_of, [&](const judge::line& l) {
                        return judge::holds(l, leaves);
                    });
    });
    for (const auto& [needed, found] : asked) {
        const auto said = j.is_possible(needed);
        ASSERT_EQ(said, found ? judge::outcome::found : judge::outcome::none)
            << support::report(seed, r, needed.text);
        ++(found ? n.possible : n.impossible);
    }
}

intruder random_intruder(support::splitmix64& random) {
    return {.published_cells = !random.percent(20),
            .suppressed_cells = !random.percent(20),
            .something_unsafe = !random.percent(20),
            .code_lists = !random.percent(20),
            .total_limits = !random.percent(20)};
}

TEST(RuleJudge, SearchAgreesWithEnumeration) {
    comparison n;
    for (std::uint64_t seed = 0; seed < 2'000 && !HasFatalFailure(); ++seed) {
        auto r = support::random_release(seed, false);
        const auto leaves = judge::layout(r[0]).leaf_cells().size();
        if (leaves > 4 || r[0].values[0] > 12) continue;
        support::splitmix64 random(seed);
        suppress_at_random(random, r, 20 + random.below(60));
        if (leaves <= 3)
            compare(seed, r, random_intruder(random), 24, n);
        else if (seed % 8 == 0)
            compare(seed, r, random_intruder(random), 13, n);
    }
    std::cout << "possible " << n.possible << ", impossible " << n.impossible << '\n';
    EXPECT_GT(n.possible, 500);
    EXPECT_GT(n.impossible, 100);
}

/// A dimension alone beside one with a second dimension: 2 and 4 leaves.
TEST(RuleJudge, SearchOfAPairAgreesWithEnumeration) {
    comparison n;
    for (std::uint64_t seed = 0; seed < 250 && !HasFatalFailure(); ++seed) {
        support::splitmix64 random(seed);
        judge::table t =
            flat_table({support::random_small_count(random), support::random_small_count(random)});
        if (t.values[0] > 7) continue;
        support::choose_rules(random, t);
        auto other = support::second_of_pair(random, t);
        if (other.values.size() > 9) continue;
        other.width = t.width;
        other.amount = t.amount;
        release r{t, other};
        suppress_at_random(random, r, 50);
        r[0].suppressed[1] = r[1].suppressed[3] = r[0].suppressed[1] || r[1].suppressed[3];
        compare(seed, r, random_intruder(random), 11, n);
    }
    std::cout << "possible " << n.possible << ", impossible " << n.impossible << '\n';
    EXPECT_GT(n.possible, 200);
    EXPECT_GT(n.impossible, 40);
}

// By releases of a judge who knows less

/// The flagged cells and the fewest others with which a judge of this knowledge is content; false
/// if there is none.
bool suppress_for(const intruder& who, judge::table& t) {
    const judge::layout l(t);
    std::vector<int> free;
    std::vector<char> flagged(t.values.size(), 0);
    for (int cell = 0; cell < l.size(); ++cell) {
        const auto i = static_cast<std::size_t>(cell);
        flagged[i] = !judge::reasons(t, l, t.values, cell, t.values[0]).empty();
        if (!flagged[i] && judge::may_be_suppressed(t, l, cell)) free.push_back(cell);
    }
    if (free.size() > 7) return false;
    for (int size = 0; size <= static_cast<int>(free.size()); ++size) {
        for (std::uint32_t pattern = 0; pattern < std::uint32_t{1} << free.size(); ++pattern) {
            if (std::popcount(pattern) != size) continue;
            t.suppressed = flagged;
            for (std::size_t i = 0; i < free.size(); ++i) {
                if (pattern >> i & 1) t.suppressed[static_cast<std::size_t>(free[i])] = 1;
            }
            if (rule_judge({t}, who).run().empty()) return true;
        }
    }
    return false;
}

struct sight {
    int released = 0, exact = 0, narrow = 0, not_followed = 0;
};

sight see_what_is_missed(const intruder& who, std::uint64_t seeds, bool limits_only = false) {
    sight n;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        auto r = support::random_release(seed, false);
        const bool has_limit =
            r[0].size && (r[0].size->hide_below > 0 || r[0].size->breakdown_from > 0);
        if ((limits_only && !has_limit) || !suppress_for(who, r[0])) continue;
        ++n.released;
        const auto findings = rule_judge(r).run();
        n.exact += std::ranges::any_of(findings,
                                       [](const auto& f) { return f.failure == failure::exact; });
        n.narrow += std::ranges::any_of(findings,
                                        [](const auto& f) { return f.failure == failure::narrow; });
        n.not_followed += std::ranges::any_of(
            findings, [](const auto& f) { return f.failure == failure::not_followed; });
    }
    std::cout << "released " << n.released << ", exact " << n.exact << ", too narrow " << n.narrow
              << '\n';
    EXPECT_EQ(n.not_followed, 0);
    return n;
}

TEST(RuleJudge, FindsWhatIsMissedWithoutPublishedCells) {
    const auto n = see_what_is_missed({.published_cells = false}, 600);
    EXPECT_GT(n.exact, 0);
    EXPECT_GT(n.narrow, 0);
}

TEST(RuleJudge, FindsWhatIsMissedWithoutSuppressedCells) {
    const auto n = see_what_is_missed({.suppressed_cells = false}, 600);
    EXPECT_GT(n.exact, 0);
    EXPECT_GT(n.narrow, 0);
}

TEST(RuleJudge, FindsWhatIsMissedWithoutAnythingUnsafe) {
    const auto n = see_what_is_missed({.something_unsafe = false}, 600);
    EXPECT_GT(n.exact, 0);
    EXPECT_GT(n.narrow, 0);
}

TEST(RuleJudge, FindsWhatIsMissedWithoutCodeLists) {
    const auto n = see_what_is_missed({.code_lists = false}, 600);
    EXPECT_GT(n.exact + n.narrow, 0);
}

TEST(RuleJudge, FindsWhatIsMissedWithoutTheLimitsOnTheTotal) {
    const auto n = see_what_is_missed({.total_limits = false}, 2'000, true);
    EXPECT_GT(n.exact + n.narrow, 0);
}

TEST(RuleJudge, FindsNothingWhereNothingIsMissed) {
    const auto n = see_what_is_missed({}, 200);
    EXPECT_GT(n.released, 0);
    EXPECT_EQ(n.exact + n.narrow, 0);
}

// The library

/// 2,000 tables, one in four of them a linked pair.
class RuleJudgeLibrary : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RuleJudgeLibrary, DisclosesNothing) {
    support::tally n;
    for (std::uint64_t i = 0; i < 500; ++i)
        support::judge_release(GetParam() * 500 + i, i % 4 == 3, n);
    std::cout << n;
    EXPECT_EQ(n.exact, 0u);
    EXPECT_EQ(n.narrow, 0u);
    EXPECT_EQ(n.not_followed + n.undecided + n.audit_failed + n.other_error, 0u);
    EXPECT_GT(n.suppressing, 200u) << "refused too often to tell anything";
}

INSTANTIATE_TEST_SUITE_P(Part, RuleJudgeLibrary, testing::Range<std::uint64_t>(0, 4));

} // namespace
