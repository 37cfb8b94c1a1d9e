#include "rules.hpp"

#include "fields.hpp"
#include "words.hpp"

#include <sdc/detail/utf8.hpp>

#include <sdc/io/cell_list.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/policy/preset_bands.hpp>
#include <sdc/rule/largest_limit.hpp>

#include <fmt/core.h>

#include <utility>

namespace sdc::cli {
namespace {

constexpr choices<zero_policy, 4> zero_policies{{{"show", zero_policy::show},
                                                 {"eligible", zero_policy::eligible},
                                                 {"hide", zero_policy::hide},
                                                 {"unsafe", zero_policy::unsafe}}};

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
result<std::optional<threshold>> read_threshold(const arguments& a,
                                                const std::optional<preset>& from) {
    const bool asked =
        !a.threshold.empty() || !a.zeros.empty() || !a.min_total.empty() || a.publish_total;
    const bool alone = a.threshold.empty() && a.min_total.empty() && a.group_disclosure.empty();
    std::optional<threshold> limit;
    if (from) limit = from->limit;
    if (!limit && !asked) return limit;
    if (!limit && alone)
        return error{.code = errc::bad_argument,
                     .message = "no rule given: --zeros and --publish-total go with one",
                     .wanted = "--threshold N, --group-disclosure K, --min-total-for-breakdown N "
                               "or a --policy that suppresses"};
    // Without a number, options about zeros and totals flag no cell for its own size.
    auto made = limit.value_or(threshold{.minimum = 1});
    if (auto ok = apply_whole(made.minimum, "--threshold", a.threshold); !ok) return ok.error();
    if (auto ok = apply_zeros(made, a.zeros); !ok) return ok.error();
    if (auto ok =
            apply_whole(made.min_total_for_breakdown, "--min-total-for-breakdown", a.min_total);
        !ok)
        return ok.error();
    made.publish_total = made.publish_total || a.publish_total;
    if (auto ok = check(made); !ok) return by_option(ok.error());
    return std::optional(made);
}

result<banding> read_band_file(const arguments& a) {
    if (!a.base.empty() || !a.method.empty() || a.ties)
        return bad_option("--bands", a.bands, "no --base, --method or --ties with it");
    const auto rows = read_csv(a.bands);
    if (!rows) return rows.error();
    return read_bands(*rows);
}

result<banding> read_base(const arguments& a, const std::optional<threshold>& limit) {
    enum class method { nearest, midpoint };
    constexpr choices<method, 2> methods{
        {{"nearest", method::nearest}, {"midpoint", method::midpoint}}};
    const auto base = parse_whole("--base", a.base);
    if (!base) return base.error();
    const auto chosen =
        a.method.empty() ? result<method>(method::nearest) : choose("--method", a.method, methods);
    if (!chosen) return chosen.error();
    if (*base > largest_limit) return bad_option("--base", a.base, sdc::detail::wanted_limit(1));
    auto made = *chosen == method::nearest ? conventional(*base, a.ties.value_or(tie_rule::half_up))
                                           : midpoint(*base);
    if (auto ok = check(made); !ok) return bad_option("--base", a.base, ok.error().wanted);
    if (limit) made.name = name_with_threshold(made, *limit);
    return made;
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
    if (found) return std::optional(*found);
    std::vector<std::string_view> ids;
    for (const auto& p : presets) ids.push_back(p.id);
    auto e = found.error();
    e.wanted += propose(a.policy, ids);
    return e;
}

result<std::vector<rule>> read_rules(const arguments& a, const std::optional<preset>& from) {
    std::vector<rule> rules;
    const auto limit = read_threshold(a, from);
    if (!limit) return limit.error();
    if (*limit) rules.emplace_back(**limit);
    if (a.group_disclosure.empty()) return rules;
    group_disclosure group;
    if (auto ok = apply_whole(group.coalition, "--group-disclosure", a.group_disclosure); !ok)
        return ok.error();
    if (auto ok = check(group); !ok) return by_option(ok.error());
    rules.emplace_back(group);
    return rules;
}

result<protection> read_protection(const arguments& a) {
    constexpr choices<protection::kind, 3> kinds{{{"cover", protection::kind::cover},
                                                  {"reach", protection::kind::reach},
                                                  {"exact", protection::kind::exact}}};
    if (const auto text = after(a.protect, "percent=")) {
        const auto n = parse_whole("--protect percent", *text);
        if (!n) return n.error();
        const protection made{.width = protection::kind::percent, .percent = *n};
        if (auto ok = check(made); !ok) return by_option(ok.error());
        return made;
    }
    if (const auto text = after(a.protect, "absolute=")) {
        const auto n = parse_whole("--protect absolute", *text);
        if (!n) return n.error();
        const protection made{.width = protection::kind::absolute, .absolute = *n};
        if (auto ok = check(made); !ok) return by_option(ok.error());
        return made;
    }
    const auto kind = choose("--protect", a.protect, kinds);
    if (!kind)
        return bad_option("--protect", a.protect, "cover, reach, exact, percent=P or absolute=W");
    return protection{.width = *kind};
}

result<std::int64_t> read_coalition(const arguments& a) {
    if (a.intruder == "outsider") return std::int64_t{0};
    if (a.intruder == "contributor") return std::int64_t{1};
    const auto k = after(a.intruder, "coalition=");
    if (!k) return bad_option("--intruder", a.intruder, "outsider, contributor or coalition=K");
    const auto n = parse_whole("--intruder coalition", *k);
    if (!n) return n.error();
    if (!sdc::detail::is_limit(*n, 1))
        return bad_option("--intruder", a.intruder,
                          "a coalition of " + sdc::detail::wanted_limit(1));
    return *n;
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
    if (!a.method.empty() || a.ties)
        return error{.code = errc::bad_argument,
                     .message = "--method and --ties speak of a base",
                     .wanted = "--base N with them"};
    if (!from || from->bands == nullptr) return std::optional<banding>();
    const auto limit = read_threshold(a, from);
    if (!limit) return limit.error();
    return std::optional(bands_of(*from, *limit));
}

result<std::optional<perturbation>> read_perturbation(const arguments& a) {
    constexpr choices<bool, 6> by_chance{{{"nearest", false},
                                          {"midpoint", false},
                                          {"random", true},
                                          {"graduated", true},
                                          {"controlled", true},
                                          {"noise", true}}};
    if (!a.method.empty()) {
        if (const auto known = choose("--method", a.method, by_chance); !known)
            return known.error();
    }
    const bool noise = a.method == "noise", controlled = a.method == "controlled",
               random = a.method == "random";
    if (!a.deviation.empty() && !noise)
        return bad_option("--deviation", a.deviation, "--method noise with it");
    if (!a.steps.empty() && !controlled)
        return bad_option("--steps", a.steps, "--method controlled with it");
    if (a.method == "graduated") return std::optional<perturbation>(graduated_random_rounding());
    if (!noise && !controlled && !random) return std::optional<perturbation>();
    if (!a.bands.empty() || a.ties || (noise && !a.base.empty()))
        return bad_option("--method", a.method,
                          "none of --bands, --ties and, with noise, --base with it");
    if (noise && a.deviation.empty())
        return bad_option("--method", a.method, "--deviation D with it");
    const auto size =
        noise ? parse_whole("--deviation", a.deviation) : parse_whole("--base", a.base);
    if (!size) return size.error();
    const auto steps =
        a.steps.empty() ? result<std::int64_t>(std::int64_t{0}) : parse_whole("--steps", a.steps);
    if (!steps) return steps.error();
    perturbation made = random_rounding{.bands = {{.base = *size}}};
    if (controlled) made = controlled_rounding{.base = *size, .steps = *steps};
    if (noise) made = bounded_noise{.deviation = *size};
    if (auto ok = check(made); !ok) return by_option(ok.error());
    return std::optional(made);
}

result<std::vector<rule>> read_rules_with_bands(const arguments& a,
                                                const std::optional<preset>& from) {
    const bool asked =
        !a.threshold.empty() || !a.zeros.empty() || !a.min_total.empty() || a.publish_total;
    auto beside = from;
    if (beside && beside->bands != nullptr && a.base.empty() && a.bands.empty() && !asked &&
        labels_small_counts(beside->bands()))
        beside->limit.reset();
    return read_rules(a, beside);
}

result<marker> read_marker(const arguments& a, const std::optional<preset>& from) {
    if (a.marker.empty()) return from ? marker{std::string(from->marker)} : marker{};
    if (sdc::detail::find_not_text(a.marker) != a.marker.size())
        return error{
            .code = errc::bad_argument, .message = "--marker", .wanted = "a text in UTF-8"};
    auto made = find_marker(a.marker);
    if (made) return made;
    return bad_option("--marker", a.marker, made.error().wanted);
}

std::string describe_rules(const arguments& a, std::span<const rule> rules) {
    auto text = a.policy;
    const auto add = [&](std::string_view what, std::int64_t n) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what, n);
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

result<void> check_zeros(const arguments& a) {
    threshold unused;
    return apply_zeros(unused, a.zeros);
}

} // namespace sdc::cli
