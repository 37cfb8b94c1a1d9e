/// The most detailed coarser tables that are safe whole: each dimension stops at a depth of its
/// hierarchy, or is left out.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/risk/table/information_loss.hpp>
#include <sdc/run_control.hpp>
#include <sdc/table/recode.hpp>
#include <sdc/table/shape.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// A coarser table is unsafe if it has an unsafe cell or if `is_safe` says no. Without either every
/// table is safe.
struct coarsen_options {
    run_control run = {};
    /// Cells of the table that must not be shown, in any order. Every cell of a coarser table is
    /// one of the table, so this is exact, and as good as judging each coarser table anew, for
    /// whatever is judged by a cell and by the cells above it, which a table that has the cell has
    /// too: `threshold`, `group_disclosure`, `score_cells`.
    std::span<const cell_index> unsafe = {};
    /// Judges a coarser table as a whole, for what depends on which tables there are: it gets each
    /// as `recode_to_judge` makes it.
    std::function<result<bool>(const recoded&)> is_safe = {};
    /// The caller promises that `is_safe` holds of whatever is coarser than a table of which it
    /// holds. Then no table is judged that is finer than one that was refused. Without the promise
    /// nothing is taken for granted, and each is judged but those coarser than a safe one, which
    /// cannot be most detailed. Where the promise is false, safe tables may be missed; none that
    /// was not judged safe is returned.
    bool monotone = false;
    /// A dimension may be left out altogether.
    bool drop_allowed = false;
    /// No dimension deeper than this, one depth a dimension, as `recode` takes them; 0 leaves it
    /// out. Empty: as deep as they are.
    std::span<const code_index> deepest = {};
};

/// A safe coarser table, and what it loses.
struct coarsening {
    std::vector<code_index> depths =
        {};               ///< Of each dimension of the table, as `recode` takes them; 0: left out.
    cell_index cells = 0; ///< Of the coarser table, margins included.
    double average_distance =
        0;                ///< See `average_distance`: of the leaves and `spread_over_leaves`.
    double hellinger = 0; ///< See `hellinger_distance`; of the same.
};

struct coarsenings {
    std::uint64_t candidates = 0; ///< Combinations of depths.
    std::uint64_t judged = 0;     ///< Tables that `is_safe` was asked about.
    /// No two of them are finer and coarser versions of each other, and every safe table is one of
    /// them or coarser than one. The least average distance first (equal to nine decimals: the most
    /// cells, then the deepest in the first dimension by name in which they differ). Never empty.
    std::vector<coarsening> safe = {};
};

/// What an intruder of the coarser table would take the leaves to hold: each of its cells spread
/// evenly over the leaves under it that could hold somebody, in the order of the cells. Structural
/// zeros are left out. The depths of the hierarchies themselves give the true counts. Counts are of
/// contributors, also in magnitude tables. Errors: bad_argument if the depths are not one a
/// dimension. O(cells x dimensions).
[[nodiscard]] SDCKIT_API result<std::vector<double>>
spread_over_leaves(const table& t, std::span<const code_index> depths);

namespace detail {

/// True if the table has sensitive dimensions and these depths leave out all of them.
SDCKIT_API bool drops_all_sensitive(const table& t, std::span<const code_index> depths);

/// The first sensitive dimension with nothing but its total.
SDCKIT_API dimension sensitive_total(const table& t);

} // namespace detail

/// The coarser table as it is to be judged: that of `recode`, but the roles of the table stay in
/// force. Rules and scores take every dimension for sensitive where none is, which is cautious of a
/// table whose roles nobody named; but a table that had a sensitive dimension and has left it out
/// shows less than before, not more. So where all sensitive ones are left out, the first stays with
/// its total alone, as the last dimension. Errors: those of `recode`.
[[nodiscard]] SDCKIT_API result<recoded> recode_to_judge(const table& t,
                                                         std::span<const code_index> depths);

namespace detail {

/// All combinations of depths: a grid, in which a table is coarser than another if none of its
/// depths is larger.
class SDCKIT_API depth_grid {
public:
    [[nodiscard]] static result<depth_grid> make(const table& t, const coarsen_options& options);

