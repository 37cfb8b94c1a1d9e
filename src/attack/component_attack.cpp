#include "component_attack.hpp"

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

component_attack::component_attack(const open_system& system, const component& c, std::uint64_t search_limit, observer on_point)
    : component_(c), point_(c.cells.size()), search_limit_(search_limit), on_point_(std::move(on_point)) {
    program p;
    for (const auto cell : c.cells) {
        low_.push_back(system.low[cell]);
        high_.push_back(system.high[cell]);
        p.add_column(to_bound(low_.back()), to_bound(high_.back()), 0.0);
        exact_ = exact_ && is_safe(low_.back()) && is_safe(high_.back());
    }
    for (std::size_t r = 0; r < c.row_low.size(); ++r) {
        for (auto e = c.row_first[r]; e < c.row_first[r + 1]; ++e) p.add_entry(c.entry_column[e], static_cast<double>(c.entry_coefficient[e]));
        p.end_row(to_bound(c.row_low[r]), to_bound(c.row_high[r]));
        exact_ = exact_ && is_safe(c.row_low[r]) && is_safe(c.row_high[r]);
    }
    solver_ = make_clp(p);
}

void component_attack::restrict(std::uint32_t column, std::int64_t low, std::int64_t high) {
    low_[column] = low;
    high_[column] = high;
    solver_->set_bounds(column, to_bound(low), to_bound(high));
}

maximum component_attack::maximise(const linear_form& form, std::optional<std::int64_t> known, std::int64_t enough) {
    search s{.form = &form, .enough = enough, .best = {.value = known}};
    if (known && *known >= enough) return s.best;
    for (const auto& [column, coefficient] : form) solver_->set_cost(column, -static_cast<double>(coefficient));
    visit(s);
    for (const auto& [column, coefficient] : form) solver_->set_cost(column, 0.0);
    s.best.complete = s.best.complete && exact_;
    return s.best;
}

void component_attack::visit(search& s) {
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
    if (s.best.value && bound <= static_cast<double>(*s.best.value)) return;
    if (const auto column = find_fractional()) return branch(s, *column, solver_->values()[*column]);
    if (!read_point()) {
        s.best.complete = false;
        return;
    }
    on_point_(point_);
    const auto value = evaluate(*s.form);
    if (!s.best.value || value > *s.best.value) s.best.value = value;
}

void component_attack::branch(search& s, std::uint32_t column, double value) {
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

std::optional<std::uint32_t> component_attack::find_fractional() const {
    const auto values = solver_->values();
    for (std::uint32_t j = 0; j < values.size(); ++j) {
        if (std::abs(values[j] - std::round(values[j])) > integrality_tolerance) return j;
    }
    return std::nullopt;
}

/// Rounds the vertex and proves it in integers: bounds and every row.
bool component_attack::read_point() {
    const auto values = solver_->values();
    for (std::size_t j = 0; j < point_.size(); ++j) {
        if (std::abs(values[j]) > 9e15) return false; // doubles no longer hold every integer
        point_[j] = static_cast<std::int64_t>(std::llround(values[j]));
        if (point_[j] < low_[j] || point_[j] > high_[j]) return false;
    }
    for (std::size_t r = 0; r < component_.row_low.size(); ++r) {
        wide_sum sum = 0;
        for (auto e = component_.row_first[r]; e < component_.row_first[r + 1]; ++e) sum += wide_sum{component_.entry_coefficient[e]} * point_[component_.entry_column[e]];
        if ((component_.row_low[r] != -unlimited && sum < component_.row_low[r]) || (component_.row_high[r] != unlimited && sum > component_.row_high[r])) return false;
    }
    return true;
}

std::int64_t component_attack::evaluate(const linear_form& form) const {
    std::int64_t value = 0;
    for (const auto& [column, coefficient] : form) value += coefficient * point_[column];
    return value;
}

} // namespace sdc::inline v0::detail
