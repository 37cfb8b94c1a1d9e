#include <sdc/io/json_stat.hpp>
#include <sdc/plan/published_value.hpp>

#include "quote_json.hpp"
#include "release_notes.hpp"

#include <sdc/io/detail/text.hpp>

#include <ostream>
#include <string>

namespace sdc::inline v0 {
namespace {

using detail::quote_json;

/// Calls f(one) for each, with what is between them.
template <class List, class F>
void write_stat_listed(std::ostream& out, const List& list, const char* between, F&& f) {
    const char* before = "";
    for (const auto& one : list) {
        out << before;
        f(one);
        before = between;
    }
}

/// What identifies the dataset and its dimensions.
void write_stat_head(std::ostream& out, const published& release, const write_options& options) {
    const auto dimensions = release.cube().dimensions();
    out << "{\n  \"version\": \"2.0\",\n  \"class\": \"dataset\",\n  \"label\": "
        << quote_json(detail::title_of(release, options)) << ",\n  \"note\": [";
    write_stat_listed(out, detail::notes_of(release, options), ",",
                      [&](const std::string& note) { out << "\n    " << quote_json(note); });
    out << "],\n  \"id\": [";
    write_stat_listed(out, dimensions, ", ",
                      [&](const dimension& d) { out << quote_json(d.name); });
    out << "],\n  \"size\": [";
    write_stat_listed(out, dimensions, ", ", [&](const dimension& d) { out << d.codes.size(); });
    out << "],\n";
    std::vector<std::string> times;
    for (const auto& d : dimensions) {
        if (d.role == role::time) times.push_back(quote_json(d.name));
    }
    if (times.empty()) return;
    out << "  \"role\": {\"time\": [";
    write_stat_listed(out, times, ", ", [&](const std::string& name) { out << name; });
    out << "]},\n";
}

/// The codes in their order, their labels, and of each that is no leaf its parts.
void write_stat_category(std::ostream& out, const hierarchy& codes) {
    std::string index, label, child;
    for (code_index i = 0; i < codes.size(); ++i) {
        const auto code = quote_json(codes[i].id);
        index += (i == 0 ? "" : ", ") + code;
        label +=
            (i == 0 ? "\n        " : ",\n        ") + code + ": " + quote_json(codes[i].text());
        if (codes.is_leaf(i)) continue;
        child += (child.empty() ? "\n        " : ",\n        ") + code + ": [";
        const char* before = "";
        for (const auto part : codes.children(i)) {
            child += before + quote_json(codes[part].id);
            before = ", ";
        }
        child += ']';
    }
    out << "\"category\": {\n      \"index\": [" << index << "],\n      \"label\": {" << label
        << '}';
    if (!child.empty()) out << ",\n      \"child\": {" << child << '}';
    out << '}';
}

/// A null alone would not tell a suppressed cell from one that is not there.
void write_stat_values(std::ostream& out, const published& release, const std::string& marker) {
    const auto& c = release.cube();
    const auto width = c.codes(c.dimensions().size() - 1).size();
    std::string status;
    out << "  \"value\": [";
    for (const auto& cell : cells(c)) {
        const auto i = cell.index();
        out << (i == 0 ? "\n    " : i % width == 0 ? ",\n    " : ", ");
        const auto shown = release.has(i) ? detail::format_cell(release, i, marker)
                                          : std::string(detail::not_published);
        if (release[i].shows == public_cell::kind::number) {
            out << shown;
            continue;
        }
        out << "null";
        status += (status.empty() ? "\n    \"" : ",\n    \"") + std::to_string(i) +
                  "\": " + quote_json(shown);
    }
    out << ']';
    if (!status.empty()) out << ",\n  \"status\": {" << status << '}';
}

} // namespace

void write_json_stat(std::ostream& out, const published& release, const write_options& options) {
    write_stat_head(out, release, options);
    out << "  \"dimension\": {";
    write_stat_listed(out, release.cube().dimensions(), ",", [&](const dimension& d) {
        const auto name = quote_json(d.name);
        out << "\n    " << name << ": {\"label\": " << name << ", ";
        write_stat_category(out, d.codes);
        out << '}';
    });
    out << "},\n";
    write_stat_values(out, release, options.marker.text);
    out << ",\n  \"extension\": {\"status\": {\"label\": {" << quote_json(options.marker.text)
        << ": " << quote_json(detail::marker_meaning) << "}}}\n}\n";
}

} // namespace sdc::inline v0
