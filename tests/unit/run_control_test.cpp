#include <sdc/run_control.hpp>

#include <small_tables.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/risk/table/interval.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace sdc;

table example() {
    return support::cross({{1, 14, 9, 30}, {21, 3, 8, 17}, {12, 7, 2, 25}, {40, 18, 6, 5}});
}
const std::vector<rule> rules{threshold{.minimum = 5}};
const run_control stopped{.cancel = [] { return true; }};

plan protect(const table& t) { return suppress(t, {.rules = rules}).value(); }

TEST(RunControl, CancelEndsEveryCallThatCanLast) {
    const auto t = example();
    const auto p = protect(t);
    const std::vector<cell_index> all{6, 7, 8};
    EXPECT_EQ(suppress(t, {.rules = rules, .run = stopped}).error().code, errc::cancelled);
    EXPECT_EQ(audit(p, {.run = stopped}).error().code, errc::cancelled);
    EXPECT_EQ(bounds(knowledge_of(p), all, {.run = stopped}).error().code, errc::cancelled);
    EXPECT_EQ(score_knowledge(knowledge_of(p), {.attack = {.run = stopped}}).error().code,
              errc::cancelled);
    const auto judge = [](const recoded&) -> result<bool> { return true; };
    EXPECT_EQ(coarsen(t, {.run = stopped, .is_safe = judge}).error().code, errc::cancelled);
    EXPECT_EQ(recommend(std::make_shared<const table>(t), {.run = stopped}).error().code,
              errc::cancelled);
}

TEST(RunControl, ProgressEndsAtTheEndOnTheThreadOfTheCaller) {
    const auto t = example();
    const auto p = protect(t);
    std::uint64_t last = 0, end = 0;
    const auto caller = std::this_thread::get_id();
    const run_control run{.progress = [&](std::uint64_t done, std::uint64_t of) {
        EXPECT_EQ(std::this_thread::get_id(), caller);
        EXPECT_LE(done, of);
        last = done;
        end = of;
    }};
    ASSERT_TRUE(audit(p, {.run = run}));
    EXPECT_EQ(last, end);
    EXPECT_GT(end, 0U);
}

TEST(RunControl, TwoTablesOnTwoThreads) {
    const auto once = [] {
        auto p = protect(example());
        const auto cost = p.cost;
        return std::pair(cost, audit(std::move(p), {.threads = 2}).has_value());
    };
    const auto alone = once();
    std::vector<std::pair<std::int64_t, bool>> found(2);
    {
        std::jthread first([&] { found[0] = once(); }), second([&] { found[1] = once(); });
    }
    EXPECT_TRUE(alone.second);
    EXPECT_EQ(found[0], alone);
    EXPECT_EQ(found[1], alone);
}

} // namespace
