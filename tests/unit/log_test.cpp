#include <sdc/log.hpp>

#include <captured_log.hpp>
#include <small_tables.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/against_replay.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/risk/release/joint.hpp>
#include <sdc/risk/table/interval.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sdc;
using support::captured_log;

const std::vector<rule> rules{threshold{.minimum = 10'000'000}};

/// Of one complement the cost is its count.
std::shared_ptr<const table> with_one_complement() {
    return std::make_shared<const table>(support::series({7'654'321, 12'345'678, 87'654'321}));
}
std::shared_ptr<const table> with_several() {
    return std::make_shared<const table>(support::cross({{7'654'321, 14'725'836, 93'692'581},
                                                         {21'436'587, 36'925'814, 8'529'637},
                                                         {12'873'465, 71'593'826, 25'814'736},
                                                         {41'852'963, 18'529'634, 65'432'198}}));
}

/// No line holds a count that is suppressed, nor the cost, nor the sum of what is suppressed.
void expect_no_values(const captured_log& log, const plan& p) {
    EXPECT_FALSE(log.lines.empty());
    EXPECT_FALSE(log.overlapped);
    std::int64_t sum = 0;
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (!is_suppressed(p.status[cell])) continue;
        const auto value = p.source->value(cell);
        sum += value;
        EXPECT_FALSE(log.holds(std::to_string(value))) << value;
    }
    EXPECT_GT(sum, 0);
    EXPECT_FALSE(log.holds(std::to_string(sum)));
    EXPECT_FALSE(log.holds(std::to_string(p.cost)));
}

class Log : public ::testing::TestWithParam<std::shared_ptr<const table> (*)()> {};

TEST_P(Log, OfSuppressionAndAuditHoldsNoSuppressedValue) {
    captured_log log;
    suppress_options options{.rules = rules, .threads = 2, .run = {.log = &log}};
    const auto p = suppress(GetParam()(), options).value();
    EXPECT_TRUE(log.holds(" requirements with a witness; "));
    EXPECT_TRUE(log.holds("improvement: "));
    expect_no_values(log, p);
    for (const std::int64_t coalition : {0, 1, 2}) {
        options.intruders.coalition = coalition;
        const auto guarded = suppress(GetParam()(), options).value();
        ASSERT_TRUE(audit(guarded, {.run = {.log = &log}, .threads = 2}));
        expect_no_values(log, guarded);
    }
    EXPECT_TRUE(log.holds(" feasible by attack, "));
    EXPECT_TRUE(log.holds("attack by internal intruders: "));
}

TEST_P(Log, OfTheOptimalMethodHoldsNoSuppressedValue) {
    captured_log log;
    const suppress_options options{.rules = rules, .run = {.log = &log}};
    const auto p = suppress_optimally(GetParam()(), options, {.node_limit = 1}).value();
    EXPECT_TRUE(log.holds("branch and cut: "));
    expect_no_values(log, p);
}

TEST_P(Log, OfProtectionAgainstReplayHoldsNoSuppressedValue) {
    captured_log log;
    suppress_options options{.rules = rules, .run = {.log = &log}};
    options.cost.key = cost_key{.bytes = {7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2}};
    const auto p = suppress_against_replay(GetParam()(), options, {}).value().plan;
    EXPECT_TRUE(log.holds("protection against replay: "));
    expect_no_values(log, p);
}

TEST_P(Log, OfAttacksAndScoresHoldsNoSuppressedValue) {
    captured_log log;
    const auto p = suppress(GetParam()(), {.rules = rules}).value();
    const auto known = knowledge_of(p);
    const bounds_options attack{.run = {.log = &log}, .threads = 2};
    std::vector<cell_index> all;
    for (cell_index cell = 0; cell < p.status.size(); ++cell) all.push_back(cell);
    ASSERT_TRUE(bounds(known, all, attack));
    ASSERT_TRUE(score_joint(known, {.scores = {.attack = attack}}));
    ASSERT_TRUE(recommend(p.source, {.run = {.log = &log}, .limit_one_in = 10'000'000}));
    const auto judge = [](const recoded& r) -> result<bool> { return r.table->size() < 3; };
    ASSERT_TRUE(coarsen(*p.source, {.run = {.log = &log}, .is_safe = judge, .drop_allowed = true}));
    for (const auto* line :
         {"bounds: ", "scores by everything public: ", "recommend: ", "coarsen: "})
        EXPECT_TRUE(log.holds(line)) << line;
    expect_no_values(log, p);
}

INSTANTIATE_TEST_SUITE_P(Tables, Log, ::testing::Values(with_one_complement, with_several));

TEST(LogLimits, ASearchLimitIsAWarning) {
    captured_log log(log_level::warning);
    ASSERT_TRUE(suppress(with_several(), {.rules = rules, .run = {.log = &log}}));
    EXPECT_TRUE(log.lines.empty());
    ASSERT_TRUE(
        suppress(with_several(),
                 {.rules = rules, .stop_improving = [] { return true; }, .run = {.log = &log}}));
    EXPECT_TRUE(log.holds("improvement: stopped early by the caller"));
}

} // namespace
