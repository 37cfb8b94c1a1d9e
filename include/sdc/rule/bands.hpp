/// Threshold rounding as data: an ordered list of bands says what is shown for a value.
#pragma once

#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class band_action : std::uint8_t {
    keep,        ///< The value itself.
    suppress,    ///< The marker.
    label,       ///< The band's label: "1 to 4", "<15".
    round,       ///< The nearest multiple of the base.
    midpoint,    ///< The midpoint of the bin of `base` values that holds it: ceil(z / m) * m - floor(m / 2); 0 stays 0.
    significant, ///< `base` significant digits.
};

/// What rounding does with a value half-way between two multiples; published tools differ, so it is always named.
enum class tie_rule : std::uint8_t { half_up, half_even, half_down };

struct band {
    std::int64_t low = 0;            ///< First value of the band.
    std::int64_t high = unlimited;   ///< Last value of the band.
    band_action action = band_action::keep;
    std::int64_t base = 1;           ///< Base for round (at least 1) and midpoint (at least 2), digits for significant (1 to 18).
    std::string label = {};
    tie_rule ties = tie_rule::half_up;

    bool operator==(const band&) const = default;
};

/// Bands in ascending order that cover 0 to unlimited without gap or overlap.
struct banding {
    std::string name = {}; ///< "nearest 5", "redact 1-7, nearest 5"
    std::vector<band> bands = {};

    bool operator==(const banding&) const = default;
};

/// Errors: bad_argument naming the field, if the bands do not start at 0, leave a gap, overlap or end before `unlimited`; if a base is
/// outside its range; if a label is empty or reads as a number.
[[nodiscard]] result<void> check(const banding& rule);

/// What a band makes of a value.
struct band_value {
    enum class kind : std::uint8_t { number, withheld, label };
    kind shows = kind::number;
    std::uint16_t band = 0;   ///< Index of the band that the value is in.
    std::int64_t number = 0;  ///< 0 unless a number is shown.

    bool operator==(const band_value&) const = default;
};

/// Precondition: `check(rule)`. Total: a negative value, which no band holds, is withheld; where the number above does not fit 64 bits,
/// the largest that does is shown. O(log bands).
[[nodiscard]] band_value apply(const banding& rule, std::int64_t value);

/// The smallest and the largest value that a reader can take `shown` for; both are shown so. A reader sees a number, a label or the marker,
/// not the band: so this is the hull over every band that shows the same, of a label over all bands with that text. Every value between is
/// shown so, too, unless `warnings` names a face with a gap. Nothing is shown so: low > high. Precondition: `check(rule)`.
struct band_preimage {
    std::int64_t low = 0;
    std::int64_t high = unlimited;

    bool operator==(const band_preimage&) const = default;
};
[[nodiscard]] band_preimage preimage(const banding& rule, const band_value& shown);

/// What is unwise, though possible, about the rule, in sentences: the first number after the withheld values stands for fewer values than
/// the next (redact 1-5, nearest 5: a 5 can only be 6 or 7); midpoints of even bins are biased; a value is shown as a number that the rule
/// says is not shown; one number, label or marker stands for values with a gap. Precondition: `check(rule)`.
[[nodiscard]] std::vector<std::string> warnings(const banding& rule);

/// Every value to the nearest multiple.
[[nodiscard]] banding conventional(std::int64_t base, tie_rule ties = tie_rule::half_up);

/// 0 is shown, 1 to `redact_to` get the marker, the nearest multiple above that. NHS England: 7 and 5; OpenSAFELY: 7 and 5, earlier 5 and 5.
[[nodiscard]] banding redact_and_round(std::int64_t redact_to, std::int64_t base, tie_rule ties = tie_rule::half_up);

/// Midpoints of bins of `base` values. OpenSAFELY: 6. An odd base has no bias, an even one shows 0.5 less on average.
[[nodiscard]] banding midpoint(std::int64_t base);

