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
/// What a statement says:
///   equals, at_least, at_most           whole numbers, one or more of them
///   none, some                          true: 0; at least 1
///   equals_cell: {...}                  the same as another cell
///   most_of: {...}                      more than half of another cell
///   percent: "33.3", of: {...}          so printed of another cell, at_least_percent and at_most_percent, if that is what was said
///   rate: "1.25", per: 1000, of: {...}  the same per 1000
///   mean: "11.25", of: {...}            a sum, of a linked table of the measure, over a count
/// Ratios are texts as they were printed, and become two statements. "cells": [{...}, {...}] instead of "cell" speaks of a sum; "table"
/// in a cell names a linked table, else it is of the first one. `text` may be left out.
/// Errors: io_failure, bad_syntax (line and column of the JSON, or the number of the statement), unknown_code, duplicate (a key or a cell
/// twice), contradiction (`at_least` above `at_most`), overflow (a ratio of too many digits).
[[nodiscard]] SDCKIT_API result<std::vector<statement>> read_statements(const std::string& file, const linked_cubes& all);
/// The same from text; `source` stands for the file in errors.
[[nodiscard]] SDCKIT_API result<std::vector<statement>> parse_statements(std::string_view text, std::string source, const linked_cubes& all);

/// The same about one table.
[[nodiscard]] SDCKIT_API result<std::vector<statement>> read_statements(const std::string& file, const cube& c);
[[nodiscard]] SDCKIT_API result<std::vector<statement>> parse_statements(std::string_view text, std::string source, const cube& c);

} // namespace sdc::inline v0
