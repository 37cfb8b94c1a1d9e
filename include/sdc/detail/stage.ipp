#include <sdc/detail/stage.hpp>

#include <chrono>

namespace sdc::inline v0::detail {
namespace {

std::int64_t read_clock() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// "0.012 s"
std::string describe_seconds(std::int64_t nanoseconds) {
    const auto thousandths = nanoseconds / 1'000'000;
    const auto rest = std::to_string(thousandths % 1000);
    return std::to_string(thousandths / 1000) + "." + std::string(3 - rest.size(), '0') + rest +
           " s";
}

} // namespace

stage::stage(const run_control& run, std::string_view name, log_level level)
    : log_(wants_log(run, level) ? run.log : nullptr), name_(name), level_(level) {
    if (log_ == nullptr) return;
    write_log(run, log_level::debug, name, ": begins");
    start_ = read_clock();
}

stage::~stage() {
    if (log_ == nullptr) return;
    try {
        const auto notes = notes_.empty() ? std::string() : notes_ + "; ";
        log_->write(level_,
                    std::string(name_) + ": " + notes + describe_seconds(read_clock() - start_));
    } catch (...) { // a log that fails is no reason to end what it tells of
    }
}

} // namespace sdc::inline v0::detail
