#include <sdc/plan/method_note.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/plan/published_value.hpp>

#include <small_tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

namespace {

using sdc::band_action;
using sdc::cell_status;
using sdc::plan;
using sdc::public_cell;
using kind = public_cell::kind;

/// Total, then the counts.
plan plan_of(const std::vector<std::int64_t>& counts, std::vector<cell_status> status) {
    return {.source = std::make_shared<const sdc::table>(support::series(counts)),
            .status = std::move(status)};
}

TEST(CellStatus, OnlyPublishedCellsAreNotWithheld) {
    EXPECT_FALSE(sdc::is_suppressed(cell_status::published));
    for (const auto s :
         {cell_status::primary, cell_status::suppressed_zero, cell_status::secondary})
        EXPECT_TRUE(sdc::is_suppressed(s));
}

TEST(Plan, Count_TellsEachStatusApart) {
    const auto p = plan_of({2, 0, 7, 8, 9}, {cell_status::published, cell_status::primary,
                                             cell_status::suppressed_zero, cell_status::secondary,
                                             cell_status::secondary, cell_status::published});
    const auto n = sdc::count(p);
    EXPECT_EQ(n.cells, 6U);
    EXPECT_EQ(n.unsafe, 1U);
    EXPECT_EQ(n.suppressed_zeros, 1U);
    EXPECT_EQ(n.complements, 2U);
    EXPECT_EQ(n.complement_value, 15);
    EXPECT_EQ(n.suppressed(), 4U);
}

TEST(Plan, Face_OfAPublishedCellIsItsValue) {
    const auto p = plan_of({7, 2}, std::vector(3, cell_status::published));
    EXPECT_EQ(sdc::published_value(p, 0), (public_cell{.shows = kind::number, .number = 9}));
    EXPECT_EQ(sdc::published_value(p, 2), (public_cell{.shows = kind::number, .number = 2}));
}

TEST(Plan, Note_IsDerivedFromBandsAndProtection) {
    plan p;
    EXPECT_EQ(sdc::note_of(p).name, "suppression");
    EXPECT_EQ(sdc::note_of(p).suffix, "");
    EXPECT_EQ(sdc::note_of(p).guarantee, "Published counts are true. Some counts are suppressed so "
                                         "that an external intruder cannot narrow an "
                                         "unsafe count further than the rule allows");
    p.intruders.coalition = 1;
    EXPECT_EQ(sdc::note_of(p).guarantee,
              "Published counts are true. Some counts are suppressed so that neither an external "
              "intruder nor a sole contributor of a suppressed "
              "count can narrow an unsafe count of others further than the rule allows");
    p.intruders = {.coalition = 3, .holdings = {{}}};
    EXPECT_THAT(sdc::note_of(p).guarantee,
                testing::HasSubstr("nor any 3 or fewer contributors who together are all of one "
                                   "suppressed count or of several of one total nor "
                                   "one who knows all records of one holding can narrow"));
    p.intruders = {};
    p.by_gaussian_suppression = true;
    EXPECT_EQ(sdc::note_of(p).name, "suppression by elimination");
    EXPECT_THAT(sdc::note_of(p).guarantee, testing::EndsWith("No protection of intervals"));
    p.by_gaussian_suppression = false;
    p.bands = sdc::conventional(5);
    EXPECT_EQ(sdc::note_of(p).name, "nearest 5");
    EXPECT_EQ(sdc::note_of(p).suffix, "_nearest5");
    const auto cover = sdc::note_of(p).guarantee;
    p.protection.width = sdc::protection::kind::exact;
    EXPECT_THAT(
        sdc::note_of(p).guarantee,
        testing::StartsWith(cover + "; of a suppressed or labelled value no more is promised"));
}

TEST(Plan, Note_PromisesNoMoreThanTheWidth) {
    plan p;
    const auto promise = [&](sdc::protection chosen) {
        p.protection = std::move(chosen);
        return sdc::note_of(p).guarantee;
    };
    EXPECT_THAT(promise({.width = sdc::protection::kind::reach}),
                testing::EndsWith("further than the rule allows"));
    EXPECT_THAT(promise({.width = sdc::protection::kind::exact}),
                testing::EndsWith("cannot infer an unsafe count exactly"));
    for (const auto& chosen :
         {sdc::protection{.width = sdc::protection::kind::percent, .percent = 37},
          sdc::protection{.width = sdc::protection::kind::absolute, .absolute = 37},
          sdc::protection{.levels = {{.cell = 1, .upper = 37}}}}) {
        EXPECT_THAT(promise(chosen),
                    testing::EndsWith("further than the protection that was chosen for it allows"));
        EXPECT_THAT(promise(chosen), testing::Not(testing::HasSubstr("37")))
            << "an intruder could use it";
    }
}

TEST(Plan, Face_OfEveryWithheldCellIsTheSame) {
    const auto p = plan_of({0, 7, 2}, {cell_status::published, cell_status::suppressed_zero,
                                       cell_status::secondary, cell_status::primary});
    for (const sdc::cell_index cell : {1U, 2U, 3U})
        EXPECT_EQ(sdc::published_value(p, cell), public_cell{})
            << "nothing of the value or the reason";
    EXPECT_EQ(public_cell{}.shows, kind::suppressed);
    EXPECT_EQ(public_cell{}.number, 0);
}

TEST(Plan, Face_UnderBandsIsWhatTheyShow) {
    auto p = plan_of({0, 3, 12}, std::vector(4, cell_status::published));
    p.bands =
        sdc::banding{.bands = {{.high = 0},
                               {.low = 1, .high = 4, .action = band_action::label, .label = "1-4"},
                               {.low = 5, .high = 12, .action = band_action::suppress},
                               {.low = 13, .action = band_action::round, .base = 10}}};
    EXPECT_EQ(sdc::published_value(p, 0), (public_cell{.shows = kind::number, .number = 20}));
    EXPECT_EQ(sdc::published_value(p, 1), (public_cell{.shows = kind::number, .number = 0}));
    EXPECT_EQ(sdc::published_value(p, 2), (public_cell{.shows = kind::label, .label = 1}));
    EXPECT_EQ(sdc::published_value(p, 3), public_cell{}) << "as any suppressed cell";
}

TEST(Plan, Face_OfAWithheldCellIsWithheldUnderBandsToo) {
    auto p =
        plan_of({20, 30}, {cell_status::published, cell_status::primary, cell_status::published});
    p.bands = sdc::conventional(10);
    EXPECT_EQ(sdc::published_value(p, 1), public_cell{});
    EXPECT_EQ(sdc::published_value(p, 2), (public_cell{.shows = kind::number, .number = 30}));
}

} // namespace
