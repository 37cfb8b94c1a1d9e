// A solver that lies is never believed: what it says can cost exactness, never truth.
#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/small_tables.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/solve/basis_factorisation.hpp>
#include <sdc/solve/dense_inverse.hpp>
#include <sdc/solve/solvers.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace sdc;
using support::splitmix64;

enum class lie { infeasible, optimum, value, multipliers, direction, failure };
constexpr lie lies[] = {lie::infeasible,  lie::optimum,   lie::value,
                        lie::multipliers, lie::direction, lie::failure};

/// Says the truth half of the time, else what it is told to.
class lying_program final : public linear_program {
public:
    lying_program(const program& p, lie kind, std::uint64_t seed)
        : honest_(default_solvers().linear(p)), kind_(kind), random_(seed), values_(p.columns()),
          multipliers_(p.rows()) {}

    void set_cost(std::uint32_t column, double cost) override { honest_->set_cost(column, cost); }
    void set_bounds(std::uint32_t column, double low, double high) override {
        honest_->set_bounds(column, low, high);
    }
    program_outcome solve() override { return twist(honest_->solve()); }
    program_outcome solve_afresh() override { return twist(honest_->solve_afresh()); }
    std::span<const double> values() const override {
        return lies_now_ ? std::span<const double>(values_) : honest_->values();
    }
    std::span<const double> multipliers() override {
        return lies_now_ ? std::span<const double>(multipliers_) : honest_->multipliers();
    }
    std::span<const double> direction() override {
        return lies_now_ ? std::span<const double>(values_) : honest_->direction();
    }

private:
    program_outcome twist(program_outcome truth) {
        lies_now_ = random_.below(2) == 0;
        if (!lies_now_) return truth;
        for (auto& v : values_) v = static_cast<double>(random_.below(7)) - 2;
        for (auto& m : multipliers_) m = static_cast<double>(random_.below(9)) / 4 - 1;
        switch (kind_) {
        case lie::infeasible: return program_outcome::infeasible;
        case lie::optimum: // of another program: right in form, and not the best
        case lie::value: return program_outcome::optimal;
        case lie::multipliers: return truth;
        case lie::direction: return program_outcome::unbounded;
        case lie::failure: return program_outcome::failed;
        }
        return truth;
    }

    std::unique_ptr<linear_program> honest_;
    lie kind_;
    splitmix64 random_;
    std::vector<double> values_, multipliers_;
    bool lies_now_ = false;
};

solvers lying(lie kind, std::uint64_t seed) {
    auto made = default_solvers();
    made.linear = [kind, seed](const program& p) {
        return std::make_unique<lying_program>(p, kind, seed);
    };
    return made;
}

std::optional<table> small_table(std::uint64_t seed) {
    auto t = support::random_table(seed, {.dimensions = 2 + seed % 2, .branching = 3, .mean = 3});
    if (!t.is_frequency() || t.size() > 200) return std::nullopt;
    return t;
}

/// What an intruder has if the leaves under 4 are suppressed, and some margins.
knowledge partly_known(const table& t, std::uint64_t seed) {
    splitmix64 random(seed);
    knowledge known(t.shared_cube());
    for (const auto& cell : cells(t)) {
        const auto n = t.value(cell.index());
        if (cell.is_margin() ? random.below(5) > 0 : n >= 4) known.learn_exact(cell.index(), n);
    }
    return known;
}

TEST(LyingSolver, MakesNoIntervalTooNarrow) {
    int asked = 0, inexact = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        const auto known = partly_known(*t, seed);
        std::vector<cell_index> all(t->size());
        std::iota(all.begin(), all.end(), cell_index{0});
        const auto truth = bounds(known, all).value();
        for (const auto kind : lies) {
            const auto liar = lying(kind, seed);
            const auto found =
                bounds(known, all, {.networks = false, .start = t->values(), .solvers = &liar});
            ASSERT_TRUE(found) << to_string(found.error());
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto& f = (*found)[i];
                ASSERT_TRUE(truth[i].exact);
                EXPECT_LE(f.low, truth[i].low) << seed << ' ' << i;
                EXPECT_GE(f.high, truth[i].high) << seed << ' ' << i;
                if (f.exact) {
                    EXPECT_EQ(f.low, truth[i].low) << seed << ' ' << i;
                    EXPECT_EQ(f.high, truth[i].high) << seed << ' ' << i;
                }
                inexact += !f.exact;
                ++asked;
            }
        }
    }
    EXPECT_GT(asked, 1000);
    EXPECT_GT(inexact, 0) << "the lies had no effect: nothing was tested";
}

