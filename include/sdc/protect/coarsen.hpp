/// The most detailed coarser tables that are safe whole: each dimension stops at a depth of its hierarchy, or is left out.
#pragma once

#include <sdc/error.hpp>
#include <sdc/plan.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/risk/information_loss.hpp>
#include <sdc/table/recode.hpp>
#include <sdc/table/shape.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

/// A coarser table is unsafe if it has an unsafe cell or if `is_safe` says no. Without either every table is safe.
struct coarsen_options {
    /// Cells of the table that must not be shown, in any order. Every cell of a coarser table is one of the table, so this is exact, and as good
    /// as judging each coarser table anew, for whatever is judged by a cell and by the cells above it, which a table that has the cell has
    /// too: `threshold`, `group_disclosure`, `score_cells`.
    std::span<const cell_index> unsafe = {};
    /// Judges a coarser table as a whole, for what depends on which tables there are: it gets each as `recode_to_judge` makes it.
    std::function<result<bool>(const recoded&)> is_safe = {};
    /// The caller promises that `is_safe` holds of whatever is coarser than a table of which it holds. Then no table is judged that is finer than one
    /// that was refused. Without the promise nothing is taken for granted, and each is judged but those coarser than a safe one, which cannot be
    /// most detailed. Where the promise is false, safe tables may be missed; none that was not judged safe is returned.
    bool monotone = false;
    /// A dimension may be left out altogether.
    bool drop_allowed = false;
    /// No dimension deeper than this, one depth a dimension, as `recode` takes them; 0 leaves it out. Empty: as deep as they are.
    std::span<const code_index> deepest = {};
};

/// A safe coarser table, and what it loses.
struct coarsening {
    std::vector<code_index> depths = {}; ///< Of each dimension of the table, as `recode` takes them; 0: left out.
    cell_index cells = 0;                ///< Of the coarser table, margins included.
    double average_distance = 0;         ///< See `average_distance`: of the leaves and `spread_over_leaves`.
    double hellinger = 0;                ///< See `hellinger_distance`; of the same.
};

struct coarsenings {
    std::uint64_t candidates = 0; ///< Combinations of depths.
    std::uint64_t judged = 0;     ///< Tables that `is_safe` was asked about.
    /// No two of them are finer and coarser versions of each other, and every safe table is one of them or coarser than one. The least
    /// average distance first (equal to nine decimals: the most cells, then the deepest in the first dimension by name in which they differ). Never empty.
    std::vector<coarsening> safe = {};
};

/// What a reader of the coarser table would take the leaves to hold: each of its cells spread evenly over the leaves under it that could
/// hold somebody, in the order of the cells. Structural zeros are left out. The depths of the hierarchies themselves give the true counts. Counts are of
/// contributors, also in magnitude tables. Errors: bad_argument if the depths are not one a dimension. O(cells x dimensions).
[[nodiscard]] inline result<std::vector<double>> spread_over_leaves(const table& t, std::span<const code_index> depths) {
    const auto dims = t.cube().dimensions();
    if (depths.size() != dims.size())
        return error{.code = errc::bad_argument, .message = "number of depths", .found = std::to_string(depths.size()), .wanted = std::to_string(dims.size())};
    std::vector<std::vector<cell_index>> above(dims.size()); // of each code what the code that stands for it adds to the cell
    for (std::size_t d = 0; d < dims.size(); ++d) {
        const auto& codes = dims[d].codes;
        for (code_index i = 0; i < codes.size(); ++i)
            above[d].push_back(codes.depth(i) <= depths[d] ? i * t.cube().shape().stride(d) : above[d][codes.parent(i)]);
    }
    std::vector<cell_index> shown; // of each leaf the cell of the coarser table that it is in
    std::vector<std::int64_t> leaves(t.size());
    for (const auto& cell : cells(t)) {
        if (cell.is_margin() || t.is_structural_zero(cell.index())) continue;
        cell_index in = 0;
        for (std::size_t d = 0; d < dims.size(); ++d) in += above[d][cell.at()[d]];
        shown.push_back(in);
        ++leaves[in];
    }
    std::vector<double> spread;
    spread.reserve(shown.size());
    for (const auto in : shown) spread.push_back(static_cast<double>(t.contributors(in)) / static_cast<double>(leaves[in]));
    return spread;
}

namespace detail {

/// True if the table has sensitive dimensions and these depths leave out all of them.
inline bool drops_all_sensitive(const table& t, std::span<const code_index> depths) {
    bool any = false, kept = false;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        if (t.cube().dimensions()[d].role != role::sensitive) continue;
        any = true;
        kept = kept || depths[d] > 0;
    }
    return any && !kept;
}

