#include "linked_options.hpp"

#include <sdc/detail/quoted.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

using json = json_fields::json;

constexpr std::array<std::string_view, 4> nearest_keys{"method", "base", "ties", "redact_to"};
constexpr std::array<std::string_view, 2> base_keys{"method", "base"};
constexpr std::array<std::string_view, 1> graduated_keys{"method"};
constexpr std::array<std::string_view, 3> controlled_keys{"method", "base", "steps"};
constexpr std::array<std::string_view, 5> noise_keys{"method", "deviation", "zeros_stay",
                                                     "positives_stay", "never_shown"};

result<void> take(const json_fields& read, perturbation method, public_options& to) {
    if (auto ok = check(method); !ok) return read.refuse(ok.error());
    to.perturbed = std::move(method);
    return {};
}
result<void> take(const json_fields& read, banding bands, public_options& to) {
    if (auto ok = check(bands); !ok) return read.refuse(ok.error());
    to.bands = std::move(bands);
    return {};
}

result<void> read_nearest(const json_fields& read, const json& from, public_options& to) {
    if (auto ok = read.check_keys(from, nearest_keys); !ok) return ok;
    const auto base = read.read_number(from, "base", std::nullopt);
    if (!base) return base.error();
    const auto redact_to = read.read_number(from, "redact_to", 0);
    if (!redact_to) return redact_to.error();
    const auto ties = read.read_text(from, "ties", "half_up");
    if (!ties) return ties.error();
    constexpr std::array<std::pair<std::string_view, tie_rule>, 3> rules{
        {{"half_up", tie_rule::half_up},
         {"half_even", tie_rule::half_even},
         {"half_down", tie_rule::half_down}}};
    const auto rule =
        std::ranges::find(rules, *ties, &std::pair<std::string_view, tie_rule>::first);
    if (rule == rules.end())
        return read.refuse("unknown ties", detail::quoted(*ties),
                           "half_up, half_even or half_down");
    return take(read, redact_and_round(*redact_to, *base, rule->second), to);
}

result<void> read_midpoint(const json_fields& read, const json& from, public_options& to) {
    if (auto ok = read.check_keys(from, base_keys); !ok) return ok;
    const auto base = read.read_number(from, "base", std::nullopt);
    if (!base) return base.error();
    return take(read, midpoint(*base), to);
}

result<void> read_noise(const json_fields& read, const json& from, public_options& to) {
    if (auto ok = read.check_keys(from, noise_keys); !ok) return ok;
    bounded_noise method;
    const auto deviation = read.read_number(from, "deviation", std::nullopt);
    if (!deviation) return deviation.error();
    const auto never_shown = read.read_number(from, "never_shown", 0);
    if (!never_shown) return never_shown.error();
    const auto zeros_stay = read.read_flag(from, "zeros_stay", method.zeros_stay);
    if (!zeros_stay) return zeros_stay.error();
    const auto positives_stay = read.read_flag(from, "positives_stay", method.positives_stay);
    if (!positives_stay) return positives_stay.error();
    return take(read,
                bounded_noise{.deviation = *deviation,
                              .zeros_stay = *zeros_stay,
                              .positives_stay = *positives_stay,
                              .never_shown = *never_shown},
                to);
}

result<void> read_rounding(const json_fields& read, const json& from, public_options& to) {
    if (!from.is_object())
        return read.refuse("\"rounding\" is no object", from.type_name(),
                           "an object such as {\"method\": \"nearest\", \"base\": 5}");
    const auto method = read.read_text(from, "method");
    if (!method) return method.error();
    if (*method == "nearest") return read_nearest(read, from, to);
    if (*method == "midpoint") return read_midpoint(read, from, to);
    if (*method == "noise") return read_noise(read, from, to);
    if (*method == "graduated") {
        if (auto ok = read.check_keys(from, graduated_keys); !ok) return ok;
        return take(read, graduated_random_rounding(), to);
    }
    if (*method != "random" && *method != "controlled")
        return read.refuse("unknown method of rounding", detail::quoted(*method),
                           "nearest, midpoint, random, graduated, controlled or noise");
    const bool random = *method == "random";
    if (auto ok = read.check_keys(from, random ? json_fields::keys(base_keys)
                                               : json_fields::keys(controlled_keys));
        !ok)
        return ok;
    const auto base = read.read_number(from, "base", std::nullopt);
    if (!base) return base.error();
    const auto steps = read.read_number(from, "steps", 0);
    if (!steps) return steps.error();
    return random ? take(read, random_rounding{.bands = {{.base = *base}}}, to)
                  : take(read, controlled_rounding{.base = *base, .steps = *steps}, to);
}

} // namespace

result<public_options> read_public_options(const json_fields& read, const json& from) {
    public_options options;
    auto value = read.read_text(from, "value");
    if (!value) return value.error();
    options.value = std::move(*value);
    const auto minimum = read.read_number(from, "suppressed_minimum", 0);
    if (!minimum) return minimum.error();
    options.suppressed_minimum = *minimum;
    const auto decimals = read.read_number(from, "decimals", 0, 6);
    if (!decimals) return decimals.error();
    options.decimals = static_cast<int>(*decimals);
    if (from.contains("markers")) {
        const auto& markers = from["markers"];
        if (!markers.is_array())
            return read.refuse("\"markers\" is no list", markers.type_name(), "a list of strings");
        for (const auto& m : markers) {
            if (!m.is_string())
                return read.refuse("a marker that is no text", m.type_name(), "a string");
            options.markers.push_back(m.get<std::string>());
        }
    }
    if (!from.contains("rounding")) return options;
    if (auto ok = read_rounding(read, from["rounding"], options); !ok) return ok.error();
    return options;
}

} // namespace sdc::inline v0::detail
