#include <sdc/io/json.hpp>
#include <sdc/plan/published_value.hpp>

#include "quote_json.hpp"

#include <sdc/io/detail/text.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace sdc::inline v0 {
namespace {

using detail::quote_json;

void write_method(std::ostream& out, const published& release, const std::string& marker) {
    out << "  \"format\": \"sdckit table\",\n  \"version\": 1,\n"
        << "  \"method\": {\"name\": " << quote_json(release.method().name)
        << ", \"guarantee\": " << quote_json(release.method().guarantee) << "},\n"
        << "  \"marker\": {\"text\": " << quote_json(marker)
        << ", \"meaning\": " << quote_json(detail::marker_meaning) << "},\n"
        << "  \"measure\": {\"name\": " << quote_json(release.column_name())
        << ", \"decimals\": " << std::to_string(release.measure().decimals) << "},\n";
}

void write_code(std::ostream& out, const hierarchy& codes, code_index i) {
    out << "{\"code\": " << quote_json(codes[i].id);
    if (!codes[i].label.empty()) out << ", \"label\": " << quote_json(codes[i].label);
    if (i != 0) out << ", \"parent\": " << quote_json(codes[codes.parent(i)].id);
    out << '}';
}

void write_dimensions(std::ostream& out, const cube& c) {
    out << "  \"dimensions\": [";
    const char* next = "\n";
    for (const auto& d : c.dimensions()) {
        out << next << "    {\"name\": " << quote_json(d.name) << ", \"codes\": [";
        next = ",\n";
        for (code_index i = 0; i < d.codes.size(); ++i) {
            out << (i == 0 ? "\n      " : ",\n      ");
            write_code(out, d.codes, i);
        }
        out << "]}";
    }
    out << "],\n";
}

void write_shown(std::ostream& out, const published& release, cell_index cell,
                 const std::string& marker) {
    const auto text = detail::format_cell(release, cell, marker);
    switch (release[cell].shows) {
    case public_cell::kind::number: out << "\"value\": " << text; return;
    case public_cell::kind::label:
        out << "\"value\": null, \"label\": " << quote_json(text);
        return;
    case public_cell::kind::suppressed:
        out << "\"value\": null, \"marker\": " << quote_json(text);
        return;
    case public_cell::kind::unpublished: return;
    }
}

} // namespace

void write_json(std::ostream& out, const published& release, const write_options& options) {
    const auto& c = release.cube();
    out << "{\n";
    write_method(out, release, options.marker.text);
    write_dimensions(out, c);
    std::vector<std::vector<std::string>> codes; // quoted once, not once a cell
    for (const auto& d : c.dimensions()) {
        auto& ids = codes.emplace_back();
        for (code_index i = 0; i < d.codes.size(); ++i) ids.push_back(quote_json(d.codes[i].id));
    }
    out << "  \"cells\": [";
    for (const auto& cell : cells(c)) {
        if (!release.has(cell.index())) continue;
        out << (cell.index() == 0 ? "\n    {\"codes\": [" : ",\n    {\"codes\": [");
        for (std::size_t d = 0; d < codes.size(); ++d)
            out << (d == 0 ? "" : ", ") << codes[d][cell.at()[d]];
        out << "], ";
        write_shown(out, release, cell.index(), options.marker.text);
        out << '}';
    }
    out << "]\n}\n";
}

} // namespace sdc::inline v0
