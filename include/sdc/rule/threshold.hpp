/// The threshold rule and the policies that go with it: what happens to zeros, to the total, and to
/// breakdowns of a small total.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/condition.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/rule/verdict.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <initializer_list>
#include <span>

namespace sdc::inline v0 {

/// What is announced about zeros is public knowledge: it decides which values a suppressed cell can
/// have.
enum class zero_policy : std::uint8_t {
    show, ///< Zeros are safe and never suppressed; so an intruder knows that every suppressed cell
          ///< is at least 1.
    eligible, ///< Zeros are safe but may be suppressed as complements.
    hide, ///< Zeros are suppressed, so that they do not point at the others; they are not protected
          ///< themselves.
    unsafe, ///< Zeros are unsafe like small counts.
};

/// As the option is typed: "show", "eligible", ...
[[nodiscard]] constexpr const char* to_string(zero_policy z) noexcept {
    switch (z) {
    case zero_policy::show: return "show";
    case zero_policy::eligible: return "eligible";
    case zero_policy::hide: return "hide";
    case zero_policy::unsafe: return "unsafe";
    }
    return "";
}

/// A cell is unsafe if 0 < contributors < minimum. Structural zeros are always shown: everybody
/// knows them.
struct threshold {
    std::int64_t minimum = 5;              ///< Smallest safe count, at least 1.
    zero_policy zeros = zero_policy::show; ///< See there.
    std::int64_t hide_zeros_below_total =
        0; ///< Zeros are suppressed while the grand total is below this and not 0; 0: off.
    bool publish_total = false; ///< The grand total is released whatever its size.
    std::int64_t min_total_for_breakdown =
        0; ///< Below this (and above 0) every cell but the total is unsafe; 0: off.

    bool operator==(const threshold&) const = default;
};

[[nodiscard]] SDCKIT_API result<void> check(const threshold& rule);

/// True if the grand total is so small that no breakdown is given. A total of 0 has nothing to
/// break down.
[[nodiscard]] inline bool suppresses_breakdown(const threshold& rule, std::int64_t total) noexcept {
    return 0 < total && total < rule.min_total_for_breakdown;
}
[[nodiscard]] inline bool suppresses_breakdown(const threshold& rule, const table& t) noexcept {
    return suppresses_breakdown(rule, t.contributors(0));
}

/// The zero policy once the size of the grand total is known.
[[nodiscard]] SDCKIT_API zero_policy zeros_in(const threshold& rule, std::int64_t total) noexcept;
[[nodiscard]] inline zero_policy zeros_in(const threshold& rule, const table& t) noexcept {
    return zeros_in(rule, t.contributors(0));
}

/// True if the cell is the grand total under another name: along every dimension the way up has no
/// branches.
[[nodiscard]] inline bool equals_total(const cube& c, const coordinates& at) noexcept {
    for (std::size_t d = 0; d < c.shape().dimensions(); ++d) {
        const auto& codes = c.codes(d);
        for (auto i = at[d]; i != 0; i = codes.parent(i)) {
            if (codes.children(codes.parent(i)).size() > 1) return false;
        }
    }
    return true;
}

/// Calls f(reason) for each reason that the rule has against the cell.
template <class F>
void for_each_reason(const threshold& rule, const table& t, const cell_view& cell, F&& f) {
    const auto n = t.contributors(cell.index());
    const bool total = equals_total(t.cube(), cell.at());
    const bool no_breakdown = suppresses_breakdown(rule, t);
    // A total of 0 gives every cell away, so it is unsafe where zeros are.
    if (total && (rule.publish_total || (n == 0 && rule.zeros != zero_policy::unsafe))) return;
    if (n == 0 && t.is_structural_zero(cell.index())) return;
    if (0 < n && n < rule.minimum)
        f(reason{.rule = rule_id::small_count, .found = n, .limit = rule.minimum});
    if (no_breakdown && !total)
        f(reason{.rule = rule_id::small_total,
                 .found = t.contributors(0),
                 .limit = rule.min_total_for_breakdown});
    if (n != 0) return;
    const auto zeros = zeros_in(rule, t);
    if (zeros == zero_policy::unsafe)
        f(reason{.rule = rule_id::unsafe_zero, .found = 0, .limit = rule.minimum});
    if (zeros == zero_policy::hide && !no_breakdown)
        f(reason{.rule = rule_id::suppressed_zero, .found = 0, .limit = 1});
}

/// Calls f(conditions) for each of the cases in which the rule would flag a suppressed cell of a
/// release: one of them holds, or it does not. The small total is left out, which is not about the
/// cell (see `announced_facts`). Structural zeros are not asked about. O(1).
template <class View, class F>
void for_each_flagged_case(const threshold& rule, const View& view, const cell_view& cell, F&& f) {
    const bool total = equals_total(view.cube(), cell.at());
    if (total && rule.publish_total) return;
    const auto is = [&](std::int64_t low, std::int64_t high) {
        return condition{.cell = cell.index(), .low = low, .high = high};
    };
    const auto call = [&](std::initializer_list<condition> all) {
        f(std::span<const condition>(all.begin(), all.size()));
    };
    if (rule.minimum > 1) call({is(1, rule.minimum - 1)});
    if (rule.zeros == zero_policy::unsafe || (rule.zeros == zero_policy::hide && !total))
        call({is(0, 0)});
    else if (rule.hide_zeros_below_total > 1 && !total)
        call({is(0, 0), {.cell = 0, .low = 1, .high = rule.hide_zeros_below_total - 1}});
}

[[nodiscard]] constexpr bool published_cells_tell_nothing(const threshold&) noexcept {
    return true;
}
/// Calls f(fact) for what a published cell implies about others: of this rule nothing beyond the
/// side of its limits that the total is on.
template <class View, class F>
void for_each_published_fact(const threshold&, const View&, const cell_view&, F&&) {}

} // namespace sdc::inline v0
