/// The easy inferences: intervals narrowed through every row until nothing changes.
#pragma once

#include "rows.hpp"

#include <cstdint>
#include <deque>
#include <vector>

namespace sdc::inline v0::detail {

/// Intervals by unknown; shared cells are narrowed under their first number alone.
struct cell_bounds {
    std::vector<std::int64_t> low, high;
};

/// A sum that may hold unlimited terms.
struct partial_sum {
    wide_sum finite = 0;
    std::size_t infinite = 0;
};

inline wide_sum floor_divide(wide_sum a, wide_sum b) {
    return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

class propagation {
public:
    propagation(const row_source& rows, cell_bounds& bounds)
        : rows_(rows), bounds_(bounds), queued_(rows.size()) {}

    /// False at a contradiction; `culprit` then is a cell without any value left.
    [[nodiscard]] bool run() {
        std::uint64_t visits = 0;
        for (std::uint64_t id = 0; id < rows_.size(); ++id) {
            if (rows_.exists(id) && !visit(id)) return false;
        }
        // Intervals can creep towards a limit for ever; stopping early leaves them valid, only
        // wider.
        const auto most = 16 * rows_.size();
        while (!queue_.empty() && visits++ < most) {
            const auto id = queue_.front();
            queue_.pop_front();
            queued_[id] = false;
            if (!visit(id)) return false;
        }
        return queue_.empty() || check_all();
    }
    [[nodiscard]] cell_index culprit() const noexcept { return culprit_; }

private:
    static void add(partial_sum& sum, std::int64_t coefficient, std::int64_t bound) {
        if (bound == unlimited)
            ++sum.infinite;
        else
            sum.finite += wide_sum{coefficient} * bound;
    }
    [[nodiscard]] std::int64_t smallest(const term& t) const {
        return t.coefficient > 0 ? bounds_.low[t.cell] : bounds_.high[t.cell];
    }
    [[nodiscard]] std::int64_t largest(const term& t) const {
        return t.coefficient > 0 ? bounds_.high[t.cell] : bounds_.low[t.cell];
    }

    [[nodiscard]] bool visit(std::uint64_t id) {
        rows_.fill(id, row_);
        partial_sum least, most;
        rounds_ = false;
        for (const auto& t : row_.terms) {
            add(least, t.coefficient, smallest(t));
            add(most, t.coefficient, largest(t));
            rounds_ = rounds_ || (t.coefficient != 1 && t.coefficient != -1);
        }
        if (row_.terms.empty() || is_broken(least, most))
            return row_.terms.empty() || fail(row_.terms.front().cell);
        for (const auto& t : row_.terms) {
            if (!tighten(t, least, most, id)) return false;
        }
        return true;
    }

    /// After an early stop rows whose cells are all fixed may not have been seen since.
    [[nodiscard]] bool check_all() {
        for (std::uint64_t id = 0; id < rows_.size(); ++id) {
            if (!rows_.exists(id)) continue;
            rows_.fill(id, row_);
            partial_sum least, most;
            for (const auto& t : row_.terms) {
                add(least, t.coefficient, smallest(t));
                add(most, t.coefficient, largest(t));
            }
            if (is_broken(least, most)) return fail(row_.terms.front().cell);
        }
        return true;
    }

    [[nodiscard]] bool is_broken(const partial_sum& least, const partial_sum& most) const {
        return (least.infinite == 0 && row_.high != unlimited && least.finite > row_.high) ||
               (most.infinite == 0 && row_.low != -unlimited && most.finite < row_.low);
    }

    /// coefficient x <= high - (the least of the others), and >= low - (the most of the others).
    [[nodiscard]] bool tighten(const term& t, const partial_sum& least, const partial_sum& most,
                               std::uint64_t id) {
        const auto others = [&](const partial_sum& sum, std::int64_t own) {
            partial_sum rest = sum;
            if (own == unlimited)
                --rest.infinite;
            else
                rest.finite -= wide_sum{t.coefficient} * own;
            return rest;
        };
        const auto rest_least = others(least, smallest(t)), rest_most = others(most, largest(t));
        bool ok = true;
        if (rest_least.infinite == 0 && row_.high != unlimited) {
            const auto room = row_.high - rest_least.finite;
            ok = t.coefficient > 0 ? lower_high(t.cell, floor_divide(room, t.coefficient), id)
                                   : raise_low(t.cell, -floor_divide(room, -t.coefficient), id);
        }
        if (ok && rest_most.infinite == 0 && row_.low != -unlimited) {
            const auto room = row_.low - rest_most.finite;
            ok = t.coefficient > 0 ? raise_low(t.cell, -floor_divide(-room, t.coefficient), id)
                                   : lower_high(t.cell, floor_divide(-room, -t.coefficient), id);
        }
        return ok;
    }

    [[nodiscard]] bool lower_high(cell_index cell, wide_sum bound, std::uint64_t by) {
        if (bound >= bounds_.high[cell]) return true;
        if (bound < bounds_.low[cell]) return fail(cell);
        bounds_.high[cell] = static_cast<std::int64_t>(bound);
        return enqueue(cell, by);
    }
    [[nodiscard]] bool raise_low(cell_index cell, wide_sum bound, std::uint64_t by) {
        if (bound <= bounds_.low[cell]) return true;
        if (bound > bounds_.high[cell]) return fail(cell);
        bounds_.low[cell] = static_cast<std::int64_t>(bound);
        return enqueue(cell, by);
    }
    [[nodiscard]] bool enqueue(cell_index cell, std::uint64_t by) {
        rows_.for_each_row_of(cell, [&](std::uint64_t id) {
            if ((id == by && !rounds_) || queued_[id]) return;
            queued_[id] = true;
            queue_.push_back(id);
        });
        return true;
    }
    [[nodiscard]] bool fail(cell_index cell) {
        culprit_ = cell;
        return false;
    }

    const row_source& rows_;
    cell_bounds& bounds_;
    linear_row row_;
    bool rounds_ = false; // a bound that was rounded can tighten its own row again
    std::deque<std::uint64_t> queue_;
    std::vector<bool> queued_;
    cell_index culprit_ = no_cell;
};

} // namespace sdc::inline v0::detail
