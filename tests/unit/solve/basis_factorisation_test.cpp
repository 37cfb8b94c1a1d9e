#include <sdc/solve/basis_factorisation.hpp>

#include <generators.hpp>

#include <sdc/solve/dense_inverse.hpp>
#include <sdc/solve/sparse_lu.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace {

using sdc::basis_entry;
using vector = std::vector<double>;

/// A basis and the matrix that it is to be of, column by column; it grows and changes at random.
class basis_with_matrix {
public:
    basis_with_matrix(std::unique_ptr<sdc::basis_factorisation> made, std::uint64_t seed)
        : basis_(std::move(made)), random_(seed) {}

    [[nodiscard]] sdc::basis_factorisation& basis() { return *basis_; }
    [[nodiscard]] std::size_t size() const { return columns_.size(); }

    void clear() {
        basis_->clear();
        columns_.clear();
    }

    /// A row with a few of the columns and a column with a few of the rows; false if the basis
    /// says that it cannot.
    bool border() {
        for (;;) {
            const auto row = some_entries(), column = some_entries();
            const double diagonal = random_.percent(80) ? 1 : 0;
            const auto left = basis_->btran(row);
            double pivot = diagonal;
            for (const auto& e : column) pivot -= left[e.place] * e.value;
            if (std::abs(pivot) < 0.3) continue;
            static_cast<void>(basis_->ftran_entering(column));
            const auto last = static_cast<std::uint32_t>(size());
            for (const auto& e : row) columns_[e.place].push_back({last, e.value});
            columns_.push_back(column);
            columns_.back().push_back({last, diagonal});
            return basis_->border(diagonal, pivot);
        }
    }

    bool replace() {
        for (;;) {
            const auto column = some_entries();
            const auto x = basis_->ftran_entering(column);
            const auto place = static_cast<std::uint32_t>(random_.below(size()));
            if (std::abs(x[place]) < 0.5) continue;
            static_cast<void>(basis_->btran(std::vector{basis_entry{place, 1.0}}));
            columns_[place] = column;
            return basis_->replace(place);
        }
    }

    /// The last column becomes what the one before it is.
    bool repeat_column() {
        const auto place = static_cast<std::uint32_t>(size() - 1);
        static_cast<void>(basis_->ftran_entering(columns_[place - 1]));
        static_cast<void>(basis_->btran(std::vector{basis_entry{place, 1.0}}));
        columns_[place] = columns_[place - 1];
        return basis_->replace(place);
    }

    /// How far off solves of both kinds are when they are multiplied back, and norms from those of
    /// the rows of the inverse; relative to the largest number in them.
    double fault() {
        double worst = 0;
        for (int k = 0; k < 3; ++k) {
            const auto given = some_entries();
            worst = std::max({worst, fault_of_ftran(given), fault_of_btran(given)});
            const auto place = random_.below(size());
            const auto row =
                basis_->btran(std::vector{basis_entry{static_cast<std::uint32_t>(place), 1.0}});
            double norm = 0;
            for (const double y : row) norm += y * y;
            worst = std::max(worst, std::abs(norm - basis_->norms()[place]) / (1 + norm));
        }
        return worst;
    }

    [[nodiscard]] std::vector<basis_entry> some_entries() {
        std::vector<basis_entry> made;
        for (auto n = std::min<std::size_t>(size(), 1 + random_.below(3)); n > 0; --n) {
            const auto place = static_cast<std::uint32_t>(random_.below(size()));
            if (std::ranges::find(made, place, &basis_entry::place) == made.end())
                made.push_back({place, random_.percent(50) ? 1.0 : -1.0});
        }
        return made;
    }

private:
    static double largest(std::span<const double> x) {
        double most = 1;
        for (const double v : x) most = std::max(most, std::abs(v));
        return most;
    }

    double fault_of_ftran(const std::vector<basis_entry>& right) {
        const auto x = basis_->ftran(right);
        vector rest(size());
        for (const auto& e : right) rest[e.place] -= e.value;
        for (std::size_t j = 0; j < size(); ++j) {
            for (const auto& e : columns_[j]) rest[e.place] += e.value * x[j];
        }
        double worst = 0;
        for (const double r : rest) worst = std::max(worst, std::abs(r));
        return worst / largest(x);
    }

    double fault_of_btran(const std::vector<basis_entry>& left) {
        const auto y = basis_->btran(left);
        double worst = 0;
        for (std::uint32_t j = 0; j < size(); ++j) {
            double rest = 0;
            for (const auto& e : columns_[j]) rest += e.value * y[e.place];
            for (const auto& e : left) rest -= e.place == j ? e.value : 0;
            worst = std::max(worst, std::abs(rest));
        }
        return worst / largest(y);
    }

    std::unique_ptr<sdc::basis_factorisation> basis_;
    support::splitmix64 random_;
    std::vector<std::vector<basis_entry>> columns_;
};

