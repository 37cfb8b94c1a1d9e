/// Where the files of a command are, before anything is read or computed.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>
#include <sdc/io/release_file.hpp>

#include <string>
#include <vector>

namespace sdc::cli {

/// The files that the options say are written.
[[nodiscard]] std::vector<std::string> list_outputs(const arguments& a);

/// The public table as the options ask for it, without its marker. `file`: of one of several
/// tables.
[[nodiscard]] release_output output_of(const arguments& a, const std::string& file);

/// Refuses two outputs that are one file, an output that would overwrite an input, and standard
/// input for two inputs, by any spelling, and a format that the public table cannot have. `reads`
/// and `writes`: files that other files name.
[[nodiscard]] result<void> check_places(const arguments& a,
                                        const std::vector<std::string>& reads = {},
                                        const std::vector<std::string>& writes = {});

} // namespace sdc::cli
