#include <sdc/attack/replay.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace {

using sdc::cell_index;
using sdc::published_values;
using sdc::release_method;
using sdc::suppressed_value;
using ::testing::Each;
using ::testing::ElementsAre;
using values = std::span<const std::int64_t>;

/// Three counts a, b, c under a total of 12; the release suppresses a and b, and zeros are always
/// shown: a + b is 6, each at least 1.
class Replay : public ::testing::Test {
protected:
    Replay() : known_(support::series({1, 5, 6}).shared_cube()) {
        for (cell_index cell = 0; cell < shown_.size(); ++cell) {
            if (shown_[cell] == suppressed_value)
                known_.learn(cell, 1, sdc::unlimited);
            else
                known_.learn_exact(cell, shown_[cell]);
        }
    }
    [[nodiscard]] sdc::result<sdc::replay_result>
    run(const release_method& method, const sdc::replay_options& options = {}) const {
        return sdc::replay(known_, shown_, method, std::array<cell_index, 1>{1}, requirements_,
                           options);
    }

    /// Stars each 1 and the count `step` after it, round and round.
    static published_values star_ones(values v, cell_index step) {
        published_values shown(v.begin(), v.end());
        for (cell_index leaf = 0; leaf < 3; ++leaf) {
            if (v[1 + leaf] == 1) shown[1 + leaf] = shown[1 + (leaf + step) % 3] = suppressed_value;
        }
        return shown;
    }
    /// Stars each count under 3, and with it the smallest of the others.
    static published_values star_small(values v) {
        published_values shown(v.begin(), v.end());
        for (cell_index leaf = 1; leaf < 4; ++leaf) {
            if (v[leaf] >= 3) continue;
            cell_index least = leaf == 1 ? 2 : 1;
            for (cell_index other = 1; other < 4; ++other) {
                if (other != leaf && v[other] < v[least]) least = other;
            }
            shown[leaf] = shown[least] = suppressed_value;
        }
        return shown;
    }

    published_values shown_{12, suppressed_value, suppressed_value, 6};
    sdc::knowledge known_;
    std::vector<sdc::requirement> requirements_{
        {.cell = 1, .direction = sdc::requirement::side::other, .limit = 1},
        {.cell = 1, .direction = sdc::requirement::side::up, .limit = 5}};
};

TEST_F(Replay, FixesACellWhereTheMethodSaysWhichOfTwoIsUnsafe) {
    // Of (1, 5) the method suppresses a and b; of (5, 1) b and c; of the others nothing.
    const auto r =
        run([](values v, std::uint64_t) { return sdc::result(star_ones(v, 1)); }).value();
    EXPECT_TRUE(r.exact);
    EXPECT_EQ(r.tables, 5);
    EXPECT_EQ(r.accepted, 1);
    ASSERT_EQ(r.cells.size(), 1);
    EXPECT_EQ(r.cells[0].cell, 1);
    EXPECT_THAT(r.cells[0].possible, ElementsAre(1, 2, 3, 4, 5));
    EXPECT_THAT(r.cells[0].tables, Each(1));
    EXPECT_THAT(r.cells[0].values, ElementsAre(1));
    EXPECT_TRUE(r.cells[0].is_narrowed());
    EXPECT_TRUE(r.cells[0].is_fixed());
    EXPECT_THAT(r.possible, ElementsAre(true, true));
    EXPECT_THAT(r.met, ElementsAre(false, false));
}

TEST_F(Replay, NarrowsWhereSomeTablesHaveNothingUnsafe) {
    // (3, 3) has nothing to hide; the smallest beside 1 or 2 is always the other of a and b, since
    // c is 6.
    const auto r = run([](values v, std::uint64_t) { return sdc::result(star_small(v)); }).value();
    EXPECT_EQ(r.accepted, 4);
    EXPECT_THAT(r.cells[0].values, ElementsAre(1, 2, 4, 5));
    EXPECT_TRUE(r.cells[0].is_narrowed());
    EXPECT_FALSE(r.cells[0].is_fixed());
    EXPECT_THAT(r.met, ElementsAre(true, true));
}

TEST_F(Replay, LearnsNothingWhereTheChoiceDoesNotDependOnWhatIsSuppressed) {
    const auto r =
        run([](values v, std::uint64_t) {
            return sdc::result(published_values{v[0], suppressed_value, suppressed_value, v[3]});
        }).value();
    EXPECT_EQ(r.accepted, r.tables);
    EXPECT_FALSE(r.cells[0].is_narrowed());
    EXPECT_THAT(r.met, ElementsAre(true, true));
}

TEST_F(Replay, AveragesOverSecrets) {
    // With the second secret (5, 1) is released like (1, 5) with the first.
    const release_method keyed = [](values v, std::uint64_t draw) {
        return sdc::result(star_ones(v, draw == 1 ? 2 : 1));
    };
    const auto r = run(keyed, {.draws = 4}).value();
    EXPECT_THAT(r.cells[0].values, ElementsAre(1, 5));
    EXPECT_THAT(r.cells[0].weights, ElementsAre(3, 1));
    EXPECT_EQ(r.accepted, 2);
}

