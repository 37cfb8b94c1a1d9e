/// What a published number tells of the true one: exact preimages under rounding and noise, and ratios as statements.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/table/detail/number.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

/// Values of a range that go at random to either neighbouring multiple of a base; multiples stay.
struct random_band {
    std::int64_t low = 0;
    std::int64_t high = unlimited;
    std::int64_t base = 3; ///< At least 1.

    bool operator==(const random_band&) const = default;
};

/// Bands in ascending order that cover 0 to unlimited; one band is plain random rounding.
struct random_rounding {
    std::vector<random_band> bands = {{}};

    bool operator==(const random_rounding&) const = default;
};

/// Rounding that keeps the table additive: to a neighbouring multiple, or up to `steps` multiples further; 0 steps is zero-restricted.
struct controlled_rounding {
    std::int64_t base = 3;  ///< At least 1.
    std::int64_t steps = 0; ///< At least 0.

    bool operator==(const controlled_rounding&) const = default;
};

/// Perturbation of at most `deviation` either way, such as by cell keys. What is shown is never negative.
struct bounded_noise {
    std::int64_t deviation = 0;   ///< At least 0.
    bool zeros_stay = true;       ///< 0 is shown as 0.
    bool positives_stay = false;  ///< No other value is shown as 0.
    std::int64_t never_shown = 0; ///< 1 to this are never shown.

    bool operator==(const bounded_noise&) const = default;
};

/// A method under which one value may be shown as several numbers.
using perturbation = std::variant<random_rounding, controlled_rounding, bounded_noise>;

/// below 19 to base 3, 19 to base 2, 20 to 99 to base 5, 100 to 999 to base 10, then 100 (Stats NZ, microdata output guide).
[[nodiscard]] inline random_rounding graduated_random_rounding() {
    return {.bands = {{.low = 0, .high = 18, .base = 3},
                      {.low = 19, .high = 19, .base = 2},
                      {.low = 20, .high = 99, .base = 5},
                      {.low = 100, .high = 999, .base = 10},
                      {.low = 1000, .base = 100}}};
}

/// Errors: bad_argument naming the field that is out of range, or bands that leave a gap or overlap.
[[nodiscard]] result<void> check(const perturbation& method);

/// Never the number that is shown: low > high.
inline constexpr interval no_number{.low = unlimited, .high = -1};

/// The smallest and the largest true value that can be shown as `shown`; `no_number` if none can. Precondition: `check(method)`.
[[nodiscard]] interval told(const random_rounding& method, std::int64_t shown);
[[nodiscard]] interval told(const controlled_rounding& method, std::int64_t shown);
[[nodiscard]] interval told(const bounded_noise& method, std::int64_t shown);
[[nodiscard]] inline interval told(const perturbation& method, std::int64_t shown) {
    return std::visit([shown](const auto& m) { return told(m, shown); }, method);
}
/// The same of bands, under which a value is shown in one way only.
[[nodiscard]] inline interval told(const banding& method, std::int64_t shown) {
    const auto values = preimage(method, {.number = shown});
    return {.low = values.low, .high = values.high};
}

/// A decimal as it was printed: 33.3 is 333 units of 1 decimal.
struct printed_decimal {
    std::int64_t units = 0;
    int decimals = 0;

    bool operator==(const printed_decimal&) const = default;
};

/// Digits, with a point and up to 6 decimals if need be; below 10^12 units. Errors: bad_syntax, overflow.
[[nodiscard]] result<printed_decimal> parse_printed(std::string_view text);

/// Terms of a statement; one cell, or a sum of cells.
using statement_terms = std::vector<std::pair<cell_index, std::int64_t>>;
[[nodiscard]] inline statement_terms sum_of(const std::vector<cell_index>& cells) {
    statement_terms sum;
    for (const auto cell : cells) sum.emplace_back(cell, 1);
    return sum;
}

