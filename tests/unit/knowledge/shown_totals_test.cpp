#include <sdc/knowledge/shown_totals.hpp>

#include <generators.hpp>
#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace {

using sdc::unlimited;
using support::HasErrc;
using support::IsOk;

constexpr std::int64_t marker = -1, no_row = -2;

sdc::public_table facts_of(const std::shared_ptr<const sdc::cube>& c,
                           const std::vector<std::int64_t>& shown) {
    sdc::public_table made{.known = sdc::knowledge(c), .listed = std::vector<bool>(c->size())};
    for (sdc::cell_index cell = 0; cell < c->size(); ++cell) {
        made.listed[cell] = shown[cell] != no_row;
        if (shown[cell] >= 0) made.known.learn_exact(cell, shown[cell]);
        if (shown[cell] != marker) continue;
        made.suppressed.push_back(cell);
        made.known.learn(cell, 1, unlimited);
    }
    return made;
}

std::shared_ptr<const sdc::cube> three() { return support::series({0, 0, 0}).shared_cube(); }

TEST(ShownTotals, ATotalDoesNotLimitSuppressedCells) {
    const auto made = sdc::with_totals_of_shown(facts_of(three(), {20, 12, marker, 8}));
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(made->known.low(0), 0);
    EXPECT_EQ(made->known.high(0), unlimited);
    EXPECT_EQ(made->known.low(1), 12);
    EXPECT_EQ(made->known.high(1), 12);
    EXPECT_EQ(made->known.low(2), 1);
    EXPECT_EQ(made->known.high(2), unlimited);
    EXPECT_TRUE(made->listed[0]);
}

TEST(ShownTotals, ATotalThatIsNoSumOfShownCellsIsRefused) {
    const auto r = sdc::with_totals_of_shown(facts_of(three(), {23, 12, marker, 8}));
    ASSERT_THAT(r, HasErrc(sdc::errc::not_additive));
    EXPECT_EQ(r.error().message, "totals are not sums of shown cells");
    EXPECT_EQ(r.error().cell, "x=Total");
    EXPECT_EQ(r.error().found, "23");
    EXPECT_EQ(r.error().wanted, "20 (the sum of what is shown along x)");
    EXPECT_THAT(sdc::with_totals_of_shown(facts_of(three(), {23, 12, no_row, 8})),
                HasErrc(sdc::errc::not_additive))
        << "a row that is left out is a suppressed cell";
}

TEST(ShownTotals, ACellWithoutPublishedPartsIsANumberAsItIs) {
    const auto c = support::cross({{1, 1}, {1, 1}}).shared_cube();
    const auto made = sdc::with_totals_of_shown(
        facts_of(c, {9, no_row, no_row, 9, no_row, no_row, marker, no_row, no_row}));
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(made->known.high(0), unlimited);
    EXPECT_EQ(made->known.low(3), 9);
    EXPECT_EQ(made->known.high(3), 9);
}

TEST(ShownTotals, ASuppressedTotalIsAtLeastWhatItsMarkerSays) {
    auto facts = facts_of(three(), {marker, marker, marker, 8});
    facts.known.learn(0, 1, 9);
    const auto made = sdc::with_totals_of_shown(facts);
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(made->known.low(0), 1);
    EXPECT_EQ(made->known.high(0), unlimited) << "it is a range of the shown cells";
}

TEST(ShownTotals, AreSeenInTheNumbers) {
    const auto look = [](const std::vector<std::int64_t>& shown) {
        return sdc::look_like_totals_of_shown(facts_of(three(), shown));
    };
    EXPECT_TRUE(look({20, 12, marker, 8}));
    EXPECT_FALSE(look({20, 12, marker, 7}));
    EXPECT_FALSE(look({20, 12, 0, 8})) << "nothing is suppressed";
    EXPECT_FALSE(look({20, 12, no_row, 8})) << "an empty cell may be left out";
    EXPECT_FALSE(look({marker, 12, marker, 8}));
}

/// Of any table and any suppression: what is learned is true, and no other number of a total is
/// taken.
TEST(ShownTotals, HoldOfRandomTables) {
    support::splitmix64 random(17);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::vector<std::int64_t>> truth(3), printed(3);
        std::vector<std::vector<bool>> hidden(3);
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 4; ++j) {
                truth[i].push_back(static_cast<std::int64_t>(random.below(30)));
                hidden[i].push_back(random.percent(30));
                printed[i].push_back(hidden[i][j] ? 0 : truth[i][j]);
            }
        }
        const auto all = support::cross(truth), shown = support::cross(printed);
        std::vector<std::int64_t> numbers(shown.values().begin(), shown.values().end());
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 4; ++j) {
                if (hidden[i][j]) numbers[support::cross_cell(all, i, j)] = marker;
            }
        }
        auto facts = facts_of(all.shared_cube(), numbers);
        const auto made = sdc::with_totals_of_shown(facts);
        ASSERT_THAT(made, IsOk()) << round;
        for (sdc::cell_index cell = 0; cell < all.size(); ++cell) {
            if (numbers[cell] == marker) continue;
            EXPECT_LE(made->known.low(cell), all.value(cell));
            EXPECT_GE(made->known.high(cell), all.value(cell));
        }
        const auto total = random.below(2) == 0 ? 0 : support::row_total(all, random.below(3));
        ++numbers[total];
        EXPECT_THAT(sdc::with_totals_of_shown(facts_of(all.shared_cube(), numbers)),
                    HasErrc(sdc::errc::not_additive));
    }
}

} // namespace
