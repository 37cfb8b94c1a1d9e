/// How a call that can last is stopped and watched.
#pragma once

#include <sdc/error.hpp>
#include <sdc/log.hpp>

#include <cstdint>
#include <functional>

namespace sdc::inline v0 {

struct run_control {
    /// Asked between steps, on any thread; once true it stays true. Then the call returns the error
    /// `cancelled`, and nothing is made.
    std::function<bool()> cancel = {};
    /// Called now and then, on the caller's thread: `done` steps of `of`.
    std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};
    sdc::log* log = nullptr; ///< nullptr: nothing is logged. It outlives the call.
};

namespace detail {

/// Errors: cancelled, if the caller asked to stop.
[[nodiscard]] SDCKIT_API result<void> check_cancelled(const run_control& run);

} // namespace detail
} // namespace sdc::inline v0
