/// Where the files of a command are, before anything is read or computed.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>

namespace sdc::cli {

/// Refuses two outputs that are one file, an output that would overwrite an input, and standard input for two inputs, by any spelling.
[[nodiscard]] result<void> check_places(const arguments& a);

} // namespace sdc::cli
