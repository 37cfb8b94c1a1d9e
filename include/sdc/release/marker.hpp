/// How a withheld cell is written, by the house style of the publisher. One marker for all withheld cells: nothing tells primary from
/// secondary suppression.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>

#include <array>
#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// A marker text and what it stands for in the notes of a release.
struct marker {
    std::string text = "[c]";

    bool operator==(const marker&) const = default;
};

struct marker_dialect {
    std::string_view name;
    std::string_view text;
    std::string_view authority;
};

/// Sources: GSS/Analysis Function "Using symbols and shorthand" (2022); DfE Explore Education Statistics; NHS Digital; AIHW; Statistics Canada.
inline constexpr std::array<marker_dialect, 5> marker_dialects{{
    {"gss", "[c]", "Government Statistical Service (UK)"},
    {"dfe", "c", "Department for Education (UK)"},
    {"nhs", "*", "NHS England"},
    {"aihw", "n.p.", "Australian Institute of Health and Welfare"},
    {"statcan", "x", "Statistics Canada"},
}};

namespace detail {

/// Spreadsheets and statistics programs read these as numbers.
inline bool reads_as_number(std::string_view text) {
    if (text.find_first_not_of("+-.,0123456789eE \t") == std::string_view::npos) return true;
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != '+' && c != '-') word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return word == "inf" || word == "infinity" || word == "nan";
}

/// "<5", "1 to 4", "fewer than 5": what a reader, this library's too, takes for a range that holds the value.
inline bool reads_as_range(std::string_view text) {
    std::string rest(text);
    // En dash, at most, at least; then words.
    for (const std::string_view word :
         {"\xE2\x80\x93", "\xE2\x89\xA4", "\xE2\x89\xA5", "fewer", "Fewer", "less", "Less", "more", "More", "than", " or ", " to "}) {
        for (auto at = rest.find(word); at != std::string::npos; at = rest.find(word)) rest.replace(at, word.size(), " ");
    }
    return rest.find_first_of("0123456789") != std::string::npos && rest.find_first_not_of("<>=+-.,0123456789 ") == std::string::npos;
}

inline bool has_control_character(std::string_view text) {
    return text.find_first_of(std::string_view("\0\t\n\v\f\r", 6)) != std::string_view::npos;
}

} // namespace detail

/// From "gss", "dfe", "nhs", "aihw", "statcan" or "text=...". A marker that reads as a number or a range, is empty or has control characters
/// is refused.
[[nodiscard]] inline result<marker> find_marker(std::string_view dialect) {
    for (const auto& d : marker_dialects) {
        if (d.name == dialect) return marker{std::string(d.text)};
    }
    const auto refuse = [&](const char* wanted) {
        return error{.code = errc::bad_argument, .message = "marker", .found = detail::quoted(dialect), .wanted = wanted};
    };
    constexpr std::string_view prefix = "text=";
    if (!dialect.starts_with(prefix)) return refuse("gss, dfe, nhs, aihw, statcan or text=...");
    const auto text = dialect.substr(prefix.size());
    if (detail::has_control_character(text)) return refuse("a text of one line");
    if (detail::reads_as_number(text)) return refuse("a text that is not empty and cannot be read as a number");
    if (detail::reads_as_range(text)) return refuse("a text that cannot be read as a range of numbers, which would be false of some withheld cells");
    return marker{std::string(text)};
}

} // namespace sdc::inline v0
