#include <sdc/protect/detail/exact/relaxation.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/solve/linear_program.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

/// Beyond it a limit is as good as none to a solver in doubles.
constexpr std::int64_t largest_limit = std::int64_t{1} << 40;
/// Multipliers of tables are ratios of small numbers.
constexpr std::int64_t largest_denominator = 60;

double real_limit(std::int64_t limit, std::int64_t value) {
    const auto change = wide_sum{limit} - value;
    if (limit == unlimited || change > largest_limit) return no_bound;
    return change < -largest_limit ? -no_bound : static_cast<double>(change);
}

std::optional<std::size_t> place_of(const relaxation& r, unknown cell) {
    const auto at = std::ranges::lower_bound(r.cells, cell);
    if (at == r.cells.end() || *at != cell) return std::nullopt;
    return static_cast<std::size_t>(at - r.cells.begin());
}

/// Columns i and n + i are the rise and the fall of cell i.
class relaxed_program {
public:
    relaxed_program(const suppression_problem& p, const relaxation& r, const wanted_change& t)
        : p_(p), r_(r), t_(t) {
        for (const bool fall : {false, true}) {
            for (const auto cell : r.cells) {
                const auto up = real_limit(p.high[cell], p.value[cell]),
                           down = -real_limit(p.low[cell], p.value[cell]);
                program_.add_column(0.0, fall ? down : up, 0.0);
            }
        }
        for (const auto row : r.rows) {
            for (const auto& term : p.rows.row(row)) {
                if (const auto at = place_of(r, term.cell)) add(*at, term.coefficient);
            }
            const auto [low, high] = p.rows.limits(row);
            program_.end_row(real_limit(low, 0), real_limit(high, 0));
        }
    }

    relaxed_answer maximise() {
        for_each_term([&](std::size_t at, double sign) {
            program_.cost[at] = -sign;
            program_.cost[r_.cells.size() + at] = sign;
        });
        end_target(-no_bound, static_cast<double>(t_.amount));
        return solve();
    }

    relaxed_answer cheapest(std::span<const double> prices) {
        for (std::size_t i = 0; i < prices.size(); ++i)
            program_.cost[i] = program_.cost[r_.cells.size() + i] = prices[i];
        end_target(static_cast<double>(t_.amount), no_bound);
        return solve();
    }

private:
    void add(std::size_t at, double coefficient) {
        program_.add_entry(static_cast<std::uint32_t>(at), coefficient);
        program_.add_entry(static_cast<std::uint32_t>(r_.cells.size() + at), -coefficient);
    }

    template <class F>
    void for_each_term(F&& f) const {
        if (const auto at = place_of(r_, t_.cell)) f(*at, static_cast<double>(t_.sign));
        if (!t_.minus) return;
        if (const auto at = place_of(r_, *t_.minus)) f(*at, static_cast<double>(-t_.sign));
    }

    void end_target(double low, double high) {
        for_each_term([&](std::size_t at, double sign) { add(at, sign); });
        program_.end_row(low, high);
    }

    relaxed_answer solve() {
        const auto solver = p_.solvers.linear(program_);
        const auto outcome = solver->solve();
        if (outcome == program_outcome::infeasible)
            return {.outcome = relaxed_answer::kind::out_of_reach};
        if (outcome != program_outcome::optimal) return {};
        const auto values = solver->values();
        relaxed_answer answer;
        double reached = 0;
        const auto change = [&](std::size_t i) { return values[i] - values[r_.cells.size() + i]; };
        for_each_term([&](std::size_t at, double sign) { reached += sign * change(at); });
        if (reached < static_cast<double>(t_.amount) - solver_tolerance) {
            answer.outcome = relaxed_answer::kind::out_of_reach;
            const auto multipliers = solver->multipliers();
            answer.multipliers.assign(multipliers.begin(), multipliers.end());
            answer.multipliers.resize(r_.rows.size());
            return answer;
        }
        answer.outcome = relaxed_answer::kind::reached;
        for (std::size_t i = 0; i < r_.cells.size(); ++i) {
            if (std::abs(change(i)) <= solver_tolerance) continue;
            answer.moved.push_back(r_.cells[i]);
            if (const auto whole = std::llround(change(i)); whole != 0)
                answer.rounded.emplace_back(r_.cells[i], whole);
        }
        return answer;
    }

    const suppression_problem& p_;
    const relaxation& r_;
    const wanted_change& t_;
    program program_;
};

/// The target as a sum of rows times `multiples`, over `denominator`, and a rest for each cell;
/// what that comes to at most.
bool refutes_with(const suppression_problem& p, const relaxation& r, const wanted_change& t,
                  std::span<const std::int64_t> multiples, std::int64_t denominator) {
    std::vector<wide_sum> rest(r.cells.size());
    if (const auto at = place_of(r, t.cell)) rest[*at] += wide_sum{t.sign} * denominator;
    if (t.minus) {
        if (const auto at = place_of(r, *t.minus)) rest[*at] -= wide_sum{t.sign} * denominator;
    }
    wide_sum most = 0;
    for (std::size_t i = 0; i < r.rows.size(); ++i) {
        if (multiples[i] == 0) continue;
        const auto [low, high] = p.rows.limits(r.rows[i]);
        const auto limit = multiples[i] > 0 ? high : low;
        if (limit == unlimited || limit == -unlimited) return false;
        most += wide_sum{multiples[i]} * limit;
        for (const auto& term : p.rows.row(r.rows[i])) {
            if (const auto at = place_of(r, term.cell))
                rest[*at] -= wide_sum{multiples[i]} * term.coefficient;
        }
    }
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] == 0) continue;
        const auto cell = r.cells[i];
        if (rest[i] > 0 && p.high[cell] == unlimited) return false;
        most += rest[i] * (wide_sum{rest[i] > 0 ? p.high[cell] : p.low[cell]} - p.value[cell]);
    }
    return most < wide_sum{t.amount} * denominator;
}

} // namespace

relaxed_answer maximise(const suppression_problem& p, const relaxation& r, const wanted_change& t) {
    return relaxed_program(p, r, t).maximise();
}

relaxed_answer cheapest(const suppression_problem& p, const relaxation& r, const wanted_change& t,
                        std::span<const double> prices) {
    return relaxed_program(p, r, t).cheapest(prices);
}

bool refutes(const suppression_problem& p, const relaxation& r, const wanted_change& t,
             std::span<const double> multipliers) {
    std::vector<std::int64_t> multiples(r.rows.size());
    // The solver minimises, so its signs are the other way round.
    for (std::int64_t denominator = 1; denominator <= largest_denominator; ++denominator) {
        for (std::size_t i = 0; i < multiples.size(); ++i) {
            const double multiple =
                i < multipliers.size() ? -multipliers[i] * static_cast<double>(denominator) : 0.0;
            if (!(std::abs(multiple) < 1e9)) return false;
            multiples[i] = std::llround(multiple);
        }
        if (refutes_with(p, r, t, multiples, denominator)) return true;
    }
    return false;
}

} // namespace sdc::inline v0::detail
