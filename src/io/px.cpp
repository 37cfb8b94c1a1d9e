#include <sdc/io/px.hpp>
#include <sdc/plan/published_value.hpp>

#include "release_notes.hpp"

#include <sdc/detail/utf8.hpp>
#include <sdc/io/detail/text.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// Characters of a line, by the specification; counted in bytes, which are as many or more.
constexpr std::size_t longest_px_line = 256;

/// What a text of PX cannot hold, or what acts, is named. The < of a text that looks like a name
/// is, too.
std::string px_text(std::string_view text) {
    std::string made;
    detail::for_each_character(text, [&](char32_t c, std::string_view bytes) {
        const auto rest = text.substr(static_cast<std::size_t>(bytes.data() - text.data()));
        if (c == '"' || c < 0x20 || detail::is_control_or_direction(c) || rest.starts_with("<U+"))
            made += '<' + detail::name_of(c) + '>';
        else if (bytes.size() == 1 && c == 0xFFFD)
            made += "\xEF\xBF\xBD";
        else
            made += bytes;
    });
    return made;
}

std::string px_quoted(std::string_view text) { return '"' + px_text(text) + '"'; }

/// KEYWORD="a","b"; lines end behind a comma, never in a text.
void write_px_list(std::ostream& out, std::string keyword, const std::vector<std::string>& texts) {
    auto line = std::move(keyword) + '=';
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto piece = px_quoted(texts[i]) + (i + 1 < texts.size() ? ',' : ';');
        if (line.size() + piece.size() > longest_px_line && !line.empty()) {
            out << line << '\n';
            line.clear();
        }
        line += piece;
    }
    out << line << '\n';
}

/// KEYWORD="one text" in pieces, each in quotes on a line of its own.
void write_px_text(std::ostream& out, const std::string& keyword, std::string_view text) {
    constexpr std::size_t marks = 3; // quotes and a semicolon
    const auto all = px_text(text);
    std::string_view rest = all;
    out << keyword << '=';
    auto room = longest_px_line - marks - keyword.size() - 1;
    while (rest.size() > room) {
        auto end = rest.substr(0, room).rfind(' ');
        if (end == rest.npos) end = room - 1;
        while ((static_cast<unsigned char>(rest[end + 1]) & 0xC0U) == 0x80U) --end;
        out << '"' << rest.substr(0, end + 1) << "\"\n";
        rest.remove_prefix(end + 1);
        room = longest_px_line - marks;
    }
    out << '"' << rest << "\";\n";
}

/// Names of the values of a dimension: labels, with their codes where two are the same.
std::vector<std::string> px_values(const hierarchy& codes) {
    std::map<std::string_view, int> uses;
    for (code_index i = 0; i < codes.size(); ++i) ++uses[codes[i].text()];
    std::vector<std::string> values;
    for (code_index i = 0; i < codes.size(); ++i) {
        const auto& text = codes[i].text();
        values.push_back(uses[text] == 1 ? text : text + " (" + codes[i].id + ")");
    }
    return values;
}

/// Rows of dots, by the texts that they stand for: ".." is what is confidential, by custom.
class px_symbols {
public:
    explicit px_symbols(std::string marker) : marker_(std::move(marker)) {}

    /// Empty if no row of dots is left.
    std::string_view find(const published& release, cell_index cell) {
        if (release[cell].shows == public_cell::kind::suppressed) return rows_of_dots_[1];
        const std::string label(release.has(cell) ? release.label(release[cell])
                                                  : detail::not_published);
        const auto known = std::ranges::find(labels_, label);
        const auto at = static_cast<std::size_t>(known - labels_.begin());
        if (at == free_.size()) return {};
        if (known == labels_.end()) labels_.push_back(label);
        return rows_of_dots_[free_[at]];
    }

    void write(std::ostream& out) const {
        std::array<std::string, rows_of_dots_.size()> texts;
        texts[1] = marker_;
        for (std::size_t i = 0; i < labels_.size(); ++i) texts[free_[i]] = labels_[i];
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!texts[i].empty())
                write_px_text(out, "DATASYMBOL" + std::to_string(i + 1), texts[i]);
        }
    }

