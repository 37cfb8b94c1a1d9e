#include <sdc/table/residual.hpp>

#include <generators.hpp>
#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using support::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

sdc::dimension flat(const std::string& name, const std::vector<std::string>& ids) {
    return {.name = name, .codes = sdc::hierarchy::flat(ids).value(), .codes_from_data = true};
}

sdc::records rows_of(const std::vector<std::vector<std::string>>& rows,
                     std::vector<std::string> names = {"county", "race", "n"}) {
    sdc::records made{.source = "na.csv", .names = std::move(names)};
    for (const auto& row : rows) {
        for (const auto& field : row) made.fields.push_back(field);
        made.lines.push_back(made.lines.size() + 2);
    }
    return made;
}

sdc::tabulate_options by_county_and_race() {
    return {.by = {flat("county", {"X", "Y"}), flat("race", {"White", "Asian"})}, .count = "n"};
}

const std::vector<sdc::residual_code> not_stated{{"race", "Not stated"}};

TEST(WithResidual, IsALeafUnderTheTotalOrWhereItIsListed) {
    const auto d = sdc::with_residual(flat("race", {"White"}), "Other");
    ASSERT_THAT(d, IsOk());
    EXPECT_EQ(d->codes[2].id, "Other");
    EXPECT_EQ(d->codes.parent(2), 0U);
    EXPECT_TRUE(d->codes_from_data);
    const auto tree = sdc::hierarchy::from_parents(std::vector<sdc::code_parent>{
        {"T", ""}, {"a", "T"}, {"a1", "a"}, {"rest of a", "a"}, {"b", "T"}});
    const auto listed = sdc::with_residual({.name = "x", .codes = tree.value()}, "rest of a");
    ASSERT_THAT(listed, IsOk());
    EXPECT_EQ(listed->codes, *tree);
    EXPECT_THAT(sdc::with_residual({.name = "x", .codes = tree.value()}, "a"),
                HasErrc(errc::bad_argument));
}

TEST(AddResiduals, AreWhatTheOtherCodesLeaveOfTheirTotal) {
    auto rows = rows_of({{"X", "Total", "100"},
                         {"X", "White", "60"},
                         {"X", "Asian", "3"},
                         {"Y", "Total", "9"},
                         {"Y", "White", "9"}});
    auto how = by_county_and_race();
    const auto notes = sdc::add_residuals(rows, how, not_stated);
    ASSERT_THAT(notes, IsOk());
    EXPECT_THAT(*notes, IsEmpty());
    const auto t = sdc::tabulate(rows, how);
    ASSERT_THAT(t, IsOk());
    EXPECT_EQ(t->grand_total(), 109);
    const auto x = t->cube().shape().stride(0);
    EXPECT_EQ(t->value(x + 3), 37);
    EXPECT_EQ(t->value(2 * x + 3), 0);
    EXPECT_THAT(sdc::cells_of_residuals(t->cube(), not_stated), ElementsAre(3, x + 3, 2 * x + 3));
    EXPECT_EQ(rows.lines[5], 2U) << "errors name the row of the total";
}

TEST(AddResiduals, NothingIsAddedWhereNobodyIsLeft) {
    auto rows = rows_of({{"X", "Total", "63"}, {"X", "White", "60"}, {"X", "Asian", "3"}});
    auto how = by_county_and_race();
    const auto notes = sdc::add_residuals(rows, how, not_stated);
    ASSERT_THAT(notes, IsOk());
    EXPECT_THAT(*notes, ElementsAre(HasSubstr("\"Not stated\" is left out")));
    EXPECT_EQ(rows.size(), 3U);
    EXPECT_EQ(how.by, by_county_and_race().by);
}

/// So that tables of several measures have the same codes.
TEST(AddResiduals, ACodeThatHoldsNobodyIsKeptOnRequest) {
    auto rows = rows_of({{"X", "Total", "63"}, {"X", "White", "60"}, {"X", "Asian", "3"}});
    auto how = by_county_and_race();
    const auto notes = sdc::add_residuals(rows, how, not_stated, sdc::empty_residual::kept);
    ASSERT_THAT(notes, IsOk());
    EXPECT_THAT(*notes, IsEmpty());
    const auto t = sdc::tabulate(rows, how);
    ASSERT_THAT(t, IsOk());
    EXPECT_EQ(t->grand_total(), 63);
    EXPECT_EQ(t->value(t->cube().shape().stride(0) + 3), 0);
}

