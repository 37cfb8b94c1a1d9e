#include <sdc/io/inspect.hpp>

#include <sdc/io/private_record.hpp>

#include <matchers.hpp>
#include <workbooks.hpp>

#include "released.hpp"

#include <algorithm>
#include <sstream>

namespace {

using sdc::finding_kind;
using support::HasErrc;
using support::ods_bytes;
using support::office;
using support::stored;
using support::xlsx_file;
using support::xlsx_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<sdc::file_finding> found(const std::string& bytes,
                                     const sdc::inspect_options& options = {}) {
    const auto r = sdc::inspect(bytes, "book", options);
    EXPECT_TRUE(r.has_value()) << support::error_text(r);
    return r.value_or(std::vector<sdc::file_finding>{});
}

std::vector<finding_kind> kinds(const std::string& bytes,
                                const sdc::inspect_options& options = {}) {
    std::vector<finding_kind> all;
    for (const auto& one : found(bytes, options)) all.push_back(one.kind);
    return all;
}

const std::string cell = "<c><v>1</v></c>";

std::string part_relations(const std::string& inside) {
    return "<Relationships>" + inside + "</Relationships>";
}

/// A workbook with one further part, which the workbook names by this type.
std::string with_part(const std::string& type, const std::string& name,
                      const std::string& content) {
    auto file = xlsx_of("<row>" + cell + "</row>");
    file.relations = xlsx_file::relation("x", type, "/" + name);
    file.others.push_back(stored(name, content));
    return file.bytes();
}

TEST(Inspect, AVisibleTableIsClean) {
    EXPECT_THAT(kinds(xlsx_of("<row>" + cell + "</row>").bytes()), IsEmpty());
    EXPECT_THAT(kinds(ods_bytes("<table:table table:name=\"T\"><table:table-row><table:table-cell "
                                "office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
                                "</table:table>")),
                IsEmpty());
    EXPECT_THAT(kinds("a,n\nx,-1\n"), IsEmpty());
}

TEST(Inspect, HiddenSheetsRowsAndColumns) {
    auto file = xlsx_of("<row r=\"1\">" + cell + "</row><row r=\"2\" hidden=\"1\">" + cell +
                            "</row><row r=\"3\" hidden=\"1\"><c r=\"B3\"><v>2</v></c></row>"
                            "<row r=\"4\" hidden=\"1\"/>",
                        "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols>");
    file.sheets.push_back({"Old", "<sheetData><row>" + cell + "</row></sheetData>", "veryHidden"});
    auto all = found(file.bytes());
    ASSERT_EQ(all.size(), 2U) << "a hidden column and a hidden row without content are none";
    EXPECT_EQ(all[0].kind, finding_kind::hidden_sheet);
    EXPECT_EQ(all[0].place, "sheet \"Old\"");
    EXPECT_THAT(all[0].text, HasSubstr("1 cell with content; the menus"));
    EXPECT_EQ(all[1], (sdc::file_finding{finding_kind::hidden_rows, "xl/worksheets/sheet1.xml",
                                         "sheet \"Data\", rows 2 to 3", ""}));
    file = xlsx_of("<row><c r=\"D1\"><v>1</v></c></row>",
                   "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols>");
    EXPECT_EQ(found(file.bytes()).at(0).place, "sheet \"Data\", column D");
    file = xlsx_of("<row r=\"1\" hidden=\"1\">" + cell + "</row>", "",
                   "<autoFilter ref=\"A1:A2\"><filterColumn colId=\"0\"/></autoFilter>");
    EXPECT_THAT(kinds(file.bytes()), ElementsAre(finding_kind::filtered_rows));
}

TEST(Inspect, CellsThatAreNotSeen) {
    auto file =
        xlsx_of("<row><c s=\"1\"><v>1</v></c><c s=\"2\"><v>1</v></c><c s=\"3\"><v>1</v></c></row>");
    file.styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\";;;\"/></numFmts>"
        "<fonts><font/><font><color rgb=\"FFFFFFFF\"/></font></fonts>"
        "<fills><fill/><fill><patternFill><fgColor rgb=\"FF000000\"/></patternFill></fill></fills>"
        "<cellXfs><xf/><xf numFmtId=\"164\"/><xf fontId=\"1\" fillId=\"0\"/>"
        "<xf fontId=\"1\" fillId=\"1\"/></cellXfs>";
    auto all = found(file.bytes());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].kind, finding_kind::invisible_cells);
    EXPECT_EQ(all[0].place, "sheet \"Data\", cells A1, B1") << "white on black is seen";
    file = xlsx_of("<row>" + cell + cell + "</row>", "",
                   "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>");
    EXPECT_EQ(found(file.bytes()).at(0).place, "sheet \"Data\", cell B1");
    EXPECT_THAT(kinds(file.bytes()), ElementsAre(finding_kind::covered_cells));
    file = xlsx_of("<row r=\"1\">" + cell + "<c r=\"Z1\"><v>1</v></c></row><row r=\"900\">" + cell +
                   "</row>");
    EXPECT_THAT(kinds(file.bytes()),
                ElementsAre(finding_kind::distant_cells, finding_kind::distant_cells));
    file = xlsx_of("<row><c t=\"s\"><v>1</v></c></row>");
    file.strings = "<si><t>old</t></si><si><t>new</t></si>";
    EXPECT_EQ(found(file.bytes()).at(0).text, "1 texts that no cell uses");
}

