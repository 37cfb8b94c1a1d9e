/// A log that keeps its lines.
#pragma once

#include <sdc/log.hpp>

#include <algorithm>
#include <atomic>
#include <string>
#include <string_view>
#include <vector>

namespace support {

class captured_log final : public sdc::log {
public:
    explicit captured_log(sdc::log_level least = sdc::log_level::debug) : least_(least) {}
    [[nodiscard]] bool wants(sdc::log_level level) const override { return level >= least_; }
    void write(sdc::log_level, std::string_view text) override {
        overlapped = overlapped || busy_.exchange(true);
        lines.emplace_back(text);
        busy_ = false;
    }
    [[nodiscard]] bool holds(std::string_view text) const {
        return std::ranges::any_of(
            lines, [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }

    std::vector<std::string> lines = {};
    bool overlapped = false; ///< Two calls at a time.

private:
    sdc::log_level least_;
    std::atomic<bool> busy_ = false;
};

} // namespace support
