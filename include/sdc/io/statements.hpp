/// Reading side statements: what the text beside a table states about its cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// Reads statements as JSON, in the forms that docs/statements.md and docs/formats.md document.
/// Errors: io_failure, bad_syntax (line and column of the JSON, or the number of the statement),
/// unknown_code, duplicate (a key or a cell twice), contradiction (`at_least` above `at_most`),
/// overflow (a ratio of too many digits).
[[nodiscard]] SDCKIT_API result<std::vector<statement>> read_statements(const std::string& file,
                                                                        const linked_tables& all);
/// The same from text; `source` stands for the file in errors.
[[nodiscard]] SDCKIT_API result<std::vector<statement>>
parse_statements(std::string_view text, std::string source, const linked_tables& all);

/// The same about one table.
[[nodiscard]] SDCKIT_API result<std::vector<statement>> read_statements(const std::string& file,
                                                                        const cube& c);
[[nodiscard]] SDCKIT_API result<std::vector<statement>>
parse_statements(std::string_view text, std::string source, const cube& c);

} // namespace sdc::inline v0
