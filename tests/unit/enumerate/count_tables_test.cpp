#include <sdc/enumerate/count_tables.hpp>

#include <sdc/enumerate/leaf_facts.hpp>

#include <captured_log.hpp>
#include <founding_case.hpp>
#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using support::all_in_2024, support::categories, support::knows_total, support::months_in_years;

TEST(CountTablesTest, FoundingCaseWithoutListing) {
    const auto c = months_in_years();
    auto known = knows_total(c, 4);
    const auto before = sdc::count_tables(known);
    ASSERT_THAT(before, support::IsOk());
    EXPECT_TRUE(before->exact());
    EXPECT_EQ(before->lower, 20'475); // C(28, 4)
    EXPECT_NEAR(before->lower_bits(), 14.3, 0.05);
    known.learn(all_in_2024(*c));
    EXPECT_EQ(sdc::count_tables(known)->lower, 715); // C(13, 4)
    EXPECT_EQ(sdc::count_tables(known)->upper, 715);
}

TEST(CountTablesTest, CountsFarBeyondAnyEnumeration) {
    const auto n = sdc::count_tables(knows_total(categories(25), 1000));
    ASSERT_THAT(n, support::IsOk());
    EXPECT_TRUE(n->exact());
    EXPECT_EQ(n->lower.to_string(),
              "2170358584166175072403825532374891690472312949376"); // C(1024, 24)
}

TEST(CountTablesTest, IndependentBlocksMultiply) {
    const auto c = months_in_years();
    sdc::knowledge known(c);
    for (const auto* year : {"2022", "2023", "2024"}) known.learn_exact(*c->codes(0).find(year), 2);
    // 3, 12 and 10 months: C(4, 2) x C(13, 2) x C(11, 2)
    EXPECT_EQ(sdc::count_tables(known)->lower, 6 * 78 * 55);
    EXPECT_TRUE(sdc::count_tables(known)->exact());
}

TEST(CountTablesTest, BeyondTheLimitTheBoundsEnclose) {
    const auto c = months_in_years();
    auto known = knows_total(c, 12);
    const auto leaves = sdc::detail::leaves_of(*c);
    known.learn({.text = "weighted",
                 .terms = {{leaves[0], 1}, {leaves[1], 2}, {leaves[9], 3}, {leaves[20], 5}},
                 .low = 6,
                 .high = 30});
    const auto exact = sdc::count_tables(known);
    support::captured_log log;
    const auto bounded = sdc::count_tables(known, {.run = {.log = &log}, .limit = 300});
    EXPECT_TRUE(log.holds("the limit of 300 steps came first in 1 of 1 blocks of leaves"));
    log.lines.clear();
    EXPECT_TRUE(sdc::count_tables(known, {.run = {.log = &log}}));
    EXPECT_TRUE(log.lines.empty());
    ASSERT_TRUE(exact && bounded);
    EXPECT_TRUE(exact->exact());
    EXPECT_FALSE(bounded->exact());
    EXPECT_LT(bounded->lower, exact->lower);
    EXPECT_GT(bounded->upper, exact->lower);
}

TEST(CountTablesTest, StopsWhenAsked) {
    auto known = knows_total(categories(12), 40);
    known.learn({.text = "weighted", .terms = {{1, 1}, {2, 2}, {3, 3}}, .low = 6, .high = 30});
    EXPECT_THAT(sdc::count_tables(known, {.run = {.cancel = [] { return true; }}}),
                support::HasErrc(sdc::errc::cancelled));
}

TEST(CountTablesTest, RefusesWhatEnumerationRefuses) {
    EXPECT_THAT(sdc::count_tables(sdc::knowledge(categories(3))),
                support::HasErrc(sdc::errc::bad_argument));
    auto known = knows_total(categories(3), 4);
    known.learn(1, 5, 9);
    EXPECT_THAT(sdc::count_tables(known), support::HasErrc(sdc::errc::contradiction));
    auto impossible = knows_total(categories(3), 4);
    impossible.learn({.text = "nothing is at least one", .terms = {}, .low = 1});
    EXPECT_THAT(sdc::count_tables(impossible), support::HasErrc(sdc::errc::contradiction));
}

} // namespace
