/// Charts, pivot tables, properties, other texts.
#include "package_inspector.hpp"

#include "../workbook/xlsx.hpp"
#include "../workbook/xml.hpp"
#include "grid_search.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

std::uint32_t index_of(std::string_view text) {
    std::uint32_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return std::min(n, most_rows - 1);
}

/// The series of a chart as rows: its name, then its points; above them the categories.
class chart_reader : public xml_handler {
public:
    chart_reader(finding_list& findings, const std::string& part)
        : grid_(findings, part, [](std::uint32_t row, std::uint32_t column) {
              return "series " + std::to_string(row / 2) + ", point " + std::to_string(column - 1);
          }) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        const auto local = name.local();
        if (local == "ser") {
            name_.clear();
            categories_.clear();
            values_.clear();
        }
        if (local == "tx" || local == "cat" || local == "xVal" || local == "val" || local == "yVal")
            in_ = local;
        if (local == "numCache" || local == "strCache" || local == "numLit" || local == "strLit")
            has_cache = true;
        if (local == "pt") at_ = index_of(a.get("idx"));
        in_value_ = local == "v";
        text_.clear();
        return true;
    }
    bool end(const xml_name& name) override {
        const auto local = name.local();
        if (local == "v" && in_value_) {
            if (in_ == "tx") name_ += text_;
            if (in_ == "cat" || in_ == "xVal") categories_[at_] = text_;
            if (in_ == "val" || in_ == "yVal") values_[at_] = text_;
        }
        in_value_ = false;
        if (local == in_) in_.clear();
        if (local == "ser") end_series();
        if (local == "chartSpace") grid_.end();
        return true;
    }
    bool text(std::string_view piece) override {
        if (in_value_) text_ += piece;
        return true;
    }

    bool has_cache = false;

private:
    void end_series() {
        ++series_;
        for (const auto& [at, text] : categories_) grid_.cell(2 * series_, at + 2, text, false);
        if (!name_.empty()) grid_.cell(2 * series_ + 1, 1, name_, false);
        for (const auto& [at, text] : values_) grid_.cell(2 * series_ + 1, at + 2, text, true);
    }

    grid_search grid_;
    std::string in_, name_, text_;
    std::map<std::uint32_t, std::string> categories_, values_;
    std::uint32_t at_ = 0, series_ = 0;
    bool in_value_ = false;
};

/// Values of a field that its records name by number.
class pivot_definition : public xml_handler {
public:
    bool start(const xml_name& name, const xml_attributes& a) override {
        const auto local = name.local();
        if (local == "cacheField") fields.emplace_back();
        if (local == "sharedItems") in_items_ = true;
        const bool is_item = local.size() == 1 && local != "x";
        if (in_items_ && is_item && !fields.empty())
            fields.back().emplace_back(std::string(a.get("v")), local == "n");
        return true;
    }
    bool end(const xml_name& name) override {
        if (name.local() == "sharedItems") in_items_ = false;
        return true;
    }
    bool text(std::string_view) override { return true; }

    std::vector<std::vector<std::pair<std::string, bool>>> fields;

private:
    bool in_items_ = false;
};

class pivot_records : public xml_handler {
public:
    pivot_records(finding_list& findings, const std::string& part, const pivot_definition& of)
        : grid_(findings, part,
                [](std::uint32_t row, std::uint32_t column) {
                    return "record " + std::to_string(row) + ", field " + std::to_string(column);
                }),
          of_(of) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        const auto local = name.local();
        if (local == "r") {
            ++records;
            field_ = 0;
        } else if (local.size() == 1 && records > 0) {
            const auto* shared = local == "x" && field_ < of_.fields.size() &&
                                         index_of(a.get("v")) < of_.fields[field_].size()
                                     ? &of_.fields[field_][index_of(a.get("v"))]
                                     : nullptr;
            ++field_;
            if (field_ >= most_columns) return true;
            if (shared != nullptr)
                grid_.cell(records, field_, shared->first, shared->second);
            else if (local == "s" || local == "n")
                grid_.cell(records, field_, a.get("v"), local == "n");
        }
        return true;
    }
    bool end(const xml_name& name) override {
        if (name.local() == "pivotCacheRecords") grid_.end();
        return true;
    }
    bool text(std::string_view) override { return true; }

    std::uint32_t records = 0;

private:
    grid_search grid_;
    const pivot_definition& of_;
    std::uint32_t field_ = 0;
};

