/// What the faces of a table that is shown by bands tell a reader, and what must stay possible beside them.
#pragma once

#include <sdc/detail/integer.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

namespace detail {

/// What the thresholds withhold of a cell: values from 1 to below `limit`, 0 too if `zero`, and everything while the total is below
/// `breakdown`.
struct withheld_sizes {
    std::int64_t limit = 1;
    bool zero = false;
    std::int64_t breakdown = unlimited; ///< `unlimited`: the breakdown is not withheld.
};

inline withheld_sizes sizes_withheld(const table& t, std::span<const rule> rules, cell_index cell) {
    const bool total = equals_total(t.cube(), t.cube().shape().at(cell));
    withheld_sizes sizes;
    for (const auto& r : rules) {
        const auto* rule = std::get_if<threshold>(&r);
        if (rule == nullptr || (total && rule->publish_total)) continue;
        const auto zeros = zeros_in(*rule, t);
        sizes.limit = std::max(sizes.limit, rule->minimum);
        sizes.zero = sizes.zero || zeros == zero_policy::unsafe || (zeros == zero_policy::hide && !total);
        if (!total && withholds_breakdown(*rule, t)) sizes.breakdown = std::min(sizes.breakdown, rule->min_total_for_breakdown);
    }
    return sizes;
}

inline void intersect(band_preimage& p, std::int64_t low, std::int64_t high) {
    p.low = std::max(p.low, low);
    p.high = std::min(p.high, high);
}

/// A reader sees whether the breakdown is withheld and whether zeros are hidden, and so on which side of those limits the total is.
inline void learn_side_of_total(const table& t, std::span<const rule> rules, band_preimage& total) {
    const auto n = t.contributors(0);
    for (const auto& r : rules) {
        const auto* rule = std::get_if<threshold>(&r);
        if (rule == nullptr) continue;
        const bool zeros_are_told = rule->zeros != zero_policy::unsafe; // else a total of 0 looks like a small one
        const auto learn = [&](std::int64_t limit) {
            if (limit == 0) return;
            if (n == 0 && zeros_are_told) intersect(total, 0, 0);
            else if (n < limit) intersect(total, zeros_are_told ? 1 : 0, limit - 1);
            else intersect(total, limit, unlimited);
        };
        learn(rule->min_total_for_breakdown);
        if (zeros_are_told && rule->zeros != zero_policy::hide) learn(rule->hide_zeros_below_total);
    }
}

inline bool is_group_disclosure(const reason& r) noexcept { return r.rule == rule_id::group_disclosure; }

/// The values that have the same face as the true one. Where they have a gap, `run` is the part that holds the true value: the attack, which
/// knows ranges only, credits the reader with telling the parts apart, which is cautious. `hull` is what bounds no sum too closely.
struct face_values {
    band_preimage run;
    band_preimage hull;
};

/// Of a marker: a rule or a band may be behind it, but no complement, of which rounding has none.
inline face_values behind_marker(const withheld_sizes& sizes, const banding& bands, std::int64_t value, bool by_group_alone) {
    const band_preimage by_rule{.low = sizes.zero ? 0 : 1, .high = (sizes.breakdown < unlimited ? sizes.breakdown : sizes.limit) - 1};
    const auto by_band = preimage(bands, {.shows = band_value::kind::withheld});
    const bool in_rule = by_rule.low <= value && value <= by_rule.high, in_band = by_band.low <= value && value <= by_band.high;
    const band_preimage hull{.low = std::min(by_rule.low, by_band.low), .high = std::max(by_rule.high, by_band.high)};
    if (by_group_alone && !in_band) return {.run = {.low = hull.low, .high = unlimited}, .hull = {.low = hull.low, .high = unlimited}};
    if (is_empty(by_rule)) return {.run = by_band, .hull = by_band};
    const bool touch = !is_empty(by_band) && by_rule.low - 1 <= by_band.high && by_band.low - 1 <= by_rule.high;
    return {.run = touch ? hull : in_rule ? by_rule : by_band, .hull = hull};
}

/// Of a number or label: what a rule would have withheld is left out.
inline face_values behind_shown(const withheld_sizes& sizes, const banding& bands, std::int64_t value) {
    const auto alike = preimage(bands, apply(bands, value));
    face_values values{.run = alike, .hull = alike};
    if (sizes.limit == 1 && !sizes.zero) return values;
    if (value == 0) values.run.high = sizes.limit > 1 ? 0 : alike.high;
    else values.run.low = std::max(alike.low, sizes.limit);
    if (alike.low > 0 || sizes.zero) values.hull.low = values.run.low;
    if (alike.high < sizes.limit) values.hull.high = values.run.high;
    return values;
}

} // namespace detail

