#include <sdc/io/detail/csv_layout.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>

#include <algorithm>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

constexpr std::string_view separators = ",;\t|";
constexpr std::size_t lines_looked_at = 100;

std::vector<std::string_view> first_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < lines_looked_at) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The fields of a line without their quotes and the blanks around them.
std::vector<std::string> split(std::string_view line, char separator) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && line.substr(i).starts_with("\"\""))
            fields.back() += line[i++];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == separator && !quoted)
            fields.emplace_back();
        else
            fields.back() += line[i];
    }
    for (auto& field : fields) field = std::string(trim(field));
    return fields;
}

bool holds(const std::vector<std::string>& fields, const std::vector<std::string>& names) {
    return std::ranges::all_of(names, [&](const auto& name) {
        return std::ranges::find(fields, trim(name)) != fields.end();
    });
}

bool is_separator(char c) { return separators.find(c) != std::string_view::npos; }

/// Whether the lines that follow have as many fields as the first.
bool is_regular(std::span<const std::string_view> lines, char separator) {
    const auto width = split(lines.front(), separator).size();
    return width > 1 && std::ranges::all_of(lines.subspan(1), [&](auto line) {
               return line.empty() || split(line, separator).size() == width;
           });
}

} // namespace

result<csv_layout> find_layout(std::string_view text, const std::string& source,
                               const csv_format& format) {
    if (format.separator != '\0' && !is_separator(format.separator))
        return error{.code = errc::bad_argument,
                     .message = "csv_format.separator",
                     .field = "csv_format.separator",
                     .found = quoted(std::string(1, format.separator)),
                     .wanted = "a comma, a semicolon, a tab or |"};
    auto lines = first_lines(text);
    const auto above = format.skip.value_or(0);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(
                                                   std::min<std::uint64_t>(above, lines.size())));
    if (lines.empty()) return csv_layout{.lines_above = above};
    const auto tried =
        format.separator == '\0' ? separators : std::string_view(&format.separator, 1);
    const auto last = format.skip || format.columns.empty() ? 1 : lines.size();
    for (std::size_t i = 0; i < last && !format.columns.empty(); ++i) {
        for (const char separator : tried) {
            if (holds(split(lines[i], separator), format.columns))
                return csv_layout{.separator = separator, .lines_above = above + i};
        }
    }
    // The columns, if any are wanted, are not there: what is, the caller says.
    std::vector<char> possible;
    for (const char separator : tried) {
        if (split(lines.front(), separator).size() > 1) possible.push_back(separator);
    }
    if (possible.size() > 1) {
        // A comma, if it can be: the files of this library are CSV.
        const auto regular = std::ranges::find_if(
            possible, [&](char separator) { return is_regular(lines, separator); });
        const bool in_doubt = possible.front() != ',' &&
                              (regular == possible.end() ||
                               std::any_of(regular + 1, possible.end(), [&](char separator) {
                                   return is_regular(lines, separator);
                               }));
        if (in_doubt)
            return error{.code = errc::bad_syntax,
                         .message = "a header that can be separated in several ways",
                         .field = "csv_format.separator",
                         .where = {.file = source, .line = above + 1},
                         .found = quoted(lines.front()),
                         .wanted = "its separator named"};
        if (regular != possible.end()) possible.front() = *regular;
    }
    const char found = possible.empty() ? tried.front() : possible.front();
    return csv_layout{.separator = found, .lines_above = above};
}

} // namespace sdc::inline v0::detail
