#include <sdc/io/workbook.hpp>

#include <matchers.hpp>
#include <workbooks.hpp>

namespace {

using support::HasErrc;
using support::IsOk;
using support::ods_bytes;
using support::xlsx_file;
using support::xlsx_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using fields = std::vector<std::string>;
using sdc::hidden_content;

sdc::result<sdc::sheet> read(const std::string& bytes, const sdc::sheet_choice& choice = {}) {
    return sdc::read_sheet(bytes, "book", choice);
}

/// The fields of the only row.
fields row_of(const std::string& bytes) {
    const auto r = read(bytes);
    EXPECT_THAT(r, IsOk());
    return r && r->rows.size() == 1 ? r->rows[0].fields : fields{};
}

std::string styled(const std::string& format, const std::string& code = {}) {
    return (code.empty() ? ""
                         : "<numFmts><numFmt numFmtId=\"" + format + "\" formatCode=\"" + code +
                               "\"/></numFmts>") +
           "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"" + format + "\"/></cellXfs>";
}

/// What a number shows as under a format.
std::string shown(const std::string& number, const std::string& format,
                  const std::string& code = {}, bool from_1904 = false) {
    auto file = xlsx_of("<row><c s=\"1\"><v>" + number + "</v></c></row>");
    file.styles = styled(format, code);
    if (from_1904) file.properties = "<workbookPr date1904=\"1\"/>";
    const auto r = read(file.bytes());
    return r ? r->rows.at(0).fields.at(0) : support::error_text(r);
}

TEST(Workbook, NumbersAreTheDecimalOfTheFile) {
    EXPECT_THAT(row_of(xlsx_of("<row r=\"2\"><c r=\"A2\"><v>1E3</v></c><c r=\"B2\"><v>23040</v></c>"
                               "<c><v>0.30000000000000004</v></c><c><v>-1.50E-3</v></c>"
                               "<c><v>-0</v></c><c><v>007.0</v></c><c><v>1.25e2</v></c></row>")
                           .bytes()),
                ElementsAre("1000", "23040", "0.30000000000000004", "-0.0015", "0", "7", "125"));
    EXPECT_THAT(read(xlsx_of("<row><c><v>1x</v></c></row>").bytes()),
                HasErrc(sdc::errc::bad_syntax));
    EXPECT_THAT(read(xlsx_of("<row><c><v>1E999</v></c></row>").bytes()),
                HasErrc(sdc::errc::bad_syntax));
}

TEST(Workbook, TextsAreJoinedWithoutFormattingAndPhoneticGuides) {
    auto file =
        xlsx_of("<row r=\"5\"><c r=\"A5\" t=\"s\"><v>0</v></c>"
                "<c r=\"C5\" t=\"s\"><v>1</v></c><c r=\"D5\" t=\"inlineStr\"><is><t>in</t></is></c>"
                "<c r=\"E5\" t=\"str\"><f>A5</f><v>made</v></c>"
                "<c r=\"F5\" t=\"b\"><v>1</v></c><c r=\"G5\" t=\"b\"><v>0</v></c>"
                "<c r=\"H5\" s=\"0\"/></row>");
    file.strings = "<si><t xml:space=\"preserve\"> plain </t></si>"
                   "<si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch_x000A_&amp;_x005F_x0041_</t></r>"
                   "<rPh sb=\"0\" eb=\"1\"><t>guide</t></rPh></si>";
    const auto r = read(file.bytes()).value();
    EXPECT_EQ(r.name, "Data");
    ASSERT_EQ(r.rows.size(), 1U);
    EXPECT_EQ(r.rows[0].line, 5U);
    EXPECT_THAT(r.rows[0].fields,
                ElementsAre(" plain ", "", "rich\n&_x0041_", "in", "made", "TRUE", "FALSE"));
}

TEST(Workbook, DatesAreIso) {
    EXPECT_EQ(shown("45590", "14"), "2024-10-25");
    EXPECT_EQ(shown("45590.5", "22"), "2024-10-25T12:00:00");
    EXPECT_EQ(shown("1", "14"), "1900-01-01");
    EXPECT_EQ(shown("59", "14"), "1900-02-28");
    EXPECT_EQ(shown("61", "14"), "1900-03-01");
    EXPECT_THAT(shown("60", "14"), HasSubstr("none"));
    EXPECT_THAT(shown("-1", "14"), HasSubstr("none"));
    EXPECT_EQ(shown("0", "14", "", true), "1904-01-01");
    EXPECT_EQ(shown("0.75", "20"), "18:00:00");
    EXPECT_EQ(shown("1.5", "46"), "PT36H0M0S");
    EXPECT_EQ(shown("45590", "164", "mmm\\-yy"), "2024-10-25");
    EXPECT_EQ(shown("45590", "164", "[$-809]dd mmmm yyyy;@"), "2024-10-25");
    EXPECT_EQ(shown("12", "164", "0.0&quot; days&quot;"), "12");
    EXPECT_EQ(shown("12", "164", "[Red]General"), "12");
    EXPECT_EQ(shown("12", "164", "#,##0_d"), "12");
    EXPECT_EQ(shown("0.5", "164", "[mm]:ss"), "PT12H0M0S");
}

TEST(Workbook, WhatHasNoValueIsRefusedByItsCell) {
    const auto refused = [](const std::string& cell) {
        const auto r = read(xlsx_of("<row r=\"7\">" + cell + "</row>").bytes());
        return support::error_text(r);
    };
    EXPECT_EQ(
        refused("<c r=\"B7\"><f>1+1</f></c>"),
        "book:7:2: a formula whose value was not saved; cell B7 of sheet \"Data\"; wanted the "
        "workbook saved once more by a spreadsheet program");
    EXPECT_THAT(refused("<c r=\"B7\"><f>1+1</f><v></v></c>"), HasSubstr("was not saved"));
    EXPECT_THAT(refused("<c r=\"B7\" t=\"str\"><f>1</f></c>"), HasSubstr("was not saved"));
    EXPECT_EQ(refused("<c r=\"AB7\" t=\"e\"><v>#REF!</v></c>"),
              "book:7:28: an error in place of a value; cell AB7 of sheet \"Data\"; found "
              "\"#REF!\"; wanted a cell without an error");
    EXPECT_EQ(refused("<c r=\"B7\" t=\"str\"><f>A1</f><v></v></c><c t=\"b\"><v>1</v></c>"),
              "no error");
    EXPECT_THAT(refused("<c r=\"B7\" t=\"s\"><v>4</v></c>"), HasSubstr("a text that is not there"));
    EXPECT_THAT(refused("<c r=\"B8\"><v>4</v></c>"), HasSubstr("out of order"));
    EXPECT_THAT(refused("<c r=\"B7\"><v>4</v></c><c r=\"B7\"><v>4</v></c>"),
                HasSubstr("out of order"));
}

TEST(Workbook, TheOnlyVisibleSheetWithContentIsTaken) {
    xlsx_file file;
    const auto data = [](const std::string& v) {
        return "<sheetData><row><c><v>" + v + "</v></c></row></sheetData>";
    };
    file.sheets = {{"Empty", "<sheetData/>"}, {"Old", data("1"), "hidden"}, {"New", data("2")}};
    auto r = read(file.bytes()).value();
    EXPECT_EQ(r.name, "New");
    EXPECT_FALSE(r.is_hidden);
    r = read(file.bytes(), {.name = "Old"}).value();
    EXPECT_TRUE(r.is_hidden);
    EXPECT_THAT(r.rows.at(0).fields, ElementsAre("1"));
    EXPECT_THAT(read(file.bytes(), {.name = "Empty"}).value().rows, IsEmpty());

    file.sheets.push_back({"More", data("3")});
    const auto several = read(file.bytes());
    ASSERT_THAT(several, HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(several.error().field, "sheet");
    EXPECT_EQ(several.error().found, "\"Empty\", \"Old\" (hidden), \"New\" and \"More\"");
    const auto none = read(file.bytes(), {.name = "new"});
    ASSERT_THAT(none, HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(none.error().found, "\"new\"");
    file.sheets = {{"Empty", "<sheetData/>"}};
    EXPECT_THAT(read(file.bytes()), HasErrc(sdc::errc::bad_argument));
}

TEST(Workbook, OfSeveralSheetsTheOneThatNamesTheColumnsIsTaken) {
    const auto sheet = [](const std::string& name, const std::vector<std::string>& header,
                          const std::string& state = {}) {
        std::string cells;
        for (const auto& text : header)
            cells += "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
        return xlsx_file::sheet{name,
                                "<sheetData><row><c t=\"inlineStr\"><is><t>A title</t></is></c>"
                                "</row><row>" +
                                    cells + "</row></sheetData>",
                                state};
    };
    const auto cover = sheet("Cover", {"n"}), notes = sheet("Notes", {"area", "note"}),
               table = sheet("Table", {" area ", "kind", "n"}),
               copy = sheet("Copy", {"n", "kind", "area"});
    xlsx_file file;
    const sdc::sheet_choice choice{.columns = {"area", "kind"}};
    for (const auto& sheets : {std::vector{cover, notes, table}, std::vector{table, cover, notes},
                               std::vector{cover, table, notes}, std::vector{table}}) {
        file.sheets = sheets;
        const auto r = read(file.bytes(), choice);
        ASSERT_THAT(r, IsOk());
        EXPECT_EQ(r->name, "Table");
        EXPECT_EQ(r->rows.size(), 2U);
    }
    for (const auto& sheets : {std::vector{cover, notes}, std::vector{table, cover, copy},
                               std::vector{cover, table, notes, copy}}) {
        file.sheets = sheets;
        EXPECT_THAT(read(file.bytes(), choice), HasErrc(sdc::errc::bad_argument));
    }
    file.sheets = {cover, sheet("Table", {"area", "kind"}, "hidden"), copy};
    EXPECT_EQ(read(file.bytes(), choice).value().name, "Copy") << "what is hidden is not taken";
    EXPECT_EQ(read(file.bytes(), {.name = "Cover", .columns = {"area"}}).value().name, "Cover");
    file.sheets = {cover};
    EXPECT_EQ(read(file.bytes(), choice).value().name, "Cover") << "the only one, as before";
}

TEST(Workbook, ARangeIsReadAloneAndKeepsItsLines) {
    const auto file = xlsx_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                              "<row r=\"3\"><c r=\"B3\"><v>2</v></c><c r=\"D3\"><v>3</v></c></row>"
                              "<row r=\"4\"><c r=\"C4\"><v>4</v></c></row>");
    const auto r = read(file.bytes(), {.range = "$B$3:C9"}).value();
    ASSERT_EQ(r.rows.size(), 2U);
    EXPECT_EQ(r.rows[0].line, 3U);
    EXPECT_THAT(r.rows[0].fields, ElementsAre("2"));
    EXPECT_THAT(r.rows[1].fields, ElementsAre("", "4"));
    for (const auto* bad : {"B3:", "B", "3:4", "C3:B4", "B0", "A1:XFE1", "B3:F40x", "A1048577"}) {
        const auto refused = read(file.bytes(), {.range = bad});
        ASSERT_THAT(refused, HasErrc(sdc::errc::bad_argument)) << bad;
        EXPECT_EQ(refused.error().field, "range");
    }
}

TEST(Workbook, HiddenContentIsAChoice) {
    const std::string rows = "<row r=\"1\"><c><v>1</v></c><c><v>2</v></c></row>"
                             "<row r=\"2\" hidden=\"1\"><c><v>3</v></c></row>";
    const auto by_row = xlsx_of(rows).bytes();
    const auto r = read(by_row);
    ASSERT_THAT(r, HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(r.error().field, "hidden");
    EXPECT_EQ(r.error().cell, "A2 of sheet \"Data\"");
    EXPECT_EQ(read(by_row, {.hidden = hidden_content::read}).value().rows.size(), 2U);
    EXPECT_EQ(read(by_row, {.hidden = hidden_content::leave_out}).value().rows.size(), 1U);
    EXPECT_EQ(read(by_row, {.range = "A1:B1"}).value().rows.size(), 1U);

    const auto by_column = xlsx_of("<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>",
                                   "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>")
                               .bytes();
    EXPECT_THAT(read(by_column), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(read(by_column, {.hidden = hidden_content::leave_out}).value().rows.at(0).fields,
                ElementsAre("1", "", "3"));
    const auto merged = xlsx_of("<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>", "",
                                "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>")
                            .bytes();
    EXPECT_THAT(read(merged), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(read(merged, {.hidden = hidden_content::leave_out}).value().rows.at(0).fields,
                ElementsAre("1", "", "3"));
    EXPECT_THAT(read(merged, {.hidden = hidden_content::read}).value().rows.at(0).fields,
                ElementsAre("1", "2", "3"));
}

TEST(Workbook, ReadsOpenDocument) {
    const auto r = read(ods_bytes(
        "<table:table table:name=\"Data\"><table:table-column "
        "table:number-columns-repeated=\"16384\"/>"
        "<table:table-header-rows><table:table-row>"
        "<table:table-cell office:value-type=\"string\"><text:p>a <text:s text:c=\"2\"/>b"
        "<text:span>c</text:span></text:p><text:p>second</text:p><office:annotation><text:p>secret"
        "</text:p></office:annotation></table:table-cell>"
        "<table:table-cell office:value-type=\"float\" office:value=\"1.2E2\" "
        "calcext:value-type=\"float\" table:number-columns-repeated=\"2\"><text:p>120,0</text:p>"
        "</table:table-cell><table:table-cell table:number-columns-repeated=\"16381\"/>"
        "</table:table-row></table:table-header-rows>"
        "<table:table-row table:number-rows-repeated=\"2\"/>"
        "<table:table-row table:number-rows-repeated=\"2\">"
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2024-10-25\"/>"
        "<table:covered-table-cell/>"
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>"
        "<table:table-cell office:value-type=\"time\" office:time-value=\"PT12H30M00S\"/>"
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"/>"
        "<table:table-cell table:formula=\"of:=1\" office:value-type=\"string\" "
        "office:string-value=\"text\"/></table:table-row>"
        "<table:table-row table:number-rows-repeated=\"1048571\"/></table:table>"));
    ASSERT_THAT(r, IsOk());
    ASSERT_EQ(r->rows.size(), 3U);
    EXPECT_THAT(r->rows[0].fields, ElementsAre("a   bc\nsecond", "120", "120"));
    EXPECT_EQ(r->rows[1].line, 4U);
    EXPECT_EQ(r->rows[2].line, 5U);
    EXPECT_THAT(r->rows[2].fields,
                ElementsAre("2024-10-25", "", "TRUE", "12:30:00", "0.5", "text"));
}

TEST(Workbook, OpenDocumentHidesAndFails) {
    const std::string cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    const auto table = [](const std::string& inside, const std::string& style = "") {
        return "<table:table table:name=\"T" + style + "\" table:style-name=\"" + style + "\">" +
               inside + "</table:table>";
    };
    for (const auto* how : {"collapse", "filter"}) {
        const auto r =
            read(ods_bytes(table("<table:table-row table:visibility=\"" + std::string(how) + "\">" +
                                 cell + "</table:table-row>")));
        ASSERT_THAT(r, HasErrc(sdc::errc::bad_argument));
        EXPECT_EQ(r.error().field, "hidden");
    }
    EXPECT_THAT(read(ods_bytes(table("<table:table-column table:visibility=\"collapse\"/>"
                                     "<table:table-row>" +
                                     cell + "</table:table-row>"))),
                HasErrc(sdc::errc::bad_argument));
    const auto hidden = "<style:style style:name=\"h\" style:family=\"table\">"
                        "<style:table-properties table:display=\"false\"/></style:style>";
    const auto rows = "<table:table-row>" + cell + "</table:table-row>";
    const auto both = ods_bytes(table(rows, "h") + table(rows), hidden);
    EXPECT_EQ(read(both).value().name, "T");
    EXPECT_TRUE(read(both, {.name = "Th"}).value().is_hidden);
    EXPECT_THAT(read(ods_bytes(table("<table:table-row><table:table-cell table:formula=\"of:=1\"/>"
                                     "</table:table-row>"))),
                HasErrc(sdc::errc::bad_syntax));
    EXPECT_THAT(
        read(ods_bytes(table("<table:table-row><table:table-cell table:formula=\"of:=1\" "
                             "calcext:value-type=\"error\" office:value-type=\"string\">"
                             "<text:p>#REF!</text:p></table:table-cell></table:table-row>"))),
        HasErrc(sdc::errc::bad_syntax));
    const auto bomb = "<table:table-row table:number-rows-repeated=\"1048576\">"
                      "<table:table-cell table:number-columns-repeated=\"16384\" "
                      "office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    EXPECT_THAT(support::error_text(read(ods_bytes(table(bomb)))), HasSubstr("repeated cells"));
    EXPECT_THAT(read(ods_bytes(
                    table(rows), "",
                    {support::stored("META-INF/manifest.xml",
                                     "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:"
                                     "xmlns:manifest:1.0\"><m:encryption-data/></m:manifest>")})),
                HasErrc(sdc::errc::bad_argument));
}

TEST(Workbook, KindsAreKnownByContents) {
    using sdc::workbook_kind;
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest";
    EXPECT_EQ(sdc::find_workbook_kind(xlsx_of("").bytes()), workbook_kind::xlsx);
    EXPECT_EQ(sdc::find_workbook_kind(ods_bytes("")), workbook_kind::ods);
    EXPECT_EQ(sdc::find_workbook_kind(ole), workbook_kind::excel_97);
    EXPECT_EQ(sdc::find_workbook_kind(support::make_zip({support::stored("a", "b")})),
              workbook_kind::other_zip);
    EXPECT_EQ(sdc::find_workbook_kind("a,b\n1,2\n"), workbook_kind::none);
    EXPECT_EQ(support::error_text(read(ole)),
              "book: this is an Excel 97 workbook: save it as .xlsx or .csv");
    std::string encrypted = ole;
    for (const char c : std::string("EncryptedPackage")) encrypted += std::string{c, '\0'};
    EXPECT_THAT(support::error_text(read(encrypted)), HasSubstr("an encrypted workbook"));
    EXPECT_THAT(support::error_text(read("a,b\n")), HasSubstr("not a workbook"));
    EXPECT_THAT(
        support::error_text(read(support::make_zip({support::stored("xl/workbook.bin", "")}))),
        HasSubstr(".xlsb"));
}

TEST(Workbook, SmallFilesDoNotFillTheMemory) {
    using support::make_zip;
    using support::stored;
    const auto plain = xlsx_of("").bytes();
    const auto with = [](support::zip_part part) {
        auto file = xlsx_of("");
        file.others.push_back(std::move(part));
        return file.bytes();
    };
    EXPECT_THAT(read(with(support::zeros("xl/media/image1.png", 280'000))),
                HasErrc(sdc::errc::overflow))
        << "72 MB are no problem, from 450 kB they are none of a table";
    auto liar = support::zeros("xl/sharedStrings.xml", 40'000);
    liar.unpacked = 3'000'000'000U;
    EXPECT_THAT(read(with(liar)), HasErrc(sdc::errc::overflow));
    liar = support::zeros("xl/worksheets/sheet1.xml", 40'000);
    liar.unpacked = 10;
    const auto listed = make_zip(
        {stored("xl/workbook.xml",
                "<workbook xmlns:r=\"x/relationships\"><sheets><sheet name=\"a\" "
                "r:id=\"s\"/></sheets></workbook>"),
         stored("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"s\" Type=\"a/worksheet\" "
                                              "Target=\"worksheets/sheet1.xml\"/></R>"),
         liar});
    EXPECT_THAT(support::error_text(read(listed)), HasSubstr("a damaged part"));
    std::vector<support::zip_part> many;
    for (int i = 0; i < 10'001; ++i) many.push_back(stored(std::to_string(i), ""));
    EXPECT_THAT(read(make_zip(many)), HasErrc(sdc::errc::overflow));
    EXPECT_THAT(read(with(stored("xl/Workbook.xml", ""))), HasErrc(sdc::errc::bad_syntax))
        << "two parts of one name";
    auto locked = stored("xl/a.xml", "x");
    locked.flags = 1;
    EXPECT_THAT(support::error_text(read(with(locked))), HasSubstr("encrypted"));
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<a>";
    EXPECT_THAT(read(xlsx_of(deep).bytes()), HasErrc(sdc::errc::overflow));
    for (std::size_t size = 0; size < plain.size(); ++size)
        EXPECT_FALSE(read(plain.substr(0, size))) << size;
}

TEST(Workbook, NoEntityIsExpandedAndNoOtherFileRead) {
    const auto content = [](const std::string& type) {
        return support::make_zip(
            {support::stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
             support::stored("content.xml", type + "<a>&b;</a>")});
    };
    for (const auto* type : {"<!DOCTYPE a [<!ENTITY b \"c\">]>",
                             "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
                             "<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\">"})
        EXPECT_THAT(support::error_text(read(content(type))), HasSubstr("document type"));
    EXPECT_THAT(read(content("")), HasErrc(sdc::errc::bad_syntax))
        << "an entity that is not defined";
}

} // namespace
