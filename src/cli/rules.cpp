#include "rules.hpp"

#include "words.hpp"

#include <sdc/io/cell_list.hpp>
#include <sdc/io/csv.hpp>

#include <algorithm>

namespace sdc::cli {
namespace {

constexpr choices<zero_policy, 4> zero_policies{
    {{"show", zero_policy::show}, {"eligible", zero_policy::eligible}, {"hide", zero_policy::hide}, {"unsafe", zero_policy::unsafe}}};

result<void> apply_zeros(threshold& to, const std::string& text) {
    if (text.empty()) return {};
    if (const auto below = after(text, "hide-below=")) {
        const auto n = parse_whole("--zeros hide-below", *below);
        if (!n) return n.error();
        to.hide_zeros_below_total = *n;
        return {};
    }
    const auto chosen = choose("--zeros", text, zero_policies);
    if (!chosen) return bad_option("--zeros", text, "show, eligible, hide, unsafe or hide-below=N");
    to.zeros = *chosen;
    return {};
}

result<void> apply_whole(std::int64_t& to, const std::string& option, const std::string& text) {
    if (text.empty()) return {};
    const auto n = parse_whole(option, text);
    if (!n) return n.error();
    to = *n;
    return {};
}

/// Nothing if no option speaks of sizes.
result<std::optional<threshold>> read_threshold(const arguments& a, const std::optional<preset>& from) {
    const bool asked = !a.threshold.empty() || !a.zeros.empty() || !a.min_total.empty() || a.publish_total;
    std::optional<threshold> limit;
    if (from) limit = from->limit;
    if (!limit && !asked) return limit;
    // Without a number, options about zeros and totals flag no cell for its own size.
    auto made = limit.value_or(threshold{.minimum = 1});
    if (auto ok = apply_whole(made.minimum, "--threshold", a.threshold); !ok) return ok.error();
    if (auto ok = apply_zeros(made, a.zeros); !ok) return ok.error();
    if (auto ok = apply_whole(made.min_total_for_breakdown, "--min-total-for-breakdown", a.min_total); !ok) return ok.error();
    made.publish_total = made.publish_total || a.publish_total;
    if (auto ok = check(made); !ok) return ok.error();
    return std::optional(made);
}

result<banding> read_band_file(const arguments& a) {
    if (!a.base.empty() || !a.method.empty() || !a.ties.empty())
        return bad_option("--bands", a.bands, "no --base, --method or --ties beside it");
    const auto rows = read_csv(a.bands);
    if (!rows) return rows.error();
    return read_bands(*rows);
}

result<tie_rule> read_ties(const arguments& a) {
    constexpr choices<tie_rule, 3> rules{
        {{"half_up", tie_rule::half_up}, {"half_even", tie_rule::half_even}, {"half_down", tie_rule::half_down}}};
    return a.ties.empty() ? result<tie_rule>(tie_rule::half_up) : choose("--ties", a.ties, rules);
}

/// Withholds what the threshold flags and rounds the rest.
banding redact(banding rounding, const threshold& limit) {
    const bool zeros = limit.zeros == zero_policy::hide || limit.zeros == zero_policy::unsafe;
    if (limit.minimum < 2 && !zeros) return rounding;
    auto rest = rounding.bands.back();
    rest.low = limit.minimum;
    banding made{.name = "redact " + std::string(zeros ? "0" : "1") + "-" + std::to_string(limit.minimum - 1) + ", " + rounding.name, .bands = {}};
    if (!zeros) made.bands.push_back({.low = 0, .high = 0});
    made.bands.push_back({.low = zeros ? 0 : 1, .high = limit.minimum - 1, .action = band_action::suppress});
    made.bands.push_back(rest);
    return made;
}

result<banding> read_base(const arguments& a, const std::optional<threshold>& limit) {
    enum class method { nearest, midpoint };
    constexpr choices<method, 2> methods{{{"nearest", method::nearest}, {"midpoint", method::midpoint}}};
    const auto base = parse_whole("--base", a.base);
    if (!base) return base.error();
    const auto chosen = a.method.empty() ? result<method>(method::nearest) : choose("--method", a.method, methods);
    if (!chosen) return chosen.error();
    const auto ties = read_ties(a);
    if (!ties) return ties.error();
    auto made = *chosen == method::nearest ? conventional(*base, *ties) : midpoint(*base);
    if (auto ok = check(made); !ok) return bad_option("--base", a.base, ok.error().wanted);
    return limit ? redact(std::move(made), *limit) : made;
}

result<void> check_method(const arguments& a) {
    for (const char* later : {"random", "controlled", "unbiased", "small-count"}) {
        if (a.method == later) return not_yet("--method " + a.method);
    }
    return {};
}

} // namespace

result<std::optional<preset>> read_preset(const arguments& a) {
    if (a.policy.empty()) return std::optional<preset>();
    const auto found = find_preset(a.policy);
    if (!found) return found.error();
    return std::optional(*found);
}

result<std::vector<rule>> read_rules(const arguments& a, const std::optional<preset>& from) {
    std::vector<rule> rules;
    const auto limit = read_threshold(a, from);
    if (!limit) return limit.error();
    if (*limit) rules.emplace_back(**limit);
    if (a.group_disclosure.empty()) return rules;
    group_disclosure group;
    if (auto ok = apply_whole(group.coalition, "--group-disclosure", a.group_disclosure); !ok) return ok.error();
    rules.emplace_back(group);
    return rules;
}

result<protection> read_protection(const arguments& a) {
    constexpr choices<protection::kind, 3> kinds{
        {{"cover", protection::kind::cover}, {"reach", protection::kind::reach}, {"exact", protection::kind::exact}}};
    if (a.intruder.starts_with("contributor") || a.intruder.starts_with("coalition")) return not_yet("--intruder " + a.intruder);
    if (a.intruder != "outsider") return bad_option("--intruder", a.intruder, "outsider");
    if (const auto text = after(a.protect, "percent=")) {
        const auto n = parse_whole("--protect percent", *text);
        if (!n) return n.error();
        const protection made{.width = protection::kind::percent, .percent = *n};
        if (auto ok = check(made); !ok) return ok.error();
        return made;
    }
    const auto kind = choose("--protect", a.protect, kinds);
    if (!kind) return bad_option("--protect", a.protect, "cover, reach, exact or percent=P");
    return protection{.width = *kind};
}

result<std::optional<banding>> read_banding(const arguments& a, const std::optional<preset>& from) {
    if (auto ok = check_method(a); !ok) return ok.error();
    if (!a.bands.empty()) {
        auto made = read_band_file(a);
        if (!made) return made.error();
        return std::optional(std::move(*made));
    }
    if (!a.base.empty()) {
        const auto limit = read_threshold(a, from);
        if (!limit) return limit.error();
        auto made = read_base(a, *limit);
        if (!made) return made.error();
        return std::optional(std::move(*made));
    }
    if (!a.method.empty() || !a.ties.empty())
        return error{.code = errc::bad_argument, .message = "--method and --ties speak of a base", .wanted = "--base N beside them"};
    if (from && from->bands != nullptr) return std::optional(from->bands());
    return std::optional<banding>();
}

result<marker> read_marker(const arguments& a, const std::optional<preset>& from) {
    if (!a.marker.empty()) return find_marker(a.marker);
    return from ? marker{std::string(from->marker)} : marker{};
}

} // namespace sdc::cli