/// The first sensitive dimension with nothing but its total.
inline dimension sensitive_total(const table& t) {
    const auto dims = t.cube().dimensions();
    const auto& first = *std::ranges::find(dims, role::sensitive, &dimension::role);
    return {.name = first.name, .codes = kept_hierarchy(first.codes, std::array{code_index{0}}), .role = role::sensitive};
}

} // namespace detail

/// The coarser table as it is to be judged: that of `recode`, but the roles of the table stay in force. Rules and scores take every dimension for sensitive
/// where none is, which is cautious of a table whose roles nobody named; but a table that had a sensitive dimension and has
/// left it out tells less than before, not more. So where all sensitive ones are left out, the first stays with its total alone, as the last dimension.
/// Errors: those of `recode`.
[[nodiscard]] inline result<recoded> recode_to_judge(const table& t, std::span<const code_index> depths) {
    auto r = recode(t, depths);
    if (!r || !detail::drops_all_sensitive(t, depths) || detail::any_sensitive(r->table->cube())) return r;
    const auto shown = r->table->cube().dimensions();
    std::vector<dimension> dims(shown.begin(), shown.end());
    dims.push_back(detail::sensitive_total(t));
    const auto c = cube::make(std::move(dims));
    if (!c) return c.error();
    auto made = table::make(*c, detail::columns_at(t, **c, r->origin), t.measure());
    if (!made) return made.error();
    r->table = std::make_shared<const table>(std::move(*made));
    return r;
}

namespace detail {

/// All combinations of depths: a grid, in which a table is coarser than another if none of its depths is larger.
class depth_grid {
public:
    [[nodiscard]] static result<depth_grid> make(const table& t, const coarsen_options& options) {
        const auto dims = t.cube().dimensions().size();
        if (!options.deepest.empty() && options.deepest.size() != dims)
            return error{.code = errc::bad_argument,
                         .message = "coarsen_options.deepest",
                         .found = std::to_string(options.deepest.size()) + " depths",
                         .wanted = std::to_string(dims)};
        std::vector<code_index> levels;
        coordinates least{};
        for (std::size_t d = 0; d < dims; ++d) {
            const auto all = depth_of(t.cube().codes(d)), deepest = options.deepest.empty() ? all : std::min(all, options.deepest[d]);
            levels.push_back(deepest + 1);
            least[d] = options.drop_allowed ? 0 : std::min<code_index>(1, deepest);
        }
        auto grid = sdc::shape::make(levels);
        if (!grid) return grid.error();
        return depth_grid(*grid, least);
    }

    [[nodiscard]] const sdc::shape& shape() const noexcept { return shape_; }
    [[nodiscard]] bool is_candidate(const coordinates& at) const noexcept {
        for (std::size_t d = 0; d < shape_.dimensions(); ++d) {
            if (at[d] < least_[d]) return false;
        }
        return true;
    }
    [[nodiscard]] std::uint64_t candidates() const noexcept {
        std::uint64_t n = 1;
        for (std::size_t d = 0; d < shape_.dimensions(); ++d) n *= shape_.extent(d) - least_[d];
        return n;
    }
    /// One level finer, or coarser, in one dimension.
    [[nodiscard]] bool any_finer(cell_index node, const coordinates& at, const std::vector<bool>& of) const {
        for (std::size_t d = 0; d < shape_.dimensions(); ++d) {
            if (at[d] + 1 < shape_.extent(d) && of[node + shape_.stride(d)]) return true;
        }
        return false;
    }
    [[nodiscard]] bool any_coarser(cell_index node, const coordinates& at, const std::vector<bool>& of) const {
        for (std::size_t d = 0; d < shape_.dimensions(); ++d) {
            if (at[d] > least_[d] && of[node - shape_.stride(d)]) return true;
        }
        return false;
    }
    [[nodiscard]] std::vector<code_index> depths(const coordinates& at) const {
        return {at.begin(), at.begin() + static_cast<std::ptrdiff_t>(shape_.dimensions())};
    }

private:
    depth_grid(const sdc::shape& s, const coordinates& least) : shape_(s), least_(least) {}

