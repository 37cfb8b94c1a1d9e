/// Office Open XML: what the relations of its parts name.
#include "package_inspector.hpp"

#include "../workbook/xlsx.hpp"
#include "../workbook/xml.hpp"
#include "sheet_inspector.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

struct named_kind {
    std::string_view type;
    finding_kind kind;
    const char* text;
};
/// By the end of the relation's type.
constexpr std::array<named_kind, 24> kinds{{
    {"externalLink", finding_kind::external_link, "cells of another file, as they were"},
    {"externalLinkPath", finding_kind::external_link, ""},
    {"attachedTemplate", finding_kind::external_link, ""},
    {"connections", finding_kind::connection, "where data came from"},
    {"queryTable", finding_kind::connection, "where data came from"},
    {"powerPivotData", finding_kind::data_model, "the tables behind the workbook"},
    {"oleObject", finding_kind::embedded_object, ""},
    {"package", finding_kind::embedded_object, "a whole document"},
    {"control", finding_kind::embedded_object, "a control"},
    {"image", finding_kind::image, ""},
    {"vbaProject", finding_kind::macro, ""},
    {"xlMacrosheet", finding_kind::macro, ""},
    {"xlIntlMacrosheet", finding_kind::macro, ""},
    {"dialogsheet", finding_kind::macro, ""},
    {"customXml", finding_kind::custom_xml, ""},
    {"xmlMaps", finding_kind::custom_xml, ""},
    {"revisionHeaders", finding_kind::tracked_changes, ""},
    {"revisionLog", finding_kind::tracked_changes, ""},
    {"usernames", finding_kind::tracked_changes, "who had the workbook open"},
    {"comments", finding_kind::comments, ""},
    {"threadedComment", finding_kind::comments, ""},
    {"person", finding_kind::property, "who wrote comments"},
    {"slicerCache", finding_kind::pivot_cache, "the values of a slicer"},
    {"externalReference", finding_kind::external_link, ""},
}};

/// Names of cells, and where the file was saved.
class name_reader : public xml_handler {
public:
    name_reader(finding_list& findings, const sheet_inspector& sheets, const std::string& part)
        : findings_(findings), sheets_(sheets), part_(part) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        if (name.local() == "absPath")
            findings_.add(finding_kind::property, part_, "path", findings_.show(a.get("url")));
        in_name_ = name.local() == "definedName";
        if (!in_name_) return true;
        name_ = a.get("name");
        is_hidden_ = a.is_set("hidden");
        refers_to_.clear();
        return true;
    }
    bool end(const xml_name&) override {
        if (in_name_) look_at();
        in_name_ = false;
        return true;
    }
    bool text(std::string_view piece) override {
        if (in_name_) refers_to_ += piece;
        return true;
    }

private:
    void look_at() {
        const bool is_built_in = name_.starts_with("_xlnm.");
        const auto add = [this](const char* what) {
            findings_.add(finding_kind::defined_name, part_, "name " + findings_.show(name_), what);
        };
        if (refers_to_.starts_with("[") || refers_to_.find("'[") != std::string::npos) {
            add("of cells of another file");
        } else if (is_hidden_ && !is_built_in) {
            add("hidden itself");
        } else if (!is_built_in) {
            if (is_of_hidden()) add("of a hidden place");
        }
    }
    [[nodiscard]] bool is_of_hidden() const {
        const auto mark = refers_to_.rfind('!');
        if (mark == std::string::npos) return false;
        auto sheet = refers_to_.substr(0, mark);
        if (sheet.size() > 1 && sheet.front() == '\'') sheet = sheet.substr(1, sheet.size() - 2);
        const auto at = sheets_.sheets().find(sheet);
        if (at == sheets_.sheets().end()) return false;
        const auto range = parse_range(std::string_view(refers_to_).substr(mark + 1));
        return at->second.is_hidden ||
               (range && (at->second.rows.contains(range->first_row) ||
                          at->second.columns.contains(range->first_column)));
    }

    finding_list& findings_;
    const sheet_inspector& sheets_;
    const std::string& part_;
    std::string name_, refers_to_;
    bool in_name_ = false, is_hidden_ = false;
};

class xlsx_inspector {
public:
    xlsx_inspector(const package& from, finding_list& findings)
        : from_(from), findings_(findings), sheets_(findings) {}

