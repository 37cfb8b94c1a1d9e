#include <sdc/io/cell_list.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>

#include "released.hpp"

namespace {

using sdc::errc;
using support::HasErrc;
using ::testing::ElementsAre;

sdc::records rows(const char* text) { return sdc::parse_csv(text, "list.csv").value(); }

TEST(ReadCells, FindsCellsAndMarginsInTheOrderOfTheRows) {
    const auto c = sdc::cube::make({support::one_dimension({"a", "b"}, "x"),
                                    support::one_dimension({"c", "d"}, "y")})
                       .value();
    const auto found = sdc::read_cells(rows("y,note,x\nd,?,b\nTotal,,a\n"), *c);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_THAT(*found, ElementsAre(8, 3));
    EXPECT_THAT(sdc::read_cells(rows("x\na\n"), *c), HasErrc(errc::missing_column));
    const auto unknown = sdc::read_cells(rows("x,y\na,c\na,e\n"), *c);
    ASSERT_THAT(unknown, HasErrc(errc::unknown_code));
    EXPECT_EQ(unknown.error().where.line, 3U);
}

TEST(ReadBands, ReadsEveryAction) {
    const auto read = sdc::read_bands(
        rows("low,high,action,base,label,ties\n0,0,keep,,,\n1,4,label,,1 to 4,\n5,7,suppress,,,\n"
             "8,99,round,5,,half_even\n100,999,midpoint,7,,\n1000,,significant,2,,\n"));
    ASSERT_THAT(read, support::IsOk());
    ASSERT_EQ(read->bands.size(), 6U);
    EXPECT_EQ(
        read->bands[1],
        (sdc::band{.low = 1, .high = 4, .action = sdc::band_action::label, .label = "1 to 4"}));
    EXPECT_EQ(read->bands[3], (sdc::band{.low = 8,
                                         .high = 99,
                                         .action = sdc::band_action::round,
                                         .base = 5,
                                         .ties = sdc::tie_rule::half_even}));
    EXPECT_EQ(read->bands[5].high, sdc::unlimited);
}

TEST(ReadBands, RefusesWhatIsWrong) {
    const auto expect = [](const char* text, errc code, std::uint64_t line) {
        SCOPED_TRACE(text);
        const auto read = sdc::read_bands(rows(text));
        ASSERT_THAT(read, HasErrc(code));
        EXPECT_EQ(read.error().where.file, "list.csv");
        EXPECT_EQ(read.error().where.line, line);
    };
    expect("low,high\n0,\n", errc::missing_column, 1);
    expect("low,high,action\n0,,hide\n", errc::bad_syntax, 2);
    expect("low,high,action\n0,x,keep\n", errc::bad_syntax, 2);
    expect("low,high,action,ties\n0,,keep,up\n", errc::bad_syntax, 2);
    expect("low,high,action\n0,4,suppress\n6,,keep\n", errc::bad_argument, 3);
    expect("low,high,action\n", errc::bad_argument, 0);
}

} // namespace
