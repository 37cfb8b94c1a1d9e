/// From verdicts to needs: what must stay possible for a reader, so that an unsafe cell is protected.
#pragma once

#include <sdc/detail/integer.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/largest_limit.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// How far from its true value a cell must be able to be, whatever the general width says. Distances in units of the table, 0 or more, not
/// all of them 0: the reader's interval must contain [a - lower, a + upper], the low end not below what the zero rule and the code lists
/// tell, and be at least `sliding` wide. What `sliding` asks beyond lower + upper is asked upward: of the intervals that would do, the one
/// that is always possible where enough is withheld, since counts have a floor and no ceiling. So it is sufficient, and may be more
/// than needed.
struct protection_level {
    cell_index cell = 0;
    std::int64_t lower = 0;
    std::int64_t upper = 0;
    std::int64_t sliding = 0;

    bool operator==(const protection_level&) const = default;
};

/// How wide the interval must be that a reader can work out for an unsafe cell. Design choice `cover` is explained at `requirements`.
struct protection {
    enum class kind : std::uint8_t {
        cover,    ///< Contains [z, t-1] and more than one value: the reader learns no more than the marker `<t` and the shown zeros say.
        reach,    ///< As cover, and reaches t: the reader is not even certain that the cell is small.
        exact,    ///< More than one value. Weak: a reader may still be certain that the cell is 1 or 2.
        percent,  ///< Contains [a - w, a + w], w = `percent` of the value a, at least 1.
        absolute, ///< Contains [a - w, a + w], w = `absolute`.
    };
    kind width = kind::cover;
    std::int64_t percent = 0;                  ///< 1 or more, for kind::percent.
    std::int64_t absolute = 0;                 ///< 1 or more, for kind::absolute.
    std::vector<protection_level> levels = {}; ///< Ascending cells, each once; instead of the width for these. They are unsafe in any case.

    bool operator==(const protection&) const = default;
};

/// As the option is typed: "cover", "percent", ...
[[nodiscard]] constexpr const char* to_string(protection::kind k) noexcept {
    switch (k) {
    case protection::kind::cover: return "cover";
    case protection::kind::reach: return "reach";
    case protection::kind::exact: return "exact";
    case protection::kind::percent: return "percent";
    case protection::kind::absolute: return "absolute";
    }
    return "";
}

/// Errors: bad_argument naming the field, "protection.levels[2].lower" for the third level. O(levels).
[[nodiscard]] inline result<void> check(const protection& p) {
    const auto refuse = [](std::string field, std::int64_t found, std::string wanted) {
        return error{
            .code = errc::bad_argument, .message = "protection." + std::move(field), .found = std::to_string(found), .wanted = std::move(wanted)};
    };
    if (p.width == protection::kind::percent && !detail::is_limit(p.percent, 1)) return refuse("percent", p.percent, detail::wanted_limit(1));
    if (p.width == protection::kind::absolute && !detail::is_limit(p.absolute, 1)) return refuse("absolute", p.absolute, detail::wanted_limit(1));
    for (std::size_t i = 0; i < p.levels.size(); ++i) {
        const auto& level = p.levels[i];
        const auto name = "levels[" + std::to_string(i) + "].";
        if (!detail::is_limit(level.lower, 0)) return refuse(name + "lower", level.lower, detail::wanted_limit(0));
        if (!detail::is_limit(level.upper, 0)) return refuse(name + "upper", level.upper, detail::wanted_limit(0));
        if (!detail::is_limit(level.sliding, 0)) return refuse(name + "sliding", level.sliding, detail::wanted_limit(0));
        if (level.lower == 0 && level.upper == 0 && level.sliding == 0)
            return refuse(name + "lower", 0, "a distance above 0 in one of lower, upper and sliding");
        if (i > 0 && level.cell <= p.levels[i - 1].cell) return refuse(name + "cell", static_cast<std::int64_t>(level.cell), "ascending cells, each once");
    }
    return {};
}

/// The rules, and the cells with levels as listed: they are unsafe even if no rule flags them. Rules that list them already are unchanged,
/// so that it may be applied twice. O(levels x log).
[[nodiscard]] inline std::vector<rule> with_levels(std::vector<rule> rules, const protection& p) {
    std::vector<cell_index> cells;
    for (const auto& level : p.levels) {
        const bool listed = std::ranges::any_of(rules, [&](const rule& r) {
            const auto* list = std::get_if<listed_cells>(&r);
            return list != nullptr && std::ranges::binary_search(list->cells, level.cell);
        });
        if (!listed) cells.push_back(level.cell);
    }
    if (!cells.empty()) rules.emplace_back(listed_cells{std::move(cells)});
    return rules;
}

