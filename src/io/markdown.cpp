#include <sdc/io/markdown.hpp>
#include <sdc/plan/published_value.hpp>

#include <sdc/detail/utf8.hpp>
#include <sdc/io/detail/text.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

bool is_word(char c) {
    const auto within = [c](char low, char high) { return low <= c && c <= high; };
    return within('0', '9') || within('a', 'z') || within('A', 'Z') ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Marks that act wherever they stand; `&` and `<` become entities, which every dialect knows.
bool is_mark(char c) { return std::string_view("\\`*{}[]|~$^").find(c) != std::string_view::npos; }

/// Marks that start a block, after blanks and digits alone: lists, headings, quotes, rules.
bool starts_block(std::string_view before, char c, std::string_view after) {
    const auto first = before.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return std::string_view("#+-=:_").find(c) != std::string_view::npos;
    return (c == '.' || c == ')') && (after.empty() || after.front() == ' ') &&
           before.find_first_not_of("0123456789", first) == std::string_view::npos;
}

bool ends_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    return std::ranges::equal(text.substr(text.size() - word.size()), word,
                              [](char a, char b) { return (a | 0x20) == b; });
}

/// The point of www., the colon of http:, mailto: and the like, the at sign of an address: what
/// renderers make a link of.
bool starts_link(std::string_view before, char c) {
    return c == '@' || (c == '.' && ends_with_word(before, "www")) ||
           (c == ':' && !before.empty() && is_word(before.back()));
}

/// As it is when it is rendered: marks are escaped, line ends and tabs, which a pipe table cannot
/// hold, are blanks, and characters that are not seen but act are named.
std::string escape_markdown(std::string_view text) {
    std::string escaped;
    detail::for_each_character(text, [&](char32_t c, std::string_view bytes) {
        const auto before = text.substr(0, static_cast<std::size_t>(bytes.data() - text.data()));
        const auto after = text.substr(before.size() + bytes.size());
        const char byte = bytes.front();
        if (c == '\n' || c == '\r' || c == '\t')
            escaped += ' ';
        else if (bytes.size() == 1 && c == 0xFFFD)
            escaped += "\xEF\xBF\xBD";
        else if (detail::is_unseen(c))
            escaped += "&lt;" + detail::name_of(c) + "&gt;";
        else if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else {
            const bool inside_word = !before.empty() && !after.empty() && is_word(before.back()) &&
                                     is_word(after.front());
            const bool acts =
                c < 0x80 && (is_mark(byte) || (byte == '_' && !inside_word) ||
                             (byte == '!' && after.starts_with('[')) ||
                             starts_block(before, byte, after) || starts_link(before, byte));
            escaped += acts ? "\\" : "";
            escaped += bytes;
        }
    });
    return escaped;
}

struct column {
    std::string name;
    std::vector<std::string> texts; // one per code
    std::size_t width = 3;          // a delimiter row needs three characters
};

column code_column(const dimension& d) {
    column made{.name = escape_markdown(d.name), .texts = {}};
    for (code_index i = 0; i < d.codes.size(); ++i)
        made.texts.push_back(escape_markdown(d.codes[i].text()));
    made.width = std::max(made.width, detail::count_characters(made.name));
    for (const auto& t : made.texts) made.width = std::max(made.width, detail::count_characters(t));
    return made;
}

std::string blanks(std::size_t width, std::string_view text) {
    return std::string(width - detail::count_characters(text), ' ');
}

} // namespace

void write_markdown(std::ostream& out, const published& release, const write_options& options) {
    const auto& c = release.cube();
    std::vector<column> columns;
    for (const auto& d : c.dimensions()) columns.push_back(code_column(d));
    const auto name = escape_markdown(release.column_name());
    auto width = std::max<std::size_t>(3, detail::count_characters(name));
    // The usual [c] is no link unless somebody defines one, and is read as it is in plain text,
    // too.
    const auto marker_text =
        options.marker == marker{} ? options.marker.text : escape_markdown(options.marker.text);
    const auto shown = [&](cell_index cell) {
        return release[cell].shows == public_cell::kind::suppressed
                   ? marker_text
                   : escape_markdown(detail::format_cell(release, cell, options.marker.text));
    };
    for (cell_index cell = 0; cell < c.size(); ++cell)
        width = std::max(width, release.has(cell) ? detail::count_characters(shown(cell)) : 0);

    for (const auto& col : columns) out << "| " << col.name << blanks(col.width, col.name) << ' ';
    out << "| " << blanks(width, name) << name << " |\n";
    for (const auto& col : columns) out << "| " << std::string(col.width, '-') << ' ';
    out << "| " << std::string(width - 1, '-') << ": |\n";
    for (const auto& cell : cells(c)) {
        if (!release.has(cell.index())) continue;
        for (std::size_t d = 0; d < columns.size(); ++d) {
            const auto& text = columns[d].texts[cell.at()[d]];
            out << "| " << text << blanks(columns[d].width, text) << ' ';
        }
        const auto text = shown(cell.index());
        out << "| " << blanks(width, text) << text << " |\n";
    }
    out << "\nMethod: " << escape_markdown(release.method().name);
    if (!release.method().guarantee.empty())
        out << "; " << escape_markdown(release.method().guarantee);
    out << ".\n\n" << marker_text << ": " << detail::marker_meaning << ".\n";
}

} // namespace sdc::inline v0
