#include <sdc/protect/detail/search/move_finder.hpp>

#include <algorithm>
#include <cmath>

namespace sdc::inline v0::detail {
/// Columns 2i and 2i + 1 are the rise and the fall of cell i.
move_finder::move_finder(const local_system& s, const price& price_of, std::int64_t largest_amount,
                         const wanted_change* wanted,
                         std::span<const std::pair<unknown, std::int64_t>> least)
    : system_(s), least_(least) {
    const auto& p = s.problem();
    const auto most = largest_change(largest_amount);
    for (const auto cell : s.cells()) {
        const auto each = price_of(cell);
        const auto up =
            p.high[cell] == unlimited ? most : std::min(most, p.high[cell] - p.value[cell]);
        program_.add_column(0.0, static_cast<double>(up), each);
        program_.add_column(0.0, static_cast<double>(std::min(most, p.value[cell] - low_of(cell))),
                            each);
    }
    for (std::size_t r = 0; r < s.rows(); ++r) {
        for (const auto& t : s.row(r)) {
            program_.add_entry(2 * t.column, t.coefficient);
            program_.add_entry(2 * t.column + 1, -t.coefficient);
        }
        const auto [low, high] = p.rows.limits(s.number(r));
        program_.end_row(low <= -unlimited ? -no_bound : static_cast<double>(low),
                         high == unlimited ? no_bound : static_cast<double>(high));
    }
    if (wanted != nullptr && wanted->minus) add_functional(*wanted);
    solver_ = p.solvers.linear(program_);
}

std::int64_t move_finder::low_of(unknown cell) const {
    const auto at =
        std::ranges::lower_bound(least_, cell, {}, &std::pair<unknown, std::int64_t>::first);
    const auto low = system_.problem().low[cell];
    return at == least_.end() || at->first != cell ? low : std::max(low, at->second);
}

void move_finder::add_functional(const wanted_change& wanted) {
    const auto add = [&](unknown cell, double sign) {
        const auto column = system_.column_of(cell);
        if (column == local_system::outside) return;
        program_.add_entry(2 * column, sign);
        program_.add_entry(2 * column + 1, -sign);
    };
    add(wanted.cell, static_cast<double>(wanted.sign));
    add(*wanted.minus, -static_cast<double>(wanted.sign));
    program_.end_row(static_cast<double>(wanted.amount), no_bound);
}

found_move move_finder::find(const wanted_change& wanted, std::uint64_t search_limit) {
    complete_ = wanted.amount <= largest_sought;
    const auto column = system_.column_of(wanted.cell);
    if (!wanted.minus && column == local_system::outside) return {.exhausted = true};
    const auto moved = 2 * column + (wanted.sign > 0 ? 0 : 1);
    const auto against = moved ^ 1U;
    const double high = wanted.minus ? 0 : program_.column_high[moved],
                 high_against = wanted.minus ? 0 : program_.column_high[against];
    if (!wanted.minus) {
        if (high < static_cast<double>(wanted.amount)) return {.exhausted = complete_};
        set_bounds(moved, static_cast<double>(wanted.amount), high);
        set_bounds(against, 0.0, 0.0);
    }
    wanted_ = &wanted;
    limit_ = search_limit;
    solved_ = 0;
    found_.reset();
    visit();
    if (!wanted.minus) {
        set_bounds(moved, 0.0, high);
        set_bounds(against, 0.0, high_against);
    }
    return {.found = std::move(found_), .exhausted = !found_ && complete_};
}

void move_finder::visit() {
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
        if (std::abs(values[j] - std::round(values[j])) > solver_tolerance)
            return branch(j, values[j]);
    }
    if (!accept(values)) complete_ = false;
}

void move_finder::branch(std::uint32_t column, double value) {
    const double down = std::floor(value), low = program_.column_low[column],
                 high = program_.column_high[column];
    for (const bool go_up : {value - down >= 0.5, value - down < 0.5}) {
        set_bounds(column, go_up ? down + 1 : low, go_up ? high : down);
        visit();
        if (found_) break;
    }
    set_bounds(column, low, high);
}

void move_finder::set_bounds(std::uint32_t column, double low, double high) {
    program_.column_low[column] = low;
    program_.column_high[column] = high;
    solver_->set_bounds(column, low, high);
}

/// Rounds the vertex and checks it in integers: bounds, the wanted change, and every row.
bool move_finder::accept(std::span<const double> values) {
    const auto& p = system_.problem();
    std::vector<std::int64_t> change(system_.cells().size());
    for (std::size_t i = 0; i < change.size(); ++i) {
        const auto cell = system_.cells()[i];
        change[i] = static_cast<std::int64_t>(std::llround(values[2 * i])) -
                    static_cast<std::int64_t>(std::llround(values[2 * i + 1]));
        if (change[i] < low_of(cell) - p.value[cell] ||
            (p.high[cell] != unlimited && change[i] > p.high[cell] - p.value[cell]))
            return false;
    }
    for (std::size_t r = 0; r < system_.rows(); ++r) {
        std::int64_t sum = 0;
        for (const auto& t : system_.row(r)) sum += t.coefficient * change[t.column];
        const auto [low, high] = p.rows.limits(system_.number(r));
        if (sum < low || sum > high) return false;
    }
    const auto at = [&](unknown cell) {
        return system_.column_of(cell) == local_system::outside ? 0
                                                                : change[system_.column_of(cell)];
    };
    if (wanted_->sign * (at(wanted_->cell) - (wanted_->minus ? at(*wanted_->minus) : 0)) <
        wanted_->amount)
        return false;
    move made;
    for (std::size_t i = 0; i < change.size(); ++i) {
        if (change[i] != 0) made.emplace_back(system_.cells()[i], change[i]);
    }
    std::ranges::sort(made);
    found_ = std::move(made);
    return true;
}

} // namespace sdc::inline v0::detail
