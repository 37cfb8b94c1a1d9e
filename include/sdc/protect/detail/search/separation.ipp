#include <sdc/protect/detail/search/separation.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/solve/integer_program.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

/// Coefficients up to here are exact in doubles, and so are their sums.
constexpr std::int64_t largest_amount = std::int64_t{1} << 40;

bool moves(const suppression_problem& p, unknown cell) {
    return p.role[cell] == cell_role::candidate || p.role[cell] == cell_role::suppressed;
}

std::int64_t answered_by(const question& q, std::span<const std::pair<unknown, std::int64_t>> m) {
    std::int64_t change = 0;
    for (const auto& [cell, by] : m) change += q.sign * by * ((cell == q.cell) - (cell == q.minus));
    return change;
}

} // namespace

std::vector<question> questions_of(const suppression_problem& p, const requirement& n,
                                   const intruder* who) {
    std::vector<question> all;
    for (const auto& change : changes(p, n)) all.push_back({change, who});
    return all;
}

std::pair<std::int64_t, std::int64_t> room(const suppression_problem& p, unknown cell,
                                           const intruder* who) {
    auto low = p.low[cell];
    if (who != nullptr) {
        const auto own =
            std::ranges::lower_bound(who->own, cell_index{cell}, {}, &own_contribution::cell);
        if (own != who->own.end() && own->cell == cell) {
            if (own->sole_contributor) return {0, 0};
            low = std::max(low, std::min(own->units, p.value[cell]));
        }
    }
    const auto value = p.value[cell];
    const auto down = low <= -unlimited + std::abs(value) ? -unlimited : low - value;
    return {down, p.high[cell] >= unlimited - std::abs(value) ? unlimited : p.high[cell] - value};
}

std::optional<capacity_cut> either(const capacity_cut& a, const capacity_cut& b) {
    if (a.amount > largest_amount / b.amount) return std::nullopt;
    capacity_cut both{.terms = {}, .amount = a.amount * b.amount};
    auto at = b.terms.begin();
    for (const auto& [cell, n] : a.terms) {
        for (; at != b.terms.end() && at->first < cell; ++at)
            both.terms.emplace_back(at->first, at->second * a.amount);
        const bool shared = at != b.terms.end() && at->first == cell;
        both.terms.emplace_back(cell, std::max(n * b.amount, shared ? at->second * a.amount : 0));
        at += shared;
    }
    for (; at != b.terms.end(); ++at) both.terms.emplace_back(at->first, at->second * a.amount);
    return both;
}

capacity_cut rounded(capacity_cut cut, std::span<const double> open) {
    const auto divided = [](std::int64_t n, std::int64_t by) { return (n + by - 1) / by; };
    const auto slack = [&](std::int64_t by) { // of the cut divided by its amount
        double sum = 0;
        for (const auto& [cell, n] : cut.terms)
            sum += open[cell] * static_cast<double>(divided(n, by));
        return sum / static_cast<double>(divided(cut.amount, by));
    };
    std::int64_t best = 1;
    double least = slack(1);
    std::vector<std::int64_t> divisors;
    for (const auto& [cell, n] : cut.terms) divisors.push_back(n);
    std::ranges::sort(divisors);
    divisors.erase(std::unique(divisors.begin(), divisors.end()), divisors.end());
    for (const auto by : divisors) {
        if (const auto here = slack(by); here < least - solver_tolerance) {
            least = here;
            best = by;
        }
    }
    for (auto& [cell, n] : cut.terms) n = divided(n, best);
    cut.amount = divided(cut.amount, best);
    return cut;
}

separation::separation(const suppression_problem& p) : p_(p), column_of_(p.size(), none) {
    for (unknown cell = 0; cell < p.size(); ++cell) {
        if (!moves(p, cell)) continue;
        column_of_[cell] = moves_.add_column(0, 0, 0);
        cells_.push_back(cell);
    }
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
        bool any = false;
        for (const auto& t : p.rows.row(r)) {
            if (column_of_[t.cell] == none) continue;
            moves_.add_entry(column_of_[t.cell], t.coefficient);
            any = true;
        }
        if (!any) continue;
        rows_.push_back(r);
        const auto [low, high] = p.rows.limits(r);
        moves_.end_row(low <= -unlimited ? -no_bound : static_cast<double>(low),
                       high >= unlimited ? no_bound : static_cast<double>(high));
    }
}