/// All texts of a part as one; of comments and names each alone.
class text_reader : public xml_handler {
public:
    text_reader(finding_list& findings, std::string part, const suppressed_positions* beside)
        : findings_(findings), part_(std::move(part)), beside_(beside),
          // Elsewhere in the workbook numbers are positions and sizes.
          of_people_alone_(part_.starts_with("xl/")) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        if (stands_alone(name)) {
            search();
            cell_ = a.get("ref");
            comments += name.local() == "definedName" ? 0 : 1;
        }
        const auto local = name.local();
        wanted_ = !of_people_alone_ || local == "t" || local == "text" || local == "definedName";
        if (!of_people_alone_)
            a.for_each([this](const xml_name&, std::string_view value) { append(value); });
        append(" ");
        return true;
    }
    bool end(const xml_name& name) override {
        if (stands_alone(name)) search();
        wanted_ = !of_people_alone_;
        append(" ");
        return true;
    }
    bool text(std::string_view piece) override {
        if (wanted_) append(piece);
        return true;
    }
    void search() {
        code_references named;
        const auto at = parse_range(cell_);
        if (beside_ != nullptr && at) {
            const auto found = beside_->find({at->first_row, at->first_column});
            if (found != beside_->end()) named = findings_.search().codes_of(found->second);
        }
        for (const auto cell : findings_.search().find_in(text_, named))
            findings_.add(finding_kind::suppressed_value, part_,
                          cell_.empty() ? "" : "comment on cell " + cell_,
                          "a text with the suppressed value of " +
                              findings_.search().describe(cell));
        text_.clear();
        cell_.clear();
    }

    std::size_t comments = 0;

private:
    static bool stands_alone(const xml_name& name) {
        const auto local = name.local();
        return local == "comment" || local == "threadedComment" || local == "definedName";
    }
    void append(std::string_view piece) {
        constexpr std::size_t most_bytes = 1U << 22U;
        if (text_.size() < most_bytes) text_ += piece;
    }

    finding_list& findings_;
    const std::string part_;
    const suppressed_positions* beside_;
    const bool of_people_alone_;
    std::string text_, cell_;
    bool wanted_ = false;
};

class property_reader : public xml_handler {
public:
    property_reader(finding_list& findings, const std::string& part)
        : findings_(findings), part_(part) {}
    bool start(const xml_name& name, const xml_attributes& a) override {
        text_.clear();
        if (name.local() == "property" || name.local() == "user-defined")
            custom_ = a.find("name") ? a.get("name") : a.get("meta:1.0 name");
        return true;
    }
    bool end(const xml_name& name) override {
        constexpr std::array names{"creator",         "lastModifiedBy", "Company",
                                   "Manager",         "HyperlinkBase",  "Template",
                                   "initial-creator", "printed-by",     "description",
                                   "keywords",        "keyword",        "category"};
        const auto local = name.local();
        const bool is_blank = text_.find_first_not_of(" \t\r\n") == std::string::npos;
        if (!is_blank && std::ranges::find(names, local) != names.end())
            findings_.add(finding_kind::property, part_, std::string(local), findings_.show(text_));
        else if (!is_blank && !custom_.empty())
            findings_.add(finding_kind::property, part_, findings_.show(custom_));
        if (!is_blank) custom_.clear();
        text_.clear();
        return true;
    }
    bool text(std::string_view piece) override {
        text_ += piece;
        return true;
    }

private:
    finding_list& findings_;
    const std::string& part_;
    std::string text_, custom_;
};

} // namespace

result<void> inspect_chart(const package& from, std::size_t part, finding_list& findings) {
    chart_reader reader(findings, from.parts()[part].name);
    if (const auto ok = read_xml(from, part, reader); !ok) return ok.error();
    if (reader.has_cache)
        findings.add(finding_kind::chart_cache, from.parts()[part].name, "",
                     "the numbers behind the chart");
    return {};
}

result<void> inspect_pivot_cache(const package& from, std::size_t definition,
                                 finding_list& findings) {
    const auto& name = from.parts()[definition].name;
    pivot_definition fields;
    if (const auto ok = read_xml(from, definition, fields); !ok) return ok.error();
    findings.add(finding_kind::pivot_cache, name, "",
                 "the values of " + std::to_string(fields.fields.size()) + " fields");
    const auto relations = read_relations(from, name);
    if (!relations) return relations.error();
    for (const auto& [id, to] : *relations) {
        const auto part = to.type == "pivotCacheRecords" ? from.find(to.target) : std::nullopt;
        if (!part) continue;
        const auto& of = from.parts()[*part].name;
        pivot_records records(findings, of, fields);
        if (const auto ok = read_xml(from, *part, records); !ok) return ok.error();
        findings.add(finding_kind::pivot_cache, of, "",
                     std::to_string(records.records) +
                         " records, whatever the pivot table shows of them");
    }
    return {};
}

result<std::size_t> search_texts(const package& from, std::size_t part, finding_list& findings,
                                 const suppressed_positions* beside) {
    text_reader reader(findings, from.parts()[part].name, beside);
    if (const auto ok = read_xml(from, part, reader); !ok) return ok.error();
    reader.search();
    return reader.comments;
}

result<void> inspect_properties(const package& from, std::size_t part, finding_list& findings) {
    property_reader reader(findings, from.parts()[part].name);
    const auto ok = read_xml(from, part, reader);
    return ok ? result<void>() : ok.error();
}

} // namespace sdc::inline v0::detail
