#include <sdc/table/value_bands.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;

const sdc::value_bands ages{.column = "age", .starts = {0, 16, 17, 25}};

TEST(ValueBands, HaveNames) {
    EXPECT_THAT(sdc::names_of_bands(ages), ElementsAre("0-15", "16", "17-24", "25+"));
}

TEST(ValueBands, TakeTheirFirstNumberAndAllBelowTheNext) {
    sdc::records rows{.names = {"age", "n"},
                      .fields = {"0", "15", "15", "16", "16", "0", "24", "1", "25", "1", "120", "1",
                                 "34.0", "1", "Not stated", "1", "25+", "1"}};
    ASSERT_THAT(sdc::band_column(rows, ages), support::IsOk());
    std::vector<std::string> bands;
    for (std::size_t row = 0; row < rows.size(); ++row) bands.push_back(rows.field(row, 0));
    EXPECT_THAT(bands, ElementsAre("0-15", "0-15", "16", "17-24", "25+", "25+", "25+", "Not stated",
                                   "25+"));
    EXPECT_EQ(rows.field(0, 1), "15") << "another column has the same text";
}

TEST(ValueBands, RefuseWhatHasNoBand) {
    for (const auto* text : {"", "1O", "-3", "12.5", "15-16"}) {
        sdc::records rows{.names = {"age"}, .fields = {"3", text}};
        const auto r = sdc::band_column(rows, ages);
        ASSERT_THAT(r, HasErrc(errc::bad_syntax)) << text;
        EXPECT_EQ(r.error().where.line, 2U);
    }
    sdc::records rows{.names = {"age"}, .fields = {"3"}};
    EXPECT_THAT(sdc::band_column(rows, {.column = "age", .starts = {5}}),
                HasErrc(errc::bad_syntax));
    EXPECT_THAT(sdc::band_column(rows, {.column = "years", .starts = {0}}),
                HasErrc(errc::missing_column));
}

} // namespace
