#include <sdc/rule/banded_requirement.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0::detail {

suppressed_sizes sizes_suppressed(const table& t, std::span<const rule> rules, cell_index cell) {
    const bool total = equals_total(t.cube(), t.cube().shape().at(cell));
    suppressed_sizes sizes;
    for (const auto& r : rules) {
        const auto* rule = std::get_if<threshold>(&r);
        if (rule == nullptr || (total && rule->publish_total)) continue;
        const auto zeros = zeros_in(*rule, t);
        sizes.limit = std::max(sizes.limit, rule->minimum);
        sizes.zero =
            sizes.zero || zeros == zero_policy::unsafe || (zeros == zero_policy::hide && !total);
        if (!total && suppresses_breakdown(*rule, t))
            sizes.breakdown = std::min(sizes.breakdown, rule->min_total_for_breakdown);
    }
    return sizes;
}

void intersect(interval& p, std::int64_t low, std::int64_t high) {
    p.low = std::max(p.low, low);
    p.high = std::min(p.high, high);
}

void learn_side_of_total(const table& t, std::span<const rule> rules, interval& total) {
    const auto n = t.contributors(0);
    for (const auto& r : rules) {
        const auto* rule = std::get_if<threshold>(&r);
        if (rule == nullptr) continue;
        const bool zeros_are_known =
            rule->zeros != zero_policy::unsafe; // else a total of 0 looks like a small one
        const auto learn = [&](std::int64_t limit) {
            if (limit == 0) return;
            if (n == 0 && zeros_are_known)
                intersect(total, 0, 0);
            else if (n < limit)
                intersect(total, zeros_are_known ? 1 : 0, limit - 1);
            else
                intersect(total, limit, unlimited);
        };
        learn(rule->min_total_for_breakdown);
        if (zeros_are_known && rule->zeros != zero_policy::hide)
            learn(rule->hide_zeros_below_total);
    }
}

published_preimages behind_marker(const suppressed_sizes& sizes, const banding& bands,
                                  std::int64_t value, bool by_group_alone) {
    const interval by_rule{.low = sizes.zero ? 0 : 1,
                           .high =
                               (sizes.breakdown < unlimited ? sizes.breakdown : sizes.limit) - 1};
    const auto by_band = preimage(bands, {.shows = band_value::kind::suppressed});
    const bool in_rule = by_rule.low <= value && value <= by_rule.high,
               in_band = by_band.low <= value && value <= by_band.high;
    const interval hull{.low = std::min(by_rule.low, by_band.low),
                        .high = std::max(by_rule.high, by_band.high)};
    if (by_group_alone && !in_band)
        return {.run = {.low = hull.low, .high = unlimited},
                .hull = {.low = hull.low, .high = unlimited}};
    if (is_empty(by_rule)) return {.run = by_band, .hull = by_band};
    const bool touch =
        !is_empty(by_band) && by_rule.low - 1 <= by_band.high && by_band.low - 1 <= by_rule.high;
    return {.run = touch ? hull : in_rule ? by_rule : by_band, .hull = hull};
}

published_preimages behind_shown(const suppressed_sizes& sizes, const banding& bands,
                                 std::int64_t value) {
    const auto alike = preimage(bands, apply(bands, value));
    published_preimages values{.run = alike, .hull = alike};
    if (sizes.limit == 1 && !sizes.zero) return values;
    if (value == 0)
        values.run.high = sizes.limit > 1 ? 0 : alike.high;
    else
        values.run.low = std::max(alike.low, sizes.limit);
    if (alike.low > 0 || sizes.zero) values.hull.low = values.run.low;
    if (alike.high < sizes.limit) values.hull.high = values.run.high;
    return values;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<void> check_banded(const table& t, std::span<const rule> rules, const banding& bands,
                          const protection& p) {
    if (auto ok = check(bands); !ok) return ok;
    if (const auto split = detail::find_split_value(bands))
        return error{.code = errc::not_available,
                     .message =
                         "bands under which one published value stands for non-contiguous values",
                     .rule = bands.name,
                     .found = *split,
                     .wanted = "for each number, label and marker one range of values"};
    if (p.width != protection::kind::cover && p.width != protection::kind::exact)
        return error{.code = errc::not_available,
                     .message = "this protection of a table that is shown by bands",
                     .found = to_string(p.width),
                     .wanted = "cover or exact"};
    const bool listed = std::ranges::any_of(
        rules, [](const rule& r) { return std::holds_alternative<listed_cells>(r); });
    if (listed || !p.levels.empty())
        return error{.code = errc::not_available,
                     .message =
                         "cells listed by hand, or with levels of their own, together with bands",
                     .rule = to_string(rule_id::listed),
                     .wanted = "suppression"};
    // A table that leaves the category open would often not be flagged, so there the marker itself
    // would imply; only secondary suppression cures that.
    if (std::ranges::any_of(
            rules, [](const rule& r) { return std::holds_alternative<group_disclosure>(r); }))
        return error{.code = errc::not_available,
                     .message = "group disclosure together with bands",
                     .rule = "group disclosure",
                     .wanted = "suppression"};
    if (!rules.empty() && !t.is_frequency())
        return error{.code = errc::not_available,
                     .message = "rules together with bands for magnitude tables",
                     .found = "a table with contributors",
                     .wanted = "a frequency table"};
    const auto negative =
        std::ranges::find_if(t.values(), [](std::int64_t value) { return value < 0; });
    if (negative == t.values().end()) return {};
    return error{.code = errc::bad_argument,
                 .message = "a negative value, which no band holds",
                 .cell = describe(t, static_cast<cell_index>(negative - t.values().begin())),
                 .wanted = "0 or more"};
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

std::vector<interval> sums_over_leaves(const cube& c, std::vector<interval> faces) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        for (auto cell = c.size();
             cell-- > 0;) { // codes are in pre-order: parts come before their sum
            if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
            interval sum{.low = 0, .high = 0};
            relation(c, d, cell).for_each_part([&](cell_index part) {
                sum.low = add(sum.low, faces[part].low).value_or(unlimited);
                sum.high = add(sum.high, faces[part].high).value_or(unlimited);
            });
            faces[cell] = sum;
        }
    }
    return faces;
}

