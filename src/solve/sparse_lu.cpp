#include <sdc/solve/dense_inverse.hpp>
#include <sdc/solve/sparse_lu.hpp>

// Sums in one order on every machine, and one thread; under a name of its own, so that a program
// that links this and compiles Eigen otherwise has two Eigens, not a mixture.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_DONT_PARALLELIZE
#define Eigen sdckit_eigen
#include <Eigen/SparseLU>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// The factors of a basis as it was, and what has changed since.
class sparse_lu final : public basis_factorisation {
public:
    void clear() override {
        dense_->clear();
        is_dense_ = true;
        steps_.clear();
        noted_.clear();
        columns_.clear();
        norm_.clear();
        forget_updates();
        factored_ = 0;
    }
    std::size_t size() const noexcept override {
        return is_dense_ ? dense_->size() : columns_.size();
    }
    std::size_t most_rows() const noexcept override { return 2'000; }

    std::span<const double> ftran(std::span<const basis_entry> right) override {
        if (is_dense_) return dense_->ftran(right);
        spread(right, solved_);
        solve(solved_);
        return solved_;
    }

    std::span<const double> ftran_entering(std::span<const basis_entry> column) override {
        column_.assign(column.begin(), column.end());
        if (is_dense_) return dense_->ftran_entering(column);
        spread(column, entering_);
        solve(entering_);
        return entering_;
    }

    std::span<const double> btran(std::span<const basis_entry> left) override {
        row_.assign(left.begin(), left.end());
        if (is_dense_) return dense_->btran(left);
        spread(left, leaving_);
        solve_transposed(leaving_);
        return leaving_;
    }

    bool replace(std::uint32_t place) override {
        if (is_dense_) {
            note(place, {});
            return dense_->replace(place);
        }
        take_in(place, {}, column_);
        const double pivot = entering_[place];
        update_norms(place, pivot, 0, 1);
        add_update(place, pivot);
        return updates_.size() < most_updates || factorise();
    }

    bool border(double diagonal, double pivot) override {
        const auto last = static_cast<std::uint32_t>(size());
        if (diagonal != 0) column_.push_back({last, diagonal});
        if (is_dense_) {
            note(last, row_);
            return border_dense(diagonal, pivot);
        }
        take_in(last, row_, column_);
        norm_.push_back(0);
        entering_.push_back(pivot);
        leaving_.push_back(0);
        update_norms(last, pivot, 1, -1);
        updates_.push_back({.place = last, .is_row = true, .first = entries_.size()});
        entries_.insert(entries_.end(), row_.begin(), row_.end());
        add_update(last, pivot);
        return updates_.size() < most_updates || factorise();
    }

    std::span<const double> norms() const noexcept override {
        return is_dense_ ? dense_->norms() : std::span<const double>(norm_);
    }
    std::uint64_t work() const noexcept override { return work_ + dense_->work(); }

private:
    using matrix = Eigen::SparseMatrix<double>;

    static constexpr double negligible = 1e-11;
    static constexpr std::size_t most_updates = 100;

    /// A row came in, with its entries; or a column in a place, as the basis before saw it.
    struct update {
        std::uint32_t place;
        bool is_row = false;
        double pivot = 1;
        std::size_t first; ///< Of its entries, those of its place left out.
    };

    /// A column came into a place, and with it the entries of a new row in the columns before.
    struct step {
        std::uint32_t place;
        std::size_t first, row_entries; ///< Of `noted_`; the column's follow.
    };

    /// While it is dense nothing looks at the columns, and most bases stay dense.
    void note(std::uint32_t place, std::span<const basis_entry> row) {
        steps_.push_back({.place = place, .first = noted_.size(), .row_entries = row.size()});
        noted_.insert(noted_.end(), row.begin(), row.end());
        noted_.insert(noted_.end(), column_.begin(), column_.end());
    }

    void take_in_noted() {
        for (std::size_t s = 0; s < steps_.size(); ++s) {
            const auto& [place, first, row_entries] = steps_[s];
            const auto end = s + 1 < steps_.size() ? steps_[s + 1].first : noted_.size();
            const auto all = std::span<const basis_entry>(noted_).subspan(first, end - first);
            take_in(place, all.first(row_entries), all.subspan(row_entries));
        }
    }

    void take_in(std::uint32_t place, std::span<const basis_entry> row,
                 std::span<const basis_entry> column) {
        for (const auto& e : row) columns_[e.place].push_back({place, e.value});
        if (place == columns_.size()) columns_.emplace_back();
        columns_[place].assign(column.begin(), column.end());
    }

    bool border_dense(double diagonal, double pivot) {
        if (!dense_->border(diagonal, pivot)) return false;
        if (size() < dense_->most_rows()) return true;
        norm_.assign(dense_->norms().begin(), dense_->norms().end());
        take_in_noted();
        is_dense_ = false;
        return factorise();
    }

    void spread(std::span<const basis_entry> from, std::vector<double>& to) const {
        to.assign(size(), 0.0);
        for (const auto& e : from) to[e.place] += e.value;
    }

    [[nodiscard]] std::span<const basis_entry> entries_of(std::size_t u) const {
        const auto end = u + 1 < updates_.size() ? updates_[u + 1].first : entries_.size();
        return std::span(entries_).subspan(updates_[u].first, end - updates_[u].first);
    }

    void solve(std::vector<double>& x) {
        Eigen::Map<Eigen::VectorXd> head(x.data(), static_cast<Eigen::Index>(factored_));
        head = factors_.solve(head).eval();
        work_ += factor_entries_ + entries_.size();
        for (std::size_t u = 0; u < updates_.size(); ++u) {
            const auto& [place, is_row, pivot, first] = updates_[u];
            if (is_row) {
                for (const auto& e : entries_of(u)) x[place] -= e.value * x[e.place];
            } else if (x[place] != 0) {
                x[place] /= pivot;
                for (const auto& e : entries_of(u)) x[e.place] -= e.value * x[place];
            }
        }
    }

    void solve_transposed(std::vector<double>& y) {
        for (std::size_t u = updates_.size(); u-- > 0;) {
            const auto& [place, is_row, pivot, first] = updates_[u];
            if (is_row) {
                if (y[place] == 0) continue;
                for (const auto& e : entries_of(u)) y[e.place] -= e.value * y[place];
            } else {
                for (const auto& e : entries_of(u)) y[place] -= e.value * y[e.place];
                y[place] /= pivot;
            }
        }
        Eigen::Map<Eigen::VectorXd> head(y.data(), static_cast<Eigen::Index>(factored_));
        head = factors_.transpose().solve(head).eval();
        work_ += factor_entries_ + entries_.size();
    }

    /// The row of the inverse in this place becomes (own, sign x the last `btran`) / pivot, and all
    /// others lose the entering column's share of it.
    void update_norms(std::uint32_t place, double pivot, double own, double sign) {
        const double norm =
            (own + std::inner_product(leaving_.begin(), leaving_.end(), leaving_.begin(), 0.0)) /
            (pivot * pivot);
        products_ = leaving_;
        solve(products_);
        for (std::size_t i = 0; i < norm_.size(); ++i) {
            const double share = entering_[i];
            if (i == place || std::abs(share) <= negligible) continue;
            norm_[i] = std::max(negligible, norm_[i] - 2 * sign * share * products_[i] / pivot +
                                                share * share * norm);
        }
        norm_[place] = std::max(negligible, norm);
    }

    void add_update(std::uint32_t place, double pivot) {
        updates_.push_back({.place = place, .pivot = pivot, .first = entries_.size()});
        for (std::uint32_t i = 0; i < entering_.size(); ++i) {
            if (i != place && std::abs(entering_[i]) > negligible)
                entries_.push_back({i, entering_[i]});
        }
    }

    void forget_updates() {
        updates_.clear();
        entries_.clear();
    }

    bool factorise() {
        const auto n = static_cast<Eigen::Index>(size());
        std::vector<Eigen::Triplet<double>> entries;
        for (std::size_t j = 0; j < size(); ++j) {
            for (const auto& e : columns_[j])
                entries.emplace_back(static_cast<int>(e.place), static_cast<int>(j), e.value);
        }
        matrix basis(n, n);
        basis.setFromTriplets(entries.begin(), entries.end());
        factors_.compute(basis);
        forget_updates();
        factored_ = size();
        if (factors_.info() != Eigen::Success) return false;
        factor_entries_ = static_cast<std::uint64_t>(factors_.nnzL() + factors_.nnzU());
        work_ += 10 * factor_entries_;
        return true;
    }

    std::unique_ptr<basis_factorisation> dense_ = make_dense_inverse();
    bool is_dense_ = true;
    std::vector<step> steps_; // while it is dense
    std::vector<basis_entry> noted_;
    std::vector<std::vector<basis_entry>> columns_; // of the basis, by row; once it is not dense
    std::vector<basis_entry> column_, row_;         // what came last
    Eigen::SparseLU<matrix> factors_;
    std::size_t factored_ = 0;         // rows of the factors
    std::uint64_t factor_entries_ = 0; // of the factors
    std::vector<update> updates_;      // since then
    std::vector<basis_entry> entries_; // of them
    std::vector<double> solved_, entering_, leaving_, products_, norm_;
    std::uint64_t work_ = 0;
};

} // namespace

std::unique_ptr<basis_factorisation> make_sparse_lu() { return std::make_unique<sparse_lu>(); }

} // namespace sdc::inline v0
