#include <sdc/io/measures.hpp>

#include <sdc/io/as_read.hpp>

#include "released.hpp"
#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace {

using support::HasErrc;

const auto first = support::release(support::one_dimension({"a", "=b", "c"}), {3, 20, 30});
const auto second = support::release(support::one_dimension({"a", "=b", "c"}), {30, 20, 10});
const std::vector<sdc::released_measure> both{{"incidents", &first}, {"arrests", &second}};

TEST(Measures, HaveAColumnEach) {
    std::ostringstream text;
    sdc::write_csv(text, both);
    EXPECT_EQ(text.str(), "kind,incidents,arrests\nTotal,53,60\na,[c],30\n'=b,[c],20\nc,30,10\n");
}

TEST(Measures, KeepTheColumnsOfTheirFile) {
    const sdc::file_rows file{
        .rows = {.source = "x",
                 .names = {"arrests", "rate", "kind", "incidents"},
                 .fields = {"10", "0.1", "c", "30", "30", "0.2", "a", "3", "20", "1", "=b", "20"},
                 .separator = ';'}};
    std::ostringstream text;
    ASSERT_THAT(sdc::write_as_read(text, both, file, {}, {.escape_formulas = false}),
                support::IsOk());
    EXPECT_EQ(text.str(), "arrests;kind;incidents\n10;c;30\n30;a;[c]\n20;=b;[c]\n");
    auto other = both;
    other[1].name = "charges";
    EXPECT_THAT(sdc::write_as_read(text, other, file, {}), HasErrc(sdc::errc::not_available));
}

TEST(Measures, ASuppressedCellOfAnyNeedsARow) {
    const sdc::file_rows file{.rows = {.source = "x",
                                       .names = {"kind", "arrests", "incidents"},
                                       .fields = {"c", "10", "30", "a", "30", "3"}}};
    const std::vector<sdc::released_measure> turned{both[1], both[0]};
    std::ostringstream text;
    EXPECT_THAT(sdc::write_as_read(text, turned, file, {}), HasErrc(sdc::errc::not_available));
    EXPECT_EQ(text.str(), "");
    const std::vector<sdc::residual_code> without_row{{"kind", "=b"}};
    ASSERT_THAT(sdc::write_as_read(text, turned, file, without_row), support::IsOk());
    EXPECT_EQ(text.str(), "kind,arrests,incidents\nc,10,30\na,30,[c]\n");
}

TEST(Measures, HaveNoPercentages) {
    const sdc::file_rows file{
        .rows = {.source = "x",
                 .names = {"kind", "arrests", "incidents"},
                 .fields = {"c", "10", "30", "a", "30", "3", "=b", "20", "20"}}};
    std::ostringstream text;
    EXPECT_THAT(sdc::write_as_read(text, both, file, {}, {.percent = {.of = "kind"}}),
                HasErrc(sdc::errc::not_available));
    EXPECT_EQ(text.str(), "");
}

TEST(Measures, NamesEndInTheSuffixOfTheMethod) {
    const auto rounded = support::rounded_months();
    const std::vector<sdc::released_measure> one{{"incidents", &rounded}};
    std::ostringstream text;
    sdc::write_csv(text, one);
    EXPECT_TRUE(text.str().starts_with("month,incidents" + rounded.method().suffix + "\n"));
}

} // namespace