    sdc::shape shape_;
    coordinates least_;
};

/// Of each node whether a cell of its table is unsafe: those of the very depths of some unsafe cell, and all that are finer.
inline result<std::vector<bool>> unsafe_nodes(const table& t, const depth_grid& grid, std::span<const cell_index> cells) {
    const auto& nodes = grid.shape();
    std::vector<bool> unsafe(nodes.size());
    for (const auto cell : cells) {
        if (cell >= t.size())
            return error{
                .code = errc::bad_argument, .message = "coarsen_options.unsafe", .found = "cell " + std::to_string(cell), .wanted = "a cell of the table"};
        coordinates at{};
        bool shown = true; // by some combination
        for (std::size_t d = 0; d < nodes.dimensions(); ++d) {
            at[d] = t.cube().codes(d).depth(t.cube().shape().coordinate(cell, d));
            shown = shown && at[d] < nodes.extent(d);
        }
        if (shown) unsafe[nodes.index(at)] = true;
    }
    for (std::size_t d = 0; d < nodes.dimensions(); ++d) {
        for (cell_index node = 0; node < nodes.size(); ++node) {
            if (nodes.coordinate(node, d) > 0 && unsafe[node - nodes.stride(d)]) unsafe[node] = true;
        }
    }
    return unsafe;
}

/// Asks about the table of a node.
inline result<bool> judge(const table& t, const depth_grid& grid, const coordinates& at, const coarsen_options& options, coarsenings& found) {
    const auto r = recode_to_judge(t, grid.depths(at));
    if (!r) return r.error();
    ++found.judged;
    return options.is_safe(*r);
}

/// With the promise of `monotone`: from the coarsest up, until a table is refused.
inline result<void> refuse_upwards(const table& t, const depth_grid& grid, const coarsen_options& options, std::vector<bool>& unsafe, coarsenings& found) {
    for (cell_index node = 0; node < unsafe.size(); ++node) {
        const auto at = grid.shape().at(node);
        if (unsafe[node] || !grid.is_candidate(at)) continue;
        if (!grid.any_coarser(node, at, unsafe)) {
            const auto safe = judge(t, grid, at, options, found);
            if (!safe) return safe.error();
            if (*safe) continue;
        }
        unsafe[node] = true;
    }
    return {};
}

/// What is safe and not coarser than something safe. In descending order every finer node comes first.
inline result<std::vector<coordinates>> most_detailed(const table& t, const depth_grid& grid, const coarsen_options& options, const std::vector<bool>& unsafe,
                                                      coarsenings& found) {
    const bool ask = options.is_safe && !options.monotone;
    std::vector<bool> reached(unsafe.size()); // safe, or coarser than that
    std::vector<coordinates> safe;
    for (auto node = grid.shape().size(); node-- > 0;) {
        const auto at = grid.shape().at(node);
        if (!grid.is_candidate(at)) continue;
        reached[node] = grid.any_finer(node, at, reached);
        if (reached[node] || unsafe[node]) continue;
        if (ask) {
            const auto says = judge(t, grid, at, options, found);
            if (!says) return says.error();
            if (!*says) continue;
        }
        reached[node] = true;
        safe.push_back(at);
    }
    return safe;
}

inline cell_index cells_at(const table& t, std::span<const code_index> depths) {
    cell_index n = 1;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        const auto& codes = t.cube().codes(d);
        cell_index kept = 0;
        for (code_index i = 0; i < codes.size(); ++i) kept += codes.depth(i) <= depths[d] ? 1U : 0U;
        n *= kept;
    }
    return n;
}

/// In the order of the names of the dimensions, so that ties do not depend on where they stand.
inline std::vector<code_index> depths_by_name(const table& t, std::span<const code_index> depths) {
    const auto dims = t.cube().dimensions();
    std::vector<std::pair<std::string_view, code_index>> named;
    for (std::size_t d = 0; d < depths.size(); ++d) named.emplace_back(dims[d].name, depths[d]);
    std::ranges::sort(named);
    std::vector<code_index> sorted;
    for (const auto& [name, depth] : named) sorted.push_back(depth);
    return sorted;
}

inline result<void> add_losses(const table& t, std::vector<coarsening>& to) {
    const std::vector<code_index> all(t.cube().dimensions().size(), static_cast<code_index>(-1));
    const auto truth = spread_over_leaves(t, all);
    if (!truth) return truth.error();
    for (auto& c : to) {
        c.cells = cells_at(t, c.depths);
        if (truth->empty()) continue; // nothing but structural zeros: nothing to lose
        const auto spread = spread_over_leaves(t, c.depths);
        c.average_distance = average_distance(*truth, *spread).value();
        c.hellinger = hellinger_distance(*truth, *spread).value();
    }
    std::ranges::sort(to, [&t](const coarsening& a, const coarsening& b) {
        constexpr double nine_decimals = 1e9;
        const auto key = [](const coarsening& c) { return std::round(c.average_distance * nine_decimals); };
        return std::tuple(key(a), b.cells, depths_by_name(t, b.depths)) < std::tuple(key(b), a.cells, depths_by_name(t, a.depths));
    });
    return {};
}

} // namespace detail

