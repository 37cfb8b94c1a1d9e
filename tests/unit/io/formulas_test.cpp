#include <sdc/io/formulas.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

namespace {

using sdc::escape_formula;
using sdc::unescape_formula;
using ::testing::ElementsAre;

const std::vector<std::string> starts{"=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

TEST(EscapeFormula, PutsAnApostropheBeforeWhatASpreadsheetWouldRun) {
    for (const auto& start : starts) {
        EXPECT_EQ(escape_formula(start + "x"), "'" + start + "x");
        EXPECT_EQ(escape_formula("'" + start + "x"), "''" + start + "x");
        EXPECT_EQ(escape_formula("''" + start), "'''" + start);
        EXPECT_EQ(escape_formula("x" + start), "x" + start);
    }
}

TEST(EscapeFormula, LeavesNumbersAndOtherTexts) {
    for (const char* text : {"", "'", "''", "x", "'x", "-1", "+1", "-12.50", "12", "[c]", "*", "1-4", "'-1"}) EXPECT_EQ(escape_formula(text), text);
    for (const char* text : {"-1+1", "-", "+", "-1.", "-.5", "+1e5", "--1"}) EXPECT_EQ(escape_formula(text), std::string("'") + text);
}

/// Up to six characters, among which formulas and apostrophes are frequent.
std::string any_text(std::mt19937& from) {
    static const std::vector<std::string> pieces{"'", "'", "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "1", ".", "x", "\"", ",", " ", "\n", "|"};
    std::string text;
    for (auto n = from() % 7; n > 0; --n) text += pieces[from() % pieces.size()];
    return text;
}

TEST(EscapeFormula, IsUndoneExactly) {
    std::mt19937 from(7);
    std::set<std::string> texts, escaped;
    for (int i = 0; i < 20'000; ++i) texts.insert(any_text(from));
    for (const auto& text : texts) {
        EXPECT_EQ(unescape_formula(escape_formula(text)), text);
        EXPECT_TRUE(escaped.insert(escape_formula(text)).second) << "two texts look alike: " << text;
    }
}

TEST(UnescapeFormulas, GivesBackTheCodesOfEveryReleaseThatWeWrite) {
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
                    for (const auto& field : rows->fields) EXPECT_FALSE(field.starts_with(start) && field != escape_formula(field)) << field;
                }
                rows = sdc::unescape_formulas(*std::move(rows), std::vector{name});
            }
            EXPECT_EQ(rows->names[0], name);
            for (std::size_t i = 0; i < codes.size(); ++i) EXPECT_EQ(rows->field(i + 1, 0), codes[i]);
        }
    }
}

TEST(UnescapeFormulas, LeavesATableWithABareFormula) {
    const auto raw = sdc::parse_csv("k,n\nTotal,9\n=x,5\n'=x,4\n", "x");
    EXPECT_EQ(sdc::unescape_formulas(*raw, std::vector<std::string>{"k"}).fields, raw->fields);
}

TEST(UnescapeFormulas, LeavesColumnsThatAreNoDimension) {
    const auto rows = sdc::parse_csv("k,n\n'=x,'=5\n", "x");
    EXPECT_THAT(sdc::unescape_formulas(*rows, std::vector<std::string>{"k"}).fields, ElementsAre("=x", "'=5"));
}

TEST(WriteCsv, LeavesTheMarkerAndEscapesLabels) {
    std::ostringstream out;
    sdc::write_csv(out, support::released_months(), {.marker = {"-"}});
    EXPECT_THAT(out.str(), ::testing::HasSubstr("Jan,f,-\n"));
}

} // namespace
