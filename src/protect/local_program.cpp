#include "local_program.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace sdc::inline v0::detail {
namespace {

struct entry {
    cell_index relation;
    std::uint32_t local;
    double coefficient;
};

/// Every relation that touches one of the cells, restricted to them.
std::vector<entry> relations_among(const cube& c, std::span<const movable> cells) {
    std::vector<entry> entries;
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
        for_each_relation_of(c, cells[i].cell, [&](const relation& r) {
            entries.push_back({r.dimension() * c.size() + r.total(), i, r.total() == cells[i].cell ? 1.0 : -1.0});
        });
    }
    std::ranges::sort(entries, [](const entry& a, const entry& b) { return a.relation != b.relation ? a.relation < b.relation : a.local < b.local; });
    return entries;
}

constexpr std::int64_t largest_amount = std::int64_t{1} << 30;

/// A move is a sum of elementary moves of one sign pattern; as many of them as the wanted amount are enough, and their entries are small.
/// So larger changes need not be sought, and the solver is spared numbers against which its tolerances are not small.
std::int64_t largest_change(const wanted_change& wanted) { return std::max<std::int64_t>(1'000'000, std::min(wanted.amount, largest_amount) * 1'000); }

/// Columns 2i and 2i + 1 are the rise and the fall of cell i.
program build(const cube& c, std::span<const movable> cells, const wanted_change& wanted) {
    program p;
    const auto most = largest_change(wanted);
    for (const auto& m : cells) {
        p.add_column(0.0, static_cast<double>(std::min(m.up, most)), m.cost);
        p.add_column(0.0, static_cast<double>(std::min(m.down, most)), m.cost);
    }
    const auto add_cell = [&](std::uint32_t local, double coefficient) {
        p.add_entry(2 * local, coefficient);
        p.add_entry(2 * local + 1, -coefficient);
    };
    const auto entries = relations_among(c, cells);
    for (std::size_t i = 0; i < entries.size();) {
        const auto id = entries[i].relation;
        for (; i < entries.size() && entries[i].relation == id; ++i) add_cell(entries[i].local, entries[i].coefficient);
        p.end_row(0.0, 0.0);
    }
    const auto add_wanted = [&](cell_index cell, double sign) {
        const auto at = std::ranges::lower_bound(cells, cell, {}, &movable::cell);
        if (at != cells.end() && at->cell == cell) add_cell(static_cast<std::uint32_t>(at - cells.begin()), sign * static_cast<double>(wanted.sign));
    };
    add_wanted(wanted.cell, 1.0);
    if (wanted.minus != no_cell) add_wanted(wanted.minus, -1.0);
    p.end_row(static_cast<double>(wanted.amount), no_bound);
    return p;
}

class move_search {
public:
    move_search(const cube& c, std::span<const movable> cells, const wanted_change& wanted, std::uint64_t limit)
        : cells_(cells), wanted_(wanted), program_(build(c, cells, wanted)), solver_(make_clp(program_)), limit_(limit) {}

    found_move run() {
        complete_ = wanted_.amount <= largest_amount;
        visit();
        return {.move = std::move(move_), .exhausted = !move_ && complete_};
    }

private:
    void visit() {
        if (solved_++ >= limit_) {
            complete_ = false;
            return;
        }
        const auto outcome = solver_->solve();
        if (outcome == program_outcome::infeasible) return;
        if (outcome != program_outcome::optimal) {
            complete_ = false;
            return;
        }
        const auto values = solver_->values();
        for (std::uint32_t j = 0; j < values.size(); ++j) {
            if (std::abs(values[j] - std::round(values[j])) > 1e-6) return branch(j, values[j]);
        }
        if (!accept(values)) complete_ = false;
    }

    void branch(std::uint32_t column, double value) {
        const double down = std::floor(value), low = program_.column_low[column], high = program_.column_high[column];
        for (const bool go_up : {value - down >= 0.5, value - down < 0.5}) {
            set_bounds(column, go_up ? down + 1 : low, go_up ? high : down);
            visit();
            if (move_) return;
        }
        set_bounds(column, low, high);
    }

    void set_bounds(std::uint32_t column, double low, double high) {
        program_.column_low[column] = low;
        program_.column_high[column] = high;
        solver_->set_bounds(column, low, high);
    }

    /// Rounds the vertex and checks it in integers: bounds, the wanted change, and every relation by the rows of the program.
    bool accept(std::span<const double> values) {
        witness w;
        std::vector<std::int64_t> change(cells_.size());
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            change[i] = static_cast<std::int64_t>(std::llround(values[2 * i])) - static_cast<std::int64_t>(std::llround(values[2 * i + 1]));
            if (-change[i] > cells_[i].down || change[i] > cells_[i].up) return false;
            if (change[i] != 0) w.move.emplace_back(cells_[i].cell, change[i]);
        }
        for (std::size_t r = 0; r < program_.rows(); ++r) {
            std::int64_t sum = 0;
            for (auto e = program_.row_first[r]; e < program_.row_first[r + 1]; e += 2) sum += static_cast<std::int64_t>(program_.entry_coefficient[e]) * change[program_.entry_column[e] / 2];
            if (r + 1 < program_.rows() ? sum != 0 : sum < wanted_.amount) return false;
        }
        move_ = std::move(w);
        return true;
    }

    std::span<const movable> cells_;
    const wanted_change& wanted_;
    program program_;
    std::unique_ptr<linear_program> solver_;
    std::uint64_t limit_, solved_ = 0;
    bool complete_ = true;
    std::optional<witness> move_;
};

} // namespace

found_move find_move(const cube& c, std::span<const movable> cells, const wanted_change& wanted, std::uint64_t search_limit) {
    return move_search(c, cells, wanted, search_limit).run();
}

} // namespace sdc::inline v0::detail
