/// What the published values of a banded table imply, and which values must stay possible in spite
/// of it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

namespace detail {

/// What the thresholds suppress of a cell: values from 1 to below `limit`, 0 too if `zero`, and
/// everything while the total is below `breakdown`.
struct suppressed_sizes {
    std::int64_t limit = 1;
    bool zero = false;
    std::int64_t breakdown = unlimited; ///< `unlimited`: the breakdown is not suppressed.
};

SDCKIT_API suppressed_sizes sizes_suppressed(const table& t, std::span<const rule> rules,
                                             cell_index cell);

SDCKIT_API void intersect(interval& p, std::int64_t low, std::int64_t high);

/// An intruder sees whether the breakdown is suppressed and whether zeros are suppressed, and so on
/// which side of those limits the total is.
SDCKIT_API void learn_side_of_total(const table& t, std::span<const rule> rules, interval& total);

inline bool is_group_disclosure(const reason& r) noexcept {
    return r.rule == rule_id::group_disclosure;
}

/// The values that are published as the true one is. Where they have a gap, `run` is the part that
/// holds the true value: the attack, which knows ranges only, credits the intruder with telling the
/// parts apart, which is cautious. `hull` is what bounds no sum too closely.
struct published_preimages {
    interval run;
    interval hull;
};

/// Of a marker: a rule or a band may be behind it, but no complement, of which rounding has none.
SDCKIT_API published_preimages behind_marker(const suppressed_sizes& sizes, const banding& bands,
                                             std::int64_t value, bool by_group_alone);

/// Of a number or label: what a rule would have suppressed is left out.
SDCKIT_API published_preimages behind_shown(const suppressed_sizes& sizes, const banding& bands,
                                            std::int64_t value);

} // namespace detail

/// The values that an intruder must reckon with for each cell of a table in which every flagged
/// cell has the marker and every other shows `apply(bands, value)`, given its published value, the
/// announced rules and bands, and the code lists. A cell that group disclosure alone flags has no
/// upper end, although its marker says that it is a large part of its group: no interval shows
/// that. Preconditions: `check_banded`; `v` are the verdicts of the rules, or none; all outlive
/// this.
class SDCKIT_API banded_preimages {
public:
    banded_preimages(const table& t, const verdicts& v, std::span<const rule> rules,
                     const banding& bands)
        : table_(t), verdicts_(v), rules_(rules), bands_(bands) {
        listed_.set_unpublished(v.unpublished());
        detail::add_code_facts(t, listed_);
    }

    /// O(dimensions x depth + rules + log flagged + bands).
    [[nodiscard]] detail::published_preimages values(cell_index cell) const;
    [[nodiscard]] interval preimage(cell_index cell) const { return values(cell).run; }

private:
    const table& table_;
    const verdicts& verdicts_;
    std::span<const rule> rules_;
    const banding& bands_;
    verdicts listed_; // what code lists imply, which speaks of shown cells as well
};

/// Whether a table can be shown by these bands and proved to this width. Errors: bad_argument if
/// `check` refuses the bands, or the table has negative values; not_available if a number, label or
/// marker stands for values with a gap, since the attack knows ranges only and would take the gap
/// for possible; if the width is not cover or exact, or cells are listed or have levels; if rules
/// stand beside the bands of a table that is not of frequencies.
[[nodiscard]] SDCKIT_API result<void> check_banded(const table& t, std::span<const rule> rules,
                                                   const banding& bands, const protection& p);

namespace detail {

inline bool hides(const banding& bands, std::int64_t value) {
    return apply(bands, value).shows != band_value::kind::number;
}

/// For each cell the sums of what the published values of the leaves under it imply; for a leaf
/// those of its own. O(dimensions x cells).
SDCKIT_API std::vector<interval> sums_over_leaves(const cube& c, std::vector<interval> faces);

/// The same where some cells are not published: what published values imply of parts, level by
/// level, each met with what those of its own parts imply. O(dimensions x cells).
SDCKIT_API std::vector<interval> sums_over_parts(const cube& c, std::vector<interval> faces);

/// The largest limit of the rules that flag the cell by size; 0 if none does.
SDCKIT_API std::int64_t limit_by_size(std::span<const reason> reasons);

/// What a cell in scope wants before the sums of its leaves are looked at.
SDCKIT_API interval wanted_by_published_value(const table& t, std::span<const reason> reasons,
                                              const banding& bands, cell_index cell,
                                              const published_preimages& values);

/// Any other value of every unsafe cell, and of every cell that is not 0 in a band that suppresses
/// or labels.
SDCKIT_API std::vector<requirement> list_weak_banded_requirements(const table& t, const verdicts& v,
                                                                  const banding& bands);

/// Appends the requirements that are not met by the true table.
class SDCKIT_API requirement_list {
public:
    explicit requirement_list(const table& t) : table_(t) {}

    void want(const requirement& n) {
        if (!is_met(n, functional(n, table_.values()))) requirements_.push_back(n);
    }
    void want(cell_index cell, const interval& wanted);
    /// More than the coalition of the group elsewhere, or the whole group if it is not larger.
    void want_doubt(cell_index cell, const reason& why);
    [[nodiscard]] std::vector<requirement> take() { return std::move(requirements_); }

private:
    const table& table_;
    std::vector<requirement> requirements_;
};

} // namespace detail

/// The requirements of a table in which every flagged cell has the marker and the bands show the
/// others, by cell.
///
/// Protected is every cell that a rule flags or whose value is in a band that suppresses or labels,
/// zeros too, structural zeros never. Under `cover` its feasibility interval must hold all that its
/// published value allows: `banded_preimages`, no farther than the limit less 1 for a cell flagged
/// by size, its band otherwise, and the sums of the leaves under a margin. If that is one value,
/// another must be possible. Under `exact`, which is weak: any other value. Preconditions:
/// `check_banded`; `v` are the verdicts of the rules. Complexity: O(cells x (dimensions x depth +
/// rules + bands)).
[[nodiscard]] SDCKIT_API std::vector<requirement>
list_banded_requirements(const table& t, const verdicts& v, std::span<const rule> rules,
                         const banding& bands, const protection& p);

} // namespace sdc::inline v0
