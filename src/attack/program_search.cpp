#include "program_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sdc::inline v0::detail {
namespace {

/// Vertices of these systems have small denominators; anything nearer to an integer than this is
/// read as one and then proved.
constexpr double integrality_tolerance = 1e-6;

/// Beyond this the solver's tolerances are no longer small against one unit: a refutation would not
/// be one.
constexpr std::int64_t largest_safe = std::int64_t{1} << 40;

/// Branching goes no deeper than the stack bears.
constexpr int depth_limit = 2'000;

/// A multiplier that should be 0, of a column without bound.
constexpr double multiplier_tolerance = 1e-9;

/// Rays are scaled to 1 and rows are whole numbers, so that what refutes is far from this.
constexpr double refutation_margin = 1e-6;

bool is_safe(std::int64_t n) {
    return n == unlimited || n == -unlimited || (-largest_safe < n && n < largest_safe);
}

double to_bound(std::int64_t n) {
    if (n == unlimited) return no_bound;
    if (n == -unlimited) return -no_bound;
    return static_cast<double>(n);
}

} // namespace

program_search::program_search(const component& c, std::uint64_t search_limit)
    : component_(c), low_(c.low), high_(c.high), vertex_(c.columns()), search_limit_(search_limit),
      cost_(c.columns()) {
    program p;
    for (std::uint32_t j = 0; j < c.columns(); ++j) {
        p.add_column(to_bound(low_[j]), to_bound(high_[j]), 0.0);
        exact_ = exact_ && is_safe(low_[j]) && is_safe(high_[j]);
    }
    for (std::uint32_t r = 0; r < c.rows(); ++r) {
        for (const auto& e : c.row(r)) {
            p.add_entry(e.at, static_cast<double>(e.coefficient));
            exact_ = exact_ && is_safe(e.coefficient);
        }
        p.end_row(to_bound(c.row_low[r]), to_bound(c.row_high[r]));
        exact_ = exact_ && is_safe(c.row_low[r]) && is_safe(c.row_high[r]);
    }
    solver_ = (c.solvers == nullptr ? default_solvers() : *c.solvers).linear(p);
}

void program_search::restrict(std::uint32_t column, std::int64_t low, std::int64_t high) {
    if (low_[column] == low && high_[column] == high) return;
    low_[column] = low;
    high_[column] = high;
    exact_ = exact_ && is_safe(low) && is_safe(high);
    solver_->set_bounds(column, to_bound(low), to_bound(high));
}

maximum program_search::maximise(const column_form& form, std::optional<std::int64_t> known,
                                 std::int64_t enough) {
    search s{.form = &form, .enough = enough, .best = {.value = known}};
    if (known && *known >= enough) return s.best;
    set_form(form, -1);
    visit(s);
    set_form(form, 0);
    s.best.complete = s.best.complete && exact_;
    if (!exact_) s.best.bound = unlimited;
    if (s.best.complete && !s.best.unbounded && s.best.value && *s.best.value < enough)
        s.best.bound = *s.best.value;
    return s.best;
}

void program_search::set_form(const column_form& form, double scale) {
    for (const auto& [column, coefficient] : form) {
        cost_[column] = scale * static_cast<double>(coefficient);
        solver_->set_cost(column, cost_[column]);
    }
}

/// A value that cost . x (or 0, without cost) is at least, for all x within bounds and rows: for
/// any multipliers y, cost . x = y . (A x) + (cost - A' y) . x, and each term is at least what the
/// bounds of its row or column allow. The solver finds y, the sum proves (Neumaier and Shcherbina
/// 2004, section 2). O(entries).
double program_search::find_least(std::span<const double> y, double scale, bool with_cost) const {
    if (y.size() != component_.rows()) return -no_bound;
    long double sum = 0, size = 0;
    const auto add_least = [&](long double multiplier, std::int64_t low, std::int64_t high) {
        const auto end = multiplier > 0 ? low : high;
        if (end != unlimited && end != -unlimited) {
            sum += multiplier * static_cast<long double>(end);
            size += std::abs(multiplier * static_cast<long double>(end));
        } else if (std::abs(multiplier) > multiplier_tolerance) {
            sum = -std::numeric_limits<long double>::infinity();
        }
    };
    for (std::uint32_t r = 0; r < component_.rows(); ++r)
        add_least(scale * y[r], component_.row_low[r], component_.row_high[r]);
    for (std::uint32_t j = 0; j < component_.columns(); ++j) {
        long double rest = with_cost ? cost_[j] : 0;
        for (const auto& e : component_.column(j))
            rest -=
                static_cast<long double>(scale * y[e.at]) * static_cast<long double>(e.coefficient);
        add_least(rest, low_[j], high_[j]);
    }
    // What large terms that cancel may have lost in rounding.
    const auto lost = size * static_cast<long double>(component_.rows() + component_.columns()) *
                      std::numeric_limits<long double>::epsilon();
    return static_cast<double>(sum - lost);
}

/// 0 is at least something above 0: no point is left.
bool program_search::is_refuted() {
    const auto ray = solver_->multipliers();
    double size = 0;
    for (const double y : ray) size = std::max(size, std::abs(y));
    if (!(size > 0)) return false;
    return find_least(ray, 1 / size, false) > refutation_margin ||
           find_least(ray, -1 / size, false) > refutation_margin;
}

