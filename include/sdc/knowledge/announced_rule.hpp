/// What an announced rule implies, together with the numbers of a release: the one place from which
/// methods, audits, scores and certificates take it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/rule/condition.hpp>
#include <sdc/rule/evaluate.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

/// What everybody sees of a release. `low` and `high` of a published cell are equal where its
/// number is true. A rule of one's own joins by three functions next to its type, found by its
/// arguments: `for_each_reason` (what it flags), `for_each_flagged_case` (what a suppressed cell
/// can be if it is flagged), `for_each_published_fact` (what a published cell implies about others;
/// and `published_cells_tell_nothing`, so that no search is made in vain).
template <class T>
concept release_view = requires(const T& view, cell_index cell, std::size_t d) {
    { view.cube() } -> std::convertible_to<const sdc::cube&>;
    { view.is_suppressed(cell) } -> std::convertible_to<bool>;
    { view.is_structural_zero(cell) } -> std::convertible_to<bool>;
    { view.low(cell) } -> std::convertible_to<std::int64_t>;
    { view.high(cell) } -> std::convertible_to<std::int64_t>;
    {
        view.codes_occur(d)
    } -> std::convertible_to<bool>; ///< The codes of the dimension are those that occurred: each
                                    ///< holds at least one unit.
    {
        view.is_last_code(d, code_index{})
    } -> std::convertible_to<bool>; ///< The release shows the code and none below it.
};

/// What the rules imply about a release: what holds in every table that it can come from. Facts
/// come in any order; those about one cell intersect.
struct announced_facts {
    std::int64_t suppressed_minimum = 0; ///< Of every suppressed cell that is no structural zero.
    std::vector<condition> total =
        {}; ///< By the limits on the total and the zero policy, which everybody sees.
    std::vector<one_of> cases =
        {}; ///< The same where it may be one or the other: of each union one alternative holds.
    std::vector<condition> codes = {}; ///< By code lists that were taken from the data.
    std::vector<condition> published =
        {};           ///< Of suppressed cells, by the published ones, which no rule flagged.
    bool fits = true; ///< False: under no total would these rules have published just these cells.
};

namespace detail {

/// A range of the grand total in which the policies of the rules stay the same.
struct total_range {
    std::int64_t low = 0, high = 0;
    bool breakdown = false, hides_zeros = false, unsafe_zeros = false, may_suppress_zeros = false;
};

SDCKIT_API std::vector<total_range> ranges_of_total(std::span<const rule> rules);

/// All that decides which ranges of the total a release fits. "Inner" cells are not the total under
/// another name.
struct release_outline {
    bool inner_number = false, inner_zero = false, somebody = false, suppresses = false,
         suppresses_total = false;
    std::int64_t total_low = 0, total_high = unlimited;
};

template <release_view View>
release_outline outline(const View& view) {
    release_outline seen;
    for (const auto& cell : cells(view.cube())) {
        const auto i = cell.index();
        if (view.is_structural_zero(i)) continue;
        const bool total = equals_total(view.cube(), cell.at());
        if (view.is_suppressed(i)) {
            seen.suppresses = true;
            seen.suppresses_total = seen.suppresses_total || total;
            continue;
        }
        const auto low = view.low(i), high = view.high(i);
        if (low == 0 && high == unlimited) continue; // not published at all
        seen.somebody = seen.somebody || low > 0;
        seen.total_low = std::max(seen.total_low, low);
        if (total) seen.total_high = std::min(seen.total_high, high);
        if (total) continue;
        seen.inner_number = true;
        seen.inner_zero = seen.inner_zero || high == 0;
    }
    return seen;
}

/// Whether rules under which the total is in this range would have published these cells.
SDCKIT_API bool fits(const total_range& r, const release_outline& seen,
                     std::span<const rule> rules);

/// Codes that were taken from the data all occur: each holds at least one unit, and the total at
/// least as many as there are.
template <release_view View>
void add_occurring_codes(const View& view, std::vector<condition>& facts) {
    const auto& c = view.cube();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (!view.codes_occur(d)) continue;
        std::int64_t codes = 0;
        for (code_index i = 1; i < c.codes(d).size(); ++i) {
            if (!view.is_last_code(d, i)) continue;
            facts.push_back({.cell = i * c.shape().stride(d), .low = 1});
            ++codes;
        }
        facts.push_back({.cell = 0, .low = codes});
    }
}

