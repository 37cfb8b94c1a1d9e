/// Threshold rounding as data: an ordered list of bands says what is shown for a value.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>
#include <sdc/table/interval.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sdc::inline v0 {

enum class band_action : std::uint8_t {
    keep,     ///< The value itself.
    suppress, ///< The marker.
    label,    ///< The band's label: "1 to 4", "<15".
    round,    ///< The nearest multiple of the base.
    midpoint, ///< The midpoint of the bin of `base` values that holds it: ceil(z / m) * m - floor(m
              ///< / 2); 0 stays 0.
    significant, ///< `base` significant digits.
};

/// What rounding does with a value half-way between two multiples; published tools differ, so it is
/// always named.
enum class tie_rule : std::uint8_t { half_up, half_even, half_down };

struct band {
    std::int64_t low = 0;          ///< First value of the band.
    std::int64_t high = unlimited; ///< Last value of the band.
    band_action action = band_action::keep;
    std::int64_t base = 1; ///< Base for round (at least 1) and midpoint (at least 2), digits for
                           ///< significant (1 to 18).
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

/// Errors: bad_argument naming the field, if the bands do not start at 0, leave a gap, overlap or
/// end before `unlimited`; if a base is outside its range; if a label is empty or reads as a
/// number.
[[nodiscard]] result<void> check(const banding& rule);

/// What a band makes of a value.
struct band_value {
    enum class kind : std::uint8_t { number, suppressed, label };
    kind shows = kind::number;
    std::uint16_t band = 0;  ///< Index of the band that the value is in.
    std::int64_t number = 0; ///< 0 unless a number is shown.

