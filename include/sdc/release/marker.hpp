/// How a suppressed cell is written, by the house style of the publisher. One marker for all
/// suppressed cells: nothing distinguishes primary from secondary suppression.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>

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

/// Sources: GSS/Analysis Function "Using symbols and shorthand" (2022); DfE Explore Education
/// Statistics; NHS Digital; AIHW; Statistics Canada.
inline constexpr std::array<marker_dialect, 5> marker_dialects{{
    {"gss", "[c]", "Government Statistical Service (UK)"},
    {"dfe", "c", "Department for Education (UK)"},
    {"nhs", "*", "NHS England"},
    {"aihw", "n.p.", "Australian Institute of Health and Welfare"},
    {"statcan", "x", "Statistics Canada"},
}};

namespace detail {

/// Spreadsheets and statistics programs read these as numbers.
SDCKIT_API bool reads_as_number(std::string_view text);

/// "<5", "1 to 4", "fewer than 5": what intruders, and the readers of this library, take for a
/// range that holds the value.
SDCKIT_API bool reads_as_range(std::string_view text);

/// Characters that are not seen but act, as on a terminal or on the direction of the text; or bytes
/// that are no text.
SDCKIT_API bool has_unseen_character(std::string_view text);

} // namespace detail

/// From "gss", "dfe", "nhs", "aihw", "statcan" or "text=...". A marker that reads as a number or a
/// range, is empty, or has characters that are not seen, is refused.
[[nodiscard]] SDCKIT_API result<marker> find_marker(std::string_view dialect);

/// What stands instead of a number in tables that others published (GSS: symbols and shorthand).
enum class shorthand : unsigned char {
    withheld,       ///< Suppressed.
    nil,            ///< 0.
    not_applicable, ///< Nobody can be in the cell: 0, as everybody knows.
    unknown,        ///< Not counted or not known: it says nothing of the cell, by no rule.
    low,            ///< Suppressed, and 1 at least.
};

struct marker_to_read {
    std::string text;
    shorthand means = shorthand::withheld;

    marker_to_read(std::string t, shorthand m = shorthand::withheld)
        : text(std::move(t)), means(m) {}
    marker_to_read(const char* t) : text(t) {}
    bool operator==(const marker_to_read&) const = default;
};

/// "gss", ..., "text=..." or TEXT, and "=MEANING" after it: withheld (without it), nil,
/// not-applicable, unknown or low. The text is any in UTF-8 that is not empty, such as ".." or
/// "-99". Errors: bad_argument.
[[nodiscard]] SDCKIT_API result<marker_to_read> find_marker_to_read(std::string_view words);

} // namespace sdc::inline v0
