#include <sdc/knowledge/public_table.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <memory>
#include <vector>

namespace {

using sdc::interval;
using sdc::unlimited;
using ::testing::ElementsAre;

/// Total, N (a, b), S: leaves are one level, whatever their depth; N is another, the total a third.
class Absent : public ::testing::Test {
protected:
    /// By cell: 1 a number, 0 a marker, -1 no row.
    [[nodiscard]] static sdc::absent_cells find(const std::vector<int>& rows) {
        const std::vector<sdc::code_parent> tree{
            {"Total", ""}, {"N", "Total"}, {"a", "N"}, {"b", "N"}, {"S", "Total"}};
        const auto c =
            sdc::cube::make({{.name = "area", .codes = sdc::hierarchy::from_parents(tree).value()}})
                .value();
        std::vector<bool> listed, shown;
        for (const auto row : rows) {
            listed.push_back(row >= 0);
            shown.push_back(row > 0);
        }
        return sdc::find_absent(*c, listed, shown);
    }
};

TEST_F(Absent, CellsOfPublishedLevelsAreSuppressed) {
    EXPECT_THAT(find({1, 1, 1, -1, 1}).suppressed, ElementsAre(3));
    EXPECT_THAT(find({1, 1, 1, -1, 1}).not_published, ElementsAre());
    EXPECT_THAT(find({1, 1, 1, 1, 1}).suppressed, ElementsAre());
}

TEST_F(Absent, OtherLevelsAreNotPublished) {
    const auto margins = find({1, 1, -1, -1, -1});
    EXPECT_THAT(margins.suppressed, ElementsAre());
    EXPECT_THAT(margins.not_published, ElementsAre(2, 3, 4));
    EXPECT_THAT(find({-1, -1, 1, 1, 1}).not_published, ElementsAre())
        << "N and the total are sums of what is shown";
    EXPECT_THAT(find({-1, -1, 1, 0, 1}).not_published, ElementsAre(0, 1))
        << "a marker is no number";
}

TEST(SuppressedInterval, IsWhatTheRuleAndTheBandsLeave) {
    EXPECT_EQ(sdc::suppressed_interval({}), (interval{0, unlimited}));
    EXPECT_EQ(sdc::suppressed_interval({.minimum = 1}), (interval{1, unlimited}));
    EXPECT_EQ(sdc::suppressed_interval({.flagged = interval{1, 4}}), (interval{1, 4}));
    const auto redacted = sdc::redact_and_round(7, 5);
    EXPECT_EQ(sdc::suppressed_interval({}, redacted), (interval{1, 7}));
    EXPECT_EQ(sdc::suppressed_interval({.flagged = interval{1, 9}}, redacted), (interval{1, 9}))
        << "one or the other";
    EXPECT_EQ(sdc::suppressed_interval({.minimum = 1}, sdc::conventional(5)),
              (interval{1, unlimited}))
        << "bands that suppress nothing";
}

TEST(JoinedTables, ShowTrueNumbersAlone) {
    const auto c = support::series({1, 2, 3, 4}).shared_cube();
    const sdc::joined_tables what{
        {.known = sdc::knowledge(c), .suppressed = {1}, .listed = {true, true, true, false, true}},
        {{10, 10}, {1, 1}, {2, 4}, {3, 3}, {4, 4}}};
    EXPECT_TRUE(what.shows(0));
    EXPECT_FALSE(what.shows(1)) << "suppressed";
    EXPECT_FALSE(what.shows(2)) << "rounded";
    EXPECT_FALSE(what.shows(3)) << "without a row";
    EXPECT_TRUE(what.shows(4));
}

TEST(LearnTable, OfCellsThatNoNumberFitsTheFirstIsNamed) {
    const auto c = support::series({1, 2}).shared_cube();
    sdc::knowledge known(c);
    known.learn_exact(1, 1);
    sdc::public_table other{.known = sdc::knowledge(c)};
    other.known.learn(1, 0, 4);
    other.known.learn_exact(2, 2);
    ASSERT_THAT(sdc::learn_table(known, 0, other), support::IsOk());
    EXPECT_EQ(known.low(2), 2);
    EXPECT_EQ(known.high(1), 1);
    other.known.learn_exact(1, 3);
    const auto r = sdc::learn_table(known, 0, other);
    ASSERT_THAT(r, support::HasErrc(sdc::errc::contradiction));
    EXPECT_EQ(r.error().cell, "x=x0");
}

} // namespace
