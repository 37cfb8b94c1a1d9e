/// OpenDocument 1.2, with no part that would need an author or a clock.
#include <sdc/io/spreadsheet.hpp>

#include "../workbook/values.hpp"
#include "content.hpp"
#include "package_writer.hpp"
#include "xml_text.hpp"

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

using detail::cell_look;
using detail::written_cell;
using detail::written_sheet;
using detail::xml_text;

constexpr const char* ods_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr const char* ods_type = "application/vnd.oasis.opendocument.spreadsheet";

/// The beginning of a part, with the namespaces of all of them.
std::string ods_root(const std::string& name) {
    constexpr std::array<std::pair<const char*, const char*>, 7> spaces{
        {{"office", "office"},
         {"table", "table"},
         {"text", "text"},
         {"style", "style"},
         {"fo", "xsl-fo-compatible"},
         {"number", "datastyle"},
         {"meta", "meta"}}};
    auto xml = std::string(ods_head) + "<office:" + name;
    for (const auto& [prefix, space] : spaces)
        xml += std::string(" xmlns:") + prefix +
               "=\"urn:oasis:names:tc:opendocument:xmlns:" + space + ":1.0\"";
    return xml + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.2\">";
}

/// Blanks as OpenDocument keeps them: one within the text as it is, others by number.
std::string ods_paragraph(std::string_view text) {
    std::string xml;
    while (!text.empty()) {
        const auto plain = text.substr(0, text.find_first_of(" \t"));
        xml += xml_text(plain);
        text.remove_prefix(plain.size());
        if (text.starts_with('\t')) {
            xml += "<text:tab/>";
            text.remove_prefix(1);
            continue;
        }
        const auto blanks = std::min(text.find_first_not_of(' '), text.size());
        if (blanks == 0) continue;
        const bool is_inside = !plain.empty() && blanks < text.size() && text[blanks] != '\t';
        if (is_inside) xml += ' ';
        if (const auto counted = blanks - (is_inside ? 1 : 0); counted > 0)
            xml += "<text:s text:c=\"" + std::to_string(counted) + "\"/>";
        text.remove_prefix(blanks);
    }
    return xml;
}

/// Lines are paragraphs; a carriage return is none, so that the whole is kept in an attribute.
void add_ods_text(std::string& to, std::string_view text, const char* style) {
    to += std::string("<table:table-cell table:style-name=\"") + style +
          "\" office:value-type=\"string\"";
    if (text.find('\r') != text.npos) to += " office:string-value=\"" + xml_text(text) + '"';
    to += '>';
    for (;;) {
        const auto line = text.substr(0, text.find('\n'));
        std::string shown(line);
        std::erase(shown, '\r');
        to += "<text:p>" + ods_paragraph(shown) + "</text:p>";
        if (line.size() == text.size()) break;
        text.remove_prefix(line.size() + 1);
    }
    to += "</table:table-cell>";
}

const char* ods_style(cell_look look) {
    constexpr std::array<const char*, detail::cell_looks> names{
        "Heading_20_1", "note", "header", "text", "number", "marker", "number_header"};
    return names[static_cast<std::size_t>(look)];
}

void add_ods_row(std::string& to, std::span<const written_cell> cells) {
    to += "<table:table-row table:style-name=\"row\">";
    for (const auto& [text, look] : cells) {
        if (look == cell_look::number)
            to.append("<table:table-cell table:style-name=\"number\" office:value-type=\"float\" "
                      "office:value=\"")
                .append(text)
                .append("\"><text:p>")
                .append(text) += "</text:p></table:table-cell>";
        else
            add_ods_text(to, text, ods_style(look));
    }
    to += "</table:table-row>\n";
}

std::string width_style(std::size_t width) { return "width" + std::to_string(width); }

void add_ods_sheet(std::string& to, const written_sheet& sheet) {
    to += "<table:table table:name=\"" + sheet.name + "\" table:style-name=\"sheet\">";
    for (const auto width : sheet.widths)
        to += "<table:table-column table:style-name=\"" + width_style(width) +
              "\" table:default-cell-style-name=\"Default\"/>";
    to += '\n';
    for (std::size_t i = 0; i < sheet.lines.size(); ++i) {
        // Beside a table a note runs over its columns; on the cover it is wrapped.
        const auto look = i == 0                ? cell_look::heading
                          : sheet.table.empty() ? cell_look::text
                                                : cell_look::note;
        add_ods_row(to, std::vector<written_cell>{{.text = sheet.lines[i], .look = look}});
    }
    if (!sheet.table.empty()) {
        to += "<table:table-header-rows>";
        add_ods_row(to, sheet.header_cells());
        to += "</table:table-header-rows>";
        sheet.for_each_row([&](std::span<const written_cell> cells) { add_ods_row(to, cells); });
    }
    to += "</table:table>\n";
}

/// What marks the tables as such.
std::string ods_ranges(const std::vector<written_sheet>& sheets) {
    std::string xml = "<table:database-ranges>";
    for (const auto& sheet : sheets) {
        if (sheet.table.empty()) continue;
        const auto cell = [&](std::uint64_t row, std::size_t column) {
            return sheet.name + '.' +
                   detail::cell_name(static_cast<std::uint32_t>(row),
                                     static_cast<std::uint32_t>(column));
        };
        xml += "<table:database-range table:name=\"" + sheet.table +
               "\" table:target-range-address=\"" + cell(sheet.header_row(), 1) + ':' +
               cell(sheet.last_row(), sheet.header.size()) +
               "\" table:contains-header=\"true\" table:display-filter-buttons=\"false\"/>";
    }
    return xml + "</table:database-ranges>";
}