struct maker {
    std::string name;
    std::unique_ptr<sdc::basis_factorisation> (*make)();
    std::size_t rows; ///< That it is asked for: more than a dense inverse is kept for, if it can.
};
void PrintTo(const maker& m, std::ostream* out) { *out << m.name; }

class BasisFactorisation : public testing::TestWithParam<maker> {};

TEST_P(BasisFactorisation, MultipliesBackWhileItGrowsAndChanges) {
    const auto& [name, make, rows] = GetParam();
    basis_with_matrix b(make(), 3);
    support::splitmix64 random(4);
    ASSERT_LE(rows, b.basis().most_rows());
    for (int step = 0; b.size() < rows; ++step) {
        ASSERT_TRUE(b.size() > 2 && random.percent(25) ? b.replace() : b.border()) << step;
        if (step % 50 == 0) {
            ASSERT_LT(b.fault(), 1e-7) << step;
        }
    }
    for (int step = 0; step < 250; ++step) {
        ASSERT_TRUE(b.replace());
        if (step % 10 == 0) {
            ASSERT_LT(b.fault(), 1e-7) << step;
        }
    }
}

TEST_P(BasisFactorisation, StartsAgain) {
    const auto& [name, make, rows] = GetParam();
    basis_with_matrix b(make(), 5);
    for (const std::size_t size : {rows, std::size_t{20}, std::size_t{1}}) {
        b.clear();
        EXPECT_EQ(b.basis().size(), 0U);
        while (b.size() < size) ASSERT_TRUE(b.border());
        EXPECT_EQ(b.basis().size(), size);
        EXPECT_EQ(b.basis().norms().size(), size);
        EXPECT_LT(b.fault(), 1e-7);
    }
}

TEST_P(BasisFactorisation, AddsUpPlacesThatRepeat) {
    basis_with_matrix b(GetParam().make(), 6);
    while (b.size() < 10) ASSERT_TRUE(b.border());
    const auto solve = [&](const std::vector<basis_entry>& right) {
        const auto x = b.basis().ftran(right);
        return vector(x.begin(), x.end());
    };
    EXPECT_EQ(solve({{4, 1.0}, {4, 2.0}}), solve({{4, 3.0}}));
    EXPECT_NE(solve({{4, 1.0}}), solve({{4, 3.0}}));
}

TEST_P(BasisFactorisation, CountsItsWorkTheSameOnEveryRun) {
    const auto& [name, make, rows] = GetParam();
    const auto work_of = [&] {
        basis_with_matrix b(make(), 7);
        while (b.size() < rows) EXPECT_TRUE(b.border());
        return b.basis().work();
    };
    const auto work = work_of();
    EXPECT_GT(work, rows);
    EXPECT_EQ(work_of(), work);
}

INSTANTIATE_TEST_SUITE_P(Solve, BasisFactorisation,
                         testing::Values(maker{"DenseInverse", sdc::make_dense_inverse, 400},
                                         maker{"SparseLu", sdc::make_sparse_lu, 1'000}),
                         [](const auto& one) { return one.param.name; });

TEST(SparseLu, IsTheDenseInverseUpToTheLimitOfThat) {
    basis_with_matrix dense(sdc::make_dense_inverse(), 8), sparse(sdc::make_sparse_lu(), 8);
    const auto limit = dense.basis().most_rows();
    ASSERT_GT(sparse.basis().most_rows(), limit);
    while (dense.size() + 1 < limit) {
        ASSERT_TRUE(dense.border() && sparse.border());
        if (dense.size() > 2) {
            ASSERT_TRUE(dense.replace() && sparse.replace());
        }
        ASSERT_TRUE(std::ranges::equal(dense.basis().norms(), sparse.basis().norms()));
    }
    for (int k = 0; k < 20; ++k) {
        const auto given = dense.some_entries();
        EXPECT_EQ(given.size(), sparse.some_entries().size());
        EXPECT_TRUE(std::ranges::equal(dense.basis().ftran(given), sparse.basis().ftran(given)));
        EXPECT_TRUE(std::ranges::equal(dense.basis().btran(given), sparse.basis().btran(given)));
    }
    EXPECT_EQ(dense.basis().work(), sparse.basis().work());
}

TEST(SparseLu, RefusesABasisThatIsSingular) {
    basis_with_matrix b(sdc::make_sparse_lu(), 9);
    while (b.size() < 800) ASSERT_TRUE(b.border());
    bool good = b.repeat_column();
    for (int update = 0; good && update < 200; ++update) good = b.repeat_column();
    EXPECT_FALSE(good);
    b.clear();
    while (b.size() < 30) ASSERT_TRUE(b.border());
    EXPECT_LT(b.fault(), 1e-7);
}

} // namespace
