#include <sdc/solve/clp.hpp>

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

#include <memory>
#include <vector>

namespace sdc::inline v0 {
namespace {

double clp_bound(double bound) {
    if (bound == no_bound) return COIN_DBL_MAX;
    if (bound == -no_bound) return -COIN_DBL_MAX;
    return bound;
}

std::vector<double> clp_bounds(std::span<const double> bounds) {
    std::vector<double> result;
    result.reserve(bounds.size());
    for (const double b : bounds) result.push_back(clp_bound(b));
    return result;
}

class clp_program final : public linear_program {
public:
    explicit clp_program(const program& p) {
        model_.setLogLevel(0);
        // Coefficients are -1, 0 and 1: scaling and perturbation only blur exact vertices.
        model_.scaling(0);
        model_.setPerturbation(100);
        const std::vector<CoinBigIndex> first(p.row_first.begin(), p.row_first.end());
        const std::vector<int> index(p.entry_column.begin(), p.entry_column.end());
        std::vector<int> length(p.rows());
        for (std::size_t r = 0; r < length.size(); ++r)
            length[r] = static_cast<int>(p.row_first[r + 1] - p.row_first[r]);
        CoinPackedMatrix by_row(false, static_cast<int>(p.columns()), static_cast<int>(p.rows()),
                                static_cast<CoinBigIndex>(index.size()), p.entry_coefficient.data(),
                                index.data(), first.data(), length.data());
        const auto low = clp_bounds(p.column_low), high = clp_bounds(p.column_high);
        const auto row_low = clp_bounds(p.row_low), row_high = clp_bounds(p.row_high);
        model_.loadProblem(by_row, low.data(), high.data(), p.cost.data(), row_low.data(),
                           row_high.data());
        model_.setOptimizationDirection(1);
    }

    void set_cost(std::uint32_t column, double cost) override {
        model_.setObjectiveCoefficient(static_cast<int>(column), cost);
        costs_changed_ = true;
    }

    void set_bounds(std::uint32_t column, double low, double high) override {
        model_.setColumnBounds(static_cast<int>(column), clp_bound(low), clp_bound(high));
        bounds_changed_ = true;
    }

    program_outcome solve() override {
        // Option 3 keeps the factorisation. After new bounds alone the basis is dual feasible, else
        // at best primal feasible; the slack basis of the start is dual feasible where no cost is
        // negative.
        const bool by_dual = bounds_changed_ && !(started_ && costs_changed_);
        if (by_dual)
            model_.dual(0, started_ ? 3 : 0);
        else
            model_.primal(0, started_ ? 3 : 0);
        const bool settled = model_.status() == 0 || model_.status() == 1;
        return settled ? outcome() : solve_afresh();
    }

    program_outcome solve_afresh() override {
        model_.allSlackBasis(true);
        model_.primal(0, 0);
        return outcome();
    }

    std::span<const double> values() const override {
        return {model_.primalColumnSolution(), static_cast<std::size_t>(model_.numberColumns())};
    }

    std::span<const double> multipliers() override {
        const auto rows = static_cast<std::size_t>(model_.numberRows());
        if (model_.status() == 0) return {model_.dualRowSolution(), rows};
        ray_.reset(model_.infeasibilityRay());
        return {ray_.get(), ray_ ? rows : 0};
    }

    std::span<const double> direction() override {
        ray_.reset(model_.unboundedRay());
        return {ray_.get(), ray_ ? static_cast<std::size_t>(model_.numberColumns()) : 0};
    }

private:
    program_outcome outcome() {
        started_ = true;
        bounds_changed_ = costs_changed_ = false;
        switch (model_.status()) {
        case 0: return program_outcome::optimal;
        case 1: return program_outcome::infeasible;
        case 2: return program_outcome::unbounded;
        default: return program_outcome::failed;
        }
    }

    ClpSimplex model_;
    std::unique_ptr<double[]> ray_;
    bool started_ = false;
    bool bounds_changed_ = true, costs_changed_ = true;
};

} // namespace

std::unique_ptr<linear_program> make_clp(const program& p) {
    return std::make_unique<clp_program>(p);
}

} // namespace sdc::inline v0
