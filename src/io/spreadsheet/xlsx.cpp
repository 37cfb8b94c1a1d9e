/// Office Open XML (ECMA-376), with no part that would need an author or a clock.
#include <sdc/io/spreadsheet.hpp>

#include "../workbook/values.hpp"
#include "content.hpp"
#include "package_writer.hpp"
#include "xml_text.hpp"

#include <sdc/detail/utf8.hpp>

#include <algorithm>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

using detail::cell_look;
using detail::written_cell;
using detail::written_sheet;
using detail::xml_text;

constexpr std::string_view ooxml_head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const std::string ooxml_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string ooxml_relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const std::string ooxml_package = "http://schemas.openxmlformats.org/package/2006/";

/// _x000D_ stands for a carriage return, so that a text that looks so begins with _x005F_. In names
/// of columns line feeds and tabs are written so, too.
std::string ooxml_text(std::string_view text, bool is_name = false) {
    const auto is_hex = [](char c) {
        return ('0' <= c && c <= '9') || ('A' <= (c & ~0x20) && (c & ~0x20) <= 'F');
    };
    const auto is_escape = [&](std::string_view rest) {
        if (rest.size() < 7 || rest[0] != '_' || rest[1] != 'x' || rest[6] != '_') return false;
        return is_hex(rest[2]) && is_hex(rest[3]) && is_hex(rest[4]) && is_hex(rest[5]);
    };
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r')
            escaped += "_x000D_";
        else if (is_name && text[i] == '\n')
            escaped += "_x000A_";
        else if (is_name && text[i] == '\t')
            escaped += "_x0009_";
        else if (is_escape(text.substr(i)))
            escaped += "_x005F_"; // an underscore
        else
            escaped += text[i];
    }
    return xml_text(escaped);
}

std::string xlsx_part_name(const char* kind, std::size_t number) {
    return kind + std::to_string(number + 1) + ".xml";
}

/// "A4:C20"
std::string xlsx_range(const written_sheet& sheet) {
    const auto row = [](std::uint64_t n) { return static_cast<std::uint32_t>(n); };
    const auto last = static_cast<std::uint32_t>(sheet.header.size());
    return detail::cell_name(row(sheet.header_row()), 1) + ':' +
           detail::cell_name(row(sheet.last_row()), last);
}

/// Lines that a text takes in a column of that width, by nine tenths of it: letters differ.
std::size_t lines_of(const written_cell& cell, std::size_t width) {
    if (cell.look == cell_look::note || cell.look == cell_look::heading) return 1;
    const auto room = std::max<std::size_t>(1, width * 9 / 10);
    std::size_t lines = 0;
    for (auto rest = cell.text;;) {
        const auto line = rest.substr(0, rest.find('\n'));
        lines += std::max<std::size_t>(1, (detail::count_characters(line) + room - 1) / room);
        if (line.size() == rest.size()) return lines;
        rest.remove_prefix(line.size() + 1);
    }
}

/// Programs differ in whether they find the height of a row themselves.
std::string xlsx_height(std::span<const written_cell> cells,
                        const std::vector<std::size_t>& widths) {
    constexpr std::size_t points = 16;
    if (cells.front().look == cell_look::heading) return " ht=\"21\" customHeight=\"1\"";
    std::size_t lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i)
        lines = std::max(lines, lines_of(cells[i], widths[i]));
    constexpr std::size_t most_lines = 25; // a row is 409 points high at most
    return lines == 1 ? ""
                      : " ht=\"" + std::to_string(points * std::min(lines, most_lines)) +
                            "\" customHeight=\"1\"";
}

void add_xlsx_row(std::string& to, std::uint32_t row, std::span<const written_cell> cells,
                  const std::vector<std::size_t>& widths) {
    to += "<row r=\"" + std::to_string(row) + '"' + xlsx_height(cells, widths) + '>';
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& [text, look] = cells[i];
        to += "<c r=\"" + detail::cell_name(row, static_cast<std::uint32_t>(i + 1)) + "\" s=\"" +
              std::to_string(static_cast<unsigned>(look)) + '"';
        if (look == cell_look::number)
            to.append("><v>").append(text) += "</v></c>";
        else
            to += " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + ooxml_text(text) +
                  "</t></is></c>";
    }
    to += "</row>\n";
}

