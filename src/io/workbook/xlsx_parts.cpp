/// Workbook, styles and strings.
#include "xlsx.hpp"

#include "xml.hpp"

#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

std::string_view last_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// "xl/worksheets/sheet1.xml" from "worksheets/sheet1.xml" of "xl/workbook.xml".
std::string resolve(std::string_view base, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string folder(base.substr(0, base.rfind('/') == base.npos ? 0 : base.rfind('/')));
    for (; target.starts_with("../"); target.remove_prefix(3))
        folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/'));
    return folder + (folder.empty() ? "" : "/") + std::string(target);
}

class relation_reader : public xml_handler {
public:
    explicit relation_reader(std::string_view part) : part_(part) {}
    bool start(const xml_name& name, const xml_attributes& a) override {
        if (name.local() != "Relationship") return true;
        const bool is_external = a.get("TargetMode") == "External";
        const auto target = a.get("Target");
        all.emplace(a.get("Id"),
                    xlsx_relation{std::string(last_of(a.get("Type"))),
                                  is_external ? std::string(target) : resolve(part_, target),
                                  is_external});
        return true;
    }
    bool end(const xml_name&) override { return true; }
    bool text(std::string_view) override { return true; }

    std::map<std::string, xlsx_relation, std::less<>> all;

private:
    std::string_view part_;
};

struct listed_sheet {
    std::string name, relation;
    sheet_visibility visibility;
};

class workbook_part_reader : public xml_handler {
public:
    bool start(const xml_name& name, const xml_attributes& a) override {
        if (name.local() == "workbookPr") from_1904 = a.is_set("date1904");
        if (name.local() != "sheet") return true;
        const auto state = a.get("state");
        sheets.push_back({std::string(a.get("name")), std::string(a.get("relationships id")),
                          state == "hidden"       ? sheet_visibility::hidden
                          : state == "veryHidden" ? sheet_visibility::very_hidden
                                                  : sheet_visibility::visible});
        return true;
    }
    bool end(const xml_name&) override { return true; }
    bool text(std::string_view) override { return true; }

    std::vector<listed_sheet> sheets;
    bool from_1904 = false;
};

std::uint32_t number_of(std::string_view text) {
    std::uint32_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n;
}

class style_reader : public xml_handler {
public:
    bool start(const xml_name& name, const xml_attributes& a) override {
        const auto local = name.local();
        if (local == "numFmt") codes_[number_of(a.get("numFmtId"))] = a.get("formatCode");
        if (local == "fonts" || local == "fills" || local == "cellXfs") list_ = local;
        if (local == "font" && list_ == "fonts") white_fonts_.push_back(false);
        if (local == "fill" && list_ == "fills") coloured_fills_.push_back(false);
        if (local == "color" && list_ == "fonts" && !white_fonts_.empty())
            white_fonts_.back() = is_white(a);
        if (local == "fgColor" && list_ == "fills" && !coloured_fills_.empty())
            coloured_fills_.back() = !is_white(a);
        if (local == "xf" && list_ == "cellXfs") styles.push_back(style_of(a));
        return true;
    }
    bool end(const xml_name& name) override {
        if (name.local() == list_) list_.clear();
        return true;
    }
    bool text(std::string_view) override { return true; }

    std::vector<xlsx_style> styles;

private:
    /// Theme colour 0 is the background, white unless the theme says otherwise.
    static bool is_white(const xml_attributes& a) {
        const auto rgb = a.get("rgb");
        return rgb == "FFFFFFFF" || rgb == "00FFFFFF" || rgb == "FFFFFF" ||
               a.get("indexed") == "9" || (a.get("theme") == "0" && a.get("tint").empty());
    }
    xlsx_style style_of(const xml_attributes& a) const {
        const auto format = number_of(a.get("numFmtId"));
        const auto font = number_of(a.get("fontId")), fill = number_of(a.get("fillId"));
        const auto code = codes_.find(format);
        const bool on_colour = fill < coloured_fills_.size() && coloured_fills_[fill];
        return {.shape = code == codes_.end() ? shape_of_format(format)
                                              : shape_of_format(std::string_view(code->second)),
                .shows_nothing = code != codes_.end() && shows_nothing(code->second),
                .is_white = font < white_fonts_.size() && white_fonts_[font] && !on_colour};
    }

