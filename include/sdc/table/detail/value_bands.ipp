#include <sdc/table/value_bands.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/detail/column_texts.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <string_view>

namespace sdc::inline v0 {
namespace {

/// The band of a number from 0; nothing below the first.
std::size_t band_of(const value_bands& bands, std::int64_t n) {
    const auto after = std::ranges::upper_bound(bands.starts, n);
    return static_cast<std::size_t>(after - bands.starts.begin());
}

/// 34, and 34.0 as programs write it.
result<std::int64_t> read_value(std::string_view text) {
    const auto point = text.find('.');
    const bool zeros = point != std::string_view::npos && point + 1 < text.size() &&
                       text.find_first_not_of('0', point + 1) == std::string_view::npos;
    return detail::parse_count(zeros ? text.substr(0, point) : text);
}

} // namespace

std::vector<std::string> names_of_bands(const value_bands& bands) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < bands.starts.size(); ++i) {
        const auto first = std::to_string(bands.starts[i]);
        if (i + 1 == bands.starts.size())
            names.push_back(first + "+");
        else if (bands.starts[i + 1] == bands.starts[i] + 1)
            names.push_back(first);
        else
            names.push_back(first + "-" + std::to_string(bands.starts[i + 1] - 1));
    }
    return names;
}

result<void> band_column(records& rows, const value_bands& bands) {
    const auto column = detail::require_column(rows, bands.column);
    if (!column) return column.error();
    const auto names = names_of_bands(bands);
    std::vector<std::string> becomes(rows.fields.words().size());
    for (const auto& one : detail::find_texts(rows, *column)) {
        const auto text = detail::trim(detail::text_of(rows, one));
        const auto n = read_value(text);
        const auto band = n ? band_of(bands, *n) : 0;
        const bool stays = !n && !text.empty() &&
                           (text.find_first_of("0123456789") == std::string_view::npos ||
                            std::ranges::find(names, text) != names.end());
        if (band == 0 && !stays)
            return error{.code = errc::bad_syntax,
                         .message = "no number of a band of column " + detail::quoted(bands.column),
                         .field = "value_bands",
                         .where = rows.where(one.first_row, *column),
                         .found = detail::quoted(text),
                         .wanted = "a whole number from " + std::to_string(bands.starts.front())};
        becomes[one.number] = stays ? std::string(text) : names[band - 1];
    }
    const auto width = rows.names.size();
    for (auto place = *column; place < rows.fields.size(); place += width)
        rows.fields.set(place, becomes[rows.fields.number(place)]);
    return {};
}

} // namespace sdc::inline v0
