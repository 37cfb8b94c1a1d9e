#include <sdc/io/spreadsheet.hpp>

#include <sdc/io/inspect.hpp>
#include <sdc/io/workbook.hpp>

#include <io/spreadsheet/content.hpp>
#include <io/workbook/package.hpp>

#include <matchers.hpp>

#include "shown_tables.hpp"

#include <sstream>

namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using writer = sdc::result<void> (*)(std::ostream&, const sdc::published&,
                                     const sdc::write_options&);
const std::vector<std::pair<std::string, writer>> formats{
    {"ods", [](std::ostream& out, const sdc::published& r,
               const sdc::write_options& o) { return sdc::write_ods(out, r, o); }},
    {"xlsx", [](std::ostream& out, const sdc::published& r, const sdc::write_options& o) {
         return sdc::write_xlsx(out, r, o);
     }}};

std::string packed(writer write, const sdc::published& release,
                   const sdc::write_options& options = {}) {
    std::ostringstream out;
    const auto ok = write(out, release, options);
    EXPECT_TRUE(ok) << sdc::to_string(ok ? sdc::error{} : ok.error());
    return out.str();
}

/// Names and contents.
std::map<std::string, std::string> unpacked(const std::string& bytes) {
    std::map<std::string, std::string> parts;
    const auto package = sdc::detail::package::open(bytes, "book").value();
    for (std::size_t i = 0; i < package.parts().size(); ++i)
        parts[package.parts()[i].name] = package.read(i).value();
    return parts;
}

std::vector<std::vector<std::string>> rows_of(const std::string& bytes, const std::string& name) {
    std::vector<std::vector<std::string>> rows;
    const auto sheet = sdc::read_sheet(bytes, "book", {.name = name}).value();
    for (const auto& row : sheet.rows) rows.push_back(row.fields);
    return rows;
}

/// As `write_csv` has them.
std::vector<std::vector<std::string>> rows_of_csv(const sdc::published& release,
                                                  const sdc::write_options& options = {}) {
    std::ostringstream out;
    sdc::write_csv(out, release, options);
    const auto read = sdc::parse_csv(out.str(), "csv").value();
    std::vector<std::vector<std::string>> rows{read.names};
    for (std::size_t row = 0; row < read.size(); ++row) {
        rows.emplace_back();
        for (std::size_t i = 0; i < read.names.size(); ++i)
            rows.back().emplace_back(read.field(row, i));
    }
    return rows;
}

TEST(WriteWorkbook, HasTheRowsOfTheCsvUnderItsHeading) {
    for (const auto& [format, write] : formats) {
        for (const auto& release : {support::released_months(), support::rounded_months(),
                                    support::released_areas(), support::released_hostile_codes()}) {
            auto rows = rows_of(packed(write, release), "Table");
            ASSERT_GT(rows.size(), 2U) << format;
            EXPECT_THAT(rows[0], ElementsAre(HasSubstr(" by "))) << format;
            EXPECT_THAT(rows[1], ElementsAre("This worksheet has one table. [c]: suppressed to "
                                             "protect confidentiality."))
                << format;
            rows.erase(rows.begin(), rows.begin() + 2);
            EXPECT_EQ(rows, rows_of_csv(release)) << format;
        }
    }
}

TEST(WriteWorkbook, HasACoverTheShorthandAndTheCodes) {
    for (const auto& [format, write] : formats) {
        const auto flat = packed(write, support::released_months(), {.title = "Offences 2024"});
        EXPECT_THAT(
            rows_of(flat, "Cover"),
            ElementsAre(ElementsAre("Offences 2024"), ElementsAre("Method: suppression."),
                        ElementsAre(HasSubstr("Published counts are true")),
                        ElementsAre("[c]: suppressed to protect confidentiality."),
                        ElementsAre("Worksheet Table: the table."),
                        ElementsAre("Worksheet Shorthand: what stands in place of numbers.")))
            << format;
        EXPECT_THAT(rows_of(flat, "Shorthand"),
                    ElementsAre(ElementsAre("Shorthand"),
                                ElementsAre("This worksheet has one table."),
                                ElementsAre("Shorthand", "Meaning"),
                                ElementsAre("[c]", "suppressed to protect confidentiality")))
            << format;
        EXPECT_FALSE(sdc::read_sheet(flat, "book", {.name = "Codes"})) << "they say nothing more";
        const auto deep = packed(write, support::released_areas());
        EXPECT_THAT(
            rows_of(deep, "Codes"),
            ::testing::IsSupersetOf({std::vector<std::string>{"Column", "Code", "Label", "Part of"},
                                     {"area", "All", "All areas", "[z]"},
                                     {"area", "N1", "Ashford & Bridge", "N"},
                                     {"kind", "a", "a", "Total"}}))
            << format;
    }
}

TEST(WriteWorkbook, FindsTheTableAmongItsSheetsByItsColumns) {
    for (const auto& [format, write] : formats) {
        const auto bytes = packed(write, support::released_months());
        const auto found = sdc::read_sheet(bytes, "book", {.columns = {"month", "sex"}});
        ASSERT_TRUE(found) << format;
        EXPECT_EQ(found->name, "Table");
        const auto none = sdc::read_sheet(bytes, "book", {.columns = {"month", "region"}});
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().message, "several sheets have content");
        EXPECT_FALSE(sdc::read_sheet(bytes, "book"));
    }
}

