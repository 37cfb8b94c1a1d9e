#include <sdc/solve/dense_inverse.hpp>
#include <sdc/solve/dense_simplex.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// Rows are columns, too: a . x - row = 0. Column n + r is row r.
class dense_simplex final : public linear_program {
public:
    explicit dense_simplex(const program& p)
        : rows_(p.rows()), columns_(p.columns()), low_(p.column_low), high_(p.column_high),
          cost_(p.cost), entries_(p.columns()) {
        low_.insert(low_.end(), p.row_low.begin(), p.row_low.end());
        high_.insert(high_.end(), p.row_high.begin(), p.row_high.end());
        cost_.resize(columns_ + rows_, 0.0);
        for (std::uint32_t r = 0; r < rows_; ++r) {
            for (auto i = p.row_first[r]; i < p.row_first[r + 1]; ++i)
                entries_[p.entry_column[i]].push_back({r, p.entry_coefficient[i]});
        }
        for (std::uint32_t r = 0; r < rows_; ++r) entries_.push_back({{r, -1.0}});
        start_from_rows();
    }

    void set_cost(std::uint32_t column, double cost) override { cost_[column] = cost; }
    void set_bounds(std::uint32_t column, double low, double high) override {
        low_[column] = low;
        high_[column] = high;
    }

    program_outcome solve() override {
        for (std::size_t j = 0; j < low_.size(); ++j) {
            if (place_[j] == none) rest(j);
        }
        return factorise() ? run() : solve_afresh();
    }
    program_outcome solve_afresh() override {
        start_from_rows();
        return factorise() ? run() : program_outcome::failed;
    }

    std::span<const double> values() const override { return {value_.data(), columns_}; }
    std::span<const double> multipliers() override { return multipliers_; }
    std::span<const double> direction() override { return direction_; }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr double tolerance = 1e-9, least_pivot = 1e-9;
    static constexpr std::size_t steps_between_factorisations = 100, most_degenerate = 50;

    struct step {
        double length = no_bound;
        std::uint32_t leaving = none; // its place; none: the entering column goes to its other end
        double to = 0;                // where the leaving column comes to rest
    };

    void start_from_rows() {
        place_.assign(columns_ + rows_, none);
        basis_.resize(rows_);
        for (std::uint32_t r = 0; r < rows_; ++r) {
            basis_[r] = static_cast<std::uint32_t>(columns_ + r);
            place_[columns_ + r] = r;
        }
        value_.assign(columns_ + rows_, 0.0);
        for (std::size_t j = 0; j < columns_; ++j) rest(j);
    }

    /// A column outside the basis is at one of its ends, or at 0 if it has none.
    void rest(std::size_t j) {
        if (value_[j] == low_[j] || value_[j] == high_[j]) return;
        if (low_[j] > -no_bound && (value_[j] <= low_[j] || high_[j] == no_bound ||
                                    value_[j] - low_[j] <= high_[j] - value_[j]))
            value_[j] = low_[j];
        else
            value_[j] = high_[j] < no_bound ? high_[j] : 0.0;
    }

    /// The basis anew, and the values of its columns. False: it is singular.
    bool factorise() {
        inverse_->clear();
        for (std::uint32_t r = 0; r < rows_; ++r) { // of the rows alone
            static_cast<void>(inverse_->ftran_entering({}));
            static_cast<void>(inverse_->btran({}));
            if (!inverse_->border(-1, -1)) return false;
        }
        const auto wanted = basis_;
        std::ranges::fill(basis_, none);
        for (const auto j : wanted) {
            if (j >= columns_) put(j, static_cast<std::uint32_t>(j - columns_));
        }
        for (const auto j : wanted) {
            if (j >= columns_ || take_in(j)) continue;
            start_from_rows();
            return false;
        }
        find_values();
        return true;
    }
    void put(std::uint32_t j, std::uint32_t place) {
        basis_[place] = j;
        place_[j] = place;
    }
    /// In place of a row that is not in the basis: of where it is largest.
    bool take_in(std::uint32_t j) {
        const auto column = inverse_->ftran_entering(entries_[j]);
        std::uint32_t best = none;
        for (std::uint32_t i = 0; i < rows_; ++i) {
            if (basis_[i] != none || std::abs(column[i]) < least_pivot) continue;
            if (best == none || std::abs(column[i]) > std::abs(column[best])) best = i;
        }
        if (best == none) return false;
        put(j, best);
        return replace(best);
    }
    bool replace(std::uint32_t place) {
        const basis_entry unit{place, 1};
        static_cast<void>(inverse_->btran({&unit, 1}));
        return inverse_->replace(place);
    }

    void find_values() {
        std::vector<double> right(rows_, 0.0);
        for (std::size_t j = 0; j < value_.size(); ++j) {
            if (place_[j] != none || value_[j] == 0) continue;
            for (const auto& e : entries_[j]) right[e.place] -= e.value * value_[j];
        }
        some_.clear();
        for (std::uint32_t r = 0; r < rows_; ++r) {
            if (right[r] != 0) some_.push_back({r, right[r]});
        }
        const auto found = inverse_->ftran(some_);
        for (std::size_t i = 0; i < rows_; ++i) value_[basis_[i]] = found[i];
    }

    [[nodiscard]] static double slack_of(double bound) { return tolerance * (1 + std::abs(bound)); }
    /// -1 below its range, 1 above it.
    [[nodiscard]] int outside(std::size_t j) const {
        if (value_[j] < low_[j] - slack_of(low_[j])) return -1;
        return value_[j] > high_[j] + slack_of(high_[j]) ? 1 : 0;
    }

