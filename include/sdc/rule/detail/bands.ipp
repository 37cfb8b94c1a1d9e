#include <sdc/rule/bands.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

std::size_t find_band(const banding& rule, std::int64_t value) noexcept {
    const auto after = std::ranges::upper_bound(rule.bands, value, {}, &band::low);
    if (after == rule.bands.begin() || value > std::prev(after)->high) return rule.bands.size();
    return static_cast<std::size_t>(std::prev(after) - rule.bands.begin());
}

interval search_range(const band& b, std::int64_t number) noexcept {
    std::int64_t reach = 0;
    // Twice the base, since the largest number of 64 bits stands for what would be rounded beyond
    // it, too.
    if (b.action == band_action::round || b.action == band_action::midpoint)
        reach = add(b.base, b.base).value_or(unlimited);
    if (b.action == band_action::significant) reach = number;
    return {.low = std::max(b.low, number - reach),
            .high = std::min(b.high, add(number, reach).value_or(unlimited))};
}

interval values_shown_as(const band& b, std::int64_t number) {
    if (number < 0) return no_value;
    const auto range = search_range(b, number);
    const auto from = range.low, to = range.high;
    if (from > to || number_of(b, to) < number) return no_value;
    const auto low =
        first_that(from, to, [&](std::int64_t value) { return number_of(b, value) >= number; });
    if (number_of(b, low) != number) return no_value;
    if (number_of(b, to) == number) return {.low = low, .high = to};
    return {.low = low,
            .high = first_that(low, to,
                               [&](std::int64_t value) { return number_of(b, value) > number; }) -
                    1};
}

interval values_seen_as(const banding& rule, const band& b, const band_value& shown) {
    const interval all{.low = b.low, .high = b.high};
    switch (shown.shows) {
    case band_value::kind::number:
        return shows_number(b) ? values_shown_as(b, shown.number) : no_value;
    case band_value::kind::suppressed: return b.action == band_action::suppress ? all : no_value;
    case band_value::kind::label:
        return b.action == band_action::label && shown.band < rule.bands.size() &&
                       b.label == rule.bands[shown.band].label
                   ? all
                   : no_value;
    }
    return no_value;
}

bool reads_as_number(const std::string& text) noexcept {
    const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    return text.find_first_not_of("0123456789.,", sign) == std::string::npos;
}

