/// What must be suppressed for a question to have an answer: the capacity cuts of Fischetti and
/// Salazar (2001), derived in integers.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/solve/linear_program.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// Is there a move with this change that `who`, if anybody, cannot tell from the truth?
struct question : wanted_change {
    const intruder* who = nullptr;
};

/// One question, or for `other` two of which one must have an answer.
[[nodiscard]] std::vector<question> questions_of(const suppression_problem& p, const requirement& n,
                                                 const intruder* who = nullptr);

/// Sum of coefficient x (1 if the cell is suppressed) >= amount over candidates, ascending; 1 <=
/// coefficients <= amount.
struct capacity_cut {
    std::vector<std::pair<unknown, std::int64_t>> terms;
    std::int64_t amount = 1;

    auto operator<=>(const capacity_cut&) const = default;
};

/// What holds if either does: z that satisfies one of them satisfies the result.
[[nodiscard]] std::optional<capacity_cut> either(const capacity_cut& a, const capacity_cut& b);

/// Divides by a number and rounds up where that makes the cut stronger at `open` (Chvatal and
/// Gomory).
[[nodiscard]] capacity_cut rounded(capacity_cut cut, std::span<const double> open);

/// The cells from which `who`, if anybody, lets a change of [low, high] pass if the cell is
/// suppressed; both unlimited as in the problem.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> room(const suppression_problem& p, unknown cell,
                                                         const intruder* who);

/// Programs of all moves, kept for many choices of what is suppressed. Memory: requirements x
/// terms.
class separation {
public:
    explicit separation(const suppression_problem& p);

    struct answer {
        bool possible = true; ///< A real move exists, says the solver; of a fractional `open` false
                              ///< may be said of more.
        std::optional<capacity_cut> cut =
            {}; ///< If not: what every choice that answers the question satisfies, and `open` does
                ///< not; by integers.
        std::optional<move> whole =
            {}; ///< If so: the move found, if it is whole and all is suppressed that it changes.
    };
    /// `open`: how far each cell is suppressed, 0 to 1.
    [[nodiscard]] answer ask(const question& q, std::span<const double> open);

    /// By branching: a whole move among the suppressed cells after which all conditions hold,
    /// nothing if there is none; `settled` turns false at the node limit.
    [[nodiscard]] std::optional<move> whole_move(const question& q,
                                                 const std::vector<bool>& suppressed,
                                                 std::span<const condition> conditions,
                                                 std::uint64_t node_limit, bool& settled) const;

private:
    [[nodiscard]] linear_program& solver_of(const question& q);
    void set_boxes(linear_program& solver, const question& q, std::span<const double> open,
                   double most) const;
    [[nodiscard]] std::optional<capacity_cut> derive(const question& q,
                                                     std::span<const double> multipliers) const;
    [[nodiscard]] std::optional<capacity_cut>
    derive(const question& q, std::span<const std::int64_t> multipliers, std::int64_t scale) const;

    static constexpr std::uint32_t none = ~std::uint32_t{0};
    const suppression_problem& p_;
    std::vector<unknown> cells_;           ///< Of the columns, ascending.
    std::vector<std::uint32_t> column_of_; ///< `none`: never moves.
    std::vector<std::uint32_t> rows_;      ///< Of the problem, that any column is in.
    program moves_;                        ///< All moves; what is suppressed is a matter of bounds.
    /// By cell, minus and sign: only bounds change between two questions of the same, so that a few
    /// pivots answer the second.
    std::map<std::tuple<unknown, std::optional<unknown>, std::int64_t>,
             std::unique_ptr<linear_program>>
        solvers_;
};

} // namespace sdc::inline v0::detail
