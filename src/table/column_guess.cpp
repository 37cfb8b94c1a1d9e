#include <sdc/table/column_guess.hpp>

#include "number_texts.hpp"

#include <sdc/detail/trim.hpp>
#include <sdc/table/calendar.hpp>
#include <sdc/table/detail/column_texts.hpp>
#include <sdc/table/detail/number.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sdc::inline v0 {
namespace {

/// The words of a name in lower case, with a blank before and after each: " age group ".
std::string words_of_name(std::string_view name) {
    std::string words = " ";
    for (const char letter : name) {
        const auto c = static_cast<unsigned char>(letter);
        const bool part = std::isalnum(c) != 0 || c >= 0x80 || c == '%';
        if (part)
            words += static_cast<char>(std::tolower(c));
        else if (!words.ends_with(' '))
            words += ' ';
    }
    return words.ends_with(' ') ? words : words + ' ';
}

template <std::size_t N>
bool has_word(std::string_view words, const std::array<std::string_view, N>& any) {
    return std::ranges::any_of(any, [words](std::string_view word) {
        return words.find(" " + std::string(word) + " ") != std::string_view::npos;
    });
}

constexpr std::array<std::string_view, 26> count_words{
    "count",     "counts",    "n",        "number",  "numbers",   "total",     "freq",
    "frequency", "records",   "cases",    "people",  "persons",   "incidents", "offences",
    "crimes",    "events",    "deaths",   "births",  "patients",  "pupils",    "students",
    "staff",     "employees", "requests", "victims", "admissions"};
constexpr std::array<std::string_view, 18> measure_words{
    "%",          "percent", "percentage",  "pct",        "rate",  "rates",
    "share",      "mean",    "average",     "median",     "per",   "population",
    "proportion", "ratio",   "denominator", "households", "index", "weighted"};
/// Names whose numbers are names themselves.
constexpr std::array<std::string_view, 15> category_words{
    "year", "month",    "week", "quarter", "day",   "code", "id",      "ref",
    "ward", "postcode", "band", "group",   "grade", "time", "district"};
constexpr std::array<std::string_view, 5> number_words{"age", "ages", "duration", "days", "amount"};
/// Behind another word: "crime number".
constexpr std::array<std::string_view, 5> identifier_words{"number", "no", "ref", "reference",
                                                           "id"};

bool is_marker(std::string_view text) {
    constexpr std::array<std::string_view, 14> markers{
        "[c]", "c",   "*",   "x",     "n.p.",       "..",         ".",
        "-",   "[x]", "[z]", "[low]", "suppressed", "Suppressed", "n/a"};
    return text.empty() || text.starts_with('<') ||
           std::ranges::find(markers, text) != markers.end();
}

/// A name such as "Age 16-24" is a code.
bool has_digit(std::string_view words) {
    return words.find_first_of("0123456789") != std::string_view::npos;
}

bool is_year(std::string_view text) {
    return text.size() == 4 && detail::is_digits(text) && "1800" <= text && text <= "2199";
}

/// The texts of a column that are not markers or empty.
std::vector<std::string> texts_of(const records& rows, std::size_t column) {
    std::vector<std::string> texts;
    for (const auto& one : detail::find_texts(rows, column)) {
        const auto text = detail::trim(detail::text_of(rows, one));
        if (!is_marker(text)) texts.emplace_back(text);
    }
    return texts;
}

bool are_dates(const std::vector<std::string>& texts) {
    const auto is_short = [](const auto& text) {
        return text.size() < 8 || text.find_first_of("0123456789") == std::string::npos;
    };
    if (std::ranges::any_of(texts, is_short)) return false;
    records probe{.names = {"date"}, .fields = word_list(texts)};
    // Days and months in doubt are dates all the same.
    return add_period(probe, "date", calendar_period::year, date_order::day_first).has_value() ||
           add_period(probe, "date", calendar_period::quarter, date_order::month_first).has_value();
}

/// 1 to 52, 2019 to 2024: each of them once.
bool are_consecutive(const std::vector<std::string>& texts) {
    std::vector<std::int64_t> numbers;
    for (const auto& text : texts) {
        if (!detail::is_digits(text)) return false;
        const auto n = detail::parse_decimal(text, 0);
        if (!n) return false;
        numbers.push_back(*n);
    }
    const auto [low, high] = std::ranges::minmax(numbers);
    return high - low + 1 == static_cast<std::int64_t>(numbers.size());
}

/// Numbers of one length, another one in each row, under a name such as "crime number".
bool are_identifiers(const std::string& words, const std::vector<std::string>& texts,
                     std::size_t rows) {
    const bool named = std::ranges::any_of(identifier_words, [&](std::string_view word) {
        const auto ending = " " + std::string(word) + " ";
        return words.ends_with(ending) && words.size() > ending.size();
    });
    return named && texts.size() == rows && std::ranges::all_of(texts, [&](const auto& text) {
               return detail::is_digits(text) && text.size() == texts.front().size();
           });
}

column_use guess_use(const std::string& name, const std::vector<std::string>& texts,
                     std::size_t rows) {
    const auto all = [&](auto&& holds) {
        return !texts.empty() && std::ranges::all_of(texts, holds);
    };
    const auto words = words_of_name(name);
    if (all(detail::looks_measured) && has_word(words, measure_words)) return column_use::measure;
    if (all(detail::looks_whole)) {
        const bool coded = std::ranges::any_of(texts, [](const auto& text) {
            return text.size() > 1 && text.front() == '0' && '0' <= text[1] && text[1] <= '9';
        });
        const bool repeats = 2 * texts.size() <= rows;
        if (are_identifiers(words, texts, rows)) return column_use::identifier;
        if (coded || all(is_year)) return column_use::category;
        if (has_word(words, category_words) && (repeats || are_consecutive(texts)))
            return column_use::category;
        return words == " age " || words == " ages " ||
                       (has_word(words, number_words) && !has_digit(words))
                   ? column_use::number
                   : column_use::count;
    }
    if (!texts.empty() && are_dates(texts)) return column_use::date;
    if (all(detail::looks_measured)) return column_use::measure;
    return column_use::category;
}

bool is_named_count(const guessed_column& column) {
    return has_word(words_of_name(column.name), count_words);
}

/// One of several columns of counts: by its name, else all together are a cross-table.
void choose_count(guessed_columns& all) {
    const auto is_count = [](const auto& c) { return c.use == column_use::count; };
    if (std::ranges::count_if(all.columns, is_count) < 2) return;
    const auto is_named = [&](const auto& c) { return is_count(c) && is_named_count(c); };
    // "Total" beside others is their sum.
    const auto is_sum = [](const auto& c) { return words_of_name(c.name) == " total "; };
    const auto named = std::ranges::count_if(all.columns, is_named);
    const bool one = named == 1 && std::ranges::none_of(all.columns, is_sum);
    const bool any_category = std::ranges::any_of(
        all.columns, [](const auto& c) { return c.use == column_use::category; });
    if (!one) {
        all.is_wide = any_category;
        return;
    }
    for (auto& c : all.columns) {
        if (is_count(c) && !is_named_count(c)) c.use = column_use::measure;
    }
}

/// Of records: numbers with few values are codes, texts of nearly each row are identifiers.
void take_for_records(guessed_columns& all, std::size_t rows) {
    constexpr std::size_t most_codes = 200;
    for (auto& c : all.columns) {
        const bool is_own = c.texts > 20 && 2 * c.texts > rows;
        if (c.use == column_use::category && (is_own || c.texts > most_codes))
            c.use = column_use::identifier;
    }
}

} // namespace

