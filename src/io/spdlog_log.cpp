#include <sdc/io/spdlog_log.hpp>

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <string>
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

/// The text is no format: braces in it stay.
void write_line(spdlog::logger& to, log_level level, std::string_view text) {
    to.log(spdlog_level(level), spdlog::string_view_t(text.data(), text.size()));
}

class spdlog_log final : public log {
public:
    explicit spdlog_log(std::shared_ptr<spdlog::logger> to) : to_(std::move(to)) {}
    [[nodiscard]] bool wants(log_level level) const override {
        return to_->should_log(spdlog_level(level));
    }
    void write(log_level level, std::string_view text) override { write_line(*to_, level, text); }

private:
    std::shared_ptr<spdlog::logger> to_;
};

sdc::error cannot_write(errc code, const std::string& file, int number) {
    return {.code = code,
            .message = "cannot write the log",
            .where = {.file = file},
            .found = std::generic_category().message(number)};
}

class own_log final : public checked_log {
public:
    own_log(log_level least, std::string file) : file_(std::move(file)) {
        spdlog::sink_ptr sink;
        if (file_.empty())
            sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        else
            sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(into_, true);
        to_ = std::make_shared<spdlog::logger>("sdckit", std::move(sink));
        to_->set_level(spdlog_level(least));
        to_->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
    }
    [[nodiscard]] bool wants(log_level level) const override {
        return to_->should_log(spdlog_level(level));
    }
    void write(log_level level, std::string_view text) override {
        if (!wants(level)) return;
        if (!file_.empty() && !into_.is_open()) open();
        errno = 0;
        write_line(*to_, level, text);
        if (!file_.empty() && !into_ && failed_ == 0) failed_ = errno != 0 ? errno : EIO;
    }
    [[nodiscard]] result<void> check_written() const override {
        if (failed_ == 0) return {};
        return cannot_write(into_.is_open() ? errc::io_failure : errc::bad_argument, file_,
                            failed_);
    }

private:
    /// It tells how many cells are unsafe, and how many requirements they have: a new file is for
    /// its owner alone.
    void open() {
        if (const int made = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600); made >= 0)
            ::close(made);
        into_.open(file_, std::ios::app | std::ios::binary);
    }

    std::string file_; // empty: standard error
    std::ofstream into_;
    int failed_ = 0; // the number of the first error
    std::shared_ptr<spdlog::logger> to_;
};

/// 0, or why the file could not be opened, or made where there is none yet.
int find_refusal(const std::string& file) {
    if (const int found = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC); found >= 0) {
        ::close(found);
        return 0;
    }
    if (errno != ENOENT || file.empty()) return errno;
    const auto slash = file.rfind('/');
    const auto folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
    return ::access(folder.c_str(), W_OK | X_OK) == 0 ? 0 : errno;
}

} // namespace

result<std::unique_ptr<checked_log>> open_log(log_level least, const std::string& file) {
    if (!file.empty()) {
        if (const int why = find_refusal(file); why != 0)
            return cannot_write(errc::bad_argument, file, why);
    }
    return std::unique_ptr<checked_log>(std::make_unique<own_log>(least, file));
}

std::unique_ptr<log> log_to(std::shared_ptr<spdlog::logger> to) {
    return std::make_unique<spdlog_log>(std::move(to));
}

} // namespace sdc::inline v0
