#include <sdc/io/formulas.hpp>

#include <sdc/table/detail/number.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// -12, +0.5: what a spreadsheet shows as it is.
bool is_plain_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    return detail::is_digits(text.substr(0, point)) && (point == std::string_view::npos || detail::is_digits(text.substr(point + 1)));
}

/// What a spreadsheet would run.
bool is_formula(std::string_view text) {
    constexpr std::array<std::string_view, 11> starts{"=",  "+",  "-",
                                                      "@",  "\t", "\r",
                                                      "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", // full-width equals and plus
                                                      "\xEF\xBC\x8D", "\xEF\xBC\xA0"};      // full-width minus and at
    return std::ranges::any_of(starts, [text](std::string_view start) { return text.starts_with(start); }) && !is_plain_number(text);
}

std::string_view drop_apostrophes(std::string_view text) { return text.substr(std::min(text.find_first_not_of('\''), text.size())); }

} // namespace

std::string escape_formula(std::string_view text) { return (is_formula(drop_apostrophes(text)) ? "'" : "") + std::string(text); }

std::string unescape_formula(std::string_view text) {
    const bool escaped = text.starts_with('\'') && is_formula(drop_apostrophes(text));
    return std::string(text.substr(escaped ? 1 : 0));
}

records unescape_formulas(records rows, std::span<const std::string> dimensions) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < rows.names.size(); ++i) {
        if (std::ranges::find(dimensions, unescape_formula(rows.names[i])) != dimensions.end()) columns.push_back(i);
    }
    bool escaped = std::ranges::none_of(rows.names, is_formula);
    for (std::size_t row = 0; escaped && row < rows.size(); ++row)
        escaped = std::ranges::none_of(columns, [&](std::size_t column) { return is_formula(rows.field(row, column)); });
    if (!escaped) return rows;
    for (auto& name : rows.names) name = unescape_formula(name);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const auto column : columns) {
            auto& field = rows.fields[row * rows.names.size() + column];
            field = unescape_formula(field);
        }
    }
    return rows;
}

} // namespace sdc::inline v0