linear_program& separation::solver_of(const question& q) {
    auto& solver = solvers_[{q.cell, q.minus, q.sign}];
    if (solver) return *solver;
    solver = p_.solvers.linear(moves_);
    if (column_of_[q.cell] != none)
        solver->set_cost(column_of_[q.cell], -static_cast<double>(q.sign));
    if (q.minus && column_of_[*q.minus] != none)
        solver->set_cost(column_of_[*q.minus], static_cast<double>(q.sign));
    return *solver;
}

void separation::set_boxes(linear_program& solver, const question& q, std::span<const double> open,
                           double most) const {
    for (std::uint32_t j = 0; j < cells_.size(); ++j) {
        const auto [low, high] = room(p_, cells_[j], q.who);
        solver.set_bounds(j, std::max(static_cast<double>(low), -most) * open[cells_[j]],
                          std::min(static_cast<double>(high), most) * open[cells_[j]]);
    }
}

separation::answer separation::ask(const question& q, std::span<const double> open) {
    const auto wanted = static_cast<double>(q.amount);
    answer result{.possible = false};
    auto& solver = solver_of(q);
    const auto values = [&](std::uint32_t j) { return solver.values()[j]; };
    // Changes beyond the amount are seldom needed, and without them the cuts are tighter. Only a
    // choice that is made is asked for more.
    const bool decided = std::ranges::none_of(cells_, [&](unknown cell) {
        return open[cell] > solver_tolerance && open[cell] < 1 - solver_tolerance;
    });
    for (const bool wide : {false, true}) {
        if (wide && !decided) break;
        const double most = wide ? static_cast<double>(largest_change(q.amount)) : wanted;
        set_boxes(solver, q, open, most);
        if (solver.solve() != program_outcome::optimal &&
            solver.solve_afresh() != program_outcome::optimal)
            break;
        move found;
        double reached = 0;
        bool whole = true;
        for (std::uint32_t j = 0; j < cells_.size(); ++j) {
            const auto by = values(j);
            const auto near = std::llround(by);
            whole = whole && std::abs(by - static_cast<double>(near)) < solver_tolerance &&
                    (near == 0 || open[cells_[j]] > 1 - solver_tolerance);
            if (near != 0) found.emplace_back(cells_[j], near);
            reached +=
                by * static_cast<double>(q.sign * ((cells_[j] == q.cell) - (cells_[j] == q.minus)));
        }
        if (reached >= wanted * (1 - 1e-9) - solver_tolerance) {
            if (whole && answered_by(q, found) >= q.amount) result.whole = std::move(found);
            result.possible = true;
            return result;
        }
        if (!result.cut) result.cut = derive(q, solver.multipliers());
        if (!result.cut) continue;
        double sum = 0;
        for (const auto& [cell, n] : result.cut->terms) sum += open[cell] * static_cast<double>(n);
        if (sum < static_cast<double>(result.cut->amount) * (1 - solver_tolerance)) return result;
        result.cut.reset();
    }
    return result;
}

/// The multipliers as fractions of one small denominator, as those of vertices are. Any would do:
/// what follows holds for each.
std::optional<capacity_cut> separation::derive(const question& q,
                                               std::span<const double> multipliers) const {
    if (multipliers.size() != rows_.size()) return std::nullopt;
    std::vector<std::int64_t> whole(multipliers.size());
    for (const std::int64_t scale : {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 24, 60, 840, 5040}) {
        bool exact = true;
        for (std::size_t r = 0; r < whole.size(); ++r) {
            const double by = -multipliers[r] * static_cast<double>(scale);
            if (std::abs(by) > 1e12) return std::nullopt;
            whole[r] = std::llround(by);
            exact = exact && std::abs(by - static_cast<double>(whole[r])) < solver_tolerance;
        }
        if (exact || scale == 5040) return derive(q, whole, scale);
    }
    return std::nullopt;
}