/// The rules for a table whose cells the lists do not name.
[[nodiscard]] inline std::vector<rule> without_lists(std::vector<rule> rules) {
    for (auto& r : rules) {
        if (auto* list = std::get_if<listed_cells>(&r)) list->cells.clear();
    }
    return rules;
}

/// One thing that must stay possible: some integer table that agrees with everything public has x(cell) - x(minus) on the far side of
/// `limit`. `minus` is `no_cell` but for group disclosure.
struct need {
    enum class side : std::uint8_t {
        down,  ///< at most limit
        up,    ///< at least limit
        other, ///< different from limit
    };
    cell_index cell = 0;
    cell_index minus = no_cell;
    side direction = side::up;
    std::int64_t limit = 0;

    bool operator==(const need&) const = default;
};

/// The flagged cell that a need protects: of a group disclosure the category, not the group.
[[nodiscard]] constexpr cell_index protected_cell(const need& n) noexcept { return n.minus == no_cell ? n.cell : n.minus; }

/// The value that a need speaks of, in any column of values.
template <class Values>
[[nodiscard]] std::int64_t functional(const need& n, const Values& values) {
    return values[n.cell] - (n.minus == no_cell ? 0 : values[n.minus]);
}

[[nodiscard]] constexpr bool is_met(const need& n, std::int64_t functional_value) noexcept {
    if (n.direction == need::side::down) return functional_value <= n.limit;
    if (n.direction == need::side::up) return functional_value >= n.limit;
    return functional_value != n.limit;
}

namespace detail {

/// Non-zero leaves under a cell. The value bounds the recursion: zero parts are skipped.
inline std::int64_t non_zero_leaves(const table& t, cell_index cell) {
    if (t.value(cell) == 0) return 0;
    for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d) {
        if (t.cube().codes(d).is_leaf(t.cube().shape().coordinate(cell, d))) continue;
        std::int64_t leaves = 0;
        relation(t.cube(), d, cell).for_each_part([&](cell_index part) { leaves += non_zero_leaves(t, part); });
        return leaves;
    }
    return 1;
}

inline bool publishes_total(std::span<const rule> rules, const table& t) {
    return std::ranges::none_of(rules, [&](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && !limit->publish_total && 0 < t.contributors(0) && t.contributors(0) < limit->minimum;
    });
}

/// [low, high] that the reader's interval must contain for a cell flagged by size, or by the size of the total.
struct wanted_interval {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

/// The same number under its highest name: up through levels that have a single code, where facts are kept.
inline cell_index above_single_codes(const cube& c, cell_index cell) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto& codes = c.codes(d);
        for (auto i = c.shape().coordinate(cell, d); i != 0 && codes.children(codes.parent(i)).size() == 1; i = codes.parent(i))
            cell -= (i - codes.parent(i)) * c.shape().stride(d);
    }
    return cell;
}

/// What the zero rule and the code lists alone tell of the cell.
inline std::int64_t lowest_known(const table& t, const verdicts& v, cell_index cell) {
    const auto leaves = v.withheld_minimum() == 0 ? 0 : non_zero_leaves(t, cell);
    return std::max(leaves, v.minimum(above_single_codes(t.cube(), cell)));
}

inline bool speaks_of_size(const reason& r) noexcept { return r.rule != rule_id::group_disclosure && r.rule != rule_id::hidden_zero; }

inline wanted_interval wanted_by_size(const table& t, std::int64_t lowest, std::span<const reason> reasons, const protection& p, bool total_is_public) {
    std::int64_t limit = 0;
    bool small_total = false;
    for (const auto& why : reasons) {
        if (!speaks_of_size(why)) continue;
        limit = std::max(limit, why.limit);
        small_total = small_total || why.rule == rule_id::small_total;
    }
    wanted_interval wanted{.low = lowest, .high = limit - 1};
    if (p.width == protection::kind::reach || wanted.low == wanted.high) wanted.high = std::max(wanted.high, wanted.low) + 1;
    // The total of a withheld breakdown is public by decision; no part can exceed it whatever is withheld.
    if (small_total && total_is_public) wanted.high = std::min(wanted.high, t.grand_total());
    return wanted;
}

/// [a - lower, a + upper], the low end not below what is known anyway.
inline wanted_interval wanted_around(std::int64_t a, std::int64_t lower, std::int64_t upper, std::int64_t lowest) {
    const auto low = std::max<wide_sum>(lowest, wide_sum{a} - lower);
    return {.low = static_cast<std::int64_t>(low), .high = add(a, upper).value_or(unlimited)};
}

