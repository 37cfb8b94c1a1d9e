/// From verdicts to protection requirements: which values the feasibility interval of an unsafe
/// cell must contain.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/table/interval.hpp>

#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

/// A protection level of one cell, whatever the general width is. Distances in units of the table,
/// 0 or more, not all of them 0: the intruder's interval must contain [a - lower, a + upper], the
/// low end not below what the zero rule and the code lists imply, and be at least `sliding` wide.
/// What `sliding` asks beyond lower + upper is asked upward: of the intervals that would do, the
/// one that is always possible where enough is suppressed, since counts have a floor and no
/// ceiling. So it is sufficient, and may be more than needed.
struct protection_level {
    cell_index cell = 0;
    std::int64_t lower = 0;
    std::int64_t upper = 0;
    std::int64_t sliding = 0;

    bool operator==(const protection_level&) const = default;
};

/// How wide the feasibility interval of an unsafe cell must be. Design choice `cover` is explained
/// at `requirements`.
struct protection {
    enum class kind : std::uint8_t {
        cover, ///< Contains [z, t-1] and more than one value: the intruder learns no more than the
               ///< marker `<t` and the shown zeros say.
        reach, ///< As cover, and reaches t: the intruder is not even certain that the cell is
               ///< small.
        exact, ///< More than one value. Weak: an intruder may still be certain that the cell is 1
               ///< or 2.
        percent,  ///< Contains [a - w, a + w], w = `percent` of the value a, at least 1.
        absolute, ///< Contains [a - w, a + w], w = `absolute`.
    };
    kind width = kind::cover;
    std::int64_t percent = 0;                  ///< 1 or more, for kind::percent.
    std::int64_t absolute = 0;                 ///< 1 or more, for kind::absolute.
    std::vector<protection_level> levels = {}; ///< Ascending cells, each once; instead of the width
                                               ///< for these. They are unsafe in any case.

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

/// Errors: bad_argument naming the field, "protection.levels[2].lower" for the third level.
/// O(levels).
[[nodiscard]] SDCKIT_API result<void> check(const protection& p);

/// The rules, and the cells with levels as listed: they are unsafe even if no rule flags them.
/// Rules that list them already are unchanged, so that it may be applied twice. O(levels x log).
[[nodiscard]] SDCKIT_API std::vector<rule> with_levels(std::vector<rule> rules,
                                                       const protection& p);

/// The rules for a table whose cells the lists do not name.
[[nodiscard]] SDCKIT_API std::vector<rule> without_lists(std::vector<rule> rules);

/// One thing that must stay possible: some integer table that agrees with everything public has
/// x(cell) - x(minus) on the far side of `limit`. `minus` is `no_cell` but for group disclosure.
struct requirement {
    enum class side : std::uint8_t {
        down,  ///< at most limit
        up,    ///< at least limit
        other, ///< different from limit
    };
    cell_index cell = 0;
    cell_index minus = no_cell;
    side direction = side::up;
    std::int64_t limit = 0;

    bool operator==(const requirement&) const = default;
};

/// The flagged cell that a requirement protects: of a group disclosure the category, not the group.
[[nodiscard]] constexpr cell_index protected_cell(const requirement& n) noexcept {
    return n.minus == no_cell ? n.cell : n.minus;
}

/// The value that a requirement is about, in any column of values.
template <class Values>
[[nodiscard]] std::int64_t functional(const requirement& n, const Values& values) {
    return values[n.cell] - (n.minus == no_cell ? 0 : values[n.minus]);
}

[[nodiscard]] constexpr bool is_met(const requirement& n, std::int64_t functional_value) noexcept {
    if (n.direction == requirement::side::down) return functional_value <= n.limit;
    if (n.direction == requirement::side::up) return functional_value >= n.limit;
    return functional_value != n.limit;
}

namespace detail {

/// Non-zero leaves under a cell. The value bounds the recursion: zero parts are skipped.
SDCKIT_API std::int64_t non_zero_leaves(const table& t, cell_index cell);

SDCKIT_API bool publishes_total(std::span<const rule> rules, const table& t);

/// The same number under its highest name: up through levels that have a single code, where facts
/// are kept.
SDCKIT_API cell_index above_single_codes(const cube& c, cell_index cell);

/// What the zero rule and the code lists alone imply for the cell, where all cells are published.
SDCKIT_API std::int64_t lowest_known(const table& t, const verdicts& v, cell_index cell);

/// The same for every cell, where some are not published: a total is at least the sum of its parts,
/// and the only part that is not shown as zero is its total. O(dimensions x cells) a pass; parts
/// come after their totals, so one pass backwards is nearly always all.
SDCKIT_API std::vector<std::int64_t> lowest_known_of_published(const table& t, const verdicts& v);

inline bool speaks_of_size(const reason& r) noexcept {
    return r.rule != rule_id::group_disclosure && r.rule != rule_id::suppressed_zero;
}

/// What the feasibility interval must contain for a cell flagged by size, or by the size of the
/// total.
SDCKIT_API interval wanted_by_size(const table& t, std::int64_t lowest,
                                   std::span<const reason> reasons, const protection& p,
                                   bool total_is_public);

/// [a - lower, a + upper], the low end not below what is known anyway.
SDCKIT_API interval wanted_around(std::int64_t a, std::int64_t lower, std::int64_t upper,
                                  std::int64_t lowest);

/// w = `percent` of the absolute value, rounded up and at least 1.
SDCKIT_API std::int64_t percent_of(std::int64_t a, std::int64_t percent);

SDCKIT_API interval wanted_by_level(std::int64_t a, const protection_level& level,
                                    std::int64_t lowest);

SDCKIT_API const protection_level* find_level(const protection& p, cell_index cell);

/// What the intruder's interval of a cell must contain, `lowest` being what is known of it anyway;
/// `exact` apart.
SDCKIT_API interval wanted_of(const table& t, const verdicts& v, cell_index cell,
                              std::int64_t lowest, const protection& p, bool total_is_public);

/// The flagged cells and those with levels, ascending.
SDCKIT_API std::vector<cell_index> cells_to_protect(const verdicts& v, const protection& p);

} // namespace detail

/// The requirements of every unsafe cell, by cell.
///
/// Under `cover` the feasibility interval of a cell flagged by size must contain [z, t-1] and more
/// than one value, where z is what the zero rule and the code lists imply: 0 if zeros are unsafe or
/// may be suppressed, else the number of non-zero published leaves under the cell. If a small
/// public total N is less than t-1, it replaces t-1. Group disclosure with coalition k: more than k
/// of the group (or all of it) can be elsewhere. A cell that is only listed: [a - 1, a + 1], from
/// z. A level of its own replaces the width. Complexity: O(flagged x branching x depth).
[[nodiscard]] SDCKIT_API std::vector<requirement> list_requirements(const table& t,
                                                                    const verdicts& v,
                                                                    std::span<const rule> rules,
                                                                    const protection& p);

} // namespace sdc::inline v0
