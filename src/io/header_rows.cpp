#include "header_rows.hpp"

#include <sdc/detail/trim.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// The fields of the row at the beginning of `text`, and how many bytes and lines it has. A quote
/// that nothing closes is a character of its line.
struct split_row {
    std::vector<std::string> fields = {};
    std::size_t bytes = 0;
    std::uint64_t lines = 1;
    bool is_quoted_well = true;
};

split_row split_first_row(std::string_view text, char separator) {
    split_row row{.fields = {""}};
    bool quoted = false, closed = false; // closed: behind the quotes of a field
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool begins = row.fields.back().empty() && !closed;
        if (closed && c != separator && c != '\n' && c != '\r') row.is_quoted_well = false;
        if (c == '"' && quoted && text.substr(at).starts_with("\"\"")) {
            row.fields.back() += text[at++];
        } else if (c == '"') {
            if (!quoted && !begins) row.is_quoted_well = false;
            closed = quoted;
            quoted = !quoted;
        } else if (c == '\n' && !quoted) {
            row.bytes = at + 1;
            break;
        } else if (c == separator && !quoted) {
            row.fields.emplace_back();
            closed = false;
        } else {
            row.lines += c == '\n' ? 1 : 0;
            row.fields.back() += c;
            if (row.lines > most_header_lines) break;
        }
    }
    if (row.bytes == 0) row.bytes = text.size();
    if ((quoted || !row.is_quoted_well) && row.lines > 1) {
        auto line = split_first_row(text.substr(0, text.find('\n')), separator);
        line.bytes = text.find('\n') + 1;
        line.is_quoted_well = false;
        return line;
    }
    row.is_quoted_well = row.is_quoted_well && !quoted;
    for (auto& field : row.fields) {
        std::string_view inner = field;
        if (inner.ends_with('\r')) inner.remove_suffix(1);
        field = std::string(trim(inner));
    }
    return row;
}

const std::string& field_of(const header_line& line, std::size_t column) {
    static const std::string blank;
    return column < line.fields.size() ? line.fields[column] : blank;
}

bool holds_columns(const header_line& line, const std::vector<std::string>& names) {
    return std::ranges::all_of(names, [&](const auto& name) {
        return std::ranges::find(line.fields, trim(name)) != line.fields.end();
    });
}

/// One below the other, none blank, and nothing but the names in their columns.
bool is_header(std::span<const header_line> rows, const header_line& named,
               const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i].first != rows[i - 1].last + 1) return false;
        if (std::ranges::all_of(rows[i].fields, [](const auto& text) { return text.empty(); }))
            return false;
    }
    for (std::size_t column = 0; column < named.fields.size(); ++column) {
        if (std::ranges::find(names, named.fields[column]) == names.end()) continue;
        const auto texts = std::ranges::count_if(
            rows, [column](const auto& row) { return !field_of(row, column).empty(); });
        if (texts != 1) return false;
    }
    return true;
}

error refuse_header(std::string message, const std::string& source, std::uint64_t line,
                    std::string field, std::string wanted) {
    return {.code = errc::bad_syntax,
            .message = std::move(message),
            .field = std::move(field),
            .where = {.file = source, .line = line},
            .wanted = std::move(wanted)};
}

result<std::span<const header_line>> choose_header_lines(std::span<const header_line> lines,
                                                         const header_choice& choice,
                                                         const std::string& source) {
    const auto count = choice.rows;
    const auto is_after = [&](const header_line& line) { return line.first >= choice.from; };
    const auto first =
        static_cast<std::size_t>(std::ranges::find_if(lines, is_after) - lines.begin());
    auto named = first;
    while (named < lines.size() && !holds_columns(lines[named], choice.columns)) ++named;
    // Names that are not there are missed by whoever asks for them.
    const bool as_it_stands = choice.is_first || choice.columns.empty() || named == lines.size();
    if (as_it_stands) named = first;
    const bool fits_below = named + count <= lines.size();
    if (as_it_stands && fits_below) return lines.subspan(named, count);
    const auto wanted = std::to_string(count) + " header rows, one for each dimension";
    if (as_it_stands)
        return refuse_header("fewer rows than the header must have", source, 0, "wide", wanted);
    const bool fits_above = named + 1 >= count;
    const auto below = lines.subspan(named, fits_below ? count : 0);
    const auto above = lines.subspan(fits_above ? named + 1 - count : 0, fits_above ? count : 0);
    const bool is_below = fits_below && is_header(below, lines[named], choice.columns);
    const bool is_above = fits_above && is_header(above, lines[named], choice.columns);
    const bool is_one_more =
        is_above && named >= count &&
        is_header(lines.subspan(named - count, count + 1), lines[named], choice.columns);
    if (is_one_more)
        return refuse_header(
            "a further row above the header rows, blank in the columns of the names", source,
            lines[named - count].first, "csv_format.skip",
            "a dimension for it, too, or, if it is a title, where the header "
            "begins");
    if (is_below && is_above && count > 1)
        return refuse_header("header rows above or below the row with the names of the dimensions",
                             source, lines[named].first, "csv_format.skip",
                             "where the header begins");
    if (!is_below && !is_above)
        return refuse_header("the row with the names of the dimensions has not as many header rows "
                             "above or below it, blank in the columns of these names",
                             source, lines[named].first, "wide", wanted);
    return is_above ? above : below;
}

} // namespace

std::vector<header_line> split_header_lines(std::string_view text, char separator) {
    std::vector<header_line> lines;
    std::uint64_t line = 1;
    for (std::size_t at = 0; at < text.size() && lines.size() < most_header_lines;) {
        auto row = split_first_row(text.substr(at), separator);
        at += row.bytes;
        lines.push_back({.first = line,
                         .last = line + row.lines - 1,
                         .end = at,
                         .fields = std::move(row.fields),
                         .is_quoted_well = row.is_quoted_well});
        line += row.lines;
    }
    return lines;
}

result<std::span<const header_line>> find_header_lines(std::span<const header_line> lines,
                                                       const header_choice& choice,
                                                       const std::string& source) {
    const auto found = choose_header_lines(lines, choice, source);
    if (!found) return found;
    const auto bad = std::ranges::find(*found, false, &header_line::is_quoted_well);
    if (bad == found->end()) return found;
    return refuse_header("a quote within a field of the header, or one that is not closed", source,
                         bad->first, "", "the whole field in quotes, and its quotes doubled");
}

header_rows header_texts(std::span<const header_line> lines) {
    std::size_t width = 0;
    for (const auto& line : lines) {
        for (std::size_t i = width; i < line.fields.size(); ++i) {
            if (!line.fields[i].empty()) width = i + 1;
        }
    }
    header_rows header;
    for (const auto& line : lines) {
        auto& texts = header.emplace_back();
        for (std::size_t i = 0; i < width; ++i) texts.push_back(field_of(line, i));
    }
    return header;
}

std::vector<std::string> name_header_columns(const header_rows& header) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < header.front().size(); ++i) {
        std::string name;
        for (const auto& row : header) {
            if (!row[i].empty()) name += (name.empty() ? "" : " / ") + row[i];
        }
        if (name.empty() || seen.contains(name)) name += " (column " + std::to_string(i + 1) + ")";
        while (!seen.insert(name).second) name += '_';
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace sdc::inline v0::detail