/// w = `percent` of the absolute value, rounded up and at least 1.
inline std::int64_t percent_of(std::int64_t a, std::int64_t percent) {
    const wide_sum size = a < 0 ? -wide_sum{a} : wide_sum{a};
    // The product can exceed 128 bits; a width beyond 64 bits is as good as none.
    const bool fits = size == 0 || percent <= wide_sum{unlimited} * 100 / size;
    return fits ? std::max<std::int64_t>(1, static_cast<std::int64_t>((size * percent + 99) / 100)) : unlimited;
}

inline wanted_interval wanted_by_level(std::int64_t a, const protection_level& level, std::int64_t lowest) {
    auto wanted = wanted_around(a, level.lower, level.upper, lowest);
    wanted.high = std::max(wanted.high, add(wanted.low, level.sliding).value_or(unlimited));
    return wanted;
}

inline const protection_level* find_level(const protection& p, cell_index cell) {
    const auto at = std::ranges::lower_bound(p.levels, cell, {}, &protection_level::cell);
    return at == p.levels.end() || at->cell != cell ? nullptr : &*at;
}

/// What the reader's interval of a cell must contain; `exact` apart.
inline wanted_interval wanted_of(const table& t, const verdicts& v, cell_index cell, const protection& p, bool total_is_public) {
    const auto a = t.value(cell), lowest = lowest_known(t, v, cell);
    const auto reasons = v.reasons(cell);
    if (const auto* level = find_level(p, cell)) return wanted_by_level(a, *level, lowest);
    if (p.width == protection::kind::percent) return wanted_around(a, percent_of(a, p.percent), percent_of(a, p.percent), lowest);
    if (p.width == protection::kind::absolute) return wanted_around(a, p.absolute, p.absolute, lowest);
    const bool listed_alone = std::ranges::none_of(reasons, [](const reason& r) { return speaks_of_size(r) && r.rule != rule_id::listed; });
    return listed_alone ? wanted_around(a, 1, 1, lowest) : wanted_by_size(t, lowest, reasons, p, total_is_public);
}

/// The flagged cells and those with levels, ascending.
inline std::vector<cell_index> cells_to_protect(const verdicts& v, const protection& p) {
    std::vector<cell_index> cells(v.cells().begin(), v.cells().end());
    for (const auto& level : p.levels) {
        if (v.reasons(level.cell).empty()) cells.push_back(level.cell);
    }
    std::ranges::sort(cells);
    return cells;
}

} // namespace detail

/// The needs of every unsafe cell, in the order of the cells.
///
/// A cell flagged by size is protected under `cover` if the reader's interval contains [z, t-1] and is more than one value, where z is
/// what the zero rule and the code lists alone tell: 0 if zeros are unsafe or may be withheld (1 for the only cell of a code that is
/// listed because it occurred), else the number of non-zero leaves under the cell. Where the
/// breakdown of a small public total N is withheld, t-1 is replaced by N if that is less. A cell flagged by group disclosure with
/// coalition k needs a consistent table in which more than k of its group are elsewhere (or the whole group, if it is not larger).
/// A cell that is only listed has no threshold to cover: its interval must contain [a - 1, a + 1], from z. Under percent and absolute the
/// low end is z if that is more. A cell with a level of its own has that instead of the width, whether or not it is flagged.
/// Needs that the true table meets already are left out. Preconditions: `check(p)`; levels are of cells of the table.
/// Complexity: O(flagged x branching x depth).
[[nodiscard]] inline std::vector<need> requirements(const table& t, const verdicts& v, std::span<const rule> rules, const protection& p) {
    std::vector<need> needs;
    const auto want = [&](const need& n) {
        if (!is_met(n, functional(n, t.values()))) needs.push_back(n);
    };
    const bool total_is_public = detail::publishes_total(rules, t);
    for (const auto cell : detail::cells_to_protect(v, p)) {
        const auto reasons = v.reasons(cell);
        const bool has_level = detail::find_level(p, cell) != nullptr;
        const bool by_size = has_level || std::ranges::any_of(reasons, detail::speaks_of_size);
        if (by_size && !has_level && p.width == protection::kind::exact) {
            want({.cell = cell, .direction = need::side::other, .limit = t.value(cell)});
        } else if (by_size) {
            const auto wanted = detail::wanted_of(t, v, cell, p, total_is_public);
            want({.cell = cell, .direction = need::side::down, .limit = wanted.low});
            want({.cell = cell, .direction = need::side::up, .limit = wanted.high});
        }
        for (const auto& why : reasons) {
            if (why.rule != rule_id::group_disclosure) continue;
            want({.cell = why.group, .minus = cell, .direction = need::side::up, .limit = std::min(why.limit, t.value(why.group) - 1) + 1});
        }
    }
    return needs;
}

} // namespace sdc::inline v0