/// With any multipliers m of the rows, scale x target = sum of (scale x target - rows m) x change +
/// sum of m x row, and each term is at most its largest value: that of a candidate counts only if
/// it is suppressed.
std::optional<capacity_cut> separation::derive(const question& q,
                                               std::span<const std::int64_t> multipliers,
                                               std::int64_t scale) const {
    std::vector<wide_sum> left(cells_.size(), 0);
    const auto most = [](wide_sum n, std::int64_t low, std::int64_t high) {
        return n * (n > 0 ? high : low);
    };
    if (column_of_[q.cell] != none) left[column_of_[q.cell]] += wide_sum{q.sign} * scale;
    if (q.minus && column_of_[*q.minus] != none)
        left[column_of_[*q.minus]] -= wide_sum{q.sign} * scale;
    auto amount = wide_sum{scale} * q.amount;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        const auto [low, high] = p_.rows.limits(rows_[r]);
        amount -= most(multipliers[r], low, high);
        for (const auto& t : p_.rows.row(rows_[r])) {
            if (column_of_[t.cell] != none)
                left[column_of_[t.cell]] -= wide_sum{multipliers[r]} * t.coefficient;
        }
    }
    capacity_cut cut;
    std::vector<wide_sum> capacity(cells_.size());
    for (std::uint32_t j = 0; j < cells_.size(); ++j) {
        const auto [low, high] = room(p_, cells_[j], q.who);
        capacity[j] = most(left[j], low, high);
        if (p_.role[cells_[j]] == cell_role::suppressed) amount -= capacity[j];
    }
    if (amount <= 0 || amount > largest_amount) return std::nullopt;
    cut.amount = static_cast<std::int64_t>(amount);
    for (std::uint32_t j = 0; j < cells_.size(); ++j) {
        if (p_.role[cells_[j]] == cell_role::candidate && capacity[j] > 0)
            cut.terms.emplace_back(cells_[j],
                                   static_cast<std::int64_t>(std::min(capacity[j], amount)));
    }
    return cut;
}

std::optional<move> separation::whole_move(const question& q, const std::vector<bool>& suppressed,
                                           std::span<const condition> conditions,
                                           std::uint64_t node_limit, bool& settled) const {
    program all;
    const double most = static_cast<double>(largest_change(q.amount));
    // Columns 2i and 2i + 1 are the rise and the fall of cell i.
    for (const auto cell : cells_) {
        auto [low, high] =
            suppressed[cell] ? room(p_, cell, q.who) : std::pair<std::int64_t, std::int64_t>{0, 0};
        if (suppressed[cell])
            low = std::max(low, std::min<std::int64_t>(0, lowest_known(p_, suppressed, cell) -
                                                              p_.value[cell]));
        all.add_column(0, std::min(static_cast<double>(high), most), 1);
        all.add_column(0, std::min(-static_cast<double>(low), most), 1);
    }
    const auto add_cell = [&](cell_index cell, double coefficient) {
        if (cell == no_cell || column_of_[cell] == none) return;
        all.add_entry(2 * column_of_[cell], coefficient);
        all.add_entry(2 * column_of_[cell] + 1, -coefficient);
    };
    for (const auto r : rows_) {
        for (const auto& t : p_.rows.row(r)) add_cell(t.cell, t.coefficient);
        const auto [low, high] = p_.rows.limits(r);
        all.end_row(low <= -unlimited ? -no_bound : static_cast<double>(low),
                    high >= unlimited ? no_bound : static_cast<double>(high));
    }
    add_cell(q.cell, static_cast<double>(q.sign));
    if (q.minus) add_cell(*q.minus, -static_cast<double>(q.sign));
    all.end_row(static_cast<double>(q.amount), no_bound);
    for (const auto& c : conditions) {
        const auto now = p_.value[c.cell] - (c.minus == no_cell ? 0 : p_.value[c.minus]);
        add_cell(c.cell, 1);
        add_cell(c.minus, -1);
        all.end_row(static_cast<double>(c.low - now),
                    c.high >= unlimited ? no_bound : static_cast<double>(c.high - now));
    }
    const auto solver = p_.solvers.integer(all);
    const auto outcome = solver->solve(node_limit, no_bound);
    settled =
        settled && (outcome == integer_outcome::optimal || outcome == integer_outcome::infeasible);
    if (solver->values().empty()) return std::nullopt;
    move found;
    for (std::uint32_t j = 0; j < cells_.size(); ++j) {
        const auto by =
            std::llround(solver->values()[2 * j]) - std::llround(solver->values()[2 * j + 1]);
        if (by != 0) found.emplace_back(cells_[j], by);
    }
    return found;
}

} // namespace sdc::inline v0::detail
