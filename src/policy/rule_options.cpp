#include <sdc/policy/rule_options.hpp>

#include <sdc/policy/preset_bands.hpp>

#include <array>
#include <utility>
#include <variant>

namespace sdc::inline v0 {
namespace {

/// By the name of the option.
error by_option(error e) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> options{
        {{"threshold.minimum", "threshold"},
         {"threshold.min_total_for_breakdown", "min-total-for-breakdown"},
         {"threshold.hide_zeros_below_total", "zeros.hide-below"},
         {"group_disclosure.coalition", "group-disclosure"}}};
    for (const auto& [field, option] : options) {
        if (e.field != field) continue;
        e.field = e.message = option;
        e.rule.clear();
        break;
    }
    return e;
}

} // namespace

result<std::optional<threshold>> threshold_of(const rule_options& o) {
    const auto limit = o.policy ? o.policy->limit : std::nullopt;
    if (!limit && !o.changes_threshold()) return limit;
    if (!limit && !o.threshold && !o.min_total_for_breakdown && !o.group_disclosure)
        return error{.code = errc::bad_argument,
                     .message =
                         "no rule given: what is said of zeros and of the total goes with one",
                     .field = "rules",
                     .wanted = "a threshold, group disclosure, a least total of a breakdown, or a "
                               "policy that suppresses"};
    // Without a number, what is said of zeros and totals flags no cell for its own size.
    auto made = limit.value_or(sdc::threshold{.minimum = 1});
    made.minimum = o.threshold.value_or(made.minimum);
    made.zeros = o.zeros.zeros.value_or(made.zeros);
    made.hide_zeros_below_total = o.zeros.hide_below_total.value_or(made.hide_zeros_below_total);
    made.min_total_for_breakdown = o.min_total_for_breakdown.value_or(made.min_total_for_breakdown);
    made.publish_total = made.publish_total || o.publish_total;
    if (auto ok = check(made); !ok) return by_option(ok.error());
    return std::optional(made);
}

result<std::vector<rule>> rules_of(const rule_options& o) {
    std::vector<rule> rules;
    const auto limit = threshold_of(o);
    if (!limit) return limit.error();
    if (*limit) rules.emplace_back(**limit);
    if (!o.group_disclosure) return rules;
    const group_disclosure group{.coalition = *o.group_disclosure};
    if (auto ok = check(group); !ok) return by_option(ok.error());
    rules.emplace_back(group);
    return rules;
}

result<std::vector<rule>> rules_with_bands(rule_options o) {
    if (o.policy && o.policy->bands != nullptr && !o.changes_threshold() &&
        labels_small_counts(o.policy->bands()))
        o.policy->limit.reset();
    return rules_of(o);
}

std::string describe_rules(std::string_view policy, std::span<const rule> rules) {
    std::string text(policy);
    const auto add = [&](const char* what, std::int64_t n) {
        text += (text.empty() ? "" : ", ") + std::string(what) + " " + std::to_string(n);
    };
    for (const auto& r : rules) {
        if (const auto* group = std::get_if<group_disclosure>(&r))
            add("group disclosure", group->coalition);
        if (const auto* list = std::get_if<listed_cells>(&r))
            add("cells listed", static_cast<std::int64_t>(list->cells.size()));
        const auto* limit = std::get_if<threshold>(&r);
        if (limit == nullptr) continue;
        if (limit->minimum > 1) add("threshold", limit->minimum);
        if (limit->min_total_for_breakdown > 0)
            add("breakdown of a total from", limit->min_total_for_breakdown);
    }
    return text;
}

} // namespace sdc::inline v0
