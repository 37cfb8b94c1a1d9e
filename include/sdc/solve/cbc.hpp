/// Integer programs by Cbc.
#pragma once

#include <sdc/config.hpp>
#include <sdc/solve/integer_program.hpp>

#include <memory>

namespace sdc::inline v0 {

/// Cbc (COIN-OR), with its cuts. Thread-safe as long as each program is used by one thread at a
/// time.
[[nodiscard]] SDCKIT_API std::unique_ptr<integer_program> make_cbc(const program& p);

} // namespace sdc::inline v0