TEST(Inspect, OtherPartsOfAWorkbook) {
    const auto expect = [](finding_kind kind, const std::string& type, const std::string& name,
                           const std::string& content = "<a/>") {
        EXPECT_THAT(kinds(with_part(type, name, content)), Contains(kind)) << type;
    };
    expect(finding_kind::external_link, "externalLink", "xl/externalLinks/externalLink1.xml");
    expect(finding_kind::connection, "connections", "xl/connections.xml");
    expect(finding_kind::data_model, "powerPivotData", "xl/model/item.data", "x");
    expect(finding_kind::embedded_object, "oleObject", "xl/embeddings/a.bin", "x");
    expect(finding_kind::image, "image", "xl/media/image1.png", "x");
    expect(finding_kind::macro, "vbaProject", "xl/vbaProject.bin", "x");
    expect(finding_kind::custom_xml, "customXml", "customXml/item1.xml");
    expect(finding_kind::tracked_changes, "revisionHeaders", "xl/revisions/a.xml");
    expect(finding_kind::comments, "comments", "xl/comments1.xml", "<c><comment ref=\"A1\"/></c>");
    expect(finding_kind::comments, "threadedComment", "xl/threadedComments/a.xml",
           "<c><threadedComment ref=\"A1\"/></c>");
    expect(finding_kind::pivot_cache, "pivotCacheDefinition", "xl/pivotCache/d.xml");
    expect(finding_kind::chart_cache, "chart", "xl/charts/chart1.xml",
           "<chartSpace><ser><val><numRef><numCache/></numRef></val></ser></chartSpace>");
    expect(finding_kind::property, "core-properties", "docProps/core.xml",
           "<p><creator>A. Person</creator></p>");
    EXPECT_THAT(kinds(with_part("core-properties", "docProps/core.xml", "<p><title>T</title></p>")),
                IsEmpty());
    auto file = xlsx_of("<row>" + cell + "</row>");
    file.others.push_back(stored("xl/stray.bin", "x"));
    EXPECT_EQ(found(file.bytes()).at(0).text, "nothing in the workbook names this part");
}

TEST(Inspect, NamesAndPaths) {
    auto file =
        xlsx_of("<row r=\"1\">" + cell + "</row><row r=\"2\" hidden=\"1\">" + cell + "</row>");
    file.sheets.push_back({"Old 1", "<sheetData/>", "hidden"});
    file.properties = "<x15ac:absPath xmlns:x15ac=\"x\" url=\"C:\\Users\\somebody\\\"/>";
    const auto name = [](const std::string& n, const std::string& refers_to,
                         const char* more = "") {
        return "<definedName name=\"" + n + "\" " + more + ">" + refers_to + "</definedName>";
    };
    file.names = name("fine", "Data!$A$1") + name("row", "Data!$A$2:$A$3") +
                 name("sheet", "'Old 1'!$A$1") + name("other", "[1]Data!$A$1") +
                 name("own", "Data!$A$1", "hidden=\"1\"") +
                 name("_xlnm._FilterDatabase", "Data!$A$1", "hidden=\"1\"");
    std::vector<std::string> places;
    for (const auto& one : found(file.bytes())) {
        if (one.kind == finding_kind::defined_name) places.push_back(one.place);
    }
    EXPECT_THAT(places,
                ElementsAre("name \"row\"", "name \"sheet\"", "name \"other\"", "name \"own\""));
    EXPECT_THAT(kinds(file.bytes()), Contains(finding_kind::property));
}