    bool operator==(const band_value&) const = default;
};

/// Precondition: `check(rule)`. Total: a negative value, which no band holds, is suppressed; where
/// the number above does not fit 64 bits, the largest that does is shown. O(log bands).
[[nodiscard]] band_value apply(const banding& rule, std::int64_t value);

/// The smallest and the largest value that an intruder can take `shown` for; both are shown so. An
/// intruder sees a number, a label or the marker, not the band: so this is the hull over every band
/// that shows the same, of a label over all bands with that text. Every value between is shown so,
/// too, unless `warnings` names a published value with a gap. Nothing is shown so: low > high.
/// Precondition: `check(rule)`.
[[nodiscard]] interval preimage(const banding& rule, const band_value& shown);

/// What is unwise, though possible, about the rule, in sentences: the first number after the
/// suppressed values stands for fewer values than the next (redact 1-5, nearest 5: a 5 can only be
/// 6 or 7); midpoints of even bins are biased; a value is shown as a number that the rule says is
/// not shown; one number, label or marker stands for values with a gap. Precondition:
/// `check(rule)`.
[[nodiscard]] std::vector<std::string> warnings(const banding& rule);

/// Every value to the nearest multiple.
[[nodiscard]] SDCKIT_API banding conventional(std::int64_t base, tie_rule ties = tie_rule::half_up);

/// 0 is shown, 1 to `redact_to` get the marker, the nearest multiple above that. NHS England: 7 and
/// 5; OpenSAFELY: 7 and 5, earlier 5 and 5.
[[nodiscard]] SDCKIT_API banding redact_and_round(std::int64_t redact_to, std::int64_t base,
                                                  tie_rule ties = tie_rule::half_up);

/// Midpoints of bins of `base` values. OpenSAFELY: 6. An odd base has no bias, an even one shows
/// 0.5 less on average.
[[nodiscard]] SDCKIT_API banding midpoint(std::int64_t base);

/// Counts by the US Census Bureau Disclosure Review Board (2019). Its text says half even; its
/// program, with which the default agrees, takes ties up below a million (1250 is shown as 1300)
/// and to even above.
[[nodiscard]] SDCKIT_API banding us_census_drb(tie_rule ties = tie_rule::half_up);

/// Eurostat Integrated Farm Statistics (2023): 1 to 7 are shown as 5, from 8 the nearest 10.
[[nodiscard]] SDCKIT_API banding eurostat_ifs();

/// Office for National Statistics: below 10 suppressed, zeros too since they are not distinguished
/// from small counts; then the nearest 5.
[[nodiscard]] SDCKIT_API banding ons_10_5();

namespace detail {

constexpr bool shows_number(const band& b) noexcept {
    return b.action != band_action::suppress && b.action != band_action::label;
}

/// True if a value that is `above` over the multiple `quotient * base` is rounded to the next one.
constexpr bool goes_up(std::int64_t quotient, std::int64_t above, std::int64_t base,
                       tie_rule ties) noexcept {
    const auto below = base - above;
    if (above != below) return above > below;
    return ties == tie_rule::half_up || (ties == tie_rule::half_even && quotient % 2 != 0);
}

constexpr std::int64_t nearest_multiple(std::int64_t value, std::int64_t base,
                                        tie_rule ties) noexcept {
    const auto quotient = value / base;
    const auto multiple = quotient * base;
    const bool next_fits = multiple <= unlimited - base;
    return next_fits && goes_up(quotient, value - multiple, base, ties) ? multiple + base
                                                                        : multiple;
}

constexpr std::int64_t bin_midpoint(std::int64_t value, std::int64_t base) noexcept {
    if (value == 0) return 0;
    const auto up = base - base / 2;
    auto below = (value - 1) / base * base;
    if (below > unlimited - up)
        below -= base; // the last bin has no midpoint in 64 bits and joins the one before
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
    case band_action::significant:
        return nearest_multiple(value, significant_unit(value, b.base), b.ties);
    case band_action::keep:
    case band_action::suppress:
    case band_action::label: break;
    }
    return value;
}

/// Position of the band that holds the value; the number of bands if none does.
SDCKIT_API std::size_t find_band(const banding& rule, std::int64_t value) noexcept;

inline constexpr interval no_value{.low = unlimited, .high = -1};
constexpr bool is_empty(const interval& p) noexcept { return p.low > p.high; }

/// The smallest value from `from` to `to` that `holds`, given that it holds at `to` and for every
/// value above one for which it holds.
template <class Predicate>
constexpr std::int64_t first_that(std::int64_t from, std::int64_t to, Predicate holds) {
    while (from < to) {
        const auto middle = from + (to - from) / 2;
        if (holds(middle))
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

/// Values of the band that cannot lie outside when they are shown as `number`; it only shortens the
/// search.
SDCKIT_API interval search_range(const band& b, std::int64_t number) noexcept;

/// Values of the band that it shows as `number`. By bisection, because `number_of` never decreases:
/// exact whatever the ties.
SDCKIT_API interval values_shown_as(const band& b, std::int64_t number);

/// Values of the band that an intruder sees as `shown`.
SDCKIT_API interval values_seen_as(const banding& rule, const band& b, const band_value& shown);

SDCKIT_API bool reads_as_number(const std::string& text) noexcept;

SDCKIT_API sdc::error banding_error(std::size_t i, const char* field, std::string found,
                                    std::string wanted);

SDCKIT_API result<void> check(const band& b, std::size_t i);

/// "1 to 5", "8 and more"
SDCKIT_API std::string range_text(std::int64_t low, std::int64_t high);
inline std::string range_text(const interval& p) { return range_text(p.low, p.high); }

inline interval preimage_of_number(const banding& rule, std::int64_t number) {
    return preimage(rule, {.number = number});
}

/// Why the smallest number after suppressed values says more than the next ones, if it does.
SDCKIT_API std::optional<std::string> find_narrow_start(const banding& rule, std::size_t i);

/// The first value of the two ends of a band that is shown as a number which lies in a suppressed
/// band.
SDCKIT_API std::optional<std::string> find_crossing(const banding& rule, const band& b);

/// What stands for values with a gap, if anything does. An intruder's knowledge is kept as ranges,
/// which would hide such a gap.
SDCKIT_API std::optional<std::string> find_split_value(const banding& rule);

SDCKIT_API std::string tie_text(std::int64_t base, tie_rule ties);

} // namespace detail

SDCKIT_API result<void> check(const banding& bands);

SDCKIT_API band_value apply(const banding& bands, std::int64_t value);

SDCKIT_API interval preimage(const banding& bands, const band_value& shown);

SDCKIT_API std::vector<std::string> warnings(const banding& bands);

} // namespace sdc::inline v0
