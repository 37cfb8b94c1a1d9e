#include <sdc/io/spdlog_log.hpp>

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <ostream>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace sdc::inline v0 {
namespace {

spdlog::level::level_enum spdlog_level(log_level level) {
    switch (level) {
    case log_level::debug: return spdlog::level::debug;
    case log_level::info: return spdlog::level::info;
    case log_level::warning: return spdlog::level::warn;
    case log_level::error: break;
    }
    return spdlog::level::err;
}

class spdlog_log final : public log {
public:
    explicit spdlog_log(std::shared_ptr<spdlog::logger> to, std::unique_ptr<std::ostream> into = {})
        : into_(std::move(into)), to_(std::move(to)) {}
    [[nodiscard]] bool wants(log_level level) const override {
        return to_->should_log(spdlog_level(level));
    }
    /// The text is no format: braces in it stay.
    void write(log_level level, std::string_view text) override {
        to_->log(spdlog_level(level), spdlog::string_view_t(text.data(), text.size()));
    }

private:
    std::unique_ptr<std::ostream> into_; // outlives what writes to it
    std::shared_ptr<spdlog::logger> to_;
};

} // namespace

result<std::unique_ptr<log>> open_log(log_level least, const std::string& file) {
    std::unique_ptr<std::ostream> into;
    if (!file.empty()) {
        // It tells how many cells are unsafe, and how many requirements they have: a new file is
        // for its owner alone.
        if (const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600); made >= 0)
            ::close(made);
        into = std::make_unique<std::ofstream>(file, std::ios::app | std::ios::binary);
        if (!*into)
            return error{.code = errc::bad_argument,
                         .message = "cannot write the log",
                         .where = {.file = file},
                         .found = std::generic_category().message(errno)};
    }
    spdlog::sink_ptr sink;
    if (into)
        sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(*into, true);
    else
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto to = std::make_shared<spdlog::logger>("sdckit", sink);
    to->set_level(spdlog_level(least));
    to->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
    return std::unique_ptr<log>(std::make_unique<spdlog_log>(std::move(to), std::move(into)));
}

std::unique_ptr<log> log_to(std::shared_ptr<spdlog::logger> to) {
    return std::make_unique<spdlog_log>(std::move(to));
}

} // namespace sdc::inline v0
