/// Logs by spdlog, which only the compiled library includes.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/log.hpp>

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace sdc::inline v0 {

/// A log that knows whether its lines were written.
class checked_log : public log {
public:
    /// Errors: io_failure if a line was lost, as on a full disk; bad_argument if the file could not
    /// be opened.
    [[nodiscard]] virtual result<void> check_written() const = 0;
};

/// A log of lines "date time level text" on standard error, or added to a file, each as it is
/// written; of `least` and what is worse. The first line makes the file, with mode 0600. Errors:
/// bad_argument for a file that cannot be opened, or made where it should be.
[[nodiscard]] SDCKIT_API result<std::unique_ptr<checked_log>>
open_log(log_level least, const std::string& file = {});

/// A log that goes where a program's own logger goes, by its level and its sinks; it must be one
/// for several threads ("_mt"). Precondition: not nullptr.
[[nodiscard]] SDCKIT_API std::unique_ptr<log> log_to(std::shared_ptr<spdlog::logger> to);

} // namespace sdc::inline v0