private:
    static constexpr std::array<std::string_view, 6> rows_of_dots_{
        "\".\"", "\"..\"", "\"...\"", "\"....\"", "\".....\"", "\"......\""};
    static constexpr std::array<std::size_t, 5> free_{0, 5, 4, 3, 2};
    std::string marker_;
    std::vector<std::string> labels_;
};

/// A line for each row of the last dimension, with a blank at its end as the specification has it.
result<std::string> make_px_data(const published& release, px_symbols& symbols) {
    const auto& c = release.cube();
    const auto width = c.codes(c.dimensions().size() - 1).size();
    std::string data;
    std::size_t line_start = 0;
    for (const auto& cell : cells(c)) {
        const auto i = cell.index();
        const bool is_number = release[i].shows == public_cell::kind::number;
        const auto shown =
            is_number ? detail::format_cell(release, i, {}) : std::string(symbols.find(release, i));
        if (shown.empty())
            return error{.code = errc::bad_argument,
                         .message = "more labels of bands than PX has symbols",
                         .field = "release_output.format",
                         .wanted = "at most five labels, or another format"};
        const bool is_full = data.size() - line_start + shown.size() + 1 > longest_px_line;
        if (i != 0 && (i % width == 0 || is_full)) {
            data += '\n';
            line_start = data.size();
        }
        data += shown + ' ';
    }
    return data;
}

/// What a database names a table by.
void write_px_names(std::ostream& out, const published& release, const write_options& options) {
    const auto decimals = std::to_string(release.measure().decimals);
    out << "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2013\";\nCODEPAGE=\"utf-8\";\nLANGUAGE=\""
        << detail::language_of_notes << "\";\nDECIMALS=" << decimals
        << ";\nSHOWDECIMALS=" << decimals
        << ";\nMATRIX=\"table\";\n"
        // A sum over codes would count margins twice and leave suppressed cells out.
        << "AGGREGALLOWED=NO;\nSUBJECT-CODE=\"0\";\n";
    const auto name = release.column_name();
    write_px_text(out, "SUBJECT-AREA", name);
    write_px_text(out, "TITLE", detail::title_of(release, options));
    write_px_text(out, "CONTENTS", name);
    write_px_text(out, "UNITS", release.measure().name);
}

void write_px_dimensions(std::ostream& out, std::span<const dimension> dimensions) {
    std::vector<std::string> names;
    for (const auto& d : dimensions) names.push_back(d.name);
    const auto heading = names.back();
    if (names.size() > 1) names.pop_back();
    write_px_list(out, "STUB", names);
    if (dimensions.size() > 1) write_px_list(out, "HEADING", {heading});
    const auto of = [](const dimension& d) { return '(' + px_quoted(d.name) + ')'; };
    for (const auto& d : dimensions) write_px_list(out, "VALUES" + of(d), px_values(d.codes));
    for (const auto& d : dimensions) {
        std::vector<std::string> codes;
        for (code_index i = 0; i < d.codes.size(); ++i) codes.push_back(d.codes[i].id);
        write_px_list(out, "CODES" + of(d), codes);
    }
    for (const auto& d : dimensions)
        write_px_list(out, "ELIMINATION" + of(d), {px_values(d.codes).front()});
}

} // namespace

result<void> write_px(std::ostream& out, const published& release, const write_options& options) {
    px_symbols symbols(options.marker.text);
    const auto data = make_px_data(release, symbols);
    if (!data) return data.error();
    write_px_names(out, release, options);
    write_px_dimensions(out, release.cube().dimensions());
    std::string notes; // # is a line break there
    for (const auto& note : detail::notes_of(release, options))
        notes += (notes.empty() ? "" : "#") + note;
    write_px_text(out, "NOTE", notes);
    symbols.write(out);
    out << "DATA=\n" << *data << ";\n";
    return {};
}

} // namespace sdc::inline v0
