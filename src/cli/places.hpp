/// Where the files of a command are, before anything is read or computed.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>

#include <string>
#include <vector>

namespace sdc::cli {

/// The files that the options say are written.
[[nodiscard]] std::vector<std::string> list_outputs(const arguments& a);

/// Refuses two outputs that are one file, an output that would overwrite an input, and standard
/// input for two inputs, by any spelling. `reads` and `writes`: files that other files name.
[[nodiscard]] result<void> check_places(const arguments& a,
                                        const std::vector<std::string>& reads = {},
                                        const std::vector<std::string>& writes = {});

} // namespace sdc::cli