/// The values that a reader must reckon with for each cell of a table in which every flagged cell has the marker and every other shows
/// `apply(bands, value)`, given that face, the announced rules and bands, and the code lists. A cell that group disclosure alone flags has
/// no upper end, although its marker says that it is a large part of its group: that no interval tells.
/// Preconditions: `check_banded`; `v` are the verdicts of the rules, or none; all outlive this.
class banded_faces {
public:
    banded_faces(const table& t, const verdicts& v, std::span<const rule> rules, const banding& bands) : table_(t), verdicts_(v), rules_(rules), bands_(bands) {
        detail::add_code_facts(t, listed_);
    }

    /// O(dimensions x depth + rules + log flagged + bands).
    [[nodiscard]] detail::face_values values(cell_index cell) const {
        if (table_.is_structural_zero(cell)) return {.run = {.low = 0, .high = 0}, .hull = {.low = 0, .high = 0}};
        const auto sizes = detail::sizes_withheld(table_, rules_, cell);
        const auto value = table_.value(cell);
        const auto reasons = verdicts_.reasons(cell);
        const bool marker = !reasons.empty() || apply(bands_, value).shows == band_value::kind::withheld;
        auto all = marker ? detail::behind_marker(sizes, bands_, value, !reasons.empty() && std::ranges::all_of(reasons, detail::is_group_disclosure))
                          : detail::behind_shown(sizes, bands_, value);
        const auto named = detail::above_single_codes(table_.cube(), cell);
        for (auto* one : {&all.run, &all.hull}) {
            if (named == 0) detail::learn_side_of_total(table_, rules_, *one);
            if (table_.is_frequency()) detail::intersect(*one, listed_.minimum(named), listed_.maximum(named));
        }
        return all;
    }
    [[nodiscard]] band_preimage told(cell_index cell) const { return values(cell).run; }

private:
    const table& table_;
    const verdicts& verdicts_;
    std::span<const rule> rules_;
    const banding& bands_;
    verdicts listed_; // what code lists tell, which speaks of shown cells as well
};

/// Whether a table can be shown by these bands and proved to this width. Errors: bad_argument if `check` refuses the bands, or the table has
/// negative values; not_available if a number, label or marker stands for values with a gap, since the attack knows ranges only and would
/// take the gap for possible; if the width is not cover or exact, or cells are listed or have levels; if rules stand beside the bands of a table that is not of
/// frequencies.
[[nodiscard]] inline result<void> check_banded(const table& t, std::span<const rule> rules, const banding& bands, const protection& p) {
    if (auto ok = check(bands); !ok) return ok;
    if (const auto split = detail::find_split_face(bands))
        return error{.code = errc::not_available, .message = "bands under which one face stands for values with a gap", .rule = bands.name,
                     .found = *split, .wanted = "for each number, label and marker one range of values"};
    if (p.width != protection::kind::cover && p.width != protection::kind::exact)
        return error{.code = errc::not_available, .message = "this protection of a table that is shown by bands", .found = to_string(p.width),
                     .wanted = "cover or exact"};
    const bool listed = std::ranges::any_of(rules, [](const rule& r) { return std::holds_alternative<listed_cells>(r); });
    if (listed || !p.levels.empty())
        return error{.code = errc::not_available,
                     .message = "cells listed by hand, or with levels of their own, beside bands",
                     .rule = to_string(rule_id::listed),
                     .wanted = "suppression"};
    // A table that leaves the category open would often not be flagged, so there the marker itself would tell; only complements cure that.
    if (std::ranges::any_of(rules, [](const rule& r) { return std::holds_alternative<group_disclosure>(r); }))
        return error{.code = errc::not_available, .message = "group disclosure beside bands", .rule = "group disclosure", .wanted = "suppression"};
    if (!rules.empty() && !t.is_frequency())
        return error{.code = errc::not_available,
                     .message = "rules beside bands for magnitude tables",
                     .found = "a table with contributors",
                     .wanted = "a frequency table"};
    const auto negative = std::ranges::find_if(t.values(), [](std::int64_t value) { return value < 0; });
    if (negative == t.values().end()) return {};
    return error{.code = errc::bad_argument, .message = "a negative value, which no band holds",
                 .cell = describe(t, static_cast<cell_index>(negative - t.values().begin())), .wanted = "0 or more"};
}

namespace detail {

inline bool hides(const banding& bands, std::int64_t value) { return apply(bands, value).shows != band_value::kind::number; }

/// For each cell the sums of what the faces of the leaves under it tell; for a leaf its own face. O(dimensions x cells).
inline std::vector<band_preimage> sums_over_leaves(const cube& c, std::vector<band_preimage> faces) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        for (auto cell = c.size(); cell-- > 0;) { // codes are in pre-order: parts come before their sum
            if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
            band_preimage sum{.low = 0, .high = 0};
            relation(c, d, cell).for_each_part([&](cell_index part) {
                sum.low = add(sum.low, faces[part].low).value_or(unlimited);
                sum.high = add(sum.high, faces[part].high).value_or(unlimited);
            });
            faces[cell] = sum;
        }
    }
    return faces;
}

