/// Requirements of one component: whether some integer point meets them, and the moves that show
/// it.
#pragma once

#include "cases.hpp"
#include "prepared.hpp"

#include <sdc/attack/bounds.hpp>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// The change from a component's first point to another; ascending cells.
using cell_move = std::vector<std::pair<cell_index, std::int64_t>>;

class requirement_attack {
public:
    /// The tasks of `asked` are positions in `requirements`; their open cells are in its component.
    /// Answers are written there and nowhere else.
    requirement_attack(prepared& what, const task_run& asked,
                       std::span<const requirement> requirements, std::uint64_t search_limit,
                       std::span<feasibility> feasibility_result);

    void run();
    /// For each asked requirement the position of its move, or `no_witness`: the first point meets
    /// it, or no point was found to.
    [[nodiscard]] const std::vector<std::uint32_t>& move_of() const noexcept { return move_of_; }
    [[nodiscard]] const std::vector<cell_move>& moves() const noexcept { return moves_; }
    /// What is left of a cell, with the columns as they are restricted.
    [[nodiscard]] interval bound(cell_index cell);
    /// Restrictions hold for the next run.
    [[nodiscard]] component_attack& attack() noexcept { return attack_; }

private:
    void mark(std::span<const std::int64_t> point, std::span<const std::uint32_t> changed);
    void mark_requirement(std::size_t k, std::span<const std::int64_t> point,
                          std::span<const std::uint32_t> changed, std::uint32_t& move);
    [[nodiscard]] std::uint32_t add_move(std::span<const std::int64_t> point,
                                         std::span<const std::uint32_t> changed);
    [[nodiscard]] std::vector<std::pair<column_form, std::int64_t>>
    goals(const requirement& n) const;
    [[nodiscard]] bool pursue(const column_form& form, std::int64_t wanted);
    [[nodiscard]] bool pursue_capped(const column_form& form, std::int64_t wanted);

    const prepared& what_;
    std::uint32_t index_;
    std::span<const std::size_t> asked_;
    std::span<const requirement> requirements_;
    std::span<feasibility> answers_;
    std::vector<std::uint32_t> move_of_;
    std::vector<cell_move> moves_;
    std::vector<std::pair<std::uint32_t, std::size_t>>
        requirement_of_column_; // (column, position in asked), ascending
    case_check check_;
    component_attack attack_;
};

/// The component that a requirement's open cells are in; `no_component` if none is open or they are
/// in two.
[[nodiscard]] std::uint32_t home_of(const open_system& system, const requirement& n);
[[nodiscard]] bool is_across(const open_system& system, const requirement& n);

} // namespace sdc::inline v0::detail
