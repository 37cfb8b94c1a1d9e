/// Reading side statements: what the text beside a table says about its cells.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// JSON. A cell names a code of each dimension; dimensions that are left out are at their total.
///
///     {"statements": [
///       {"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}},
///       {"text": "at least 3 in May",      "cell": {"month": "2024-05"}, "at_least": 3}
///     ]}
///
/// A statement says one or more of `equals`, `at_least`, `at_most` (whole numbers), or `equals_cell`. `text` may be left out.
/// Errors: io_failure, bad_syntax (line and column of the JSON, or the number of the statement), unknown_code, duplicate (a key twice),
/// contradiction (`at_least` above `at_most`).
[[nodiscard]] SDCKIT_API result<std::vector<statement>> read_statements(const std::string& file, const cube& c);
/// The same from text; `source` stands for the file in errors.
[[nodiscard]] SDCKIT_API result<std::vector<statement>> parse_statements(std::string_view text, std::string source, const cube& c);

} // namespace sdc::inline v0
