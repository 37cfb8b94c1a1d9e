/// The suppression problem as one sparse linear system, whatever tables and statements it comes
/// from. The engine, the exact method and the elimination work on it; none of them knows tables.
#pragma once

#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/rule/condition.hpp>
#include <sdc/solve/solvers.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// So far from a whole number a solver in doubles may leave one.
inline constexpr double solver_tolerance = 1e-6;

/// Cells of a problem are numbered in 32 bits.
using unknown = std::uint32_t;

/// A move of unknowns, ascending.
using move = std::vector<std::pair<unknown, std::int64_t>>;

/// Rows low <= sum of coefficient x change <= high over CHANGES from the true table: 0 = 0 for the
/// relations of a table. Each row is stored once, and for each cell the rows that it is in.
class row_system {
public:
    struct term {
        unknown cell;
        std::int32_t coefficient;
    };

    /// Room for exactly so many.
    void reserve(std::size_t rows, std::size_t terms) {
        first_.reserve(rows + 1);
        terms_.reserve(terms);
    }
    /// Adds one row; its terms have different cells and no coefficient of 0.
    void add(std::span<const term> terms, std::int64_t low = 0, std::int64_t high = 0) {
        terms_.insert(terms_.end(), terms.begin(), terms.end());
        first_.push_back(terms_.size());
        if (low != 0 || high != 0)
            slack_.emplace_back(static_cast<std::uint32_t>(size() - 1), std::pair{low, high});
    }
    /// To be called once, when all rows are there. O(terms).
    void index(std::size_t cells);

    [[nodiscard]] std::size_t size() const noexcept { return first_.size() - 1; }
    [[nodiscard]] std::span<const term> row(std::uint32_t r) const noexcept {
        return {terms_.data() + first_[r], terms_.data() + first_[r + 1]};
    }
    /// Rows of the cell, ascending.
    [[nodiscard]] std::span<const std::uint32_t> rows_of(unknown cell) const noexcept {
        return {rows_.data() + first_row_[cell], rows_.data() + first_row_[cell + 1]};
    }
    /// Calls f(row, coefficient) for each of them.
    template <class F>
    void for_each_row_of(unknown cell, F&& f) const {
        for (auto i = first_row_[cell]; i < first_row_[cell + 1]; ++i)
            f(rows_[i], row_coefficient_[i]);
    }
    [[nodiscard]] bool has_equations_only() const noexcept { return slack_.empty(); }
    /// (low, high) of a row; (0, 0) for relations. O(log statements).
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> limits(std::uint32_t r) const noexcept;

private:
    std::vector<std::size_t> first_{0};
    std::vector<term> terms_;
    std::vector<std::size_t> first_row_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::int32_t> row_coefficient_; // of the cell in each of its rows
    std::vector<std::pair<std::uint32_t, std::pair<std::int64_t, std::int64_t>>>
        slack_; // rows that are not equations, ascending
};

enum class cell_role : std::uint8_t {
    fixed,     ///< Public whatever happens: must be published, already published, structural zeros,
               ///< zeros that are always shown, announced totals.
    candidate, ///< Public unless it is needed as a complement.
    suppressed, ///< Suppressed from the start: unsafe cells, suppressed zeros, cells suppressed in
                ///< an earlier release.
    unused,     ///< No cell of its own: it is shared with another, or is not in any table.
};

/// Where the codes of a table stand: the search for complements near a cell follows them.
struct problem_table {
    const cube* codes = nullptr;
    std::vector<unknown> numbers = {}; ///< Of each cell of the cube; empty: cell i is unknown i.

    [[nodiscard]] unknown number(cell_index cell) const noexcept {
        return numbers.empty() ? static_cast<unknown>(cell) : numbers[cell];
    }
};

/// A rule that did not flag a published cell implies that another is at least so much; a cell that
/// is suppressed implies nothing.
struct published_fact {
    unknown shown = 0, cell = 0;
    std::int64_t low = 0;

    auto operator<=>(const published_fact&) const = default;
};

struct suppression_problem {
    sdc::solvers solvers = default_solvers();
    std::vector<problem_table> tables =
        {}; ///< May be empty: then complements are sought along the rows alone.
    row_system rows = {};
    std::vector<std::int64_t> value = {}; ///< The true values.
    std::vector<std::int64_t> low =
        {}; ///< What an intruder knows of the cell if it is suppressed: low <= value <= high.
    std::vector<std::int64_t> high = {}; ///< `unlimited` where nothing limits it.
    std::vector<std::int64_t> cost = {}; ///< Of suppressing a candidate; at least 1.
    std::vector<cell_role> role = {};
    std::vector<requirement> requirements =
        {}; ///< Over unknowns; none that the true table meets. `minus` may be `no_cell`.
    std::vector<std::vector<unknown>> suppression_groups =
        {}; ///< If one of a group is suppressed all are.
    std::vector<unknown> group_members =
        {}; ///< Complements in any case, ascending: they go with cells that are suppressed. Their
            ///< role is `suppressed`.
    std::vector<published_fact> published_facts =
        {}; ///< By cell. Of candidates; what fixed cells imply is in `low`.
    /// Some suppressed cell is flagged in the table that the move leads to: else the rules would
    /// have suppressed nothing there, and an intruder who knows them excludes it. Only such moves
    /// are witnesses. Empty function: all are.
    std::function<bool(const move&)> explains = {};
    /// What `explains` asks of the whole table, for cells that are `suppressed`: one of these cases
    /// holds, each some conditions over unknowns. Nothing if the rules would have suppressed cells
    /// whatever their values. Empty function: always.
    std::function<std::optional<one_of>(const std::vector<bool>& suppressed)> find_flagged_cases =
        {};
    std::vector<std::vector<unknown>> flagged =
        {}; ///< Where few cells are flagged: for each the cells that keep it so while they stay.
    std::int64_t largest_flagged =
        0; ///< The largest count that the rules flag for its size; 0: none.
    /// Internal intruders, given what is suppressed (one flag a cell); cells of `own_contribution`
    /// are unknowns. Empty function: external intruders alone.
    std::function<std::vector<intruder>(const std::vector<bool>& suppressed)>
        list_internal_intruders = {};
    /// The own contribution of an intruder to a cell. Empty function: as many as they name of that
    /// cell.
    std::function<std::int64_t(const intruder& who, cell_index cell)> count_own_units = {};

