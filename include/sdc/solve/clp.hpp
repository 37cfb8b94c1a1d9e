/// Linear programs by Clp.
#pragma once

#include <sdc/config.hpp>
#include <sdc/solve/linear_program.hpp>

#include <memory>

namespace sdc::inline v0 {

/// Clp (COIN-OR). Thread-safe as long as each program is used by one thread at a time.
[[nodiscard]] SDCKIT_API std::unique_ptr<linear_program> make_clp(const program& p);

} // namespace sdc::inline v0