std::string xlsx_sheet_part(const written_sheet& sheet, bool is_first) {
    std::string xml(ooxml_head);
    xml += "<worksheet xmlns=\"" + ooxml_main + "\" xmlns:r=\"" + ooxml_relations +
           "\"><sheetViews><sheetView" + (is_first ? " tabSelected=\"1\"" : "") +
           " workbookViewId=\"0\"><selection activeCell=\"A1\" sqref=\"A1\"/></sheetView>"
           "</sheetViews><sheetFormatPr defaultRowHeight=\"16\" customHeight=\"1\"/><cols>";
    for (std::size_t i = 0; i < sheet.widths.size(); ++i) {
        const auto n = std::to_string(i + 1);
        xml += "<col min=\"" + n + "\" max=\"" + n + "\" width=\"" +
               std::to_string(sheet.widths[i]) + "\" customWidth=\"1\"/>";
    }
    xml += "</cols><sheetData>\n";
    std::uint32_t row = 0;
    for (const auto& line : sheet.lines) {
        // Beside a table a note runs over its columns; on the cover it is wrapped.
        const auto look = row == 0              ? cell_look::heading
                          : sheet.table.empty() ? cell_look::text
                                                : cell_look::note;
        add_xlsx_row(xml, ++row, std::vector<written_cell>{{.text = line, .look = look}},
                     sheet.widths);
    }
    if (!sheet.table.empty()) {
        add_xlsx_row(xml, ++row, sheet.header_cells(), sheet.widths);
        sheet.for_each_row([&](std::span<const written_cell> cells) {
            add_xlsx_row(xml, ++row, cells, sheet.widths);
        });
    }
    xml += "</sheetData>";
    if (!sheet.table.empty()) xml += "<tableParts count=\"1\"><tablePart r:id=\"t\"/></tableParts>";
    xml += "</worksheet>\n";
    return xml; // moved: it is long
}

std::string xlsx_table_part(const written_sheet& sheet, std::size_t number) {
    auto xml = std::string(ooxml_head) + "<table xmlns=\"" + ooxml_main + "\" id=\"" +
               std::to_string(number + 1) + "\" name=\"" + sheet.table + "\" displayName=\"" +
               sheet.table + "\" ref=\"" + xlsx_range(sheet) +
               "\" totalsRowShown=\"0\"><tableColumns count=\"" +
               std::to_string(sheet.header.size()) + "\">";
    for (std::size_t i = 0; i < sheet.header.size(); ++i)
        xml += "<tableColumn id=\"" + std::to_string(i + 1) + "\" name=\"" +
               ooxml_text(sheet.header[i], true) + "\"/>";
    return xml + "</tableColumns><tableStyleInfo showFirstColumn=\"0\" showLastColumn=\"0\" "
                 "showRowStripes=\"0\" showColumnStripes=\"0\"/></table>\n";
}

/// The formats of cells in the order of `cell_look`.
std::string xlsx_styles(int decimals) {
    const auto code =
        "#,##0" +
        (decimals > 0 ? "." + std::string(static_cast<std::size_t>(decimals), '0') : std::string());
    const std::string wrapped = "<alignment vertical=\"top\" wrapText=\"1\"/></xf>";
    const std::string right =
        "<alignment horizontal=\"right\" vertical=\"top\" wrapText=\"1\"/></xf>";
    const std::string plain =
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"";
    const std::string header =
        "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"1\" xfId=\"0\" "
        "applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\">";
    return std::string(ooxml_head) + "<styleSheet xmlns=\"" + ooxml_main +
           "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"" + code +
           "\"/></numFmts><fonts count=\"3\">"
           "<font><sz val=\"12\"/><name val=\"Arial\"/><family val=\"2\"/></font>"
           "<font><b/><sz val=\"16\"/><name val=\"Arial\"/><family val=\"2\"/></font>"
           "<font><b/><sz val=\"12\"/><name val=\"Arial\"/><family val=\"2\"/></font></fonts>"
           "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
           "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
           "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
           "<border><left/><right/><top/><bottom style=\"thin\"/><diagonal/></border></borders>"
           "<cellStyleXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
           "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
           "<cellXfs count=\"" +
           std::to_string(detail::cell_looks) +
           "\"><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"1\" "
           "applyFont=\"1\"/>" +
           plain + "/>" + header + wrapped + plain + " applyAlignment=\"1\">" + wrapped +
           "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
           "applyNumberFormat=\"1\" applyAlignment=\"1\">" +
           right + plain + " applyAlignment=\"1\">" + right + header + right +
           "</cellXfs><cellStyles count=\"2\"><cellStyle name=\"Normal\" xfId=\"0\" "
           "builtinId=\"0\"/><cellStyle name=\"Heading 1\" xfId=\"1\" builtinId=\"16\"/>"
           "</cellStyles></styleSheet>\n";
}

