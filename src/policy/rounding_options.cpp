#include <sdc/policy/rounding_options.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/policy/preset_bands.hpp>

#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

error refuse_rounding(std::string field, std::string found, std::string wanted) {
    auto message = field;
    return {.code = errc::bad_argument,
            .message = std::move(message),
            .field = std::move(field),
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

std::string word_of_method(const rounding_options& how) {
    return how.method ? detail::quoted(word_of(published_rounding_words, *how.method)) : "";
}

/// By the last name of the field: "base" of "controlled_rounding.base".
error by_last_name(error e) {
    e.field = e.field.substr(e.field.rfind('.') + 1);
    e.message = e.field;
    e.rule.clear();
    return e;
}

bool is_by_chance(const rounding_options& how) {
    return how.method && *how.method >= rounding_method::random;
}

result<banding> round_to_base(const rounding_options& how, const rule_options& beside) {
    const auto base = *how.base;
    if (!detail::is_limit(base, 1))
        return refuse_rounding("base", std::to_string(base), detail::wanted_limit(1));
    const auto limit = threshold_of(beside);
    if (!limit) return limit.error();
    auto made = how.method == rounding_method::midpoint
                    ? midpoint(base)
                    : conventional(base, how.ties.value_or(tie_rule::half_up));
    if (auto ok = check(made); !ok)
        return refuse_rounding("base", std::to_string(base), ok.error().wanted);
    if (*limit) made.name = name_with_threshold(made, **limit);
    return made;
}

/// What would do nothing, or is missing.
result<void> check_sizes(const rounding_options& how) {
    using enum rounding_method;
    const auto word = word_of_method(how);
    if (how.deviation && how.method != noise)
        return refuse_rounding("deviation", std::to_string(*how.deviation),
                               "the method noise with it");
    if (how.steps && how.method != controlled)
        return refuse_rounding("steps", std::to_string(*how.steps),
                               "the method controlled with it");
    if (!is_by_chance(how) || how.method == graduated) return {};
    if (how.bands || how.ties || (how.method == noise && how.base))
        return refuse_rounding("method", word,
                               "neither bands nor ties and, of noise, no base with it");
    if (how.method == noise && !how.deviation)
        return refuse_rounding("method", word, "a deviation with it");
    if (how.method != noise && !how.base) return refuse_rounding("method", word, "a base with it");
    return {};
}

} // namespace

result<std::optional<banding>> banding_of(const rounding_options& how, const rule_options& beside) {
    if (is_by_chance(how))
        return refuse_rounding("method", word_of_method(how),
                               "nearest or midpoint, which make bands");
    if (how.bands && (how.base || how.method || how.ties))
        return refuse_rounding("bands", "a base, a method or ties with them", "bands alone");
    if (how.bands) return how.bands;
    if (how.base) {
        auto made = round_to_base(how, beside);
        if (!made) return made.error();
        return std::optional(*std::move(made));
    }
    if (how.method || how.ties)
        return refuse_rounding(how.method ? "method" : "ties", word_of_method(how),
                               "a base with it");
    const auto& from = beside.policy;
    if (!from || from->bands == nullptr) return std::optional<banding>();
    const auto limit = threshold_of(beside);
    if (!limit) return limit.error();
    return std::optional(bands_of(*from, *limit));
}

result<std::optional<perturbation>> perturbation_of(const rounding_options& how) {
    if (auto ok = check_sizes(how); !ok) return ok.error();
    if (!is_by_chance(how)) return std::optional<perturbation>();
    perturbation made = graduated_random_rounding();
    if (how.method == rounding_method::random)
        made = random_rounding{.bands = {{.base = *how.base}}};
    if (how.method == rounding_method::controlled)
        made = controlled_rounding{.base = *how.base, .steps = how.steps.value_or(0)};
    if (how.method == rounding_method::noise) made = bounded_noise{.deviation = *how.deviation};
    if (auto ok = check(made); !ok) return by_last_name(ok.error());
    return std::optional(std::move(made));
}

result<announced_method> announce(const rule_options& rules, const rounding_options& how,
                                  protection width) {
    announced_method made{.protection = std::move(width)};
    auto judged_by = rules_of(rules);
    if (!judged_by) return judged_by.error();
    made.rules = *std::move(judged_by);
    auto perturbed = perturbation_of(how);
    if (!perturbed) return perturbed.error();
    made.perturbed = *std::move(perturbed);
    if (made.perturbed && made.protection.width == protection::kind::cover)
        made.protection.width = protection::kind::exact;
    if (made.perturbed || !how.is_given()) return made;
    auto bands = banding_of(how, rules);
    if (!bands) return bands.error();
    made.bands = *std::move(bands);
    return made;
}

} // namespace sdc::inline v0
