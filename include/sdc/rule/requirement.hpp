/// From verdicts to needs: what must stay possible for a reader, so that an unsafe cell is protected.
#pragma once

#include <sdc/detail/integer.hpp>
#include <sdc/rule/evaluate.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// How wide the interval must be that a reader can work out for an unsafe cell. Design choice `cover` is explained at `requirements`.
struct protection {
    enum class kind : std::uint8_t {
        cover,   ///< Contains [z, t-1] and more than one value: the reader learns no more than the marker `<t` and the shown zeros say.
        reach,   ///< As cover, and reaches t: the reader is not even certain that the cell is small.
        exact,   ///< More than one value. Weak: a reader may still be certain that the cell is 1 or 2.
        percent, ///< Contains [a - w, a + w], w = `percent` of the value a, at least 1.
    };
    kind width = kind::cover;
    std::int64_t percent = 0; ///< 1 or more, for kind::percent.

    bool operator==(const protection&) const = default;
};

[[nodiscard]] inline result<void> check(const protection& p) {
    if (p.width == protection::kind::percent && p.percent < 1)
        return error{.code = errc::bad_argument, .message = "protection.percent", .found = std::to_string(p.percent), .wanted = "at least 1"};
    return {};
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

inline wanted_interval wanted_by_size(const table& t, cell_index cell, const verdicts& v, std::span<const reason> reasons,
                                      const protection& p, bool total_is_public) {
    std::int64_t limit = 0;
    bool small_total = false;
    for (const auto& why : reasons) {
        if (why.rule == rule_id::group_disclosure || why.rule == rule_id::hidden_zero) continue;
        limit = std::max(limit, why.limit);
        small_total = small_total || why.rule == rule_id::small_total;
    }
    wanted_interval wanted{.low = v.withheld_minimum() == 0 ? 0 : non_zero_leaves(t, cell), .high = limit - 1};
    wanted.low = std::max(wanted.low, v.minimum(above_single_codes(t.cube(), cell)));
    if (p.width == protection::kind::reach || wanted.low == wanted.high) wanted.high = std::max(wanted.high, wanted.low) + 1;
    // The total of a withheld breakdown is public by decision; no part can exceed it whatever is withheld.
    if (small_total && total_is_public) wanted.high = std::min(wanted.high, t.grand_total());
    return wanted;
}

/// [a - w, a + w] with w = `percent` of the absolute value, rounded up and at least 1; the low end not below what the zero rule tells.
inline wanted_interval wanted_by_percent(std::int64_t a, std::int64_t percent, std::int64_t lowest) {
    const wide_sum size = a < 0 ? -wide_sum{a} : wide_sum{a};
    // The product can exceed 128 bits; a width beyond 64 bits is as good as none.
    const bool fits = size == 0 || percent <= wide_sum{unlimited} * 100 / size;
    const auto width = fits ? std::max<std::int64_t>(1, static_cast<std::int64_t>((size * percent + 99) / 100)) : unlimited;
    const auto low = std::max<wide_sum>(lowest, wide_sum{a} - width);
    return {.low = static_cast<std::int64_t>(low), .high = add(a, width).value_or(unlimited)};
}

} // namespace detail

/// The needs of every unsafe cell, in the order of the cells.
///
/// A cell flagged by size is protected under `cover` if the reader's interval contains [z, t-1] and is more than one value, where z is
/// what the zero rule and the code lists alone tell: 0 if zeros are unsafe or may be withheld (1 for the only cell of a code that is
/// listed because it occurred), else the number of non-zero leaves under the cell. Where the
/// breakdown of a small public total N is withheld, t-1 is replaced by N if that is less. A cell flagged by group disclosure with
/// coalition k needs a consistent table in which more than k of its group are elsewhere (or the whole group, if it is not larger).
/// Needs that the true table meets already are left out. Complexity: O(flagged x branching x depth).
[[nodiscard]] inline std::vector<need> requirements(const table& t, const verdicts& v, std::span<const rule> rules, const protection& p) {
    std::vector<need> needs;
    const auto want = [&](const need& n) {
        if (!is_met(n, functional(n, t.values()))) needs.push_back(n);
    };
    const bool total_is_public = detail::publishes_total(rules, t);
    for (std::size_t i = 0; i < v.cells().size(); ++i) {
        const auto cell = v.cells()[i];
        const auto reasons = v.reasons_at(i);
        const bool by_size = std::ranges::any_of(reasons, [](const reason& r) { return r.rule != rule_id::group_disclosure && r.rule != rule_id::hidden_zero; });
        const auto a = t.value(cell);
        if (by_size && p.width == protection::kind::exact) {
            want({.cell = cell, .direction = need::side::other, .limit = a});
        } else if (by_size) {
            auto wanted = detail::wanted_by_size(t, cell, v, reasons, p, total_is_public);
            if (p.width == protection::kind::percent) wanted = detail::wanted_by_percent(a, p.percent, wanted.low);
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
