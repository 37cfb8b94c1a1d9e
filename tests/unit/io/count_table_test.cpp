#include <sdc/io/count_table.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <span>
#include <string>
#include <vector>

namespace {

using support::HasErrc;
using support::IsOk;

sdc::result<sdc::table> tabulate(const std::string& zeros) {
    const auto rows = sdc::parse_csv("x,n\nx0,3\nx1,4\n", "in.csv").value();
    return sdc::tabulate_with_zeros(rows, {.by = {support::flat("x", 3)}, .count = "n"},
                                    zeros.empty() ? sdc::records()
                                                  : sdc::parse_csv(zeros, "zeros.csv").value());
}

TEST(CountTable, TheListSaysWhichEmptyCellsCannotHoldAnybody) {
    EXPECT_THAT(tabulate("")->structural_zeros(), testing::IsEmpty());
    EXPECT_THAT(tabulate("x\nx2\n")->structural_zeros(), testing::ElementsAre(3));
}

TEST(CountTable, ADimensionHasTheCodesOfAllFilesInTheirOrder) {
    const std::vector<sdc::records> files{sdc::parse_csv("x,y\nb,1\na,2\n", "one.csv").value(),
                                          sdc::parse_csv("y,x\n1,c\n2,a\n", "two.csv").value(),
                                          sdc::parse_csv("y\n1\n", "three.csv").value()};
    const auto first = std::span(files).first(2);
    const auto made = sdc::flat_dimension(first, "x", "All").value();
    std::vector<std::string> ids;
    for (sdc::code_index i = 0; i < made.codes.size(); ++i) ids.push_back(made.codes[i].id);
    EXPECT_THAT(ids, testing::ElementsAre("All", "b", "a", "c"));
    const auto refused = sdc::flat_dimension(files, "x", "All");
    ASSERT_THAT(refused, HasErrc(sdc::errc::missing_column));
    EXPECT_EQ(refused.error().where.file, "three.csv");
}

TEST(CountTable, AZeroThatIsNoneIsNamedByItsLine) {
    const auto r = tabulate("x\nx2\nx1\n");
    ASSERT_FALSE(r.has_value());
    EXPECT_EQ(r.error().where.file, "zeros.csv");
    EXPECT_EQ(r.error().where.line, 3U);
    EXPECT_THAT(tabulate("x\nx7\n"), HasErrc(sdc::errc::unknown_code));
    EXPECT_THAT(tabulate("y\nx2\n"), HasErrc(sdc::errc::missing_column));
}

} // namespace
