#include <sdc/io/markdown.hpp>

#include "text.hpp"
#include "utf8.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// What Markdown would take as markup, and line ends, which a pipe table cannot hold.
std::string escape(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            escaped += ' ';
            continue;
        }
        if (c == '|' || c == '*' || c == '`' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

struct column {
    std::string name;
    std::vector<std::string> texts; // one per code
    std::size_t width = 3;          // a delimiter row needs three characters
};

column code_column(const dimension& d) {
    column made{.name = escape(d.name), .texts = {}};
    for (code_index i = 0; i < d.codes.size(); ++i) made.texts.push_back(escape(d.codes[i].text()));
    made.width = std::max(made.width, detail::count_characters(made.name));
    for (const auto& t : made.texts) made.width = std::max(made.width, detail::count_characters(t));
    return made;
}

std::string blanks(std::size_t width, std::string_view text) { return std::string(width - detail::count_characters(text), ' '); }

} // namespace

void write_markdown(std::ostream& out, const published& release, const write_options& options) {
    const auto& c = release.cube();
    std::vector<column> columns;
    for (const auto& d : c.dimensions()) columns.push_back(code_column(d));
    const auto name = escape(release.column_name());
    auto width = std::max<std::size_t>(3, detail::count_characters(name));
    const auto shown = [&](cell_index cell) { return escape(detail::format_cell(release, cell, options.marker.text)); };
    for (cell_index cell = 0; cell < c.size(); ++cell) width = std::max(width, detail::count_characters(shown(cell)));

    for (const auto& col : columns) out << "| " << col.name << blanks(col.width, col.name) << ' ';
    out << "| " << blanks(width, name) << name << " |\n";
    for (const auto& col : columns) out << "| " << std::string(col.width, '-') << ' ';
    out << "| " << std::string(width - 1, '-') << ": |\n";
    for (const auto& cell : cells(c)) {
        for (std::size_t d = 0; d < columns.size(); ++d) {
            const auto& text = columns[d].texts[cell.at()[d]];
            out << "| " << text << blanks(columns[d].width, text) << ' ';
        }
        const auto text = shown(cell.index());
        out << "| " << blanks(width, text) << text << " |\n";
    }
    out << "\nMethod: " << escape(release.method().name);
    if (!release.method().guarantee.empty()) out << "; " << escape(release.method().guarantee);
    out << ".\n\n" << escape(options.marker.text) << ": " << detail::marker_meaning << ".\n";
}

} // namespace sdc::inline v0
