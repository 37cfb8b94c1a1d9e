#include <sdc/io/markdown.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <sstream>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string written(const std::string& code, const std::string& marker = "[c]") {
    std::ostringstream out;
    sdc::write_markdown(out, support::release(support::one_dimension({code}, code), {9}),
                        {.marker = {marker}});
    return out.str();
}

TEST(WriteMarkdown, ShowsEachTextAsItIs) {
    const std::vector<std::pair<std::string, std::string>> texts{
        {"<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"},
        {"&lt;b&gt; &#60;", "&amp;lt;b&amp;gt; &amp;#60;"},
        {"[click](http://evil)", "\\[click\\](http\\://evil)"},
        {"![i](x)", "\\!\\[i\\](x)"},
        {"<http://evil>", "&lt;http\\://evil&gt;"},
        {"see www.evil.org or WWW.evil.org", "see www\\.evil.org or WWW\\.evil.org"},
        {"a@b.org", "a\\@b.org"},
        {"mailto:a", "mailto\\:a"},
        {"*a* _b_ **c** __d__ ~~e~~", "\\*a\\* \\_b\\_ \\*\\*c\\*\\* \\_\\_d\\_\\_ \\~\\~e\\~\\~"},
        {"snake_case_1", "snake_case_1"},
        {"a|b", "a\\|b"},
        {"`x`", "\\`x\\`"},
        {"a\\|b", "a\\\\\\|b"},
        {"$x$ [^1]", "\\$x\\$ \\[\\^1\\]"},
        {"- x", "\\- x"},
        {"+ x", "\\+ x"},
        {"# x", "\\# x"},
        {"> x", "&gt; x"},
        {"1. x", "1\\. x"},
        {"12) x", "12\\) x"},
        {"1.5 x-y", "1.5 x-y"},
        {"---", "\\---"},
        {"=", "\\="},
        {"a\nb\r\nc\td", "a b  c d"},
        {"\x1B[31mred", "&lt;U+001B&gt;\\[31mred"},
        {"a\xE2\x80\xAE"
         "b",
         "a&lt;U+202E&gt;b"},
        {"a\xE2\x80\x8B"
         "b",
         "a&lt;U+200B&gt;b"},
        {"\xC2\x9B", "&lt;U+009B&gt;"},
        {"caf\xC3\xA9 \xE2\x82\xAC", "caf\xC3\xA9 \xE2\x82\xAC"},
    };
    for (const auto& [code, shown] : texts) {
        const auto text = written(code);
        EXPECT_THAT(text, HasSubstr("| " + shown + " ")) << code;
        EXPECT_EQ(text.substr(0, 2 + shown.size()), "| " + shown)
            << "the name of a column is shown so, too";
    }
}

TEST(WriteMarkdown, KeepsOneLineARowWhateverTheCodes) {
    for (const char* code : {"a\nb", "a\r\nb", "a|b\n| c | d |", "\xE2\x80\xA8x"}) {
        const auto text = written(code);
        const auto table = text.substr(0, text.find("\n\n") + 1);
        EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 4) << table;
    }
}

TEST(WriteMarkdown, AMarkerStartsNoBlockAndNoDefinition) {
    for (const char* marker : {"-", "#", "+", ">", "1."})
        EXPECT_THAT(written("x", marker), Not(HasSubstr("\n" + std::string(marker) + ":")))
            << marker;
    EXPECT_THAT(written("x", "[a]"), HasSubstr("\n\\[a\\]: suppressed"));
    EXPECT_THAT(written("[c]"), HasSubstr("| \\[c\\] ")) << "a code, not the marker";
}

} // namespace