guessed_columns guess_columns(const records& rows) {
    guessed_columns all;
    for (std::size_t column = 0; column < rows.names.size(); ++column) {
        const auto texts = texts_of(rows, column);
        all.columns.push_back({.name = rows.names[column],
                               .use = guess_use(rows.names[column], texts, rows.size()),
                               .texts = texts.size()});
    }
    choose_count(all);
    if (std::ranges::find(all.columns, column_use::count, &guessed_column::use) ==
        all.columns.end())
        take_for_records(all, rows.size());
    return all;
}

bool are_two_header_rows(const header_rows& rows) {
    if (rows.size() != 2 || rows[0].size() != rows[1].size()) return false;
    const auto is_count = [](const std::string& text) {
        const bool year = text.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
        return detail::is_digits(text) && !year;
    };
    if (std::ranges::any_of(rows[1], is_count) || std::ranges::any_of(rows[0], is_count))
        return false;
    const auto repeats = [](std::vector<std::string> texts) {
        std::ranges::sort(texts);
        return std::ranges::adjacent_find(texts) != texts.end();
    };
    auto lower = rows[1];
    std::erase(lower, "");
    std::vector<std::string> pairs;
    std::string upper;
    for (std::size_t i = 0; i < rows[0].size(); ++i) {
        if (!rows[0][i].empty()) upper = rows[0][i];
        pairs.push_back(upper + '\n' + rows[1][i]);
    }
    return repeats(rows[0]) && repeats(lower) && !repeats(pairs);
}

} // namespace sdc::inline v0
