#include <sdc/knowledge/announced_method.hpp>
#include <sdc/release/release_history.hpp>
#include <sdc/release/score_release.hpp>

#include "../attack/public_files.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const sdc::table> share(sdc::table t) {
    return std::make_shared<const sdc::table>(std::move(t));
}

sdc::public_sources alone(const sdc::table& t) {
    return {.tables = std::make_shared<const sdc::linked_tables>(t.shared_cube())};
}

sdc::statement says(std::string text, sdc::cell_index cell, std::int64_t n) {
    return {.text = std::move(text), .terms = {{cell, 1}}, .low = n, .high = n};
}

TEST(ReleaseHistory, CountsWithNothingBesideAreScoredByThemselves) {
    const auto counts = share(support::series({5, 3}));
    const auto sources = alone(*counts);
    const sdc::announced_method method;
    const auto made = sdc::gather_releases(sources, method, counts);
    EXPECT_FALSE(made.known);
    EXPECT_THAT(made.releases, ElementsAre("this table"));
    EXPECT_EQ(made.earlier, 0U);
    EXPECT_EQ(made.counts, counts);
    EXPECT_THAT(made.structural_zeros, IsEmpty());
}

TEST(ReleaseHistory, EachFileAndEachStatementIsARelease) {
    auto sources = support::published_series({{"a.csv", {8, 5, support::no_row, support::no_row}},
                                              {"b.csv", {8, support::no_row, 3, support::no_row}}});
    sources.statements = {says("three in the second", 2, 3)};
    sources.structural_zeros = {3};
    const sdc::announced_method method;
    const auto made = sdc::gather_releases(sources, method);
    EXPECT_THAT(made.releases, ElementsAre("a.csv", "b.csv", "\"three in the second\""));
    EXPECT_EQ(made.earlier, 0U);
    EXPECT_THAT(made.structural_zeros, ElementsAre(3U));
    const auto first = made.known({true, false, false}).value();
    EXPECT_EQ(first.high(1), 5);
    const auto nothing = made.known({false, false, false}).value();
    EXPECT_GT(nothing.high(0), 8);
    const auto all = made.known({true, true, true}).value();
    EXPECT_EQ(all.low(2), 3);
}

/// Without the counts no statement about them is known, either.
TEST(ReleaseHistory, StatementsComeWithTheCounts) {
    const auto counts = share(support::series({5, 3}));
    auto sources = alone(*counts);
    sources.statements = {says("five", 1, 5)};
    const sdc::announced_method method;
    const auto made = sdc::gather_releases(sources, method, counts);
    EXPECT_THAT(made.releases, ElementsAre("this table"));
    ASSERT_TRUE(made.known);
    EXPECT_EQ(made.statements.size(), 1U);
    const auto known = made.known({true}).value();
    EXPECT_EQ(known.low(1), 5);
    EXPECT_EQ(known.high(2), 3);
    EXPECT_EQ(made.known({false}).value().statements().size(), 0U);
}

TEST(ReleaseHistory, CellsAlreadyPublishedComeBeforeTheReleaseAtHand) {
    const auto counts = share(support::series({5, 3}));
    auto sources = alone(*counts);
    sources.already_published = {.source = "earlier.csv", .cells = {1}, .numbers = {{1, 5}}};
    const sdc::announced_method method;
    const auto made = sdc::gather_releases(sources, method, counts);
    EXPECT_THAT(made.releases, ElementsAre("earlier.csv", "this table"));
    EXPECT_EQ(made.earlier, 1U);
    const auto before = made.known({true, false}).value();
    EXPECT_EQ(before.low(1), 5);
    EXPECT_GT(before.high(2), 3);
    EXPECT_EQ(made.known({false, true}).value().high(2), 3);
}

} // namespace
