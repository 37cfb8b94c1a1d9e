#include <sdc/solve/cbc.hpp>

#include <coin/CbcHeuristic.hpp>
#include <coin/CbcHeuristicDiveCoefficient.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CglGomory.hpp>
#include <coin/CglKnapsackCover.hpp>
#include <coin/CglMixedIntegerRounding2.hpp>
#include <coin/CglProbing.hpp>
#include <coin/CglZeroHalf.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/OsiClpSolverInterface.hpp>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// CbcModel itself, never CbcMain: that one keeps its state in globals.
class cbc_program final : public integer_program {
public:
    explicit cbc_program(const program& p) {
        solver_.messageHandler()->setLogLevel(0);
        solver_.getModelPtr()->setLogLevel(0);
        const std::vector<CoinBigIndex> first(p.row_first.begin(), p.row_first.end());
        const std::vector<int> index(p.entry_column.begin(), p.entry_column.end());
        std::vector<int> length(p.rows());
        for (std::size_t r = 0; r < length.size(); ++r)
            length[r] = static_cast<int>(p.row_first[r + 1] - p.row_first[r]);
        const CoinPackedMatrix by_row(
            false, static_cast<int>(p.columns()), static_cast<int>(p.rows()),
            static_cast<CoinBigIndex>(index.size()), p.entry_coefficient.data(), index.data(),
            first.data(), length.data());
        // Both take infinity as no bound.
        solver_.loadProblem(by_row, p.column_low.data(), p.column_high.data(), p.cost.data(),
                            p.row_low.data(), p.row_high.data());
        for (int j = 0; j < solver_.getNumCols(); ++j) solver_.setInteger(j);
        solver_.setObjSense(1);
        // CoinUtils' presolve leaks memory where it finds a program infeasible.
        solver_.setHintParam(OsiDoPresolveInInitial, false, OsiHintDo);
    }

    void add_row(std::span<const std::uint32_t> columns, std::span<const double> coefficients,
                 double low, double high) override {
        const std::vector<int> index(columns.begin(), columns.end());
        solver_.addRow(static_cast<int>(index.size()), index.data(), coefficients.data(), low,
                       high);
    }

    void set_bounds(std::uint32_t column, double low, double high) override {
        solver_.setColBounds(static_cast<int>(column), low, high);
    }

    std::size_t add_cuts() override {
        const auto before = solver_.getNumRows();
        OsiCuts cuts;
        CglGomory gomory;
        gomory.setLimit(100);
        gomory.generateCuts(solver_, cuts);
        CglKnapsackCover covers;
        covers.generateCuts(solver_, cuts);
        CglMixedIntegerRounding2 rounding;
        rounding.generateCuts(solver_, cuts);
        CglZeroHalf halves;
        halves.refreshSolver(&solver_);
        halves.generateCuts(solver_, cuts);
        solver_.applyCuts(cuts, 1e-4);
        return static_cast<std::size_t>(solver_.getNumRows() - before);
    }

    std::vector<std::size_t> drop_slack_rows(std::size_t first) override {
        std::vector<std::size_t> numbers;
        std::vector<int> index;
        const auto* activity = solver_.getRowActivity();
        for (auto r = first; r < rows(); ++r) {
            if (activity[r] < solver_.getRowLower()[r] + 1e-3 ||
                activity[r] > solver_.getRowUpper()[r] - 1e-3)
                continue;
            numbers.push_back(r);
            index.push_back(static_cast<int>(r));
        }
        solver_.deleteRows(static_cast<int>(index.size()), index.data());
        return numbers;
    }

    std::size_t rows() const override { return static_cast<std::size_t>(solver_.getNumRows()); }

    program_outcome relax() override {
        if (started_)
            solver_.resolve();
        else
            solver_.initialSolve();
        started_ = true;
        values_.clear();
        bound_ = -no_bound;
        if (solver_.isProvenPrimalInfeasible()) return program_outcome::infeasible;
        if (solver_.isProvenDualInfeasible()) return program_outcome::unbounded;
        if (!solver_.isProvenOptimal()) return program_outcome::failed;
        values_.assign(solver_.getColSolution(), solver_.getColSolution() + solver_.getNumCols());
        bound_ = solver_.getObjValue();
        return program_outcome::optimal;
    }

    integer_outcome solve(std::uint64_t node_limit, double cutoff) override {
        CbcModel model(solver_);
        model.setLogLevel(0);
        model.messageHandler()->setLogLevel(0);
        model.solver()->messageHandler()->setLogLevel(0);
        model.setMaximumNodes(
            static_cast<int>(std::min<std::uint64_t>(node_limit, std::numeric_limits<int>::max())));
        model.setAllowableGap(0);
        model.setAllowableFractionGap(0);
        model.setDblParam(CbcModel::CbcCutoffIncrement, 0.999);
        if (cutoff != no_bound) model.setCutoff(cutoff - 0.5);
        add_generators(model);
        model.initialSolve();
        values_.clear();
        bound_ = -no_bound;
        if (model.isInitialSolveProvenPrimalInfeasible()) return nothing_below(cutoff);
        model.branchAndBound();
        return outcome_of(model, cutoff);
    }

    std::span<const double> values() const override { return values_; }
    std::span<const double> reduced_costs() const override {
        return {solver_.getReducedCost(), values_.size()};
    }
    double bound() const override { return bound_; }

private:
    static void add_generators(CbcModel& model) {
        CglProbing probing;
        probing.setUsingObjective(1);
        CglGomory gomory;
        CglKnapsackCover covers;
        CglMixedIntegerRounding2 rounding;
        CglZeroHalf halves;
        model.addCutGenerator(&probing, -1, "probing");
        model.addCutGenerator(&gomory, -98, "gomory");
        model.addCutGenerator(&covers, -98, "covers");
        model.addCutGenerator(&rounding, -98, "rounding");
        model.addCutGenerator(&halves, -98, "halves");
        CbcRounding round(model);
        CbcHeuristicDiveCoefficient dive(model);
        model.addHeuristic(&round);
        model.addHeuristic(&dive);
    }

    integer_outcome outcome_of(const CbcModel& model, double cutoff) {
        if (const auto* best = model.bestSolution())
            values_.assign(best, best + model.getNumCols());
        if (model.status() == 0) {
            if (values_.empty()) return nothing_below(cutoff);
            bound_ = model.getObjValue();
            return integer_outcome::optimal;
        }
        bound_ = std::min(model.getBestPossibleObjValue(), cutoff);
        return model.isNodeLimitReached() ? integer_outcome::limit : integer_outcome::failed;
    }

    integer_outcome nothing_below(double cutoff) {
        bound_ = cutoff;
        return integer_outcome::infeasible;
    }

    OsiClpSolverInterface solver_;
    std::vector<double> values_;
    double bound_ = -no_bound;
    bool started_ = false;
};

} // namespace

std::unique_ptr<integer_program> make_cbc(const program& p) {
    return std::make_unique<cbc_program>(p);
}

} // namespace sdc::inline v0
