/// Reading hierarchies: CSV lists of code and parent, and the indented lists of tau-Argus (.hrc).
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/hierarchy.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// Reads `.hrc` as `parse_hrc` does, anything else as CSV; docs/formats.md documents both. `total`
/// and `lead` are for `.hrc` only. Errors: io_failure, bad_syntax, missing_column, bad_hierarchy,
/// duplicate; with file and line.
[[nodiscard]] SDCKIT_API result<hierarchy>
read_hierarchy(const std::string& file, std::string total = "Total", std::string lead = "@");

/// Reads the indented list of tau-Argus that docs/formats.md documents; `total` is the root, which
/// the file does not name. Errors: bad_argument (no lead), bad_syntax, bad_hierarchy (a line more
/// than one level below the line above, no code), duplicate.
[[nodiscard]] SDCKIT_API result<hierarchy> parse_hrc(std::string_view text, std::string source,
                                                     std::string total = "Total",
                                                     std::string lead = "@");

} // namespace sdc::inline v0