TEST(Inspect, OpenDocument) {
    const auto table = [](const std::string& inside) {
        return "<table:table table:name=\"T\">" + inside + "</table:table>";
    };
    const auto row = [](const std::string& inside, const std::string& attributes = "") {
        return "<table:table-row " + attributes + ">" + inside + "</table:table-row>";
    };
    const std::string one = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    const auto expect = [&](finding_kind kind, const std::string& bytes) {
        EXPECT_THAT(kinds(bytes), Contains(kind)) << sdc::to_string(kind);
    };
    expect(finding_kind::hidden_rows, ods_bytes(table(row(one, "table:visibility=\"collapse\""))));
    expect(finding_kind::filtered_rows, ods_bytes(table(row(one, "table:visibility=\"filter\""))));
    expect(finding_kind::hidden_columns,
           ods_bytes(table("<table:table-column table:visibility=\"collapse\"/>" + row(one))));
    expect(finding_kind::hidden_sheet,
           ods_bytes("<table:table table:name=\"T\" table:style-name=\"h\"/>",
                     "<style:style style:name=\"h\"><style:table-properties "
                     "table:display=\"false\"/></style:style>"));
    expect(
        finding_kind::invisible_cells,
        ods_bytes(table(row("<table:table-cell table:style-name=\"w\" office:value-type=\"float\" "
                            "office:value=\"1\"/>")),
                  "<style:style style:name=\"w\"><style:text-properties fo:color=\"#ffffff\"/>"
                  "</style:style>"));
    const auto in_cell = [&](const std::string& inside) {
        return ods_bytes(table(row("<table:table-cell>" + inside + "</table:table-cell>")));
    };
    expect(finding_kind::comments,
           in_cell("<office:annotation><text:p>n</text:p></office:annotation>"));
    expect(finding_kind::hidden_text, in_cell("<text:p><text:hidden-text/></text:p>"));
    expect(finding_kind::embedded_object,
           in_cell("<draw:frame><draw:object xlink:href=\"./Object 1\"/></draw:frame>"));
    expect(finding_kind::image,
           in_cell("<draw:frame><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame>"));
    expect(finding_kind::tracked_changes, ods_bytes("<table:tracked-changes/>"));
    expect(finding_kind::external_link,
           ods_bytes(table("<table:table-source xlink:href=\"file:///a.ods\"/>")));
    expect(finding_kind::macro, ods_bytes("", "", {stored("Basic/Standard/Module1.xml", "<a/>")}));
    expect(finding_kind::property,
           ods_bytes("", "", {stored("meta.xml", "<m><creator>A. Person</creator></m>")}));
    expect(finding_kind::chart_cache,
           ods_bytes(
               "", "",
               {stored("Object 1/content.xml", "<office:chart xmlns:office=\"x:office:1.0\"/>")}));
}

TEST(Inspect, Csv) {
    EXPECT_THAT(kinds("a,n\n=1+1,2\n@x,3\n"),
                ElementsAre(finding_kind::formula, finding_kind::formula));
    EXPECT_EQ(found("a,n\n=1+1,2\n").at(0).place, "line 2, column 1");
    EXPECT_THAT(kinds("\xEF\xBB\xBF"
                      "a,n\nx\xE2\x80\x8B,2\n"),
                ElementsAre(finding_kind::unseen_characters))
        << "a byte order mark is usual";
    EXPECT_THAT(sdc::inspect("a,n\n1\n", "f"), HasErrc(sdc::errc::bad_syntax));
    EXPECT_THAT(sdc::inspect("PK\3\4", "f"), HasErrc(sdc::errc::bad_syntax));
}

