// A solver that lies is never believed: what it says can cost exactness, never truth.
#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/small_tables.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/solve/solvers.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <optional>
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

} // namespace
