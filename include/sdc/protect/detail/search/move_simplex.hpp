/// The cheapest way to change some cells as wanted, sought in the whole problem at once.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>
#include <sdc/solve/basis_factorisation.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// A dual simplex method (Lemke 1954) for the least sum of price x |change| over all changes that
/// keep every row while some cells are forced to change. It looks at no other cell before a row
/// that is out of balance leads to it: work grows with the move, not with the table. What a step
/// passes is moved on at once (the long-step rule, Fourer 1994); what is farthest out for the norm
/// of its row of the inverse leaves (dual steepest edge, Forrest and Goldfarb 1992). The basis
/// holds rows that were out of balance; the problem's solvers factorise it. Rows must be equations.
/// It works in doubles: whoever takes a move checks it in integers.
class move_simplex {
public:
    /// What a cell may do; asked once a search for every cell that is looked at.
    struct terms {
        double price = 0;               ///< Of changing it by one, more than 0.
        std::int64_t low = 0, high = 0; ///< Of its change; a range without 0 forces it.
    };
    using ask = std::function<terms(unknown)>;

    enum class outcome : std::uint8_t {
        optimal,
        infeasible,
        gave_up, ///< More rows than the basis is kept for, too many steps, too much work, or
                 ///< numbers that drifted.
    };

    struct changed_cell {
        unknown cell;
        double change;
    };

    explicit move_simplex(const suppression_problem& p)
        : p_(p), basis_(p.solvers.basis()), slot_of_(p.size(), none),
          row_slot_of_(p.rows.size(), none) {}

    /// From now on, `minimise` gives up once `work` is more.
    void give_up_beyond(std::uint64_t work) noexcept { most_work_ = work; }

    /// `forced`: every cell whose range is without 0. O(steps x (rows of the basis + cells in
    /// them)), plus what the factorisation takes.
    [[nodiscard]] outcome minimise(std::span<const unknown> forced, const ask& terms_of);

    /// Of the last optimum: the cells that change, in the order in which they were met.
    [[nodiscard]] std::vector<changed_cell> changes() const;

    /// Cells and entries of the factorisation looked at so far.
    [[nodiscard]] std::uint64_t work() const noexcept { return work_ + basis_->work(); }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct column {
        unknown cell = 0;
        double price = 0, low = 0, base = 0,
               high = 0; // base: where it starts, 0 unless it is forced
        double value = 0;
        double dual = 0;            // the rows' multipliers x its coefficients
        double alpha = 0;           // its entry in the pivot row
        std::uint32_t place = none; // in the basis
        std::int8_t rest = 0; // -1, 0, 1: at low, base, high; of a basic column: between low and
                              // base, or base and high
        bool listed = false;  // in the pivot row

        [[nodiscard]] double at(std::int8_t where) const noexcept {
            return where > 0 ? high : where < 0 ? low : base;
        }
    };
    struct met_row {
        std::uint32_t row;
        std::uint32_t place = none; // in the basis
        double sum = 0;             // of its cells, if it is not
    };
    struct candidate {
        double ratio, size, range;
        std::uint32_t slot;
        std::int8_t to;
    };
    struct leaving {
        bool is_row = false;
        std::uint32_t which = none; // the row's slot, or the place in the basis
        double missing = 0;         // what it has to rise by
        std::int8_t rest = 0;       // where a column comes to rest
    };

    void clear();
    [[nodiscard]] std::uint32_t touch(unknown cell);
    [[nodiscard]] std::uint32_t touch_row(std::uint32_t row);
    [[nodiscard]] std::uint32_t place_of(std::uint32_t row) const {
        return row_slot_of_[row] == none ? none : rows_[row_slot_of_[row]].place;
    }
    void move_column(std::uint32_t slot, double by);
    [[nodiscard]] leaving choose_leaving();
    void tidy_open_rows();
    [[nodiscard]] double missing_of(const column& c) const;
    [[nodiscard]] double norm_of_row(std::uint32_t row, std::span<const double> norms) const;
    [[nodiscard]] bool may_go_on(std::size_t step) const;
    void price_out(const leaving& l);
    void add_to_pivot_row(std::uint32_t row, double factor);
    [[nodiscard]] bool choose_entering(leaving& l);
    void collect_candidates(const leaving& l);
    void pass(const candidate& c);
    void settle_passed();
    [[nodiscard]] bool enter(const leaving& l);
    void turn(const leaving& l);
    void step_duals(const leaving& l);
    [[nodiscard]] std::span<const double> find_column(std::uint32_t slot);
    [[nodiscard]] bool replace(std::uint32_t place);
    [[nodiscard]] bool border(std::uint32_t row_slot, double alpha);

    const suppression_problem& p_;
    std::unique_ptr<basis_factorisation> basis_;
    const ask* terms_of_ = nullptr;
    std::vector<std::uint32_t> slot_of_;     // of each cell
    std::vector<column> columns_;            // cells looked at
    std::vector<std::uint32_t> row_slot_of_; // of each row
    std::vector<met_row> rows_;              // rows that a cell which moved is in
    std::vector<std::uint32_t> open_;        // of them those out of balance; may repeat
    std::vector<std::uint32_t> basic_rows_, basic_columns_;
    std::vector<basis_entry> entries_, passed_;
    std::vector<std::uint32_t> pivot_row_;
    std::vector<candidate> candidates_;
    candidate entering_{};
    std::uint64_t work_ = 0, most_work_ = ~std::uint64_t{0};
};

} // namespace sdc::inline v0::detail