TEST_F(Replay, WeightsStandForRunningTheMethod) {
    const sdc::release_weight weight = [](values v, std::uint64_t) {
        return sdc::result<std::uint32_t>(v[1] < 3 ? 7U : 0U);
    };
    const auto r = sdc::replay(known_, weight, std::array<cell_index, 1>{2}).value();
    EXPECT_THAT(r.cells[0].values, ElementsAre(4, 5));
    EXPECT_THAT(r.cells[0].weights, ElementsAre(7, 7));
}

TEST_F(Replay, ATableThatTheMethodRefusesIsNotReleased) {
    const release_method refuses = [](values v, std::uint64_t) -> sdc::result<published_values> {
        if (v[1] > 2) return sdc::error{.code = sdc::errc::not_protectable};
        return published_values{v[0], suppressed_value, suppressed_value, v[3]};
    };
    EXPECT_THAT(run(refuses).value().cells[0].values, ElementsAre(1, 2));
    const auto stopped = run([](values, std::uint64_t) -> sdc::result<published_values> {
        return sdc::error{.code = sdc::errc::cancelled};
    });
    EXPECT_EQ(stopped.error().code, sdc::errc::cancelled);
}

TEST_F(Replay, BeyondTheLimitASampleIsCalledAnEstimate) {
    const release_method small = [](values v, std::uint64_t) { return sdc::result(star_small(v)); };
    for (const auto& options : {sdc::replay_options{.tables = 4, .samples = 40},
                                sdc::replay_options{.search = {.limit = 3}, .samples = 40}}) {
        const auto r = run(small, options).value();
        EXPECT_FALSE(r.exact);
        EXPECT_EQ(r.tables, 40);
        EXPECT_LT(r.accepted, 40) << "3 is drawn, too";
        EXPECT_THAT(r.cells[0].possible, ElementsAre(1, 2, 3, 4, 5));
        EXPECT_THAT(r.cells[0].values, ElementsAre(1, 2, 4, 5));
        EXPECT_EQ(run(small, options).value().cells, r.cells);
    }
    EXPECT_TRUE(run(small, {.tables = 5}).value().exact);
    EXPECT_EQ(run(small, {.tables = 1, .samples = 5, .attempts = 0}).error().code,
              sdc::errc::not_proved);
}

TEST(ReplaySample, DrawsTablesThatAgree) {
    const auto t = support::cross({{1, 4, 7, 2}, {3, 2, 9, 4}, {6, 8, 2, 5}, {2, 6, 3, 7}});
    sdc::knowledge known(t.shared_cube());
    for (std::size_t i = 0; i < 4; ++i) {
        known.learn_exact(support::row_total(t, i), t.value(support::row_total(t, i)));
        known.learn_exact(support::column_total(t, i), t.value(support::column_total(t, i)));
    }
    std::uint64_t runs = 0;
    const sdc::release_weight weight = [&](values v, std::uint64_t) -> sdc::result<std::uint32_t> {
        ++runs;
        EXPECT_TRUE(sdc::check_additive(t.cube(), v).has_value());
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_EQ(v[support::row_total(t, i)], t.value(support::row_total(t, i)));
            EXPECT_EQ(v[support::column_total(t, i)], t.value(support::column_total(t, i)));
        }
        EXPECT_GE(*std::ranges::min_element(v), 0);
        return 1U;
    };
    const auto r = sdc::replay(known, weight, std::array{support::cross_cell(t, 1, 1)}, {},
                               {.tables = 100, .samples = 60})
                       .value();
    EXPECT_FALSE(r.exact);
    EXPECT_EQ(runs, 60);
    EXPECT_GT(r.cells[0].possible.size(), 5) << "values of all sizes are drawn";
}

TEST_F(Replay, Refuses) {
    const release_method never = [](values v, std::uint64_t) {
        return sdc::result(published_values(v.begin(), v.end()));
    };
    EXPECT_EQ(run(never).error().code, sdc::errc::contradiction)
        << "another method made the release";
    EXPECT_EQ(run(never, {.draws = 0}).error().code, sdc::errc::bad_argument);
    EXPECT_EQ(run(never, {.samples = 0}).error().code, sdc::errc::bad_argument);
    requirements_.front().cell = 4;
    EXPECT_EQ(run(never).error().code, sdc::errc::bad_argument);
    requirements_.clear();
    shown_.pop_back();
    EXPECT_EQ(run(never).error().code, sdc::errc::bad_argument);
    EXPECT_EQ(
        sdc::replay(known_, published_values(4), never, std::array<cell_index, 1>{4}).error().code,
        sdc::errc::bad_argument);
}

} // namespace