TEST(WriteWorkbook, IsTheSameBytesEachTimeAndOfNoDay) {
    for (const auto& [format, write] : formats) {
        const auto bytes = packed(write, support::released_areas());
        EXPECT_EQ(bytes, packed(write, support::released_areas())) << format;
        for (const auto& [name, content] : unpacked(bytes)) {
            for (const char* clock : {"creator", "created", "modified", "meta:creation-date",
                                      "dc:date", "lastModifiedBy"})
                EXPECT_THAT(content, Not(HasSubstr(clock))) << name;
        }
        // Bytes 10 to 13 of a local header: midnight of 1 January 1980.
        EXPECT_EQ(bytes.substr(10, 4), std::string("\0\0\x21\0", 4)) << format;
    }
}

TEST(WriteWorkbook, IsAnOpenDocumentWithAMarkedTable) {
    const auto bytes = packed(sdc::write_ods, support::released_areas());
    EXPECT_EQ(bytes.substr(30, 54), "mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
        << "first and stored";
    const auto parts = unpacked(bytes);
    const auto& content = parts.at("content.xml");
    EXPECT_THAT(content, AllOf(HasSubstr("<table:database-range table:name=\"published_table\" "
                                         "table:target-range-address=\"Table.A3:Table.C23\" "
                                         "table:contains-header=\"true\""),
                               HasSubstr("<table:table-header-rows>"),
                               HasSubstr("office:value-type=\"float\" office:value=\"443\""),
                               Not(HasSubstr("formula")), Not(HasSubstr("spanned"))));
    EXPECT_THAT(parts.at("meta.xml"),
                HasSubstr("<dc:title>count by area and kind</dc:title><dc:language>en-GB<"));
    EXPECT_THAT(parts.at("styles.xml"), HasSubstr("style:display-name=\"Heading 1\""));
}

TEST(WriteWorkbook, IsAnXlsxWithAMarkedTable) {
    const auto parts = unpacked(packed(sdc::write_xlsx, support::released_areas()));
    EXPECT_THAT(parts.at("xl/tables/table4.xml"),
                AllOf(HasSubstr("displayName=\"published_table\" ref=\"A3:C23\""),
                      HasSubstr("<tableColumn id=\"1\" name=\"area\"/>"),
                      Not(HasSubstr("autoFilter"))));
    const auto& sheet = parts.at("xl/worksheets/sheet4.xml");
    EXPECT_THAT(sheet, AllOf(HasSubstr("<c r=\"C4\" s=\"4\"><v>443</v></c>"), Not(HasSubstr("<f")),
                             Not(HasSubstr("mergeCell")), Not(HasSubstr("hidden"))));
    EXPECT_THAT(parts.at("xl/worksheets/sheet1.xml"),
                HasSubstr("<row r=\"3\" ht=\"32\" customHeight=\"1\">"))
        << "two lines of the guarantee";
    EXPECT_THAT(parts.at("docProps/core.xml"), HasSubstr("<dc:language>en-GB</dc:language>"));
    EXPECT_THAT(parts.at("xl/worksheets/sheet1.xml"), HasSubstr("activeCell=\"A1\""));
}

TEST(WriteWorkbook, HasNothingThatInspectFinds) {
    for (const auto& [format, write] : formats) {
        const auto found =
            sdc::inspect(packed(write, support::released_hostile_codes()), "book." + format);
        ASSERT_TRUE(found) << format;
        for (const auto& one : *found)
            ADD_FAILURE() << format << ' ' << one.place << ' ' << one.text;
    }
}

TEST(WriteWorkbook, KeepsTextsOfFormulasTexts) {
    for (const auto& [format, write] : formats) {
        const auto release =
            support::release(support::one_dimension({"=1+1", "@x", "+2", "1"}), {9, 8, 7, 6});
        auto rows = rows_of(packed(write, release, {.escape_formulas = false}), "Table");
        rows.erase(rows.begin(), rows.begin() + 2);
        EXPECT_EQ(rows, rows_of_csv(release, {.escape_formulas = false})) << format;
    }
}

TEST(WriteWorkbook, RefusesWhatSheetsDoNotHold) {
    const auto release = support::released_areas(); // 20 cells and 3 rows above them
    EXPECT_TRUE(sdc::detail::describe_workbook(release, {}, {.rows = 23}));
    const auto rows = sdc::detail::describe_workbook(release, {}, {.rows = 22});
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().code, sdc::errc::overflow);
    EXPECT_EQ(rows.error().found, "23 rows");
    EXPECT_EQ(rows.error().field, "release_output.format");
    EXPECT_EQ(sdc::detail::sheet_limits{}.rows, 1'048'576U);
    const auto long_text =
        support::release(support::one_dimension({std::string(40'000, 'x')}), {9});
    const auto cases = support::leaves_table(
        {support::one_dimension({"x"}, "Area"), support::one_dimension({"y"}, "area")}, {9});
    const auto same = sdc::publish(
        sdc::audit(sdc::suppress(cases, {.rules = {sdc::threshold{.minimum = 5}}}).value())
            .value());
    for (const auto& [format, write] : formats) {
        std::ostringstream out;
        const auto text = write(out, long_text, {});
        ASSERT_FALSE(text) << format;
        EXPECT_EQ(text.error().found, "40000 bytes");
        const auto names = write(out, same, {});
        ASSERT_FALSE(names) << format;
        EXPECT_EQ(names.error().code, sdc::errc::duplicate);
        EXPECT_EQ(out.str(), "");
    }
}

} // namespace