/// month x kind, with a suppressed 7919 of June and charge.
class InspectRecord : public ::testing::Test {
protected:
    InspectRecord() {
        const auto add = [this](const char* month, const char* kind, const char* n,
                                bool suppressed) {
            table.cells.push_back({{month, kind}, n, suppressed});
        };
        add("Total", "Total", "18000", false);
        add("Total", "advice", "5081", false);
        add("Total", "charge", "12919", false);
        add("May", "Total", "8000", false);
        add("May", "advice", "3000", true);
        add("May", "charge", "5000", true);
        add("June", "Total", "10000", false);
        add("June", "advice", "2081", true);
        add("June", "charge", "7919", true);
    }
    std::vector<sdc::file_finding> search(const std::string& bytes) {
        const auto all = found(bytes, {.recorded = {&table, 1}});
        std::ostringstream text, json;
        sdc::write_inspection_text(text, "book", all);
        sdc::write_inspection_json(json, "book", all);
        for (const auto* value : {"7919", "2081", "3000", "5000"}) {
            EXPECT_THAT(text.str(), Not(HasSubstr(value)));
            EXPECT_THAT(json.str(), Not(HasSubstr(value)));
        }
        return all;
    }
    std::vector<std::string> places(const std::string& bytes) {
        std::vector<std::string> all;
        for (const auto& one : search(bytes)) {
            if (one.kind <= finding_kind::derivable_value) all.push_back(one.place);
        }
        return all;
    }
    static std::string text(const std::string& t) {
        return "<c t=\"inlineStr\"><is><t>" + t + "</t></is></c>";
    }
    static std::string number(const std::string& n) { return "<c><v>" + n + "</v></c>"; }
    static std::string row(const std::string& inside) { return "<row>" + inside + "</row>"; }
    const std::string header = row(text("month") + text("advice") + text("charge") + text("Total"));

    sdc::recorded_table table{.name = "", .dimensions = {"month", "kind"}, .cells = {}};
};

TEST_F(InspectRecord, TheReleaseItselfIsClean) {
    EXPECT_THAT(
        places(xlsx_of(header + row(text("June") + text("[c]") + text("[c]") + number("10000")) +
                       row(text("Total") + number("5081") + number("12919") + number("18000")))
                   .bytes()),
        IsEmpty());
    EXPECT_THAT(places("month,kind,count\nJune,charge,[c]\nJune,Total,10000\nTotal,charge,12919\n"),
                IsEmpty());
    EXPECT_THAT(places(xlsx_of(row(number("7919"))).bytes()), IsEmpty())
        << "the number alone may be anything";
}

TEST_F(InspectRecord, ValuesNextToTheirCodes) {
    const auto all =
        search(xlsx_of(header + row(text("june") + text("[c]") + number("7919") + number("10000")))
                   .bytes());
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].place, "sheet \"Data\", cell C2");
    EXPECT_EQ(all[0].text, "the suppressed value of month=June, kind=charge");
    EXPECT_EQ(all[1].kind, finding_kind::derivable_value);
    EXPECT_EQ(all[1].text, "with sheet \"Data\", cell C2 it gives the suppressed value of "
                           "month=June, kind=advice");
    EXPECT_THAT(places("month,kind,count\nJune,charge,7919\nMay,charge,7919\n"),
                ElementsAre("line 2, column 3"));
    // Codes that a merged or blank cell carries on, or that the sheet is named by.
    EXPECT_THAT(places("month,kind,count\nJune,advice,[c]\n,charge,7919\n"),
                ElementsAre("line 3, column 3"));
    auto file = xlsx_of(row(text("charge") + number("7919")));
    file.sheets[0].name = "Table of June";
    EXPECT_THAT(places(file.bytes()), ElementsAre("sheet \"Table of June\", cell B1"));
    EXPECT_THAT(places("month,kind,count\nJune,charge,7919 people\nJune,advice,[note 2081]\n"),
                ElementsAre("line 2, column 3"));
}

TEST_F(InspectRecord, SumsAndDifferencesOfWhatIsNotPublished) {
    EXPECT_THAT(places("month,kind,count,men,women\nJune,charge,[c],4000,3919\n"),
                ElementsAre("line 2, column 4"));
    EXPECT_THAT(places("month,kind,count,cumulated,before\nJune,charge,[c],9919,2000\n").size(),
                1U);
    EXPECT_THAT(
        places("month,advice,charge,Total\nJune,[c],[c],10000\nHalf,1,3919,2\nRest,1,4000,2\n"),
        ElementsAre("line 3, column 3"))
        << "in its column";
    EXPECT_THAT(places("month,kind,count,other\nJune,charge,[c],17\n"), IsEmpty());
}

