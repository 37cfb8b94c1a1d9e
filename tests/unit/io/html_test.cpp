#include <sdc/io/html.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <sstream>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string page_of(const sdc::published& release, const std::string& marker = "[c]") {
    std::ostringstream out;
    sdc::write_html(out, release, {.marker = {marker}});
    return std::move(out).str();
}

std::string body_of(const std::string& page) { return page.substr(page.find("<body>")); }

sdc::published released(const std::vector<sdc::dimension>& by,
                        const std::vector<std::int64_t>& leaves, std::int64_t threshold = 5) {
    const auto t = support::leaves_table(by, leaves);
    const auto plan = sdc::suppress(t, {.rules = {sdc::threshold{.minimum = threshold}}});
    return sdc::publish(sdc::audit(plan.value()).value());
}

std::vector<sdc::dimension> months_by_sex() {
    return {support::one_dimension({"Jan", "Feb"}, "month"),
            support::one_dimension({"f", "m"}, "sex")};
}

TEST(WriteHtml, LaysTheLastDimensionAcross) {
    const auto page = page_of(support::released_months());
    EXPECT_THAT(page, ::testing::StartsWith("<!DOCTYPE html>\n<html lang=\"en\">\n"));
    EXPECT_EQ(body_of(page), R"(<body>
<main>
<h1>count by month and sex</h1>
<div class="scroll short" role="group" tabindex="0" aria-label="count by month and sex">
<table class="cube">
<caption class="spoken">count by month and sex</caption>
<thead>
<tr><th scope="col" rowspan="2">month</th><th scope="colgroup" colspan="3">sex</th></tr>
<tr><th scope="col" class="n m">Total</th><th scope="col" class="n">f</th><th scope="col" class="n">m</th></tr>
</thead>
<tbody>
<tr><th scope="row" class="m">Total</th><td>50</td><td>25</td><td>25</td></tr>
<tr><th scope="row" class="d1">Jan</th><td>16</td><td class="s">[c]</td><td class="s">[c]</td></tr>
<tr><th scope="row" class="d1">Feb, Mar</th><td>34</td><td class="s">[c]</td><td class="s">[c]</td></tr>
</tbody>
</table>
</div>
<h2>Notes</h2>
<dl>
<dt>Method</dt><dd>suppression.</dd>
<dt>Guarantee</dt><dd>Published counts are true. Some counts are suppressed so that an external intruder cannot narrow an unsafe count further than the rule allows.</dd>
<dt>[c]</dt><dd>suppressed to protect confidentiality.</dd>
</dl>
</main>
</body>
</html>
)");
}

TEST(WriteHtml, OfOneDimensionHasOneColumn) {
    const auto page = page_of(support::rounded_months());
    EXPECT_THAT(page, HasSubstr("<th scope=\"col\">month</th>"
                                "<th scope=\"col\" class=\"n\">count_nearest5</th>"));
    EXPECT_THAT(page, HasSubstr("Jan</th><td>1 to 4</td>"));
    EXPECT_THAT(page, HasSubstr("Feb, Mar</th><td>15</td>"));
    EXPECT_THAT(page, Not(HasSubstr("<dt>[c]</dt>"))) << "nothing has the marker";
}

TEST(WriteHtml, NamesEveryDimensionOfARow) {
    const auto page = page_of(
        released({support::one_dimension({"a", "b"}, "x"), support::one_dimension({"c", "d"}, "y"),
                  support::one_dimension({"e", "f"}, "z")},
                 {9, 8, 7, 6, 9, 8, 7, 6}));
    EXPECT_THAT(page, HasSubstr("<tr><th scope=\"row\" class=\"d1\">b</th>"
                                "<th scope=\"row\" class=\"d1\">d</th><td>13</td><td>7</td>"
                                "<td>6</td></tr>"));
}

TEST(WriteHtml, ShowsEachTextAsItIs) {
    const std::vector<std::pair<std::string, std::string>> texts{
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\" onmouseover=\"x", "&quot; onmouseover=&quot;x"},
        {"' autofocus '", "&#39; autofocus &#39;"},
        {"&lt;b&gt; &#60;", "&amp;lt;b&amp;gt; &amp;#60;"},
        {"</caption></table><h1>", "&lt;/caption&gt;&lt;/table&gt;&lt;h1&gt;"},
        {"<!-- x -->", "&lt;!-- x --&gt;"},
        {"a\nb\r\nc\td", "a b  c d"},
        {std::string("a\0b", 3), "a&lt;U+0000&gt;b"},
        {"a\xE2\x80\xAE"
         "b",
         "a&lt;U+202E&gt;b"},
        {"\xEF\xBB\xBFx", "&lt;U+FEFF&gt;x"},
        {"\xC2\x9B", "&lt;U+009B&gt;"},
        {"\xFF", "\xEF\xBF\xBD"},
        {"caf\xC3\xA9 \xE2\x82\xAC", "caf\xC3\xA9 \xE2\x82\xAC"}};
    for (const auto& [code, shown] : texts) {
        const auto page = page_of(released({support::one_dimension({code, "b"}, code)}, {9, 8}));
        EXPECT_THAT(page, HasSubstr("scope=\"row\" class=\"d1\">" + shown + "</th>")) << code;
        EXPECT_THAT(page, HasSubstr("<th scope=\"col\">" + shown + "</th>")) << code;
        EXPECT_THAT(page, HasSubstr("<title>count by " + shown + "</title>")) << code;
        EXPECT_THAT(page, HasSubstr("aria-label=\"count by " + shown + "\"")) << code;
    }
    EXPECT_THAT(page_of(support::released_months(), "<b>"),
                ::testing::AllOf(HasSubstr("<td class=\"s\">&lt;b&gt;</td>"),
                                 HasSubstr("<dt>&lt;b&gt;</dt>")));
}

TEST(WriteHtml, HoldsNoSuppressedValue) {
    // Numbers that no style has.
    const auto page = page_of(released(months_by_sex(), {27182, 31415, 57721, 66260}, 30000));
    EXPECT_THAT(page, HasSubstr("<td>58597</td>")) << "what is published is found";
    for (const char* value : {"27182", "31415", "57721", "66260"})
        EXPECT_THAT(page, Not(HasSubstr(value)));
}

TEST(WriteHtml, TellsPrimaryFromSecondaryNowhere) {
    // Of one pattern and the same margins, once January f is unsafe, once January m.
    const auto first = page_of(released(months_by_sex(), {2, 14, 23, 11}));
    const auto second = page_of(released(months_by_sex(), {14, 2, 11, 23}));
    EXPECT_EQ(first, second);
}

TEST(WriteHtml, LoadsNothingAndRunsNothing) {
    const auto page = page_of(support::released_months());
    for (const char* text : {"<script", "http:", "https:", "url(", "@import", "<link", "src="})
        EXPECT_THAT(page, Not(HasSubstr(text)));
}

TEST(WriteHtml, SaysWhatItLeavesOut) {
    std::vector<std::string> codes;
    for (int i = 0; i < 600; ++i) codes.push_back("k" + std::to_string(i));
    const auto page =
        page_of(released({support::one_dimension({"a"}, "x"), support::one_dimension(codes)},
                         std::vector<std::int64_t>(600, 7)));
    EXPECT_THAT(page, HasSubstr("<p class=\"cut\">Shown are the first 500 of 601 columns; the "
                                "release as CSV or JSON has all.</p>"));
    EXPECT_THAT(page, HasSubstr(">k498</th>"));
    EXPECT_THAT(page, Not(HasSubstr(">k499</th>")));
}

} // namespace