    [[nodiscard]] const sdc::shape& shape() const noexcept { return shape_; }
    [[nodiscard]] bool is_candidate(const coordinates& at) const noexcept;
    [[nodiscard]] std::uint64_t candidates() const noexcept;
    /// One level finer, or coarser, in one dimension.
    [[nodiscard]] bool any_finer(cell_index node, const coordinates& at,
                                 const std::vector<bool>& of) const;
    [[nodiscard]] bool any_coarser(cell_index node, const coordinates& at,
                                   const std::vector<bool>& of) const;
    [[nodiscard]] std::vector<code_index> depths(const coordinates& at) const {
        return {at.begin(), at.begin() + static_cast<std::ptrdiff_t>(shape_.dimensions())};
    }

private:
    depth_grid(const sdc::shape& s, const coordinates& least) : shape_(s), least_(least) {}

    sdc::shape shape_;
    coordinates least_;
};

/// Of each node whether a cell of its table is unsafe: those of the very depths of some unsafe
/// cell, and all that are finer.
SDCKIT_API result<std::vector<bool>> unsafe_nodes(const table& t, const depth_grid& grid,
                                                  std::span<const cell_index> cells);

/// Asks about the table of a node.
SDCKIT_API result<bool> judge(const table& t, const depth_grid& grid, const coordinates& at,
                              const coarsen_options& options, coarsenings& found);

/// With the promise of `monotone`: from the coarsest up, until a table is refused.
SDCKIT_API result<void> refuse_upwards(const table& t, const depth_grid& grid,
                                       const coarsen_options& options, std::vector<bool>& unsafe,
                                       coarsenings& found);

/// What is safe and not coarser than something safe. In descending order every finer node comes
/// first.
SDCKIT_API result<std::vector<coordinates>> most_detailed(const table& t, const depth_grid& grid,
                                                          const coarsen_options& options,
                                                          const std::vector<bool>& unsafe,
                                                          coarsenings& found);

SDCKIT_API cell_index cells_at(const table& t, std::span<const code_index> depths);

/// In the order of the names of the dimensions, so that ties do not depend on where they stand.
SDCKIT_API std::vector<code_index> depths_by_name(const table& t,
                                                  std::span<const code_index> depths);

SDCKIT_API result<void> add_losses(const table& t, std::vector<coarsening>& to);

} // namespace detail

/// Tries every combination of depths and returns the most detailed safe tables. Guarantee: none
/// returned has an unsafe cell, nor was refused by `is_safe`; none is missed (see `monotone`). It
/// promises nothing about several releases together: `is_safe` must include what is already
/// published. Errors: not_protectable if no candidate is safe; bad_argument for an unsafe cell
/// outside the table, other than one depth a dimension, or `monotone` without `is_safe`; what
/// `is_safe` returns. Complexity, for K cells, C combinations and d dimensions: O(K + C d), and a
/// recoded table, O(K d), for each that `is_safe` or the losses ask for. Reference: Samarati
/// (2001); Handbook on Statistical Disclosure Control, 2nd edition, section 5.3 (table redesign).
[[nodiscard]] SDCKIT_API result<coarsenings> coarsen(const table& t,
                                                     const coarsen_options& options);

namespace detail {

/// The first cell of the coarser table that a rule flags.
SDCKIT_API result<void> check_whole(const table& t, std::span<const code_index> depths,
                                    std::span<const rule> rules);

} // namespace detail

/// A plan that shows the coarser table whole: each number is the true value. All rules are applied
/// here, with the roles of the table; those that can be used together with bands, thresholds of
/// frequency tables, go into the plan, so that the audit applies them again. Errors: not_proved
/// naming a cell that a rule flags (whether or not it asks for protection: what is to be hidden
/// cannot be shown), and the rule; those of `recode`, `evaluate` and `round`.
[[nodiscard]] SDCKIT_API result<plan>
plan_coarser(const table& t, std::span<const code_index> depths, std::span<const rule> rules);

} // namespace sdc::inline v0
