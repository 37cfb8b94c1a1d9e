#include <sdc/policy/preset_bands.hpp>

#include <algorithm>
#include <variant>

namespace sdc::inline v0 {
namespace {

bool has_action(const banding& bands, band_action action) {
    return std::ranges::find(bands.bands, action, &band::action) != bands.bands.end();
}

/// What the threshold and a rounding of one band come to. The names and the warnings are those of
/// both together.
banding redact(banding rounding, const threshold& limit) {
    const bool zeros = limit.zeros == zero_policy::hide || limit.zeros == zero_policy::unsafe;
    if (limit.minimum < 2 && !zeros) return rounding;
    auto rest = rounding.bands.back();
    rest.low = limit.minimum;
    banding made{.name = "redact " + std::string(zeros ? "0" : "1") + "-" +
                         std::to_string(limit.minimum - 1) + ", " + rounding.name,
                 .bands = {}};
    if (!zeros) made.bands.push_back({.low = 0, .high = 0});
    made.bands.push_back(
        {.low = zeros ? 0 : 1, .high = limit.minimum - 1, .action = band_action::suppress});
    made.bands.push_back(rest);
    return made;
}

/// Bands 0, 1 to t-1 suppressed, t and more rounded are one rounding and a threshold t. Others stay
/// as they are.
banding without_threshold(banding bands) {
    const auto& b = bands.bands;
    const bool apart = b.size() == 3 && b[0].high == 0 && b[0].action == band_action::keep &&
                       b[1].action == band_action::suppress &&
                       (b[2].action == band_action::round || b[2].action == band_action::midpoint);
    if (!apart) return bands;
    auto rounding = bands.bands.back();
    rounding.low = 0;
    auto whole = conventional(rounding.base, rounding.ties);
    whole.bands = {rounding};
    return whole;
}

} // namespace

std::string name_with_threshold(const banding& rounding, const threshold& limit) {
    return redact(rounding, limit).name;
}

banding bands_of(const preset& from, const std::optional<threshold>& limit) {
    auto bands = from.bands();
    if (!limit) return bands;
    auto rounding = without_threshold(bands);
    if (rounding == bands) return bands;
    rounding.name = name_with_threshold(rounding, *limit);
    return rounding;
}

bool labels_small_counts(const banding& bands) { return has_action(bands, band_action::label); }

bool suppresses_or_labels(const banding& bands) {
    return has_action(bands, band_action::suppress) || has_action(bands, band_action::label);
}

std::vector<std::string> find_warnings(const banding& rounding, std::span<const rule> rules) {
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit != nullptr && rounding.bands.size() == 1)
            return warnings(redact(rounding, *limit));
    }
    return warnings(rounding);
}

} // namespace sdc::inline v0