std::vector<interval> sums_over_parts(const cube& c, std::vector<interval> faces) {
    for (auto cell = c.size(); cell-- > 0;) {
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
            interval sum{.low = 0, .high = 0};
            relation(c, d, cell).for_each_part([&](cell_index part) {
                sum.low = add(sum.low, faces[part].low).value_or(unlimited);
                sum.high = add(sum.high, faces[part].high).value_or(unlimited);
            });
            intersect(faces[cell], sum.low, sum.high);
        }
    }
    return faces;
}

std::int64_t limit_by_size(std::span<const reason> reasons) {
    std::int64_t limit = 0;
    for (const auto& why : reasons) {
        if (!is_group_disclosure(why) && why.rule != rule_id::suppressed_zero)
            limit = std::max(limit, why.limit);
    }
    return limit;
}

interval wanted_by_published_value(const table& t, std::span<const reason> reasons,
                                   const banding& bands, cell_index cell,
                                   const published_preimages& values) {
    auto wanted = reasons.empty() ? values.hull : values.run;
    if (const auto limit = limit_by_size(reasons); limit > 0) {
        intersect(wanted, 0, limit - 1);
    } else {
        const auto alike = preimage(bands, apply(bands, t.value(cell)));
        intersect(wanted, alike.low, alike.high);
    }
    return wanted;
}

std::vector<requirement> list_weak_banded_requirements(const table& t, const verdicts& v,
                                                       const banding& bands) {
    std::vector<requirement> requirements;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const auto value = t.value(cell);
        if (v.is_unpublished(cell) && v.reasons(cell).empty()) continue;
        if (is_unsafe(v.reasons(cell)) || (value != 0 && hides(bands, value)))
            requirements.push_back(
                {.cell = cell, .direction = requirement::side::other, .limit = value});
    }
    return requirements;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

std::vector<requirement> list_banded_requirements(const table& t, const verdicts& v,
                                                  std::span<const rule> rules, const banding& bands,
                                                  const protection& p) {
    if (p.width == protection::kind::exact)
        return detail::list_weak_banded_requirements(t, v, bands);
    std::vector<interval> hulls(t.size());
    const banded_preimages faces(t, v, rules, bands);
    for (cell_index cell = 0; cell < t.size(); ++cell) hulls[cell] = faces.values(cell).hull;
    const auto most = hulls[0].high;
    const auto sums = v.unpublished().empty() ? detail::sums_over_leaves(t.cube(), std::move(hulls))
                                              : detail::sums_over_parts(t.cube(), std::move(hulls));
    detail::requirement_list requirements(t);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const auto reasons = v.reasons(cell);
        if (t.is_structural_zero(cell) || (v.is_unpublished(cell) && reasons.empty())) continue;
        if (detail::limit_by_size(reasons) > 0 || detail::hides(bands, t.value(cell))) {
            auto wanted =
                detail::wanted_by_published_value(t, reasons, bands, cell, faces.values(cell));
            detail::intersect(wanted, sums[cell].low, sums[cell].high);
            const bool of_small_total = std::ranges::any_of(
                reasons, [](const reason& r) { return r.rule == rule_id::small_total; });
            if (of_small_total) detail::intersect(wanted, 0, most);
            requirements.want(cell, wanted);
        }
        for (const auto& why : reasons) {
            if (detail::is_group_disclosure(why)) requirements.want_doubt(cell, why);
        }
    }
    return requirements.take();
}

detail::published_preimages banded_preimages::values(cell_index cell) const {
    if (table_.is_structural_zero(cell))
        return {.run = {.low = 0, .high = 0}, .hull = {.low = 0, .high = 0}};
    if (verdicts_.is_unpublished(cell)) return {.run = interval{}, .hull = interval{}};
    const auto sizes = detail::sizes_suppressed(table_, rules_, cell);
    const auto value = table_.value(cell);
    const auto reasons = verdicts_.reasons(cell);
    const bool marker =
        !reasons.empty() || apply(bands_, value).shows == band_value::kind::suppressed;
    auto all =
        marker ? detail::behind_marker(
                     sizes, bands_, value,
                     !reasons.empty() && std::ranges::all_of(reasons, detail::is_group_disclosure))
               : detail::behind_shown(sizes, bands_, value);
    const auto named = detail::above_single_codes(table_.cube(), cell);
    for (auto* one : {&all.run, &all.hull}) {
        if (named == 0) detail::learn_side_of_total(table_, rules_, *one);
        if (table_.is_frequency())
            detail::intersect(*one, listed_.minimum(named), listed_.maximum(named));
    }
    return all;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

void requirement_list::want(cell_index cell, const interval& wanted) {
    if (wanted.low == wanted.high)
        return want({.cell = cell, .direction = requirement::side::other, .limit = wanted.low});
    want({.cell = cell, .direction = requirement::side::down, .limit = wanted.low});
    if (wanted.high != unlimited)
        want({.cell = cell, .direction = requirement::side::up, .limit = wanted.high});
}

void requirement_list::want_doubt(cell_index cell, const reason& why) {
    want({.cell = why.group,
          .minus = cell,
          .direction = requirement::side::up,
          .limit = std::min(why.limit, table_.value(why.group) - 1) + 1});
}

} // namespace sdc::inline v0::detail
