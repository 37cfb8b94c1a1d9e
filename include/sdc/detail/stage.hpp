/// Lines of a log: parts put together where somebody wants them, and stages with their time.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/append.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/log.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

[[nodiscard]] inline bool wants_log(const run_control& run, log_level level) {
    return run.log != nullptr && run.log->wants(level);
}

/// Writes one line of texts and whole numbers, if it is wanted. A part is a size, a number of
/// steps or a limit: never a value or a sum of values, such as a cost, which of one complement is
/// its count.
template <class... Parts>
void write_log(const run_control& run, log_level level, const Parts&... parts) {
    if (!wants_log(run, level)) return;
    std::string line;
    append(line, parts...);
    run.log->write(level, line);
}

/// In whole percent, which tell neither number.
[[nodiscard]] constexpr std::int64_t share_in_percent(std::int64_t part, std::int64_t of) {
    return of == 0 ? 0 : static_cast<std::int64_t>(100 * wide_sum{part} / of);
}

/// A stage of a call: its end is logged at `level`, with its time, and its begin at `debug`. The
/// clock is read only if that is wanted, and nothing depends on it.
class SDCKIT_API stage {
public:
    /// `run` and `name` outlive the stage.
    stage(const run_control& run, std::string_view name, log_level level = log_level::info);
    stage(const stage&) = delete;
    stage& operator=(const stage&) = delete;
    stage(stage&&) = delete;
    stage& operator=(stage&&) = delete;
    ~stage();

    /// What the line of the end tells; as the parts of `write_log`.
    template <class... Parts>
    void note(const Parts&... parts) {
        if (log_ == nullptr) return;
        notes_ += notes_.empty() ? "" : ", ";
        append(notes_, parts...);
    }

private:
    sdc::log* log_; // nullptr: not wanted
    std::string_view name_;
    log_level level_;
    std::string notes_;
    std::int64_t start_ = 0; // nanoseconds
};

} // namespace sdc::inline v0::detail