/// Counts by the US Census Bureau Disclosure Review Board (2019). Its text says half even; its program, with which the default agrees, takes
/// ties up below a million (1250 is shown as 1300) and to even above.
[[nodiscard]] banding us_census_drb(tie_rule ties = tie_rule::half_up);

/// Eurostat Integrated Farm Statistics (2023): 1 to 7 are shown as 5, from 8 the nearest 10.
[[nodiscard]] banding eurostat_ifs();

/// Office for National Statistics: below 10 withheld, zeros too since they are not told from small counts; then the nearest 5.
[[nodiscard]] banding ons_10_5();

namespace detail {

constexpr bool shows_number(const band& b) noexcept { return b.action != band_action::suppress && b.action != band_action::label; }

/// True if a value that is `above` over the multiple `quotient * base` is rounded to the next one.
constexpr bool goes_up(std::int64_t quotient, std::int64_t above, std::int64_t base, tie_rule ties) noexcept {
    const auto below = base - above;
    if (above != below) return above > below;
    return ties == tie_rule::half_up || (ties == tie_rule::half_even && quotient % 2 != 0);
}

constexpr std::int64_t nearest_multiple(std::int64_t value, std::int64_t base, tie_rule ties) noexcept {
    const auto quotient = value / base;
    const auto multiple = quotient * base;
    const bool next_fits = multiple <= unlimited - base;
    return next_fits && goes_up(quotient, value - multiple, base, ties) ? multiple + base : multiple;
}

constexpr std::int64_t bin_midpoint(std::int64_t value, std::int64_t base) noexcept {
    if (value == 0) return 0;
    const auto up = base - base / 2;
    auto below = (value - 1) / base * base;
    if (below > unlimited - up) below -= base; // the last bin has no midpoint in 64 bits and joins the one before
    return below + up;
}

/// The power of ten to which the value is rounded, so that `digits` digits are left.
constexpr std::int64_t significant_unit(std::int64_t value, std::int64_t digits) noexcept {
    for (; digits > 0; --digits) value /= 10;
    std::int64_t unit = 1;
    for (; value > 0; value /= 10) unit *= 10;
    return unit;
}

/// Never decreases as the value grows. Precondition: the band shows numbers.
constexpr std::int64_t number_of(const band& b, std::int64_t value) noexcept {
    switch (b.action) {
    case band_action::round: return nearest_multiple(value, b.base, b.ties);
    case band_action::midpoint: return bin_midpoint(value, b.base);
    case band_action::significant: return nearest_multiple(value, significant_unit(value, b.base), b.ties);
    case band_action::keep:
    case band_action::suppress:
    case band_action::label: break;
    }
    return value;
}

/// Position of the band that holds the value; the number of bands if none does.
inline std::size_t find_band(const banding& rule, std::int64_t value) noexcept {
    const auto after = std::ranges::upper_bound(rule.bands, value, {}, &band::low);
    if (after == rule.bands.begin() || value > std::prev(after)->high) return rule.bands.size();
    return static_cast<std::size_t>(std::prev(after) - rule.bands.begin());
}

inline constexpr band_preimage no_value{.low = unlimited, .high = -1};
constexpr bool is_empty(const band_preimage& p) noexcept { return p.low > p.high; }

/// The smallest value from `from` to `to` that `holds`, given that it holds at `to` and for every value above one for which it holds.
template <class Predicate>
constexpr std::int64_t first_that(std::int64_t from, std::int64_t to, Predicate holds) {
    while (from < to) {
        const auto middle = from + (to - from) / 2;
        if (holds(middle)) to = middle;
        else from = middle + 1;
    }
    return from;
}

/// Values of the band that cannot lie outside when they are shown as `number`; it only shortens the search.
inline band_preimage search_range(const band& b, std::int64_t number) noexcept {
    std::int64_t reach = 0;
    // Twice the base, since the largest number of 64 bits stands for what would be rounded beyond it, too.
    if (b.action == band_action::round || b.action == band_action::midpoint) reach = add(b.base, b.base).value_or(unlimited);
    if (b.action == band_action::significant) reach = number;
    return {.low = std::max(b.low, number - reach), .high = std::min(b.high, add(number, reach).value_or(unlimited))};
}

/// Values of the band that it shows as `number`. By bisection, because `number_of` never decreases: exact whatever the ties.
inline band_preimage values_shown_as(const band& b, std::int64_t number) {
    if (number < 0) return no_value;
    const auto [from, to] = search_range(b, number);
    if (from > to || number_of(b, to) < number) return no_value;
    const auto low = first_that(from, to, [&](std::int64_t value) { return number_of(b, value) >= number; });
    if (number_of(b, low) != number) return no_value;
    if (number_of(b, to) == number) return {.low = low, .high = to};
    return {.low = low, .high = first_that(low, to, [&](std::int64_t value) { return number_of(b, value) > number; }) - 1};
}

/// Values of the band that a reader sees as `shown`.
inline band_preimage values_seen_as(const banding& rule, const band& b, const band_value& shown) {
    const band_preimage all{.low = b.low, .high = b.high};
    switch (shown.shows) {
    case band_value::kind::number: return shows_number(b) ? values_shown_as(b, shown.number) : no_value;
    case band_value::kind::withheld: return b.action == band_action::suppress ? all : no_value;
    case band_value::kind::label:
        return b.action == band_action::label && shown.band < rule.bands.size() && b.label == rule.bands[shown.band].label ? all : no_value;
    }
    return no_value;
}

inline bool reads_as_number(const std::string& text) noexcept {
    const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    return text.find_first_not_of("0123456789.,", sign) == std::string::npos;
}

inline sdc::error banding_error(std::size_t i, const char* field, std::string found, std::string wanted) {
    return {.code = errc::bad_argument, .message = "banding.bands[" + std::to_string(i) + "]." + field, .found = std::move(found),
            .wanted = std::move(wanted)};
}

inline result<void> check(const band& b, std::size_t i) {
    const auto outside = [&](std::int64_t low, std::int64_t high) { return b.base < low || b.base > high; };
    if (b.high < b.low) return banding_error(i, "high", std::to_string(b.high), "at least its low, " + std::to_string(b.low));
    if (b.action == band_action::round && outside(1, unlimited)) return banding_error(i, "base", std::to_string(b.base), "at least 1");
    if (b.action == band_action::midpoint && outside(2, unlimited)) return banding_error(i, "base", std::to_string(b.base), "at least 2");
    if (b.action == band_action::significant && outside(1, 18))
        return banding_error(i, "base", std::to_string(b.base), "1 to 18 significant digits");
    if (b.action == band_action::label && (b.label.empty() || reads_as_number(b.label)))
        return banding_error(i, "label", detail::quoted(b.label), "a text that is not empty and cannot be read as a number");
    return {};
}

/// "1 to 5", "8 and more"
inline std::string range_text(std::int64_t low, std::int64_t high) {
    if (high == unlimited) return std::to_string(low) + " and more";
    return low == high ? std::to_string(low) : std::to_string(low) + " to " + std::to_string(high);
}
inline std::string range_text(const band_preimage& p) { return range_text(p.low, p.high); }

inline band_preimage preimage_of_number(const banding& rule, std::int64_t number) { return preimage(rule, {.number = number}); }

/// Why the smallest number after withheld values says more than the next ones, if it does.
inline std::optional<std::string> find_narrow_start(const banding& rule, std::size_t i) {
    const auto& b = rule.bands[i];
    if (i == 0 || !shows_number(b) || shows_number(rule.bands[i - 1])) return std::nullopt;
    const auto first = preimage_of_number(rule, number_of(b, b.low));
    auto narrowest = no_value;
    auto last = first.high;
    // Half-even ties make wide and narrow numbers alternate, so the first is held against the narrower of the next two.
    for (int k = 0; k < 2 && last < b.high; ++k) {
        const auto next = preimage_of_number(rule, number_of(b, last + 1));
        if (next.high >= b.high) break; // cut by the end of the band
        if (is_empty(narrowest) || next.high - next.low < narrowest.high - narrowest.low) narrowest = next;
        last = next.high;
    }
    if (is_empty(narrowest) || first.high - first.low >= narrowest.high - narrowest.low) return std::nullopt;
    const auto shown = [&](std::int64_t value) { return std::to_string(number_of(b, value)); };
    return shown(first.low) + " can only be " + range_text(first) + ", whereas " + shown(narrowest.low) + " can be " + range_text(narrowest) +
           ": withhold " + std::to_string(first.high) + " as well";
}

/// The first value of the two ends of a band that is shown as a number which lies in a withheld band.
inline std::optional<std::string> find_crossing(const banding& rule, const band& b) {
    if (!shows_number(b)) return std::nullopt;
    for (const auto value : {b.low, b.high}) {
        const auto number = number_of(b, value);
        const auto i = find_band(rule, number);
        if (i == rule.bands.size() || shows_number(rule.bands[i])) continue;
        return std::to_string(value) + " is shown as " + std::to_string(number) + ", which is in the band " +
               range_text(rule.bands[i].low, rule.bands[i].high) + " of which no number is shown";
    }
    return std::nullopt;
}

/// What stands for values with a gap, if anything does. A reader's knowledge is kept as ranges, which would hide such a gap.
inline std::optional<std::string> find_split_face(const banding& rule) {
    std::optional<std::size_t> before; // the last band that shows numbers
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
        const auto& b = rule.bands[i];
        if (!shows_number(b)) {
            const auto same = [&](const band& other) {
                return other.action == b.action && (b.action == band_action::suppress || other.label == b.label);
            };
            const auto here = rule.bands.begin() + static_cast<std::ptrdiff_t>(i);
            if (const auto first = std::find_if(rule.bands.begin(), here, same); first != here && !same(*std::prev(here)))
                return range_text(first->low, first->high) + " and " + range_text(b.low, b.high) + " are shown alike, but not what is between";
            continue;
        }
        if (before) {
            const auto& lower = rule.bands[*before];
            const auto last = number_of(lower, lower.high), next = number_of(b, b.low);
            if (next < last || (next == last && *before + 1 != i))
                return std::to_string(lower.high) + " is shown as " + std::to_string(last) + " and " + std::to_string(b.low) + " as " +
                       std::to_string(next) + ": a number would stand for values with a gap between them";
        }
        before = i;
    }
    return std::nullopt;
}

