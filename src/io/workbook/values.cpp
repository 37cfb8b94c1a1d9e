#include "values.hpp"

#include <sdc/detail/utf8.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>

namespace sdc::inline v0::detail {
namespace {

bool is_digit(char c) noexcept { return '0' <= c && c <= '9'; }

/// Two digits or more.
std::string padded(std::uint64_t n, std::size_t width = 2) {
    auto text = std::to_string(n);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return text;
}

std::optional<double> parse_double(std::string_view text) {
    double n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return n;
}

/// "12:30:00", with milliseconds where there are some.
std::string clock_time(std::uint64_t milliseconds) {
    auto text = padded(milliseconds / 3'600'000) + ":" + padded(milliseconds / 60'000 % 60) + ":" +
                padded(milliseconds / 1000 % 60);
    if (milliseconds % 1000 != 0) text += "." + padded(milliseconds % 1000, 3);
    return text;
}

std::optional<std::string> date_of(std::int64_t day, bool from_1904) {
    using namespace std::chrono;
    constexpr std::int64_t invented = 60; // 29 February 1900
    if (!from_1904 && day == invented) return std::nullopt;
    const sys_days start = from_1904        ? sys_days(year(1904) / 1 / 1)
                           : day < invented ? sys_days(year(1899) / 12 / 31)
                                            : sys_days(year(1899) / 12 / 30);
    const year_month_day date(start + days(day));
    if (date.year() > year(9999)) return std::nullopt;
    return padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4) + "-" +
           padded(static_cast<unsigned>(date.month())) + "-" +
           padded(static_cast<unsigned>(date.day()));
}

/// Digits from the front; nothing if there are none, or too many.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
    std::uint32_t n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc() || n == 0 || n > most) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return n;
}

std::optional<std::uint32_t> take_column(std::string_view& text) {
    std::uint32_t n = 0;
    std::size_t letters = 0;
    for (; letters < text.size() && letters < 4; ++letters) {
        const auto c = static_cast<char>(text[letters] & ~0x20);
        if (c < 'A' || c > 'Z') break;
        n = n * 26 + static_cast<std::uint32_t>(c - 'A') + 1;
    }
    text.remove_prefix(letters);
    return n == 0 || n > most_columns ? std::nullopt : std::optional(n);
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

/// "h", "mm": within brackets, time that goes on past a day.
bool is_elapsed(std::string_view inside) {
    const auto unit = [](char c) { return static_cast<char>(c | 0x20); };
    return !inside.empty() && std::string_view("hms").find(unit(inside[0])) != inside.npos &&
           std::ranges::all_of(inside, [&](char c) { return unit(c) == unit(inside[0]); });
}

struct cell_place {
    std::uint32_t row, column;
};

std::optional<cell_place> take_cell(std::string_view& text) {
    take(text, '$');
    const auto column = take_column(text);
    take(text, '$');
    if (!column || text.empty() || !is_digit(text.front())) return std::nullopt;
    const auto row = take_number(text, most_rows);
    if (!row) return std::nullopt;
    return cell_place{*row, *column};
}

} // namespace

std::optional<std::string> plain_decimal(std::string_view text) {
    constexpr std::int64_t most = 400;
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    std::string digits;
    std::int64_t point = 0; // how many of the digits stand before it
    bool has_point = false;
    while (!text.empty() && (is_digit(text.front()) || (text.front() == '.' && !has_point))) {
        if (text.front() == '.') {
            has_point = true;
        } else {
            digits += text.front();
            point += has_point ? 0 : 1;
        }
        text.remove_prefix(1);
    }
    if (digits.empty()) return std::nullopt;
    if (!text.empty() && (take(text, 'E') || take(text, 'e'))) {
        take(text, '+');
        std::int64_t exponent = 0;
        const auto [end, failure] =
            std::from_chars(text.data(), text.data() + text.size(), exponent);
        if (failure != std::errc() || std::abs(exponent) > most) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        point += exponent;
    }
    if (!text.empty() || digits.size() > static_cast<std::size_t>(most)) return std::nullopt;
    if (point < 1) {
        digits.insert(0, static_cast<std::size_t>(1 - point), '0');
        point = 1;
    }
    if (std::ssize(digits) < point)
        digits.append(static_cast<std::size_t>(point) - digits.size(), '0');
    auto whole = digits.substr(0, static_cast<std::size_t>(point));
    auto rest = digits.substr(static_cast<std::size_t>(point));
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    rest.erase(rest.find_last_not_of('0') + 1);
    if (!rest.empty()) whole += "." + rest;
    return negative && whole != "0" ? "-" + whole : whole;
}

