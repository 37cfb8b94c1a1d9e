/// A pattern in the making: what is suppressed, the moves that were found, and which of them meets
/// each goal.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

inline constexpr std::uint32_t no_move = std::numeric_limits<std::uint32_t>::max();

/// What a move is wanted for. Goals are numbered: first the requirements of the problem, then what
/// internal intruders ask in addition.
struct goal {
    std::uint32_t requirement = 0;
    sdc::requirement asked =
        {}; ///< The requirement, or what is left of it against an internal intruder.
    std::vector<unknown> still = {}; ///< Cells that must not change; ascending.
    std::vector<std::pair<unknown, std::int64_t>> least =
        {}; ///< Cells that must keep at least this value; ascending.
};

struct priced_move {
    std::int64_t cost; ///< Of the complements that it adds.
    move found;
};

class pattern {
public:
    pattern(const suppression_problem& p, const std::vector<bool>& suppressed);

    [[nodiscard]] const suppression_problem& problem() const noexcept { return p_; }
    [[nodiscard]] const std::vector<bool>& suppressed() const noexcept { return suppressed_; }
    [[nodiscard]] bool is_suppressed(unknown cell) const { return suppressed_[cell]; }
    [[nodiscard]] bool may_move(unknown cell) const {
        return suppressed_[cell] || p_.role[cell] == cell_role::candidate;
    }
    [[nodiscard]] bool is_complement(unknown cell) const {
        return suppressed_[cell] && p_.role[cell] == cell_role::candidate;
    }
    /// Cells as they were suppressed and published, oldest first: who keeps lists of what is
    /// suppressed need not look at every cell again.
    [[nodiscard]] std::span<const unknown> history() const noexcept { return history_; }
    /// Price of changing a suppressed cell by one: little compared with any candidate's cost, yet
    /// moves do not wander.
    [[nodiscard]] double suppressed_price() const noexcept { return suppressed_price_; }
    /// Suppressed by no move and no group: publishing it hurts nobody.
    [[nodiscard]] bool is_idle(unknown cell) const;

    [[nodiscard]] std::uint32_t goals() const noexcept {
        return static_cast<std::uint32_t>(p_.requirements.size() + further_.size());
    }
    [[nodiscard]] goal goal_of(std::uint32_t g) const;
    /// A further goal besides the requirements, met by the move, which changes suppressed cells
    /// only.
    void add_goal(goal g, move m);
    [[nodiscard]] bool is_met(std::uint32_t g) const { return move_of_[g] != no_move; }
    [[nodiscard]] std::uint32_t id_of(std::uint32_t g) const { return move_of_[g]; }
    [[nodiscard]] const move& move_of(std::uint32_t g) const { return moves_[move_of_[g]]; }
    [[nodiscard]] const move& stored(std::uint32_t id) const { return moves_[id]; }
    /// Requirements of which the cell is a part, ascending.
    [[nodiscard]] std::span<const std::uint32_t> requirements_at(unknown cell) const {
        return {requirements_.data() + first_requirement_[cell],
                requirements_.data() + first_requirement_[cell + 1]};
    }
    /// Goals whose move changes the complement, ascending.
    [[nodiscard]] std::vector<std::uint32_t> goals_through(unknown cell) const;
    /// How many goals have a move that changes the cell.
    [[nodiscard]] std::uint32_t uses(unknown cell) const { return uses_[cell]; }

    /// Costs of the complements, and of those that the move would add.
    [[nodiscard]] std::int64_t cost() const noexcept { return cost_; }
    [[nodiscard]] std::int64_t added_cost(const move& m) const;

    /// Suppresses what the move changes, and lets it and its mirror image meet every open need they
    /// can.
    void adopt(move m);
    void suppress(unknown cell);
    /// Precondition: no goal's move changes the cell or its group.
    void publish(unknown cell);
    void publish_idle();
    void release(std::uint32_t g);
    /// The goal is met by a stored move.
    void meet(std::uint32_t g, std::uint32_t id);
    [[nodiscard]] std::uint32_t store(move m);

    /// Forgets moves that no goal uses, once they are many; ids change. Amortised over what was
    /// stored.
    void forget_unused();

    /// With the moves that goals use. O(cells + supports).
    [[nodiscard]] problem_solution solution() const;

private:
    [[nodiscard]] std::span<const unknown> group(const unknown& cell) const;
    void share(std::uint32_t id);

    const suppression_problem& p_;
    std::vector<bool> suppressed_;
    std::vector<unknown> history_;
    std::vector<std::uint32_t> group_of_; // empty without groups
    std::vector<goal> further_;
    std::vector<std::uint32_t> first_requirement_, requirements_;
    std::vector<move> moves_;
    std::vector<std::vector<std::uint32_t>>
        users_; // of each move the goals that it met at some time
    std::vector<std::uint32_t> move_of_;
    std::vector<std::uint32_t> slot_; // of each candidate its place in moves_at_, or no_move
    std::vector<std::vector<std::uint32_t>> moves_at_; // the moves that change it, oldest first
    std::vector<std::uint32_t> uses_;
    std::int64_t cost_ = 0;
    double suppressed_price_ = 0;
};

} // namespace sdc::inline v0::detail
