#include <sdc/io/csvw.hpp>

#include "quote_json.hpp"
#include "release_notes.hpp"

#include <sdc/io/csv_escapes.hpp>

#include <ostream>
#include <string>
#include <string_view>

namespace sdc::inline v0 {
namespace {

using detail::quote_json;

/// Bytes that a URL and a name of CSVW hold as they are; others are written as %41.
std::string percent_encoded(std::string_view text, std::string_view plain) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = ('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') ||
                              ('a' <= c && c <= 'z') || plain.find(c) != plain.npos;
        made +=
            is_plain ? std::string(1, c) : std::string{'%', digits[byte / 16U], digits[byte % 16U]};
    }
    return made;
}

/// A name that starts with an underscore is that of CSVW itself.
std::string csvw_name(std::string_view column) {
    auto name = percent_encoded(column, "_.");
    return name.starts_with('_') ? "%5F" + name.substr(1) : name;
}

void write_csvw_column(std::ostream& out, const std::string& name, const std::string& more) {
    out << "      {\"name\": " << quote_json(csvw_name(name))
        << ", \"titles\": " << quote_json(name) << ", " << more << '}';
}

} // namespace

void write_csvw_metadata(std::ostream& out, const published& release, const csvw_options& options) {
    const auto& how = options.written;
    const auto written = [&](const std::string& name) {
        return how.escape_formulas ? escape_csv_text(name) : name;
    };
    const auto file = options.file.substr(options.file.rfind('/') + 1); // from 0 if there is none
    out << "{\n  \"@context\": [\"http://www.w3.org/ns/csvw\", {\"@language\": "
        << quote_json(detail::language_of_notes)
        << "}],\n  \"url\": " << quote_json(percent_encoded(file, "-._~"))
        << ",\n  \"dc:title\": " << quote_json(detail::title_of(release, how))
        << ",\n  \"notes\": [";
    const char* before = "\n    ";
    for (const auto& note : detail::notes_of(release, how)) {
        out << before << "{\"type\": \"note\", \"value\": " << quote_json(note) << '}';
        before = ",\n    ";
    }
    out << "],\n  \"tableSchema\": {\n    \"columns\": [\n";
    std::string key;
    for (const auto& d : release.cube().dimensions()) {
        write_csvw_column(out, written(d.name), "\"datatype\": \"string\", \"required\": true");
        out << ",\n";
        key += (key.empty() ? "" : ", ") + quote_json(csvw_name(written(d.name)));
    }
    const auto* type = detail::shows_labels(release)    ? "string"
                       : release.measure().decimals > 0 ? "decimal"
                                                        : "integer";
    write_csvw_column(out, written(release.column_name()),
                      "\"datatype\": " + quote_json(type) + ", \"null\": [" +
                          quote_json(how.marker.text) + "]");
    out << "],\n    \"primaryKey\": [" << key << "]\n  }\n}\n";
}

} // namespace sdc::inline v0
