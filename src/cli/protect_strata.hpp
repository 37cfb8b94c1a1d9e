/// Separate tables of one file, one for each code of a column.
#pragma once

#include "arguments.hpp"

#include <sdc/attack/audited.hpp>

#include <functional>
#include <memory>
#include <string>

namespace sdc::cli {

/// Protects one table, and proves it.
using table_protection = std::function<result<audited>(std::shared_ptr<const table>)>;

/// Suppresses the table of each code of --by for itself, and writes all of them as one; the record
/// says `made_by`. Returns the exit status.
[[nodiscard]] int suppress_strata(const arguments& a, const table_protection& protect,
                                  const marker& shown, unsigned threads,
                                  const std::string& made_by);

} // namespace sdc::cli
