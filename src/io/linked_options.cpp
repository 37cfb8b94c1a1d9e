#include "linked_options.hpp"

#include <sdc/policy/option_text.hpp>
#include <sdc/policy/rounding_options.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

namespace sdc::inline v0::detail {
namespace {

using json = json_fields::json;

constexpr std::array<std::string_view, 4> nearest_keys{"method", "base", "ties", "redact_to"};
constexpr std::array<std::string_view, 2> base_keys{"method", "base"};
constexpr std::array<std::string_view, 1> graduated_keys{"method"};
constexpr std::array<std::string_view, 3> controlled_keys{"method", "base", "steps"};
constexpr std::array<std::string_view, 5> noise_keys{"method", "deviation", "zeros_stay",
                                                     "positives_stay", "never_shown"};

json_fields::keys keys_of(rounding_method method) {
    switch (method) {
    case rounding_method::nearest: return nearest_keys;
    case rounding_method::midpoint:
    case rounding_method::random: return base_keys;
    case rounding_method::graduated: return graduated_keys;
    case rounding_method::controlled: return controlled_keys;
    case rounding_method::noise: return noise_keys;
    }
    return {};
}

result<void> read_banding(const json_fields& read, const json& from, const rounding_options& how,
                          public_options& to) {
    const auto redact_to = read.read_number(from, "redact_to", 0);
    if (!redact_to) return redact_to.error();
    auto bands = how.method == rounding_method::midpoint
                     ? midpoint(*how.base)
                     : redact_and_round(*redact_to, *how.base, *how.ties);
    if (auto ok = check(bands); !ok) return read.refuse(ok.error());
    to.bands = std::move(bands);
    return {};
}

/// What of noise no option says.
result<void> read_noise(const json_fields& read, const json& from, bounded_noise& to) {
    const auto never_shown = read.read_number(from, "never_shown", 0);
    if (!never_shown) return never_shown.error();
    const auto zeros_stay = read.read_flag(from, "zeros_stay", to.zeros_stay);
    if (!zeros_stay) return zeros_stay.error();
    const auto positives_stay = read.read_flag(from, "positives_stay", to.positives_stay);
    if (!positives_stay) return positives_stay.error();
    to.never_shown = *never_shown;
    to.zeros_stay = *zeros_stay;
    to.positives_stay = *positives_stay;
    return {};
}

result<rounding_options> read_sizes(const json_fields& read, const json& from,
                                    rounding_method method) {
    rounding_options how{.method = method};
    const auto keys = keys_of(method);
    if (auto ok = read.check_keys(from, keys); !ok) return ok.error();
    for (const auto& [key, to, otherwise] :
         {std::tuple("base", &how.base, std::optional<std::int64_t>()),
          {"deviation", &how.deviation, {}},
          {"steps", &how.steps, 0}}) {
        if (std::ranges::find(keys, key) == keys.end()) continue;
        const auto n = read.read_number(from, key, otherwise);
        if (!n) return n.error();
        *to = *n;
    }
    const auto ties = read.read_text(from, "ties", "half_up");
    if (!ties) return ties.error();
    const auto rule = parse_word(tie_words, *ties);
    if (!rule)
        return read.refuse("unknown ties", rule.error().found, "half_up, half_even or half_down");
    if (method == rounding_method::nearest) how.ties = *rule;
    return how;
}

result<void> read_rounding(const json_fields& read, const json& from, public_options& to) {
    if (!from.is_object())
        return read.refuse("\"rounding\" is no object", from.type_name(),
                           "an object such as {\"method\": \"nearest\", \"base\": 5}");
    const auto word = read.read_text(from, "method");
    if (!word) return word.error();
    const auto method = parse_word(published_rounding_words, *word);
    if (!method)
        return read.refuse("unknown method of rounding", method.error().found,
                           "nearest, midpoint, random, graduated, controlled or noise");
    const auto how = read_sizes(read, from, *method);
    if (!how) return how.error();
    auto made = perturbation_of(*how);
    if (!made) return read.refuse(made.error());
    if (!*made) return read_banding(read, from, *how, to);
    if (auto* noise = std::get_if<bounded_noise>(&**made)) {
        if (auto ok = read_noise(read, from, *noise); !ok) return ok;
    }
    to.perturbed = *std::move(made);
    return {};
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
