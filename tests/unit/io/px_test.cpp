#include <sdc/io/px.hpp>

#include <matchers.hpp>

#include "shown_tables.hpp"

#include <sstream>

namespace {

using ::testing::HasSubstr;

std::string as_px(const sdc::published& release, const sdc::write_options& options = {}) {
    std::ostringstream out;
    EXPECT_TRUE(sdc::write_px(out, release, options));
    return out.str();
}

TEST(WritePx, HasEveryCellAndTheTextsOfItsDots) {
    EXPECT_EQ(as_px(support::released_months()), R"(CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="en";
DECIMALS=0;
SHOWDECIMALS=0;
MATRIX="table";
AGGREGALLOWED=NO;
SUBJECT-CODE="0";
SUBJECT-AREA="count";
TITLE="count by month and sex";
CONTENTS="count";
UNITS="count";
STUB="month";
HEADING="sex";
VALUES("month")="Total","Jan","Feb, Mar";
VALUES("sex")="Total","f","m";
CODES("month")="Total","Jan","Feb, Mar";
CODES("sex")="Total","f","m";
ELIMINATION("month")="Total";
ELIMINATION("sex")="Total";
NOTE="Method: suppression.#Published counts are true. Some counts are suppressed so that an external intruder cannot narrow an unsafe count further than the rule allows.#[c]: suppressed to protect confidentiality.";
DATASYMBOL2="[c]";
DATA=
50 25 25 
16 ".." ".." 
34 ".." ".." ;
)");
}

TEST(WritePx, ShowsTheSameTable) {
    for (const auto& release : {support::released_months(), support::rounded_months(),
                                support::released_areas(), support::released_hostile_codes()})
        EXPECT_EQ(support::shown_by_px(as_px(release)), support::shown_by(release));
    EXPECT_EQ(support::shown_by_px(as_px(support::released_months(), {.marker = {"*"}})),
              support::shown_by(support::released_months(), "*"));
}

TEST(WritePx, NamesValuesByLabelsAndTellsEqualOnesApart) {
    const std::vector<sdc::code_parent> entries{
        {"All", "", "Everywhere"}, {"N", "All", "Other"}, {"S", "All", "Other"}, {"T", "All", ""}};
    const auto text =
        as_px(support::release({"area", sdc::hierarchy::from_parents(entries).value()}, {9, 8, 7}));
    EXPECT_THAT(text,
                HasSubstr("VALUES(\"area\")=\"Everywhere\",\"Other (N)\",\"Other (S)\",\"T\";\n"
                          "CODES(\"area\")=\"All\",\"N\",\"S\",\"T\";\n"
                          "ELIMINATION(\"area\")=\"Everywhere\";\n"));
    EXPECT_THAT(text, ::testing::Not(HasSubstr("HEADING"))) << "one dimension is the stub";
}

TEST(WritePx, KeepsLinesShortAndTextsWhole) {
    std::vector<std::string> codes;
    std::vector<std::int64_t> leaves;
    for (int i = 0; i < 300; ++i) {
        codes.push_back("code " + std::to_string(i));
        leaves.push_back(1'000'000'000 + i);
    }
    std::string title;
    while (title.size() < 900) title += "caf\xC3\xA9 ";
    const auto release = support::release(support::one_dimension(codes), leaves);
    for (const auto& long_title : {title, std::string(700, 'x')}) {
        const auto text = as_px(release, {.title = long_title});
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 256U) << line;
        EXPECT_EQ(support::shown_by_px(text), support::shown_by(release));
        EXPECT_EQ(support::px_keywords(text).at("TITLE"), std::vector<std::string>{long_title});
    }
}

TEST(WritePx, RefusesMoreLabelsThanItHasSymbols) {
    sdc::banding bands{.name = "labels", .bands = {{.low = 0, .high = 0}}};
    for (std::int64_t n = 1; n <= 6; ++n)
        bands.bands.push_back({.low = 2 * n - 1,
                               .high = 2 * n,
                               .action = sdc::band_action::label,
                               .label = "about " + std::to_string(n)});
    bands.bands.push_back({.low = 13, .action = sdc::band_action::round, .base = 5});
    const auto rounded = [&](std::vector<std::int64_t> leaves) {
        std::vector<std::string> codes;
        for (std::size_t i = 0; i < leaves.size(); ++i) codes.push_back("c" + std::to_string(i));
        const auto t = support::leaves_table({support::one_dimension(codes)}, leaves);
        return sdc::publish(sdc::audit(sdc::round(t, {.bands = bands}).value()).value());
    };
    const auto five = rounded({1, 3, 5, 7, 9, 100});
    EXPECT_EQ(support::shown_by_px(as_px(five)), support::shown_by(five));
    std::ostringstream out;
    const auto e = sdc::write_px(out, rounded({1, 3, 5, 7, 9, 11}));
    ASSERT_FALSE(e);
    EXPECT_EQ(e.error().field, "release_output.format");
    EXPECT_EQ(out.str(), "");
}

} // namespace