    std::string list_;
    std::map<std::uint32_t, std::string> codes_;
    std::vector<bool> white_fonts_, coloured_fills_;
};

class string_reader : public xml_handler {
public:
    bool start(const xml_name& name, const xml_attributes&) override {
        const auto local = name.local();
        if (local == "si") strings.emplace_back();
        if (local == "rPh") in_phonetic_ = true;
        in_text_ = local == "t" && !in_phonetic_ && !strings.empty();
        return true;
    }
    bool end(const xml_name& name) override {
        in_text_ = false;
        if (name.local() == "rPh") in_phonetic_ = false;
        if (name.local() == "si" && !strings.empty())
            strings.back() = unescape_ooxml(std::move(strings.back()));
        return true;
    }
    bool text(std::string_view piece) override {
        if (in_text_) strings.back() += piece;
        return true;
    }

    std::vector<std::string> strings;

private:
    bool in_phonetic_ = false, in_text_ = false;
};

/// Reads the part of this kind, if the workbook has one.
template <class Relations>
result<void> read_part(const package& from, const Relations& relations, std::string_view type,
                       xml_handler& handler) {
    const auto at =
        std::ranges::find_if(relations, [&](const auto& one) { return one.second.type == type; });
    if (at == relations.end()) return {};
    const auto part = from.find(at->second.target);
    if (!part) return {};
    const auto ok = read_xml(from, *part, handler);
    return ok ? result<void>() : ok.error();
}

} // namespace

result<std::map<std::string, xlsx_relation, std::less<>>> read_relations(const package& from,
                                                                         std::string_view part) {
    const auto slash = part.rfind('/');
    const auto folder = slash == part.npos ? std::string() : std::string(part.substr(0, slash + 1));
    const auto at = from.find(folder + "_rels/" + std::string(last_of(part)) + ".rels");
    relation_reader reader(part);
    if (at) {
        if (const auto ok = read_xml(from, *at, reader); !ok) return ok.error();
    }
    return std::move(reader.all);
}

result<xlsx_workbook> open_xlsx(const package& from) {
    const auto roots = read_relations(from, "");
    if (!roots) return roots.error();
    const auto root = std::ranges::find_if(
        *roots, [](const auto& one) { return one.second.type == "officeDocument"; });
    const auto part = from.find(root == roots->end() ? "xl/workbook.xml" : root->second.target);
    if (!part)
        return error{.code = errc::bad_syntax,
                     .message = "a package without a workbook",
                     .where = {.file = from.source()}};
    const auto relations = read_relations(from, from.parts()[*part].name);
    if (!relations) return relations.error();
    workbook_part_reader listed;
    if (const auto ok = read_xml(from, *part, listed); !ok) return ok.error();
    style_reader styles;
    if (auto ok = read_part(from, *relations, "styles", styles); !ok) return ok.error();
    string_reader strings;
    if (auto ok = read_part(from, *relations, "sharedStrings", strings); !ok) return ok.error();
    xlsx_workbook made{.styles = std::move(styles.styles),
                       .strings = std::move(strings.strings),
                       .from_1904 = listed.from_1904};
    for (auto& one : listed.sheets) {
        const auto at = relations->find(one.relation);
        if (at != relations->end() && at->second.type != "worksheet") continue; // of charts
        const auto found = at == relations->end() ? std::nullopt : from.find(at->second.target);
        if (!found) return from.refuse(*part, "a sheet without its part", detail::quoted(one.name));
        made.sheets.push_back({std::move(one.name), *found, one.visibility});
    }
    return made;
}

} // namespace sdc::inline v0::detail
