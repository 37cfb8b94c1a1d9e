/// Where a call says what it does: an interface, so that the core depends on no logger.
#pragma once

#include <sdc/config.hpp>

#include <string_view>

namespace sdc::inline v0 {

enum class log_level : unsigned char { debug, info, warning, error };

/// Stages, sizes, counts, search limits and times; never a value of a suppressed cell. `write` may
/// be called on any thread, one call at a time.
class log {
public:
    virtual ~log() = default;
    [[nodiscard]] virtual bool wants(log_level level) const = 0;
    virtual void write(log_level level, std::string_view text) = 0;
};

} // namespace sdc::inline v0
