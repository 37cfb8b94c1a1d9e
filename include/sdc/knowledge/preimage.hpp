/// What a published number implies about the true one: exact preimages under rounding and noise,
/// and ratios as statements.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/table/detail/number.hpp>

#include <cstdint>
#include <string>
#include <string_view>
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

/// Rounding that keeps the table additive: to a neighbouring multiple, or up to `steps` multiples
/// further; 0 steps is zero-restricted.
struct controlled_rounding {
    std::int64_t base = 3;  ///< At least 1.
    std::int64_t steps = 0; ///< At least 0.

    bool operator==(const controlled_rounding&) const = default;
};

/// Perturbation of at most `deviation` either way, such as by cell keys. What is shown is never
/// negative.
struct bounded_noise {
    std::int64_t deviation = 0;   ///< At least 0.
    bool zeros_stay = true;       ///< 0 is shown as 0.
    bool positives_stay = false;  ///< No other value is shown as 0.
    std::int64_t never_shown = 0; ///< 1 to this are never shown.

    bool operator==(const bounded_noise&) const = default;
};

/// A method under which one value may be shown as several numbers.
using perturbation = std::variant<random_rounding, controlled_rounding, bounded_noise>;

/// below 19 to base 3, 19 to base 2, 20 to 99 to base 5, 100 to 999 to base 10, then 100 (Stats NZ,
/// microdata output guide).
[[nodiscard]] SDCKIT_API random_rounding graduated_random_rounding();

/// Errors: bad_argument naming the field that is out of range, or bands that leave a gap or
/// overlap.
[[nodiscard]] result<void> check(const perturbation& method);

/// Never the number that is shown: low > high.
inline constexpr interval no_number{.low = unlimited, .high = -1};

/// The smallest and the largest true value that can be shown as `shown`; `no_number` if none can.
/// Precondition: `check(method)`.
[[nodiscard]] SDCKIT_API interval preimage(const random_rounding& method, std::int64_t shown);
[[nodiscard]] SDCKIT_API interval preimage(const controlled_rounding& method, std::int64_t shown);
[[nodiscard]] SDCKIT_API interval preimage(const bounded_noise& method, std::int64_t shown);
[[nodiscard]] inline interval preimage(const perturbation& method, std::int64_t shown) {
    return std::visit([shown](const auto& m) { return preimage(m, shown); }, method);
}
/// The same of bands, under which a value is shown in one way only.
[[nodiscard]] SDCKIT_API interval preimage(const banding& method, std::int64_t shown);

/// A decimal as it was printed: 33.3 is 333 units of 1 decimal.
struct printed_decimal {
    std::int64_t units = 0;
    int decimals = 0;

    bool operator==(const printed_decimal&) const = default;
};

/// Digits, with a point and up to 6 decimals if need be; below 10^12 units. Errors: bad_syntax,
/// overflow.
[[nodiscard]] SDCKIT_API result<printed_decimal> parse_printed(std::string_view text);

[[nodiscard]] SDCKIT_API linear_form sum_of(const std::vector<cell_index>& cells);

/// `per` x part / whole, printed to the nearest unit of the last decimal. Both ends are taken as
/// closed, which is true whatever was done with ties. An undefined ratio (whole 0) is not excluded.
/// Precondition: 1 <= per <= 10^6.
[[nodiscard]] SDCKIT_API std::vector<statement> rate_statements(const linear_form& part,
                                                                cell_index whole, std::int64_t per,
                                                                const printed_decimal& shown);
[[nodiscard]] inline std::vector<statement>
rate_statements(cell_index part, cell_index whole, std::int64_t per, const printed_decimal& shown) {
    return rate_statements({{part, 1}}, whole, per, shown);
}
[[nodiscard]] inline std::vector<statement> percent_statements(cell_index part, cell_index whole,
                                                               const printed_decimal& shown) {
    return rate_statements(part, whole, 100, shown);
}
/// A change in percent of what it was before, `difference` = new - old; `shown.units` may be
/// negative.
[[nodiscard]] SDCKIT_API std::vector<statement>
change_statements(const linear_form& difference, cell_index before, const printed_decimal& shown);
/// A mean together with its count: `sum` is a cell of a linked table of the measure, in units of
/// its last decimal. Precondition: 0 to 6 decimals.
[[nodiscard]] SDCKIT_API std::vector<statement> mean_statements(const linear_form& sum,
                                                                cell_index count,
                                                                const printed_decimal& shown,
                                                                int sum_decimals = 0);
[[nodiscard]] inline std::vector<statement> mean_statements(cell_index sum, cell_index count,
                                                            const printed_decimal& shown,
                                                            int sum_decimals = 0) {
    return mean_statements({{sum, 1}}, count, shown, sum_decimals);
}
/// "At least 30% of": 100 x part >= 30 x whole. `per` as above.
[[nodiscard]] statement at_least_statement(const linear_form& part, cell_index whole,
                                           std::int64_t per, const printed_decimal& share);
[[nodiscard]] SDCKIT_API statement at_most_statement(const linear_form& part, cell_index whole,
                                                     std::int64_t per,
                                                     const printed_decimal& share);
/// "Most of": more than half.
[[nodiscard]] SDCKIT_API statement majority_statement(const linear_form& part, cell_index whole);
/// A printed difference, wrong by at most `deviation`: of two numbers with noise of D each it is
/// 2D.
[[nodiscard]] inline statement difference_statement(cell_index of, cell_index less,
                                                    std::int64_t shown, std::int64_t deviation) {
    return {.terms = {{of, 1}, {less, -1}}, .low = shown - deviation, .high = shown + deviation};
}

namespace detail {

SDCKIT_API interval around(std::int64_t shown, std::int64_t below, std::int64_t above);

SDCKIT_API sdc::error perturbation_error(const char* message, const char* field, std::string found,
                                         std::string wanted);

SDCKIT_API result<void> check(const random_rounding& method);

SDCKIT_API result<void> check(const controlled_rounding& method);

SDCKIT_API result<void> check(const bounded_noise& method);

constexpr std::int64_t power_of_ten(int exponent) noexcept {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

/// scale x part >= weight x whole, or <= if `sign` is -1; in lowest terms.
SDCKIT_API statement compare(const linear_form& part, std::int64_t scale, cell_index whole,
                             std::int64_t weight, std::int64_t sign);

/// scale x part / whole rounds to `units`, where `weight` of them are 1. A part that cannot be
/// negative is bounded below by more than 0 only.
SDCKIT_API std::vector<statement> rounds_to(const linear_form& part, std::int64_t scale,
                                            cell_index whole, std::int64_t units,
                                            std::int64_t weight, bool is_signed = false);

} // namespace detail

inline result<void> check(const perturbation& method) {
    return std::visit([](const auto& m) { return detail::check(m); }, method);
}

inline statement at_least_statement(const linear_form& part, cell_index whole, std::int64_t per,
                                    const printed_decimal& share) {
    return detail::compare(part, per * detail::power_of_ten(share.decimals), whole, share.units, 1);
}

} // namespace sdc::inline v0