number_shape shape_of_format(std::string_view code) {
    bool has_day = false, has_time = false;
    code = code.substr(0, code.find(';')); // positive numbers
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '[') {
            const auto close = code.find(']', at);
            const auto inside = code.substr(at + 1, close - at - 1);
            if (is_elapsed(inside)) return number_shape::duration;
            at = std::min(close, code.size());
        } else if (code.substr(at, 7) == "General") {
            at += 6;
        } else {
            const auto letter = static_cast<char>(c | 0x20);
            has_day = has_day || letter == 'y' || letter == 'd' ||
                      (letter == 'm' && !has_time &&
                       code.find_first_of("hHsS") == std::string_view::npos);
            has_time = has_time || letter == 'h' || letter == 's';
        }
    }
    return has_day ? number_shape::date : has_time ? number_shape::time : number_shape::number;
}

number_shape shape_of_format(std::uint32_t number) {
    const auto within = [number](std::uint32_t low, std::uint32_t high) {
        return low <= number && number <= high;
    };
    if (number == 46) return number_shape::duration;
    if (within(18, 21) || number == 45 || number == 47 || within(32, 35)) return number_shape::time;
    return within(14, 22) || within(27, 36) || within(50, 58) ? number_shape::date
                                                              : number_shape::number;
}

bool shows_nothing(std::string_view code) {
    return code.find_first_not_of("; ") == std::string_view::npos &&
           std::ranges::count(code, ';') >= 2;
}

std::optional<std::string> iso_date(std::string_view number, number_shape shape, bool from_1904) {
    constexpr double last_day = 3e6, of_a_day = 86'400'000;
    const auto n = parse_double(number);
    if (!n || !(*n >= 0) || *n > last_day) return std::nullopt;
    const auto all = static_cast<std::uint64_t>(std::llround(*n * of_a_day));
    if (shape == number_shape::duration)
        return "PT" + std::to_string(all / 3'600'000) + "H" + std::to_string(all / 60'000 % 60) +
               "M" + std::to_string(all / 1000 % 60) + "S";
    const auto day = static_cast<std::int64_t>(all / 86'400'000);
    const auto of_day = all % 86'400'000;
    if (day == 0 && shape == number_shape::time) return clock_time(of_day);
    auto date = date_of(day, from_1904);
    if (date && (of_day != 0 || shape == number_shape::time)) *date += "T" + clock_time(of_day);
    return date;
}

std::string time_of_day(std::string_view duration) {
    auto rest = duration;
    std::array<std::string_view, 3> parts;
    if (!rest.starts_with("PT")) return std::string(duration);
    rest.remove_prefix(2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto end = rest.find("HMS"[i]);
        if (end == std::string_view::npos || end == 0) return std::string(duration);
        parts[i] = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    }
    const auto seconds = parse_double(parts[2]);
    std::uint32_t hours = 0, minutes = 0;
    const auto read = [](std::string_view text, std::uint32_t& n) {
        return std::from_chars(text.data(), text.data() + text.size(), n).ec == std::errc();
    };
    if (!rest.empty() || !seconds || !read(parts[0], hours) || !read(parts[1], minutes) ||
        hours >= 24 || minutes >= 60 || !(*seconds >= 0 && *seconds < 60))
        return std::string(duration);
    return clock_time(hours * std::uint64_t{3'600'000} + minutes * std::uint64_t{60'000} +
                      static_cast<std::uint64_t>(std::floor(*seconds * 1000 + 0.5)));
}

std::string unescape_ooxml(std::string text) {
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        unsigned c = 0;
        const auto* first = text.data() + at + 2;
        if (text.size() < at + 7 || text[at + 6] != '_' ||
            std::from_chars(first, first + 4, c, 16).ptr != first + 4 || c == 0 ||
            (0xD800 <= c && c < 0xE000))
            continue;
        const auto bytes = to_utf8(c);
        text.replace(at, 7, bytes);
        at += bytes.size() - 1; // what was written is not read again
    }
    return text;
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
    std::string name;
    for (; column > 0; column = (column - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
    return name + std::to_string(row);
}

std::optional<sheet_range> parse_range(std::string_view text) {
    const auto first = take_cell(text);
    if (!first) return std::nullopt;
    auto last = first;
    if (take(text, ':')) last = take_cell(text);
    if (!last || !text.empty() || last->row < first->row || last->column < first->column)
        return std::nullopt;
    return sheet_range{first->row, first->column, last->row, last->column};
}

} // namespace sdc::inline v0::detail
