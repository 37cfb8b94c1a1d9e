/// OpenDocument: what stands beside cells, and other parts.
#include "package_inspector.hpp"

#include "../workbook/xml.hpp"
#include "sheet_inspector.hpp"

#include <utility>

namespace sdc::inline v0::detail {
namespace {

class beside_cells : public xml_handler {
public:
    beside_cells(finding_list& findings, std::string part)
        : findings_(findings), part_(std::move(part)) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        if (depth_ > 0) ++depth_;
        const auto local = name.local();
        const auto href = a.get("xlink href");
        if (name.is("office:1.0 annotation")) begin(finding_kind::comments);
        if (local == "hidden-text" || local == "hidden-paragraph") {
            findings_.add(finding_kind::hidden_text, part_, "");
            search(a.get("text:1.0 string-value"));
            begin(finding_kind::hidden_text);
        }
        if (local == "tracked-changes") begin(finding_kind::tracked_changes);
        if (name.is("drawing:1.0 object") || name.is("drawing:1.0 object-ole"))
            findings_.add(finding_kind::embedded_object, part_, "", findings_.show(href));
        if (name.is("drawing:1.0 image") && href.find("ObjectReplacements") == href.npos)
            findings_.add(finding_kind::image, part_, "", findings_.show(href));
        if (local == "cell-range-source" || local == "table-source" || local == "dde-source")
            findings_.add(finding_kind::external_link, part_, "", findings_.show(href));
        if (name.is("script:1.0 script") || name.is("office:1.0 script"))
            findings_.add(finding_kind::macro, part_, "");
        if (name.is("office:1.0 chart")) is_chart = true;
        return true;
    }
    bool end(const xml_name&) override {
        if (depth_ == 0 || --depth_ > 0) {
            if (depth_ > 0) text_ += ' ';
            return true;
        }
        if (kind_ == finding_kind::comments)
            ++comments;
        else if (kind_ == finding_kind::tracked_changes)
            findings_.add(kind_, part_, "");
        search(text_);
        return true;
    }
    bool text(std::string_view piece) override {
        if (depth_ > 0) text_ += piece;
        return true;
    }

    std::size_t comments = 0;
    bool is_chart = false;

private:
    void begin(finding_kind kind) {
        if (depth_ > 0) return;
        kind_ = kind;
        depth_ = 1;
        text_.clear();
    }
    void search(std::string_view text) {
        for (const auto cell : findings_.search().find_in(text))
            findings_.add(finding_kind::suppressed_value, part_, "",
                          "a text beside the cells with the suppressed value of " +
                              findings_.search().describe(cell));
    }

    finding_list& findings_;
    const std::string part_;
    finding_kind kind_ = finding_kind::comments;
    std::size_t depth_ = 0;
    std::string text_;
};

result<void> look_at_part(const package& from, std::size_t part, finding_list& findings) {
    const auto& name = from.parts()[part].name;
    if (name.ends_with('/')) return {};
    if (name == "meta.xml") return inspect_properties(from, part, findings);
    if (name.starts_with("Basic/") || name.starts_with("Scripts/"))
        findings.add(finding_kind::macro, name, "");
    else if (name.starts_with("Pictures/") || name.starts_with("ObjectReplacements/"))
        findings.add(finding_kind::image, name, "");
    if (name == "content.xml" || !name.ends_with("/content.xml")) return {};
    sheet_inspector sheets(findings);
    beside_cells beside(findings, name);
    if (auto ok = read_ods(from, sheets, name, &beside); !ok) return ok;
    if (beside.is_chart)
        findings.add(finding_kind::chart_cache, name, "", "the numbers behind the chart");
    return {};
}

} // namespace

result<void> inspect_ods(const package& from, finding_list& findings) {
    sheet_inspector sheets(findings);
    beside_cells beside(findings, "content.xml");
    if (auto ok = read_ods(from, sheets, "content.xml", &beside); !ok) return ok;
    if (beside.comments > 0)
        findings.add(finding_kind::comments, "content.xml", "",
                     std::to_string(beside.comments) +
                         (beside.comments == 1 ? " comment" : " comments"));
    for (std::size_t i = 0; i < from.parts().size(); ++i) {
        if (auto ok = look_at_part(from, i, findings); !ok) return ok;
    }
    return {};
}

} // namespace sdc::inline v0::detail
