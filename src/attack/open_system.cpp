#include "open_system.hpp"

#include <algorithm>
#include <deque>
#include <numeric>
#include <span>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

struct term {
    cell_index cell;
    std::int64_t coefficient;
};

/// A relation or a statement, as one linear row.
struct linear_row {
    std::vector<term> terms;
    std::int64_t low = 0, high = 0;
};

/// All rows of the system by number: first the relations (dimension x cells + total), then the statements.
class row_source {
public:
    explicit row_source(const knowledge& reader) : reader_(reader), cube_(reader.cube()), relations_(cube_.dimensions().size() * cube_.size()) {
        for (std::size_t s = 0; s < reader.statements().size(); ++s) {
            for (const auto& [cell, coefficient] : reader.statements()[s].terms) statement_of_.emplace_back(cell, s);
        }
        std::ranges::sort(statement_of_);
    }

    [[nodiscard]] std::uint64_t size() const noexcept { return relations_ + reader_.statements().size(); }
    [[nodiscard]] bool exists(std::uint64_t id) const noexcept {
        if (id >= relations_) return true;
        const auto d = id / cube_.size();
        return !cube_.codes(d).is_leaf(cube_.shape().coordinate(id % cube_.size(), d));
    }
    void fill(std::uint64_t id, linear_row& row) const {
        row.terms.clear();
        if (id >= relations_) {
            const auto& s = reader_.statements()[id - relations_];
            for (const auto& [cell, coefficient] : s.terms) row.terms.push_back({cell, coefficient});
            row.low = s.low;
            row.high = s.high;
            return;
        }
        const relation r(cube_, id / cube_.size(), id % cube_.size());
        row.terms.push_back({r.total(), 1});
        r.for_each_part([&](cell_index part) { row.terms.push_back({part, -1}); });
        row.low = row.high = 0;
    }
    template <class F>
    void for_each_row_of(cell_index cell, F&& f) const {
        for_each_relation_of(cube_, cell, [&](const relation& r) { f(r.dimension() * cube_.size() + r.total()); });
        for (auto at = std::ranges::lower_bound(statement_of_, std::pair{cell, std::size_t{0}}); at != statement_of_.end() && at->first == cell; ++at)
            f(relations_ + at->second);
    }

private:
    const knowledge& reader_;
    const cube& cube_;
    std::uint64_t relations_;
    std::vector<std::pair<cell_index, std::size_t>> statement_of_;
};

/// A sum that may hold unlimited terms.
struct partial_sum {
    wide_sum finite = 0;
    std::size_t infinite = 0;
};

wide_sum floor_divide(wide_sum a, wide_sum b) { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }

class propagation {
public:
    propagation(const row_source& rows, open_system& system) : rows_(rows), system_(system), queued_(rows.size()) {}

    /// False at a contradiction; `culprit` then is a cell without any value left.
    [[nodiscard]] bool run() {
        std::uint64_t visits = 0;
        for (std::uint64_t id = 0; id < rows_.size(); ++id) {
            if (rows_.exists(id) && !visit(id)) return false;
        }
        // Intervals can creep towards a limit for ever; stopping early leaves them valid, only wider.
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
        if (bound == unlimited) ++sum.infinite;
        else sum.finite += wide_sum{coefficient} * bound;
    }
    [[nodiscard]] std::int64_t smallest(const term& t) const { return t.coefficient > 0 ? system_.low[t.cell] : system_.high[t.cell]; }
    [[nodiscard]] std::int64_t largest(const term& t) const { return t.coefficient > 0 ? system_.high[t.cell] : system_.low[t.cell]; }

    [[nodiscard]] bool visit(std::uint64_t id) {
        rows_.fill(id, row_);
        partial_sum least, most;
        for (const auto& t : row_.terms) {
            add(least, t.coefficient, smallest(t));
            add(most, t.coefficient, largest(t));
        }
        if (row_.terms.empty() || is_broken(least, most)) return row_.terms.empty() || fail(row_.terms.front().cell);
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
        return (least.infinite == 0 && row_.high != unlimited && least.finite > row_.high) || (most.infinite == 0 && row_.low != -unlimited && most.finite < row_.low);
    }

    /// coefficient x <= high - (the least of the others), and >= low - (the most of the others).
    [[nodiscard]] bool tighten(const term& t, const partial_sum& least, const partial_sum& most, std::uint64_t id) {
        const auto others = [&](const partial_sum& sum, std::int64_t own) {
            partial_sum rest = sum;
            if (own == unlimited) --rest.infinite;
            else rest.finite -= wide_sum{t.coefficient} * own;
            return rest;
        };
        const auto rest_least = others(least, smallest(t)), rest_most = others(most, largest(t));
        bool ok = true;
        if (rest_least.infinite == 0 && row_.high != unlimited) {
            const auto room = row_.high - rest_least.finite;
            ok = t.coefficient > 0 ? lower_high(t.cell, floor_divide(room, t.coefficient), id) : raise_low(t.cell, -floor_divide(room, -t.coefficient), id);
        }
        if (ok && rest_most.infinite == 0 && row_.low != -unlimited) {
            const auto room = row_.low - rest_most.finite;
            ok = t.coefficient > 0 ? raise_low(t.cell, -floor_divide(-room, t.coefficient), id) : lower_high(t.cell, floor_divide(-room, -t.coefficient), id);
        }
        return ok;
    }

