#include <sdc/protect/detail/search/move_simplex.hpp>

#include <algorithm>
#include <cmath>

namespace sdc::inline v0::detail {
namespace {

/// Coefficients are small whole numbers, so true values are far from these.
constexpr double feasible = 1e-7, least_pivot = 1e-7, negligible = 1e-11;
/// Less than this may be drift.
constexpr double surely_missing = 1e-3;
constexpr std::size_t most_steps = 4'000, steps_a_row = 5;

} // namespace

move_simplex::outcome move_simplex::minimise(std::span<const unknown> forced, const ask& terms_of) {
    clear();
    terms_of_ = &terms_of;
    for (const auto cell : forced) {
        const auto slot = touch(cell);
        move_column(slot, columns_[slot].base);
    }
    for (std::size_t step = 0; may_go_on(step); ++step) {
        auto l = choose_leaving();
        if (l.which == none) return outcome::optimal;
        price_out(l);
        const bool found = choose_entering(l);
        if (found) {
            settle_passed();
            if (!l.is_row && entering_.slot == basic_columns_[l.which])
                turn(l);
            else if (!enter(l))
                return outcome::gave_up;
        }
        for (const auto slot : pivot_row_) columns_[slot].listed = false;
        if (!found)
            return std::abs(l.missing) > surely_missing ? outcome::infeasible : outcome::gave_up;
    }
    return outcome::gave_up;
}

bool move_simplex::may_go_on(std::size_t step) const {
    return basic_rows_.size() < basis_->most_rows() &&
           step < std::max(most_steps, steps_a_row * basic_rows_.size()) && work() <= most_work_;
}

std::vector<move_simplex::changed_cell> move_simplex::changes() const {
    std::vector<changed_cell> found;
    for (const auto& c : columns_) {
        if (std::abs(c.value) > surely_missing) found.push_back({c.cell, c.value});
    }
    return found;
}

void move_simplex::clear() {
    for (const auto& c : columns_) slot_of_[c.cell] = none;
    for (const auto& r : rows_) row_slot_of_[r.row] = none;
    columns_.clear();
    rows_.clear();
    open_.clear();
    basic_rows_.clear();
    basic_columns_.clear();
    basis_->clear();
}

std::uint32_t move_simplex::touch(unknown cell) {
    auto& slot = slot_of_[cell];
    if (slot != none) return slot;
    slot = static_cast<std::uint32_t>(columns_.size());
    const auto t = (*terms_of_)(cell);
    const auto base = std::clamp<std::int64_t>(0, t.low, t.high);
    columns_.push_back({.cell = cell,
                        .price = t.price,
                        .low = static_cast<double>(t.low),
                        .base = static_cast<double>(base),
                        .high = static_cast<double>(t.high)});
    return slot;
}

std::uint32_t move_simplex::touch_row(std::uint32_t row) {
    auto& slot = row_slot_of_[row];
    if (slot != none) return slot;
    slot = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({.row = row});
    return slot;
}

void move_simplex::move_column(std::uint32_t slot, double by) {
    auto& c = columns_[slot];
    c.value += by;
    p_.rows.for_each_row_of(c.cell, [&](std::uint32_t r, double a) {
        const auto row_slot = touch_row(r);
        auto& met = rows_[row_slot];
        if (met.place != none) return;
        if (met.sum == 0) open_.push_back(row_slot);
        met.sum += a * by;
        if (std::abs(met.sum) < negligible) met.sum = 0;
    });
}

double move_simplex::missing_of(const column& c) const {
    const double low = c.rest > 0 ? c.base : c.low, high = c.rest > 0 ? c.high : c.base;
    return c.value < low - feasible    ? low - c.value
           : c.value > high + feasible ? high - c.value
                                       : 0;
}

void move_simplex::tidy_open_rows() {
    std::erase_if(open_, [&](std::uint32_t slot) {
        return rows_[slot].place != none || rows_[slot].sum == 0;
    });
    // Most of it is sorted since the last time.
    for (auto i = std::ranges::is_sorted_until(open_); i != open_.end(); ++i)
        std::rotate(std::upper_bound(open_.begin(), i, *i), i, i + 1);
    const auto repeated = std::ranges::unique(open_);
    open_.erase(repeated.begin(), repeated.end());
}

/// As if its columns in the basis had nothing in common.
double move_simplex::norm_of_row(std::uint32_t row, std::span<const double> norms) const {
    double norm = 1;
    for (const auto& t : p_.rows.row(row)) {
        const auto slot = slot_of_[t.cell];
        if (slot != none && columns_[slot].place != none) norm += norms[columns_[slot].place];
    }
    return norm;
}

move_simplex::leaving move_simplex::choose_leaving() {
    leaving best;
    double most = 0;
    const auto norms = basis_->norms();
    for (std::uint32_t i = 0; i < basic_columns_.size(); ++i) {
        const auto& c = columns_[basic_columns_[i]];
        const auto missing = missing_of(c);
        if (missing == 0 || missing * missing <= most * norms[i]) continue;
        most = missing * missing / norms[i];
        const bool to_base = (c.rest > 0) == (missing > 0);
        best = {.which = i, .missing = missing, .rest = to_base ? std::int8_t{0} : c.rest};
    }
    tidy_open_rows();
    for (const auto slot : open_) {
        const auto missing = -rows_[slot].sum;
        if (std::abs(missing) <= feasible) continue;
        const auto norm = norm_of_row(rows_[slot].row, norms);
        work_ += p_.rows.row(rows_[slot].row).size();
        if (missing * missing <= most * norm) continue;
        most = missing * missing / norm;
        best = {.is_row = true, .which = slot, .missing = missing};
    }
    work_ += basic_columns_.size() + 20;
    return best;
}

/// What the leaving row or column changes by for each unit of a column.
void move_simplex::price_out(const leaving& l) {
    pivot_row_.clear();
    entries_.clear();
    if (l.is_row) {
        const auto row = rows_[l.which].row;
        for (const auto& t : p_.rows.row(row)) {
            const auto slot = slot_of_[t.cell];
            if (slot != none && columns_[slot].place != none)
                entries_.push_back({columns_[slot].place, static_cast<double>(t.coefficient)});
        }
        work_ += p_.rows.row(row).size() + basic_rows_.size();
        add_to_pivot_row(row, 1.0);
    } else {
        entries_.push_back({l.which, 1.0});
    }
    const auto through = basis_->btran(entries_);
    for (std::size_t i = 0; i < basic_rows_.size(); ++i) {
        if (std::abs(through[i]) > negligible) add_to_pivot_row(basic_rows_[i], -through[i]);
    }
}

void move_simplex::add_to_pivot_row(std::uint32_t row, double factor) {
    const auto terms = p_.rows.row(row);
    auto listed = pivot_row_.size();
    pivot_row_.resize(listed + terms.size()); // at most
    for (const auto& t : terms) {
        const auto slot = touch(t.cell);
        auto& c = columns_[slot];
        if (c.low == c.high) continue;
        if (!c.listed) {
            c.listed = true;
            c.alpha = 0;
            pivot_row_[listed++] = slot;
        }
        c.alpha += factor * t.coefficient;
    }
    pivot_row_.resize(listed);
    work_ += terms.size();
}

/// Columns that can move the right way, by the multiplier's step at which that stops being too
/// dear.
void move_simplex::collect_candidates(const leaving& l) {
    const double missing = l.missing;
    candidates_.clear();
    if (!l.is_row && l.rest == 0) {
        // It need not leave: beyond base it may go on at the price of the other side.
        const auto slot = basic_columns_[l.which];
        const auto& c = columns_[slot];
        const double range = missing > 0 ? c.base - c.low : c.high - c.base;
        if (range > 0)
            candidates_.push_back({.ratio = 2 * c.price,
                                   .size = 1,
                                   .range = range,
                                   .slot = slot,
                                   .to = missing > 0 ? std::int8_t{-1} : std::int8_t{1}});
    }
    for (const auto slot : pivot_row_) {
        const auto& c = columns_[slot];
        const double size = std::abs(c.alpha);
        if (c.place != none || size < least_pivot) continue;
        const auto offer = [&](double reduced, double range, std::int8_t to) {
            if (range > 0)
                candidates_.push_back({.ratio = std::max(0.0, reduced) / size,
                                       .size = size,
                                       .range = range,
                                       .slot = slot,
                                       .to = to});
        };
        if ((c.alpha > 0) == (missing > 0)) {
            if (c.rest < 0) offer(-c.price - c.dual, c.base - c.low, 0);
            if (c.rest <= 0) offer(c.price - c.dual, c.high - c.base, 1);
        } else {
            if (c.rest > 0) offer(c.dual - c.price, c.high - c.base, 0);
            if (c.rest >= 0) offer(c.price + c.dual, c.base - c.low, -1);
        }
    }
}

bool move_simplex::choose_entering(leaving& l) {
    collect_candidates(l);
    const auto later = [&](const candidate& a, const candidate& b) {
        if (a.ratio != b.ratio) return a.ratio > b.ratio;
        if (a.size != b.size) return a.size < b.size;
        if (a.slot != b.slot)
            return columns_[a.slot].cell < columns_[b.slot].cell; // parts come after their totals
        return std::abs(columns_[a.slot].rest - a.to) > std::abs(columns_[b.slot].rest - b.to);
    };
    std::ranges::make_heap(candidates_, later);
    double left = std::abs(l.missing);
    passed_.clear();
    for (auto last = candidates_.end(); last != candidates_.begin(); --last) {
        std::ranges::pop_heap(candidates_.begin(), last, later);
        const auto& c = *(last - 1);
        left -= c.size * c.range;
        if (left <= feasible) {
            entering_ = c;
            return true;
        }
        if (!l.is_row && c.slot == basic_columns_[l.which])
            l.rest = c.to;
        else
            pass(c);
    }
    return false;
}

void move_simplex::pass(const candidate& at) {
    auto& c = columns_[at.slot];
    const double to = c.at(at.to), by = to - c.value;
    move_column(at.slot, by);
    c.value = to;
    c.rest = at.to;
    p_.rows.for_each_row_of(c.cell, [&](std::uint32_t r, double a) {
        if (const auto place = place_of(r); place != none) passed_.push_back({place, a * by});
    });
}

/// The basic columns answer what was passed.
void move_simplex::settle_passed() {
    if (passed_.empty()) return;
    const auto by = basis_->ftran(passed_);
    for (std::size_t i = 0; i < basic_columns_.size(); ++i) {
        if (std::abs(by[i]) > negligible) move_column(basic_columns_[i], -by[i]);
    }
}

/// What the basic columns fall by for each unit of a column.
std::span<const double> move_simplex::find_column(std::uint32_t slot) {
    entries_.clear();
    p_.rows.for_each_row_of(columns_[slot].cell, [&](std::uint32_t r, double a) {
        if (const auto place = place_of(r); place != none) entries_.push_back({place, a});
    });
    return basis_->ftran_entering(entries_);
}

bool move_simplex::enter(const leaving& l) {
    const auto slot = entering_.slot;
    const auto column = find_column(slot);
    const double alpha = columns_[slot].alpha;
    // The same entry, found along the column: where the two differ the inverse has drifted.
    if (!l.is_row && std::abs(column[l.which] + alpha) > feasible * (1 + std::abs(alpha)))
        return false;
    // Not what was missing at first: some of it came from what was passed.
    const double missing = l.is_row ? -rows_[l.which].sum
                                    : columns_[basic_columns_[l.which]].at(l.rest) -
                                          columns_[basic_columns_[l.which]].value;
    const double by = missing / alpha;
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (std::abs(column[i]) > negligible) move_column(basic_columns_[i], -by * column[i]);
    }
    move_column(slot, by);
    step_duals(l);
    // On its way to base it is on the side that it comes from.
    if (entering_.to != 0) columns_[slot].rest = entering_.to;
    if (l.is_row) return border(l.which, alpha);
    auto& out = columns_[basic_columns_[l.which]];
    out.value = out.at(l.rest);
    out.rest = l.rest;
    out.place = none;
    return replace(l.which);
}