    [[nodiscard]] std::size_t size() const noexcept { return value.size(); }
};

/// Two cells of one group, of which one is suppressed from the start and one public whatever
/// happens.
struct group_conflict {
    unknown suppressed = 0, shown = 0;
};

/// What everybody knows of a suppressed cell, apart from its upper end: its low bound and what the
/// cells that are not suppressed imply. O(log facts).
[[nodiscard]] std::int64_t lowest_known(const suppression_problem& p,
                                        const std::vector<bool>& suppressed, unknown cell);

/// The same problem with what candidates imply if none of them is suppressed, whether they are or
/// not: moves that keep to it always agree.
[[nodiscard]] suppression_problem with_all_published_facts(suppression_problem p);

/// Decides the groups that hold cells which are decided: beside a fixed cell all are fixed, beside
/// a suppressed one all are suppressed, and listed in `group_members`. What is left of
/// `suppression_groups` holds candidates alone. The first group that can be neither, if there is
/// one: then the problem has no solution. O(cells of groups x log).
[[nodiscard]] std::optional<group_conflict> resolve_groups(suppression_problem& p);

/// Of the cells in `group_members`. O(cells of groups).
[[nodiscard]] std::int64_t group_members_cost(const suppression_problem& p);

/// One side of a requirement: sign x (change of cell - change of minus) is at least the amount.
struct wanted_change {
    unknown cell = 0;
    std::optional<unknown> minus = {};
    std::int64_t sign = 1;
    std::int64_t amount = 1;
};

/// What a requirement asks for: one change, or two of which either will do.
[[nodiscard]] std::vector<wanted_change> changes(const suppression_problem& p,
                                                 const requirement& n);

/// A move is a sum of elementary moves of one sign pattern; as many of them as the wanted amount
/// are enough, and their entries are small. So larger changes of a cell need not be sought, and
/// solvers are spared numbers against which their tolerances are not small.
inline constexpr std::int64_t largest_sought = std::int64_t{1} << 30;
[[nodiscard]] constexpr std::int64_t largest_change(std::int64_t amount) noexcept {
    return std::max<std::int64_t>(1'000'000, std::min(amount, largest_sought) * 1'000);
}

/// So many requirements that cannot be met are looked for: each takes a proof, and one is enough to
/// release nothing.
inline constexpr std::size_t most_open = 50;

enum class problem_outcome : std::uint8_t {
    solved,      ///< Every requirement has a witness.
    impossible,  ///< `open` cannot be met even with every candidate suppressed: proved.
    undecided,   ///< `open` were not met before the search limit.
    unexplained, ///< `open` were met by no move that was found and leaves a suppressed cell
                 ///< flagged: only small tables would have been suppressed.
    cancelled,   ///< The caller asked to stop before every requirement had a witness.
};

struct problem_solution {
    problem_outcome outcome = problem_outcome::solved;
    std::vector<bool> suppressed = {}; ///< One a cell.
    std::vector<move> moves = {};
    std::vector<std::uint32_t> move_of = {}; ///< One a requirement: its witness.
    /// (requirement, its further witness): for internal intruders whose cells the first one moves.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> intruders = {};
    std::vector<std::uint32_t> open = {}; ///< Requirements that are not met, unless solved.
    bool more_open = false;     ///< `open` was enough to see that it is hopeless: the requirements
                                ///< after them were not looked at.
    std::int64_t cost = 0;      ///< Of the candidates that are suppressed.
    bool stopped_early = false; ///< The caller had enough: the solution depends on when.
    std::int64_t lower_bound =
        0; ///< No solution costs less, as far as this method knows; 0 always holds.
};

/// The change of the cell; 0 for cells outside the move. O(log support).
[[nodiscard]] std::int64_t change_in(const move& m, cell_index cell);

/// Every value of truth plus `m` is possible and every row of equations kept, whatever is public.
/// Integers only. O(rows of its cells x log).
[[nodiscard]] bool is_possible(const suppression_problem& p, const move& m);

/// Truth plus `m` agrees with everything that is public if `suppressed` are suppressed. Integers
/// only. O(terms of its rows).
[[nodiscard]] bool agrees(const suppression_problem& p, const std::vector<bool>& suppressed,
                          const move& m);

/// How far the requirement is from the true table.
[[nodiscard]] inline std::int64_t amount_of(const suppression_problem& p, std::uint32_t n) {
    return std::abs(p.requirements[n].limit - functional(p.requirements[n], p.value));
}

/// The change that the move makes to x(cell) - x(minus), plus its true value, is enough for the
/// requirement.
[[nodiscard]] bool reaches(const suppression_problem& p, const requirement& n, const move& m);

/// It reaches the requirement, and some suppressed cell stays flagged.
[[nodiscard]] bool meets(const suppression_problem& p, const requirement& n, const move& m);

} // namespace sdc::inline v0::detail
