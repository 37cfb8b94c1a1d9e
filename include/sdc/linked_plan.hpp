/// What a method proposes for several tables at once: cells that mean the same are withheld in all of them or in none.
#pragma once

#include <sdc/plan.hpp>
#include <sdc/table/linked.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What becomes of a table.
enum class linked_use : std::uint8_t {
    released,    ///< It is to be published as its plan says.
    earlier,     ///< It is public already: its published cells stay so, and what it withheld must not come out now.
    unpublished, ///< It only tells which codes are parts of which.
};

/// Untrusted, as every plan. Parts have needs and no witnesses: those are of all tables together. Each part says what readers inside have of
/// its table; the coalition is the same in all, and a holding is what all parts say under its name.
struct linked_plan {
    std::shared_ptr<const linked_cubes> cubes;
    std::vector<plan> parts = {};                 ///< One for each table of `cubes`.
    std::vector<linked_use> use = {};             ///< One for each part.
    std::vector<witness> witnesses = {};          ///< Their cells are numbered as in `cubes`.
    std::vector<std::uint32_t> witness_of = {};   ///< For each need of the first part, of the second, ... the witness that meets it.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> further_witnesses = {}; ///< (need, witness), as in `plan`.
    std::int64_t cost = 0;                        ///< Sum of the costs of the complements; a cell of several tables counts once.
    std::int64_t lower_bound = 0;                 ///< No plan for these needs costs less; 0: not known.
    bool improvement_cut = false;                 ///< As in `plan`.
};

/// "visits: month=2024-05" of cell `cell` of table k.
[[nodiscard]] inline std::string describe(const linked_plan& p, std::size_t k, cell_index cell) { return describe(*p.cubes, p.cubes->first(k) + cell); }

/// The true value of every cell of every table. O(cells).
[[nodiscard]] inline std::vector<std::int64_t> values(const linked_plan& p) {
    std::vector<std::int64_t> all;
    all.reserve(p.cubes->size());
    for (const auto& part : p.parts) all.insert(all.end(), part.source->values().begin(), part.source->values().end());
    return all;
}

/// The same with the cells of all tables.
[[nodiscard]] inline need shift(need n, cell_index by) noexcept {
    n.cell += by;
    if (n.minus != no_cell) n.minus += by;
    return n;
}

namespace detail {

/// What the zero rules and the code lists of all tables tell of each cell, whatever is withheld: a cell that is not 0 is at least its
/// minimum, and at least the sum of its parts in every table.
class told_minima {
public:
    explicit told_minima(const linked_plan& p) : plan_(p), cubes_(*p.cubes), least_(cubes_.size()), is_shown_zero_(cubes_.size()) {
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            for (cell_index cell = 0; cell < p.parts[k].source->size(); ++cell) take_rule(k, cell);
        }
        while (pass()) {}
    }

    [[nodiscard]] std::int64_t operator[](cell_index cell) const noexcept { return least_[cubes_.unknown(cell)]; }

private:
    void take_rule(std::size_t k, cell_index cell) {
        const auto u = cubes_.unknown(cubes_.first(k) + cell);
        const auto& part = plan_.parts[k];
        const auto value = part.source->value(cell), minimum = part.verdicts.minimum(cell);
        if (part.source->is_structural_zero(cell) || value < minimum) is_shown_zero_[u] = true;
        else least_[u] = std::max(least_[u], minimum);
    }
    bool raise(cell_index u, std::int64_t to) {
        if (to <= least_[u]) return false;
        least_[u] = to;
        return true;
    }
    /// Parts come after their totals, so one pass backwards is nearly always all.
    bool pass() {
        bool changed = false;
        for (const auto& [part, whole] : cubes_.contained()) changed = raise(whole, least_[part]) || changed;
        for (std::size_t k = plan_.parts.size(); k-- > 0;) {
            const auto& c = cubes_.cube(k);
            for (cell_index cell = c.size(); cell-- > 0;) {
                for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
                    if (!c.codes(d).is_leaf(c.shape().coordinate(cell, d))) changed = add_up(relation(c, d, cell), cubes_.first(k)) || changed;
                }
            }
        }
        return changed;
    }
    /// Where all parts but one are zeros that everybody sees, that one is the total.
    bool add_up(const relation& r, cell_index first) {
        const auto total = cubes_.unknown(first + r.total());
        std::int64_t sum = 0;
        std::size_t others = 0;
        auto last = total;
        r.for_each_part([&](cell_index part) {
            const auto u = cubes_.unknown(first + part);
            sum += least_[u];
            if (is_shown_zero_[u]) return;
            ++others;
            last = u;
        });
        const bool changed = raise(total, sum);
        return (others == 1 && raise(last, least_[total])) || changed;
    }

    const linked_plan& plan_;
    const linked_cubes& cubes_;
    std::vector<std::int64_t> least_;
    std::vector<bool> is_shown_zero_;
};

} // namespace detail

/// The needs of each part by its own rules. Two things differ from those of the table alone: no need asks that a cell be less than the zero
/// rules and code lists of all tables together tell, and an earlier release has those of its unsafe cells that it withheld.
/// Preconditions: the parts have verdicts, and an earlier one its statuses. O(cells x dimensions x depth).
[[nodiscard]] inline std::vector<std::vector<need>> requirements(const linked_plan& p) {
    const detail::told_minima least(p);
    std::vector<std::vector<need>> all;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto& part = p.parts[k];
        auto& needs = all.emplace_back();
        if (p.use[k] == linked_use::unpublished) continue;
        const auto own = requirements(*part.source, part.verdicts, part.rules, part.protection);
        for (std::size_t i = 0; i < own.size(); ++i) {
            auto n = own[i];
            if (p.use[k] == linked_use::earlier && !is_withheld(part.status[protected_cell(n)])) continue;
            if (n.direction == need::side::down) {
                n.limit = std::max(n.limit, least[p.cubes->first(k) + n.cell]);
                const bool may_rise = i + 1 < own.size() && own[i + 1] == need{.cell = n.cell, .direction = need::side::up, .limit = own[i + 1].limit};
                // It cannot be less than it is: then that it is more must be possible.
                if (n.limit == part.source->value(n.cell) && !may_rise) n = {.cell = n.cell, .direction = need::side::up, .limit = n.limit + 1};
            }
            if (!is_met(n, functional(n, part.source->values()))) needs.push_back(n);
        }
    }
    return all;
}

} // namespace sdc::inline v0
