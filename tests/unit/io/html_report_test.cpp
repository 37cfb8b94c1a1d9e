#include <sdc/io/html_report.hpp>

#include <sdc/attack/unsafe_bounds.hpp>
#include <sdc/io/score_report.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <sstream>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string report_of(const std::vector<sdc::reported_table>& tables,
                      const sdc::html_report_options& options = {}) {
    std::ostringstream out;
    sdc::write_html_report(out, tables, options);
    return std::move(out).str();
}

std::string report_of(const sdc::audited& proof, const sdc::html_report_options& options = {}) {
    auto intervals = sdc::bound_unsafe_cells(sdc::knowledge_of(proof.plan()), proof.plan());
    return report_of({{.proof = &proof, .intervals = std::move(intervals).value()}}, options);
}

sdc::audited audited_rows(const std::vector<std::string>& codes,
                          const std::vector<std::int64_t>& counts, const sdc::threshold& rule) {
    const auto t = support::leaves_table({support::one_dimension(codes)}, counts);
    return sdc::audit(sdc::suppress(t, {.rules = {rule}}).value()).value();
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

TEST(HtmlReport, StatesTheVerdictInOneSentence) {
    EXPECT_THAT(report_of(support::audited_months()),
                HasSubstr("<p class=\"verdict\">Protected as asked: each of the 2 protection "
                          "requirements of 1 unsafe cell is proved; 4 of 9 cells are "
                          "suppressed.</p>"));
    EXPECT_THAT(report_of(audited_rows({"a", "b"}, {9, 8}, {.minimum = 5})),
                HasSubstr("Nothing to protect: no cell is unsafe by the rules; 0 of 3 cells are "
                          "suppressed."));
    const auto t = support::leaves_table({support::one_dimension({"a", "b"})}, {9, 8});
    const auto rounded = sdc::audit(sdc::round(t, {.bands = sdc::conventional(5)}).value());
    EXPECT_THAT(report_of(rounded.value()), HasSubstr("Not judged: no rule says which cells"));
}

TEST(HtmlReport, TellsStatusesApartByLetterAndShade) {
    const auto page = report_of(support::audited_months());
    EXPECT_THAT(page, HasSubstr("Jan</th><td>16</td><td class=\"p\">2<span class=\"k\">P</span>"
                                "</td><td class=\"q\">14<span class=\"k\">S</span></td></tr>"));
    EXPECT_THAT(page, HasSubstr("<i class=\"p\">n P</i>primary suppression: a rule flags the "
                                "cell"));
    EXPECT_THAT(page, HasSubstr("<i class=\"q\">n S</i>secondary suppression"));
    EXPECT_THAT(page, Not(HasSubstr("<i class=\"z\">"))) << "no zero is suppressed";
    const auto hidden = report_of(audited_rows({"a", "b", "c", "d"}, {0, 3, 4, 9},
                                               {.minimum = 5, .zeros = sdc::zero_policy::hide}));
    EXPECT_THAT(hidden, HasSubstr("<td class=\"z\">0<span class=\"k\">Z</span></td>"));
    EXPECT_THAT(hidden, HasSubstr("1 zero is suppressed by the zero rule"));
}

TEST(HtmlReport, SaysWhatWasAsked) {
    const auto page =
        report_of(support::audited_months(),
                  {.made_by = "costs perturbed by a secret key", .asked = {{"Input", "a<b.csv"}}});
    EXPECT_THAT(page, HasSubstr("Counts from 1 to 4 are unsafe (threshold 5)."));
    EXPECT_THAT(page, HasSubstr("Zeros are always published"));
    EXPECT_THAT(page, HasSubstr("more than one value (cover)."));
    EXPECT_THAT(page, HasSubstr("Anyone who has what is published (the external intruder)."));
    EXPECT_THAT(page, HasSubstr("<dt>Made by</dt><dd>costs perturbed by a secret key.</dd>"));
    EXPECT_THAT(page, HasSubstr("<dt>Input</dt><dd>a&lt;b.csv</dd>"));
}

TEST(HtmlReport, SaysWhyEachCellIsSuppressedAndWhatCanBeInferred) {
    const auto page = report_of(support::audited_months());
    EXPECT_THAT(page, HasSubstr("month Jan, sex f</th><td class=\"n\">2</td><td>2 is below the "
                                "threshold of 5</td>"));
    EXPECT_THAT(page, HasSubstr("month Jan, sex m</th><td class=\"n\">14</td><td>protects month "
                                "Jan, sex f</td>"));
    EXPECT_THAT(page, HasSubstr("month Jan, sex f</th><td>at most 1; at least 4</td><td>1 to "
                                "15</td><td class=\"n\">15</td>"));
    EXPECT_THAT(page, HasSubstr("<th scope=\"row\">the total</th><td class=\"n\">1</td>"));
}

TEST(HtmlReport, OfRoundingShowsBothNumbers) {
    const auto t =
        support::leaves_table({support::one_dimension({"a", "b", "c", "d"})}, {2, 3, 14, 90});
    const auto proof =
        sdc::audit(sdc::round(t, {.bands = sdc::redact_and_round(7, 5)}).value()).value();
    const auto page = report_of(proof);
    EXPECT_THAT(page, HasSubstr("<td class=\"p\">2<span class=\"k\">B</span></td>"));
    EXPECT_THAT(page, HasSubstr("<td class=\"r\">15 (14)</td>"));
    EXPECT_THAT(page, HasSubstr("1 to 7: suppressed<br>8 and more: the nearest multiple of 5"));
    EXPECT_THAT(page, HasSubstr("its band suppresses or labels it"));
    EXPECT_THAT(page, Not(HasSubstr("Information kept")));
}

TEST(HtmlReport, StatesOnScreenAndOnEachPrintedPageThatItIsPrivate) {
    const auto page = report_of(support::audited_months());
    EXPECT_THAT(page, HasSubstr("<title>PRIVATE - do not publish: "));
    EXPECT_THAT(page, HasSubstr("<header class=\"private\">PRIVATE - do not publish</header>"));
    EXPECT_THAT(page, HasSubstr("<div class=\"strip\" aria-hidden=\"true\">PRIVATE - do not "
                                "publish</div>"));
    EXPECT_THAT(page, HasSubstr(".strip { display: block; position: fixed;"))
        << "a fixed element is on each page";
}

TEST(HtmlReport, DrawsScoresWithIdsOfTheirOwn) {
    const auto proof = support::audited_months();
    const auto counts = proof.plan().source;
    const auto score =
        sdc::score_release(
            {.tables = std::make_shared<const sdc::linked_tables>(counts->shared_cube()),
             .counts = counts})
            .value();
    const sdc::reported_table one{.proof = &proof, .score = &score};
    const auto page = report_of({one, one});
    EXPECT_EQ(count_of(page, "<svg "), 4U) << "two maps, two curves";
    for (const char* id : {"t0-map-title", "t1-map-desc", "t1-curve-title", "t0-map-classB"})
        EXPECT_EQ(count_of(page, " id=\"" + std::string(id) + "\""), 1U) << id;
    EXPECT_THAT(page, HasSubstr("aria-labelledby=\"t0-map-title t0-map-desc\""));
    EXPECT_THAT(page, Not(HasSubstr("url(#class")));
    EXPECT_THAT(page, HasSubstr("<h2>First table: count by month and sex</h2>"));
    EXPECT_THAT(page, HasSubstr("<h3>What was asked</h3>"));
}

TEST(HtmlReport, EscapesWhateverCodesHold) {
    const std::string hostile = "</td><script>alert(1)</script>\"'&\n\xE2\x80\xAE";
    const auto t = support::leaves_table({support::one_dimension({hostile, "b"}, hostile + "1"),
                                          support::one_dimension({"c", "d"}, hostile + "2")},
                                         {2, 14, 23, 11});
    const auto proof =
        sdc::audit(sdc::suppress(t, {.rules = {sdc::threshold{.minimum = 5}}}).value()).value();
    const auto score =
        sdc::score_release(
            {.tables = std::make_shared<const sdc::linked_tables>(t->shared_cube()), .counts = t})
            .value();
    const auto page = report_of(
        {{.name = hostile, .proof = &proof, .score = &score}, {.name = hostile, .proof = &proof}},
        {.marker = {hostile}, .made_by = hostile, .asked = {{hostile, hostile}}});
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("\xE2\x80\xAE")));
    EXPECT_EQ(count_of(page, "alert(1)"), count_of(page, "&lt;script&gt;alert(1)"));
}

