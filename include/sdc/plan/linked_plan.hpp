/// What a method proposes for several tables at once: shared cells are suppressed in all of them or
/// in none.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/table/linked.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What becomes of a table.
enum class linked_use : std::uint8_t {
    released, ///< It is to be published as its plan says.
    earlier,  ///< It is already published: its published cells stay so, and what it suppressed must
              ///< not come out now.
    unpublished, ///< It only states which codes are parts of which.
};

/// Untrusted, as every plan. Parts have requirements and no witnesses: those are of all tables
/// together. Each part names the internal intruders of its table; the coalition is the same in all,
/// and a holding is what all parts list under its name.
struct linked_plan {
    std::shared_ptr<const linked_tables> cubes;
    std::vector<plan> parts = {};        ///< One for each table of `cubes`.
    std::vector<linked_use> use = {};    ///< One for each part.
    std::vector<witness> witnesses = {}; ///< Their cells are numbered as in `cubes`.
    std::vector<protection_proof> proofs =
        {}; ///< As in `plan`; requirements are counted through the first part, the second, ...
    std::int64_t cost =
        0; ///< Sum of the costs of the complements; a cell of several tables counts once.
    std::int64_t lower_bound = 0; ///< No plan for these requirements costs less; 0: not known.
    bool stopped_early = false;   ///< As in `plan`.
};

/// "visits: month=2024-05" of cell `cell` of table k.
[[nodiscard]] inline std::string describe(const linked_plan& p, std::size_t k, cell_index cell) {
    return describe(*p.cubes, p.cubes->offset(k) + cell);
}

/// The true value of every cell of every table. O(cells).
[[nodiscard]] SDCKIT_API std::vector<std::int64_t> values(const linked_plan& p);

/// The same with the cells of all tables.
[[nodiscard]] SDCKIT_API requirement shift(requirement n, cell_index by) noexcept;

namespace detail {

/// What the zero rules and the code lists of all tables imply about each cell, whatever is
/// suppressed: a cell that is not 0 is at least its minimum, and at least the sum of its parts in
/// every table.
class SDCKIT_API known_minima {
public:
    explicit known_minima(const linked_plan& p)
        : plan_(p), cubes_(*p.cubes), least_(cubes_.size()), is_shown_zero_(cubes_.size()) {
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            for (cell_index cell = 0; cell < p.parts[k].source->size(); ++cell) take_rule(k, cell);
        }
        while (pass()) {
        }
    }

    [[nodiscard]] std::int64_t operator[](cell_index cell) const noexcept {
        return least_[cubes_.variable_of(cell)];
    }

private:
    void take_rule(std::size_t k, cell_index cell);
    bool raise(cell_index u, std::int64_t to);
    /// Parts come after their totals, so one pass backwards is nearly always all.
    bool pass();
    /// Where all parts but one are zeros that everybody sees, that one is the total.
    bool add_up(const relation& r, cell_index first);

    const linked_plan& plan_;
    const linked_tables& cubes_;
    std::vector<std::int64_t> least_;
    std::vector<bool> is_shown_zero_;
};

} // namespace detail

/// The requirements of each part by its own rules. Two things differ from those of the table alone:
/// no requirement asks that a cell be less than the zero rules and code lists of all tables
/// together imply, and an earlier release has those of its unsafe cells that it suppressed.
/// Preconditions: the parts have verdicts, and an earlier one its statuses. O(cells x dimensions x
/// depth).
[[nodiscard]] SDCKIT_API std::vector<std::vector<requirement>>
list_requirements(const linked_plan& p);

} // namespace sdc::inline v0
