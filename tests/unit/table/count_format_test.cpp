/// How people write whole numbers: read in the one way in which they can be meant, or refused.
#include <sdc/table/tabulate.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::decimal_mark;
using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;
using testing::HasSubstr;

/// The counts of a column, one row for each.
sdc::result<std::vector<std::int64_t>> read(const std::vector<std::string>& texts,
                                            char separator = ',', sdc::count_format format = {}) {
    sdc::records rows{.source = "n.csv", .names = {"k", "n"}, .separator = separator};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        rows.fields.push_back("c" + std::to_string(i));
        rows.fields.push_back(texts[i]);
    }
    const auto by = sdc::flat_dimension(rows, "k");
    if (!by) return by.error();
    const auto counts = sdc::tabulate(rows, {.by = {*by}, .count = "n", .counts = format});
    if (!counts) return counts.error();
    std::vector<std::int64_t> read;
    for (std::size_t i = 1; i <= texts.size(); ++i) read.push_back(counts->value(i));
    return read;
}

TEST(CountFormat, ReadsEveryShapeThatIsOneThing) {
    EXPECT_THAT(read({"1,234", "30"}).value(), ElementsAre(1234, 30));
    EXPECT_THAT(read({"1,234,567", "30"}).value(), ElementsAre(1234567, 30));
    EXPECT_THAT(read({"9.0", "30.0", "7.00"}).value(), ElementsAre(9, 30, 7));
    EXPECT_THAT(read({" 12", "30 ",
                      "\xC2\xA0"
                      "4"})
                    .value(),
                ElementsAre(12, 30, 4));
    EXPECT_THAT(read({"23 040", "5"}).value(), ElementsAre(23040, 5));
    EXPECT_THAT(read({"23\xE2\x80\xAF"
                      "040",
                      "5"})
                    .value(),
                ElementsAre(23040, 5));
    EXPECT_THAT(read({"23'040", "5"}).value(), ElementsAre(23040, 5));
    EXPECT_THAT(read({"23.040", "5"}, ';').value(), ElementsAre(23040, 5));
    EXPECT_THAT(read({"23.040,0", "5,0"}, ';').value(), ElementsAre(23040, 5));
    EXPECT_THAT(read({"9.0", "30"}, ';').value(), ElementsAre(9, 30));
    EXPECT_THAT(read({"0", "007"}).value(), ElementsAre(0, 7));
}

TEST(CountFormat, RefusesWhatCanBeReadInTwoWays) {
    for (const auto& [texts, separator] :
         std::vector<std::pair<std::vector<std::string>, char>>{{{"1.000", "5"}, ';'},
                                                                {{"1.000", "5"}, ','},
                                                                {{"1,000", "5"}, ';'},
                                                                {{"23.040", "5"}, '\t'},
                                                                {{"2,500", "5"}, ';'}}) {
        const auto r = read(texts, separator);
        ASSERT_THAT(r, HasErrc(errc::bad_syntax)) << texts[0];
        EXPECT_EQ(r.error().field, "count_format.decimal") << texts[0];
        EXPECT_EQ(r.error().where.line, 1U) << texts[0];
    }
    EXPECT_THAT(read({"1.000"}, ';', {.decimal = decimal_mark::comma}).value(), ElementsAre(1000));
    EXPECT_THAT(read({"1.000"}, ';', {.decimal = decimal_mark::point}).value(), ElementsAre(1));
    EXPECT_THAT(read({"1,000"}, ';', {.decimal = decimal_mark::point}).value(), ElementsAre(1000));
    EXPECT_THAT(read({"23.040"}, '\t', {.decimal = decimal_mark::comma}).value(),
                ElementsAre(23040));
}

TEST(CountFormat, RefusesWhatIsNoWholeNumber) {
    for (const auto* text : {"12.5", "1,23", "0,123", "1,2345", ",123", "1,,234", "-3", "+3", "3%",
                             "1e3", "x", "1 23", "12.", "1,234.5", "NA"}) {
        const auto r = read({"7", text});
        ASSERT_THAT(r, HasErrc(errc::bad_syntax)) << text;
        EXPECT_EQ(r.error().where.line, 2U) << text;
    }
    EXPECT_THAT(read({"99999999999999999999"}), HasErrc(errc::overflow));
}

TEST(CountFormat, RefusesANumberUnlikeTheOthers) {
    const auto r = read({"1,234", "5,678", "1'234"});
    ASSERT_THAT(r, HasErrc(errc::bad_syntax));
    EXPECT_EQ(r.error().where.line, 3U);
}

TEST(CountFormat, EmptyIsZeroOnlyIfItIsSaid) {
    for (const auto* text : {"", " ", "-", "\xE2\x80\x93"}) {
        const auto r = read({"7", text});
        ASSERT_THAT(r, HasErrc(errc::bad_syntax)) << text;
        EXPECT_EQ(r.error().field, "count_format.empty_is_zero");
        EXPECT_THAT(read({"7", text}, ',', {.empty_is_zero = true}).value(), ElementsAre(7, 0));
    }
}

} // namespace