/// Looks at every combination of depths and returns the most detailed safe ones.
/// Guarantee: none returned has an unsafe cell, nor was refused by `is_safe`; none is missed (see `monotone`). The result does not depend on anything but
/// the arguments. That a table is safe by these rules is no promise about several releases together: what is public already must be part of what judges.
/// That a level is missing tells a reader who knows the rule that some cell of it was unsafe, not which.
/// Errors: not_protectable if no candidate is safe; bad_argument for an unsafe cell outside the table, other than one depth a dimension, or `monotone`
/// without `is_safe`; what `is_safe` returns. Complexity, for K cells, C combinations, d dimensions and M results: O(K + C d) for `unsafe`; `is_safe`
/// costs a recoded table, O(K d), for each that it is asked about; O(M K d) for the losses.
/// Reference: full-domain generalisation over a lattice, Samarati (2001); Handbook on Statistical Disclosure Control, 2nd edition, section 5.3 (table
/// redesign).
[[nodiscard]] inline result<coarsenings> coarsen(const table& t, const coarsen_options& options) {
    if (options.monotone && !options.is_safe)
        return error{.code = errc::bad_argument, .message = "coarsen_options.monotone", .found = "no is_safe", .wanted = "a judgement that it is said of"};
    const auto grid = detail::depth_grid::make(t, options);
    if (!grid) return grid.error();
    auto unsafe = detail::unsafe_nodes(t, *grid, options.unsafe);
    if (!unsafe) return unsafe.error();
    coarsenings found{.candidates = grid->candidates()};
    if (options.is_safe && options.monotone) {
        if (auto ok = detail::refuse_upwards(t, *grid, options, *unsafe, found); !ok) return ok.error();
    }
    const auto safe = detail::most_detailed(t, *grid, options, *unsafe, found);
    if (!safe) return safe.error();
    if (safe->empty())
        return error{.code = errc::not_protectable,
                     .message =
                         options.drop_allowed ? "no coarser table is safe, not even the total alone" : "no coarser table that keeps every dimension is safe"};
    for (const auto& at : *safe) found.safe.push_back({.depths = grid->depths(at)});
    if (auto ok = detail::add_losses(t, found.safe); !ok) return ok.error();
    return found;
}

namespace detail {

/// The first cell of the coarser table that a rule flags.
inline result<void> check_whole(const table& t, std::span<const code_index> depths, std::span<const rule> rules) {
    const auto coarser = recode_to_judge(t, depths);
    if (!coarser) return coarser.error();
    const auto refuse = [&](cell_index cell, rule_id by) {
        return error{
            .code = errc::not_proved, .message = "the coarser table has an unsafe cell", .cell = describe(t, coarser->origin[cell]), .rule = to_string(by)};
    };
    std::vector<rule> general;
    for (const auto& r : rules) {
        const auto* listed = std::get_if<listed_cells>(&r); // numbers of cells of the finer table
        if (listed == nullptr) general.push_back(r);
        for (cell_index cell = 0; listed != nullptr && cell < coarser->origin.size(); ++cell) {
            if (std::ranges::binary_search(listed->cells, coarser->origin[cell])) return refuse(cell, rule_id::listed);
        }
    }
    if (general.empty()) return {};
    const auto found = evaluate(*coarser->table, general);
    if (!found) return found.error();
    if (!found->cells().empty()) return refuse(found->cells().front(), found->reasons_at(0).front().rule);
    return {};
}

} // namespace detail

/// A plan that shows the coarser table whole: each number is the true value. All rules are applied here, with the roles of the table; those that can
/// stand beside bands, thresholds of frequency tables, go into the plan, so that the audit applies them again.
/// Errors: not_proved naming a cell that a rule flags (whether or not it asks for protection: what is to be hidden cannot be shown), and the rule;
/// those of `recode`, `evaluate` and `round`.
[[nodiscard]] inline result<plan> plan_coarser(const table& t, std::span<const code_index> depths, std::span<const rule> rules) {
    if (auto ok = detail::check_whole(t, depths, rules); !ok) return ok.error();
    const auto coarser = recode(t, depths);
    if (!coarser) return coarser.error();
    round_options whole{.bands = {.name = "coarsening", .bands = {band{.low = 0, .action = band_action::keep}}}};
    for (const auto& r : rules) {
        if (t.is_frequency() && std::holds_alternative<threshold>(r)) whole.rules.push_back(r);
    }
    return round(coarser->table, whole);
}

} // namespace sdc::inline v0