/// Along two dimensions, a margin of the one has what the other leaves.
TEST(AddResiduals, OfTwoDimensionsEachLeavesItsOwn) {
    auto rows = rows_of({{"Total", "Total", "50"},
                         {"Total", "White", "30"},
                         {"Total", "Asian", "8"},
                         {"X", "Total", "40"},
                         {"X", "White", "22"},
                         {"X", "Asian", "8"},
                         {"Y", "Total", "6"},
                         {"Y", "White", "6"},
                         {"Y", "Asian", "0"}});
    auto how = by_county_and_race();
    ASSERT_THAT(sdc::add_residuals(
                    rows, how,
                    std::vector<sdc::residual_code>{{"race", "Not stated"}, {"county", "Unknown"}}),
                IsOk());
    const auto t = sdc::tabulate(rows, how);
    ASSERT_THAT(t, IsOk());
    const auto unknown = 3 * t->cube().shape().stride(0);
    EXPECT_EQ(t->grand_total(), 50);
    EXPECT_EQ(t->value(3), 12);
    EXPECT_EQ(t->value(unknown), 4);
    EXPECT_EQ(t->value(unknown + 1), 2);
    EXPECT_EQ(t->value(unknown + 3), 2);
}

TEST(AddResiduals, GroupsThatCountMoreThanTheirTotalAreRefused) {
    auto rows = rows_of({{"X", "Total", "80"}, {"X", "White", "60"}, {"X", "Asian", "23"}});
    auto how = by_county_and_race();
    const auto r = sdc::add_residuals(rows, how, not_stated);
    ASSERT_THAT(r, HasErrc(errc::not_additive));
    EXPECT_EQ(r.error().cell, "county=X, race=Total");
    EXPECT_EQ(r.error().where.line, 2U);
    EXPECT_THAT(r.error().message, HasSubstr("as groups that overlap do"));
    EXPECT_THAT(r.error().wanted, HasSubstr("overlapping_code race=CODE"));
}

TEST(AddResiduals, ALineWithoutItsTotalIsRefused) {
    auto rows = rows_of({{"X", "Total", "80"}, {"X", "White", "60"}, {"Y", "White", "23"}});
    auto how = by_county_and_race();
    const auto r = sdc::add_residuals(rows, how, not_stated);
    ASSERT_THAT(r, HasErrc(errc::bad_argument));
    EXPECT_EQ(r.error().message, "a line without the row of its total");
    EXPECT_EQ(r.error().cell, "county=Y, race=Total");
}

TEST(AddResiduals, RefusesWhatItCannotCompute) {
    const auto refused = [](const std::vector<std::vector<std::string>>& lines,
                            const sdc::residual_code& code, const std::string& count = "n") {
        auto rows = rows_of(lines);
        auto how = by_county_and_race();
        how.count = count;
        return sdc::add_residuals(rows, how, {&code, 1});
    };
    EXPECT_THAT(refused({{"X", "White", "60"}, {"X", "Total", "80"}}, {"race", "White"}),
                HasErrc(errc::duplicate));
    EXPECT_THAT(refused({{"X", "White", "60"}}, {"sex", "Other"}), HasErrc(errc::bad_argument));
    EXPECT_THAT(refused({{"X", "White", "60"}}, {"race", "Other"}, ""),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(refused({{"X", "White", "many"}}, {"race", "Other"}), HasErrc(errc::bad_syntax));
}

/// Whichever code has no rows, it is found again from the totals.
TEST(AddResiduals, GiveBackACodeOfRandomTables) {
    support::splitmix64 random(5);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<std::int64_t>> counts(3);
        for (auto& row : counts) {
            for (int j = 0; j < 4; ++j)
                row.push_back(static_cast<std::int64_t>(random.below(40)) + (j == 3 ? 1 : 0));
        }
        const auto t = support::cross(counts);
        const auto& c = t.cube();
        sdc::records rows{.source = "t", .names = {"c", "n", "r"}};
        for (const auto& cell : sdc::cells(c)) {
            const auto& id = c.codes(1)[cell.at()[1]].id;
            const bool inner_total = cell.at()[1] == 0;
            if (id == "c3" || (cell.at()[0] == 0 && random.percent(50) && !inner_total)) continue;
            for (const auto& field :
                 {id, std::to_string(t.value(cell.index())), c.codes(0)[cell.at()[0]].id})
                rows.fields.push_back(field);
        }
        sdc::tabulate_options how{.by = {support::flat("r", 3), support::flat("c", 3)},
                                  .count = "n"};
        const sdc::residual_code last{"c", "c3"};
        ASSERT_THAT(sdc::add_residuals(rows, how, {&last, 1}), IsOk());
        const auto again = sdc::tabulate(rows, how);
        ASSERT_THAT(again, IsOk());
        EXPECT_TRUE(std::ranges::equal(again->values(), t.values())) << round;
    }
}

} // namespace