TEST(HtmlReport, OfALargeTableStaysUnderItsSize_AndSaysWhatIsLeftOut) {
    // Names that grow most when they are escaped.
    std::string longest;
    for (int i = 0; i < 80; ++i) longest += "\xE2\x80\xAE";
    std::vector<std::string> rows, columns;
    for (int i = 0; i < 520; ++i) rows.push_back("r" + std::to_string(i) + longest);
    for (int i = 0; i < 62; ++i) columns.push_back("c" + std::to_string(i) + longest);
    const auto t = support::leaves_table(
        {support::one_dimension(rows, "row"), support::one_dimension(columns, "column")},
        std::vector<std::int64_t>(520 * 62, 9));
    const auto proof = sdc::audit(sdc::round(t, {.bands = sdc::conventional(5)}).value()).value();
    const auto page = report_of({{.proof = &proof}});
    EXPECT_LE(page.size(), sdc::html_report_bytes);
    EXPECT_THAT(page, HasSubstr(" of 521 rows and the first 60 of 63 columns; the private record "
                                "has all."));
    EXPECT_THAT(report_of(support::audited_months(), {.most_listed = 2}),
                HasSubstr("Listed are the first 2 of 3 cells; the private record has all."));
}

TEST(HtmlReport, IsTheSameForTheSameInput) {
    EXPECT_EQ(report_of(support::audited_months()), report_of(support::audited_months()));
}

} // namespace
