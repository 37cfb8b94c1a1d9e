/// Group (attribute) disclosure: when nearly everyone of a group is in one category, membership of
/// the group gives the category away, with nobody identified first.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/condition.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/rule/verdict.hpp>
#include <sdc/table/table.hpp>

#include <array>
#include <cstdint>
#include <span>

namespace sdc::inline v0 {

/// A cell with count F > 0 is unsafe if, along a sensitive dimension, the group above it has p - F
/// <= coalition: a coalition of that many members who know themselves to be elsewhere knows the
/// category of everyone else. Coalition 0 is the external intruder, 1 a single internal intruder.
/// If no dimension of the table has the role `sensitive`, every dimension is taken as such, which
/// is the cautious reading. Source: Lupp and Langsrud (2021), k-disclosure; Handbook on Statistical
/// Disclosure Control, 2nd edition, section 5.
struct group_disclosure {
    std::int64_t coalition = 1;           ///< At least 0.
    std::int64_t upper_bound = unlimited; ///< At least 1. Larger cells are not flagged: that nearly
                                          ///< everyone is in them is no news.

    bool operator==(const group_disclosure&) const = default;
};

[[nodiscard]] SDCKIT_API result<void> check(const group_disclosure& rule);

namespace detail {

SDCKIT_API bool any_sensitive(const cube& c) noexcept;

/// The nearest cell up along d that has parts other than this one which could hold somebody;
/// `no_cell` if there is none. is_impossible(cell): known to hold nobody whatever happens. Where
/// codes are those that occur, others could have: that all are of one is disclosure.
template <class P>
cell_index group_above(const cube& c, const cell_view& cell, std::size_t d, P&& is_impossible) {
    const auto& codes = c.codes(d);
    const auto stride = c.shape().stride(d);
    auto below = cell.index();
    for (auto i = cell.at()[d]; i != 0; i = codes.parent(i)) {
        const relation r(c, d, below - (i - codes.parent(i)) * stride);
        bool others = c.dimensions()[d].codes_from_data;
        r.for_each_part(
            [&](cell_index part) { others = others || (part != below && !is_impossible(part)); });
        if (others) return r.total();
        below = r.total();
    }
    return no_cell;
}

/// Calls f(group) for the group above the cell along each dimension that counts as sensitive, where
/// there is one.
template <class P, class F>
void for_each_group(const cube& c, const cell_view& cell, P&& is_impossible, F&& f) {
    const bool all = !any_sensitive(c);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (!all && c.dimensions()[d].role != role::sensitive) continue;
        if (const auto group = group_above(c, cell, d, is_impossible); group != no_cell) f(group);
    }
}
template <class F>
void for_each_group(const table& t, const cell_view& cell, F&& f) {
    for_each_group(
        t.cube(), cell, [&t](cell_index part) { return t.is_structural_zero(part); }, f);
}

} // namespace detail

template <class F>
void for_each_reason(const group_disclosure& rule, const table& t, const cell_view& cell, F&& f) {
    const auto n = t.contributors(cell.index());
    if (n == 0 || n > rule.upper_bound) return;
    detail::for_each_group(t, cell, [&](cell_index group) {
        const auto others = t.contributors(group) - n;
        if (others <= rule.coalition)
            f(reason{.rule = rule_id::group_disclosure,
                     .found = others,
                     .limit = rule.coalition,
                     .group = group});
    });
}

/// Calls f(conditions) for each of the cases in which the rule would flag a suppressed cell: one
/// for each of its groups.
template <class View, class F>
void for_each_flagged_case(const group_disclosure& rule, const View& view, const cell_view& cell,
                           F&& f) {
    const auto is_impossible = [&](cell_index part) { return view.is_structural_zero(part); };
    detail::for_each_group(view.cube(), cell, is_impossible, [&](cell_index group) {
        const std::array<condition, 2> both{
            condition{.cell = cell.index(), .low = 1, .high = rule.upper_bound},
            condition{.cell = group, .minus = cell.index(), .low = 0, .high = rule.coalition}};
        f(std::span<const condition>(both));
    });
}

[[nodiscard]] constexpr bool published_cells_tell_nothing(const group_disclosure&) noexcept {
    return false;
}
/// Calls f(fact) for what a published cell tells: it is not flagged, so that more than the
/// coalition of each of its groups are elsewhere. Of a cell that may be 0 or above the upper bound
/// it implies nothing. O(dimensions x depth x branching).
template <class View, class F>
void for_each_published_fact(const group_disclosure& rule, const View& view, const cell_view& cell,
                             F&& f) {
    const auto low = view.low(cell.index()), high = view.high(cell.index());
    if (low < 1 || high > rule.upper_bound) return;
    const auto is_impossible = [&](cell_index part) { return view.is_structural_zero(part); };
    const auto least = low > unlimited - rule.coalition - 1 ? unlimited : low + rule.coalition + 1;
    detail::for_each_group(view.cube(), cell, is_impossible,
                           [&](cell_index group) { f(condition{.cell = group, .low = least}); });
}

} // namespace sdc::inline v0
