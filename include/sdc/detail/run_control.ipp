#include <sdc/run_control.hpp>

namespace sdc::inline v0::detail {

result<void> check_cancelled(const run_control& run) {
    if (!run.cancel || !run.cancel()) return {};
    return error{.code = errc::cancelled, .message = "the caller asked to stop"};
}

} // namespace sdc::inline v0::detail