/// `per` x part / whole, printed to the nearest unit of the last decimal. Both ends are taken as closed, which is true whatever was
/// done with ties. An undefined ratio (whole 0) is not excluded. Precondition: 1 <= per <= 10^6.
[[nodiscard]] std::vector<statement> told_rate(const statement_terms& part, cell_index whole, std::int64_t per, const printed_decimal& shown);
[[nodiscard]] inline std::vector<statement> told_rate(cell_index part, cell_index whole, std::int64_t per, const printed_decimal& shown) {
    return told_rate({{part, 1}}, whole, per, shown);
}
[[nodiscard]] inline std::vector<statement> told_percent(cell_index part, cell_index whole, const printed_decimal& shown) {
    return told_rate(part, whole, 100, shown);
}
/// A change in percent of what it was before, `difference` = new - old; `shown.units` may be negative.
[[nodiscard]] std::vector<statement> told_change(const statement_terms& difference, cell_index before, const printed_decimal& shown);
/// A mean beside its count: `sum` is a cell of a linked table of the measure, in units of its last decimal. Precondition: 0 to 6 decimals.
[[nodiscard]] std::vector<statement> told_mean(const statement_terms& sum, cell_index count, const printed_decimal& shown, int sum_decimals = 0);
[[nodiscard]] inline std::vector<statement> told_mean(cell_index sum, cell_index count, const printed_decimal& shown, int sum_decimals = 0) {
    return told_mean({{sum, 1}}, count, shown, sum_decimals);
}
/// "At least 30% of": 100 x part >= 30 x whole. `per` as above.
[[nodiscard]] statement told_at_least(const statement_terms& part, cell_index whole, std::int64_t per, const printed_decimal& share);
[[nodiscard]] statement told_at_most(const statement_terms& part, cell_index whole, std::int64_t per, const printed_decimal& share);
/// "Most of": more than half.
[[nodiscard]] statement told_most(const statement_terms& part, cell_index whole);
/// A printed difference, wrong by at most `deviation`: of two numbers with noise of D each it is 2D.
[[nodiscard]] inline statement told_difference(cell_index of, cell_index less, std::int64_t shown, std::int64_t deviation) {
    return {.terms = {{of, 1}, {less, -1}}, .low = shown - deviation, .high = shown + deviation};
}