    program_outcome run() {
        multipliers_.clear();
        direction_.clear();
        std::size_t degenerate = 0;
        const auto most = 200 * (rows_ + columns_ + 1);
        for (std::size_t n = 1; n <= most; ++n) {
            if (n % steps_between_factorisations == 0 && !factorise())
                return program_outcome::failed;
            const bool repairs = find_multipliers();
            int sign = 0;
            const auto entering = choose_entering(repairs, degenerate > most_degenerate, sign);
            if (entering == none)
                return repairs ? program_outcome::infeasible : program_outcome::optimal;
            find_column(entering);
            const auto s = choose_step(entering, sign, degenerate > most_degenerate);
            if (s.length == no_bound) return unbounded(entering, sign);
            degenerate = s.length > tolerance ? 0 : degenerate + 1;
            if (!take(entering, sign, s)) return program_outcome::failed;
        }
        return program_outcome::failed;
    }

    /// True while some column of the basis is outside its range: then the cost is how far.
    bool find_multipliers() {
        const auto is_outside = [&](std::uint32_t j) { return outside(j) != 0; };
        const bool repairs = std::ranges::any_of(basis_, is_outside);
        some_.clear();
        for (std::uint32_t i = 0; i < rows_; ++i) {
            const double price = repairs ? outside(basis_[i]) : cost_[basis_[i]];
            if (price != 0) some_.push_back({i, price});
        }
        const auto found = inverse_->btran(some_);
        multipliers_.assign(found.begin(), found.end());
        return repairs;
    }

    /// The column that gains most, or, after many steps without gain, the first (Bland 1977).
    std::uint32_t choose_entering(bool repairs, bool first, int& sign) const {
        std::uint32_t best = none;
        double most = tolerance * 10;
        for (std::size_t j = 0; j < value_.size(); ++j) {
            if (place_[j] != none || low_[j] == high_[j]) continue;
            double reduced = repairs ? 0.0 : cost_[j];
            for (const auto& e : entries_[j]) reduced -= multipliers_[e.place] * e.value;
            const int way = reduced < 0 ? 1 : -1;
            const bool may_go = way > 0 ? value_[j] < high_[j] : value_[j] > low_[j];
            if (!may_go || std::abs(reduced) <= most) continue;
            best = static_cast<std::uint32_t>(j);
            sign = way;
            if (first) return best;
            most = std::abs(reduced);
        }
        return best;
    }

    /// What the columns of the basis change by for a unit of this one.
    void find_column(std::uint32_t entering) {
        const auto found = inverse_->ftran_entering(entries_[entering]);
        column_.resize(rows_);
        std::ranges::transform(found, column_.begin(), std::negate());
    }

    [[nodiscard]] step choose_step(std::uint32_t entering, int sign, bool first) const {
        step best{.length = high_[entering] - low_[entering]};
        double best_pivot = 0;
        for (std::uint32_t i = 0; i < rows_; ++i) {
            const double by = sign * column_[i];
            if (std::abs(by) <= least_pivot) continue;
            const auto j = basis_[i];
            const int where = outside(j);
            // One outside its range blocks where it comes back in; on its way out it never does.
            if ((where < 0 && by < 0) || (where > 0 && by > 0)) continue;
            const double end =
                where == 0 ? (by > 0 ? high_[j] : low_[j]) : (where < 0 ? low_[j] : high_[j]);
            if (std::abs(end) == no_bound) continue;
            const double length = std::max(0.0, (end - value_[j]) / by);
            const bool ties = std::abs(length - best.length) <= tolerance;
            const bool better = ties && best.leaving != none &&
                                (first ? j < basis_[best.leaving] : std::abs(by) > best_pivot);
            if (length >= best.length - tolerance && !better) continue;
            best = {.length = std::min(length, best.length), .leaving = i, .to = end};
            best_pivot = std::abs(by);
        }
        return best;
    }

    bool take(std::uint32_t entering, int sign, const step& s) {
        for (std::size_t i = 0; i < rows_; ++i) value_[basis_[i]] += sign * column_[i] * s.length;
        if (s.leaving == none) {
            value_[entering] = sign > 0 ? high_[entering] : low_[entering];
            return true;
        }
        value_[entering] += sign * s.length;
        const auto out = basis_[s.leaving];
        value_[out] = s.to;
        place_[out] = none;
        put(entering, s.leaving);
        return std::abs(column_[s.leaving]) < least_pivot ? factorise() : replace(s.leaving);
    }

    program_outcome unbounded(std::uint32_t entering, int sign) {
        direction_.assign(columns_, 0.0);
        if (entering < columns_) direction_[entering] = sign;
        for (std::size_t i = 0; i < rows_; ++i) {
            if (basis_[i] < columns_) direction_[basis_[i]] = sign * column_[i];
        }
        return program_outcome::unbounded;
    }

    std::size_t rows_, columns_;
    std::vector<double> low_, high_, cost_;
    std::vector<std::vector<basis_entry>> entries_; // of each column, by row
    std::vector<std::uint32_t> basis_;              // the column of each place
    std::vector<std::uint32_t> place_;              // of each column in the basis
    std::unique_ptr<basis_factorisation> inverse_ = make_dense_inverse();
    std::vector<double> value_, column_, multipliers_, direction_;
    std::vector<basis_entry> some_;
};

} // namespace

std::unique_ptr<linear_program> make_dense_simplex(const program& p) {
    return std::make_unique<dense_simplex>(p);
}

} // namespace sdc::inline v0
