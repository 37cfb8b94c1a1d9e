/// Reading hierarchies: CSV lists of code and parent, and the indented lists of tau-Argus (.hrc).
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/hierarchy.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// By the name of the file: `.hrc` as `parse_hrc`, else CSV with the columns `code` and `parent`,
/// and if it likes `label`; the root has an empty parent, further columns are ignored. `total` and
/// `lead` are for `.hrc` only. Errors: io_failure, bad_syntax, missing_column, bad_hierarchy,
/// duplicate; with file and line.
[[nodiscard]] SDCKIT_API result<hierarchy>
read_hierarchy(const std::string& file, std::string total = "Total", std::string lead = "@");

/// One code a line, under the nearest line above with one `lead` less; lines without lead are
/// directly under `total`, which the file does not name. Blanks left of a code are part of it,
/// blanks right of it are not; blank lines are skipped. Errors: bad_argument (no lead), bad_syntax,
/// bad_hierarchy (a line more than one level below the line above, no code), duplicate.
[[nodiscard]] SDCKIT_API result<hierarchy> parse_hrc(std::string_view text, std::string source,
                                                     std::string total = "Total",
                                                     std::string lead = "@");

} // namespace sdc::inline v0