/// The total is in one of the ranges, and in each of them the zero policy says how small a
/// suppressed cell can be.
template <release_view View>
void add_ranges(const View& view, const std::vector<total_range>& left, announced_facts& found) {
    const auto same = std::ranges::all_of(left, [&](const total_range& r) {
        return r.may_suppress_zeros == left.front().may_suppress_zeros;
    });
    found.total.push_back({.cell = 0, .low = left.front().low, .high = left.back().high});
    const bool gap =
        std::ranges::adjacent_find(left, [](const total_range& a, const total_range& b) {
            return a.high + 1 != b.low;
        }) != left.end();
    if (same) found.suppressed_minimum = left.front().may_suppress_zeros ? 0 : 1;
    if (same && !gap) return;
    one_of ranges;
    for (const auto& r : left) {
        std::vector<condition> all{{.cell = 0, .low = r.low, .high = r.high}};
        for (cell_index cell = 0; !same && !r.may_suppress_zeros && cell < view.cube().size();
             ++cell) {
            if (view.is_suppressed(cell) && !view.is_structural_zero(cell))
                all.push_back({.cell = cell, .low = 1});
        }
        ranges.add(all);
    }
    found.cases.push_back(std::move(ranges));
}

} // namespace detail

/// The cases in which some rule would flag some suppressed cell: nothing is suppressed unless
/// something is flagged. Nothing if that implies nothing, as where the disclosure officer may have
/// listed any cell; without alternatives if nothing is suppressed. O(cells x rules).
template <release_view View>
[[nodiscard]] std::optional<one_of> find_flagged_cases(const View& view,
                                                       std::span<const rule> rules) {
    one_of found;
    bool tells_nothing = false;
    bool breakdown = false;
    for (const auto& cell : cells(view.cube())) {
        if (!view.is_suppressed(cell.index()) || view.is_structural_zero(cell.index())) continue;
        breakdown = breakdown || !equals_total(view.cube(), cell.at());
        for (const auto& r : rules) {
            std::visit(
                [&](const auto& one) {
                    for_each_flagged_case(one, view, cell, [&](std::span<const condition> all) {
                        tells_nothing = tells_nothing || all.empty();
                        found.add(all);
                    });
                },
                r);
        }
    }
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit == nullptr || limit->min_total_for_breakdown < 2 || !breakdown) continue;
        found.add(
            std::array{condition{.cell = 0, .low = 1, .high = limit->min_total_for_breakdown - 1}});
    }
    if (tells_nothing) return std::nullopt;
    return found;
}

/// Some rule flags the cell in the table whose values `value_of(cell)` gives, as somebody sees who
/// knows the release. O(rules).
template <release_view View, class F>
[[nodiscard]] bool is_flagged(const View& view, std::span<const rule> rules, const cell_view& cell,
                              F&& value_of) {
    bool found = false;
    for (const auto& r : rules) {
        std::visit(
            [&](const auto& one) {
                for_each_flagged_case(one, view, cell, [&](std::span<const condition> all) {
                    found = found || std::ranges::all_of(all, [&](const condition& c) {
                                return holds(c, value_of);
                            });
                });
            },
            r);
        const auto* limit = std::get_if<threshold>(&r);
        found = found || (limit != nullptr && suppresses_breakdown(*limit, value_of(0)) &&
                          !equals_total(view.cube(), cell.at()));
    }
    return found;
}

/// What published cells imply about others: f(published cell, fact), several for one cell. O(cells
/// x rules x dimensions x depth).
template <release_view View, class F>
void for_each_published_fact(const View& view, std::span<const rule> rules, F&& f) {
    const auto is_silent = [](const rule& r) {
        return std::visit([](const auto& one) { return published_cells_tell_nothing(one); }, r);
    };
    if (std::ranges::all_of(rules, is_silent)) return;
    for (const auto& cell : cells(view.cube())) {
        if (view.is_suppressed(cell.index()) || view.is_structural_zero(cell.index())) continue;
        for (const auto& r : rules)
            std::visit(
                [&](const auto& one) {
                    for_each_published_fact(one, view, cell,
                                            [&](const condition& fact) { f(cell.index(), fact); });
                },
                r);
    }
}

/// All that the rules imply about a release, but for `find_flagged_cases`, which is about all
/// tables of a release together. `total`: what is known of the grand total, apart from its own
/// cell. O(cells x rules x dimensions x depth).
template <release_view View>
[[nodiscard]] announced_facts find_announced_facts(const View& view, std::span<const rule> rules,
                                                   const condition& total = {}) {
    announced_facts found;
    auto seen = detail::outline(view);
    seen.total_low = std::max(seen.total_low, total.low);
    seen.total_high = std::min(seen.total_high, total.high);
    auto left = detail::ranges_of_total(rules);
    std::erase_if(left,
                  [&](const detail::total_range& r) { return !detail::fits(r, seen, rules); });
    found.fits = !left.empty();
    if (found.fits && seen.suppresses) detail::add_ranges(view, left, found);
    detail::add_occurring_codes(view, found.codes);
    for_each_published_fact(view, rules, [&](cell_index, const condition& fact) {
        if (view.is_suppressed(fact.cell)) found.published.push_back(fact);
    });
    return found;
}

} // namespace sdc::inline v0
