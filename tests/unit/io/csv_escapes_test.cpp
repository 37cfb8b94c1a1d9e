#include <sdc/io/csv_escapes.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

namespace {

using sdc::escape_csv_text;
using sdc::unescape_csv_text;
using ::testing::ElementsAre;

const std::vector<std::string> starts{
    "=",           "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
    "\xEF\xBC\xA0"};

TEST(EscapeCsvText, PutsAnApostropheBeforeWhatASpreadsheetWouldRun) {
    for (const auto& start : starts) {
        EXPECT_EQ(escape_csv_text(start + "x"), "'" + start + "x");
        EXPECT_EQ(escape_csv_text("'" + start + "x"), "''" + start + "x");
        EXPECT_EQ(escape_csv_text("''" + start), "'''" + start);
        EXPECT_EQ(escape_csv_text("x" + start), "x" + start);
    }
}

TEST(EscapeCsvText, LeavesNumbersAndOtherTexts) {
    for (const char* text :
         {"", "'", "''", "x", "'x", "-1", "+1", "-12.50", "12", "[c]", "*", "1-4", "'-1"})
        EXPECT_EQ(escape_csv_text(text), text);
    for (const char* text : {"-1+1", "-", "+", "-1.", "-.5", "+1e5", "--1"})
        EXPECT_EQ(escape_csv_text(text), std::string("'") + text);
}

/// Up to six characters, among which formulas and apostrophes are frequent.
std::string any_text(std::mt19937& from) {
    static const std::vector<std::string> pieces{"'",        "'",        "=",
                                                 "+",        "-",        "@",
                                                 "\t",       "\r",       "\xEF\xBC\x9D",
                                                 "1",        ".",        "x",
                                                 "\"",       ",",        " ",
                                                 "\n",       "|",        "\x1B",
                                                 "\x7F",     "\xC2\x9B", "\xE2\x80\xAE",
                                                 "<",        "<U+",      "001B>",
                                                 "<U+003C>", "<U+001b>", "<U+41>"};
    std::string text;
    for (auto n = from() % 7; n > 0; --n) text += pieces[from() % pieces.size()];
    return text;
}

TEST(EscapeCsvText, NamesControlsAndMarksOfDirection) {
    EXPECT_EQ(escape_csv_text("\x1B[31mred"), "<U+001B>[31mred");
    EXPECT_EQ(escape_csv_text("a\x7F"), "a<U+007F>");
    EXPECT_EQ(escape_csv_text("csi\xC2\x9B!"), "csi<U+009B>!");
    EXPECT_EQ(escape_csv_text("rtl\xE2\x80\xAE"
                              "fdp"),
              "rtl<U+202E>fdp");
    EXPECT_EQ(escape_csv_text("=\x07"), "'=<U+0007>");
    EXPECT_EQ(escape_csv_text("two\tin\na cell"), "two\tin\na cell")
        << "as CSV may have them, in quotes";
    EXPECT_EQ(escape_csv_text("\xE2\x80\x8D"), "\xE2\x80\x8D") << "a joiner is part of words";
}

TEST(EscapeCsvText, ATextThatLooksEscapedIsNotTakenForIt) {
    EXPECT_EQ(escape_csv_text("<U+001B>"), "<U+003C>U+001B>");
    EXPECT_EQ(escape_csv_text("a < b"), "a < b");
    for (const char* text :
         {"<U+001b>", "<U+1B>", "<U+0041>", "<U+", "<U+001B", "<U+003C>x", "<U+110000>"})
        EXPECT_EQ(unescape_csv_text(text), text);
}

TEST(EscapeCsvText, IsUndoneExactly) {
    std::mt19937 from(7);
    std::set<std::string> texts, escaped;
    for (int i = 0; i < 20'000; ++i) texts.insert(any_text(from));
    for (const auto& text : texts) {
        EXPECT_EQ(unescape_csv_text(escape_csv_text(text)), text);
        EXPECT_TRUE(escaped.insert(escape_csv_text(text)).second)
            << "two texts look alike: " << text;
    }
}

TEST(UnescapeCsvRows, GivesBackTheCodesOfEveryReleaseThatWeWrite) {
    std::mt19937 from(11);
    for (int round = 0; round < 300; ++round) {
        std::set<std::string> distinct;
        while (distinct.size() < 5) {
            auto text = any_text(from);
            if (!text.empty() && text != "Total") distinct.insert(std::move(text));
        }
        std::vector<std::string> codes(distinct.begin(), distinct.end());
        std::shuffle(codes.begin(), codes.end(), from);
        const auto name = codes.back();
        codes.pop_back();
        const auto release = support::release(support::one_dimension(codes, name), {9, 8, 7, 6});
        for (const bool escapes : {true, false}) {
            std::ostringstream out;
            sdc::write_csv(out, release, {.escape_formulas = escapes});
            auto rows = sdc::parse_csv(out.str(), "x");
            ASSERT_THAT(rows, support::IsOk());
            if (escapes) {
                for (const auto& start : starts) {
                    for (const auto& field : rows->fields)
                        EXPECT_FALSE(field.starts_with(start) && field != escape_csv_text(field))
                            << field;
                }
                rows = sdc::unescape_csv_rows(*std::move(rows), std::vector{name});
            }
            EXPECT_EQ(rows->names[0], name);
            for (std::size_t i = 0; i < codes.size(); ++i)
                EXPECT_EQ(rows->field(i + 1, 0), codes[i]);
        }
    }
}

TEST(UnescapeCsvRows, LeavesATableWithABareFormula) {
    const auto raw = sdc::parse_csv("k,n\nTotal,9\n=x,5\n'=x,4\n", "x");
    EXPECT_EQ(sdc::unescape_csv_rows(*raw, std::vector<std::string>{"k"}).fields, raw->fields);
}

TEST(UnescapeCsvRows, LeavesATableWithABareControlCharacter) {
    const auto raw = sdc::parse_csv("k,n\nTotal,9\na\x1B,5\n<U+001B>,4\n", "x");
    EXPECT_EQ(sdc::unescape_csv_rows(*raw, std::vector<std::string>{"k"}).fields, raw->fields);
}

TEST(UnescapeCsvRows, LeavesColumnsThatAreNoDimension) {
    const auto rows = sdc::parse_csv("k,n\n'=x,'=5\n", "x");
    EXPECT_THAT(sdc::unescape_csv_rows(*rows, std::vector<std::string>{"k"}).fields,
                ElementsAre("=x", "'=5"));
}

TEST(WriteCsv, LeavesTheMarkerAndEscapesLabels) {
    std::ostringstream out;
    sdc::write_csv(out, support::released_months(), {.marker = {"-"}});
    EXPECT_THAT(out.str(), ::testing::HasSubstr("Jan,f,-\n"));
}

} // namespace