namespace detail {

inline interval around(std::int64_t shown, std::int64_t below, std::int64_t above) {
    return {.low = std::max<std::int64_t>(0, shown - below), .high = add(shown, above).value_or(unlimited)};
}

inline sdc::error perturbation_error(const char* field, std::string found, std::string wanted) {
    return {.code = errc::bad_argument, .message = field, .found = std::move(found), .wanted = std::move(wanted)};
}

inline result<void> check(const random_rounding& method) {
    if (method.bands.empty()) return perturbation_error("random rounding: bands", "none", "at least one");
    std::int64_t next = 0;
    for (const auto& b : method.bands) {
        if (!is_limit(b.base, 1)) return perturbation_error("random rounding: base", std::to_string(b.base), wanted_limit(1));
        if (b.low != next || b.high < b.low || (b.high == unlimited) != (&b == &method.bands.back()))
            return perturbation_error("random rounding: bands", std::to_string(b.low) + " to " + std::to_string(b.high),
                                      "bands from 0 on, with no gap and no overlap, the last without end");
        next = add(b.high, 1).value_or(unlimited);
    }
    return {};
}

inline result<void> check(const controlled_rounding& method) {
    if (!is_limit(method.base, 1)) return perturbation_error("controlled rounding: base", std::to_string(method.base), wanted_limit(1));
    constexpr std::int64_t most = 1'000'000;
    if (method.steps < 0 || method.steps > most) return perturbation_error("controlled rounding: steps", std::to_string(method.steps), "0 to 1000000");
    if (method.base > unlimited / (most + 1)) return perturbation_error("controlled rounding: base", std::to_string(method.base), "less");
    return {};
}

inline result<void> check(const bounded_noise& method) {
    if (!is_limit(method.deviation, 0)) return perturbation_error("noise: deviation", std::to_string(method.deviation), wanted_limit(0));
    if (!is_limit(method.never_shown, 0)) return perturbation_error("noise: never_shown", std::to_string(method.never_shown), wanted_limit(0));
    return {};
}

constexpr std::int64_t power_of_ten(int exponent) noexcept {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

/// scale x part >= weight x whole, or <= if `sign` is -1; in lowest terms.
inline statement compare(const statement_terms& part, std::int64_t scale, cell_index whole, std::int64_t weight, std::int64_t sign) {
    const auto common = std::gcd(scale, weight);
    statement s;
    for (const auto& [cell, coefficient] : part) s.terms.emplace_back(cell, sign * coefficient * (scale / common));
    s.terms.emplace_back(whole, -sign * (weight / common));
    return s;
}

/// scale x part / whole rounds to `units`, where `weight` of them are 1. A part that cannot be negative is bounded below by more than 0 only.
inline std::vector<statement> rounds_to(const statement_terms& part, std::int64_t scale, cell_index whole, std::int64_t units, std::int64_t weight,
                                        bool is_signed = false) {
    std::vector<statement> both;
    if (units > 0 || is_signed) both.push_back(compare(part, 2 * scale, whole, (2 * units - 1) * weight, 1));
    both.push_back(compare(part, 2 * scale, whole, (2 * units + 1) * weight, -1));
    return both;
}

} // namespace detail

inline result<void> check(const perturbation& method) {
    return std::visit([](const auto& m) { return detail::check(m); }, method);
}

inline interval told(const random_rounding& method, std::int64_t shown) {
    auto hull = no_number;
    for (const auto& b : method.bands) {
        if (shown < 0 || shown % b.base != 0) continue;
        const auto near = detail::around(shown, b.base - 1, b.base - 1);
        const auto low = std::max(near.low, b.low), high = std::min(near.high, b.high);
        if (low <= high) hull = {.low = std::min(hull.low, low), .high = std::max(hull.high, high)};
    }
    return hull;
}

inline interval told(const controlled_rounding& method, std::int64_t shown) {
    if (shown < 0 || shown % method.base != 0) return no_number;
    const auto reach = (method.steps + 1) * method.base - 1;
    return detail::around(shown, reach, reach);
}

inline interval told(const bounded_noise& method, std::int64_t shown) {
    if (shown < 0 || (shown > 0 && shown <= method.never_shown)) return no_number;
    if (shown == 0) return {.low = 0, .high = method.positives_stay ? 0 : method.deviation};
    auto near = detail::around(shown, method.deviation, method.deviation);
    if (method.zeros_stay) near.low = std::max<std::int64_t>(near.low, 1);
    return near;
}

inline result<printed_decimal> parse_printed(std::string_view text) {
    constexpr std::size_t most_decimals = 6;
    constexpr std::int64_t most_units = 1'000'000'000'000;
    if (text.starts_with('-') || text.starts_with('+'))
        return detail::number_error(errc::bad_syntax, "not a printed number", text, "digits, with a point if need be, such as 33.3");
    const auto point = text.find('.');
    const auto decimals = static_cast<int>(point == std::string_view::npos ? 0 : std::min(text.size() - point - 1, most_decimals));
    const auto units = detail::parse_decimal(text, decimals);
    if (!units) return units.error();
    if (*units >= most_units) return detail::number_error(errc::overflow, "a value too large", text, "less than 10^12 units of the last decimal");
    return printed_decimal{.units = *units, .decimals = decimals};
}

inline std::vector<statement> told_rate(const statement_terms& part, cell_index whole, std::int64_t per, const printed_decimal& shown) {
    return detail::rounds_to(part, per * detail::power_of_ten(shown.decimals), whole, shown.units, 1);
}

inline std::vector<statement> told_change(const statement_terms& difference, cell_index before, const printed_decimal& shown) {
    return detail::rounds_to(difference, 100 * detail::power_of_ten(shown.decimals), before, shown.units, 1, true);
}

inline std::vector<statement> told_mean(const statement_terms& sum, cell_index count, const printed_decimal& shown, int sum_decimals) {
    return detail::rounds_to(sum, detail::power_of_ten(shown.decimals), count, shown.units, detail::power_of_ten(sum_decimals));
}

inline statement told_at_least(const statement_terms& part, cell_index whole, std::int64_t per, const printed_decimal& share) {
    return detail::compare(part, per * detail::power_of_ten(share.decimals), whole, share.units, 1);
}
inline statement told_at_most(const statement_terms& part, cell_index whole, std::int64_t per, const printed_decimal& share) {
    return detail::compare(part, per * detail::power_of_ten(share.decimals), whole, share.units, -1);
}

inline statement told_most(const statement_terms& part, cell_index whole) {
    auto s = detail::compare(part, 2, whole, 1, 1);
    s.low = 1;
    return s;
}

} // namespace sdc::inline v0