/// True if the solver's direction, in whole numbers, leads from any point to points without end.
bool program_search::has_direction(const column_form& form) {
    const auto ray = solver_->direction();
    if (ray.size() != component_.columns()) return false;
    double least = no_bound;
    for (const double d : ray) {
        if (std::abs(d) > multiplier_tolerance) least = std::min(least, std::abs(d));
    }
    for (const double scale : {1.0, 2.0, 3.0, 4.0, 6.0, 12.0}) {
        std::vector<std::int64_t> step;
        for (const double d : ray)
            step.push_back(std::abs(d) / least > 1e9 ? 0 : std::llround(d / least * scale));
        if (is_direction(form, step)) return true;
    }
    return false;
}

bool program_search::is_direction(const column_form& form,
                                  std::span<const std::int64_t> step) const {
    for (std::uint32_t j = 0; j < component_.columns(); ++j) {
        if ((step[j] > 0 && high_[j] != unlimited) || (step[j] < 0 && low_[j] != -unlimited))
            return false;
    }
    for (std::uint32_t r = 0; r < component_.rows(); ++r) {
        wide_sum sum = 0;
        for (const auto& e : component_.row(r)) sum += wide_sum{e.coefficient} * step[e.at];
        if ((sum > 0 && component_.row_high[r] != unlimited) ||
            (sum < 0 && component_.row_low[r] != -unlimited))
            return false;
    }
    return evaluate(form, step) > 0;
}

void program_search::visit(search& s) {
    const bool stopped = component_.cancel && component_.cancel(); // the caller asks, too
    if (++s.nodes > search_limit_ || s.depth > depth_limit || stopped) {
        s.best.complete = false;
        return;
    }
    auto outcome = solver_->solve();
    if (outcome == program_outcome::infeasible && !is_refuted()) outcome = solver_->solve_afresh();
    switch (outcome) {
    case program_outcome::infeasible:
        if (!is_refuted()) branch_apart(s);
        return;
    case program_outcome::unbounded:
        if (has_direction(*s.form))
            s.best.unbounded = true;
        else
            s.best.complete = false;
        return;
    case program_outcome::failed: branch_apart(s); return;
    case program_outcome::optimal: break;
    }
    const double bound =
        std::floor(-find_least(solver_->multipliers(), 1, true) + integrality_tolerance * 10);
    if (s.depth == 0 && std::abs(bound) < 9e15) s.best.bound = static_cast<std::int64_t>(bound);
    if (s.best.value && bound <= static_cast<double>(*s.best.value)) return;
    if (const auto column = find_fractional())
        return branch(s, *column, solver_->values()[*column]);
    if (!read_point()) return branch_apart(s);
    take_vertex(s);
}

void program_search::take_vertex(search& s) {
    const auto value = evaluate(*s.form, vertex_);
    if (s.best.value && value <= *s.best.value) return;
    point_ = vertex_;
    s.best.value = value;
}

void program_search::branch(search& s, std::uint32_t column, double value) {
    const auto down = static_cast<std::int64_t>(std::floor(value));
    const auto low = low_[column], high = high_[column];
    ++s.depth;
    const bool down_first = value - static_cast<double>(down) < 0.5;
    for (const bool go_down : {down_first, !down_first}) {
        if (s.best.value && *s.best.value >= s.enough) break;
        restrict(column, go_down ? low : down + 1, go_down ? down : high);
        visit(s);
    }
    restrict(column, low, high);
    --s.depth;
}

/// Where the solver's word does not settle a node (its vertex is whole to it and no point, or
/// nothing proves that there is none) the first column that is not fixed yet is split. Where all
/// are fixed, addition settles it.
void program_search::branch_apart(search& s) {
    const auto open = std::ranges::mismatch(low_, high_).in1 - low_.begin();
    if (static_cast<std::size_t>(open) == low_.size()) {
        vertex_ = low_;
        if (is_point()) take_vertex(s);
        return;
    }
    const auto column = static_cast<std::uint32_t>(open);
    const double value = solver_->values()[column];
    if (!(std::abs(value) < 9e15) ||
        low_[column] == -unlimited) { // doubles no longer hold every integer
        s.best.complete = false;
        return;
    }
    const auto last =
        high_[column] == unlimited ? unlimited : high_[column] - 1; // so that neither side is empty
    branch(s, column,
           static_cast<double>(
               std::clamp(static_cast<std::int64_t>(std::llround(value)), low_[column], last)));
}

std::optional<std::uint32_t> program_search::find_fractional() const {
    const auto values = solver_->values();
    for (std::uint32_t j = 0; j < values.size(); ++j) {
        if (std::abs(values[j] - std::round(values[j])) > integrality_tolerance) return j;
    }
    return std::nullopt;
}

/// Rounds the vertex; true if it is a point.
bool program_search::read_point() {
    const auto values = solver_->values();
    for (std::size_t j = 0; j < vertex_.size(); ++j) {
        if (std::abs(values[j]) > 9e15) return false; // doubles no longer hold every integer
        vertex_[j] = static_cast<std::int64_t>(std::llround(values[j]));
    }
    return is_point();
}

/// In integers: bounds and every row.
bool program_search::is_point() const {
    for (std::size_t j = 0; j < vertex_.size(); ++j) {
        if (vertex_[j] < low_[j] || vertex_[j] > high_[j]) return false;
    }
    for (std::uint32_t r = 0; r < component_.rows(); ++r) {
        wide_sum sum = 0;
        for (const auto& e : component_.row(r)) sum += wide_sum{e.coefficient} * vertex_[e.at];
        if ((component_.row_low[r] != -unlimited && sum < component_.row_low[r]) ||
            (component_.row_high[r] != unlimited && sum > component_.row_high[r]))
            return false;
    }
    return true;
}

} // namespace sdc::inline v0::detail
