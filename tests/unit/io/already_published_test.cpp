#include <sdc/io/already_published.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

namespace {

using support::HasErrc;
using support::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

sdc::records rows(const std::string& text) { return sdc::parse_csv(text, "frozen.csv").value(); }

TEST(AlreadyPublished, OfAListEveryCell) {
    const auto t = support::series({3, 9, 20});
    const auto r = sdc::read_already_published(rows("x\nx2\nx0\n"), t.shared_cube());
    ASSERT_THAT(r, IsOk());
    EXPECT_EQ(r->source, "frozen.csv");
    EXPECT_THAT(r->cells, ElementsAre(1, 3));
    EXPECT_THAT(r->numbers, IsEmpty()) << "a list has none";
    EXPECT_THAT(sdc::read_already_published(rows("x\nx2\nx0\n"), t)->numbers,
                ElementsAre(Pair(1, 3), Pair(3, 20)));
}

TEST(AlreadyPublished, OfAnEarlierTableWhatShowsANumber) {
    const auto t = support::series({3, 9, 20});
    const std::string earlier = "x,n\nTotal,32\nx0,[c]\nx1,[c]\nx2,20\n";
    const auto r = sdc::read_already_published(rows(earlier), t.shared_cube());
    ASSERT_THAT(r, IsOk());
    EXPECT_THAT(r->cells, ElementsAre(0, 3));
    EXPECT_THAT(r->numbers, ElementsAre(Pair(0, 32), Pair(3, 20)));
    EXPECT_THAT(sdc::read_already_published(rows(earlier), t)->cells, ElementsAre(0, 3));
    EXPECT_THAT(
        sdc::read_already_published(rows("x,n\nx0,hidden\nx2,20\n"), t, {.markers = {"hidden"}})
            ->cells,
        ElementsAre(3));
}

TEST(AlreadyPublished, ANumberThatIsNotTheCountsIsRefusedWithoutTheCount) {
    const auto r =
        sdc::read_already_published(rows("x,n\nTotal,32\nx0,4\n"), support::series({3, 9, 20}));
    ASSERT_THAT(r, HasErrc(sdc::errc::contradiction));
    EXPECT_EQ(sdc::to_string(r.error()),
              "frozen.csv:3: an already published number is not that of the input; cell x=x0; "
              "found 4");
}

TEST(AlreadyPublished, FormulasOfATableAreReadBackThoseOfAListAreNot) {
    const auto c =
        sdc::cube::make(
            {{.name = "x",
              .codes = sdc::hierarchy::flat(std::vector<std::string>{"=a", "b"}).value()}})
            .value();
    const auto table = rows("x,n\nTotal,5\n'=a,3\nb,2\n");
    EXPECT_THAT(sdc::read_already_published(table, c), IsOk());
    EXPECT_THAT(sdc::read_already_published(table, c, {}, false), HasErrc(sdc::errc::unknown_code));
    EXPECT_THAT(sdc::read_already_published(rows("x\n'=a\n"), c), HasErrc(sdc::errc::unknown_code));
}

} // namespace
