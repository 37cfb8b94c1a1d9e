#include <sdc/io/spdlog_log.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>

#include <unistd.h>

namespace {

using namespace sdc;

std::string read(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A folder of its own.
class SpdlogLog : public ::testing::Test {
protected:
    SpdlogLog() {
        auto name = (std::filesystem::temp_directory_path() / "sdckit-log-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~SpdlogLog() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }

private:
    std::string folder_;
};

TEST_F(SpdlogLog, AddsLinesToAFileAsTheyAreWritten) {
    for (const auto* text : {"first", "{} and {1} are no format"}) {
        const auto log = open_log(log_level::warning, path("log.txt")).value();
        EXPECT_FALSE(log->wants(log_level::info));
        EXPECT_TRUE(log->wants(log_level::warning));
        log->write(log_level::warning, text);
        log->write(log_level::info, "not wanted");
        EXPECT_THAT(read(path("log.txt")), ::testing::HasSubstr(std::string(" ") + text + "\n"));
    }
    EXPECT_THAT(read(path("log.txt")),
                ::testing::ContainsRegex("^[0-9-]+ [0-9:.]+ warning first\n[0-9-]+ [0-9:.]+ "
                                         "warning [{][}] and [{]1[}] are no format\n$"));
}

TEST_F(SpdlogLog, ANewFileIsForItsOwnerAlone) {
    const auto log = open_log(log_level::info, path("log.txt")).value();
    EXPECT_FALSE(std::filesystem::exists(path("log.txt"))) << "before there is a line";
    log->write(log_level::info, "a line");
    EXPECT_TRUE(log->check_written());
    namespace fs = std::filesystem;
    EXPECT_EQ(fs::status(path("log.txt")).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SpdlogLog, AFileThatCannotBeOpenedIsAnError) {
    const auto folder = path("missing/log.txt");
    const auto refused = open_log(log_level::info, folder);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::bad_argument);
    EXPECT_EQ(refused.error().where.file, folder);
    EXPECT_FALSE(std::filesystem::exists(path("missing")));
    EXPECT_FALSE(open_log(log_level::info, path("")));
}

TEST_F(SpdlogLog, KnowsOfLinesThatAreLost) {
    if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
    const auto log = open_log(log_level::info, "/dev/full").value();
    EXPECT_TRUE(log->check_written()) << "nothing was to be written yet";
    log->write(log_level::info, "a line");
    ASSERT_FALSE(log->check_written());
    EXPECT_EQ(log->check_written().error().code, errc::io_failure);
    EXPECT_EQ(log->check_written().error().where.file, "/dev/full");
}

TEST_F(SpdlogLog, GoesWhereALoggerOfTheProgramGoes) {
    std::ostringstream text;
    auto own = std::make_shared<spdlog::logger>(
        "own", std::make_shared<spdlog::sinks::ostream_sink_mt>(text));
    own->set_pattern("%n %l: %v");
    own->set_level(spdlog::level::info);
    const auto log = log_to(own);
    EXPECT_FALSE(log->wants(log_level::debug));
    log->write(log_level::info, "suppress: 45 cells");
    own->set_level(spdlog::level::err);
    EXPECT_FALSE(log->wants(log_level::warning));
    log->write(log_level::error, "broken");
    EXPECT_EQ(text.str(), "own info: suppress: 45 cells\nown error: broken\n");
}

} // namespace
