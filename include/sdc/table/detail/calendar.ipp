#include <sdc/table/calendar.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/detail/column_texts.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// The numbers of a date, in the order of the text.
struct date_parts {
    std::array<int, 3> numbers{};
    bool year_first = false;
};

std::optional<date_parts> split_date(std::string_view text) {
    date_parts parts;
    std::size_t at = 0;
    char mark = '\0';
    for (std::size_t i = 0; i < 3; ++i) {
        const auto from = at;
        while (at < text.size() && '0' <= text[at] && text[at] <= '9' && at - from < 4)
            parts.numbers[i] = parts.numbers[i] * 10 + (text[at++] - '0');
        const auto digits = at - from;
        if (i == 0) parts.year_first = digits == 4;
        const bool is_year = i == (parts.year_first ? 0U : 2U);
        if (is_year ? digits != 4 : digits < 1 || digits > 2) return std::nullopt;
        if (i == 2) break;
        if (at == text.size() || (text[at] != '-' && text[at] != '/' && text[at] != '.') ||
            (i == 1 && text[at] != mark))
            return std::nullopt;
        mark = text[at++];
    }
    // A time can follow.
    if (at < text.size() && text[at] != 'T' && text[at] != ' ') return std::nullopt;
    return parts;
}

std::optional<std::chrono::year_month_day> to_date(const date_parts& p, date_order order) {
    const auto [a, b, c] = p.numbers;
    const auto day = p.year_first ? c : order == date_order::month_first ? b : a;
    const auto month = p.year_first ? b : order == date_order::month_first ? a : b;
    const std::chrono::year_month_day date(std::chrono::year(p.year_first ? a : c),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return std::nullopt;
    return date;
}

std::string period_of(const std::chrono::year_month_day& date, calendar_period period) {
    const auto year = std::to_string(static_cast<int>(date.year()));
    const auto month = static_cast<unsigned>(date.month());
    switch (period) {
    case calendar_period::year: return year;
    case calendar_period::quarter: return year + "-Q" + std::to_string((month + 2) / 3);
    case calendar_period::month: break;
    }
    return year + (month < 10 ? "-0" : "-") + std::to_string(month);
}

/// A text of the column and what it says.
struct dated_text {
    detail::column_text text;
    std::optional<date_parts> parts;
};

sdc::error refuse(const records& rows, std::size_t column, const dated_text& one,
                  std::string message, std::string wanted) {
    return {.code = errc::bad_syntax,
            .message = std::move(message) + " in column " + detail::quoted(rows.names[column]),
            .where = rows.where(one.text.first_row, column),
            .found = detail::quoted(detail::text_of(rows, one.text)),
            .wanted = std::move(wanted)};
}

/// The order of those that begin with a day or a month, if all dates agree.
result<date_order> find_order(const records& rows, std::size_t column,
                              const std::vector<dated_text>& texts) {
    const dated_text* doubtful = nullptr;
    auto found = date_order::unknown;
    for (const auto& one : texts) {
        if (!one.parts || one.parts->year_first) continue;
        const auto [a, b, year] = one.parts->numbers;
        if (a <= 12 && b <= 12 && a != b && doubtful == nullptr) doubtful = &one;
        const auto shown = a > 12   ? date_order::day_first
                           : b > 12 ? date_order::month_first
                                    : date_order::unknown;
        if (shown == date_order::unknown) continue;
        if (found != date_order::unknown && shown != found)
            return refuse(rows, column, one, "dates of two orders", "one order of day and month");
        found = shown;
    }
    if (found != date_order::unknown || doubtful == nullptr) return found;
    auto e = refuse(rows, column, *doubtful, "dates that can be read in two ways",
                    "whether the day or the month comes first");
    e.field = "date_order";
    return e;
}

} // namespace

std::string name_of_period(calendar_period period) {
    switch (period) {
    case calendar_period::year: return "year";
    case calendar_period::quarter: return "quarter";
    case calendar_period::month: break;
    }
    return "month";
}

result<void> add_period(records& rows, const std::string& column, calendar_period period,
                        date_order order) {
    const auto of = detail::require_column(rows, column);
    if (!of) return of.error();
    const auto name = name_of_period(period);
    if (rows.find_column(name))
        return error{.code = errc::duplicate,
                     .message = "a column " + detail::quoted(name) + " is there already",
                     .where = {.file = rows.source}};
    std::vector<dated_text> texts;
    for (const auto& one : detail::find_texts(rows, *of))
        texts.push_back({one, split_date(detail::trim(detail::text_of(rows, one)))});
    if (order == date_order::unknown) {
        const auto found = find_order(rows, *of, texts);
        if (!found) return found.error();
        order = *found;
    }
    std::vector<std::string> becomes(rows.fields.words().size());
    for (const auto& one : texts) {
        const auto text = detail::trim(detail::text_of(rows, one.text));
        const auto date = one.parts ? to_date(*one.parts, order) : std::nullopt;
        const bool stays =
            !text.empty() && text.find_first_of("0123456789") == std::string_view::npos;
        if (!date && !stays)
            return refuse(rows, *of, one, "no date", "a date, such as 2024-03-31 or 31/03/2024");
        becomes[one.text.number] = date ? period_of(*date, period) : std::string(text);
    }
    word_list fields;
    const auto width = rows.names.size();
    fields.reserve(rows.size() * (width + 1));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < width; ++i) fields.push_back(rows.field(row, i));
        fields.push_back(becomes[rows.fields.number(row * width + *of)]);
    }
    rows.names.push_back(name);
    rows.fields = std::move(fields);
    return {};
}

} // namespace sdc::inline v0