sdc::error banding_error(std::size_t i, const char* field, std::string found, std::string wanted) {
    return {.code = errc::bad_argument,
            .message = "banding.bands[" + std::to_string(i) + "]." + field,
            .field = std::string("banding.bands.") + field,
            .element = i + 1,
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

result<void> check(const band& b, std::size_t i) {
    const auto outside = [&](std::int64_t low, std::int64_t high) {
        return b.base < low || b.base > high;
    };
    if (b.high < b.low)
        return banding_error(i, "high", std::to_string(b.high),
                             "at least its low, " + std::to_string(b.low));
    if (b.action == band_action::round && outside(1, unlimited))
        return banding_error(i, "base", std::to_string(b.base), "at least 1");
    if (b.action == band_action::midpoint && outside(2, unlimited))
        return banding_error(i, "base", std::to_string(b.base), "at least 2");
    if (b.action == band_action::significant && outside(1, 18))
        return banding_error(i, "base", std::to_string(b.base), "1 to 18 significant digits");
    if (b.action == band_action::label && (b.label.empty() || reads_as_number(b.label)))
        return banding_error(i, "label", detail::quoted(b.label),
                             "a text that is not empty and cannot be read as a number");
    return {};
}

std::string range_text(std::int64_t low, std::int64_t high) {
    if (high == unlimited) return std::to_string(low) + " and more";
    return low == high ? std::to_string(low) : std::to_string(low) + " to " + std::to_string(high);
}

std::optional<std::string> find_narrow_start(const banding& rule, std::size_t i) {
    const auto& b = rule.bands[i];
    if (i == 0 || !shows_number(b) || shows_number(rule.bands[i - 1])) return std::nullopt;
    const auto first = preimage_of_number(rule, number_of(b, b.low));
    auto narrowest = no_value;
    auto last = first.high;
    // Half-even ties make wide and narrow numbers alternate, so the first is held against the
    // narrower of the next two.
    for (int k = 0; k < 2 && last < b.high; ++k) {
        const auto next = preimage_of_number(rule, number_of(b, last + 1));
        if (next.high >= b.high) break; // cut by the end of the band
        if (is_empty(narrowest) || next.high - next.low < narrowest.high - narrowest.low)
            narrowest = next;
        last = next.high;
    }
    if (is_empty(narrowest) || first.high - first.low >= narrowest.high - narrowest.low)
        return std::nullopt;
    const auto shown = [&](std::int64_t value) { return std::to_string(number_of(b, value)); };
    return shown(first.low) + " can only be " + range_text(first) + ", whereas " +
           shown(narrowest.low) + " can be " + range_text(narrowest) + ": suppress " +
           std::to_string(first.high) + " as well";
}

std::optional<std::string> find_crossing(const banding& rule, const band& b) {
    if (!shows_number(b)) return std::nullopt;
    for (const auto value : {b.low, b.high}) {
        const auto number = number_of(b, value);
        const auto i = find_band(rule, number);
        if (i == rule.bands.size() || shows_number(rule.bands[i])) continue;
        return std::to_string(value) + " is shown as " + std::to_string(number) +
               ", which is in the band " + range_text(rule.bands[i].low, rule.bands[i].high) +
               " of which no number is shown";
    }
    return std::nullopt;
}

std::optional<std::string> find_split_value(const banding& rule) {
    std::optional<std::size_t> before; // the last band that shows numbers
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
        const auto& b = rule.bands[i];
        if (!shows_number(b)) {
            const auto same = [&](const band& other) {
                return other.action == b.action &&
                       (b.action == band_action::suppress || other.label == b.label);
            };
            const auto here = rule.bands.begin() + static_cast<std::ptrdiff_t>(i);
            if (const auto first = std::find_if(rule.bands.begin(), here, same);
                first != here && !same(*std::prev(here)))
                return range_text(first->low, first->high) + " and " + range_text(b.low, b.high) +
                       " are shown alike, but not what is between";
            continue;
        }
        if (before) {
            const auto& lower = rule.bands[*before];
            const auto last = number_of(lower, lower.high), next = number_of(b, b.low);
            if (next < last || (next == last && *before + 1 != i))
                return std::to_string(lower.high) + " is shown as " + std::to_string(last) +
                       " and " + std::to_string(b.low) + " as " + std::to_string(next) +
                       ": a number would stand for values with a gap between them";
        }
        before = i;
    }
    return std::nullopt;
}

std::string tie_text(std::int64_t base, tie_rule ties) {
    if (base % 2 != 0) return "";
    return ties == tie_rule::half_up     ? ", ties up"
           : ties == tie_rule::half_even ? ", ties to even"
                                         : ", ties down";
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<void> check(const banding& bands) {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    if (bands.bands.empty() || bands.bands.size() > most)
        return error{.code = errc::bad_argument,
                     .message = "banding.bands",
                     .field = "banding.bands",
                     .found = std::to_string(bands.bands.size()) + " bands",
                     .wanted = "1 to " + std::to_string(most)};
    for (std::size_t i = 0; i < bands.bands.size(); ++i) {
        const auto& b = bands.bands[i];
        if (auto ok = detail::check(b, i); !ok) return ok;
        if (i == 0 && b.low != 0)
            return detail::banding_error(i, "low", std::to_string(b.low), "0");
        if (i == 0) continue;
        const auto& before = bands.bands[i - 1];
        if (before.high == unlimited)
            return detail::banding_error(i - 1, "high", "unlimited",
                                         "less, since another band follows");
        if (b.low != before.high + 1)
            return detail::banding_error(i, "low", std::to_string(b.low),
                                         std::to_string(before.high + 1) +
                                             ", with no gap and no overlap");
    }
    if (bands.bands.back().high != unlimited)
        return detail::banding_error(bands.bands.size() - 1, "high",
                                     std::to_string(bands.bands.back().high),
                                     "unlimited in the last band");
    return {};
}

band_value apply(const banding& bands, std::int64_t value) {
    const auto i = detail::find_band(bands, value);
    if (i == bands.bands.size()) return {.shows = band_value::kind::suppressed};
    const auto& b = bands.bands[i];
    const auto index = static_cast<std::uint16_t>(i);
    if (b.action == band_action::suppress)
        return {.shows = band_value::kind::suppressed, .band = index};
    if (b.action == band_action::label) return {.shows = band_value::kind::label, .band = index};
    return {
        .shows = band_value::kind::number, .band = index, .number = detail::number_of(b, value)};
}

interval preimage(const banding& bands, const band_value& shown) {
    auto hull = detail::no_value;
    for (const auto& b : bands.bands) {
        const auto values = detail::values_seen_as(bands, b, shown);
        if (detail::is_empty(values)) continue;
        hull = {.low = std::min(hull.low, values.low), .high = std::max(hull.high, values.high)};
    }
    return hull;
}

std::vector<std::string> warnings(const banding& bands) {
    std::vector<std::string> found;
    const auto warn = [&](const std::optional<std::string>& text) {
        if (text) found.push_back(*text);
    };
    for (std::size_t i = 0; i < bands.bands.size(); ++i) {
        const auto& b = bands.bands[i];
        warn(detail::find_narrow_start(bands, i));
        if (b.action == band_action::midpoint && b.base % 2 == 0)
            warn("midpoints of bins of " + std::to_string(b.base) +
                 " values are 0.5 below the mean of the bin: on average every non-zero count is "
                 "shown 0.5 too low");
        warn(detail::find_crossing(bands, b));
    }
    warn(detail::find_split_value(bands));
    return found;
}

banding conventional(std::int64_t base, tie_rule ties) {
    return {.name = "nearest " + std::to_string(base) + detail::tie_text(base, ties),
            .bands = {{.action = band_action::round, .base = base, .ties = ties}}};
}

banding redact_and_round(std::int64_t redact_to, std::int64_t base, tie_rule ties) {
    auto bands = conventional(base, ties);
    if (redact_to < 1) return bands;
    bands.name = "redact " +
                 (redact_to == 1 ? std::string("1") : "1-" + std::to_string(redact_to)) + ", " +
                 bands.name;
    bands.bands.insert(
        bands.bands.begin(),
        {{.high = 0}, {.low = 1, .high = redact_to, .action = band_action::suppress}});
    if (redact_to == unlimited)
        bands.bands.pop_back();
    else
        bands.bands.back().low = redact_to + 1;
    return bands;
}

banding midpoint(std::int64_t base) {
    return {.name = "midpoint " + std::to_string(base),
            .bands = {{.action = band_action::midpoint, .base = base}}};
}

banding us_census_drb(tie_rule ties) {
    using enum band_action;
    return {.name = "US Census DRB counts",
            .bands = {
                {.low = 0, .high = 14, .action = label, .label = "<15"},
                {.low = 15, .high = 99, .action = round, .base = 10, .ties = ties},
                {.low = 100, .high = 999, .action = round, .base = 50, .ties = ties},
                {.low = 1000, .high = 9999, .action = round, .base = 100, .ties = ties},
                {.low = 10'000, .high = 99'999, .action = round, .base = 500, .ties = ties},
                {.low = 100'000, .high = 999'999, .action = round, .base = 1000, .ties = ties},
                {.low = 1'000'000, .action = significant, .base = 4, .ties = tie_rule::half_even}}};
}

banding eurostat_ifs() {
    // The midpoint of a bin of 9 is 5; the band takes 1 to 7 of it.
    return {.name = "Eurostat IFS",
            .bands = {{.high = 0},
                      {.low = 1, .high = 7, .action = band_action::midpoint, .base = 9},
                      {.low = 8, .action = band_action::round, .base = 10}}};
}

banding ons_10_5() {
    return {.name = "ONS 10-5",
            .bands = {{.high = 9, .action = band_action::suppress},
                      {.low = 10, .action = band_action::round, .base = 5}}};
}

} // namespace sdc::inline v0