TEST_F(InspectRecord, CachesCommentsAndTexts) {
    const auto points = [](std::initializer_list<const char*> values) {
        std::string all;
        int i = 0;
        for (const auto* v : values)
            all += "<pt idx=\"" + std::to_string(i++) + "\"><v>" + v + "</v></pt>";
        return all;
    };
    const auto chart = "<chartSpace><ser><tx><strCache>" + points({"June"}) +
                       "</strCache></tx><cat>" + "<strCache>" + points({"advice", "charge"}) +
                       "</strCache></cat><val><numCache>" + points({"1", "7919"}) +
                       "</numCache></val></ser></chartSpace>";
    EXPECT_THAT(places(with_part("chart", "xl/charts/chart1.xml", chart)),
                ElementsAre("series 1, point 2"));

    auto file = xlsx_of(row(cell));
    file.relations = xlsx_file::relation("p", "pivotCacheDefinition", "pivotCache/d.xml");
    file.others = {
        stored(
            "xl/pivotCache/d.xml",
            "<d><cacheField name=\"month\"><sharedItems><s v=\"May\"/><s v=\"June\"/></sharedItems>"
            "</cacheField><cacheField name=\"kind\"><sharedItems/></cacheField>"
            "<cacheField name=\"n\"><sharedItems/></cacheField></d>"),
        stored("xl/pivotCache/_rels/d.xml.rels",
               part_relations(xlsx_file::relation("r", "pivotCacheRecords", "r.xml"))),
        stored("xl/pivotCache/r.xml", "<pivotCacheRecords><r><x v=\"1\"/><s v=\"charge\"/>"
                                      "<n v=\"7919\"/></r></pivotCacheRecords>")};
    EXPECT_THAT(places(file.bytes()), ElementsAre("record 1, field 3"));

    file = xlsx_of(header + row(text("June") + text("[c]") + text("[c]")));
    file.others = {
        stored("xl/comments1.xml", "<c><comment ref=\"C2\"><text><t>is 7,919</t></text>"
                                   "</comment><comment ref=\"B2\"><text><t>7919</t></text>"
                                   "</comment></c>"),
        stored("xl/worksheets/_rels/sheet1.xml.rels",
               part_relations(xlsx_file::relation("c", "comments", "../comments1.xml")))};
    EXPECT_THAT(places(file.bytes()), ElementsAre("comment on cell C2"));

    EXPECT_THAT(places(with_part("core-properties", "docProps/core.xml",
                                 "<p><description>June: 7919 by charge</description></p>")),
                ElementsAre(""));
    file = xlsx_of(row(cell));
    file.strings = "<si><t>June, charge: 7919</t></si>";
    EXPECT_THAT(places(file.bytes()), ElementsAre(""));
    EXPECT_THAT(
        places(ods_bytes("<table:table><table:table-row><table:table-cell><office:annotation>"
                         "<text:p>June charge 7919</text:p></office:annotation>"
                         "</table:table-cell></table:table-row></table:table>")),
        ElementsAre(""));
}

TEST(RecordedCells, AreThoseOfThePrivateRecord) {
    std::ostringstream out;
    sdc::write_private(out, support::audited_months());
    const auto tables = sdc::parse_private_record(out.str(), "record").value();
    ASSERT_EQ(tables.size(), 1U);
    EXPECT_THAT(tables[0].dimensions, ElementsAre("month", "sex"));
    EXPECT_EQ(tables[0].cells.size(), 9U);
    EXPECT_THAT(tables[0].cells[0].codes, ElementsAre("Total", "Total"));
    EXPECT_EQ(tables[0].cells[0].value, "50");
    EXPECT_EQ(std::ranges::count(tables[0].cells, true, &sdc::recorded_cell::is_suppressed), 4);
    EXPECT_THAT(sdc::parse_private_record("{}", "record"), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::parse_private_record("{", "record"), HasErrc(sdc::errc::bad_syntax));
    EXPECT_THAT(
        sdc::parse_private_record(
            "{\"format\": \"sdckit private record\", \"cells\": [{\"codes\": 1}]}", "record"),
        HasErrc(sdc::errc::bad_argument));
}

} // namespace