TEST(LyingSolver, AnswersNoRequirementWrongly) {
    int undecided = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        const auto known = partly_known(*t, seed);
        std::vector<requirement> asked;
        for (cell_index cell = 0; cell < t->size(); ++cell) {
            asked.push_back({.cell = cell,
                             .direction = requirement::side::up,
                             .limit = t->value(cell) + 1 + static_cast<std::int64_t>(seed % 3)});
        }
        const auto truth = check_feasibility(known, asked).value();
        for (const auto kind : lies) {
            const auto liar = lying(kind, seed);
            const auto found = check_feasibility(
                known, asked, {.networks = false, .start = t->values(), .solvers = &liar});
            ASSERT_TRUE(found) << to_string(found.error());
            for (std::size_t i = 0; i < asked.size(); ++i) {
                undecided += (*found)[i] == feasibility::undecided;
                if ((*found)[i] != feasibility::undecided) {
                    EXPECT_EQ((*found)[i], truth[i]) << seed << ' ' << i;
                }
            }
        }
    }
    EXPECT_GT(undecided, 0);
}

TEST(LyingSolver, LeadsToNoPlanThatAnHonestAuditRefuses) {
    int made = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        for (const auto kind : lies) {
            const auto liar = lying(kind, seed);
            const suppress_options options{.rules = {threshold{.minimum = 3}}, .solvers = &liar};
            for (const bool optimal : {false, true}) {
                const auto p = optimal ? suppress_optimally(*t, options) : suppress(*t, options);
                if (!p) continue;
                const auto proof = audit(*p);
                EXPECT_TRUE(proof) << seed << ": " << to_string(proof.error());
                ++made;
            }
        }
    }
    EXPECT_GT(made, 50);
}

enum class drift { noise, zero, huge, not_a_number, refusal };
constexpr drift drifts[] = {drift::noise, drift::zero, drift::huge, drift::not_a_number,
                            drift::refusal};

/// Wrong in one number of every twentieth answer.
class drifting_basis final : public basis_factorisation {
public:
    drifting_basis(drift kind, std::uint64_t seed, std::uint64_t& wrong)
        : kind_(kind), random_(seed), wrong_(wrong) {}

    void clear() override { honest_->clear(); }
    std::size_t size() const noexcept override { return honest_->size(); }
    std::size_t most_rows() const noexcept override { return 60; }
    std::span<const double> ftran(std::span<const basis_entry> right) override {
        return twist(honest_->ftran(right), solved_);
    }
    std::span<const double> ftran_entering(std::span<const basis_entry> column) override {
        return twist(honest_->ftran_entering(column), entering_);
    }
    std::span<const double> btran(std::span<const basis_entry> left) override {
        return twist(honest_->btran(left), leaving_);
    }
    bool replace(std::uint32_t place) override { return honest_->replace(place) && !refuses(); }
    bool border(double diagonal, double pivot) override {
        return honest_->border(diagonal, pivot) && !refuses();
    }
    std::span<const double> norms() const noexcept override { return honest_->norms(); }
    std::uint64_t work() const noexcept override { return honest_->work(); }

private:
    [[nodiscard]] bool is_wrong() {
        const bool wrong = random_.below(20) == 0;
        wrong_ += wrong;
        return wrong;
    }
    [[nodiscard]] bool refuses() { return kind_ == drift::refusal && is_wrong(); }
    std::span<const double> twist(std::span<const double> truth, std::vector<double>& copy) {
        copy.assign(truth.begin(), truth.end());
        if (kind_ == drift::refusal || copy.empty() || !is_wrong()) return copy;
        auto& one = copy[random_.below(copy.size())];
        switch (kind_) {
        case drift::noise: one += static_cast<double>(random_.below(5)) / 2 - 1; break;
        case drift::zero: one = 0; break;
        case drift::huge: one = 1e300; break;
        case drift::not_a_number: one = std::numeric_limits<double>::quiet_NaN(); break;
        case drift::refusal: break;
        }
        return copy;
    }

    std::unique_ptr<basis_factorisation> honest_ = make_dense_inverse();
    drift kind_;
    splitmix64 random_;
    std::uint64_t& wrong_;
    std::vector<double> solved_, entering_, leaving_;
};

TEST(LyingSolver, OfABasisLeadsToNoPlanThatAnHonestAuditRefuses) {
    std::uint64_t made = 0, wrong = 0;
    for (std::uint64_t seed = 1; seed < 40; ++seed) {
        const auto t =
            support::random_table(seed, {.dimensions = 3, .branching = 4, .depth = 1, .mean = 3});
        if (!t.is_frequency() || t.size() > 150) continue;
        for (const auto kind : drifts) {
            auto liar = default_solvers();
            liar.basis = [&wrong, kind, seed] {
                return std::make_unique<drifting_basis>(kind, seed, wrong);
            };
            const auto p = suppress(t, {.rules = {threshold{.minimum = 3}}, .solvers = &liar});
            if (!p) continue;
            const auto proof = audit(*p);
            ASSERT_TRUE(proof) << seed << ": " << to_string(proof.error());
            EXPECT_EQ(proof->summary().proved_by_witness, p->requirements.size());
            ++made;
        }
    }
    EXPECT_GT(made, 20U);
    EXPECT_GT(wrong, 100U) << "the basis was never asked: nothing was tested";
}

} // namespace
