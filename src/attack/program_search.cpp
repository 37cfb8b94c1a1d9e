#include "program_search.hpp"

#include <cmath>

namespace sdc::inline v0::detail {
namespace {

/// Vertices of these systems have small denominators; anything nearer to an integer than this is read as one and then proved.
constexpr double integrality_tolerance = 1e-6;

/// Beyond this the solver's tolerances are no longer small against one unit: a refutation would not be one.
constexpr std::int64_t largest_safe = std::int64_t{1} << 40;

/// Branching goes no deeper than the stack bears.
constexpr int depth_limit = 2'000;

bool is_safe(std::int64_t n) { return n == unlimited || n == -unlimited || (-largest_safe < n && n < largest_safe); }

double to_bound(std::int64_t n) {
    if (n == unlimited) return no_bound;
    if (n == -unlimited) return -no_bound;
    return static_cast<double>(n);
}

} // namespace

program_search::program_search(const component& c, std::uint64_t search_limit)
    : component_(c), low_(c.low), high_(c.high), vertex_(c.columns()), search_limit_(search_limit) {
    program p;
    for (std::uint32_t j = 0; j < c.columns(); ++j) {
        p.add_column(to_bound(low_[j]), to_bound(high_[j]), 0.0);
        exact_ = exact_ && is_safe(low_[j]) && is_safe(high_[j]);
    }
    for (std::uint32_t r = 0; r < c.rows(); ++r) {
        for (const auto& e : c.row(r)) p.add_entry(e.at, static_cast<double>(e.coefficient));
        p.end_row(to_bound(c.row_low[r]), to_bound(c.row_high[r]));
        exact_ = exact_ && is_safe(c.row_low[r]) && is_safe(c.row_high[r]);
    }
    solver_ = make_clp(p);
}

void program_search::restrict(std::uint32_t column, std::int64_t low, std::int64_t high) {
    if (low_[column] == low && high_[column] == high) return;
    low_[column] = low;
    high_[column] = high;
    exact_ = exact_ && is_safe(low) && is_safe(high);
    solver_->set_bounds(column, to_bound(low), to_bound(high));
}

maximum program_search::maximise(const linear_form& form, std::optional<std::int64_t> known, std::int64_t enough) {
    search s{.form = &form, .enough = enough, .best = {.value = known}};
    if (known && *known >= enough) return s.best;
    for (const auto& [column, coefficient] : form) solver_->set_cost(column, -static_cast<double>(coefficient));
    visit(s);
    for (const auto& [column, coefficient] : form) solver_->set_cost(column, 0.0);
    s.best.complete = s.best.complete && exact_;
    if (!exact_) s.best.bound = unlimited;
    if (s.best.complete && !s.best.unbounded && s.best.value && *s.best.value < enough) s.best.bound = *s.best.value;
    return s.best;
}

void program_search::visit(search& s) {
    if (++s.nodes > search_limit_ || s.depth > depth_limit) {
        s.best.complete = false;
        return;
    }
    switch (solver_->solve()) {
    case program_outcome::infeasible: return;
    case program_outcome::unbounded: s.best.unbounded = true; return;
    case program_outcome::failed: s.best.complete = false; return;
    case program_outcome::optimal: break;
    }
    const double bound = std::floor(-solver_->objective() + integrality_tolerance * 10);
    if (s.depth == 0 && std::abs(bound) < 9e15) s.best.bound = static_cast<std::int64_t>(bound);
    if (s.best.value && bound <= static_cast<double>(*s.best.value)) return;
    if (const auto column = find_fractional()) return branch(s, *column, solver_->values()[*column]);
    if (!read_point()) {
        s.best.complete = false;
        return;
    }
    point_ = vertex_;
    const auto value = evaluate(*s.form, point_);
    if (!s.best.value || value > *s.best.value) s.best.value = value;
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

std::optional<std::uint32_t> program_search::find_fractional() const {
    const auto values = solver_->values();
    for (std::uint32_t j = 0; j < values.size(); ++j) {
        if (std::abs(values[j] - std::round(values[j])) > integrality_tolerance) return j;
    }
    return std::nullopt;
}

/// Rounds the vertex and proves it in integers: bounds and every row.
bool program_search::read_point() {
    const auto values = solver_->values();
    for (std::size_t j = 0; j < vertex_.size(); ++j) {
        if (std::abs(values[j]) > 9e15) return false; // doubles no longer hold every integer
        vertex_[j] = static_cast<std::int64_t>(std::llround(values[j]));
        if (vertex_[j] < low_[j] || vertex_[j] > high_[j]) return false;
    }
    for (std::uint32_t r = 0; r < component_.rows(); ++r) {
        wide_sum sum = 0;
        for (const auto& e : component_.row(r)) sum += wide_sum{e.coefficient} * vertex_[e.at];
        if ((component_.row_low[r] != -unlimited && sum < component_.row_low[r]) || (component_.row_high[r] != unlimited && sum > component_.row_high[r])) return false;
    }
    return true;
}

} // namespace sdc::inline v0::detail
