/// Reading what `write_private` wrote. Private: it holds every true value.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

struct recorded_cell {
    std::vector<std::string> codes = {}; ///< One for each dimension.
    std::string value = {};              ///< A decimal, "31" or "0.5".
    bool is_suppressed = false;
};

struct recorded_table {
    std::string name = {}; ///< Empty: the only one.
    std::vector<std::string> dimensions = {};
    std::vector<recorded_cell> cells = {}; ///< The first is the total.
};

/// The tables of a private record. Errors: bad_syntax with file, line and column for what is no
/// JSON; bad_argument for another file.
[[nodiscard]] SDCKIT_API result<std::vector<recorded_table>>
parse_private_record(std::string_view text, const std::string& source);

} // namespace sdc::inline v0
