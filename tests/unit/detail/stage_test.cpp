#include <sdc/detail/stage.hpp>

#include <captured_log.hpp>

#include <gtest/gtest.h>

#include <regex>
#include <stdexcept>

namespace {

using namespace sdc;
using support::captured_log;

TEST(Stage, EndsWithWhatWasNotedAndItsTime) {
    captured_log log;
    const run_control run{.log = &log};
    {
        detail::stage s(run, "audit");
        s.note(std::size_t{6}, " requirements");
        s.note(2, " undecided");
    }
    ASSERT_EQ(log.lines.size(), 2U);
    EXPECT_EQ(log.lines[0], "audit: begins");
    EXPECT_TRUE(std::regex_match(
        log.lines[1], std::regex(R"(audit: 6 requirements, 2 undecided; [0-9]+\.[0-9]{3} s)")))
        << log.lines[1];
}

TEST(Stage, IsLoggedWhereItIsWanted) {
    captured_log log(log_level::info);
    const run_control run{.log = &log}, none;
    {
        detail::stage fine(run, "bounds", log_level::debug), coarse(run, "audit"),
            silent(none, "audit");
        fine.note("never");
        silent.note("never");
    }
    ASSERT_EQ(log.lines.size(), 1U);
    EXPECT_TRUE(std::regex_match(log.lines[0], std::regex(R"(audit: [0-9]+\.[0-9]{3} s)")))
        << log.lines[0];
    EXPECT_FALSE(detail::wants_log(run, log_level::debug));
    EXPECT_TRUE(detail::wants_log(run, log_level::warning));
    EXPECT_FALSE(detail::wants_log(none, log_level::error));
}

TEST(Stage, WritesLinesOfTextsAndWholeNumbers) {
    captured_log log(log_level::warning);
    const run_control run{.log = &log};
    detail::write_log(run, log_level::info, "not wanted");
    detail::write_log(run, log_level::warning, "limit of ", std::uint64_t{50}, " nodes");
    EXPECT_EQ(log.lines, std::vector<std::string>{"limit of 50 nodes"});
}

TEST(Stage, OutlivesALogThatFails) {
    struct failing final : log {
        bool wants(log_level) const override { return true; }
        void write(log_level level, std::string_view) override {
            if (level == log_level::info) throw std::runtime_error("disk full");
        }
    } log;
    const run_control run{.log = &log};
    EXPECT_NO_THROW(detail::stage(run, "audit").note("done"));
}

TEST(Stage, ASharedPartIsToldInWholePercent) {
    EXPECT_EQ(detail::share_in_percent(1, 3), 33);
    EXPECT_EQ(detail::share_in_percent(0, 0), 0);
    EXPECT_EQ(detail::share_in_percent(4'000'000'000'000'000'000, 8'000'000'000'000'000'000), 50);
}

} // namespace
