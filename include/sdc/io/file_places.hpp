/// Where the files of a command lead, before anything is read or computed.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <span>
#include <string>

namespace sdc::inline v0 {

/// Refuses two outputs that are one file, an output that would overwrite an input, an output whose
/// name cannot be written, and standard input for two inputs, by any spelling. Empty names are
/// none. Errors: bad_argument.
[[nodiscard]] SDCKIT_API result<void> check_places(std::span<const std::string> inputs,
                                                   std::span<const std::string> outputs);

} // namespace sdc::inline v0