inline std::string tie_text(std::int64_t base, tie_rule ties) {
    if (base % 2 != 0) return "";
    return ties == tie_rule::half_up ? ", ties up" : ties == tie_rule::half_even ? ", ties to even" : ", ties down";
}

} // namespace detail

inline result<void> check(const banding& bands) {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    if (bands.bands.empty() || bands.bands.size() > most)
        return error{.code = errc::bad_argument, .message = "banding.bands", .found = std::to_string(bands.bands.size()) + " bands",
                     .wanted = "1 to " + std::to_string(most)};
    for (std::size_t i = 0; i < bands.bands.size(); ++i) {
        const auto& b = bands.bands[i];
        if (auto ok = detail::check(b, i); !ok) return ok;
        if (i == 0 && b.low != 0) return detail::banding_error(i, "low", std::to_string(b.low), "0");
        if (i == 0) continue;
        const auto& before = bands.bands[i - 1];
        if (before.high == unlimited) return detail::banding_error(i - 1, "high", "unlimited", "less, since another band follows");
        if (b.low != before.high + 1)
            return detail::banding_error(i, "low", std::to_string(b.low), std::to_string(before.high + 1) + ", with no gap and no overlap");
    }
    if (bands.bands.back().high != unlimited)
        return detail::banding_error(bands.bands.size() - 1, "high", std::to_string(bands.bands.back().high), "unlimited in the last band");
    return {};
}