std::string ooxml_relation(const std::string& id, const std::string& type,
                           const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
}

std::string relation_part(const std::string& all) {
    return std::string(ooxml_head) + "<Relationships xmlns=\"" + ooxml_package +
           "relationships\">" + all + "</Relationships>\n";
}

std::string xlsx_properties(const std::string& title) {
    return std::string(ooxml_head) + "<cp:coreProperties xmlns:cp=\"" + ooxml_package +
           "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" +
           xml_text(title) + "</dc:title><dc:language>" + detail::language_of_workbooks +
           "</dc:language></cp:coreProperties>\n";
}

/// The parts that name the others.
class xlsx_index {
public:
    void add(const written_sheet& sheet, std::size_t number) {
        const auto id = "s" + std::to_string(number + 1);
        sheets_ += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + std::to_string(number + 1) +
                   "\" r:id=\"" + id + "\"/>";
        related_ += ooxml_relation(id, ooxml_relations + "/worksheet",
                                   "worksheets/" + xlsx_part_name("sheet", number));
        add_type("xl/worksheets/" + xlsx_part_name("sheet", number), "worksheet");
        if (!sheet.table.empty()) add_type("xl/tables/" + xlsx_part_name("table", number), "table");
    }

    void write(std::vector<detail::written_part>& parts) const {
        parts.push_back(
            {"[Content_Types].xml",
             std::string(ooxml_head) + "<Types xmlns=\"" + ooxml_package +
                 "content-types\"><Default Extension=\"rels\" "
                 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
                 type("xl/workbook.xml", "sheet.main") + type("xl/styles.xml", "styles") + types_ +
                 "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
                 "vnd.openxmlformats-package.core-properties+xml\"/></Types>\n"});
        parts.push_back(
            {"_rels/.rels",
             relation_part(
                 ooxml_relation("w", ooxml_relations + "/officeDocument", "xl/workbook.xml") +
                 ooxml_relation("p", ooxml_package + "relationships/metadata/core-properties",
                                "docProps/core.xml"))});
        parts.push_back({"xl/workbook.xml",
                         std::string(ooxml_head) + "<workbook xmlns=\"" + ooxml_main +
                             "\" xmlns:r=\"" + ooxml_relations +
                             "\"><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>" +
                             sheets_ + "</sheets></workbook>\n"});
        parts.push_back({"xl/_rels/workbook.xml.rels",
                         relation_part(related_ + ooxml_relation("y", ooxml_relations + "/styles",
                                                                 "styles.xml"))});
    }

private:
    static std::string type(const std::string& part, const std::string& kind) {
        return "<Override PartName=\"/" + part +
               "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." +
               kind + "+xml\"/>";
    }
    void add_type(const std::string& part, const std::string& kind) { types_ += type(part, kind); }

    std::string sheets_, related_, types_;
};

} // namespace

result<void> write_xlsx(std::ostream& out, const published& release, const write_options& options) {
    const auto book = detail::describe_workbook(release, options);
    if (!book) return book.error();
    std::vector<detail::written_part> parts, of_sheets;
    xlsx_index index;
    for (std::size_t i = 0; i < book->sheets.size(); ++i) {
        const auto& sheet = book->sheets[i];
        index.add(sheet, i);
        const auto name = xlsx_part_name("sheet", i);
        of_sheets.push_back({"xl/worksheets/" + name, xlsx_sheet_part(sheet, i == 0)});
        if (sheet.table.empty()) continue;
        of_sheets.push_back(
            {"xl/worksheets/_rels/" + name + ".rels",
             relation_part(ooxml_relation("t", ooxml_relations + "/table",
                                          "../tables/" + xlsx_part_name("table", i)))});
        of_sheets.push_back({"xl/tables/" + xlsx_part_name("table", i), xlsx_table_part(sheet, i)});
    }
    index.write(parts);
    parts.push_back({"xl/styles.xml", xlsx_styles(book->decimals)});
    parts.push_back({"docProps/core.xml", xlsx_properties(book->title)});
    std::ranges::move(of_sheets, std::back_inserter(parts));
    const auto bytes = detail::write_package(parts);
    if (!bytes) return bytes.error();
    out << *bytes;
    return {};
}

} // namespace sdc::inline v0