/// The largest limit of the rules that flag the cell by size; 0 if none does.
inline std::int64_t limit_by_size(std::span<const reason> reasons) {
    std::int64_t limit = 0;
    for (const auto& why : reasons) {
        if (!is_group_disclosure(why) && why.rule != rule_id::hidden_zero) limit = std::max(limit, why.limit);
    }
    return limit;
}

/// What a cell in scope wants before the sums of its leaves are looked at.
inline band_preimage wanted_by_face(const table& t, std::span<const reason> reasons, const banding& bands, cell_index cell, const face_values& values) {
    auto wanted = reasons.empty() ? values.hull : values.run;
    if (const auto limit = limit_by_size(reasons); limit > 0) {
        intersect(wanted, 0, limit - 1);
    } else {
        const auto alike = preimage(bands, apply(bands, t.value(cell)));
        intersect(wanted, alike.low, alike.high);
    }
    return wanted;
}

/// Any other value of every unsafe cell, and of every cell that is not 0 in a band that suppresses or labels.
inline std::vector<need> weak_banded_requirements(const table& t, const verdicts& v, const banding& bands) {
    std::vector<need> needs;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const auto value = t.value(cell);
        if (is_unsafe(v.reasons(cell)) || (value != 0 && hides(bands, value)))
            needs.push_back({.cell = cell, .direction = need::side::other, .limit = value});
    }
    return needs;
}

/// Appends the needs that are not met by the true table.
class need_list {
public:
    explicit need_list(const table& t) : table_(t) {}

    void want(const need& n) {
        if (!is_met(n, functional(n, table_.values()))) needs_.push_back(n);
    }
    void want(cell_index cell, const band_preimage& wanted) {
        if (wanted.low == wanted.high) return want({.cell = cell, .direction = need::side::other, .limit = wanted.low});
        want({.cell = cell, .direction = need::side::down, .limit = wanted.low});
        if (wanted.high != unlimited) want({.cell = cell, .direction = need::side::up, .limit = wanted.high});
    }
    /// More than the coalition of the group elsewhere, or the whole group if it is not larger.
    void want_doubt(cell_index cell, const reason& why) {
        want({.cell = why.group, .minus = cell, .direction = need::side::up, .limit = std::min(why.limit, table_.value(why.group) - 1) + 1});
    }
    [[nodiscard]] std::vector<need> take() { return std::move(needs_); }

private:
    const table& table_;
    std::vector<need> needs_;
};

} // namespace detail

/// The needs of a table in which every flagged cell has the marker and the bands show the others, in the order of the cells.
///
/// In scope is every cell that a rule flags or whose value is in a band that suppresses or labels, zeros too, structural zeros never. Under
/// `cover` a reader must reckon with all that the cell's face says: down to the low and up to the high end of `banded_faces`, for a cell
/// flagged by size not beyond the limit less 1, else not beyond the values of its band. The faces of the leaves under a margin tell of it
/// as well: its ends are no farther than their sums. So a reader learns no more from the sums than from the marker or label itself. If that
/// is a single value, the need is any other one. A part of a small total need not exceed what the total's face tells. Group disclosure as
/// in `requirements`.
/// Under `exact`, which is weak: any other value of each unsafe cell and each non-zero cell of such a band.
/// Preconditions: `check_banded`; `v` are the verdicts of the rules, or none. O(cells x (dimensions x depth + rules + bands)).
[[nodiscard]] inline std::vector<need> banded_requirements(const table& t, const verdicts& v, std::span<const rule> rules, const banding& bands,
                                                           const protection& p) {
    if (p.width == protection::kind::exact) return detail::weak_banded_requirements(t, v, bands);
    std::vector<band_preimage> hulls(t.size());
    const banded_faces faces(t, v, rules, bands);
    for (cell_index cell = 0; cell < t.size(); ++cell) hulls[cell] = faces.values(cell).hull;
    const auto most = hulls[0].high;
    const auto sums = detail::sums_over_leaves(t.cube(), std::move(hulls));
    detail::need_list needs(t);
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (t.is_structural_zero(cell)) continue;
        const auto reasons = v.reasons(cell);
        if (detail::limit_by_size(reasons) > 0 || detail::hides(bands, t.value(cell))) {
            auto wanted = detail::wanted_by_face(t, reasons, bands, cell, faces.values(cell));
            detail::intersect(wanted, sums[cell].low, sums[cell].high);
            const bool of_small_total = std::ranges::any_of(reasons, [](const reason& r) { return r.rule == rule_id::small_total; });
            if (of_small_total) detail::intersect(wanted, 0, most);
            needs.want(cell, wanted);
        }
        for (const auto& why : reasons) {
            if (detail::is_group_disclosure(why)) needs.want_doubt(cell, why);
        }
    }
    return needs.take();
}

} // namespace sdc::inline v0
