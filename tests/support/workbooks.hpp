/// Small workbooks, written part by part.
#pragma once

#include <zip.hpp>

#include <string>
#include <utility>
#include <vector>

namespace support {

inline const std::string office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// An .xlsx file of sheets; every part can be set.
class xlsx_file {
public:
    struct sheet {
        std::string name, xml; ///< `xml`: what stands within <worksheet>.
        std::string state = {};
    };
    std::vector<sheet> sheets;
    std::string styles, strings, properties, names, relations; ///< `relations`: of the workbook.
    std::vector<zip_part> others;

    [[nodiscard]] std::string bytes() const {
        const std::string head = "<?xml version=\"1.0\"?>";
        const std::string main =
            " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" +
            office.substr(0, office.size() - 1) + "\"";
        const std::string package =
            " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
        std::string listed, related;
        std::vector<zip_part> parts{
            stored("[Content_Types].xml", head + "<Types><Override ContentType=\"application/"
                                                 "vnd.openxmlformats-officedocument."
                                                 "spreadsheetml.sheet.main+xml\"/></Types>"),
            stored("_rels/.rels",
                   head + "<Relationships" + package + "><Relationship Id=\"a\" Type=\"" + office +
                       "officeDocument\" Target=\"xl/workbook.xml\"/>" + "</Relationships>")};
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            const auto n = std::to_string(i + 1);
            listed += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + n + "\" r:id=\"s" + n +
                      "\"" + (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") +
                      "/>";
            related += relation("s" + n, "worksheet", "worksheets/sheet" + n + ".xml");
            parts.push_back(
                stored("xl/worksheets/sheet" + n + ".xml",
                       head + "<worksheet" + main + ">" + sheets[i].xml + "</worksheet>"));
        }
        if (!strings.empty()) {
            related += relation("t", "sharedStrings", "sharedStrings.xml");
            parts.push_back(
                stored("xl/sharedStrings.xml", head + "<sst" + main + ">" + strings + "</sst>"));
        }
        if (!styles.empty()) {
            related += relation("y", "styles", "styles.xml");
            parts.push_back(stored("xl/styles.xml",
                                   head + "<styleSheet" + main + ">" + styles + "</styleSheet>"));
        }
        parts.push_back(stored("xl/workbook.xml", head + "<workbook" + main + ">" + properties +
                                                      "<sheets>" + listed + "</sheets>" + names +
                                                      "</workbook>"));
        parts.push_back(stored("xl/_rels/workbook.xml.rels", head + "<Relationships" + package +
                                                                 ">" + related + relations +
                                                                 "</Relationships>"));
        parts.insert(parts.end(), others.begin(), others.end());
        return make_zip(parts);
    }

    static std::string relation(const std::string& id, const std::string& type,
                                const std::string& target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + office + type + "\" Target=\"" + target +
               "\"/>";
    }
};

/// One sheet "Data" with these rows.
[[nodiscard]] inline xlsx_file xlsx_of(const std::string& rows, const std::string& before = {},
                                       const std::string& after = {}) {
    xlsx_file made;
    made.sheets.push_back({"Data", before + "<sheetData>" + rows + "</sheetData>" + after});
    return made;
}

/// An .ods file: what stands within <office:spreadsheet> and <office:automatic-styles>.
[[nodiscard]] inline std::string ods_bytes(const std::string& tables,
                                           const std::string& styles = {},
                                           std::vector<zip_part> others = {}) {
    const std::string oasis = "urn:oasis:names:tc:opendocument:xmlns:";
    std::string spaces;
    for (const auto* name : {"office", "table", "text", "style", "drawing", "script"})
        spaces += std::string(" xmlns:") + name + "=\"" + oasis + name + ":1.0\"";
    spaces += " xmlns:draw=\"" + oasis + "drawing:1.0\" xmlns:fo=\"" + oasis +
              "xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
              "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:"
              "calcext:1.0\"";
    std::vector<zip_part> parts{
        stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        stored("content.xml", "<?xml version=\"1.0\"?><office:document-content" + spaces +
                                  "><office:automatic-styles>" + styles +
                                  "</office:automatic-styles><office:body><office:spreadsheet>" +
                                  tables + "</office:spreadsheet></office:body>" +
                                  "</office:document-content>")};
    parts.insert(parts.end(), others.begin(), others.end());
    return make_zip(parts);
}

} // namespace support