    result<void> run() {
        const auto book = open_xlsx(from_);
        if (!book) return book.error();
        for (const auto& one : book->sheets) {
            sheet_parts_.insert(one.part);
            if (auto ok = read_xlsx_sheet(from_, *book, one, sheets_); !ok) return ok.error();
        }
        look_at_strings(book->strings);
        for (const auto& part : from_.parts()) {
            if (!part.name.ends_with(".rels")) continue;
            if (auto ok = look_at_relations(part.name); !ok) return ok;
        }
        return look_at_others();
    }

private:
    void look_at_strings(const std::vector<std::string>& strings) {
        const auto part = from_.find("xl/sharedStrings.xml");
        const std::string name = part ? from_.parts()[*part].name : "shared strings";
        std::size_t unused = 0;
        for (std::size_t i = 0; i < strings.size(); ++i) {
            if (sheets_.uses_string(i)) continue;
            ++unused;
            for (const auto cell : findings_.search().find_in(strings[i]))
                findings_.add(finding_kind::suppressed_value, name, "",
                              "a text that no cell uses, with the suppressed value of " +
                                  findings_.search().describe(cell));
        }
        if (unused > 0)
            findings_.add(finding_kind::unused_strings, name, "",
                          std::to_string(unused) + " texts that no cell uses");
    }

    /// "xl/_rels/workbook.xml.rels" is about "xl/workbook.xml".
    result<void> look_at_relations(std::string owner) {
        owner.resize(owner.size() - std::string_view(".rels").size());
        const auto folder = owner.rfind("_rels/");
        if (folder == std::string::npos) return {};
        owner.erase(folder, std::string_view("_rels/").size());
        const auto relations = read_relations(from_, owner);
        if (!relations) return relations.error();
        for (const auto& [id, to] : *relations) {
            if (auto ok = look_at_relation(owner, to); !ok) return ok;
        }
        return {};
    }

    result<void> look_at_relation(const std::string& owner, const xlsx_relation& to) {
        const auto at = std::ranges::find(kinds, to.type, &named_kind::type);
        if (to.is_external) {
            if (at != kinds.end() || to.target.starts_with("file:"))
                findings_.add(finding_kind::external_link, owner, "", findings_.show(to.target));
            return {};
        }
        const auto part = from_.find(to.target);
        if (!part) return {};
        const bool is_new = named_.insert(*part).second;
        if (!is_new) return {};
        const auto& name = from_.parts()[*part].name;
        const bool is_comment = to.type == "comments" || to.type == "threadedComment";
        if (is_comment) return look_at_comments(owner, *part);
        if (at != kinds.end()) findings_.add(at->kind, name, "", at->text);
        if (to.type.ends_with("-properties")) return inspect_properties(from_, *part, findings_);
        if (to.type == "chart") return inspect_chart(from_, *part, findings_);
        if (to.type == "pivotCacheDefinition") return inspect_pivot_cache(from_, *part, findings_);
        if (to.type != "officeDocument") return {};
        name_reader names(findings_, sheets_, name);
        const auto ok = read_xml(from_, *part, names);
        return ok ? result<void>() : ok.error();
    }

    result<void> look_at_comments(const std::string& owner, std::size_t part) {
        const suppressed_positions* beside = nullptr;
        for (const auto& [name, sheet] : sheets_.sheets()) {
            if (sheet.part == owner) beside = &sheet.suppressed;
        }
        searched_.insert(part);
        const auto count = search_texts(from_, part, findings_, beside);
        if (!count) return count.error();
        findings_.add(finding_kind::comments, from_.parts()[part].name, "",
                      std::to_string(*count) + (*count == 1 ? " comment" : " comments"));
        return {};
    }

    /// Parts that nothing names, and the texts of all others.
    result<void> look_at_others() {
        for (std::size_t i = 0; i < from_.parts().size(); ++i) {
            const auto& name = from_.parts()[i].name;
            const bool is_structure =
                name == "[Content_Types].xml" || name.ends_with(".rels") || name.ends_with('/');
            if (!is_structure && !named_.contains(i))
                findings_.add(finding_kind::embedded_object, name, "",
                              "nothing in the workbook names this part");
            const bool is_read = sheet_parts_.contains(i) || searched_.contains(i) ||
                                 name.ends_with("sharedStrings.xml");
            if (is_structure || is_read || !name.ends_with(".xml") || findings_.search().is_empty())
                continue;
            if (const auto ok = search_texts(from_, i, findings_); !ok) return ok.error();
        }
        return {};
    }

    const package& from_;
    finding_list& findings_;
    sheet_inspector sheets_;
    std::set<std::size_t> sheet_parts_, named_, searched_;
};

} // namespace

result<void> inspect_xlsx(const package& from, finding_list& findings) {
    return xlsx_inspector(from, findings).run();
}

} // namespace sdc::inline v0::detail