/// The column stays, on the other side of base.
void move_simplex::turn(const leaving& l) {
    step_duals(l);
    columns_[entering_.slot].rest = entering_.to;
}

void move_simplex::step_duals(const leaving& l) {
    const double step = l.missing > 0 ? entering_.ratio : -entering_.ratio;
    for (const auto slot : pivot_row_) columns_[slot].dual += step * columns_[slot].alpha;
}

/// The entering column takes the place of another.
bool move_simplex::replace(std::uint32_t place) {
    basic_columns_[place] = entering_.slot;
    columns_[entering_.slot].place = place;
    return basis_->replace(place);
}

/// The entering column comes with a new row.
bool move_simplex::border(std::uint32_t row_slot, double alpha) {
    auto& entering = columns_[entering_.slot];
    auto& met = rows_[row_slot];
    met.place = entering.place = static_cast<std::uint32_t>(basic_rows_.size());
    met.sum = 0;
    basic_rows_.push_back(met.row);
    basic_columns_.push_back(entering_.slot);
    double diagonal = 0;
    p_.rows.for_each_row_of(entering.cell, [&](std::uint32_t r, double a) {
        if (r == met.row) diagonal = a;
    });
    return basis_->border(diagonal, alpha);
}

} // namespace sdc::inline v0::detail
