#include <sdc/knowledge/preimage.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

random_rounding graduated_random_rounding() {
    return {.bands = {{.low = 0, .high = 18, .base = 3},
                      {.low = 19, .high = 19, .base = 2},
                      {.low = 20, .high = 99, .base = 5},
                      {.low = 100, .high = 999, .base = 10},
                      {.low = 1000, .base = 100}}};
}

interval preimage(const banding& method, std::int64_t shown) {
    const auto values = preimage(method, {.number = shown});
    return {.low = values.low, .high = values.high};
}

linear_form sum_of(const std::vector<cell_index>& cells) {
    linear_form sum;
    for (const auto cell : cells) sum.emplace_back(cell, 1);
    return sum;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

interval around(std::int64_t shown, std::int64_t below, std::int64_t above) {
    return {.low = std::max<std::int64_t>(0, shown - below),
            .high = add(shown, above).value_or(unlimited)};
}

sdc::error perturbation_error(const char* message, const char* field, std::string found,
                              std::string wanted) {
    return {.code = errc::bad_argument,
            .message = message,
            .field = field,
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

result<void> check(const random_rounding& method) {
    if (method.bands.empty())
        return perturbation_error("random rounding: bands", "random_rounding.bands", "none",
                                  "at least one");
    std::int64_t next = 0;
    for (const auto& b : method.bands) {
        if (!is_limit(b.base, 1))
            return perturbation_error("random rounding: base", "random_rounding.bands.base",
                                      std::to_string(b.base), wanted_limit(1));
        if (b.low != next || b.high < b.low ||
            (b.high == unlimited) != (&b == &method.bands.back()))
            return perturbation_error(
                "random rounding: bands", "random_rounding.bands",
                std::to_string(b.low) + " to " + std::to_string(b.high),
                "bands from 0 on, with no gap and no overlap, the last without end");
        next = add(b.high, 1).value_or(unlimited);
    }
    return {};
}

result<void> check(const controlled_rounding& method) {
    if (!is_limit(method.base, 1))
        return perturbation_error("controlled rounding: base", "controlled_rounding.base",
                                  std::to_string(method.base), wanted_limit(1));
    constexpr std::int64_t most = 1'000'000;
    if (method.steps < 0 || method.steps > most)
        return perturbation_error("controlled rounding: steps", "controlled_rounding.steps",
                                  std::to_string(method.steps), "0 to 1000000");
    if (method.base > unlimited / (most + 1))
        return perturbation_error("controlled rounding: base", "controlled_rounding.base",
                                  std::to_string(method.base), "less");
    return {};
}

result<void> check(const bounded_noise& method) {
    if (!is_limit(method.deviation, 0))
        return perturbation_error("noise: deviation", "bounded_noise.deviation",
                                  std::to_string(method.deviation), wanted_limit(0));
    if (!is_limit(method.never_shown, 0))
        return perturbation_error("noise: never_shown", "bounded_noise.never_shown",
                                  std::to_string(method.never_shown), wanted_limit(0));
    return {};
}

statement compare(const linear_form& part, std::int64_t scale, cell_index whole,
                  std::int64_t weight, std::int64_t sign) {
    const auto common = std::gcd(scale, weight);
    statement s;
    for (const auto& [cell, coefficient] : part)
        s.terms.emplace_back(cell, sign * coefficient * (scale / common));
    s.terms.emplace_back(whole, -sign * (weight / common));
    return s;
}

std::vector<statement> rounds_to(const linear_form& part, std::int64_t scale, cell_index whole,
                                 std::int64_t units, std::int64_t weight, bool is_signed) {
    std::vector<statement> both;
    if (units > 0 || is_signed)
        both.push_back(compare(part, 2 * scale, whole, (2 * units - 1) * weight, 1));
    both.push_back(compare(part, 2 * scale, whole, (2 * units + 1) * weight, -1));
    return both;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

interval preimage(const random_rounding& method, std::int64_t shown) {
    auto hull = no_number;
    for (const auto& b : method.bands) {
        if (shown < 0 || shown % b.base != 0) continue;
        const auto near = detail::around(shown, b.base - 1, b.base - 1);
        const auto low = std::max(near.low, b.low), high = std::min(near.high, b.high);
        if (low <= high) hull = {.low = std::min(hull.low, low), .high = std::max(hull.high, high)};
    }
    return hull;
}

interval preimage(const controlled_rounding& method, std::int64_t shown) {
    if (shown < 0 || shown % method.base != 0) return no_number;
    const auto reach = (method.steps + 1) * method.base - 1;
    return detail::around(shown, reach, reach);
}

interval preimage(const bounded_noise& method, std::int64_t shown) {
    if (shown < 0 || (shown > 0 && shown <= method.never_shown)) return no_number;
    if (shown == 0) return {.low = 0, .high = method.positives_stay ? 0 : method.deviation};
    auto near = detail::around(shown, method.deviation, method.deviation);
    if (method.zeros_stay) near.low = std::max<std::int64_t>(near.low, 1);
    return near;
}

result<printed_decimal> parse_printed(std::string_view text) {
    constexpr std::size_t most_decimals = 6;
    constexpr std::int64_t most_units = 1'000'000'000'000;
    if (text.starts_with('-') || text.starts_with('+'))
        return detail::number_error(errc::bad_syntax, "not a printed number", text,
                                    "digits, with a point if need be, such as 33.3");
    const auto point = text.find('.');
    const auto decimals = static_cast<int>(
        point == std::string_view::npos ? 0 : std::min(text.size() - point - 1, most_decimals));
    const auto units = detail::parse_decimal(text, decimals);
    if (!units) return units.error();
    if (*units >= most_units)
        return detail::number_error(errc::overflow, "a value too large", text,
                                    "less than 10^12 units of the last decimal");
    return printed_decimal{.units = *units, .decimals = decimals};
}

std::vector<statement> rate_statements(const linear_form& part, cell_index whole, std::int64_t per,
                                       const printed_decimal& shown) {
    return detail::rounds_to(part, per * detail::power_of_ten(shown.decimals), whole, shown.units,
                             1);
}

std::vector<statement> change_statements(const linear_form& difference, cell_index before,
                                         const printed_decimal& shown) {
    return detail::rounds_to(difference, 100 * detail::power_of_ten(shown.decimals), before,
                             shown.units, 1, true);
}

std::vector<statement> mean_statements(const linear_form& sum, cell_index count,
                                       const printed_decimal& shown, int sum_decimals) {
    return detail::rounds_to(sum, detail::power_of_ten(shown.decimals), count, shown.units,
                             detail::power_of_ten(sum_decimals));
}

statement at_most_statement(const linear_form& part, cell_index whole, std::int64_t per,
                            const printed_decimal& share) {
    return detail::compare(part, per * detail::power_of_ten(share.decimals), whole, share.units,
                           -1);
}

statement majority_statement(const linear_form& part, cell_index whole) {
    auto s = detail::compare(part, 2, whole, 1, 1);
    s.low = 1;
    return s;
}

} // namespace sdc::inline v0