inline band_value apply(const banding& bands, std::int64_t value) {
    const auto i = detail::find_band(bands, value);
    if (i == bands.bands.size()) return {.shows = band_value::kind::withheld};
    const auto& b = bands.bands[i];
    const auto index = static_cast<std::uint16_t>(i);
    if (b.action == band_action::suppress) return {.shows = band_value::kind::withheld, .band = index};
    if (b.action == band_action::label) return {.shows = band_value::kind::label, .band = index};
    return {.shows = band_value::kind::number, .band = index, .number = detail::number_of(b, value)};
}

inline band_preimage preimage(const banding& bands, const band_value& shown) {
    auto hull = detail::no_value;
    for (const auto& b : bands.bands) {
        const auto values = detail::values_seen_as(bands, b, shown);
        if (detail::is_empty(values)) continue;
        hull = {.low = std::min(hull.low, values.low), .high = std::max(hull.high, values.high)};
    }
    return hull;
}

inline std::vector<std::string> warnings(const banding& bands) {
    std::vector<std::string> found;
    const auto warn = [&](const std::optional<std::string>& text) {
        if (text) found.push_back(*text);
    };
    for (std::size_t i = 0; i < bands.bands.size(); ++i) {
        const auto& b = bands.bands[i];
        warn(detail::find_narrow_start(bands, i));
        if (b.action == band_action::midpoint && b.base % 2 == 0)
            warn("midpoints of bins of " + std::to_string(b.base) +
                 " values are 0.5 below the mean of the bin: on average every non-zero count is shown 0.5 too low");
        warn(detail::find_crossing(bands, b));
    }
    warn(detail::find_split_face(bands));
    return found;
}

