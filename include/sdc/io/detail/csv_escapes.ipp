#include <sdc/io/csv_escapes.hpp>

#include <sdc/detail/utf8.hpp>
#include <sdc/table/detail/number.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// -12, +0.5: what a spreadsheet shows as it is.
bool is_plain_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    return detail::is_digits(text.substr(0, point)) &&
           (point == std::string_view::npos || detail::is_digits(text.substr(point + 1)));
}

/// What a spreadsheet would run.
bool is_formula(std::string_view text) {
    constexpr std::array<std::string_view, 11> starts{"=",
                                                      "+",
                                                      "-",
                                                      "@",
                                                      "\t",
                                                      "\r",
                                                      "\n",
                                                      "\xEF\xBC\x9D",
                                                      "\xEF\xBC\x8B", // full-width equals and plus
                                                      "\xEF\xBC\x8D",
                                                      "\xEF\xBC\xA0"}; // full-width minus and at
    return std::ranges::any_of(
               starts, [text](std::string_view start) { return text.starts_with(start); }) &&
           !is_plain_number(text);
}

std::string_view drop_apostrophes(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('\''), text.size()));
}

constexpr std::string_view name_begins = "<U+";

/// What acts by its name, and so the < of a text that looks like a name.
std::string name_what_acts(std::string_view text) {
    std::string named;
    detail::for_each_character(text, [&](char32_t c, std::string_view bytes) {
        const auto rest = text.substr(static_cast<std::size_t>(bytes.data() - text.data()));
        if (detail::is_control_or_direction(c) || rest.starts_with(name_begins))
            named += '<' + detail::name_of(c) + '>';
        else
            named += bytes;
    });
    return named;
}

std::string put_back_what_acts(std::string_view text) {
    std::string plain;
    while (true) {
        const auto at = text.find(name_begins);
        plain += text.substr(0, at);
        if (at == std::string_view::npos) return plain;
        text.remove_prefix(at + name_begins.size());
        std::uint32_t c = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), c, 16);
        const bool named = failure == std::errc() && end != text.data() + text.size() &&
                           *end == '>' && c < 0x10000;
        plain += named ? detail::to_utf8(c) : std::string(name_begins);
        if (named) text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    }
}

bool acts(std::string_view text) {
    bool found = is_formula(text);
    detail::for_each_character(text, [&](char32_t c, std::string_view) {
        found = found || detail::is_control_or_direction(c);
    });
    return found;
}

} // namespace

std::string escape_csv_text(std::string_view text) {
    return (is_formula(drop_apostrophes(text)) ? "'" : "") + name_what_acts(text);
}

std::string unescape_csv_text(std::string_view text) {
    const bool escaped = text.starts_with('\'') && is_formula(drop_apostrophes(text));
    auto plain = put_back_what_acts(text.substr(escaped ? 1 : 0));
    return escape_csv_text(plain) == text ? plain : std::string(text);
}

records unescape_csv_rows(records rows, std::span<const std::string> dimensions) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < rows.names.size(); ++i) {
        if (std::ranges::find(dimensions, unescape_csv_text(rows.names[i])) != dimensions.end())
            columns.push_back(i);
    }
    bool escaped = std::ranges::none_of(rows.names, acts);
    for (std::size_t row = 0; escaped && row < rows.size(); ++row)
        escaped = std::ranges::none_of(
            columns, [&](std::size_t column) { return acts(rows.field(row, column)); });
    if (!escaped) return rows;
    for (auto& name : rows.names) name = unescape_csv_text(name);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const auto column : columns) {
            const auto place = row * rows.names.size() + column;
            rows.fields.set(place, unescape_csv_text(rows.fields[place]));
        }
    }
    return rows;
}

} // namespace sdc::inline v0
