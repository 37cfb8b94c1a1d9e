/// Threshold rounding as data: an ordered list of bands says what is shown for a value.
#pragma once

#include <sdc/error.hpp>
#include <sdc/fwd.hpp>

#include <cstdint>
#include <string>
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
    std::int64_t base = 1;           ///< Base for round and midpoint, digits for significant.
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

/// What a band makes of a value.
struct band_value {
    enum class kind : std::uint8_t { number, withheld, label };
    kind shows = kind::number;
    std::uint16_t band = 0;   ///< Index of the band that the value is in.
    std::int64_t number = 0;  ///< 0 unless a number is shown.

    bool operator==(const band_value&) const = default;
};

[[nodiscard]] band_value apply(const banding& rule, std::int64_t value);

/// The smallest and largest value that is shown as `shown`; every value between them is shown so, too, but for values of other bands.
struct band_preimage {
    std::int64_t low = 0;
    std::int64_t high = unlimited;
};
[[nodiscard]] band_preimage preimage(const banding& rule, const band_value& shown);

} // namespace sdc::inline v0