inline banding conventional(std::int64_t base, tie_rule ties) {
    return {.name = "nearest " + std::to_string(base) + detail::tie_text(base, ties),
            .bands = {{.action = band_action::round, .base = base, .ties = ties}}};
}

inline banding redact_and_round(std::int64_t redact_to, std::int64_t base, tie_rule ties) {
    auto bands = conventional(base, ties);
    if (redact_to < 1) return bands;
    bands.name = "redact " + (redact_to == 1 ? std::string("1") : "1-" + std::to_string(redact_to)) + ", " + bands.name;
    bands.bands.insert(bands.bands.begin(), {{.high = 0}, {.low = 1, .high = redact_to, .action = band_action::suppress}});
    if (redact_to == unlimited) bands.bands.pop_back();
    else bands.bands.back().low = redact_to + 1;
    return bands;
}

inline banding midpoint(std::int64_t base) {
    return {.name = "midpoint " + std::to_string(base), .bands = {{.action = band_action::midpoint, .base = base}}};
}

inline banding us_census_drb(tie_rule ties) {
    using enum band_action;
    return {.name = "US Census DRB counts",
            .bands = {{.low = 0, .high = 14, .action = label, .label = "<15"},
                      {.low = 15, .high = 99, .action = round, .base = 10, .ties = ties},
                      {.low = 100, .high = 999, .action = round, .base = 50, .ties = ties},
                      {.low = 1000, .high = 9999, .action = round, .base = 100, .ties = ties},
                      {.low = 10'000, .high = 99'999, .action = round, .base = 500, .ties = ties},
                      {.low = 100'000, .high = 999'999, .action = round, .base = 1000, .ties = ties},
                      {.low = 1'000'000, .action = significant, .base = 4, .ties = tie_rule::half_even}}};
}

inline banding eurostat_ifs() {
    // The midpoint of a bin of 9 is 5; the band takes 1 to 7 of it.
    return {.name = "Eurostat IFS",
            .bands = {{.high = 0},
                      {.low = 1, .high = 7, .action = band_action::midpoint, .base = 9},
                      {.low = 8, .action = band_action::round, .base = 10}}};
}

inline banding ons_10_5() {
    return {.name = "ONS 10-5", .bands = {{.high = 9, .action = band_action::suppress}, {.low = 10, .action = band_action::round, .base = 5}}};
}

} // namespace sdc::inline v0