std::string ods_cell_style(const std::string& name, const std::string& properties,
                           const std::string& more = {}) {
    return "<style:style style:name=\"" + name +
           "\" style:family=\"table-cell\" style:parent-style-name=\"Default\"" + more + '>' +
           properties + "</style:style>";
}

std::string ods_automatic_styles(const detail::written_workbook& book) {
    const std::string wrapped =
        "<style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\"/>";
    const std::string ruled =
        "<style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\" "
        "fo:border-bottom=\"0.5pt solid #000000\"/>";
    const std::string bold = "<style:text-properties fo:font-weight=\"bold\"/>";
    const std::string at_right = "<style:paragraph-properties fo:text-align=\"end\"/>";
    const auto right = wrapped + at_right;
    const auto decimals = std::to_string(book.decimals);
    auto xml =
        "<office:automatic-styles><number:number-style style:name=\"grouped\"><number:number "
        "number:decimal-places=\"" +
        decimals + "\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>" +
        "</number:number-style>"
        "<style:style style:name=\"sheet\" style:family=\"table\" "
        "style:master-page-name=\"Default\"><style:table-properties table:display=\"true\"/>"
        "</style:style><style:style style:name=\"row\" style:family=\"table-row\">"
        "<style:table-row-properties style:use-optimal-row-height=\"true\"/></style:style>" +
        ods_cell_style("note", "") + ods_cell_style("header", ruled + bold) +
        ods_cell_style("number_header", ruled + at_right + bold) + ods_cell_style("text", wrapped) +
        ods_cell_style("number", right, " style:data-style-name=\"grouped\"") +
        ods_cell_style("marker", right);
    std::set<std::size_t> widths;
    for (const auto& sheet : book.sheets) widths.insert(sheet.widths.begin(), sheet.widths.end());
    for (const auto width : widths) // a character of 12 points is about a quarter of a centimetre
        xml += "<style:style style:name=\"" + width_style(width) +
               "\" style:family=\"table-column\"><style:table-column-properties "
               "style:column-width=\"" +
               std::to_string(width / 4) + '.' + std::to_string(width % 4 * 25) +
               "cm\"/></style:style>";
    return xml + "</office:automatic-styles>";
}

std::string ods_content(const detail::written_workbook& book) {
    auto xml = ods_root("document-content") + ods_automatic_styles(book) +
               "<office:body><office:spreadsheet>\n";
    for (const auto& sheet : book.sheets) add_ods_sheet(xml, sheet);
    xml += ods_ranges(book.sheets);
    xml += "</office:spreadsheet></office:body></office:document-content>\n";
    return xml; // moved: it is long
}

/// Language and fonts of all cells, and the heading that screen readers find.
std::string ods_styles() {
    return ods_root("document-styles") +
           "<office:styles><style:default-style style:family=\"table-cell\">"
           "<style:text-properties fo:language=\"en\" fo:country=\"GB\" fo:font-size=\"12pt\" "
           "fo:font-family=\"Arial\"/></style:default-style>"
           "<style:style style:name=\"Default\" style:family=\"table-cell\"/>"
           "<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" "
           "style:family=\"table-cell\" style:parent-style-name=\"Default\">"
           "<style:text-properties fo:font-size=\"16pt\" fo:font-weight=\"bold\"/></style:style>"
           "</office:styles><office:automatic-styles><style:page-layout style:name=\"page\"/>"
           "</office:automatic-styles><office:master-styles><style:master-page "
           "style:name=\"Default\" style:page-layout-name=\"page\"/></office:master-styles>"
           "</office:document-styles>\n";
}

std::string ods_manifest() {
    std::string xml = std::string(ods_head) +
                      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:"
                      "xmlns:manifest:1.0\" manifest:version=\"1.2\"><manifest:file-entry "
                      "manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"" +
                      ods_type + "\"/>";
    for (const auto* part : {"content.xml", "styles.xml", "meta.xml"})
        xml += std::string("<manifest:file-entry manifest:full-path=\"") + part +
               "\" manifest:media-type=\"text/xml\"/>";
    return xml + "</manifest:manifest>\n";
}

} // namespace

result<void> write_ods(std::ostream& out, const published& release, const write_options& options) {
    const auto book = detail::describe_workbook(release, options);
    if (!book) return book.error();
    std::vector<detail::written_part> parts;
    parts.push_back({"mimetype", ods_type, true});
    parts.push_back({"content.xml", ods_content(*book)});
    parts.push_back({"styles.xml", ods_styles()});
    parts.push_back({"meta.xml", ods_root("document-meta") + "<office:meta><dc:title>" +
                                     xml_text(book->title) + "</dc:title><dc:language>" +
                                     detail::language_of_workbooks +
                                     "</dc:language></office:meta></office:document-meta>\n"});
    parts.push_back({"META-INF/manifest.xml", ods_manifest()});
    const auto bytes = detail::write_package(parts);
    if (!bytes) return bytes.error();
    out << *bytes;
    return {};
}

} // namespace sdc::inline v0