    [[nodiscard]] bool lower_high(cell_index cell, wide_sum bound, std::uint64_t by) {
        if (bound >= system_.high[cell]) return true;
        if (bound < system_.low[cell]) return fail(cell);
        system_.high[cell] = static_cast<std::int64_t>(bound);
        return enqueue(cell, by);
    }
    [[nodiscard]] bool raise_low(cell_index cell, wide_sum bound, std::uint64_t by) {
        if (bound <= system_.low[cell]) return true;
        if (bound > system_.high[cell]) return fail(cell);
        system_.low[cell] = static_cast<std::int64_t>(bound);
        return enqueue(cell, by);
    }
    [[nodiscard]] bool enqueue(cell_index cell, std::uint64_t by) {
        rows_.for_each_row_of(cell, [&](std::uint64_t id) {
            if (id == by || queued_[id]) return;
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
    open_system& system_;
    linear_row row_;
    std::deque<std::uint64_t> queue_;
    std::vector<bool> queued_;
    cell_index culprit_ = no_cell;
};

std::uint32_t find_root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

/// Calls f(row) for every row that has an open cell.
template <class F>
void for_each_open_row(const row_source& rows, const open_system& system, F&& f) {
    linear_row row;
    for (std::uint64_t id = 0; id < rows.size(); ++id) {
        if (!rows.exists(id)) continue;
        rows.fill(id, row);
        if (std::ranges::any_of(row.terms, [&](const term& t) { return system.is_open(t.cell); })) f(row);
    }
}

void split(const row_source& rows, open_system& system) {
    const auto n = system.low.size();
    std::vector<std::uint32_t> parent(n);
    std::iota(parent.begin(), parent.end(), 0u);
    for_each_open_row(rows, system, [&](const linear_row& row) {
        auto root = no_component;
        for (const auto& t : row.terms) {
            if (!system.is_open(t.cell)) continue;
            const auto own = find_root(parent, static_cast<std::uint32_t>(t.cell));
            if (root == no_component) root = own;
            // The smaller index becomes the root, so that numbering follows the cells.
            parent[std::max(root, own)] = std::min(root, own);
            root = std::min(root, own);
        }
    });
    system.component_of.assign(n, no_component);
    system.column_of.assign(n, 0);
    for (std::uint32_t cell = 0; cell < n; ++cell) {
        if (!system.is_open(cell)) continue;
        const auto root = find_root(parent, cell);
        if (root == cell) {
            system.component_of[cell] = static_cast<std::uint32_t>(system.components.size());
            system.components.emplace_back();
        } else {
            system.component_of[cell] = system.component_of[root];
        }
        auto& cells = system.components[system.component_of[cell]].cells;
        system.column_of[cell] = static_cast<std::uint32_t>(cells.size());
        cells.push_back(cell);
    }
}

/// Adds the row over its open cells to their component; fixed cells move to the right-hand side. False if that does not fit 64 bits.
bool add_row(const linear_row& row, open_system& system) {
    component* home = nullptr;
    wide_sum fixed = 0;
    for (const auto& t : row.terms) {
        if (!system.is_open(t.cell)) {
            fixed += wide_sum{t.coefficient} * system.low[t.cell];
            continue;
        }
        if (home == nullptr) home = &system.components[system.component_of[t.cell]];
        home->entry_column.push_back(system.column_of[t.cell]);
        home->entry_coefficient.push_back(t.coefficient);
    }
    home->row_first.push_back(home->entry_column.size());
    const auto fits = [](wide_sum n) { return -unlimited < n && n < unlimited; };
    if ((row.low != -unlimited && !fits(row.low - fixed)) || (row.high != unlimited && !fits(row.high - fixed))) return false;
    home->row_low.push_back(row.low == -unlimited ? row.low : static_cast<std::int64_t>(row.low - fixed));
    home->row_high.push_back(row.high == unlimited ? row.high : static_cast<std::int64_t>(row.high - fixed));
    return true;
}

} // namespace

result<open_system> open(const knowledge& reader) {
    const auto n = reader.cube().size();
    if (n >= no_component) return error{.code = errc::overflow, .message = "too many cells to attack", .found = std::to_string(n)};
    open_system system;
    for (cell_index cell = 0; cell < n; ++cell) {
        system.low.push_back(reader.low(cell));
        system.high.push_back(reader.high(cell));
        if (reader.low(cell) > reader.high(cell)) return error{.code = errc::contradiction, .message = "two facts about one cell contradict each other", .cell = describe(reader.cube(), cell)};
    }
    const row_source rows(reader);
    propagation pass(rows, system);
    if (!pass.run()) return error{.code = errc::contradiction, .message = "no table agrees with everything that is public", .cell = describe(reader.cube(), pass.culprit())};
    split(rows, system);
    bool fits = true;
    for_each_open_row(rows, system, [&](const linear_row& row) { fits = add_row(row, system) && fits; });
    if (!fits) return error{.code = errc::overflow, .message = "a statement's sum does not fit 64 bits"};
    return system;
}

} // namespace sdc::inline v0::detail
