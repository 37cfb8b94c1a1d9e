#include <sdc/intruder/internal_intruders.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <sdc/table/tabulate.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using sdc::errc;
using sdc::intruder;
using sdc::own_contribution;
using support::HasErrc;

/// A row of 0, 1, 1, 2 and 9 under its total.
sdc::table row() { return support::series({0, 1, 1, 2, 9}); }
const std::vector<bool> most{false, true, true, true, true, false};

std::vector<std::vector<sdc::cell_index>> cells_of(const std::vector<intruder>& intruders) {
    std::vector<std::vector<sdc::cell_index>> all;
    for (const auto& who : intruders) {
        auto& cells = all.emplace_back();
        for (const auto& own : who.own) cells.push_back(own.cell);
    }
    return all;
}

TEST(InternalIntruders, ContributorsAreThoseOfWithheldCountsOfOne) {
    const auto found = sdc::find_contributors(row(), most).value();
    ASSERT_EQ(cells_of(found), (std::vector<std::vector<sdc::cell_index>>{{2}, {3}}));
    EXPECT_EQ(found[0].own.front(),
              (own_contribution{.cell = 2, .units = 1, .sole_contributor = true}));
    EXPECT_TRUE(sdc::find_contributors(row(), std::vector<bool>(6)).value().empty())
        << "what is public tells them nothing more";
}

TEST(InternalIntruders, CoalitionsAreOfOneRelation) {
    using cells = std::vector<std::vector<sdc::cell_index>>;
    EXPECT_EQ(cells_of(sdc::find_contributors(row(), most, 2).value()),
              (cells{{2}, {3}, {4}, {2, 3}}));
    EXPECT_EQ(cells_of(sdc::find_contributors(row(), most, 3).value()),
              (cells{{2}, {3}, {4}, {2, 3}, {2, 4}, {3, 4}}));
    EXPECT_EQ(sdc::find_contributors(row(), most, 4).value().size(), 7u)
        << "all three of them as well";
}

TEST(InternalIntruders, RefusesCoalitionsAndFlagsThatCannotBe) {
    EXPECT_THAT(sdc::find_contributors(row(), most, 0), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::find_contributors(row(), {true, true}, 1), HasErrc(errc::bad_argument));
}

TEST(InternalIntruders, AHoldingKnowsItsUnitsWhereverTheyAre) {
    const sdc::records rows{
        .names = {"region", "firm"},
        .fields = {"n", "H", "n", "H", "n", "K", "s", "H", "s", "L", "s", "L", "w", "M", "w", ""}};
    const std::vector<std::string> codes{"n", "s", "w"};
    const auto t =
        sdc::tabulate(rows,
                      {.by = {{.name = "region", .codes = sdc::hierarchy::flat(codes).value()}}})
            .value();
    const auto found = sdc::find_holdings(t, rows, "firm").value();
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].name, "holding H");
    EXPECT_EQ(found[0].own,
              (std::vector<own_contribution>{{.cell = 1, .units = 2}, {.cell = 2, .units = 1}}));
    EXPECT_EQ(found[3].own, (std::vector<own_contribution>{{.cell = 3, .units = 1}}))
        << "the blank is somebody else";
    EXPECT_THAT(sdc::find_holdings(t, rows, "nobody"), HasErrc(errc::missing_column));
    EXPECT_EQ(sdc::count_own_units(found[0], t.cube(), 0), 3) << "of a margin, those of its parts";
    EXPECT_EQ(sdc::count_own_units(found[0], t.cube(), 1), 2);
    EXPECT_EQ(sdc::count_own_units(found[0], t.cube(), 3), 0);
}

TEST(InternalIntruders, EverybodyIsContributorsThenHoldings) {
    const intruder firm{
        .name = "firm",
        .own = {{.cell = 4, .units = 1}, {.cell = 5, .units = 9, .sole_contributor = true}}};
    const auto all =
        sdc::list_internal_intruders(row(), {.coalition = 1, .holdings = {firm}}, most).value();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[2], firm);
    EXPECT_EQ(sdc::list_internal_intruders(row(), {.holdings = {firm}}, {}).value(),
              std::vector{firm});
    EXPECT_TRUE(sdc::list_internal_intruders(row(), {}, {}).value().empty());
    EXPECT_THAT(sdc::list_internal_intruders(row(), {.coalition = -1}, most),
                HasErrc(errc::bad_argument));
}

TEST(InternalIntruders, HoldingsAreOfTheTable) {
    for (const std::vector<own_contribution>& strange : std::vector<std::vector<own_contribution>>{
             {{.cell = 6, .units = 1}},
             {{.cell = 0, .units = 1}},
             {{.cell = 4, .units = 0}},
             {{.cell = 4, .units = 3}},
             {{.cell = 4, .units = 2}},
             {{.cell = 4, .units = 1, .sole_contributor = true}},
             {{.cell = 5, .units = 1}, {.cell = 4, .units = 1}},
             {{.cell = 5, .units = 1}, {.cell = 5, .units = 1}}}) {
        const auto found = sdc::list_internal_intruders(
            row(), {.holdings = {{.name = "secret", .own = strange}}}, most);
        ASSERT_THAT(found, HasErrc(errc::bad_argument));
        EXPECT_EQ(sdc::to_string(found.error()).find("secret"), std::string::npos);
    }
}

} // namespace
