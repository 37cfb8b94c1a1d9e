#include <sdc/io/csv.hpp>
#include <sdc/io/csv_file.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <sstream>

namespace {

using sdc::errc;
using sdc::parse_csv;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseCsv, ReadsHeaderAndRows) {
    const auto r = parse_csv("a,b\n1,2\n3,4\n", "x.csv");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->names, ElementsAre("a", "b"));
    EXPECT_THAT(r->fields, ElementsAre("1", "2", "3", "4"));
    EXPECT_THAT(r->lines, ElementsAre(2, 3));
    EXPECT_EQ(r->source, "x.csv");
}

TEST(ParseCsv, AcceptsByteOrderMarkCrlfAndNoLastNewline) {
    const auto r = parse_csv("\xEF\xBB\xBF"
                             "a,b\r\n1,2\r\n3,4",
                             "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->names, ElementsAre("a", "b"));
    EXPECT_THAT(r->fields, ElementsAre("1", "2", "3", "4"));
}

TEST(ParseCsv, KeepsWhatQuotesHold) {
    const auto r = parse_csv("a,b\n\"x,\"\"y\"\"\",\"one\ntwo\r\nthree\rfour\"\n5,6\n", "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->fields, ElementsAre("x,\"y\"", "one\ntwo\r\nthree\rfour", "5", "6"));
    EXPECT_THAT(r->lines, ElementsAre(2, 6)) << "a newline inside quotes is a line of the file";
}

TEST(ParseCsv, KeepsEmptyFieldsAndBlanks) {
    const auto r = parse_csv("a,b,c\n,\"\", x \n", "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->fields, ElementsAre("", "", " x "));
}

TEST(ParseCsv, SkipsBlankLastLines) {
    EXPECT_EQ(parse_csv("a,b\n1,2\n\n\r\n\n", "x")->size(), 1U);
    EXPECT_EQ(parse_csv("a,b\n\n", "x")->size(), 0U);
    EXPECT_EQ(parse_csv("a,b", "x")->size(), 0U);
}

struct refusal {
    const char* name;
    std::string text;
    errc code;
    std::uint64_t line, column;
    const char* message;
};

class ParseCsvRefuses : public ::testing::TestWithParam<refusal> {};

TEST_P(ParseCsvRefuses, AndSaysWhere) {
    const auto& p = GetParam();
    const auto r = parse_csv(p.text, "in.csv");
    ASSERT_THAT(r, HasErrc(p.code));
    EXPECT_EQ(r.error().where.file, "in.csv");
    EXPECT_EQ(r.error().where.line, p.line);
    EXPECT_EQ(r.error().where.column, p.column);
    EXPECT_THAT(r.error().message, HasSubstr(p.message));
}

INSTANTIATE_TEST_SUITE_P(
    Text, ParseCsvRefuses,
    ::testing::Values(
        refusal{"Empty", "", errc::bad_syntax, 1, 0, "empty file"},
        refusal{"OnlyMark", "\xEF\xBB\xBF", errc::bad_syntax, 1, 0, "empty file"},
        refusal{"BlankHeader", "\n1\n", errc::bad_syntax, 1, 1, "empty column name"},
        refusal{"EmptyName", "a,,c\n", errc::bad_syntax, 1, 2, "empty column name"},
        refusal{"NameTwice", "a,b,a\n", errc::duplicate, 1, 3, "given twice"},
        refusal{"TooFew", "a,b\n1,2\n3\n", errc::bad_syntax, 3, 2, "too few"},
        refusal{"TooMany", "a,b\n1,2,3\n", errc::bad_syntax, 2, 3, "too many"},
        refusal{"BlankLine", "a,b\n1,2\n\n3,4\n", errc::bad_syntax, 3, 0, "blank line"},
        refusal{"QuoteInside", "a,b\n1,x\"y\"\n", errc::bad_syntax, 2, 2, "quote inside"},
        refusal{"AfterQuote", "a,b\n1,\"x\"y\n", errc::bad_syntax, 2, 2, "after a closing quote"},
        refusal{"BlankAfterQuote", "a,b\n\"x\" ,1\n", errc::bad_syntax, 2, 1,
                "after a closing quote"},
        refusal{"Unclosed", "a,b\n1,2\n3,\"x\ny\n", errc::bad_syntax, 3, 2, "not closed"},
        refusal{"LoneReturn", "a,b\r1,2\r", errc::bad_syntax, 1, 2, "carriage return"},
        refusal{"BadByte", "a,b\n1,\xFF\n", errc::bad_syntax, 2, 2, "UTF-8"},
        refusal{"BadByteInQuotes", "a,b\n1,\"x\n\xC3(\"\n", errc::bad_syntax, 3, 2, "UTF-8"},
        refusal{"Overlong", "a\n\xC0\xAF\n", errc::bad_syntax, 2, 1, "UTF-8"},
        refusal{"Surrogate", "a\n\xED\xA0\x80\n", errc::bad_syntax, 2, 1, "UTF-8"},
        refusal{"BeyondUnicode", "a\n\xF4\x90\x80\x80\n", errc::bad_syntax, 2, 1, "UTF-8"},
        refusal{"CutShort", "a\n\xE2\x82", errc::bad_syntax, 2, 1, "UTF-8"},
        refusal{"Utf16", std::string("a\0,\0b\0", 6), errc::bad_syntax, 1, 1, "UTF-8"}),
    [](const auto& tested) { return tested.param.name; });

TEST(ParseCsv, AcceptsEveryLengthOfUtf8) {
    const auto r = parse_csv("a\n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82\n", "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_EQ(r->fields[0], "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82");
}

TEST(ReadCsv, MissingFileIsNamed) {
    const auto r = sdc::read_csv("/nonexistent/in.csv");
    ASSERT_THAT(r, HasErrc(errc::io_failure));
    EXPECT_EQ(r.error().where.file, "/nonexistent/in.csv");
}

TEST(WriteCsv, ShowsEveryCellInPreOrderWithOneMarker) {
    std::ostringstream out;
    sdc::write_csv(out, support::released_months());
    EXPECT_EQ(out.str(), "month,sex,count\n"
                         "Total,Total,50\nTotal,f,25\nTotal,m,25\n"
                         "Jan,Total,16\nJan,f,[c]\nJan,m,[c]\n"
                         "\"Feb, Mar\",Total,34\n\"Feb, Mar\",f,[c]\n\"Feb, Mar\",m,[c]\n");
}

TEST(WriteCsv, QuotesWhatNeedsIt) {
    std::ostringstream out;
    sdc::write_csv(
        out, support::release(support::one_dimension({"a\"b", " c", "d\ne", "f"}), {9, 9, 9, 9}),
        {.marker = {"*"}});
    EXPECT_EQ(out.str(), "kind,count\nTotal,36\n\"a\"\"b\",9\n\" c\",9\n\"d\ne\",9\nf,9\n");
}

TEST(WriteCsv, IsReadBackAsWritten) {
    std::ostringstream out;
    sdc::write_csv(
        out, support::release(support::one_dimension({"a\"b", " c ", "d\r\ne", "f,\tg", "\t"}),
                              {9, 9, 9, 9, 9}));
    const auto r = parse_csv(out.str(), "x");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->fields, ElementsAre("Total", "45", "a\"b", "9", " c ", "9", "d\r\ne", "9",
                                       "f,\tg", "9", "'\t", "9"))
        << "formulas_test.cpp has the rest";
}

} // namespace
