#include <sdc/io/public_sources.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include "scratch.hpp"

#include <gmock/gmock.h>

namespace {

using support::IsOk;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PublicSourceFiles : public ::testing::Test {
protected:
    [[nodiscard]] sdc::result<sdc::public_sources> read(sdc::public_source_files files) {
        return sdc::read_public_sources(std::move(files), c,
                                        [&](const std::string& text) { doubts.push_back(text); });
    }
    const std::shared_ptr<const sdc::cube> c = support::series({1, 2}).shared_cube();
    support::scratch folder;
    std::vector<std::string> doubts;
};

TEST_F(PublicSourceFiles, RowsAreReadAsTheMarkerMeansEachTime) {
    const auto all =
        read({.tables = {sdc::parse_csv("x,n\nTotal,9\nx0,[c]\nx1,?\n", "p.csv").value()},
              .reading = {.markers = {"?"}},
              .structural_zeros = {2, 1}});
    ASSERT_THAT(all, IsOk());
    EXPECT_THAT(all->names(), ElementsAre("p.csv"));
    EXPECT_THAT(all->structural_zeros, ElementsAre(1, 2));
    EXPECT_EQ(all->files.front().read({}).value().known.low(1), 0);
    EXPECT_EQ(all->files.front().read({.minimum = 1}).value().known.low(2), 1);
    EXPECT_EQ(all->files.front().read({.flagged = sdc::interval{1, 4}}).value().known.high(1), 4);
}

TEST_F(PublicSourceFiles, LinkedTablesAndStatementsFollowEachWithItsName) {
    folder.write("p.csv", "y,n\nTotal,9\na,9\n");
    folder.write(
        "linked.json",
        R"({"tables": [{"name": "other", "public": "p.csv", "dimensions": {"y": null}}]})");
    folder.write("known.json", R"({"statements": []})");
    const auto all = read({.linked = {folder.path("linked.json")}});
    ASSERT_THAT(all, IsOk());
    EXPECT_THAT(all->names(), ElementsAre("other"));
    EXPECT_THAT(all->public_linked(), ElementsAre(0));
    EXPECT_THAT(doubts, IsEmpty());
    EXPECT_THAT(read({.linked = {folder.path("none.json")}}),
                support::HasErrc(sdc::errc::io_failure));
    EXPECT_THAT(read({.statements = folder.path("none.json")}),
                support::HasErrc(sdc::errc::io_failure));
}

TEST_F(PublicSourceFiles, TotalsThatMayBeOfShownCellsAreADoubt) {
    const auto of = [](const std::string& total) {
        return std::vector{
            sdc::parse_csv("x,n\nTotal," + total + "\nx0,[c]\nx1,9\n", "p.csv").value()};
    };
    ASSERT_THAT(read({.tables = of("12")}), IsOk());
    EXPECT_THAT(doubts, IsEmpty());
    ASSERT_THAT(read({.tables = of("9")}), IsOk());
    EXPECT_THAT(doubts, ElementsAre(AllOf(HasSubstr("p.csv: each total is the sum"),
                                          HasSubstr("public_source_files.totals"))));
    doubts.clear();
    constexpr auto shown = sdc::counted_in_totals::shown_cells;
    ASSERT_THAT(read({.tables = of("9"), .totals = shown}), IsOk());
    EXPECT_THAT(doubts, IsEmpty());
    const auto rounded =
        read({.tables = of("9"), .reading = {.bands = sdc::conventional(5)}, .totals = shown});
    ASSERT_THAT(rounded, support::HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(rounded.error().field, "public_source_files.totals");
}

TEST_F(PublicSourceFiles, NoOutputOverwritesAFileThatAnotherNames) {
    folder.write("p.csv", "y,n\nTotal,9\na,9\n");
    folder.write("y.csv", "code,parent\nTotal,\na,Total\n");
    folder.write("linked.json", R"({"tables": [
        {"name": "other", "public": "p.csv", "dimensions": {"y": "y.csv"}}]})");
    const auto linked = folder.path("linked.json");
    EXPECT_THAT(read({.linked = {linked}, .outputs = {folder.path("report.txt")}}), IsOk());
    for (const auto* named : {"p.csv", "y.csv"}) {
        const auto r = read({.linked = {linked}, .outputs = {folder.path(named)}});
        ASSERT_THAT(r, support::HasErrc(sdc::errc::bad_argument)) << named;
        EXPECT_EQ(r.error().message, "an output would overwrite an input");
    }
}

TEST(FindDoubts, OtherCodesMayBeOtherPeople) {
    const sdc::linked_table first{.cube = support::series({1, 2}).shared_cube()};
    sdc::linked_table other{.name = "other", .cube = support::series({1, 2, 3}).shared_cube()};
    EXPECT_THAT(sdc::find_doubts(first, first), IsEmpty());
    ASSERT_THAT(sdc::find_doubts(first, other), SizeIs(1));
    EXPECT_THAT(sdc::find_doubts(first, other).front(), HasSubstr("other codes in \"other\""));
    other.where = {{"sex", "men"}};
    EXPECT_THAT(sdc::find_doubts(first, other), IsEmpty());
}

TEST(FindDoubts, SeveralCodesOfADimensionThatNoTableHas) {
    const auto c = support::series({1, 2}).shared_cube();
    const auto men = sdc::linked_table{.cube = c, .where = {{"sex", "men"}}};
    const auto women = sdc::linked_table{.name = "women", .cube = c, .where = {{"sex", "women"}}};
    EXPECT_THAT(sdc::find_doubts(*sdc::linked_tables::make({men}).value()), IsEmpty());
    const auto doubts = sdc::find_doubts(*sdc::linked_tables::make({men, women}).value());
    ASSERT_THAT(doubts, SizeIs(1));
    EXPECT_THAT(doubts.front(), HasSubstr("several codes of sex"));
}

} // namespace
